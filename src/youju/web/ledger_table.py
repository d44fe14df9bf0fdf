"""The ledger as a reader sees it: choices with counts, tables of figures and of gaps.

Takes entries and returns HTML; every text is escaped here. Knows nothing of Gradio, or of where
entries come from. How a row opens is known to static/ledger.js.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

from youju.findings import GapRow
from youju.types import DocumentFacts, Trust
from youju.web.ledger_rows import (
    UNSAID,
    Entry,
    Found,
    FoundGaps,
    GapEntry,
)
from youju.web.sources import marked_paragraphs, surroundings
from youju.words import HOW_NAMES, KIND_NAMES

PAGE_ROWS = 100
_MASKED = '<span class="yj-masked">脱敏范文</span>'
NO_LIBRARY = '<p class="yj-empty">知识库里还没有文献。请先到“文献库”加入文件。</p>'
_NO_INDICATOR = "（没有认出指标）"
_NO_PLACE, _NO_YEAR = "地方未写明", "年份未写明"
_NAMES: dict[str, str] = dict(((UNSAID, _NO_YEAR), *KIND_NAMES.items(), *HOW_NAMES.items()))
_DOCUMENTS_OFFERED = 200
_REACH = 30  # characters of context after which the text may go on


# ---- choices -------------------------------------------------------------------------------------


def render_options(label: str, counts: Mapping[str, int], chosen: str) -> str:
    """The choices of a <select>; what was chosen stays, though nothing be left of it."""
    counts = {**({chosen: 0} if chosen and chosen not in counts else {}), **counts}
    return _option("", label, chosen) + "".join(
        _option(value, f"{_names(value)}（{count}）", chosen) for value, count in counts.items()
    )


def render_places(found: Found, chosen: str) -> str:
    """Named places apart from masked ones, the most frequent first."""
    named, masked = found.places, found.masked_places
    stray = {chosen: 0} if chosen and chosen not in named and chosen not in masked else {}
    html = _option("", "全部地方", chosen)
    groups = (("写明的地方", {**_ranked(named), **stray}), ("脱敏或隐名的地方", _ranked(masked)))
    for label, counts in groups:
        options = "".join(
            _option(value, f"{_NO_PLACE if value == UNSAID else value}（{count}）", chosen)
            for value, count in counts.items()
        )
        html += f'<optgroup label="{label}">{options}</optgroup>' if options else ""
    return html


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda it: (it[0] == UNSAID, -it[1], it[0])))


def render_years(found: Found, chosen: str) -> str:
    newest_first = dict(sorted(found.years.items(), reverse=True))
    return render_options("全部年份", newest_first, chosen)


def render_kinds(found: Found, chosen: str) -> str:
    counts: dict[str, int] = {kind: found.kinds[kind] for kind in KIND_NAMES if found.kinds[kind]}
    return render_options("全部性质", counts, chosen)


def render_hows(found: FoundGaps, chosen: str) -> str:
    counts: dict[str, int] = {how: found.hows[how] for how in HOW_NAMES if found.hows[how]}
    return render_options("全部情形", counts, chosen)


def _names(value: str) -> str:
    return _NAMES.get(value) or f"{value}年"


def _option(value: str, label: str, chosen: str) -> str:
    mark = " selected" if value == chosen else ""
    return f'<option value="{escape(value)}"{mark}>{escape(label)}</option>'


def render_titles(facts: Sequence[DocumentFacts]) -> str:
    """What the box for documents offers."""
    titles = list(dict.fromkeys(f.title for f in facts))[:_DOCUMENTS_OFFERED]
    return "".join(f'<option value="{escape(title)}"></option>' for title in titles)


# ---- figures -------------------------------------------------------------------------------------


def render_tally(found: Found) -> str:
    """How many there are of each kind, before any row is read."""
    counts = Counter(entry.row.figure.kind for entry in found.entries)
    masked = sum(entry.row.trust == "masked" for entry in found.entries)
    parts = [f"{name} {counts[kind]:,}" for kind, name in KIND_NAMES.items() if counts[kind]]
    if masked:
        parts.append(f"其中出自脱敏范文 {masked:,}")
    detail = f"：{' · '.join(parts)}" if parts else ""
    return f"共 <b>{len(found.entries):,}</b> 条数据{detail}"


def render_figures(entries: Sequence[Entry], first: int, compared: Mapping[str, str]) -> str:
    """A page of the table, one body an indicator; `first` numbers the rows.

    `compared` has for each indicator that can be drawn the address of its plot.
    """
    if not entries:
        return '<p class="yj-empty">没有符合条件的数据。请放宽条件，或清空重选。</p>'
    columns = "".join(
        f'<th scope="col" class="yj-col-{name}">{label}</th>'
        for name, label in (
            ("what", "指标"),
            ("place", "地方"),
            ("year", "年份"),
            ("kind", "性质"),
            ("datum", "数据"),
            ("from", "文献"),
        )
    )
    bodies, here = [], first
    for key, group in groupby(entries, key=lambda entry: entry.key):
        members = list(group)
        bodies.append(_body(members, here, compared.get(key, "")))
        here += len(members)
    return (
        f'<table class="yj-ledger-table" aria-label="数据"><thead><tr>{columns}</tr></thead>'
        f"{''.join(bodies)}</table>"
    )


def _body(entries: Sequence[Entry], first: int, address: str) -> str:
    """The rows of one indicator under one name; each is followed by what it opens to."""
    name = escape(entries[0].row.figure.indicator.strip() or _NO_INDICATOR)
    plot = (
        f'<button type="button" class="yj-link yj-draw" data-address="{escape(address)}">'
        "看对比图</button>"
        if address
        else ""
    )
    rows = [_row(entry, first + i) for i, entry in enumerate(entries)]
    head = f'<th scope="rowgroup" rowspan="{2 * len(entries)}"><span>{name}</span>{plot}</th>'
    return f"<tbody>{rows[0].replace('<td', f'{head}<td', 1)}{''.join(rows[1:])}</tbody>"


def _row(entry: Entry, number: int) -> str:
    row, figure = entry.row, entry.row.figure
    return (
        f'<tr class="yj-datum-row"><td>{render_place(figure.place, row.trust)}</td>'
        f"<td>{escape(figure.period or '')}</td><td>{render_kind(figure.kind)}</td>"
        f'<td><button type="button" class="yj-datum" aria-expanded="false"'
        f' aria-controls="yj-datum-{number}" title="看所在的句子">{escape(row.quote)}</button></td>'
        f'<td class="yj-from">{_clamped(row.title)}</td></tr>'
        f'<tr class="yj-detail" id="yj-datum-{number}" hidden><td colspan="5">'
        f"{render_sentence(entry)}</td></tr>"
    )


def render_place(place: str | None, trust: Trust) -> str:
    name = escape(place) if place else f'<span class="yj-unsaid">{_NO_PLACE}</span>'
    return name + (_MASKED if trust == "masked" else "")


def render_kind(kind: str) -> str:
    return f'<span class="yj-kind yj-{kind}">{_names(kind)}</span>'


def _clamped(text: str) -> str:
    return f'<span class="yj-clamp" title="{escape(text)}">{escape(text)}</span>'


def render_sentence(entry: Entry) -> str:
    """The sentence with the figure lit, where it stands, and the way to the whole document."""
    row, figure = entry.row, entry.row.figure
    at = figure.start - figure.sentence_start
    span = (at, at + len(row.quote))
    window = surroundings(row.sentence, *span)
    return (
        f'<div class="yj-said">{marked_paragraphs(row.sentence, window, span)}'
        f'<p class="yj-facts">《{escape(row.title)}》 · 文件：{escape(row.source)}'
        f"{_whole(figure.doc_id, figure.sentence_start, figure.sentence_end)}</p></div>"
    )


def _whole(doc_id: str, start: int, end: int) -> str:
    return (
        f'<button type="button" class="yj-link yj-whole" data-doc="{escape(doc_id)}"'
        f' data-start="{start}" data-end="{end}">查看全文</button>'
    )


# ---- gaps ----------------------------------------------------------------------------------------


def render_gap_tally(found: FoundGaps) -> str:
    counts = Counter(entry.row.gap.how for entry in found.entries)
    parts = [f"{name} {counts[how]:,}" for how, name in HOW_NAMES.items() if counts[how]]
    detail = f"：{' · '.join(parts)}" if parts else ""
    return f"共 <b>{len(found.entries):,}</b> 处缺失{detail}"


def render_gaps(entries: Sequence[GapEntry]) -> str:
    if not entries:
        return '<p class="yj-empty">没有符合条件的缺失。</p>'
    columns = "".join(
        f'<th scope="col" class="yj-col-{name}">{label}</th>'
        for name, label in (
            ("what", "缺什么"),
            ("unit", "单位"),
            ("how", "怎样缺的"),
            ("context", "原文"),
            ("from", "文献"),
        )
    )
    rows = "".join(_gap_row(entry) for entry in entries)
    return (
        f'<table class="yj-ledger-table yj-gap-table" aria-label="缺失">'
        f"<thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _gap_row(entry: GapEntry) -> str:
    row, gap = entry.row, entry.row.gap
    words, span = in_context(row)
    masked = _MASKED if entry.facts is not None and entry.facts.trust == "masked" else ""
    return (
        f'<tr><th scope="row">{escape(gap.what)}</th><td>{escape(gap.unit)}</td>'
        f'<td><span class="yj-how">{HOW_NAMES[gap.how]}</span></td>'
        f'<td class="yj-said">{marked_paragraphs(words, (0, len(words)), span)}</td>'
        f'<td class="yj-from">{_clamped(row.title)}{masked}'
        f"{_whole(gap.doc_id, gap.start, gap.end)}</td></tr>"
    )


def in_context(row: GapRow) -> tuple[str, tuple[int, int]]:
    """The words around the gap, with … where they are cut off, and where its own words stand.

    Of several places where they stand the one nearest to the middle is meant.
    """
    context, quote = row.context, row.quote
    finds = [i for i in range(len(context)) if context.startswith(quote, i)]
    at = min(finds, key=lambda i: abs(2 * i + len(quote) - len(context)), default=0)
    before = "…" if row.gap.start > at else ""
    after = "…" if len(context) - at - len(quote) >= _REACH else ""
    start = at + len(before)
    return f"{before}{context}{after}", (start, start + (len(quote) if finds else 0))


# ---- pages ---------------------------------------------------------------------------------------


def page_of(count: int, page: int) -> tuple[int, int, int]:
    """The page that there is, and the span of its rows."""
    last = max(0, (count - 1) // PAGE_ROWS)
    page = min(max(page, 0), last)
    return page, page * PAGE_ROWS, min(count, (page + 1) * PAGE_ROWS)


def render_pager(count: int, page: int) -> str:
    """The way to the other pages; nothing where there is one."""
    page, start, end = page_of(count, page)
    pages = (count - 1) // PAGE_ROWS + 1
    if pages < 2:
        return ""
    buttons = (("首页", 0), ("上一页", page - 1), ("下一页", page + 1), ("末页", pages - 1))
    html = "".join(
        f'<button type="button" class="yj-turn" data-page="{target}"'
        f"{'' if 0 <= target < pages and target != page else ' disabled'}>{label}</button>"
        for label, target in buttons
    )
    return f"<span>第 {start + 1:,}—{end:,} 条，第 {page + 1:,} / {pages:,} 页</span>{html}"
