"""A run as JSON and as a readable table. Only shows; measures nothing."""

from collections.abc import Iterator, Sequence
from typing import Any

from youju.evaluation.metrics import mean
from youju.evaluation.runner import CaseResult, EvaluationReport

_COLUMNS = {
    "right": "答对",
    "refusal_right": "拒答判断对",
    "keys": "要点召回",
    "recall@5": "召回率@5",
    "success@5": "命中率@5",
    "mrr": "MRR",
    "citation_precision": "引用精确率",
    "citation_recall": "引用召回率",
    "seconds": "平均秒数",
}


def as_json(report: EvaluationReport) -> dict[str, Any]:
    """Means by type and by split, every case, and the failures apart."""
    return {
        "fingerprint": report.fingerprint,
        "cases": len(report.results) + len(report.failures),
        "failures": [{"id": f.case.id, "error": f.error} for f in report.failures],
        "groups": [
            {"group": name, "cases": len(rows), **_means(rows)} for name, rows in _groups(report)
        ],
        "results": [
            {
                "id": r.case.id,
                "type": r.case.type,
                "question": r.case.question,
                "answer": r.answer.text,
                "mode": r.answer.mode,
                "refused": r.answer.refused,
                "expected": list(r.case.answer_keys) or "拒答",
                "scores": r.scores,
            }
            for r in report.results
        ],
    }


def as_table(report: EvaluationReport) -> str:
    """The means as a table, then the cases that went wrong, then the failures."""
    rows = [["分组", "题数", *_COLUMNS.values()]]
    for name, results in _groups(report):
        means = _means(results)
        rows.append([name, str(len(results)), *(_cell(means.get(key)) for key in _COLUMNS)])
    lines = [_aligned(rows), ""]
    for result in report.results:
        if not result.scores["right"]:
            answer = " ".join(result.answer.text.split())[:120]
            expected = "、".join(result.case.answer_keys) or "拒答"
            lines.append(f"错 {result.case.id} {result.case.question}")
            lines.append(f"   应为：{expected}；答：{answer}")
    lines += [f"运行失败 {f.case.id}：{f.error}" for f in report.failures]
    lines.append(f"运行失败 {len(report.failures)} 题；配置指纹 {report.fingerprint}")
    return "\n".join(lines)


def _groups(report: EvaluationReport) -> Iterator[tuple[str, list[CaseResult]]]:
    for name in dict.fromkeys(r.case.type for r in report.results):
        yield name, [r for r in report.results if r.case.type == name]
    for split in ("tune", "report"):
        rows = [r for r in report.results if r.case.split == split]
        if rows:
            yield f"split={split}", rows
    yield "全部", list(report.results)


def _means(results: Sequence[CaseResult]) -> dict[str, float]:
    rows = [result.scores for result in results]
    return {key: round(value, 4) for key in _COLUMNS if (value := mean(rows, key)) is not None}


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Columns under one another; a 汉字 is two places wide in a terminal."""
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    )


def _width(text: str) -> int:
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)
