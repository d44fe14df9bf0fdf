"""What is known of a document, what reading it did, its copies and versions, as staff see them.

Takes our nouns and returns HTML; every text is escaped here. Knows nothing of Gradio, or of the
document's text beyond a few words around a difference.
"""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from youju.findings import Copy, Difference, DocumentReport, EditCount, Version
from youju.types import Document, DocumentFacts
from youju.words import FACT_NAMES, OP_NAMES, TRUST_NAMES

_HINTS = {
    "kind": "如 讲话、工作报告、通讯",
    "place": "如 娄底市；没有写明的留空",
    "period": "所报告或安排的年份，如 2023 或 2023-2024",
    "published": "如 2024-04-10",
}
REQUIRED = ("title", "kind", "trust")
_DIFFERENCES_SHOWN = 30
_AROUND = 16  # characters on either side of a difference
_DIFFERENCE_SHOWN = 120  # characters of either side
INFERRED = '<span class="yj-badge yj-inferred" title="原文没有明写，由程序推断">推断</span>'


# Facts


def render_about(facts: DocumentFacts) -> str:
    """Everything known of a document, with a badge on what was inferred."""
    made_up = [("title", FACT_NAMES["title"], "由正文拟成")] if "title" in facts.inferred else []
    stated = [
        (name, FACT_NAMES[name], value_of(facts, name)) for name in FACT_NAMES if name != "title"
    ]
    rows = [
        *made_up,
        *stated,
        ("complete", "完整", completeness(facts)),
        ("source", "文件", facts.source),
    ]
    cells = "".join(
        f"<div><dt>{label}</dt><dd>{escape(value) or '<i>未写明</i>'}"
        f"{INFERRED if name in facts.inferred else ''}</dd></div>"
        for name, label, value in rows
    )
    return f'<dl class="yj-about">{cells}</dl>'


def value_of(facts: DocumentFacts, name: str) -> str:
    """An editable fact as it is shown; empty where there is none."""
    return TRUST_NAMES[facts.trust] if name == "trust" else getattr(facts, name) or ""


def completeness(facts: DocumentFacts) -> str:
    if facts.complete:
        return "完整"
    if facts.shown_chars and facts.whole_chars:
        return f"节选，{facts.shown_chars}/{facts.whole_chars}字"
    return "节选"


def render_form(facts: DocumentFacts) -> str:
    """The form in which staff put right what is known of a document."""
    rows = "".join(_field(facts, name, label) for name, label in FACT_NAMES.items())
    return (
        f'<form class="yj-form" novalidate data-doc="{escape(facts.doc_id)}"><h3>修改信息</h3>'
        '<p class="yj-facts">检索和核对都依据这些信息。改过的、勾了“核对无误”的，不再标“推断”。</p>'
        f'{rows}<div class="yj-told" role="alert"></div><div class="yj-acts">'
        '<button type="submit" class="yj-do">保存</button>'
        '<button type="button" class="yj-shut-form">取消</button></div></form>'
    )


def _field(facts: DocumentFacts, name: str, label: str) -> str:
    value = getattr(facts, name) or ""
    if name == "trust":
        options = "".join(
            f'<option value="{key}"{" selected" if key == value else ""}>{words}</option>'
            for key, words in TRUST_NAMES.items()
        )
        control = f'<select id="yj-set-trust" name="trust">{options}</select>'
    else:
        control = (
            f'<input id="yj-set-{name}" name="{name}" value="{escape(value)}" maxlength="200"'
            f' autocomplete="off" placeholder="{_HINTS.get(name, "")}">'
        )
    sure = (
        f'<label class="yj-sure"><input type="checkbox" name="sure" value="{name}">'
        "推断，核对无误</label>"
        if name in facts.inferred
        else ""
    )
    return f'<div class="yj-field"><label for="yj-set-{name}">{label}</label>{control}{sure}</div>'


# The report


