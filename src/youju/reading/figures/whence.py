"""Whose figure it is and of when: the place and the period that hold at a point of a sentence.

The nearest word that tells wins: a name or a year in front of the number, then the paragraph, the
headings, the document. A place or year that only serves for comparison (与武汉, 较2019年) tells
nothing. What the number counts, and whether it is planned, this module does not know.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from youju.reading.figures.quantities import YEAR
from youju.reading.metadata import places as gazetted
from youju.reading.metadata.dating import PLAN_YEARS
from youju.types import DocumentFacts

_HAN = "\u3400-\u9fff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place or a time that a sentence names."""

    start: int
    end: int
    name: str
    base: bool = False  # the older end of a change: 由2017年的76.7岁提高到77岁


# ---- places --------------------------------------------------------------------------------------

_MASKED_NAME = re.compile(
    "(?<![A-Za-z0-9+*])(?:[XＸ×]{1,3}|[*＊]{1,3}|某{1,2})(?:[市县州]|区(?!域))"
)
_PARTNER = re.compile(
    "(?:与|同|向|赴|到|去|较|比|跟|高于|低于|超过|对接|学习|借鉴|融入|来自|邀请|输送至?|支援|援助|对口)(?:[全了])?$"
)
_INSTITUTION = re.compile(
    f"[{_HAN}]{{0,6}}(?:大学|学院|医科|中医药|日报|集团|公司|银行|研究[院所]|同济|协和)"
)
_NO_STEM = re.compile("[今去当]年|新建|扩建|全")
_NATION = re.compile("(?:中华人民共和国|新中国|中国共产党|建党|建国)(?:成立)?[^，。；]{0,2}$")
_OWN = re.compile(
    "(?<![在居列占为向于])[全我本](?P<level>[市县区州])(?![^，。；、]{0,8}(?:率先|首个|前列))"
)
_AVERAGE = re.compile("(全国|全省|国家|省)(?:平均|总体)(?:水平|值|线)?[^，。；、]{0,3}$")


def named_places(sentence: str) -> tuple[Named, ...]:
    """The places that a sentence speaks of; those that it only compares with are left out."""
    spans = [
        (p.start, p.end, p.name) for p in gazetted.named_places(sentence) if _stands(sentence, p)
    ]
    spans += [(m.start(), m.end(), m.group()) for m in _MASKED_NAME.finditer(sentence)]
    found: list[Named] = []
    for start, end, name in sorted(spans):
        if name.endswith("省") or _PARTNER.search(sentence, max(0, start - 4), start):
            continue
        if not found or start >= found[-1].end:
            found.append(Named(start=start, end=end, name=name))
    return tuple(found)


def _stands(sentence: str, place: gazetted.Named) -> bool:
    """Whether the name is in full or opens a clause, and is not part of an institution's."""
    if _INSTITUTION.match(sentence, place.end) or _NO_STEM.match(place.name):
        return False
    opens = not place.start or sentence[place.start - 1] in "，。；：、\n"
    counted = any(s < place.end <= e for s, e in gazetted.counted_rows(sentence))
    return sentence.startswith(place.name, place.start) or opens or counted


def place_at(
    sentence: str, at: int, places: Sequence[Named], headings: Sequence[str], own: str | None
) -> str | None:
    """The place named last before `at`, else in a heading, else the document's own."""
    if average := _AVERAGE.search(sentence, max(0, at - 16), at):
        return average.group(1)
    if _NATION.search(sentence, max(0, at - 16), at):
        return "全国"
    before = [place for place in places if place.end <= at]
    scopes = list(_OWN.finditer(sentence, max(0, at - 400), at))
    if scopes and (not before or scopes[-1].start() >= before[-1].end):
        return _own_of_level(scopes[-1]["level"], own)
    if before:
        return _joined(sentence, before, at)
    for heading in reversed(headings):
        if named := named_places(heading):
            return _joined(heading, named, len(heading))
    return own


def _own_of_level(level: str, own: str | None) -> str | None:
    """我市 in a text of 盐城市大丰区 is 盐城市; in a text of 大丰区 alone it is not known."""
    if own is None or own[-1] == level or level in "县区":
        return own
    if own[-1] not in "县区":
        return own
    upper = re.match(f"([{_HAN}XＸ×*某]{{1,8}}市).+", own)
    return upper.group(1) if upper else None


def _joined(sentence: str, places: Sequence[Named], at: int) -> str:
    """The last place, with those that 、 or nothing joins to it; 分别 gives each number its own."""
    row = [places[-1]]
    for place in reversed(places[:-1]):
        if sentence[place.end : row[0].start] not in ("、", "和", "及", "与", ""):
            break
        row.insert(0, place)
    apart = [r for r in row if r is row[0] or sentence[r.start - 1] in "、和及与"]
    told = sentence[row[-1].end : at]
    if len(apart) > 1 and "分别" in told[:12]:
        return apart[min(told.count("、") + told.count("和"), len(apart) - 1)].name
    words = row[0].name
    for one, other in pairwise(row):
        words += ("" if one.end == other.start else "、") + other.name
    return words


