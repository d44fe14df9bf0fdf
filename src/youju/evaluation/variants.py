"""Other ways to ask the same question, made by rule: each a case of its own that names its parent.

What is expected stays as it is. Where a rule changes nothing, or what it makes would be another
question, there is no variant. Traditional characters and courtesies always ask the same: whether
the program sees it is what they measure, so they are not left out where it does not.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from zlib import crc32

from opencc import OpenCC

from youju.evaluation.suites import Message, QACase
from youju.reading.metadata.gazetteer import innermost
from youju.retrieval.framing import bare_place, find_places, find_years, is_masked
from youju.retrieval.mistyped import mistyped_places
from youju.retrieval.phrasing import asks
from youju.retrieval.query import Holdings, analyse
from youju.types import Query, Turn

Rule = Callable[[QACase, Collection[str], date], QACase | None]  # None: no variant

# Characters of names of places that sound or look alike, in groups.
_ALIKE = (
    "州洲舟 阳杨扬 城成诚 山删 江洪 海诲 安按 南楠 宁拧柠 平坪评 东冬 北背 西酉 "
    "河荷何 林淋琳 川穿 原源沅 丰封峰 石右 底抵邸 黄皇 永水 口囗 通桶 沙纱砂 泉全 "
    "定锭 吉古 庆床 兴星 湖糊 潭谭 港巷 桥侨 陵菱凌 台抬 嘉佳加 绍邵 丽利 "
    "盐岩 徐除 常长 锡踢 连莲 镇填 泰秦 宿缩 淮准 济挤 青清 岛鸟 烟咽 "
    "潍维 威咸 照昭 滨宾 洛络 新薪 驻住 武式 宜宣 荆刑 随隋 株珠 湘相 "
    "衡横 岳兵 郴彬 怀坏 娄楼 昌倡 德得 营盈 乌鸟 龙尤 大太 明名 义议 "
    "贵柜 云运 津律 天无 阜埠 金今 阴荫 晋普 马玛 汉汗"
)
_BEHIND_NAME = "(?![级直属民场域委区里内政辖管面容])"  # 娄底市级, 娄底市场: 市 is no rank there
_RELATIVE = re.compile(r"[今去前明后上本当来次同该那这每]一?年|年[底末初内中](?<!\d年.)")
_IN_WORDS = {0: "今年", -1: "去年", -2: "前年", 1: "明年"}
_MONTH = 6
_UNDERSTOOD = "好的，请问要查什么？"
_COURTESIES = (("请问", "谢谢！"), ("您好，麻烦查一下，", "谢谢！"), ("想了解一下：", "多谢。"))
_COURTEOUS = re.compile("请|麻烦|劳驾|您|你|帮|想")
_ENDED = "。？！?!…”）"


def _traditional(case: QACase, places: Collection[str], today: date) -> QACase | None:
    return _asking(case, str(_converter().convert(case.question)))


@cache
def _converter() -> OpenCC:
    return OpenCC("s2tw")  # characters alone: other words for things would be another question


def _typo(case: QACase, places: Collection[str], today: date) -> QACase | None:
    """One character of a place's name for one that looks or sounds alike, or two swapped.

    Only where it is told apart again as that place, and no other.
    """
    for _, stem in _named(case.question, places):
        for wrong in _misspelt(stem):
            asked = case.question.replace(stem, wrong, 1)
            meant = mistyped_places(asked, places)
            if {bare_place(name) for _, name in meant} == {stem} and len(meant) == 1:
                varied = _asking(case, asked)
                if _is_same(case, varied, places):
                    return varied
    return None


def _named(question: str, places: Collection[str]) -> Iterator[tuple[str, str]]:
    """The held places that a question names, with bare names that are those of no other."""
    stems = [bare_place(place) for place in places]
    for place in find_places(question, places):
        stem = bare_place(place)
        known = place in places and not is_masked(place)
        if known and len(stem) > 1 and stem in question and stems.count(stem) == 1:
            yield place, stem


def _misspelt(stem: str) -> Iterator[str]:
    for at, character in enumerate(stem):
        for group in _ALIKE.split():
            for other in group if character in group else "":
                if other != character:
                    yield stem[:at] + other + stem[at + 1 :]
    for at in range(len(stem) - 1):
        if stem[at] != stem[at + 1]:
            yield stem[:at] + stem[at + 1] + stem[at] + stem[at + 2 :]


def _abbreviated(case: QACase, places: Collection[str], today: date) -> QACase | None:
    """娄底 for 娄底市; not where the bare name is that of two places."""
    for place, stem in _named(case.question, places):
        whole = re.compile(re.escape(innermost(place)) + _BEHIND_NAME)
        varied = _asking(case, whole.sub(stem, case.question))
        if varied.question != case.question and _is_same(case, varied, places):
            return varied
    return None


def _relative(case: QACase, places: Collection[str], today: date) -> QACase | None:
    """A year as seen from a date that was told before: 现在是2023年6月。 …去年….

    The date is a message of its own: within the question its year would be asked about as well.
    """
    years = find_years(case.question)
    if len(years) != 1 or case.history or _RELATIVE.search(case.question):
        return None
    told = re.compile(rf"(?<!\d){years[0]}年(?![度代级])")
    now = _now(case, int(years[0]), today)
    if now is None or len(re.findall(rf"{years[0]}|{years[0][2:]}年", case.question)) != 1:
        return None
    word = _IN_WORDS[int(years[0]) - now.year]
    said = Message(role="user", content=f"现在是{now.year}年{now.month}月。")
    varied = _asking(case, told.sub(word, case.question)).model_copy(
        update={"history": (said, Message(role="assistant", content=_UNDERSTOOD))}
    )
    if varied.question == case.question or not _is_same(case, varied, places):
        return None
    return varied


def _now(case: QACase, year: int, today: date) -> date | None:
    """From when the year is seen: today where there is a word for it; never a day to come."""
    if year - today.year in _IN_WORDS:
        return today
    if year > today.year:
        return None
    return date(year + _chance(case) % 3, _MONTH, 1)


def _polite(case: QACase, places: Collection[str], today: date) -> QACase | None:
    if "谢" in case.question:
        return None
    if _COURTEOUS.match(case.question):
        before, behind = "", "谢谢！"
    else:
        which = _chance(case) % len(_COURTESIES) if asks(case.question) else 1
        before, behind = _COURTESIES[which]
    pause = "" if case.question[-1] in _ENDED else "，"
    return _asking(case, f"{before}{case.question}{pause}{behind}")


def _chance(case: QACase) -> int:
    """A number that looks random and is always the same for a case."""
    return crc32(case.id.encode())


_RULES: Mapping[str, Rule] = {
    "traditional": _traditional,
    "typo": _typo,
    "abbreviated": _abbreviated,
    "relative": _relative,
    "polite": _polite,
}
KINDS: tuple[str, ...] = tuple(_RULES)


def variants(case: QACase, places: Collection[str], today: date) -> tuple[QACase, ...]:
    """The variants of a case; none of one that is a variant itself, and none of a draft's.

    `places` are those of the library. A relative year hangs on `today`: next year it may be put in
    another word, and the suite is then another.
    """
    if case.parent is not None or case.type == "draft":
        return ()
    made = {kind: rule(case, places, today) for kind, rule in _RULES.items()}
    return tuple(
        varied.model_copy(update={"id": f"{case.id}~{kind}", "parent": case.id})
        for kind, varied in made.items()
        if varied is not None and varied.question != case.question
    )


def with_variants(
    cases: Sequence[QACase], places: Collection[str], today: date
) -> tuple[QACase, ...]:
    """Each case, followed by its variants; those that the suite already has are not made again."""
    known = {case.id for case in cases}
    made = []
    for case in cases:
        made.append(case)
        made += [one for one in variants(case, places, today) if one.id not in known]
    return tuple(made)


def _asking(case: QACase, question: str) -> QACase:
    return case.model_copy(update={"question": question})


def _is_same(case: QACase, varied: QACase, places: Collection[str]) -> bool:
    """Whether both are read as of the same places and years."""
    holdings = Holdings(places=tuple(places))
    mine, theirs = _read(case, holdings), _read(varied, holdings)
    if len(theirs.suggestions) == 1 and not theirs.places:  # read as what it is told to mean
        theirs = analyse(theirs.suggestions[0], (), holdings)
    return (set(mine.places), set(mine.periods)) == (set(theirs.places), set(theirs.periods))


def _read(case: QACase, holdings: Holdings) -> Query:
    history = tuple(Turn(role=m.role, content=m.content) for m in case.history)
    return analyse(case.question, history, holdings)
