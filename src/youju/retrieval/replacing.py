"""What a follow-up names replaces what was named before of the same sort: place, year, thing.

Knows what was last asked and answered; whether a question leans on that, `followups` tells.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import rjieba

from youju.reading.cleaning.patterns import any_of
from youju.reading.figures.units import UNIT
from youju.retrieval.framing import find_years
from youju.retrieval.institutions import find_bodies
from youju.retrieval.parts import parts_of
from youju.retrieval.phrasing import asks, joined, places_in, without_ask, written
from youju.retrieval.spreading import named_as_measure

_WIDER = re.compile(r"全国|全省|全球|国家层面|我国")
_AIM = re.compile(
    r"^(?:的|底|年底)*(?P<what>目标|计划|任务|打算|实际|实绩|结果|完成情况|实际完成|完成)(?:值|数|情况)?$"
)
_ASKED_AIM = re.compile(r"的?(?:目标|计划|实际|完成|(?:控制|稳定|保持)在|要?达到)(?:值|数|情况)?$")
_THE = re.compile("^(?:这些|那些)(?=[一-鿿]{2})")
_COUNTED = re.compile(rf"(?:多少|几)(?:{UNIT})(?P<what>[一-鿿]{{2,12}})[？。]?$")
_HEDGES = re.compile("计划|目标|打算|预计|累计|全年")
_OTHER_PLACE = re.compile(r"^(?:另外?一?个|其他|其它|别的|另外的?)(?P<rank>[市县区]|地方|城市)$")
_CONTEXT = re.compile(
    r"^[^，。？]{2,30}?(?:讲话|会议|报告|文章|文件|方案|材料|会)(?:稿)?(?:里|中|上|里面)?(?:说的|提到的|要求)?[，]"
)
_CONTRASTS = tuple(
    row.split()
    for row in [
        "门诊 住院 急诊",
        "药品 耗材 器械",
        "城市 农村 城镇 乡村",
        "国家级 省级 市级 县级 区级 乡镇级",
        "医师 医生 护士 药师",
        "孕产妇 婴儿 新生儿",
        "公立 民营 社会办",
        "博士 硕士 本科",
        "男性 女性",
        "中医 西医",
        "党员 团员",
        "初中 高中",
        "一级 二级 三级",
        "走出去 请进来",
        "出院 入院",
        "老年人 儿童 妇女",
        "上半年 下半年",
        "收入 支出",
    ]
)
_NOUNS = ("n", "j", "l", "eng", "b", "m", "q", "x", "i", "t", "a", "f", "s", "vn")
_NO_NOUN = re.compile(
    any_of("的 了 在 和 与 是 有 要 为 达到 多少 几个 几家 年 底 年底 [，。？：]")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What a conversation has come to: the last question as it stands alone, and its answer."""

    base: str
    places: tuple[str, ...] = ()  # that the base asks about
    known: tuple[str, ...] = ()  # of the library
    answer: str = ""

    @property
    def year(self) -> str | None:
        """The one year that is spoken of."""
        years = find_years(self.base)
        return years[0] if len(years) == 1 else None

    @property
    def place(self) -> str | None:
        """The one place that is spoken of, by the question or else by the answer."""
        named = self.places or tuple(places_in(self.answer, self.known))
        return named[0] if len(named) == 1 else None

    @property
    def topic(self) -> str:
        """What the base asks about, without its place and year."""
        return without_ask(self.base[_frame_end(self.base, self) :]).lstrip("的，")

    @property
    def frame(self) -> str:
        place = written(self.base, self.place) if self.place else ""
        return (place or self.place or "") + (f"{self.year}年" if self.year else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A question as it stands alone; not settled where that is a guess."""

    text: str
    settled: bool = True
    borrowed: bool = True


def framed(core: str, places: Sequence[str], spoken: Spoken) -> Carried:
    """The question with the place and year of the one before, where it names none."""
    place = "" if places or places_in(core, spoken.known) or not spoken.place else spoken.place
    place = written(spoken.base, place) or place if place else ""
    year = f"{spoken.year}年" if spoken.year and not names_year(core) and place else ""
    context = _CONTEXT.match(spoken.base) if not spoken.place and not places else None
    core = _THE.sub("", core)
    bodies = find_bodies(core)
    if place and year and bodies and core.startswith(bodies[0]):
        return Carried(text=joined(place, bodies[0]) + year + core.removeprefix(bodies[0]))
    return Carried(text=(context.group() if context else "") + joined(place + year, core))


def names_year(text: str) -> bool:
    return (
        bool(find_years(text))
        or re.search("[今去前明]年|上年|年[底初内]|目前|现在", text) is not None
    )


def replaced(rest: str, places: Sequence[str], spoken: Spoken) -> Carried:
    """What the fragment names replaces what the question before named of the same sort."""
    base = spoken.base
    if _WIDER.fullmatch(rest):
        return Carried(text=_with_place(base, rest, spoken))
    if other := _OTHER_PLACE.match(rest):
        return _of_other_place(other["rank"], spoken)
    if len(places) == 1:
        name = written(rest, places[0])
        base = _with_place(base, name, spoken)
        rest = rest.replace(name, "", 1)
    elif places:
        return Carried(text=f"{rest}{without_ask(base)}是多少？", settled=False)
    rest = rest.removesuffix("同期")
    years = re.search(
        r"(?:(?:19|20)\d\d|\d\d)年?(?:[-—至到](?:19|20)?\d\d年)?|[今去前明后]年|上一?年|下一?年",
        rest,
    )
    if years:
        base = _with_year(base, years.group(), spoken)
        rest = rest.replace(years.group(), "", 1)
    rest = re.sub(
        "^(?:的|年?底|那个|这个|年)+|的$", "", rest.replace("的那个", "的").strip("，、 ")
    )
    if not rest:
        return Carried(text=_asking(base))
    if aim := _AIM.match(rest):
        return Carried(text=f"{_ASKED_AIM.sub('', without_ask(base))}的{aim['what']}是多少？")
    now = replace(spoken, base=base, places=tuple(places) or spoken.places)
    return _with_noun(base, rest, now)


def _asking(base: str) -> str:
    """The name of a measure alone asks how much it is."""
    return f"{base}是多少？" if not asks(base) and named_as_measure(base) else base


def contrasted(core: str, base: str) -> str:
    """“走出去”怎么安排, asked of what “请进来” was asked of; empty where nothing is contrasted."""
    for row in _CONTRASTS:
        for new in row:
            at = core[:8].find(new)
            old = next((word for word in row if word in base and word not in core), "")
            if at >= 0 and old and new not in base:
                return base[: base.find(old)].rstrip("“") + core
    return ""


def _of_other_place(rank: str, spoken: Spoken) -> Carried:
    """The one other place of the library of that rank; a guess where there are several."""
    others = [
        place
        for place in spoken.known
        if place not in spoken.places and (rank in ("地方", "城市") or place.endswith(rank))
    ]
    if len(others) == 1 and spoken.place:
        return Carried(text=_with_place(spoken.base, others[0], spoken))
    return Carried(text=spoken.base, settled=False)


def _with_place(base: str, name: str, spoken: Spoken) -> str:
    old = spoken.places[0] if len(spoken.places) == 1 else ""
    if old and written(base, old):
        return base.replace(written(base, old), name)
    if len(spoken.places) > 1:
        one = parts_of(base, spoken.places)[0]
        return one.replace(written(one, spoken.places[0]), name)
    return name + base


def _with_year(base: str, year: str, spoken: Spoken) -> str:
    year = year if year.endswith("年") else f"{year}年"
    if spoken.year:
        return re.sub(rf"{spoken.year}年?", year, base)
    place = written(base, spoken.place) if spoken.place else ""
    return base.replace(place, place + year, 1) if place else year + base


def _with_noun(base: str, noun: str, spoken: Spoken) -> Carried:
    """Another thing is asked after in the same way: 耗材 for 药品, 筛查率 for 筛查率."""
    for row in _CONTRASTS:
        new = next((word for word in row if word in noun), "")
        old = next((word for word in row if word in base and word != new), "")
        if new and old and new not in base:
            return Carried(text=_asking(base.replace(old, noun if new == noun[:-1] else new, 1)))
    if (bodies := find_bodies(base)) and find_bodies(noun):
        place = written(bodies[0], spoken.place) if spoken.place else ""
        return Carried(text=base.replace(bodies[0], joined(place, noun), 1))
    spot = _like(base, noun, spoken) or _first_noun(base, spoken, of_body=bool(find_bodies(noun)))
    if spot:
        return Carried(text=_asking(base[: spot[0]] + noun + base[spot[1] :]))
    if counted := _COUNTED.search(base):
        return Carried(text=_counting(base, counted, noun, spoken))
    if named_as_measure(noun):
        return framed(f"{noun}是多少？", (), spoken)
    return Carried(text=f"{spoken.frame}{noun}，{spoken.topic}是多少？", settled=False)


def _counting(base: str, counted: re.Match[str], noun: str, spoken: Spoken) -> str:
    """How much of another thing there is: 采集血液 is not counted in 张, as 床位 is."""
    generic = counted.group().startswith(("多少个", "几个"))
    if generic or noun[-1] == counted["what"][-1]:
        return f"{base[: counted.start('what')]}{noun}？"
    tag = next((tag for _, tag in rjieba.tag(noun)), "")
    if tag.startswith("v"):
        return f"{spoken.frame}{noun}多少？"
    return f"{base[: counted.start()]}多少{noun}？"


def _like(base: str, noun: str, spoken: Spoken) -> tuple[int, int] | None:
    """Where the base names a thing whose name ends alike: 产前筛查率 for 新生儿疾病筛查率."""
    floor = _frame_end(base, spoken)
    for length in range(min(6, len(noun)), 1, -1):
        start = base.rfind(noun[-length:], floor)
        if start >= 0:
            return _noun_start(base, floor, start), start + length
    return None


def _noun_start(base: str, floor: int, end: int) -> int:
    """Where the name begins whose last words begin at `end`: back over nouns, to a verb or 的."""
    start = end
    for word, tag in reversed(rjieba.tag(base[floor:end])):
        if not tag.startswith(_NOUNS) or _NO_NOUN.fullmatch(word):
            break
        start -= len(word)
    return start


def _first_noun(base: str, spoken: Spoken, *, of_body: bool) -> tuple[int, int] | None:
    """The name that stands right behind the place and the year; a body only for a body."""
    start = end = _frame_end(base, spoken)
    for word, tag in rjieba.tag(base[start:]):
        if not tag.startswith(_NOUNS) or _NO_NOUN.fullmatch(word) or _HEDGES.fullmatch(word):
            break
        end += len(word)
    is_body = any(base.find(body) < end for body in find_bodies(base))
    return (start, end) if end - start > 1 and is_body == of_body else None


def _frame_end(base: str, spoken: Spoken) -> int:
    """Where the words begin behind the place and the year that the base names first."""
    place = written(base, spoken.place) if spoken.place else ""
    start = base.find(place) + len(place) if place else 0
    year = re.match(r"[的]?(?:到|至)?(?:19|20)\d\d年?底?", base[start:])
    return start + (year.end() if year else 0)
