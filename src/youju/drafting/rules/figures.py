"""F1 to F5 and F9: each figure of a text against what the library's documents state.

What the library says nothing of is told as information: an office knows more than its library.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from youju.answering.amounts import core_of
from youju.drafting.rules.evidence import Source
from youju.drafting.rules.faults import Fault, Level, Rule, fault_at
from youju.drafting.rules.listed import in_title
from youju.drafting.rules.manuscript import Manuscript
from youju.reading.figures.kinds import is_plan
from youju.reading.figures.quantities import Quantity
from youju.retrieval.framing import bare_place, find_years, same_place
from youju.text import bigrams
from youju.types import Figure

_NUMBER = re.compile("[0-9０-９一二两三四五六七八九十百千]")
_ALIKE = 0.5  # of the pairs of characters of two indicators
_DONE = re.compile(
    "(?:达到?|完成|实现|建成|新增|提高到|降到|降至)了|已(?:经)?(?:达|完成|实现|建成|提前|全部|超额|控制|稳定|保持|降|提高|提升|增)|(?:提前|超额|全面|圆满)完成"
)
_PER_MILLE = re.compile(
    r"(?:婴儿|新生儿|5岁以下儿童)死亡率[^，。；\d]{0,12}(?P<n>\d+(?:\.\d+)?)(?P<unit>[%％])"
)
_PER_100K = re.compile(r"孕产妇死亡率[^，。；\d]{0,12}(?P<n>\d+(?:\.\d+)?)(?P<unit>[%％‰])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A figure of the text and the library's figures of that amount about the same thing."""

    claim: Figure
    same: tuple[Figure, ...]


def _held(manuscript: Manuscript) -> Iterator[_Held]:
    """The figures of the text that can be held against a library; none where it has none."""
    if not manuscript.evidence.holds_figures:
        return
    for claim in manuscript.figures:
        written = manuscript.text[claim.start : claim.end]
        if claim.unit and _NUMBER.search(written) and not in_title(manuscript.text, claim.start):
            stated = manuscript.evidence.stating(_amount(claim))
            same = tuple(one for one in stated if _alike(claim.indicator, one.indicator))
            yield _Held(claim=claim, same=same)


def _amount(figure: Figure) -> Quantity:
    return Quantity(
        start=figure.start,
        end=figure.end,
        value=figure.value,
        upper=figure.upper,
        unit=figure.unit,
        hedge=figure.hedge,
    )


def _alike(one: str, other: str) -> bool:
    mine, theirs = (frozenset(bigrams(core_of(text))) for text in (one, other))
    if not mine or not theirs:
        return one == other
    return len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs))


def _is_of_place(one: Figure, claim: Figure) -> bool:
    return one.place is None or claim.place is None or same_place(one.place, claim.place)


def _is_of_year(one: Figure, claim: Figure) -> bool:
    mine, theirs = set(find_years(claim.period or "")), set(find_years(one.period or ""))
    return not mine or not theirs or bool(mine & theirs)


def _without_source(manuscript: Manuscript) -> Iterator[Fault]:
    """F1: the library states the very thing otherwise, or does not know of it."""
    for held in _held(manuscript):
        claim = held.claim
        if held.same:
            continue
        if rivals := _rivals(manuscript, claim):
            source = manuscript.evidence.sentence(rivals[0])
            stated = _stated(rivals[0], source)
            note = f"《{source.title}》里{_whose(rivals[0])}的“{rivals[0].indicator}”是{stated}。"
            fault = _told("F1", "error", manuscript, claim, note)
            yield replace(fault, source=source)
        elif not _blanked(manuscript, claim):
            note = "知识库里没有这个数据的出处，请核对原件。"
            yield _told("F1", "info", manuscript, claim, note)


def _rivals(manuscript: Manuscript, claim: Figure) -> list[Figure]:
    """What the library states of the very thing."""
    near = manuscript.evidence.about(claim.indicator, claim.unit)
    return [one for one in near if _is_rival(one, claim)]


def _is_rival(one: Figure, claim: Figure) -> bool:
    """Whether a figure is of the very same thing, place, year and sense, all of them told."""
    if not (one.place and claim.place and one.period and claim.period):
        return False
    very_same = core_of(one.indicator) == core_of(claim.indicator)
    framed = same_place(one.place, claim.place) and one.period == claim.period
    return very_same and framed and one.kind == claim.kind


def _other_place(manuscript: Manuscript) -> Iterator[Fault]:
    """F2: the amount is another place's, and the sentence does not name that place."""
    for held in _held(manuscript):
        if not held.same or any(_is_of_place(one, held.claim) for one in held.same):
            continue
        other = held.same[0]
        if other.place and bare_place(other.place) in _sentence(manuscript, held.claim):
            continue
        note = f"这是{_whose(other)}的数据，不是{held.claim.place}的。"
        named = bare_place(held.claim.place or "") in _sentence(manuscript, held.claim)
        fault = _sourced("F2", manuscript, held.claim, note, other)
        yield _if_sure(fault, is_sure=named or manuscript.frame.place is not None)


