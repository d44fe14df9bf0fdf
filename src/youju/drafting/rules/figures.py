"""F1 to F5 and F9: each figure of a text against what the library's documents state.

What the library says nothing of is told as information: an office knows more than its library.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from youju.answering.amounts import (
    amount_of,
    core_of,
    direction_of,
    is_rate,
    measure_of,
    shared_head,
    slack,
    spread,
)
from youju.drafting.rules.evidence import Source
from youju.drafting.rules.faults import Fault, Level, Rule, fault_at
from youju.drafting.rules.listed import in_title
from youju.drafting.rules.manuscript import Manuscript
from youju.drafting.rules.reached import tells_as_reached
from youju.findings import GapRow
from youju.retrieval.framing import bare_place, find_years, same_place
from youju.text import bigrams
from youju.types import Figure

_NUMBER = re.compile("[0-9０-９一二两三四五六七八九十百千]")
_NO_NAME = re.compile("(?:新增)?(?:目标|任务|要求|指标)?")
_COUNT_END = re.compile("(?<=..)(?:总[数量]|数量?)$")
_ALIKE = 0.5  # of the pairs of characters of two indicators
_NEARBY = 60  # characters before a number in which its project is named
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
            stated = manuscript.evidence.stating(amount_of(claim))
            name = _name(manuscript, claim)
            same = tuple(one for one in stated if _alike(name, one.indicator))
            yield _Held(claim=claim, same=same)


def _name(manuscript: Manuscript, claim: Figure) -> str:
    """What a claim is of; for 3.8个的目标 that is what stands before the number."""
    if _NO_NAME.fullmatch(claim.indicator):
        before = manuscript.text[claim.sentence_start : claim.start]
        return re.split("[，、：]", before)[-1]
    return claim.indicator


def _alike(one: str, other: str) -> bool:
    mine, theirs = (frozenset(bigrams(core_of(text))) for text in (one, other))
    if not mine or not theirs:
        return one == other
    return len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs))


def _is_of_place(one: Figure, claim: Figure) -> bool:
    return one.place is None or claim.place is None or same_place(one.place, claim.place)


def _is_of_year(manuscript: Manuscript, one: Figure, claim: Figure) -> bool:
    """Whether the years agree; what is aimed at may be due in a year later than the text's own."""
    mine, theirs = set(_years_of(manuscript, claim)), set(find_years(one.period or ""))
    if not mine or not theirs or mine & theirs:
        return True
    is_told = bool(find_years(_sentence(manuscript, claim)))
    return not is_told and one.kind == claim.kind == "target" and min(theirs) > max(mine)


def _years_of(manuscript: Manuscript, claim: Figure) -> tuple[str, ...]:
    """The years of a claim; a heading above it tells more exactly than the text as a whole."""
    if claim.period == manuscript.frame.year and not find_years(_sentence(manuscript, claim)):
        for heading in reversed(manuscript.headings(claim.start)):
            if years := find_years(heading):
                return years
    return find_years(claim.period or "")


def _without_source(manuscript: Manuscript) -> Iterator[Fault]:
    """F1: the library states the very thing otherwise, or does not know of it."""
    for held in _held(manuscript):
        claim = held.claim
        if held.same:
            continue
        if rivals := _rivals(manuscript, claim):
            if any(_may_be_one(manuscript, one, claim) for one in rivals):
                continue
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
    very_same = _thing(one.indicator) == _thing(claim.indicator)
    framed = same_place(one.place, claim.place) and one.period == claim.period
    return very_same and framed and one.kind == claim.kind


def _thing(indicator: str) -> str:
    """What is counted: 托位, 托位数, 托位总数 and 托位总量 are one thing."""
    return core_of(_COUNT_END.sub("", indicator)) or indicator


def _may_be_one(manuscript: Manuscript, one: Figure, claim: Figure) -> bool:
    """Whether a claim can stand for a figure, rounded (220万) or hedged (超过5000个)."""
    if not _is_bare(one) and not _is_bare(claim):
        return _is_rounded(one, claim)
    written = manuscript.text[claim.start : claim.end]
    stated = _stated(one, manuscript.evidence.sentence(one))
    (low, high), (least, most) = _ends(claim, written), _ends(one, stated)
    if _is_bare(one):
        least = most = one.value  # a claim may be rounder than its source, but not finer
    mine, theirs = measure_of(claim.unit).factor, measure_of(one.unit).factor
    return low * mine <= most * theirs and least * theirs <= high * mine


