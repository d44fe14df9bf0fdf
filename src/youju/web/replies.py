"""Messages of the conversation as a reader sees them.

Takes our nouns and returns HTML without line breaks (Markdown would end it at a blank line); every
text is escaped here. Knows nothing of Gradio, of documents, or of how an answer is made.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape

from youju.jsonable import understood
from youju.types import Answer, Cell, Check, Citation, Evidence, Query, Table
from youju.web.marking import GONE, MASKED, VERDICTS, Piece, pieces, shown_faults, with_markers
from youju.web.sources import facts_by_id

_QUOTES_WHILE_WAITING = 3
_BLANK = "文献没有写明"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a reply rests on, as far as its markers show it."""

    key: int  # the answer's number in the conversation
    masked: Collection[str]  # ids of documents that may not be used as data
    gone: Collection[str] = ()  # ids of documents that have left the library


def basis_of(key: int, event: Evidence | Answer, gone: Collection[str] = ()) -> Basis:
    facts = facts_by_id(event.passages)
    masked = {doc_id for doc_id, known in facts.items() if known.trust == "masked"}
    return Basis(key=key, masked=masked, gone=gone)


def render_question(question: str) -> str:
    return f'<div class="yj-question">{_lines(question)}</div>'


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.strip().splitlines())


def render_marker(basis: Basis, citation: Citation) -> str:
    """What opens the source, and what to beware of in it.

    A link and not a button: a line must not begin with the comma that follows it.
    """
    gone = citation.doc_id in basis.gone
    title = f"来源 {citation.marker}：{GONE}" if gone else f"查看来源 {citation.marker}"
    masked = f'<span class="yj-caveat">（{MASKED}）</span>'
    return (
        f'<a role="button" href="#" class="yj-marker{" yj-gone" if gone else ""}"'
        f' data-answer="{basis.key}" data-marker="{citation.marker}"'
        f' data-doc="{escape(citation.doc_id)}"'
        f' data-start="{citation.start}" data-end="{citation.end}"'
        f' title="{title}">[{citation.marker}]</a>'
        f"{masked if citation.doc_id in basis.masked else ''}"
    )


def render_text(basis: Basis, answer: Answer) -> str:
    """The answer's paragraphs and its table, with markers to press and faults in the open."""
    cut = pieces(answer.text, answer.citations, answer.checks)
    text = "".join(_piece(basis, piece) for piece in cut)
    return f"<p>{text}</p>{render_table(basis, answer, answer.table) if answer.table else ''}"


def _piece(basis: Basis, piece: Piece) -> str:
    if piece.citation:
        return render_marker(basis, piece.citation)
    if piece.check:
        label, verdict = VERDICTS[piece.check.verdict], piece.check.verdict
        title = f"{label}：{escape(piece.check.note)}"
        said = f"<small>（{label}）</small>" if piece.is_last else ""
        return f'<span class="yj-{verdict}" title="{title}">{escape(piece.text)}{said}</span>'
    return _breaks(piece.text)


def _breaks(text: str) -> str:
    return re.sub(r"\n+", "</p><p>", escape(text))


