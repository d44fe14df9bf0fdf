"""The view of comparisons: a list to choose from, the plots of the chosen one, and its figures.

Takes comparisons and returns HTML; every text is escaped here or in `plots`.
"""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from youju.web.comparing import Comparison, Series
from youju.web.ledger_rows import entry_of
from youju.web.ledger_table import render_figures
from youju.web.plots import render_series

LISTED = 200
DRAWN = 12  # series of one comparison
POINTS = 60  # of one series
ROWS = 200  # of the table below the drawings
_NOTHING = (
    '<p class="yj-empty">没有可以对比的指标：同一指标、同一单位、同一地方，要有实际也有目标，'
    "或有不止一年的数据。</p>"
)
_LEGEND = (
    '<p class="yj-legend"><span class="yj-key yj-actual">实际</span>'
    '<span class="yj-key yj-target">目标</span><span class="yj-key yj-input">投入</span>'
    "<span>竖条：原文写的是区间</span><span>▲ 不低于　▼ 不高于　≈ 约数</span></p>"
)


def address_of(comparison: Comparison) -> str:
    return f"{comparison.key}\n{comparison.unit}"


def render_comparisons(found: Sequence[Comparison], address: str) -> dict[str, str]:
    """The view's parts; the first comparison is shown where the address is none of theirs."""
    both = sum(comparison.compares_kinds for comparison in found)
    tally = f"共 <b>{len(found):,}</b> 项可以对比"
    tally += f"：既有实际又有目标 {both:,} · 只有不同年份 {len(found) - both:,}" if found else ""
    if not found:
        return {"tally": tally, "body": _NOTHING, "pager": ""}
    chosen = next((c for c in found if address_of(c) == address), found[0])
    listed = [chosen, *found] if chosen not in found[:LISTED] else found
    items = "".join(_item(c, c is chosen) for c in listed[:LISTED])
    rest = len(found) - LISTED
    more = f'<p class="yj-empty">另有 {rest:,} 项，请用上面的条件缩小范围。</p>' if rest > 0 else ""
    return {
        "tally": tally,
        "body": '<div class="yj-compare">'
        f'<nav aria-label="可以对比的指标"><ul>{items}</ul>{more}</nav>'
        f'<section class="yj-drawn" tabindex="-1">{render_comparison(chosen)}</section></div>',
        "pager": "",
    }


def _item(comparison: Comparison, chosen: bool) -> str:
    current = ' aria-current="true"' if chosen else ""
    note = "实际与目标" if comparison.compares_kinds else "不同年份"
    unit = f"（{comparison.unit}）" if comparison.unit else ""
    return (
        f'<li><button type="button" class="yj-draw"{current}'
        f' data-address="{escape(address_of(comparison))}">'
        f"<span>{escape(comparison.indicator + unit)}</span><i>{note}</i></button></li>"
    )


def render_comparison(comparison: Comparison) -> str:
    """One drawing a place, all on the same scale, and the figures that are drawn."""
    drawn = comparison.series[:DRAWN]
    plots = "".join(_plot(comparison, series, i) for i, series in enumerate(drawn))
    rest = len(comparison.series) - len(drawn)
    more = f'<p class="yj-empty">另有 {rest} 个地方没有画出，请先选地方。</p>' if rest else ""
    rows = [row for series in drawn for point in _newest(series).points for row in point.rows]
    shown = [entry_of(row) for row in rows[:ROWS]]
    cut = "（太多，没有列全）" if len(rows) > ROWS else ""
    return (
        f"<h3>{escape(comparison.indicator)}</h3>{_LEGEND}"
        f'<div class="yj-plots">{plots}</div>{more}'
        f"<h4>图中的数据{cut}</h4>{render_figures(shown, 0, {})}"
    )


def _newest(series: Series) -> Series:
    return replace(series, points=series.points[-POINTS:])


def _plot(comparison: Comparison, series: Series, number: int) -> str:
    drawing = render_series(comparison, _newest(series), number)
    why = "脱敏范文" if series.points[0].rows[0].trust == "masked" else "名称隐去"
    tag = f'<span class="yj-masked">{why}</span>' if series.masked else ""
    about = f'<span class="yj-facts">《{escape(series.title)}》</span>' if series.title else ""
    name = escape(series.place or "地方未写明")
    if len(series.points) > POINTS:
        about += f'<span class="yj-facts">数据太多，只画了最近的 {POINTS} 个</span>'
    return (
        f"<figure><figcaption><b>{name}</b>{tag}{about}</figcaption>"
        f'<div class="yj-scroll">{drawing}</div>'
        "</figure>"
    )
