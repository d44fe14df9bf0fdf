"""A run as one HTML page that asks nothing of the network: staff read it, engineers open it.

Only shows; measures nothing. The page's words and looks are in templates/.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from youju.evaluation.charts import Bar, Line, bars, cumulated, depth_curves, distribution
from youju.evaluation.comparing import Change, Comparison
from youju.evaluation.metrics import DEPTHS
from youju.evaluation.opened import Opened, label_of, opened
from youju.evaluation.records import MODE_NAMES, CaseFailure, CaseResult, EvaluationReport
from youju.evaluation.summary import (
    ALL,
    MEASURES,
    PERCENTILES,
    REFUSALS,
    TIMES,
    TYPE_NAMES,
    Group,
    Latency,
    curve,
    groups,
    latencies,
    times,
    tokens,
    worst_first,
)

_CURVES: Mapping[str, str] = {"recall": "召回率", "success": "命中率", "ndcg": "nDCG"}
_DRAWN_TIMES = ("total_ms", "evidence_ms")
_WORDS: Mapping[str, Mapping[str, str]] = {
    "modes": {str(mode): name for mode, name in MODE_NAMES.items()},
    "verdicts": {"better": "变好", "worse": "退步", "same": "无显著变化"},
    "checks": {"pass": "有据", "warn": "待核", "fail": "无据"},
    "turns": {"better": "由错变对", "worse": "由对变错", "other": "有变化"},
    "roles": {"user": "问", "assistant": "答"},
    "types": TYPE_NAMES,
    "times": TIMES,
    "curves": _CURVES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawing with its heading."""

    title: str
    svg: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One measure of one group, and what the baseline has there; None where there is nothing."""

    value: float | None
    low: float | None = None  # refusals are counted over many cases and have no interval
    high: float | None = None
    before: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measure over all groups."""

    label: str
    falls: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One time's percentiles now and before; None where the baseline has none."""

    now: Latency
    before: Latency | None


