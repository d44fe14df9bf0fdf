"""F7, F8, F10, F11 and F15: arithmetic within a text. Knows no library."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest

from youju.answering.amounts import amount, core_of, is_rate, measure_of, rounded
from youju.answering.arithmetic import ON_YEAR, growth_disagrees, is_growth, parts_disagree
from youju.answering.scope import own_places
from youju.drafting.rules.faults import Fault, Rule, fault_at
from youju.drafting.rules.manuscript import Manuscript
from youju.reading.figures.quantities import find_quantities
from youju.retrieval.framing import find_years
from youju.types import Figure

_N = r"\d+(?:\.\d+)?"
_POINTS = re.compile(
    rf"[由从](?P<old>{_N})[%％](?:提高|提升|上升|增长|增加|下降|降低|减少)[到至](?P<new>{_N})[%％]，"
    rf"(?:同比|比上年|共|累计)?(?:提高|提升|上升|增长|增加|下降|降低|减少)了?(?P<step>{_N})(?P<unit>[%％])"
)
_HALF = Decimal("0.5")  # by which each end, and the share, may be rounded
_COMPARES = re.compile("比|高于|低于|超过|多于|少于|优于")
# The first 爱国卫生月 was in 1989, the first 世界无烟日 in 1988.
_BEGAN = {"爱国卫生月": 1988, "世界无烟日": 1987}
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_ORDINAL = re.compile(r"第(?P<n>\d{1,2})个(?:全国|世界|“)*(?P<day>爱国卫生月|世界无烟日|无烟日)")


def _parts(manuscript: Manuscript) -> Iterator[Fault]:
    """A total and its parts, in one sentence or in the next one, which begins with 其中."""
    sentences = manuscript.sentences
    for one, after in zip_longest(sentences, sentences[1:]):
        end = after.end if after is not None and after.text.startswith("其中") else one.end
        if fault := parts_disagree(manuscript.text[one.start : end]):
            yield fault_at("F7", "warning", manuscript, (one.start, end), fault.note)


def _growth(manuscript: Manuscript) -> Iterator[Fault]:
    told = []
    for one in manuscript.sentences:
        if fault := growth_disagrees(one.text):
            told.append(one)
            yield fault_at("F8", "warning", manuscript, (one.start, one.end), fault.note)
    for new in manuscript.figures:
        if not any(one.start <= new.start < one.end for one in told):
            yield from _growth_apart(manuscript, new)


def _growth_apart(manuscript: Manuscript, new: Figure) -> Iterator[Fault]:
    """A growth on the year before, whose figure the text gives elsewhere."""
    quantities = find_quantities(manuscript.text[new.end : new.sentence_end])
    told = (
        ON_YEAR.match(manuscript.text[new.end : new.end + quantities[0].start])
        if quantities
        else None
    )
    bases = [old for old in manuscript.figures if _is_year_before(old, new)]
    if not told or len(bases) != 1 or quantities[0].unit != "%" or is_rate(new.unit):
        return
    base, change = bases[0], quantities[0]
    step = base.value - new.value if told["fall"] else new.value - base.value
    if base.value > 0 and not is_growth(base.value, step, change.value, (_HALF, _HALF)):
        real = rounded(step / base.value * 100)
        old = manuscript.text[base.start : base.end]
        note = f"文中上年是{old}，变化约为{amount(real, '%')}，与所说的不符。"
        span = new.start, new.end + change.end
        yield fault_at("F8", "warning", manuscript, span, note)


def _is_year_before(old: Figure, new: Figure) -> bool:
    """Whether a figure is exactly the same thing, one year earlier; a stock, not what came in."""
    if not (old.period and new.period and old.period.isdigit() and new.period.isdigit()):
        return False
    same = core_of(old.indicator) == core_of(new.indicator) and old.unit == new.unit
    exact = not (old.hedge or new.hedge or old.upper or new.upper)
    dated = int(old.period) == int(new.period) - 1 and old.kind == new.kind
    inflow = new.indicator.startswith(("新增", "新建", "增加", "减少"))
    return same and exact and dated and old.place == new.place and not inflow


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


RULES: tuple[Rule, ...] = (
    Rule(id="F7", level="warning", title="分项与合计", find=_parts),
    Rule(id="F8", level="warning", title="增长的算术", find=_growth),
    Rule(id="F10", level="warning", title="百分数与百分点", find=_points),
    Rule(id="F11", level="warning", title="不同口径不比较", find=_incomparable),
    Rule(id="F15", level="warning", title="第几个纪念日", find=_ordinals),
)
