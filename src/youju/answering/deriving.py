"""What follows from stated figures by arithmetic alone: differences, sums, shares, growth, units.

Every result carries its formula and the figures that it was made from. Where figures have no common
basis (see `bases`) or a hedge leaves the result open, a sentence says why nothing follows. Which
figures a question means, this module does not know.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from youju.answering.amounts import (
    POINTS,
    Direction,
    amount,
    core_of,
    direction_of,
    exact_amount,
    hedged,
    is_rate,
    measure_of,
    place_and_year,
    plain,
    rounded,
    scale_shown,
    stated_words,
)
from youju.answering.bases import objections, part_and_whole
from youju.answering.sources import Stated
from youju.reading.figures.numerals import scale_of
from youju.types import Derivation
from youju.words import KIND_NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A figure that no source states, but that follows from those that sources state."""

    what: Derivation  # what was reckoned: growth between two rates is a difference in points
    value: Decimal  # in `unit`; growth may be negative, a difference never: the text tells
    unit: str
    formula: str
    text: str  # one sentence
    operands: tuple[Stated, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDerivable:
    """Why nothing follows."""

    reason: str  # a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    value: Decimal
    unit: str
    words: str  # the value with unit and hedge
    formula: str


def derive(what: Derivation, operands: Sequence[Stated], unit: str = "") -> Derived | NotDerivable:
    """Reckon with stated figures; `unit` is what a conversion turns into, as in 万元."""
    if what == "growth" and len(operands) == 2 and all(is_rate(s.figure.unit) for s in operands):
        what = "difference"  # from 60% to 66% is 6 points, not 6% and not 10%
    if reason := next(objections(what, operands, unit), ""):
        return NotDerivable(reason=reason)
    ordered = _ordered(what, operands)
    direction = _direction(what, ordered)
    if direction is None:
        hedges = "、".join(f"“{s.quote}”" for s in ordered if s.figure.hedge)
        return NotDerivable(reason=f"{hedges}不是确数，算出的结果说明不了问题。")
    result = _reckoned(what, ordered, direction, unit)
    return Derived(
        what=what,
        value=result.value,
        unit=result.unit,
        formula=result.formula,
        text=f"{_told(what, ordered, result)}（{result.formula}{_plans(ordered)}）。",
        operands=ordered,
    )


def _ordered(what: Derivation, operands: Sequence[Stated]) -> tuple[Stated, ...]:
    """As they are told: the later year before the earlier, the part before the whole."""
    if what == "share":
        return part_and_whole(operands) or tuple(operands)
    periods = [stated.figure.period or "" for stated in operands]
    if what in ("difference", "growth") and periods[0] < periods[1]:
        return tuple(reversed(operands))
    return tuple(operands)


# ---- hedges --------------------------------------------------------------------------------------

_AT_LEAST = frozenset(("exact", "over", "floor"))
_AT_MOST = frozenset(("exact", "under", "ceiling"))
_NEAR = frozenset(("exact", "about", "over", "under"))
_TELLING = Decimal("0.1")  # of the larger number: a change smaller than that is lost in an 约


def _direction(what: Derivation, operands: Sequence[Stated]) -> Direction | None:
    """The hedge of what is reckoned; None where the hedges leave it open."""
    hedges = [direction_of(stated.figure.hedge) for stated in operands]
    if what == "conversion":
        return hedges[0]
    if all(hedge == "exact" for hedge in hedges):
        return "exact"
    if what == "sum":
        return _direction_of_sum(set(hedges))
    if what in ("share", "average"):
        return "about" if _NEAR.issuperset(hedges) else None
    (upper, above), (lower, below) = sorted(
        zip(map(_value, operands), hedges, strict=True), key=lambda pair: -pair[0]
    )
    if what == "difference" and above in _AT_LEAST and below in _AT_MOST and upper > lower:
        return "floor"
    soft = _NEAR.issuperset(hedges) and upper - lower >= upper * _TELLING
    return "about" if soft else None


def _direction_of_sum(hedges: set[Direction]) -> Direction | None:
    if hedges <= _AT_LEAST:
        return "floor"
    if hedges <= {"exact", "ceiling"}:
        return "ceiling"
    return "about" if hedges <= _NEAR else None


# ---- numbers -------------------------------------------------------------------------------------


def _reckoned(
    what: Derivation, operands: Sequence[Stated], direction: Direction, unit: str
) -> _Result:
    if what == "conversion":
        return _conversion(operands[0], direction, unit)
    if what == "sum":
        return _sum(operands, direction)
    if what == "difference":
        return _difference(operands, direction)
    if what == "average":
        return _average(operands, direction)
    return _share(operands, direction) if what == "share" else _growth(operands, direction)


def _value(stated: Stated) -> Decimal:
    return stated.figure.value * measure_of(stated.figure.unit).factor


def _conversion(stated: Stated, direction: Direction, unit: str) -> _Result:
    value = _value(stated) / measure_of(unit).factor
    exact = value * measure_of(unit).factor == _value(stated)
    value = value if exact else rounded(value, 2)
    words = hedged(amount(value, unit), direction if exact else "about")
    formula = f"{exact_amount(stated)}{_equals(exact)}{amount(value, unit)}"
    return _Result(value=value, unit=unit, words=words, formula=formula)


def _sum(operands: Sequence[Stated], direction: Direction) -> _Result:
    unit = operands[0].figure.unit
    value = sum(map(_value, operands), Decimal(0)) / measure_of(unit).factor
    written = amount(value, unit, _scale(value, operands))
    formula = f"{'＋'.join(map(exact_amount, operands))}＝{written}"
    return _Result(value=value, unit=unit, words=hedged(written, direction), formula=formula)


def _difference(operands: Sequence[Stated], direction: Direction) -> _Result:
    own = operands[0].figure.unit
    larger, smaller = sorted(operands, key=_value, reverse=True)
    value = (_value(larger) - _value(smaller)) / measure_of(own).factor
    unit = POINTS.get(own, own)
    written = amount(value, unit, _scale(value, operands))
    formula = f"{exact_amount(larger)}−{exact_amount(smaller)}＝{written}"
    return _Result(value=value, unit=unit, words=hedged(written, direction), formula=formula)


def _share(operands: Sequence[Stated], direction: Direction) -> _Result:
    part, whole = operands
    return _percentage(
        _value(part) / _value(whole),
        f"{exact_amount(part)}÷{exact_amount(whole)}×100%",
        direction,
    )


def _growth(operands: Sequence[Stated], direction: Direction) -> _Result:
    new, base = operands
    scales = {(scale_shown(stated), stated.figure.unit) for stated in operands}
    scale = scale_of(scale_shown(new)) if len(scales) == 1 else Decimal(1)
    factor = scale * measure_of(new.figure.unit).factor
    first, second = plain(_value(new) / factor), plain(_value(base) / factor)
    return _percentage(
        _value(new) / _value(base) - 1, f"({first}−{second})÷{second}×100%", direction
    )


def _average(operands: Sequence[Stated], direction: Direction) -> _Result:
    total, count = operands
    unit = total.figure.unit
    exact = _value(total) / _value(count) / measure_of(unit).factor
    places = 1
    while exact and not rounded(exact, places):
        places += 1
    value = rounded(exact, places)
    same = value == exact
    written = amount(value, unit, _scale(value, operands[:1]) if same else "")
    words = hedged(written, direction if same else "about")
    formula = f"{exact_amount(total)}÷{exact_amount(count)}{_equals(same)}{written}"
    return _Result(value=value, unit=unit, words=words, formula=formula)


def _percentage(ratio: Decimal, formula: str, direction: Direction) -> _Result:
    """To one decimal, to more only where nothing but zeros would be left."""
    exact, places = ratio * 100, 1
    while exact and not rounded(exact, places):
        places += 1
    value = rounded(exact, places)
    same = value == exact
    return _Result(
        value=value,
        unit="%",
        words=hedged(amount(abs(value), "%"), direction if same else "about"),
        formula=f"{formula}{_equals(same)}{amount(value, '%')}",
    )


def _equals(exact: bool) -> str:
    return "＝" if exact else "≈"


def _scale(value: Decimal, operands: Sequence[Stated]) -> str:
    """The largest scale in which the operands are written and the result is not below one."""
    scales = {*map(scale_shown, operands), "万"} if any(map(scale_shown, operands)) else set()
    largest = max((scale_of(scale_shown(stated)) for stated in operands), default=Decimal(1))
    fitting = [s for s in scales if scale_of(s) <= min(largest, abs(value))]
    return max(fitting, key=scale_of, default="")


# ---- words ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Labels:
    """What all operands share, and how each is told from the others."""

    shared: str
    each: tuple[str, ...]


def _told(what: Derivation, operands: Sequence[Stated], result: _Result) -> str:
    """The sentence without its end and its formula."""
    labels = _labels(operands)
    names = [
        f"{label}{stated_words(stated)}"
        for label, stated in zip(labels.each, operands, strict=True)
    ]
    if what == "conversion":
        return f"{labels.shared}{names[0]}，即{result.words}"
    if what == "sum":
        return f"{labels.shared}{'、'.join(names)}，合计{result.words}"
    if what == "average":
        each = operands[1].figure.unit
        return f"{labels.shared}{names[0]}、{names[1]}，平均每{each}{result.words}"
    if what == "share":
        return f"{labels.shared}{names[0]}，占{names[1]}的{result.words}"
    new, base = (stated_words(stated) for stated in operands)
    opening = f"{labels.shared}{labels.each[0]}为{new}，"
    if not result.value:
        return f"{opening}与{labels.each[1]}的{base}相同"
    return f"{opening}比{labels.each[1]}的{base}{_change(what, operands)}{result.words}"


def _change(what: Derivation, operands: Sequence[Stated]) -> str:
    rises = _value(operands[0]) > _value(operands[1])
    if what == "growth":
        return "增长" if rises else "下降"
    if is_rate(operands[0].figure.unit):
        return "高" if rises else "低"
    return "多" if rises else "少"


def _labels(operands: Sequence[Stated]) -> _Labels:
    """Place, year, indicator and 目标 or 实际; what is the same for all is said once, in front."""
    figures = [stated.figure for stated in operands]
    places, periods = zip(*map(place_and_year, figures), strict=True)
    kinds = [KIND_NAMES[f.kind] for f in figures]
    indicators = [f.indicator for f in figures]
    if len({core_of(name) for name in indicators}) == 1:
        indicators = indicators[:1] * len(indicators)
    if set(kinds) <= {KIND_NAMES["actual"], KIND_NAMES["input"]}:
        kinds = [""] * len(kinds)  # 目标 has to be said, and what is compared with one
    columns = (places, periods, kinds, indicators)
    shared = "".join(column[0] for column in columns if len(set(column)) == 1)
    apart = [column for column in columns if len(set(column)) > 1]
    each = tuple("".join(column[i] for column in apart) for i in range(len(figures)))
    return _Labels(shared=shared, each=each)


def _plans(operands: Sequence[Stated]) -> str:
    """That a plan which is compared with a result is one."""
    if len({stated.figure.kind for stated in operands}) == 1:
        return ""
    plans = [stated_words(s) for s in operands if s.figure.kind == "target"]
    return f"；{'、'.join(plans)}是目标，不是完成数" if plans else ""
