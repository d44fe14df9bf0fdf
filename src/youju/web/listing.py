"""The list of documents: searched, sorted, a page at a time.

Takes our nouns and returns HTML; every text is escaped here. Knows nothing of Gradio.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from youju.text import fold
from youju.types import DocumentFacts
from youju.web.documents import completeness
from youju.words import FACT_NAMES, TRUST_NAMES

PAGE = 50
_COLUMNS = (
    ("title", "题名"),
    ("place", "地方"),
    ("period", "年份"),
    ("kind", "类型"),
    ("", "可信"),
    ("", "完整"),
    ("", "数据"),
    ("", "缺失"),
    ("", "文件"),
)
_NEWEST = "added"
ORDERS = {
    _NEWEST: "最近加入在前",
    "place": "按地方",
    "period": "按年份",
    "kind": "按类型",
    "title": "按题名",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which part of the list is wanted."""

    search: str = ""
    order: str = _NEWEST  # or title, place, period, kind
    backwards: bool = False
    page: int = 0


def find(documents: Sequence[DocumentFacts], search: str) -> list[DocumentFacts]:
    """The documents in whose facts every word of the search is found."""
    words = fold(search).split()
    if not words:
        return list(documents)
    return [facts for facts in documents if all(word in _searched(facts) for word in words)]


def _searched(facts: DocumentFacts) -> str:
    known = (facts.title, facts.place, facts.period, facts.published, facts.kind, facts.speaker)
    return fold(
        "\n".join(part for part in (*known, facts.source, TRUST_NAMES[facts.trust]) if part)
    )


def arrange(documents: Sequence[DocumentFacts], wish: Wish) -> list[DocumentFacts]:
    """In the wished order; what lacks the fact comes last either way. Newest first by default."""
    if wish.order not in _KEYS:
        return list(documents) if wish.backwards else list(reversed(documents))
    key = _KEYS[wish.order]
    has = [facts for facts in documents if key(facts)]
    lacks = [facts for facts in documents if not key(facts)]
    return [*sorted(has, key=key, reverse=wish.backwards), *lacks]


def _by_sound(text: str | None) -> bytes:
    """GB 2312, which GB 18030 keeps, has the common 汉字 in the order of their pinyin."""
    return (text or "").encode("gb18030", "replace")


_KEYS: dict[str, Callable[[DocumentFacts], bytes]] = {
    "title": lambda facts: _by_sound(facts.title),
    "place": lambda facts: _by_sound(facts.place),
    "period": lambda facts: _by_sound(facts.period or (facts.published or "")[:4]),
    "kind": lambda facts: _by_sound(facts.kind),
}


def render_list(
    documents: Sequence[DocumentFacts],
    wish: Wish,
    count: Callable[[str], tuple[int, int]],
) -> str:
    """One page of the list; `count` tells how many figures and gaps a document has."""
    if not documents:
        return (
            '<p class="yj-empty">文献库还是空的。把文件或文件夹拖到这里，或按上面的“添加文件”。</p>'
        )
    found = arrange(find(documents, wish.search), wish)
    if not found:
        return f'<p class="yj-empty">没有找到“{escape(wish.search)}”。换个词，或清空搜索框。</p>'
    last = (len(found) - 1) // PAGE
    page = min(max(0, wish.page), last)
    shown = found[page * PAGE : (page + 1) * PAGE]
    rows = "".join(_row(facts, *count(facts.doc_id)) for facts in shown)
    return (
        f'<table class="yj-list"><thead><tr>{_heads(wish)}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{_pager(page, last, len(found), len(documents))}"
    )


def _heads(wish: Wish) -> str:
    html = ""
    for key, label in _COLUMNS:
        if not key:
            html += f'<th scope="col">{label}</th>'
            continue
        on = key == wish.order
        sort = f' aria-sort="{"descending" if wish.backwards else "ascending"}"' if on else ""
        html += (
            f'<th scope="col"{sort}><button type="button" class="yj-sort" data-order="{key}"'
            f' title="按{label}排序">{label}</button></th>'
        )
    return html


def _row(facts: DocumentFacts, figures: int, gaps: int) -> str:
    masked = ' class="yj-warned"' if facts.trust == "masked" else ""
    part = "" if facts.complete else ' class="yj-warned"'
    lacking = ' class="yj-warned"' if gaps else ""
    doc = escape(facts.doc_id)
    return (
        f'<tr data-doc="{doc}"><td><button type="button" class="yj-open-document"'
        f' data-doc="{doc}">{escape(facts.title)}</button></td>'
        f"{_cell(facts, 'place')}{_cell(facts, 'period')}{_cell(facts, 'kind')}"
        f"<td{masked}>{TRUST_NAMES[facts.trust]}</td><td{part}>{completeness(facts)}</td>"
        f"<td>{figures}</td><td{lacking}>{gaps}</td>"
        f'<td title="{escape(facts.source)}">{escape(facts.source)}</td></tr>'
    )


def _cell(facts: DocumentFacts, name: str) -> str:
    value = escape(getattr(facts, name) or "")
    if not value:
        return '<td class="yj-none">—</td>'
    if name in facts.inferred:
        note = f"{FACT_NAMES[name]}由程序推断"
        return f'<td><span class="yj-guessed" title="{note}">{value}</span></td>'
    return f"<td>{value}</td>"


def _pager(page: int, last: int, found: int, all_of_them: int) -> str:
    told = (
        f"共 {all_of_them} 篇" if found == all_of_them else f"找到 {found} 篇，共 {all_of_them} 篇"
    )
    if not last:
        return f'<p class="yj-paging"><span>{told}</span></p>'
    return (
        f'<p class="yj-paging"><span>{told}</span>'
        f'<button type="button" data-page="{page - 1}"{"" if page else " disabled"}>上一页</button>'
        f"<span>第 {page + 1} / {last + 1} 页</span>"
        f'<button type="button" data-page="{page + 1}"{"" if page < last else " disabled"}>'
        "下一页</button></p>"
    )


def wish_of(asked: Mapping[str, object]) -> Wish:
    """The wish that a browser sent."""
    page = asked.get("page")
    return Wish(
        search=str(asked.get("search") or "")[:100],
        order=str(asked.get("order") or _NEWEST),
        backwards=bool(asked.get("backwards")),
        page=page if isinstance(page, int) else 0,
    )
