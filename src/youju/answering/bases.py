"""Whether stated figures have a common basis, so that something follows from them by arithmetic.

Each objection is a sentence for the reader. Nothing is reckoned here.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from youju.answering.amounts import (
    between,
    core_of,
    is_average,
    is_masked,
    is_measured,
    is_rate,
    key_of,
    measure_of,
    one_place,
    shared_head,
    years_in,
)
from youju.answering.sources import Stated
from youju.reading.figures.quantities import find_quantities
from youju.retrieval.framing import same_place
from youju.types import Derivation

_VERBS: dict[Derivation, str] = {
    "difference": "相减",
    "sum": "相加",
    "share": "求占比",
    "growth": "求增幅",
    "average": "求平均",
}
_LIKE = 3  # characters in which the names of two measures that may be compared end alike
_AMONG = re.compile("其中|包括|包含")
_FLOW = re.compile("新[增建创]|引进|招聘|培[训养]|采集|办案|投资|减轻")


def objections(what: Derivation, operands: Sequence[Stated], unit: str) -> Iterator[str]:
    """Why nothing follows, one sentence each; none where something does."""
    if what == "conversion":
        yield from _conversion(operands, unit)
        return
    if len(operands) < 2:
        yield "可用的数据不足两个，算不出来。"
        return
    if what != "sum" and len(operands) > 2:
        yield f"只能用两个数据来算，这里有{len(operands)}个。"
    yield from _each(operands)
    if what != "average":
        yield from _units(what, operands)
    yield from _frames(what, operands)
    particular = {
        "difference": _difference,
        "sum": _sum,
        "share": _share,
        "growth": _growth,
        "average": _average,
    }
    yield from particular[what](operands)


def _conversion(operands: Sequence[Stated], unit: str) -> Iterator[str]:
    if len(operands) != 1:
        yield "换算只能用一个数据。" if operands else "没有可以换算的数据。"
        return
    yield from _each(operands)
    own = operands[0].figure.unit
    if not unit:
        yield "没有说明要换算成什么单位。"
    elif measure_of(own).name != measure_of(unit).name:
        yield f"“{own}”与“{unit}”量的不是同一种东西，不能换算。"


def _each(operands: Sequence[Stated]) -> Iterator[str]:
    for stated in operands:
        if not is_measured(stated):
            yield f"“{stated.quote}”不是可以计算的数据。"
        elif stated.figure.upper is not None:
            yield f"“{stated.quote}”是一个区间，不能用来计算。"
        elif not stated.figure.unit:
            yield f"“{stated.quote}”没有写明单位，不能用来计算。"
    if len({key_of(stated) for stated in operands}) < len(operands):
        yield "用到的是同一个数据，算不出来。"


def _units(what: Derivation, operands: Sequence[Stated]) -> Iterator[str]:
    units = list(dict.fromkeys(stated.figure.unit for stated in operands))
    mixed_rates = len(units) > 1 and any(is_rate(unit) for unit in units)
    if mixed_rates or len({measure_of(unit).name for unit in units}) > 1:
        yield f"单位不同（{'、'.join(units)}），不能{_VERBS[what]}。"


def _frames(what: Derivation, operands: Sequence[Stated]) -> Iterator[str]:
    """Places and years that are not known, or not known to be the same."""
    figures = [stated.figure for stated in operands]
    if len({f.doc_id for f in figures}) > 1 and any(f.place is None for f in figures):
        yield f"有数据没有写明是哪个地方的，不能{_VERBS[what]}。"
    if len({f.period for f in figures}) > 1 and any(f.period is None for f in figures):
        yield f"有数据没有写明年份，不能{_VERBS[what]}。"
    for one, other in combinations(operands, 2):
        places = [s.figure.place or "" for s in (one, other)]
        if not one_place(one, other) and any(place and is_masked(place) for place in places):
            yield f"{'、'.join(dict.fromkeys(places))}里有隐去的地名，分不清是不是同一个地方。"


def _difference(operands: Sequence[Stated]) -> Iterator[str]:
    one, other = operands[:2]
    same = one.figure.period == other.figure.period and one.figure.kind == other.figure.kind
    beside = same and one_place(one, other)
    alike = len(shared_head(one.figure.indicator, other.figure.indicator)) >= _LIKE
    if not same and one.figure.period != other.figure.period and not one_place(one, other):
        yield "地方和年份都不同，不作比较。"
    if not (beside and alike):  # 门诊 and 住院患者满意度 stand side by side
        yield from _indicators(operands, "不作比较")
    elif core_of(one.figure.indicator) == core_of(other.figure.indicator):
        yield "两个数据说的是同一个地方、同一年的同一项，不能相减。"


def _average(operands: Sequence[Stated]) -> Iterator[str]:
    one, other = operands[:2]
    if is_average(one.figure) or is_average(other.figure):
        yield "率、占比和平均数不能再求平均。"
    if between(*sorted((one, other), key=lambda s: s.figure.start)) is None:
        yield "两个数据不在一处说起，不能求平均。"
    here, there = one.figure, other.figure
    if (here.place, here.period, here.kind) != (there.place, there.period, there.kind):
        yield "两个数据不是同一个地方、同一年的，或一个是目标，不能求平均。"
    if here.unit == there.unit:
        yield "两个数据单位相同，不能求平均。"
    if not there.value:
        yield "除数是零，不能求平均。"


def _growth(operands: Sequence[Stated]) -> Iterator[str]:
    one, other = operands[:2]
    yield from _indicators(operands, "不能求增幅")
    if not one_place(one, other):
        yield "两个数据不是同一个地方的，不能求增幅。"
    years = years_in(operands)
    if len(set(years)) < 2:
        yield "求增幅要有两个不同年份的数据。"
    elif min(operands, key=lambda s: s.figure.period or "").figure.value <= 0:
        yield "基数为零或为负，不能求增幅。"


def _indicators(operands: Sequence[Stated], so: str) -> Iterator[str]:
    names = list(dict.fromkeys(stated.figure.indicator for stated in operands))
    if len({core_of(name) for name in names}) > 1:
        yield f"指标不同（{'、'.join(names)}），口径不一，{so}。"


def _sum(operands: Sequence[Stated]) -> Iterator[str]:
    figures = [stated.figure for stated in operands]
    if any(is_average(figure) for figure in figures):
        yield "率、占比和平均数不能相加。"
    if len({figure.kind for figure in figures}) > 1:
        yield "目标与实际不能相加。"
    flows = all(_FLOW.match(figure.indicator) for figure in figures)
    if len({figure.period for figure in figures}) > 1 and not flows:
        yield "不是同一年的数据，不能相加。"
    for one, other in combinations(operands, 2):
        yield from _apart(one, other)


def _apart(one: Stated, other: Stated) -> Iterator[str]:
    """Why two figures of a sum are not things of one kind side by side."""
    here, there = one.figure, other.figure
    same = core_of(here.indicator) == core_of(there.indicator)
    if is_part(one, other) or is_part(other, one):
        yield "有的数据已经包含在另一个数据里，不能相加。"
    elif one_place(one, other):
        if same and here.period == there.period:
            yield "有两个数据说的是同一项，不能相加。"
        elif not same and not _is_family(one, other):
            yield f"指标不同（{here.indicator}、{there.indicator}），不能相加。"
    elif not same:
        yield "不同地方的不同指标不能相加。"
    elif here.place and there.place and _holds(here.place, there.place):
        yield f"{here.place}、{there.place}有包含关系，不能相加。"


def _is_family(one: Stated, other: Stated) -> bool:
    """Whether two indicators end in one noun, or a sentence counts them in one row."""
    if len(shared_head(one.figure.indicator, other.figure.indicator)) >= 2:
        return True
    first, second = sorted((one, other), key=lambda s: s.figure.start)
    words = between(first, second)
    return words is not None and not re.search("[。；！？\n]", words)


def _holds(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one) or same_place(one, other)


def is_part(part: Stated, whole: Stated) -> bool:
    """Whether the text names the one figure among the other: 100家，其中公办13家."""
    words = between(whole, part)
    among = _AMONG.search(words) if words is not None else None
    return among is not None and not find_quantities((words or "")[: among.start()])


def part_and_whole(operands: Sequence[Stated]) -> tuple[Stated, Stated] | None:
    """Which of two figures is part of which, by the text or by name; None where nothing tells."""
    one, other = operands[:2]
    for part, whole in ((one, other), (other, one)):
        mine, all_of_it = core_of(part.figure.indicator), core_of(whole.figure.indicator)
        named = mine != all_of_it and mine.endswith(all_of_it) and len(all_of_it) >= 2
        if is_part(part, whole) or named:
            return part, whole
    return None


def _share(operands: Sequence[Stated]) -> Iterator[str]:
    one, other = operands[:2]
    here, there = one.figure, other.figure
    if is_average(here) or is_average(there):
        yield "率、占比和平均数之间不能再求占比。"
    if not one_place(one, other) or here.period != there.period:
        yield "两个数据不是同一个地方、同一年的，不能求占比。"
    if here.kind != there.kind:
        yield "一个是目标，一个不是，不能求占比。"
    found = part_and_whole(operands)
    if found is None:
        yield f"看不出{here.indicator}与{there.indicator}哪个是哪个的一部分，不能求占比。"
        return
    part, whole = (s.figure.value * measure_of(s.figure.unit).factor for s in found)
    if whole <= 0 or part > whole:
        yield "部分比整体还大，数据本身对不上，不能求占比。"
