"""Drawings of an evaluation as inline SVG: bars with intervals, curves by depth, cumulated times.

Pure: numbers and labels in, a string out, with every label escaped. Series are told apart by
dashes, marks and words as well as by colour. Knows no report; the colours are in the page's style.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

_CHAR = 13  # the width of a 汉字 in a label
_WIDTH = 660
_ROW, _BAR = 30, 14
_PLOT_WIDTH, _TOP, _HEIGHT, _LEFT, _BOTTOM = 560, 14, 220, 48, 40
_KEY_ROW = 22  # of the legend under a plot
_STYLES = 4  # as many kinds of lines and marks as the page's style knows
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
_STEPS = (1, 2, 5)  # round numbers of a decade
_MOST_TICKS = 8
_DECADES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A share from 0 to 1 with the bounds of its interval, and the share that it is held against.

    Shares beyond 0 and 1 are drawn at the border and written as they are.
    """

    label: str
    value: float
    low: float
    high: float
    reference: float | None = None  # None: there is nothing to hold it against


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Points from left to right. Lines of one style belong together; the earlier one is dashed."""

    label: str
    points: tuple[tuple[float, float], ...]
    style: int = 0
    dashed: bool = False


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Horizontal bars on one scale from 0 to 1; a whisker is the interval, a diamond the reference.

    Empty for no bars.
    """
    if not rows:
        return ""
    left = max(_measure(row.label) for row in rows) + 12
    right = 178 if any(row.reference is not None for row in rows) else 58
    field = _WIDTH - left - right
    bottom = _ROW * len(rows) + 8
    parts = [_share_rules(left, field, bottom)]
    for index, row in enumerate(rows):
        parts.append(_bar(row, left, field, 8 + _ROW * index + _ROW / 2))
    told = "；".join(map(_told, rows))
    return _svg("bars", title, told, (_WIDTH, bottom + 22), "".join(parts))


def _bar(row: Bar, left: float, field: float, y: float) -> str:
    def x(share: float) -> float:
        return left + field * min(1.0, max(0.0, share))

    whisker = (
        f'<path class="whisker" d="M{x(row.low):.1f} {y:g}H{x(row.high):.1f}'
        f'M{x(row.low):.1f} {y - 4:g}v8M{x(row.high):.1f} {y - 4:g}v8"/>'
    )
    mark, said = "", ""
    if row.reference is not None:
        at = x(row.reference)
        mark = f'<path class="reference" d="M{at:.1f} {y - 7:g}l5 7l-5 7l-5 -7z"/>'
        said = f'<tspan class="quiet" dx="8">基线 {row.reference:.3f}</tspan>'
    return (
        f"<g><title>{escape(_told(row))}</title>"
        f'<text class="name" x="{left - 10:g}" y="{y + 4:g}">{escape(row.label)}</text>'
        f'<rect class="bar" x="{left:g}" y="{y - _BAR / 2:g}" height="{_BAR}"'
        f' width="{x(row.value) - left:.1f}"/>{whisker}{mark}'
        f'<text class="value" x="{left + field + 10:g}" y="{y + 4:g}">{row.value:.3f}{said}</text>'
        "</g>"
    )


def _told(row: Bar) -> str:
    against = "" if row.reference is None else f"，基线 {row.reference:.3f}"
    return f"{row.label} {row.value:.3f}（95%区间 {row.low:.3f}—{row.high:.3f}{against}）"


def _share_rules(left: float, field: float, bottom: float) -> str:
    return "".join(
        f'<line class="rule" x1="{left + field * share:.1f}" x2="{left + field * share:.1f}"'
        f' y1="4" y2="{bottom:g}"/>'
        f'<text class="tick" x="{left + field * share:.1f}" y="{bottom + 16:g}">{share:g}</text>'
        for share in _QUARTERS
    )


def depth_curves(title: str, lines: Sequence[Line]) -> str:
    """Shares by depth; the depths stand at equal distances. Empty without a point."""
    depths = sorted({x for line in lines for x, _ in line.points})
    if not depths:
        return ""
    field = _PLOT_WIDTH - _LEFT - 30
    step = field / max(1, len(depths) - 1)
    places = {depth: _LEFT + 10 + step * i for i, depth in enumerate(depths)}
    parts = [_shares(), *(_tick(places[d], f"k={d:g}") for d in depths)]
    for line in lines:
        spots = [(places[x], _y(y)) for x, y in line.points]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
        values = "，".join(f"k={x:g} {y:.3f}" for x, y in line.points)
        marks = "".join(_mark(x, y, line.style) for x, y in spots)
        parts.append(_group(line, f"M{path}" if spots else "", marks, values))
    return _plot("curves", title, lines, parts)


def cumulated(title: str, lines: Sequence[Line], unit: str = "毫秒") -> str:
    """Which share of the values is at most so large, on a logarithmic scale.

    Each line's points are pairs of a value and the share of values up to it, in order: see
    `distribution`. Values below 1 are drawn at 1. Empty without a point.
    """
    values = [max(1.0, x) for line in lines for x, _ in line.points]
    if not values:
        return ""
    low, high = _decades(min(values), max(values))
    field = _PLOT_WIDTH - _LEFT - 30

    def x_of(value: float) -> float:
        return _LEFT + field * math.log(max(1.0, value) / low) / math.log(high / low)

    ticks = list(_round_numbers(low, high))
    parts = [_shares(), *(_tick(x_of(t), f"{t:,.0f}") for t in ticks)]
    for line in lines:
        path = _stairs([(x_of(x), _y(y)) for x, y in line.points], x_of(high))
        parts.append(_group(line, path, "", _quantiles(line, unit)))
    name = f'<text class="axis" x="{_PLOT_WIDTH - 20}" y="{_TOP + _HEIGHT + 36}">{unit}</text>'
    return _plot("cumulated", title, lines, [*parts, name])