def as_html(
    report: EvaluationReport,
    comparison: Comparison | None = None,
    baseline: EvaluationReport | None = None,
) -> str:
    """The whole report as one page, whole in itself, with every case in it.

    `comparison` gives the verdict and the section on what changed; `baseline` gives the values that
    stand beside the new ones and each case's earlier answer. Either may be absent.
    """
    found, earlier = groups(report), groups(baseline) if baseline else ()
    before = {r.case.id: r for r in baseline.results} if baseline else {}
    cases = [opened(result, before.get(result.case.id)) for result in worst_first(report)]
    return _environment().get_template("report.html.jinja").render(
        **_WORDS,
        report=report,
        baseline=baseline,
        comparison=comparison,
        changes=_by_verdict(comparison) if comparison else (),
        groups=found,
        score_charts=tuple(_score_charts(found, earlier)),
        rows=tuple(_rows(found, earlier)),
        curve_chart=_curve_chart(report, baseline),
        depths=DEPTHS,
        curve_rows=tuple(_curve_rows(report, baseline)),
        waits=tuple(_waits(report, baseline)),
        percentiles=PERCENTILES,
        time_chart=_time_chart(report, baseline),
        tokens=tokens(report),
        cases=cases,
        case_types=tuple(dict.fromkeys(r.case.type for r in report.results)),
        wrong=sum(not one.right for one in cases),
        changed=sum(one.earlier is not None and one.earlier.changed for one in cases),
        anchors=_anchors(cases, report.failures),
    )  # fmt: skip


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("youju.evaluation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"share": _share, "short": _short, "signed": _signed, "named": label_of}
    return environment


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def _short(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def _signed(value: float) -> str:
    return f"{value:+.3f}"


def _anchors(cases: Sequence[Opened], failures: Sequence[CaseFailure]) -> dict[str, str]:
    """The place of each case on the page; a case's own id may hold what an address may not."""
    places = {one.result.case.id: f"case-{n}" for n, one in enumerate(cases, start=1)}
    return places | {f.case.id: f"failure-{n}" for n, f in enumerate(failures, start=1)}


def _by_verdict(comparison: Comparison) -> list[Change]:
    """What got worse first, then what got better, then the rest."""
    order = ("worse", "better", "same")
    return sorted(comparison.changes, key=lambda change: order.index(change.verdict))


# --- scores ---


def _score_charts(found: Sequence[Group], earlier: Sequence[Group]) -> Iterator[Drawing]:
    """How often each type is right, and every measure that is a share over all cases."""
    before = {group.name: group for group in earlier}
    of_types = [_bar(g, MEASURES[0].key, before, f"{g.label}（{len(g.results)}）") for g in found]
    yield from _drawn(f"{MEASURES[0].label}，按题型（括号里是题数）", of_types)
    whole = [group for group in found if group.name == ALL]
    shares = [
        _bar(group, measure.key, before, measure.label)
        for group in whole
        for measure in MEASURES
        if not measure.falls
    ]
    yield from _drawn("各项指标，全部题目", shares)


def _drawn(title: str, rows: Sequence[Bar | None]) -> Iterator[Drawing]:
    if svg := bars(title, [row for row in rows if row is not None]):
        yield Drawing(title=title, svg=Markup(svg))


def _bar(group: Group, key: str, before: Mapping[str, Group], label: str) -> Bar | None:
    mean = group.means.get(key)
    if mean is None:
        return None
    old = before[group.name].means.get(key) if group.name in before else None
    return Bar(
        label=label,
        value=mean.mean,
        low=mean.low,
        high=mean.high,
        reference=None if old is None else old.mean,
    )


def _rows(found: Sequence[Group], earlier: Sequence[Group]) -> Iterator[Row]:
    """Every measure that some group has, over all groups."""
    before = {group.name: group for group in earlier}
    for measure in MEASURES:
        if any(measure.key in group.means for group in found):
            cells = tuple(_mean_cell(group, measure.key, before) for group in found)
            yield Row(label=measure.label, falls=measure.falls, cells=cells)
    for key, label in REFUSALS.items():
        if any(key in group.refusals for group in found):
            cells = tuple(
                Cell(
                    value=group.refusals.get(key),
                    before=before[group.name].refusals.get(key) if group.name in before else None,
                )
                for group in found
            )
            yield Row(label=label, falls=False, cells=cells)


def _mean_cell(group: Group, key: str, before: Mapping[str, Group]) -> Cell:
    bar = _bar(group, key, before, "")
    if bar is None:
        return Cell(value=None)
    return Cell(value=bar.value, low=bar.low, high=bar.high, before=bar.reference)


# --- curves and times ---


def _runs(
    report: EvaluationReport, baseline: EvaluationReport | None
) -> Iterator[tuple[str, Sequence[CaseResult], bool]]:
    """What a line of each run is called, its results, and whether it is the earlier one."""
    yield "", report.results, False
    if baseline:
        yield "（基线）", baseline.results, True


def _curve_chart(report: EvaluationReport, baseline: EvaluationReport | None) -> Markup:
    lines = [
        Line(label=label + whose, points=points, style=style, dashed=dashed)
        for style, (kind, label) in enumerate(_CURVES.items())
        for whose, results, dashed in _runs(report, baseline)
        if (points := tuple((float(k), share) for k, share in curve(results, kind)))
    ]
    return Markup(depth_curves("检索：前 k 个段落里有没有依据", lines))


def _curve_rows(
    report: EvaluationReport, baseline: EvaluationReport | None
) -> Iterator[tuple[str, Mapping[int, float]]]:
    for kind, label in _CURVES.items():
        for whose, results, _ in _runs(report, baseline):
            if points := curve(results, kind):
                yield label + whose, dict(points)


def _waits(report: EvaluationReport, baseline: EvaluationReport | None) -> Iterator[Waiting]:
    before = {one.key: one for one in latencies(baseline)} if baseline else {}
    for one in latencies(report):
        yield Waiting(now=one, before=before.get(one.key))


def _time_chart(report: EvaluationReport, baseline: EvaluationReport | None) -> Markup:
    lines = [
        Line(label=TIMES[key] + whose, points=distribution(values), style=style, dashed=dashed)
        for style, key in enumerate(_DRAWN_TIMES)
        for whose, results, dashed in _runs(report, baseline)
        if (values := times(results, key))
    ]
    return Markup(cumulated("耗时：多少题在这个时间内完成", lines))