def _other_year(manuscript: Manuscript) -> Iterator[Fault]:
    """F3: the amount is of the place, but of another year."""
    for held in _held(manuscript):
        of_place = [one for one in held.same if _is_of_place(one, held.claim)]
        if not of_place or any(_is_of_year(one, held.claim) for one in of_place):
            continue
        note = f"这是{_whose(of_place[0])}的数据，文中写的是{held.claim.period}年。"
        named = find_years(_sentence(manuscript, held.claim))
        fault = _sourced("F3", manuscript, held.claim, note, of_place[0])
        yield _if_sure(fault, is_sure=bool(named) or manuscript.frame.year is not None)


def _target_as_result(manuscript: Manuscript) -> Iterator[Fault]:
    """F4: every source has the amount as a target, and the text tells it as reached."""
    for held in _held(manuscript):
        of_place = [one for one in held.same if _is_of_place(one, held.claim)]
        if not of_place or any(one.kind != "target" for one in of_place):
            continue
        if held.claim.kind == "target" or not _says_done(manuscript, held.claim):
            continue
        source = manuscript.evidence.sentence(of_place[0])
        stated = _stated(of_place[0], source)
        note = f"《{source.title}》里{stated}是目标，不是完成情况。"
        yield _sourced("F4", manuscript, held.claim, note, of_place[0])


def _says_done(manuscript: Manuscript, claim: Figure) -> bool:
    before = manuscript.text[max(claim.sentence_start, claim.start - 24) : claim.start]
    return _DONE.search(before) is not None or is_plan(manuscript.headings(claim.start)) is False


def _filled_blank(manuscript: Manuscript) -> Iterator[Fault]:
    """F5: a number where the only source is blank."""
    for held in _held(manuscript):
        if held.same or _rivals(manuscript, held.claim):
            continue
        for what, title in _blanked(manuscript, held.claim)[:1]:
            note = f"《{title}》里“{what}”的数字缺失，不能补写。"
            fault = _told("F5", "error", manuscript, held.claim, note)
            fault = replace(fault, instead=f"【待补：{what}，单位{held.claim.unit}】")
            yield _if_sure(fault, is_sure=core_of(what) == core_of(held.claim.indicator))


def _blanked(manuscript: Manuscript, claim: Figure) -> list[tuple[str, str]]:
    """What sources of the place leave blank of the very thing, or of what may be called so."""
    return [
        (row.gap.what, row.title)
        for row in manuscript.evidence.blanks(claim.indicator, claim.unit)
        if _ends_alike(core_of(row.gap.what), core_of(claim.indicator))
        and _fits(manuscript.evidence.document_place(row.gap.doc_id), claim.place)
    ]


def _ends_alike(one: str, other: str) -> bool:
    """总投资 and 院区总投资: one of them is the other, told more closely."""
    short, long = sorted((one, other), key=len)
    return len(short) > 1 and long.endswith(short)


def _stated(figure: Figure, source: Source) -> str:
    """The number as its document writes it."""
    start = figure.start - source.start
    return source.quote[start : start + figure.end - figure.start]


def _fits(place: str | None, own: str | None) -> bool:
    return place is None or own is None or same_place(place, own)


def _wrong_unit(manuscript: Manuscript) -> Iterator[Fault]:
    """F9: rates that are told per thousand or per hundred thousand."""
    for pattern, unit in ((_PER_MILLE, "‰"), (_PER_100K, "/10万")):
        for found in pattern.finditer(manuscript.text):
            note = f"这个率的单位是{unit}，不是{found['unit']}。"
            span = found.start("n"), found.end("unit")
            fault = fault_at("F9", "error", manuscript, span, note)
            yield replace(fault, instead=f"{found['n']}{unit}")


def _if_sure(fault: Fault, *, is_sure: bool) -> Fault:
    """No error where place or year of the text is only inferred from the text as a whole."""
    return fault if is_sure else replace(fault, level="warning")


def _whose(figure: Figure) -> str:
    year = f"{figure.period}年" if figure.period else ""
    return f"{figure.place or ''}{year}"


def _sentence(manuscript: Manuscript, claim: Figure) -> str:
    return manuscript.text[claim.sentence_start : claim.sentence_end]


def _told(rule: str, level: Level, manuscript: Manuscript, claim: Figure, note: str) -> Fault:
    return fault_at(rule, level, manuscript, (claim.start, claim.end), note)


def _sourced(rule: str, manuscript: Manuscript, claim: Figure, note: str, other: Figure) -> Fault:
    fault = _told(rule, "error", manuscript, claim, note)
    return replace(fault, source=manuscript.evidence.sentence(other))


RULES: tuple[Rule, ...] = (
    Rule(id="F1", level="error", title="数据有出处", find=_without_source),
    Rule(id="F2", level="error", title="数据的地区", find=_other_place),
    Rule(id="F3", level="error", title="数据的年份", find=_other_year),
    Rule(id="F4", level="error", title="目标不写成完成", find=_target_as_result),
    Rule(id="F5", level="error", title="缺失的数字不补写", find=_filled_blank),
    Rule(id="F9", level="error", title="单位和量级", find=_wrong_unit),
)
