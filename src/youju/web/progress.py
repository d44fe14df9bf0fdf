"""How a batch of uploads is getting on, and what became of it, as staff see it.

Takes values and returns HTML; every text is escaped here. Knows nothing of Gradio.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from youju.findings import DocumentReport
from youju.reading.ingest import Folded, IngestFailure, IngestReport
from youju.web.documents import render_report
from youju.web.intake import Batch, Outcome
from youju.words import OP_NAMES

_SHOWN = 200  # rows of a list; a batch may hold 10,000 files


def render_progress(batch: Batch) -> str:
    """One line, and a bar where there is something to count."""
    done = min(batch.done + 1, batch.total)
    match batch.stage:
        case "waiting":
            told = f"前面还有 {batch.ahead} 批文件在导入，轮到后自动开始，不必守着。"
        case "busy":
            told = "知识库正被另一个程序写入，等它结束后自动继续。"
        case "reading" if batch.total:
            told = f"正在读取第 {done} 个，共 {batch.total} 个：{escape(batch.name)}"
        case "reading":
            told = f"正在存放 {len(batch.uploads)} 个文件：{escape(batch.name)}"
        case "embedding":
            told = "已读完，现在就能打开，也能按字词检索。正在生成向量"
            told += f"：{batch.done} / {batch.total} 个文本块" if batch.total else "…"
        case "done":
            return _leftovers(batch)
    bar = f'<progress max="{batch.total}" value="{batch.done}"></progress>' if batch.total else ""
    return f'<p class="yj-progress">{told}{bar}</p>'


def _leftovers(batch: Batch) -> str:
    if batch.note:
        return f'<p class="yj-progress yj-fail">{escape(batch.note)}</p>'
    if batch.unembedded:
        return (
            f'<p class="yj-progress">已导完。还有 {batch.unembedded} 个文本块没有向量，'
            "暂时只能按字词检索；向量模型就绪后自动补上。</p>"
        )
    return '<p class="yj-progress">已导完。</p>'


def render_outcome(outcome: Outcome) -> str:
    """What became of each file of a batch: failures first, then what is worth a look."""
    report = outcome.report
    parts = [
        f'<p class="yj-caution">{escape(outcome.error)}</p>' if outcome.error else "",
        f'<p class="yj-counted">{tally(report)}</p>',
        _several("没有读成", [_failure(failure) for failure in report.failed]),
        _several("同名文件", [_renamed(*names) for names in outcome.renamed]),
        _several("转载归并", [_folded(folded) for folded in report.folded]),
        _several("逐篇报告", [_document(one) for one in report.reports]),
    ]
    return f'<div class="yj-outcome">{"".join(parts)}</div>'


def tally(report: IngestReport) -> str:
    counts = (
        ("新增", len(report.added)),
        ("更新", len(report.updated)),
        ("已在库中", len(report.unchanged)),
        ("没有读成", len(report.failed)),
    )
    told = [f"{name} {count} 个" for name, count in counts if count]
    return "，".join(told) + "。" if told else "没有文件需要读取。"


def _several(title: str, rows: Sequence[str]) -> str:
    if not rows:
        return ""
    more = len(rows) - _SHOWN
    rest = f"<li>另有 {more} 个，不再列出；文献可在下面的列表里打开。</li>" if more > 0 else ""
    return f"<h4>{title}（{len(rows)}）</h4><ul>{''.join(rows[:_SHOWN])}{rest}</ul>"


def _failure(failure: IngestFailure) -> str:
    return render_refused(Path(failure.path).name, failure.error)


def render_refused(name: str, why: str) -> str:
    """A file that was not read; `why` is a sentence and its remedy."""
    return f'<li class="yj-failed"><b>{escape(name)}</b><span>{escape(why)}</span></li>'


def _renamed(name: str, given: str) -> str:
    return (
        f"<li>库中已有另一份“{escape(name)}”，内容不同，这一份存为“{escape(given)}”。"
        "如果是修订稿，请打开旧的那篇删除。</li>"
    )


def _folded(folded: Folded) -> str:
    told = f"有 {folded.differences} 处小差别" if folded.differences else "文字完全相同"
    name, link = escape(Path(folded.path).name), _link(folded.doc_id, folded.title, "relatives")
    return f"<li>“{name}”与库中《{link}》是同一篇，{told}，已归入该篇。</li>"


def _link(doc_id: str, title: str, part: str) -> str:
    """What opens a document at one of its parts."""
    return (
        f'<button type="button" class="yj-open-document" data-doc="{escape(doc_id)}"'
        f' data-part="{part}">{escape(title)}</button>'
    )


def _document(report: DocumentReport) -> str:
    facts = report.facts
    counts = {op: sum(c.count for c in report.edits if c.op == op) for op in OP_NAMES}
    told = [f"{name} {counts[op]} 处" for op, name in OP_NAMES.items() if counts[op]]
    told += [f"缺失 {report.gaps} 处"] if report.gaps else []
    told += [f"推断 {len(facts.inferred)} 项"] if facts.inferred else []
    return (
        f"<li>{_link(facts.doc_id, facts.title, 'text')}<details><summary>"
        f"{'，'.join(told) or '原文不需修复'}<span>{escape(facts.source)}</span></summary>"
        f"{render_report(report)}</details></li>"
    )