def render_table(basis: Basis, answer: Answer, table: Table) -> str:
    """Figures side by side; what no source states stays empty and says so when pointed at."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    body = "".join(
        f'<tr><th scope="row">{_cell(basis, answer, row[0])}</th>'
        + "".join(_data(basis, answer, cell) for cell in row[1:])
        + "</tr>"
        for row in table.rows
    )
    return (
        f'<div class="yj-table"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _data(basis: Basis, answer: Answer, cell: Cell) -> str:
    if not cell.text:
        return f'<td class="yj-blank" title="{_BLANK}"></td>'
    return f"<td>{_cell(basis, answer, cell)}</td>"


def _cell(basis: Basis, answer: Answer, cell: Cell) -> str:
    text = with_markers(cell.text, cell.citations)
    cut = pieces(text, answer.citations, answer.checks)
    return "".join(_piece(basis, piece) for piece in cut)


def render_checks(checks: Sequence[Check]) -> str:
    """What did not pass, in the open; what passed, counted and behind a click."""
    flagged = [_row(c) for c in shown_faults(checks)]
    passed = [_row(c) for c in checks if c.verdict == "pass"]
    html = f"<ul>{''.join(flagged)}</ul>" if flagged else ""
    if passed:
        tally = f'逐项核对<b class="yj-pass">有据 {len(passed)}</b>'
        html += f"<details><summary>{tally}</summary><ul>{''.join(passed)}</ul></details>"
    return f'<div class="yj-checks">{html}</div>' if html else ""


def _row(check: Check) -> str:
    return (
        f'<li class="yj-{check.verdict}"><b>{VERDICTS[check.verdict]}</b>'
        f"<span>{escape(check.text)}</span><i>{escape(check.note)}</i></li>"
    )


def render_asides(query: Query) -> str:
    """How the question was understood, where that is not as it was put."""
    whole = understood(query)
    asides = [f"按这个问题查找：{whole}"] if whole else []
    return "".join(f'<p class="yj-aside">{escape(line)}</p>' for line in (*asides, *query.notes))


def render_suggestions(suggestions: Sequence[str]) -> str:
    chips = "".join(f'<button type="button">{escape(one)}</button>' for one in suggestions)
    return f'<div class="yj-suggest"><span>您是不是想问</span>{chips}</div>' if chips else ""


def render_answer(
    key: int, answer: Answer, gone: Collection[str] = (), before: Evidence | None = None
) -> str:
    """The checked answer; a refusal is plain, without checks or copy button.

    `before`: the evidence that was shown while it grew, which closes below it.
    """
    notice = f'<p class="yj-notice">{escape(answer.notice)}</p>' if answer.notice else ""
    text = f'<div class="yj-text">{render_text(basis_of(key, answer, gone), answer)}</div>'
    asides = render_asides(answer.query)
    closing = _quotes(key, before, "yj-closing") if before else ""
    chances = render_suggestions(answer.query.suggestions)
    if answer.refused:
        below = f'{notice}<p class="yj-meta">{_complaint(key)}</p>{chances}'
        return f'<div class="yj-reply yj-refused">{asides}{text}{closing}{below}</div>'
    label = '<span class="yj-label">摘录原文</span>' if answer.mode == "quoted" else ""
    return (
        f'<div class="yj-reply">{asides}{label}{notice}{text}{closing}'
        f"{render_checks(answer.checks)}{_meta(key, answer)}{chances}</div>"
    )


def _meta(key: int, answer: Answer) -> str:
    buttons = (
        ("yj-copy", "", "复制答案和来源"),
        ("yj-save", ' data-as="docx"', "导出 Word"),
        ("yj-save", ' data-as="md"', "导出文本"),
    )
    pressed = "".join(
        f'<button type="button" class="{name}" data-answer="{key}"{how}>{label}</button>'
        for name, how, label in buttons
    )
    spent = f"<span>用时 {answer.timings.total_ms / 1000:.1f} 秒</span>"
    return f'<p class="yj-meta">{spent}{pressed}{_complaint(key)}</p>'


def _complaint(key: int) -> str:
    return f'<button type="button" class="yj-wrong" data-answer="{key}">答得不对</button>'


def render_unread(text: str) -> str:
    """An answer of which only the text can be read any more."""
    note = "这个回答是另一个版本的有据存下的，出处已经读不出，请重新提问核对。"
    return (
        f'<div class="yj-reply"><div class="yj-text"><p>{_breaks(text)}</p></div>'
        f'<p class="yj-notice">{note}</p></div>'
    )


def render_unkept(reply: str, message: str, remedy: str) -> str:
    """The reply, and why it will not be there after a reload."""
    note = escape(f"这次问答没有存入历史对话：{message}{remedy}。")
    return f'{reply}<p class="yj-notice">{note}</p>'


def render_growing(key: int, evidence: Evidence | None, words: str) -> str:
    """The answer so far: the words, unchecked, above the best quotes."""
    found = evidence is not None and evidence.passages
    doing = "正在据此作答…" if found else "正在查找依据…"
    text = f"<p>{_breaks(words)}</p>" if words else f'<p class="yj-doing">{doing}</p>'
    return (
        f'<div class="yj-reply yj-growing">{render_asides(evidence.query) if evidence else ""}'
        f'<div class="yj-text">{text}</div>{_quotes(key, evidence) if evidence else ""}</div>'
    )


def render_cut_off(key: int, evidence: Evidence | None, words: str) -> str:
    """What stays of an answer that the reader stopped."""
    text = f'<div class="yj-text"><p>{_breaks(words)}</p></div>' if words else ""
    note = "已停止。以上文字没有核对。" if words else "已停止。"
    return (
        f'<div class="yj-reply">{text}<p class="yj-notice">{note}</p>'
        f"{_quotes(key, evidence) if evidence else ''}</div>"
    )


def _quotes(key: int, evidence: Evidence, how: str = "") -> str:
    if not evidence.passages:
        return ""
    basis = basis_of(key, evidence)
    rows = "".join(
        f"<li><span>{escape(c.quote)}</span>{render_marker(basis, c)}</li>"
        for c in evidence.quotes[:_QUOTES_WHILE_WAITING]
    )
    head = f"找到 {len(evidence.passages)} 段依据，先看原文："
    hidden = ' aria-hidden="true" inert' if how else ""
    return f'<div class="yj-evidence {how}"{hidden}><div><p>{head}</p><ul>{rows}</ul></div></div>'


def render_failure(message: str, remedy: str) -> str:
    cure = f"<p>办法：{escape(remedy)}</p>" if remedy else ""
    return f'<div class="yj-reply yj-failure"><p>{escape(message)}</p>{cure}</div>'


def render_examples(examples: Sequence[str]) -> str:
    chips = "".join(f'<button type="button">{escape(e)}</button>' for e in examples)
    return f'<div class="yj-examples"><span>可以这样问</span>{chips}</div>' if chips else ""
