"""Messages of the conversation as a reader sees them.

Takes our nouns and returns HTML without line breaks (Markdown would end it at a blank line); every
text is escaped here. Knows nothing of Gradio, of documents, or of how an answer is made.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape

from youju.types import Answer, Check, Citation, Evidence

MARKER = re.compile(r"[\[【](\d+)[\]】]")
_VERDICTS = {"pass": "有据", "warn": "待核", "fail": "无据"}
_QUOTES_WHILE_WAITING = 3


def render_question(question: str) -> str:
    return f'<div class="yj-question">{_lines(question)}</div>'


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.strip().splitlines())


def render_marker(key: int, citation: Citation) -> str:
    """What opens the source; `key` is the answer's number in the conversation.

    A link and not a button: a line must not begin with the comma that follows it.
    """
    return (
        f'<a role="button" href="#" class="yj-marker" data-answer="{key}"'
        f' data-marker="{citation.marker}" data-doc="{escape(citation.doc_id)}"'
        f' data-start="{citation.start}" data-end="{citation.end}"'
        f' title="查看来源 {citation.marker}">[{citation.marker}]</a>'
    )


def render_text(key: int, answer: Answer) -> str:
    """The answer's paragraphs, with markers to press and what failed a check underlined."""
    by_marker = {c.marker: c for c in answer.citations}
    spans: list[tuple[int, int, str]] = []
    for found in MARKER.finditer(answer.text):
        citation = by_marker.get(int(found[1]))
        if citation:
            spans.append((*found.span(), render_marker(key, citation)))
    for check in answer.checks:
        spans.extend(_flag(answer.text, check))
    pieces, here = [], 0
    for start, end, html in sorted(spans):
        if start >= here:
            pieces += [_breaks(answer.text[here:start]), html]
            here = end
    pieces.append(_breaks(answer.text[here:]))
    return f"<p>{''.join(pieces)}</p>"


def _flag(text: str, check: Check) -> Iterator[tuple[int, int, str]]:
    if check.verdict == "pass" or not check.text:
        return
    # 12 is not to be found in 2012, nor in 12.5
    pattern = rf"(?<![0-9.]){re.escape(check.text)}(?![0-9]|\.[0-9])"
    for found in re.finditer(pattern, text):
        label, note = _VERDICTS[check.verdict], escape(check.note)
        html = f'<span class="yj-{check.verdict}" title="{label}：{note}">{escape(found[0])}</span>'
        yield (*found.span(), html)


def _breaks(text: str) -> str:
    return re.sub(r"\n+", "</p><p>", escape(text))


def render_checks(checks: Sequence[Check]) -> str:
    """What did not pass, in the open; what passed, counted and behind a click."""
    flagged = [_row(c) for c in checks if c.verdict != "pass"]
    passed = [_row(c) for c in checks if c.verdict == "pass"]
    html = f"<ul>{''.join(flagged)}</ul>" if flagged else ""
    if passed:
        tally = f'逐项核对<b class="yj-pass">有据 {len(passed)}</b>'
        html += f"<details><summary>{tally}</summary><ul>{''.join(passed)}</ul></details>"
    return f'<div class="yj-checks">{html}</div>' if html else ""


def _row(check: Check) -> str:
    return (
        f'<li class="yj-{check.verdict}"><b>{_VERDICTS[check.verdict]}</b>'
        f"<span>{escape(check.text)}</span><i>{escape(check.note)}</i></li>"
    )


def render_answer(key: int, answer: Answer) -> str:
    """The checked answer; a refusal is plain, without checks or copy button."""
    notice = f'<p class="yj-notice">{escape(answer.notice)}</p>' if answer.notice else ""
    text = f'<div class="yj-text">{render_text(key, answer)}</div>'
    if answer.refused:
        return f'<div class="yj-reply yj-refused">{text}{notice}</div>'
    label = '<span class="yj-label">摘录原文</span>' if answer.mode == "quoted" else ""
    meta = (
        f'<p class="yj-meta"><span>用时 {answer.timings.total_ms / 1000:.1f} 秒</span>'
        f'<button type="button" class="yj-copy" data-answer="{key}">复制答案和来源</button></p>'
    )
    return f'<div class="yj-reply">{label}{notice}{text}{render_checks(answer.checks)}{meta}</div>'


def render_growing(key: int, evidence: Evidence | None, words: str) -> str:
    """The answer so far: the words, unchecked, above the best quotes."""
    found = evidence is not None and evidence.passages
    doing = "正在据此作答…" if found else "正在查找依据…"
    text = f"<p>{_breaks(words)}</p>" if words else f'<p class="yj-doing">{doing}</p>'
    return (
        f'<div class="yj-reply yj-growing"><div class="yj-text">{text}</div>'
        f"{_quotes(key, evidence) if evidence else ''}</div>"
    )


def render_cut_off(key: int, evidence: Evidence | None, words: str) -> str:
    """What stays of an answer that the reader stopped."""
    text = f'<div class="yj-text"><p>{_breaks(words)}</p></div>' if words else ""
    note = "已停止。以上文字没有核对。" if words else "已停止。"
    return (
        f'<div class="yj-reply">{text}<p class="yj-notice">{note}</p>'
        f"{_quotes(key, evidence) if evidence else ''}</div>"
    )


def _quotes(key: int, evidence: Evidence) -> str:
    if not evidence.passages:
        return ""
    rows = "".join(
        f"<li><span>{escape(c.quote)}</span>{render_marker(key, c)}</li>"
        for c in evidence.quotes[:_QUOTES_WHILE_WAITING]
    )
    head = f"找到 {len(evidence.passages)} 段依据，先看原文："
    return f'<div class="yj-evidence"><p>{head}</p><ul>{rows}</ul></div>'


def render_failure(message: str, remedy: str) -> str:
    cure = f"<p>办法：{escape(remedy)}</p>" if remedy else ""
    return f'<div class="yj-reply yj-failure"><p>{escape(message)}</p>{cure}</div>'


def render_examples(examples: Sequence[str]) -> str:
    chips = "".join(f'<button type="button">{escape(e)}</button>' for e in examples)
    return f'<div class="yj-examples"><span>可以这样问</span>{chips}</div>' if chips else ""
