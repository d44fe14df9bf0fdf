"""Two reports compared: what rose and what fell beyond chance, and the cases that did it.

Knows no exit code and no page: `regressed` is a fact, what follows from it is the caller's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from youju.errors import BadInput
from youju.evaluation.records import MODE_NAMES, CaseResult, EvaluationReport
from youju.evaluation.statistics import Paired, paired
from youju.evaluation.summary import ALL, MEASURES, TYPE_NAMES, Measure

Verdict = Literal["better", "worse", "same"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One measure over one group of cases, before and after."""

    group: str
    measure: Measure
    pair: Paired

    @property
    def verdict(self) -> Verdict:
        """Better or worse only where all of the interval of the difference lies on one side."""
        low, high = self.pair.difference.low, self.pair.difference.high
        if low <= 0 <= high:
            return "same"
        return "better" if (low > 0) != self.measure.falls else "worse"

    @property
    def worse_cases(self) -> tuple[str, ...]:
        return self.pair.up if self.measure.falls else self.pair.down

    @property
    def better_cases(self) -> tuple[str, ...]:
        return self.pair.down if self.measure.falls else self.pair.up

    @property
    def label(self) -> str:
        return f"{TYPE_NAMES.get(self.group, self.group)} · {self.measure.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A report against an earlier one."""

    changes: tuple[Change, ...]
    newly_failing: tuple[str, ...]  # cases that had a result before, and now broke
    repaired: tuple[str, ...]  # the reverse
    only_before: tuple[str, ...]  # in no way compared
    only_after: tuple[str, ...]
    notes: tuple[str, ...]  # Chinese sentences on what else differs between the two runs

    @property
    def regressions(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.verdict == "worse")

    @property
    def regressed(self) -> bool:
        """Whether something is worse beyond chance, or breaks that did not."""
        return bool(self.regressions or self.newly_failing)

    def change(self, group: str, key: str) -> Change | None:
        found = (c for c in self.changes if c.group == group and c.measure.key == key)
        return next(found, None)


def compare(report: EvaluationReport, baseline: EvaluationReport) -> Comparison:
    """Compare the cases that both have: every measure over all of them, and `right` by type.

    A case counts only as often as it stands in both with the same question and the same demands;
    one that breaks now is a regression by itself and in no mean. Speed is no part of it: it is the
    machine's as much as the program's. Of twenty measures that did not change, one may still seem
    to: the interval of each is one of 95 %. Raise BadInput where there is nothing to compare.
    """
    before = {r.case.id: r for r in baseline.results}
    after = {r.case.id: r for r in report.results}
    failing = {f.case.id for f in report.failures}
    shared = [r for r in report.results if _same_case(r, before.get(r.case.id))]
    ids = {r.case.id for r in shared}
    if not ids and not failing & before.keys():
        raise BadInput("两次测评没有相同的题目，无法比较。", remedy="换用同一测评集的报告")
    return Comparison(
        changes=tuple(_changes(before, shared)),
        newly_failing=tuple(i for i in before if i in failing),
        repaired=tuple(f.case.id for f in baseline.failures if f.case.id in after),
        only_before=tuple(i for i in before if i not in ids and i not in failing),
        only_after=tuple(i for i in after if i not in ids),
        notes=tuple(_notes(report, baseline)),
    )


def _same_case(one: CaseResult, other: CaseResult | None) -> bool:
    return other is not None and one.case == other.case


def _changes(before: dict[str, CaseResult], shared: Sequence[CaseResult]) -> Iterator[Change]:
    for measure in MEASURES:
        yield from _change(ALL, measure, before, shared)
    for name in dict.fromkeys(r.case.type for r in shared):
        rows = [r for r in shared if r.case.type == name]
        yield from _change(name, MEASURES[0], before, rows)


def _change(
    group: str, measure: Measure, before: dict[str, CaseResult], rows: Sequence[CaseResult]
) -> Iterator[Change]:
    key = measure.key
    earlier = {r.case.id: before[r.case.id].scores for r in rows}
    old = {case: scores[key] for case, scores in earlier.items() if key in scores}
    new = {r.case.id: r.scores[key] for r in rows if key in r.scores}
    if old.keys() & new.keys():
        families = {r.case.id: r.family for r in rows}
        yield Change(group=group, measure=measure, pair=paired(old, new, families))


def _notes(report: EvaluationReport, baseline: EvaluationReport) -> Iterator[str]:
    mine, theirs = report.identity, baseline.identity
    if mine.mode != theirs.mode:
        yield f"两次运行的方式不同：{MODE_NAMES[theirs.mode]}、{MODE_NAMES[mine.mode]}。"
    if mine.suite != theirs.suite:
        yield "两次的测评集不同，只比较共有的题目。"
    if mine.library != theirs.library:
        yield "两次的知识库不同：文献或文献信息有变化。"
    if mine.fingerprint != theirs.fingerprint:
        yield f"配置不同：{theirs.fingerprint} → {mine.fingerprint}。"
    if mine.code != theirs.code:
        yield "程序有改动。"
    if report.pending:
        yield f"这次运行中途停止，还有{len(report.pending)}题没有做。"
