"""A report in numbers: means with their intervals by type, by split and over all; latency.

Knows the Chinese names of the measures and types, but not how anything is shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from youju.evaluation.metrics import DEPTHS, percentile, refusal_scores
from youju.evaluation.records import CaseResult, EvaluationReport
from youju.evaluation.statistics import Interval, interval

ALL = "all"
TYPE_NAMES: Mapping[str, str] = {
    "fact": "单点事实",
    "multi": "多处依据",
    "compare": "比较",
    "followup": "追问",
    "unanswerable": "没有写明",
    "offtopic": "无关问题",
    "blanked": "数字缺失",
    "trap": "易混淆",
    "draft": "起草",
    "tune": "定阈值用",
    "report": "只报告",
    "variants": "变体",
    ALL: "全部",
}
TIMES: Mapping[str, str] = {
    "evidence_ms": "找到依据",
    "first_token_ms": "第一个字",
    "total_ms": "答完",
}
PERCENTILES = (50, 95, 99)

_BADNESS = (
    *("right", "refusal_right", "keys", "numbers"),
    *("citation_recall", "citation_precision", "figure_support", "ndcg@5"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How a score is called and which way is better."""

    key: str
    label: str
    falls: bool = False  # lower is better


MEASURES = (
    Measure(key="right", label="答对"),
    Measure(key="refusal_right", label="拒答判断对"),
    Measure(key="keys", label="要点召回"),
    Measure(key="numbers", label="数字准确"),
    Measure(key="chrf", label="chrF"),
    Measure(key="recall@5", label="召回率@5"),
    Measure(key="success@5", label="命中率@5"),
    Measure(key="mrr", label="MRR"),
    Measure(key="ndcg@5", label="nDCG@5"),
    Measure(key="citation_precision", label="引用精确率"),
    Measure(key="citation_recall", label="引用召回率"),
    Measure(key="figure_support", label="数据有据率"),
    Measure(key="place_errors", label="地方错误", falls=True),
    Measure(key="period_errors", label="年份错误", falls=True),
)
REFUSALS: Mapping[str, str] = {
    "refusal_precision": "拒答精确率",
    "refusal_recall": "拒答召回率",
    "refusal_f1": "拒答F1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some cases of a run, and their means."""

    name: str  # a type, a split, or ALL
    results: tuple[CaseResult, ...]
    means: Mapping[str, Interval]  # by measure; what no case of the group has is left out
    refusals: Mapping[str, float]

    @property
    def label(self) -> str:
        return TYPE_NAMES.get(self.name, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """Percentiles of one time, in milliseconds."""

    key: str
    cases: int
    values: Mapping[int, float]  # by percentile


def groups(report: EvaluationReport) -> tuple[Group, ...]:
    """Each type in the order of the suite, then the splits and the variants, then all."""
    return tuple(_group(name, rows) for name, rows in _parts(report.results) if rows)


def _parts(results: Sequence[CaseResult]) -> Iterator[tuple[str, list[CaseResult]]]:
    for name in dict.fromkeys(r.case.type for r in results):
        yield name, [r for r in results if r.case.type == name]
    for split in ("tune", "report"):
        yield split, [r for r in results if r.case.split == split]
    yield "variants", [r for r in results if r.family != r.case.id]
    yield ALL, list(results)


def _group(name: str, results: list[CaseResult]) -> Group:
    means = {m.key: found for m in MEASURES if (found := mean_of(results, m.key))}
    refusals = refusal_scores([(r.case.expect_refusal, r.answer["refused"]) for r in results])
    if len({r.case.expect_refusal for r in results}) == 1:
        # Of one kind alone precision says which kind it is, and so does F1: see `metrics`.
        refusals = {k: v for k, v in refusals.items() if k == "refusal_recall"}
    return Group(name=name, results=tuple(results), means=means, refusals=refusals)


def mean_of(results: Sequence[CaseResult], key: str) -> Interval | None:
    """The mean of one measure over the cases that have it; None when none has."""
    rows = [result for result in results if key in result.scores]
    if not rows:
        return None
    return interval([row.scores[key] for row in rows], [row.family for row in rows])


def curve(results: Sequence[CaseResult], kind: str) -> tuple[tuple[int, float], ...]:
    """Recall or success by depth, as far as any ranking reaches."""
    deepest = max((len(r.answer["passages"]) for r in results), default=0) or max(DEPTHS)
    points = []
    for k in DEPTHS:
        values = [r.scores[f"{kind}@{k}"] for r in results if f"{kind}@{k}" in r.scores]
        if values and k <= deepest:
            points.append((k, sum(values) / len(values)))
    return tuple(points)


def latencies(report: EvaluationReport) -> tuple[Latency, ...]:
    """The percentiles of each time that was measured; without a model no first word is."""
    found = []
    for key in TIMES:
        values = times(report.results, key)
        if values:
            spread = {p: percentile(values, p) for p in PERCENTILES}
            found.append(Latency(key=key, cases=len(values), values=spread))
    return tuple(found)


def times(results: Sequence[CaseResult], key: str) -> list[float]:
    """One time of every case that has it, in milliseconds."""
    measured = [result.answer["timings"][key] for result in results]
    return [float(value) for value in measured if value is not None]


def tokens(report: EvaluationReport) -> int:
    """About how many tokens all answers have together, by `text.estimate_tokens`."""
    return round(sum(result.scores.get("answer_tokens", 0.0) for result in report.results))


def worst_first(report: EvaluationReport) -> list[CaseResult]:
    """The wrong ones first; among equals those with fewer keys, citations and evidence found."""
    return sorted(report.results, key=lambda r: [r.scores.get(key, 1.0) for key in _BADNESS])
