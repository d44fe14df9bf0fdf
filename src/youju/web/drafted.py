"""A draft as its writer sees it: the text, what each sentence rests on, and what was found wrong.

Takes our nouns and returns HTML; every text is escaped here. A click on a sentence goes to its row
of the basis table and back by anchors alone. Knows nothing of Gradio.
"""

import re
from collections import Counter
from collections.abc import Sequence
from html import escape
from itertools import groupby

from youju.drafting.comparing import ChangeKind, SentenceChange
from youju.drafting.drafts import Draft, DraftSentence, Written
from youju.drafting.outlines import Outline
from youju.drafting.overlap import Overlap
from youju.drafting.rules.faults import Fault
from youju.reading.figures.quantities import find_quantities
from youju.types import Citation

_LEVELS = {"error": "错误", "warning": "提醒", "info": "参考"}
_CLASSES = {"error": "yj-fail", "warning": "yj-warn", "info": "yj-info"}
_CHANGES: dict[ChangeKind, str] = {
    "kept": "未改",
    "changed": "修改",
    "added": "新增",
    "removed": "删去",
}
_PLACEHOLDER = re.compile("【待补[^】]*】")


def render_progress(done: Sequence[Written]) -> str:
    """The sentences so far, before the text is put together."""
    lines = "".join(f"<p>{escape(one.text)}</p>" for one in done)
    count = f"{done[-1].done}/{done[-1].wanted} 字" if done else "正在找材料"
    return f'<div class="yj-draft yj-writing">{lines}<p class="yj-quiet">{count}……</p></div>'


def render_text(draft: Draft) -> str:
    """The text, each sentence with its markers; what waits for the writer stands out."""
    numbered = list(enumerate(draft.sentences))
    paragraphs = [
        f"<p>{''.join(_sentence(at, one) for at, one in group)}</p>"
        for _, group in groupby(numbered, key=lambda pair: pair[1].paragraph)
    ]
    notice = f'<p class="yj-notice">{escape(draft.notice)}</p>' if draft.notice else ""
    chars = len(draft.text.replace("\n", ""))
    count = f'<p class="yj-quiet">{chars} 字，要求 {draft.brief.length} 字</p>'
    title = f"<h3>{escape(draft.title)}</h3>"
    return f'<div class="yj-draft">{notice}{title}{"".join(paragraphs)}{count}</div>'


def _sentence(at: int, sentence: DraftSentence) -> str:
    words = _PLACEHOLDER.sub(lambda m: f"<mark>{m.group()}</mark>", escape(sentence.text))
    markers = "".join(
        f'<a class="yj-cite" href="#yj-basis-{marker}">[{marker}]</a>'
        for marker in sentence.citations
    )
    name = f'class="yj-sentence yj-role-{sentence.role}" id="yj-sentence-{at + 1}"'
    return f"<span {name}>{words}</span>{markers}"


def render_basis(draft: Draft) -> str:
    """Each source's sentence beside the sentences of the draft that rest on it."""
    facts = {m.source.passage.facts.doc_id: m.source.passage.facts for m in draft.outline.materials}
    rows = []
    for citation in draft.citations:
        using = [i + 1 for i, s in enumerate(draft.sentences) if citation.marker in s.citations]
        if not using:
            continue
        known = facts.get(citation.doc_id)
        title = escape(known.title) if known else ""
        masked = '<span class="yj-caveat">（脱敏范文）</span>' if _is_masked(known) else ""
        links = "、".join(f'<a href="#yj-sentence-{n}">第{n}句</a>' for n in using)
        rows.append(
            f'<tr id="yj-basis-{citation.marker}"><td>[{citation.marker}]</td><td>{links}</td>'
            f"<td>{title}{masked}</td><td>{_quote(citation)}</td></tr>"
        )
    head = "<tr><th>标号</th><th>文中语句</th><th>来源</th><th>原文</th></tr>"
    if not rows:
        return '<p class="yj-quiet">还没有引用任何原文。</p>'
    return f'<table class="yj-basis">{head}{"".join(rows)}</table>'


def _is_masked(known: object) -> bool:
    return getattr(known, "trust", "") == "masked"