def distribution(values: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """Each different value with the share of all values that do not exceed it."""
    ordered = sorted(values)
    shares = {value: (i + 1) / len(ordered) for i, value in enumerate(ordered)}
    return tuple(shares.items())


def _stairs(spots: Sequence[tuple[float, float]], end: float) -> str:
    """From the ground up, one step at each value, and level to the right border."""
    if not spots:
        return ""
    steps = "".join(f"V{b[1]:.1f}H{c[0]:.1f}" for b, c in pairwise(spots))
    first, last = spots[0], spots[-1]
    return f"M{first[0]:.1f} {_y(0):.1f}{steps}V{last[1]:.1f}H{end:.1f}"


def _quantiles(line: Line, unit: str) -> str:
    if not line.points:
        return "没有数据"
    half = next((x for x, share in line.points if share >= 0.5), line.points[-1][0])
    return f"一半不超过 {half:,.0f} {unit}，最多 {line.points[-1][0]:,.0f} {unit}"


def _decades(low: float, high: float) -> tuple[float, float]:
    """Round bounds that enclose both, and never the same."""
    below = max(s * 10.0**p for p in range(_DECADES) for s in _STEPS if s * 10.0**p <= low)
    above = min(s * 10.0**p for p in range(_DECADES) for s in _STEPS if s * 10.0**p >= high)
    return below, above if above > below else below * 10


def _round_numbers(low: float, high: float) -> Iterator[float]:
    """1, 2 and 5 of each decade, or only its 1 where those would be too many."""
    found = [s * 10.0**p for p in range(_DECADES) for s in _STEPS if low <= s * 10.0**p <= high]
    whole = [t for t in found if math.log10(t) % 1 == 0]
    yield from whole if len(found) > _MOST_TICKS else found


def _group(line: Line, path: str, marks: str, values: str) -> str:
    kind = f"line s{line.style % _STYLES}" + (" dashed" if line.dashed else "")
    return (
        f'<g class="{kind}"><title>{escape(line.label)} {escape(values)}</title>'
        f'<path d="{path}"/>{marks}</g>'
    )


def _mark(x: float, y: float, style: int) -> str:
    """A disc, a square, a triangle or a diamond."""
    shapes = (
        f"M{x - 4:.1f} {y:.1f}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
        f"M{x - 4:.1f} {y - 4:.1f}h8v8h-8z",
        f"M{x:.1f} {y - 5:.1f}l5 9h-10z",
        f"M{x:.1f} {y - 6:.1f}l5 6l-5 6l-5 -6z",
    )
    return f'<path class="mark" d="{shapes[style % _STYLES]}"/>'


def _y(share: float) -> float:
    return _TOP + _HEIGHT * (1 - min(1.0, max(0.0, share)))


def _shares() -> str:
    return "".join(
        f'<line class="rule" x1="{_LEFT}" x2="{_PLOT_WIDTH - 12}" y1="{_y(s):g}" y2="{_y(s):g}"/>'
        f'<text class="share" x="{_LEFT - 8}" y="{_y(s) + 4:g}">{s:g}</text>'
        for s in _QUARTERS
    )


def _tick(x: float, label: str) -> str:
    y = _TOP + _HEIGHT
    return (
        f'<line class="rule" x1="{x:.1f}" x2="{x:.1f}" y1="{y}" y2="{y + 5}"/>'
        f'<text class="tick" x="{x:.1f}" y="{y + 20}">{escape(label)}</text>'
    )


def _plot(kind: str, title: str, lines: Sequence[Line], parts: Sequence[str]) -> str:
    """The field with its legend, two to a row."""
    top = _TOP + _HEIGHT + _BOTTOM
    keys = []
    for index, line in enumerate(lines):
        x, y = _LEFT + index % 2 * 250, top + index // 2 * _KEY_ROW + 10
        mark = "" if kind == "cumulated" else _mark(x + 17, y, line.style)
        keys.append(_group(line, f"M{x} {y}h34", mark, ""))
        keys.append(f'<text class="key" x="{x + 42}" y="{y + 4}">{escape(line.label)}</text>')
    height = top + math.ceil(len(lines) / 2) * _KEY_ROW + 4
    told = "、".join(line.label for line in lines)
    return _svg(kind, title, told, (_PLOT_WIDTH, height), "".join([*parts, *keys]))


def _svg(kind: str, title: str, told: str, size: tuple[float, float], inner: str) -> str:
    width, height = size
    return (
        f'<svg class="chart {kind}" role="img" aria-label="{escape(title)}"'
        f' viewBox="0 0 {width:g} {height:g}">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>{inner}</svg>"
    )


def _measure(text: str) -> float:
    return sum(_CHAR if ord(c) > 0x2E7F else _CHAR * 0.6 for c in text)
