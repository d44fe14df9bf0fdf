"""A series of figures as a drawing: actual filled and solid, target hollow and dashed.

Pure: takes a comparison and returns inline SVG. What may stand on one series, `comparing` decides;
the colours are in static/ledger.css.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise

from youju.web.comparing import Comparison, Point, Series
from youju.words import KIND_NAMES

NO_PERIOD = "年份未写明"
_TOP, _HEIGHT, _BOTTOM = 40, 200, 34  # above, of, and below the field that values are drawn in
_LEFT, _RIGHT, _SLOT, _NARROWEST = 58, 14, 56, 260
_CHAR = 12  # a 汉字's width in a label
_LONGEST_LABEL = 11
_TICKS = 4
_SCALES = ((1e8, "亿"), (1e4, "万"))
_AT_MOST = re.compile("不超过|不高于|至多|最高|(?<!不)低于|以下|以内|之内|接近|近")
_AT_LEAST = re.compile("不低于|不少于|至少|最低|超|突破|高于|逾|多|余|以上|上")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The vertical axis that all series of a comparison share."""

    low: float
    high: float
    ticks: tuple[float, ...]
    factor: float
    unit: str  # as it is written at the axis

    def y(self, value: float) -> float:
        return _TOP + _HEIGHT * (1 - (value - self.low) / (self.high - self.low))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point and where it stands from left to right."""

    point: Point
    x: float
    width: float


def scale_of(comparison: Comparison) -> Scale:
    """Round ticks around all values; from zero, unless the values lie close together."""
    values = [float(v) for p in comparison.points for v in (p.value, p.upper) if v is not None]
    low, high = min(values), max(values)
    if 0 <= low < high * 0.7 or low == high:
        low, high = min(0.0, low), max(0.0, high)
    step = _round_step((high - low or 1) / _TICKS)
    first = math.floor(low / step)
    last = max(math.ceil(high / step), first + 1)
    ticks = tuple(round(i * step, 9) for i in range(first, last + 1))
    factor, prefix = next(((f, p) for f, p in _SCALES if ticks[-1] >= f), (1.0, ""))
    return Scale(
        low=ticks[0],
        high=ticks[-1],
        ticks=ticks,
        factor=factor,
        unit=f"{prefix}{comparison.unit}",
    )


def _round_step(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= step * 0.999)


def render_series(comparison: Comparison, series: Series, number: int) -> str:
    """One series as a drawing; `number` tells its ids from those of the others."""
    scale = scale_of(comparison)
    spots = _spots(series.points)
    width = spots[-1].x + spots[-1].width / 2 + _RIGHT
    height = _TOP + _HEIGHT + _BOTTOM
    title = f"{comparison.indicator}：{series.place or '地方未写明'}"
    parts = [_axis(scale, width), _periods(spots), *_lines(spots, scale)]
    parts += [_mark(spot, scale) for spot in spots]
    return (
        f'<svg class="yj-plot" role="img" aria-labelledby="yj-plot-{number} yj-plot-{number}-desc"'
        f' viewBox="0 0 {width:g} {height}" width="{width:g}" height="{height}">'
        f'<title id="yj-plot-{number}">{escape(title)}</title>'
        f'<desc id="yj-plot-{number}-desc">{escape(described(series))}</desc>{"".join(parts)}</svg>'
    )


def described(series: Series) -> str:
    """The drawing in words."""
    return "；".join(
        f"{period_name(p.period)}{KIND_NAMES[p.kind]}{label_of(p)}" for p in series.points
    )


def period_name(period: str) -> str:
    return f"{period}年" if period else NO_PERIOD


def label_of(point: Point) -> str:
    """The value as its source writes it."""
    return " ".join(point.rows[0].quote.split())


def _spots(points: Sequence[Point]) -> list[Spot]:
    """From left to right, as wide as their labels need, and spread over the narrowest plot."""
    widths: list[float] = []
    for period, group in groupby(points, key=lambda p: p.period):
        labels = [_measure(_short(label_of(point))) + 16 for point in group]
        spare = max(0.0, _measure(period_name(period)) + 16 - sum(labels)) / len(labels)
        widths += [max(_SLOT, label + spare) for label in labels]
    spare = max(0.0, _NARROWEST - _LEFT - _RIGHT - sum(widths)) / len(widths)
    spots, here = [], float(_LEFT)
    for point, width in zip(points, widths, strict=True):
        spots.append(Spot(point=point, x=here + (width + spare) / 2, width=width + spare))
        here += width + spare
    return spots


def _measure(text: str) -> float:
    return sum(_CHAR if ord(c) > 0x2E7F else _CHAR * 0.6 for c in text)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"


def _axis(scale: Scale, width: float) -> str:
    lines = []
    for tick in scale.ticks:
        y = scale.y(tick)
        kind = "yj-base" if tick == scale.low else "yj-rule"
        lines.append(
            f'<line class="{kind}" x1="{_LEFT}" x2="{width - _RIGHT:g}" y1="{y:g}" y2="{y:g}"/>'
            f'<text class="yj-tick" x="{_LEFT - 8}" y="{y + 4:g}">{tick / scale.factor:g}</text>'
        )
    unit = f"单位：{scale.unit}" if scale.unit else "原文没有写单位"
    note = "" if scale.low == 0 else "（纵轴不从零起）"
    return (
        f'<text class="yj-unit" x="8" y="14">{escape(unit + note)}</text>'
        f'<g aria-hidden="true">{"".join(lines)}</g>'
    )


def _periods(spots: Sequence[Spot]) -> str:
    parts = []
    for index, (period, group) in enumerate(groupby(spots, key=lambda s: s.point.period)):
        members = list(group)
        start = members[0].x - members[0].width / 2
        end = members[-1].x + members[-1].width / 2
        if index:
            y = _TOP + _HEIGHT + 24
            parts.append(
                f'<line class="yj-rule" x1="{start:g}" x2="{start:g}" y1="{_TOP}" y2="{y}"/>'
            )
        name, y = escape(period_name(period)), _TOP + _HEIGHT + 22
        parts.append(f'<text class="yj-period" x="{(start + end) / 2:g}" y="{y}">{name}</text>')
    return "".join(parts)


def _lines(spots: Sequence[Spot], scale: Scale) -> Iterator[str]:
    """From period to period, where each says one value of the kind."""
    for kind in KIND_NAMES:
        of_kind = [spot for spot in spots if spot.point.kind == kind]
        alone = Counter(spot.point.period for spot in of_kind)
        for one, other in pairwise(of_kind):
            if all(_can_be_joined(s.point) and alone[s.point.period] == 1 for s in (one, other)):
                a, b = scale.y(float(one.point.value)), scale.y(float(other.point.value))
                yield (
                    f'<line class="yj-line yj-{kind}" x1="{one.x:g}" y1="{a:g}"'
                    f' x2="{other.x:g}" y2="{b:g}"/>'
                )


def _can_be_joined(point: Point) -> bool:
    return point.upper is None and bool(point.period)


def _mark(spot: Spot, scale: Scale) -> str:
    """The point, or its range as a bar; arrows for at least and at most; the value above."""
    point, x = spot.point, spot.x
    low = scale.y(float(point.value))
    high = scale.y(float(point.value if point.upper is None else point.upper))
    shape = f'<circle class="yj-dot" cx="{x:g}" cy="{low:g}" r="5"/>'
    if point.upper is not None:
        shape = (
            f'<rect class="yj-dot" x="{x - 6:g}" y="{min(low, high):g}" width="12"'
            f' height="{max(3.0, abs(low - high)):g}" rx="2"/>'
        )
    elif point.kind == "input":
        shape = f'<rect class="yj-dot" x="{x - 5:g}" y="{low - 5:g}" width="10" height="10"/>'
    top = min(low, high)
    arrow, rise = _arrow(point.rows[0].figure.hedge, x, top, max(low, high))
    return (
        f'<g class="yj-point yj-{point.kind}"><title>{escape(_told(point))}</title>{shape}{arrow}'
        f'<text class="yj-value" x="{x:g}" y="{top - 10 - rise:g}">'
        f"{escape(_short(label_of(point)))}</text></g>"
    )


def _arrow(hedge: str, x: float, top: float, bottom: float) -> tuple[str, int]:
    """Where the value may lie beyond the mark, and how much higher its label must stand."""
    if _AT_MOST.search(hedge):
        y = bottom + 8
        return f'<path class="yj-arrow" d="M{x - 5:g} {y:g}h10l-5 6z"/>', 0
    if _AT_LEAST.search(hedge):
        y = top - 8
        return f'<path class="yj-arrow" d="M{x - 5:g} {y:g}h10l-5 -6z"/>', 9
    if hedge:
        return f'<text class="yj-about" x="{x + 8:g}" y="{top + 4:g}">≈</text>', 0
    return "", 0


def _told(point: Point) -> str:
    titles = "".join(dict.fromkeys(f"《{row.title}》" for row in point.rows))
    return f"{period_name(point.period)} {KIND_NAMES[point.kind]} {label_of(point)} {titles}"