def render_report(report: DocumentReport) -> str:
    """What reading a document did to it and found in it."""
    inferred = "、".join(FACT_NAMES.get(name, name) for name in report.facts.inferred) or "无"
    found = (
        f"<p>小节 {report.sections} 个，文本块 {report.chunks} 个，"
        f"数据 {report.figures} 个，缺失 {report.gaps} 处。</p>"
        f"<p>由程序推断的信息：{inferred}。</p>"
    )
    notes = "".join(f'<p class="yj-caution">{escape(note)}</p>' for note in report.notes)
    groups = groupby(report.edits, lambda count: count.op)
    tables = "".join(_edits(OP_NAMES[op], list(counts)) for op, counts in groups)
    untouched = "<p>原文没有需要修复、标记或删去的地方。</p>"
    return f'<div class="yj-report">{found}{notes}{tables or untouched}</div>'


def _edits(name: str, counts: Sequence[EditCount]) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{escape(count.reason)}</th><td>{count.count}</td>"
        f"<td>{''.join(_example(count, *example) for example in count.examples)}</td></tr>"
        for count in counts
    )
    total = sum(count.count for count in counts)
    return (
        f'<table class="yj-edits"><caption>{name} {total} 处</caption><thead><tr>'
        '<th scope="col">原因</th><th scope="col">次数</th><th scope="col">例子</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def _example(count: EditCount, before: str, after: str) -> str:
    was = f"<del>{escape(before)}</del>" if before.strip() else "（没有）"
    if count.op == "drop":
        return f"<span>{was}</span>"
    now = f"<ins>{escape(after)}</ins>" if after.strip() else "（去掉）"
    return f"<span>{was} → {now}</span>"


# Copies and versions


def render_relatives(
    document: Document, copies: Sequence[Copy], versions: Sequence[Version]
) -> str:
    """The files that hold a document's text, and the documents that nearly do."""
    files = "".join(_copy(document, copy) for copy in copies)
    others = "".join(_version(document, version) for version in versions)
    none = '<p class="yj-facts">库中没有文字大体相同、数字或日期不同的文献。</p>'
    return (
        f'<div class="yj-relatives"><h4>同一篇文献的文件（{len(copies)}）</h4>{files}'
        f"<h4>不同版本（{len(versions)}）</h4>{others or none}</div>"
    )


def _copy(document: Document, copy: Copy) -> str:
    name = f"<b>{escape(Path(copy.address).name)}</b><p>{escape(copy.address)}</p>"
    if not copy.differences:
        return f'<article class="yj-relative">{name}<p>文字完全相同。</p></article>'
    told = f"有 {len(copy.differences)} 处小差别，已归入本篇："
    return _relative(name, told, document, copy.differences)


def _version(document: Document, version: Version) -> str:
    facts = version.facts
    known = (facts.place, facts.period, facts.published, facts.source)
    name = (
        f'<button type="button" class="yj-open-document" data-doc="{escape(facts.doc_id)}">'
        f"{escape(facts.title)}</button><p>{escape(' · '.join(x for x in known if x))}</p>"
    )
    told = f"与本篇有 {len(version.differences)} 处差别："
    return _relative(name, told, document, version.differences)


def _relative(name: str, told: str, document: Document, differences: Sequence[Difference]) -> str:
    shown = "".join(_difference(document.text, d) for d in differences[:_DIFFERENCES_SHOWN])
    more = len(differences) - _DIFFERENCES_SHOWN
    rest = f"<li>另有 {more} 处，不再列出。</li>" if more > 0 else ""
    return (
        f'<article class="yj-relative">{name}<details><summary>{told}</summary>'
        f'<p class="yj-facts">划线的是本篇的文字，加底色的是对方的文字。</p>'
        f"<ul>{shown}{rest}</ul></details></article>"
    )


def _difference(text: str, difference: Difference) -> str:
    low, high = max(0, difference.start - _AROUND), difference.end + _AROUND
    before, after = text[low : difference.start], text[difference.end : high]
    gone = f"<del>{_clipped(difference.before)}</del>" if difference.before else ""
    come = f"<ins>{_clipped(difference.after)}</ins>" if difference.after else ""
    return f"<li>…{escape(before)}{gone}{come}{escape(after)}…</li>"


def _clipped(text: str) -> str:
    long = len(text) > _DIFFERENCE_SHOWN
    return escape(text[:_DIFFERENCE_SHOWN]) + (f"…（共{len(text)}字）" if long else "")
