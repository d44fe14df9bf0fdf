"""F7, F8, F10, F11 and F15: arithmetic within a text. Knows no library."""

import re
from collections.abc import Iterator
from dataclasses import replace

from youju.answering.amounts import amount, is_rate, measure_of, scale_in
from youju.answering.scope import own_places
from youju.drafting.rules.faults import Fault, Rule, fault_at
from youju.drafting.rules.growth import Change, difference_unit, find_changes, share_of
from youju.drafting.rules.manuscript import Manuscript
from youju.drafting.rules.parts import find_part_faults
from youju.reading.figures.quantities import find_quantities
from youju.retrieval.framing import find_years

_COMPARES = re.compile("比|高于|低于|超过|多于|少于|优于")
# The first 爱国卫生月 was in 1989, the first 世界无烟日 in 1988.
_BEGAN = {"爱国卫生月": 1988, "世界无烟日": 1987}
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_ORDINAL = re.compile(r"第(?P<n>\d{1,2})个(?:全国|世界|“)*(?P<day>爱国卫生月|世界无烟日|无烟日)")


def _growth(manuscript: Manuscript) -> Iterator[Fault]:
    """F8: a step that is neither the difference of its two ends nor their change in percent."""
    for change in find_changes(manuscript):
        if note := _wrong_step(change):
            yield fault_at("F8", "warning", manuscript, (change.start, change.end), note)


def _wrong_step(change: Change) -> str:
    """What the step should be; empty where it is right, or F10's."""
    unit, told = change.old.quantity.unit, change.step.quantity.unit
    if change.old.quantity.unit != change.new.quantity.unit or change.old.value <= 0:
        return ""
    step_unit = difference_unit(unit)
    if told.removeprefix("个") == step_unit.removeprefix("个"):
        real = amount(abs(change.difference), step_unit, scale_in(change.step.words))
        way = "下降" if change.new.value < change.old.value else "上升"
        wrong = f"从{change.old.shown}到{change.new.shown}是{way}{real}，与所说的不符。"
        return "" if change.is_difference else wrong
    if told != "%" or change.is_share or (is_rate(unit) and change.is_difference):
        return ""
    ends = f"从{change.old.shown}到{change.new.shown}"
    return f"{ends}的变化约为{share_of(change)}，与所说的{change.step.shown}不符。"


def _points(manuscript: Manuscript) -> Iterator[Fault]:
    """F10: from 60% to 66% is 6个百分点, and 10%."""
    for change in find_changes(manuscript):
        units = {one.quantity.unit for one in (change.old, change.new, change.step)}
        is_plain = change.difference == change.step.value and not change.is_told_share
        if units == {"%"} and change.is_difference and (is_plain or not change.is_share):
            note = "两个百分数相减得到的是百分点，不是百分数。"
            fault = fault_at("F10", "warning", manuscript, change.step_span, note)
            yield replace(fault, instead=f"{change.step.shown.removesuffix('%')}个百分点")


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


RULES: tuple[Rule, ...] = (
    Rule(id="F7", level="warning", title="分项与合计", find=find_part_faults),
    Rule(id="F8", level="warning", title="增长的算术", find=_growth),
    Rule(id="F10", level="warning", title="百分数与百分点", find=_points),
    Rule(id="F11", level="warning", title="不同口径不比较", find=_incomparable),
    Rule(id="F15", level="warning", title="第几个纪念日", find=_ordinals),
)
