"""The figures of a document: every number that can be recovered, with what, where and when.

Puts together what the modules before it tell; no figure is judged true or false here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from youju.reading.figures.indicators import Slot, name_indicators
from youju.reading.figures.kinds import document_plans, is_plan, kind_of, opens_plan
from youju.reading.figures.pieces import sentence_pieces
from youju.reading.figures.quantities import Quantity, find_quantities, without_overlaps
from youju.reading.figures.slogans import find_slogans, is_formula
from youju.reading.figures.tables import find_tables, table_cells
from youju.reading.figures.whence import (
    Named,
    anchor_year,
    heading_time,
    named_places,
    named_times,
    opening_time,
    period_at,
    period_of,
    place_at,
)
from youju.types import Document, Figure, Section

_MAY_COUNT = re.compile("[0-9０-９两三四五六七八九十百千万亿双零第]|一[半次例起件]")
_LIFESPAN = re.compile("寿命|年龄|平均|享年|(?<![适学高])龄")
_NAME = re.compile(
    "(?!.*(?:[余多百千万亿月]|小时|分钟|人次|方面|周年))[两双三四五六七八九十]"
    "(?:[个大项种][\u3400-\u9fff]|[\u3400-\u9fff]{2})[\u3400-\u9fff]{0,11}"
)
_SPAN_NAME = re.compile("[^，。；、]{0,4}?(?:行动|攻坚|计划|规划|大会战)")
_PRINTED = re.compile("共印$|(?:汇编|范文|合集|集锦|精选|模板)[（(]?$")
_CUT_SHORT = re.compile("[^，。；、]?〔原文")  # the unit may have been longer
_NO_FIGURE_BEHIND = {
    "年": re.compile("来|[^，。；]{0,3}(?:生存|存活|复发)率"),
    "个月": re.compile("的?(?:幼儿|婴|儿童|宝宝|月?龄)"),
}
_NOW = re.compile("如今|目前|现在|截至目前|至此")
_CAPTION = 40  # characters that a line above a table may have to be its caption
_LATELY = re.compile("近|今后$|未来$|过去$|最近$")
_LIMIT = re.compile("[至到在于为达超]$")


@dataclass(frozen=True, slots=True)
class _Mood:
    """What the sentences read so far say about the ones that follow."""

    plans: bool = False  # the document as a whole looks ahead
    line_end: int = -1  # of the paragraph that the fields below hold for
    topic: str | None = None  # the time that a sentence of the paragraph opened with
    plan_from: int | None = None  # where a sentence opened a plan
    lists: bool = False  # the plan goes on in the items below


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands."""

    document: Document
    section: Section
    start: int
    end: int
    anchor: int | None  # the year of 今年
    reviewed: int | None  # the year that is reported on, or planned

    @property
    def sentence(self) -> str:
        return self.document.text[self.start : self.end]


def find_figures(document: Document, sections: Sequence[Section]) -> tuple[Figure, ...]:
    """The figures of every section, each with the sentence that states it."""
    reviews = any(is_plan(section.headings) is False for section in sections)
    mood = _Mood(plans=not reviews and document_plans(document.facts, document.text))
    figures: list[Figure] = []
    for section in _stretches(document, sections):
        heads, listed = _table_figures(document, section, mood)
        taken = {at for figure in listed for at in range(figure.start, figure.end)}
        for where in _sentences(document, section):
            mood, times = _moved(mood, where)
            if where.start not in heads:
                stated = _sentence_figures(where, mood, times)
                listed += [f for f in stated if taken.isdisjoint(range(f.start, f.end))]
        figures += sorted(listed, key=lambda figure: figure.start)
    return tuple(_with_standing_names(document.text, figures))