def _is_rounded(one: Figure, claim: Figure) -> bool:
    """Whether a bound or range is another, told as exactly or less so: 5000多 of 5200多."""
    factor = measure_of(one.unit).factor / measure_of(claim.unit).factor
    if one.upper is not None or claim.upper is not None:
        mine, theirs = (claim.value, claim.upper), (one.value * factor, (one.upper or 0) * factor)
        return mine == theirs
    step = Decimal(1).scaleb(int(claim.value.normalize().as_tuple().exponent))
    return abs(one.value * factor - claim.value) < step


def _ends(figure: Figure, words: str) -> tuple[Decimal, Decimal]:
    if not _is_bare(figure):
        return spread(figure, words)
    off = slack(words, counted=not is_rate(figure.unit))
    return figure.value - off, figure.value + off


def _is_bare(figure: Figure) -> bool:
    return figure.upper is None and direction_of(figure.hedge) == "exact"


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
        if not of_place or any(_is_of_year(manuscript, one, held.claim) for one in of_place):
            continue
        note = f"这是{_whose(of_place[0])}的数据，文中写的是{held.claim.period}年。"
        sentence = _sentence(manuscript, held.claim)
        told = manuscript.frame.year is not None and not re.search("[当同]年", sentence)
        fault = _sourced("F3", manuscript, held.claim, note, of_place[0])
        yield _if_sure(fault, is_sure=bool(find_years(sentence)) or told)


def _target_as_result(manuscript: Manuscript) -> Iterator[Fault]:
    """F4: every source has the amount as a target, and the text tells it as reached."""
    for held in _held(manuscript):
        of_place = [one for one in held.same if _is_of_place(one, held.claim)]
        if not of_place or any(one.kind != "target" for one in of_place):
            continue
        if not tells_as_reached(manuscript, held.claim):
            continue
        source = manuscript.evidence.sentence(of_place[0])
        stated = _stated(of_place[0], source)
        note = f"《{source.title}》里{stated}是目标，不是完成情况。"
        yield _sourced("F4", manuscript, held.claim, note, of_place[0])


def _filled_blank(manuscript: Manuscript) -> Iterator[Fault]:
    """F5: a number where the only source is blank."""
    for held in _held(manuscript):
        if held.same or _rivals(manuscript, held.claim):
            continue
        for row in _blanked(manuscript, held.claim)[:1]:
            what = row.gap.what
            note = f"《{row.title}》里“{what}”的数字缺失，不能补写。"
            fault = _told("F5", "error", manuscript, held.claim, note)
            fault = replace(fault, instead=f"【待补：{what}，单位{row.gap.unit}】")
            yield _if_sure(fault, is_sure=_thing(what) == _thing(held.claim.indicator))


def _blanked(manuscript: Manuscript, claim: Figure) -> list[GapRow]:
    """What sources of the place and year leave blank of the very thing or what may be it.

    The very thing comes first.
    """
    rows = [
        row
        for row in manuscript.evidence.blanks(claim.indicator, claim.unit)
        if _may_be_blank(manuscript, row.gap.what, claim)
        and _fits(manuscript.evidence.document_place(row.gap.doc_id), claim.place)
        and _is_then(manuscript.evidence.document_period(row.gap.doc_id), manuscript, claim)
    ]
    return sorted(rows, key=lambda row: _thing(row.gap.what) != _thing(claim.indicator))


def _may_be_blank(manuscript: Manuscript, what: str, claim: Figure) -> bool:
    """院区总投资 may be the 总投资 that is blank, and the 总投资 that of an 院区 named nearby."""
    blank, told = _thing(what), _thing(claim.indicator)
    is_most = blank.endswith(told) and 2 * len(told) > len(blank)
    if is_most or (len(blank) > 1 and told.endswith(blank)):
        return True
    head = shared_head(blank, told)
    if len(head) < 2:
        return False
    more = frozenset(bigrams(blank.removesuffix(head)))
    start = max(0, claim.start - _NEARBY)
    return bool(more & frozenset(bigrams(manuscript.text[start : claim.start])))


def _is_then(period: str | None, manuscript: Manuscript, claim: Figure) -> bool:
    """A year that the sentence names must be one of the document's."""
    named, known = find_years(_sentence(manuscript, claim)), find_years(period or "")
    return not named or not known or (min(known) <= max(named) and min(named) <= max(known))


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