def _quote(citation: Citation) -> str:
    """The quote with its figures marked."""
    quote, here, shown = citation.quote, 0, ""
    for figure in find_quantities(quote):
        shown += escape(quote[here : figure.start])
        shown += f"<mark>{escape(quote[figure.start : figure.end])}</mark>"
        here = figure.end
    return shown + escape(quote[here:])


def render_report(draft: Draft) -> str:
    """What the checks and the rules found; each line goes to its sentence."""
    lines = [
        f'<li class="yj-{check.verdict}">{escape(check.note)}'
        f'<span class="yj-quiet">{escape(check.text[:40])}</span></li>'
        for check in draft.checks
        if check.verdict != "pass"
    ]
    lines += [_fault(fault, draft) for fault in draft.faults]
    passed = sum(check.verdict == "pass" for check in draft.checks)
    counts = f"与原文核对一致 {passed} 处，待补 {len(draft.placeholders)} 处"
    head = f"{counts}，需要看的 {len(lines)} 处。"
    return f'<div class="yj-report"><p>{head}</p><ul>{"".join(lines)}</ul></div>'


def _fault(fault: Fault, draft: Draft) -> str:
    at = next((i for i, s in enumerate(draft.sentences) if fault.start < s.end), 0)
    instead = f"，建议改为“{escape(fault.instead)}”" if fault.instead else ""
    source = f"（见《{escape(fault.source.title)}》）" if fault.source else ""
    return (
        f'<li class="{_CLASSES[fault.level]}"><a href="#yj-sentence-{at + 1}">第{at + 1}句</a> '
        f"{_LEVELS[fault.level]} {fault.rule}：“{escape(fault.text[:30])}”"
        f"{escape(fault.note)}{instead}{source}</li>"
    )


def render_outline(outline: Outline) -> str:
    """What carries each point, and what is missing."""
    rows = []
    for point in outline.points:
        carried = "".join(
            f"<li>{escape(m.source.text[:80])}"
            f'<span class="yj-quiet">《{escape(m.source.passage.facts.title)}》</span></li>'
            for m in point.materials
        )
        missing = "".join(f"<li><mark>【待补：{escape(one)}】</mark></li>" for one in point.missing)
        head = "h4" if point.level == 1 else "h5"
        rows.append(f"<{head}>{escape(point.heading)}</{head}><ul>{carried}{missing}</ul>")
    notice = f'<p class="yj-notice">{escape(outline.notice)}</p>' if outline.notice else ""
    return f'<div class="yj-outline">{notice}{"".join(rows)}</div>'


def render_changes(changes: Sequence[SentenceChange], notes: Sequence[str]) -> str:
    """What became of each sentence in an edited file."""
    counts = Counter(change.kind for change in changes)
    head = "，".join(f"{_CHANGES[kind]} {counts[kind]} 句" for kind in _CHANGES)
    lines = [f"<li>{escape(note)}</li>" for note in notes]
    for change in changes:
        if change.kind != "kept":
            old = f"<del>{escape(change.before)}</del>" if change.before else ""
            new = f"<ins>{escape(change.after)}</ins>" if change.after else ""
            lines.append(f"<li>{_CHANGES[change.kind]}：{old}{new}</li>")
    return f'<div class="yj-report"><p>{head}</p><ul>{"".join(lines)}</ul></div>'


def render_faults(faults: Sequence[Fault]) -> str:
    """What the rules found in a text that is no draft of ours."""
    lines = "".join(
        f'<li class="{_CLASSES[fault.level]}">{_LEVELS[fault.level]} {fault.rule}：'
        f"“{escape(fault.text[:30])}”{escape(fault.note)}</li>"
        for fault in faults
    )
    return f'<div class="yj-report"><p>重新核对：{len(faults)} 处</p><ul>{lines}</ul></div>'


def render_overlap(overlaps: Sequence[Overlap]) -> str:
    """How much of each paragraph repeats a document of the library."""
    if not overlaps:
        return '<p class="yj-quiet">与库内文献没有成段重复。</p>'
    lines = "".join(
        f"<li>第{number}段与《{escape(one.title)}》重合 {one.share:.0%}</li>"
        for number, one in enumerate(overlaps, start=1)
    )
    return f'<div class="yj-report"><p>与往年稿重合度</p><ul>{lines}</ul></div>'