def _with_standing_names(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """What a document has reported on under a name (“六个年”) is no target where it goes on."""
    reported: set[str] = set()
    for figure in figures:
        words = text[figure.start : figure.end]
        if figure.kind == "target" and words in reported:
            figure = replace(figure, kind="actual")
        elif figure.kind == "actual" and _NAME.fullmatch(words):
            reported.add(words)
        yield figure


def _stretches(document: Document, sections: Sequence[Section]) -> Iterator[Section]:
    """The sections, and between them the lines that no section holds: the title and headings."""
    here = 0
    for section in sections:
        if here < section.start:
            headings = section.headings if here else ()
            yield replace(section, kind="heading", headings=headings, start=here, end=section.start)
        yield section
        here = max(here, section.end)


def _sentences(document: Document, section: Section) -> Iterator[_Place]:
    heading = heading_time(section.headings) or ""
    told = heading or period_of(document.facts, planned=bool(is_plan(section.headings))) or ""
    reviewed = int(told) if told.isdecimal() else None
    anchor = int(heading) if heading.isdecimal() else anchor_year(document.facts)
    for start, end in sentence_pieces(document.text, section.start, section.end):
        yield _Place(document, section, start, end, anchor, reviewed)


def _moved(mood: _Mood, where: _Place) -> tuple[_Mood, tuple[Named, ...]]:
    """The mood in which a sentence is read, its own opening counted, and the times it names."""
    text = where.document.text
    if where.start > mood.line_end:
        line_end = text.find("\n", where.start)
        line_end = line_end if line_end >= 0 else len(text)
        goes_on = mood.lists and where.section.kind == "item"
        mood = replace(mood, line_end=line_end) if goes_on else _Mood(mood.plans, line_end)
    opened = opens_plan(text, where.start, where.end)
    if opened is not None:
        lists = text[where.end - 1 : mood.line_end].rstrip().endswith(("：", ":"))
        mood = replace(mood, plan_from=opened[1], lists=lists)
    times = named_times(where.sentence, where.anchor, where.reviewed)
    if opened is None:
        topic = opening_time(times) or (None if _NOW.match(where.sentence) else mood.topic)
    else:
        spoken = [t.name for t in times if where.start + t.end <= opened[1]]
        topic = spoken[-1] if spoken and where.start + times[0].start >= opened[0] else None
    return replace(mood, topic=topic), times


def _sentence_figures(where: _Place, mood: _Mood, times: Sequence[Named]) -> Iterator[Figure]:
    sentence = where.sentence
    if not _MAY_COUNT.search(sentence):
        return
    slogans = find_slogans(sentence)
    found = [q for q in find_quantities(sentence) if _is_figure(sentence, q)]
    found = without_overlaps([*found, *slogans])
    if not found:
        return
    places = named_places(sentence)
    slots = [
        Slot(
            start=q.start,
            end=q.end,
            unit=q.unit,
            words=sentence[q.start : q.end],
            counted=q in slogans,
        )
        for q in found
    ]
    names = name_indicators(sentence, slots, [(p.start, p.end) for p in places])
    for quantity, name in zip(found, names, strict=True):
        yield _figure(where, mood, quantity, name, (places, times))


def _figure(
    where: _Place,
    mood: _Mood,
    quantity: Quantity,
    indicator: str,
    named: tuple[Sequence[Named], Sequence[Named]],
) -> Figure:
    sentence, facts, headings = where.sentence, where.document.facts, where.section.headings
    start = where.start + quantity.start
    planned = is_plan(headings)
    if mood.plan_from is not None and start >= mood.plan_from:
        planned = True
    planned = mood.plans or None if planned is None else planned
    words = sentence[quantity.start : quantity.end]
    spans = quantity.unit == "年" and _SPAN_NAME.match(sentence, quantity.end) is not None
    kind = kind_of(sentence, quantity, planned=planned, is_name=spans or is_formula(words))
    period = (
        period_at(sentence, quantity.start, named[1])
        or mood.topic
        or heading_time(headings)
        or period_of(facts, planned=kind == "target" or planned is True)
    )
    return Figure(
        doc_id=where.document.doc_id,
        start=start,
        end=where.start + quantity.end,
        indicator=indicator,
        value=quantity.value,
        upper=quantity.upper,
        unit=quantity.unit,
        hedge=_hedge(sentence, quantity),
        place=place_at(sentence, quantity.start, named[0], headings, facts.place),
        period=period,
        kind=kind,
        sentence_start=where.start,
        sentence_end=where.end,
    )


def _hedge(sentence: str, quantity: Quantity) -> str:
    """力争 is a hedge too, wherever in its clause it stands."""
    clause = re.split("[，。；：\n]", sentence[max(0, quantity.start - 60) : quantity.start])[-1]
    return ("力争" if "力争" in clause else "") + quantity.hedge


def _is_figure(sentence: str, quantity: Quantity) -> bool:
    """65岁以上 says who is counted, 近三年 and 24小时 only when."""
    before = re.split("[。；]", sentence[max(0, quantity.start - 60) : quantity.start])[-1]
    if quantity.unit.endswith("岁"):
        return _LIFESPAN.search(before) is not None
    if quantity.unit == "小时" and quantity.value == 24:
        return _LIMIT.search(before) is not None or "内" in quantity.hedge
    if quantity.unit == "年" and _LATELY.match(quantity.hedge or before[-2:]):
        return False
    if quantity.unit in ("份", "篇") and _PRINTED.search(before):
        return False
    behind = _NO_FIGURE_BEHIND.get(quantity.unit, _CUT_SHORT)
    return not (behind.match(sentence, quantity.end) or _CUT_SHORT.match(sentence, quantity.end))


def _table_figures(
    document: Document, section: Section, mood: _Mood
) -> tuple[frozenset[int], list[Figure]]:
    """Where the heads of the section's tables begin, and what the cells below them state."""
    heads, figures, facts = set(), [], document.facts
    for rows in find_tables(document.text, section.start, section.end):
        heads.add(rows[0][0])
        above = document.text[max(0, rows[0][0] - 2 * _CAPTION) : rows[0][0]]
        caption = above.rstrip().rpartition("\n")[2]
        headings = (*section.headings, caption) if len(caption) <= _CAPTION else section.headings
        told = is_plan(headings[::-1])  # the caption is nearest, and tells first
        cells = list(table_cells(document.text, rows))
        planned = mood.plans if told is None else told
        told_by_head = any(cell.planned for cell in cells)
        for cell in cells:
            words = cell.row + "，" + cell.column
            place = place_at(words, len(words), named_places(words), section.headings, facts.place)
            is_place = (
                place_at(cell.row, len(cell.row), named_places(cell.row), (), None) is not None
            )
            target = cell.planned or (planned and not (told_by_head and cell.period))
            period = cell.period or heading_time(headings)
            figure = Figure(
                doc_id=document.doc_id,
                start=cell.start,
                end=cell.end,
                indicator=cell.indicator(row_names_place=is_place),
                value=cell.value,
                upper=None,
                unit=cell.unit,
                hedge=cell.hedge,
                place=place,
                period=period or period_of(facts, planned=target),
                kind="target" if target else "actual",
                sentence_start=cell.row_start,
                sentence_end=cell.row_end,
            )
            figures.append(figure)
    return frozenset(heads), figures