# ---- times ---------------------------------------------------------------------------------------

_TIMES = re.compile(
    rf"(?P<first>{YEAR})(?:\s?年?[-—–～~至到](?P<last>(?:19|20)\d{{2}}|\d{{2}}(?=年度?)))?(?=\s?年)|"
    "[“]?(?P<five>十[二三四五]五)[”]?(?P<point>期?末|期间|时期|以来)|"
    "(?P<back>去年|上年|上一年)|(?P<now>今年|本年|年内|当年|年底前)|(?P<next>明年|来年)"
)
_COMPARED = re.compile("(?:[较比与同]|相比|基于|超过|高于|低于)(?:上年的?)?$")
_SINCE, _SINCE_BEHIND = re.compile("[自从]$"), re.compile("年(?:起|开始)")
_GROUND = re.compile("[^，。；]{0,30}基础上")
_FROM = re.compile("[从由]$")
_NAMES = re.compile("《[^》\n]{1,80}》|“[^”\n]{1,30}年[^”\n]{0,20}”")
_OPENING = 6  # characters within which a time opens its sentence, and holds for those after it


def named_times(
    sentence: str, anchor: int | None, reviewed: int | None = None
) -> tuple[Named, ...]:
    """The years and periods that a sentence names.

    `anchor` is the year of 今年, the one before it 去年; the one before `reviewed` is 上年.
    """
    plain = _NAMES.sub(
        lambda m: "\0" * len(m.group()) if not m.group().startswith("“十") else m.group(), sentence
    )
    found = []
    for m in _TIMES.finditer(plain):
        before_that = (m["back"] or "").startswith("上") and reviewed
        name = _time_name(m, reviewed if before_that else anchor)
        before = plain[max(0, m.start() - 6) : m.start()]
        if name and not _COMPARED.search(before):
            base = _FROM.search(before) is not None and not re.match(
                "年?(?:起|以来|开始)", plain[m.end() :]
            )
            base = base or _GROUND.match(plain, m.end()) is not None
            if anchor and _SINCE.search(before) and _SINCE_BEHIND.match(plain, m.end()):
                name = f"{name}-{anchor}" if name.isdecimal() and int(name) < anchor else name
            found.append(Named(start=m.start(), end=m.end(), name=name, base=base))
    return tuple(found)


def _time_name(found: re.Match[str], anchor: int | None) -> str:
    if found["first"]:
        last = found["last"] or ""
        last = found["first"][:2] + last if len(last) == 2 else last
        return f"{found['first']}-{last}" if last else found["first"]
    if found["five"]:
        first, last_year = PLAN_YEARS[found["five"]]
        return str(last_year) if "末" in found["point"] else f"{first}-{last_year}"
    if anchor is None:
        return ""
    return str(anchor - 1 if found["back"] else anchor + 1 if found["next"] else anchor)


def period_at(sentence: str, at: int, times: Sequence[Named]) -> str | None:
    """The time named last before `at`; one behind it only where none stands before.

    去年同期 and 到2025年 open a statement of their own, and say nothing of what stands before.
    """
    before = [time for time in times if time.end <= at]
    if (
        before
        and before[-1].base
        and not re.search("[提增升降减至到，。；]", sentence[before[-1].end : at])
    ):
        return before[-1].name
    if re.search("[从由](?:原来的?)?$", sentence[max(0, at - 4) : at]):
        bases = [time.name for time in before if time.base]
        if bases:
            return bases[-1]
    plain = [time for time in before if not time.base]
    if plain:
        return plain[-1].name
    behind = [
        time
        for time in times
        if time.start >= at
        and not time.base
        and not sentence.startswith("同期", time.end)
        and not re.search("[，；](?:力争|争取)?[到至]$", sentence[: time.start])
    ]
    return behind[0].name if behind else None


def opening_time(times: Sequence[Named]) -> str | None:
    """The time that a sentence opens with."""
    return times[0].name if times and times[0].start <= _OPENING and not times[0].base else None


def heading_time(headings: Sequence[str]) -> str | None:
    """The year in the innermost heading that has one."""
    for heading in reversed(headings):
        if times := named_times(heading, None):
            return times[-1].name
    return None


def anchor_year(facts: DocumentFacts) -> int | None:
    """The year in which the document was written or spoken: that of 今年."""
    dated = facts.published or facts.period
    years = re.findall(r"\d{4}", (dated or "")[:4] if facts.published else (dated or ""))
    return int(years[-1]) if years else None


def period_of(facts: DocumentFacts, *, planned: bool) -> str | None:
    """The document's period; of two years, the first is reported on and the second planned for."""
    first, _, last = (facts.period or "").partition("-")
    published = (facts.published or "")[:4]
    if published and not planned and published < first:
        return published  # nothing is reported before it happened
    if published and planned and first and (last or first) < published:
        return published  # nor planned after
    if not last:
        return first or published or None
    if last.isdecimal() and first.isdecimal():
        if int(last) - int(first) == 1:
            return last if planned else first
        if int(last) - int(first) == 4 and not planned:
            return str(int(first) - 1)  # a plan for five years looks back at the year before
    return last
