"""A run as JSON and as a readable table. Only shows; measures nothing."""

from collections.abc import Iterator, Mapping, Sequence

from youju.evaluation.comparing import Change, Comparison
from youju.evaluation.records import EvaluationReport, report_json
from youju.evaluation.summary import (
    MEASURES,
    REFUSALS,
    TIMES,
    Group,
    groups,
    latencies,
    tokens,
    worst_first,
)
from youju.jsonable import Json

_VERDICTS = {"better": "变好", "worse": "退步", "same": "无显著变化"}
_NAMED_CASES = 20


def as_json(report: EvaluationReport, comparison: Comparison | None = None) -> Json:
    """The whole report with its summary; what `records.report_of` needs is all in it."""
    row = report_json(report)
    row["summary"] = {
        "cases": len(report.results) + len(report.failures),
        "failures": len(report.failures),
        "groups": [_group_json(group) for group in groups(report)],
        "latency": {one.key: _percentiles(one.values) for one in latencies(report)},
        "answer_tokens": tokens(report),
    }
    if comparison is not None:
        row["comparison"] = comparison_json(comparison)
    return row


def _group_json(group: Group) -> Json:
    means = {key: [_short(m.mean), _short(m.low), _short(m.high)] for key, m in group.means.items()}
    refusals = {key: _short(value) for key, value in group.refusals.items()}
    return {"group": group.name, "cases": len(group.results), "means": means, **refusals}


def _percentiles(values: Mapping[int, float]) -> Json:
    return {f"p{percent}": value for percent, value in values.items()}


def comparison_json(comparison: Comparison) -> Json:
    """What changed, with the cases that changed each way."""
    return {
        "regressed": comparison.regressed,
        "newly_failing": list(comparison.newly_failing),
        "repaired": list(comparison.repaired),
        "only_before": list(comparison.only_before),
        "only_after": list(comparison.only_after),
        "notes": list(comparison.notes),
        "changes": [_change_json(change) for change in comparison.changes],
    }


def _change_json(change: Change) -> Json:
    pair = change.pair
    return {
        "group": change.group,
        "measure": change.measure.key,
        "verdict": change.verdict,
        "cases": pair.shared,
        "before": _short(pair.before),
        "after": _short(pair.after),
        "interval": [_short(pair.difference.low), _short(pair.difference.high)],
        "better": list(change.better_cases),
        "worse": list(change.worse_cases),
    }


def as_table(report: EvaluationReport) -> str:
    """The means by group, the cases that went wrong, the times, and the failures."""
    found = groups(report)
    shown = [m for m in MEASURES if any(m.key in group.means for group in found)]
    rows = [["分组", "题数", *(measure.label for measure in shown)]]
    for group in found:
        means = [group.means.get(measure.key) for measure in shown]
        cells = ["" if mean is None else f"{mean.mean:.3f}" for mean in means]
        rows.append([group.label, str(len(group.results)), *cells])
    return "\n".join([_aligned(rows), "", *_below(report, found)])


def _below(report: EvaluationReport, found: Sequence[Group]) -> Iterator[str]:
    yield from _wrong(report)
    if found:
        whole = found[-1]
        if "right" in whole.means:
            right = whole.means["right"]
            yield f"答对 {right.mean:.3f}（95%区间 {right.low:.3f}—{right.high:.3f}）"
        refusals = (f"{REFUSALS[key]} {value:.3f}" for key, value in whole.refusals.items())
        yield "，".join(refusals)
    for one in latencies(report):
        spread = "，".join(f"p{p} {value:.0f}" for p, value in one.values.items())
        yield f"{TIMES[one.key]}（毫秒）：{spread}"
    yield f"回答约 {tokens(report)} 个词元。"
    yield from (f"运行失败 {f.case.id}：{f.error}" for f in report.failures)
    if report.left_out:
        yield f"这种方式做不了的题目 {len(report.left_out)} 道，没有做。"
    if report.pending:
        yield f"中途停止，还有 {len(report.pending)} 题没有做；再次运行会接着做。"
    identity = report.identity
    yield f"运行失败 {len(report.failures)} 题；配置指纹 {identity.fingerprint}"


def _wrong(report: EvaluationReport) -> Iterator[str]:
    for result in worst_first(report):
        if not result.right:
            answer = " ".join(result.answer["answer"].split())[:120]
            expected = "、".join(result.case.answer_keys) or "拒答"
            yield f"错 {result.case.id} {result.case.question}"
            yield f"   应为：{expected}；答：{answer}"


def comparison_table(comparison: Comparison) -> str:
    """Each measure before and after, with the cases behind what got worse."""
    rows = [["指标", "题数", "基线", "这次", "差", "95%区间", "变好", "变差", "结论"]]
    for change in comparison.changes:
        pair = change.pair
        bounds = f"{pair.difference.low:+.3f}—{pair.difference.high:+.3f}"
        numbers = [f"{pair.before:.3f}", f"{pair.after:.3f}", f"{pair.difference.mean:+.3f}"]
        counts = [str(len(change.better_cases)), str(len(change.worse_cases))]
        verdict = _VERDICTS[change.verdict]
        rows.append([change.label, str(pair.shared), *numbers, bounds, *counts, verdict])
    return "\n".join([_aligned(rows), "", *_told(comparison)])


def _told(comparison: Comparison) -> Iterator[str]:
    yield from comparison.notes
    for change in comparison.regressions:
        yield f"退步 {change.label}：{_named(change.worse_cases)}"
    for ids, what in (
        (comparison.newly_failing, "新出现的运行失败"),
        (comparison.repaired, "不再运行失败"),
        (comparison.only_before, "只在基线里"),
        (comparison.only_after, "只在这次里，或题目已改"),
    ):
        if ids:
            yield f"{what}：{_named(ids)}"
    yield "结论：有退步。" if comparison.regressed else "结论：没有超出偶然的退步。"


def _named(ids: Sequence[str]) -> str:
    more = f" 等{len(ids)}题" if len(ids) > _NAMED_CASES else ""
    return "、".join(ids[:_NAMED_CASES]) + more


def _short(value: float) -> float:
    return round(value, 4)


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Columns under one another; a 汉字 is two places wide in a terminal."""
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def _width(text: str) -> int:
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)
