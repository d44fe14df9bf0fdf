"""F7, F8, F10, F11 and F15: arithmetic within a text. Knows no library."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from youju.answering.amounts import measure_of
from youju.answering.arithmetic import growth_disagrees, parts_disagree
from youju.answering.scope import own_places
from youju.drafting.rules.faults import Fault, Rule, fault_at
from youju.drafting.rules.manuscript import Manuscript
from youju.reading.figures.quantities import find_quantities
from youju.retrieval.framing import find_years

_N = r"\d+(?:\.\d+)?"
_POINTS = re.compile(
    rf"[由从](?P<old>{_N})[%％](?:提高|提升|上升|增长|增加|下降|降低|减少)[到至](?P<new>{_N})[%％]，"
    rf"(?:同比|比上年|共|累计)?(?:提高|提升|上升|增长|增加|下降|降低|减少)了?(?P<step>{_N})(?P<unit>[%％])"
)
_COMPARES = re.compile("比|高于|低于|超过|多于|少于|优于")
# The first 爱国卫生月 was in 1989, the first 世界无烟日 in 1988.
_BEGAN = {"爱国卫生月": 1988, "世界无烟日": 1987}
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_ORDINAL = re.compile(r"第(?P<n>\d{1,2})个(?:全国|世界|“)*(?P<day>爱国卫生月|世界无烟日|无烟日)")


def _parts(manuscript: Manuscript) -> Iterator[Fault]:
    for one in manuscript.sentences:
        if fault := parts_disagree(one.text):
            yield fault_at("F7", "warning", manuscript, (one.start, one.end), fault.note)


def _growth(manuscript: Manuscript) -> Iterator[Fault]:
    for one in manuscript.sentences:
        if fault := growth_disagrees(one.text):
            yield fault_at("F8", "warning", manuscript, (one.start, one.end), fault.note)


def _points(manuscript: Manuscript) -> Iterator[Fault]:
    """From 60% to 66% is 6个百分点, and 10%."""
    for found in _POINTS.finditer(manuscript.text):
        difference = abs(Decimal(found["new"]) - Decimal(found["old"]))
        if difference == Decimal(found["step"]):
            note = "两个百分数相减得到的是百分点，不是百分数。"
            span = found.start("step"), found.end("unit")
            fault = fault_at("F10", "warning", manuscript, span, note)
            yield replace(fault, instead=f"{found['step']}个百分点")


def _incomparable(manuscript: Manuscript) -> Iterator[Fault]:
    """Two places compared by figures in units that have nothing to do with one another."""
    for one in manuscript.sentences:
        link = _COMPARES.search(one.text)
        if not link or len(own_places(one.text)) < 2:
            continue
        figures = find_quantities(one.text)
        before = [f for f in figures if f.end <= link.start()]
        after = [f for f in figures if f.start >= link.end()]
        if before and after and measure_of(before[-1].unit) != measure_of(after[0].unit):
            note = "两地数据的单位或口径不同，不宜直接比较。"
            yield fault_at("F11", "warning", manuscript, (one.start, one.end), note)


def _ordinals(manuscript: Manuscript) -> Iterator[Fault]:
    """第35个爱国卫生月 was in 2023; the year is the last one named before, else the text's."""
    for found in _ORDINAL.finditer(manuscript.text):
        named = _YEAR.findall(manuscript.text[: found.start()])[-1:]
        years = named or find_years(manuscript.frame.year or "")
        day = found["day"] if found["day"] in _BEGAN else "世界无烟日"
        if len(years) != 1 or int(years[0]) - _BEGAN[day] == int(found["n"]):
            continue
        right = int(years[0]) - _BEGAN[day]
        note = f"{years[0]}年是第{right}个{day}。"
        fault = fault_at("F15", "warning", manuscript, found.span("n"), note)
        yield replace(fault, instead=str(right))


RULES: Sequence[Rule] = (
    Rule(id="F7", level="warning", title="分项与合计", find=_parts),
    Rule(id="F8", level="warning", title="增长的算术", find=_growth),
    Rule(id="F10", level="warning", title="百分数与百分点", find=_points),
    Rule(id="F11", level="warning", title="不同口径不比较", find=_incomparable),
    Rule(id="F15", level="warning", title="第几个纪念日", find=_ordinals),
)
