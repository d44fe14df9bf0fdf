"""Sources as a reader sees them: the card of a citation, and a whole document with one span lit.

Takes our nouns and returns HTML; every text is escaped here. Knows nothing of Gradio, of answers
beyond their citations, or of where documents come from.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from youju.types import Citation, Document, DocumentFacts, Passage

_REACH = 200  # characters shown on either side of a quote
_BORDER = re.compile(r"[。！？；][”’」』）》】]*|\n")
_MASKED = "来源为脱敏范文，不得作为实际数据使用"
_INCOMPLETE = "节选：原文有缺失"
_GONE = "文献已移出：这里只有引用时的原文"


def surroundings(text: str, start: int, end: int, reach: int = _REACH) -> tuple[int, int]:
    """A span around `text[start:end]`, at most `reach` longer on either side.

    It begins and ends at the border of a sentence or paragraph where there is one in reach, and
    is cut anywhere where there is none.
    """
    low, high = max(0, start - reach), min(len(text), end + reach)
    if low > 0:
        low = next((m.end() for m in _BORDER.finditer(text, low, start)), low)
    if high < len(text):
        high = max((m.end() for m in _BORDER.finditer(text, end, high)), default=high)
    return low, high


def marked_paragraphs(text: str, window: tuple[int, int], span: tuple[int, int]) -> str:
    """The paragraphs of `text` inside the window, with the span in <mark>, letter for letter."""
    low, high = window
    borders = [low, *(m.end() for m in re.finditer("\n", text[:high]) if m.end() > low), high]
    lines = [_marked(text, a, b, span) for a, b in pairwise(borders) if text[a:b].strip()]
    return "".join(f"<p>{line}</p>" for line in lines)


def _marked(text: str, low: int, high: int, span: tuple[int, int]) -> str:
    a, b = (min(max(offset, low), high) for offset in span)
    before, lit, after = (escape(text[i:j].strip("\n")) for i, j in ((low, a), (a, b), (b, high)))
    return f"{before}<mark>{lit}</mark>{after}" if lit else before + after


def render_facts(facts: DocumentFacts) -> str:
    """Place, period, date and kind in one line, and a line for each reason to be careful."""
    published = f"{facts.published} 发布" if facts.published else None
    known = [x for x in (facts.place, facts.period, published, facts.kind) if x]
    cautions = [
        *([_MASKED] if facts.trust == "masked" else []),
        *([] if facts.complete else [_INCOMPLETE]),
    ]
    lines = [f'<p class="yj-facts">{escape(" · ".join(known))}</p>']
    lines += [f'<p class="yj-caution">{caution}</p>' for caution in cautions]
    return "".join(lines)


def render_card(
    citation: Citation, document: Document | None, passages: Sequence[Passage] = ()
) -> str:
    """One citation: what is cited, where it stands, and the quote lit within its surroundings.

    None for a document that has left the library since: the quote alone is shown, and of the
    document what its passage told.
    """
    span = (citation.start, citation.end)
    facts = document.facts if document else facts_by_id(passages).get(citation.doc_id)
    about = render_facts(facts) if facts else ""
    if document is None:
        about += f'<p class="yj-caution">{_GONE}</p>'
        context, button = f"<p><mark>{escape(citation.quote)}</mark></p>", ""
    else:
        path = heading_path(citation, passages)
        if path:
            about += f'<p class="yj-path">{escape(" › ".join(path))}</p>'
        context = marked_paragraphs(document.text, surroundings(document.text, *span), span)
        button = (
            f'<button type="button" class="yj-whole" data-doc="{escape(citation.doc_id)}"'
            f' data-start="{citation.start}" data-end="{citation.end}">查看全文</button>'
        )
    return (
        f'<article class="yj-card" data-marker="{citation.marker}" tabindex="-1"><header>'
        f'<span class="yj-number">{citation.marker}</span>'
        f"<h4>{escape(facts.title if facts else '来源')}</h4></header>{about}"
        f'<blockquote class="yj-quote">{escape(citation.quote)}</blockquote>'
        f'<div class="yj-context">{context}</div>'
        f'<footer><button type="button" class="yj-wider">上下文</button>{button}</footer></article>'
    )


def facts_by_id(passages: Sequence[Passage]) -> dict[str, DocumentFacts]:
    """What the passages tell of their documents, also of those that have left since."""
    return {passage.facts.doc_id: passage.facts for passage in passages}


def heading_path(citation: Citation, passages: Sequence[Passage]) -> tuple[str, ...]:
    """The headings above the citation, as the passage that holds it tells; else nothing."""
    for passage in passages:
        chunk = passage.chunk
        if chunk.doc_id == citation.doc_id and chunk.start <= citation.start < chunk.end:
            return chunk.headings
    return ()


def render_section(
    key: int,
    citations: Sequence[Citation],
    passages: Sequence[Passage],
    documents: Mapping[str, Document],
) -> str:
    """The cards of one answer; `key` is the answer's number in the conversation, from 1."""
    cards = [render_card(c, documents.get(c.doc_id), passages) for c in citations]
    body = "".join(cards) or '<p class="yj-empty">这个回答没有引用文献。</p>'
    return f'<section class="yj-section" data-answer="{key}">{body}</section>'


def render_panel(sections: Sequence[str]) -> str:
    """The sections of a whole conversation; static/sources.js shows one at a time, last first."""
    empty = (
        '<p class="yj-empty">答案里的每一句话都带标号。<br>'
        "点标号，这里显示它依据的原文，并标出那一句。</p>"
    )
    return (
        '<header class="yj-panel-head"><h2>来源</h2>'
        '<button type="button" class="yj-close">返回问答</button></header>'
        f'<div class="yj-sections">{"".join(sections) or empty}</div>'
    )


def render_document(document: Document, start: int, end: int) -> str:
    """The whole document, with one span lit."""
    facts = document.facts
    speaker = f'<p class="yj-facts">{escape(facts.speaker)}</p>' if facts.speaker else ""
    body = marked_paragraphs(document.text, (0, len(document.text)), (start, end))
    return (
        f"<h3>{escape(facts.title)}</h3>{speaker}{render_facts(facts)}"
        f'<p class="yj-facts">文件：{escape(facts.source)}</p><div class="yj-text">{body}</div>'
    )
