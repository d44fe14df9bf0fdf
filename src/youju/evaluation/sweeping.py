"""The same suite under many settings: every combination of some dials, each with its means.

A combination that breaks is shown as broken and the rest goes on. Knows no assistant: what measures
one is passed in, and what a dial may be set to, `Settings` itself decides.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from typing import Any

from pydantic import TypeAdapter, ValidationError

from youju.errors import BadInput, BadSetting, YoujuError
from youju.evaluation.metrics import mean, percentile, refusal_scores
from youju.evaluation.records import EvaluationReport
from youju.evaluation.summary import times
from youju.jsonable import Json
from youju.settings import Settings

MOST_CELLS = 64
COLUMNS: Mapping[str, str] = {
    "right": "答对",
    "recall@5": "召回率@5",
    "ndcg@5": "nDCG@5",
    "refusal_f1": "拒答F1",
    "total_ms": "答完p50（毫秒）",
}
_NO_DIALS = frozenset({"data_dir", "knowledge", "host", "port", "llm_threads"})
DIALS = tuple(name for name in Settings.model_fields if name not in _NO_DIALS)

Measure = Callable[[Settings], EvaluationReport]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dial:
    """A setting and the values to try, as the settings hold them."""

    name: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One combination: its means, or why there are none."""

    changes: Mapping[str, Any]  # by dial
    fingerprint: str  # empty where the values do not go together
    cases: int = 0
    failures: int = 0
    means: Mapping[str, float]  # of COLUMNS; what no case has is left out
    error: str = ""  # one sentence; empty where all went well


def dial_of(text: str, base: Settings) -> Dial:
    """A dial as it is written, `top_k=4,6`; raise BadInput or BadSetting naming what is wrong."""
    name, equals, values = text.partition("=")
    name, parts = name.strip(), [part.strip() for part in values.split(",")]
    if not equals or not values.strip():
        raise BadInput(f"看不懂 --dial {text}。", remedy="写成 --dial 设置名=值,值，例如 top_k=4,6")
    if name not in DIALS:
        raise BadSetting(f"没有 {name} 这个可调的设置。", remedy=f"可以调的有：{'、'.join(DIALS)}")
    held = [_value(name, part, base) for part in parts]
    return Dial(name=name, values=tuple(dict.fromkeys(held)))


def sweep(
    dials: Sequence[Dial],
    measure: Measure,
    base: Settings,
    progress: Callable[[int, int, str], None] = lambda done, total, text: None,
) -> tuple[Cell, ...]:
    """Every combination of the dials' values, in their order; raise BadInput for too many.

    Combinations with one fingerprint are measured once. One that raises is a cell with its error.
    """
    _check(dials)
    combinations = [
        dict(zip((d.name for d in dials), values, strict=True))
        for values in product(*(dial.values for dial in dials))
    ]
    known: dict[str, Cell] = {}
    cells = []
    for done, changes in enumerate(combinations):
        progress(done, len(combinations), _told(changes))
        cells.append(_cell(changes, measure, base, known))
    progress(len(combinations), len(combinations), "")
    return tuple(cells)


def _check(dials: Sequence[Dial]) -> None:
    names = [dial.name for dial in dials]
    if not names or len(set(names)) < len(names):
        raise BadInput("没有给出要试的设置，或同一设置给了两次。", remedy="每个设置写一个 --dial")
    cells = prod(len(dial.values) for dial in dials)
    if cells > MOST_CELLS:
        raise BadInput(
            f"组合太多：{cells}种，最多{MOST_CELLS}种。",
            remedy="减少取值，或分几次试，每次固定几项",
        )


def _cell(
    changes: Mapping[str, Any], measure: Measure, base: Settings, known: dict[str, Cell]
) -> Cell:
    settings = _changed(base, changes)
    if settings is None:
        wrong = "这几个值放在一起不成立。"
        return Cell(changes=changes, fingerprint="", means={}, error=wrong)
    name = settings.fingerprint
    if name not in known:
        known[name] = _measured(changes, settings, measure)
    return replace(known[name], changes=changes)


def _measured(changes: Mapping[str, Any], settings: Settings, measure: Measure) -> Cell:
    try:
        report = measure(settings)
    except YoujuError as error:
        told = error.message + error.remedy
        return Cell(changes=changes, fingerprint=settings.fingerprint, means={}, error=told)
    except Exception as error:  # one broken cell must not cost the whole sweep
        _log.warning("sweep: %s broke", dict(changes), exc_info=True)
        told = f"{type(error).__name__}: {error}"
        return Cell(changes=changes, fingerprint=settings.fingerprint, means={}, error=told)
    return Cell(
        changes=changes,
        fingerprint=settings.fingerprint,
        cases=len(report.results),
        failures=len(report.failures),
        means=means_of(report),
    )


def means_of(report: EvaluationReport) -> dict[str, float]:
    """The report in five numbers; cases that broke are in none of them."""
    rows = [result.scores for result in report.results]
    found = {key: value for key in COLUMNS if (value := mean(rows, key)) is not None}
    refusals = refusal_scores(
        [(r.case.expect_refusal, r.answer["refused"]) for r in report.results]
    )
    if "refusal_f1" in refusals:
        found["refusal_f1"] = refusals["refusal_f1"]
    if total := times(report.results, "total_ms"):
        found["total_ms"] = percentile(total, 50)
    return found


def _value(name: str, text: str, base: Settings) -> Any:
    """A value as the settings hold it; raise BadSetting for one that they do not take."""
    try:
        return getattr(Settings(**{**base.model_dump(), name: text}), name)
    except ValidationError as error:
        if any(one["loc"] for one in error.errors()):
            raise BadSetting(
                f"{name} 不能是“{text}”。", remedy="对照 README 的设置表换一个值"
            ) from error
    # It only clashes with another setting, which may be a dial too: see `_changed`.
    kind: Any = Settings.model_fields[name].annotation
    return TypeAdapter(kind).validate_python(text)


def _changed(base: Settings, changes: Mapping[str, Any]) -> Settings | None:
    """The settings with these values; None where they do not go together."""
    try:
        return Settings(**{**base.model_dump(), **changes})
    except ValidationError:
        return None


# --- showing ---


def as_json(cells: Sequence[Cell]) -> list[Json]:
    """One object a combination, in the order of the sweep."""
    return [
        {
            "changes": dict(cell.changes),
            "fingerprint": cell.fingerprint,
            "cases": cell.cases,
            "failures": cell.failures,
            "means": {key: round(value, 4) for key, value in cell.means.items()},
            "error": cell.error,
        }
        for cell in cells
    ]


def as_table(cells: Sequence[Cell]) -> str:
    """A Markdown table, as eval/LOG.md takes it; what broke is told below, and never a zero."""
    dials = list(cells[0].changes) if cells else []
    heads = [*dials, "指纹", "题数", "运行失败", *COLUMNS.values()]
    lines = [_line(heads), _line(["---"] * len(heads))]
    for cell in cells:
        counts = ["", ""] if cell.error else [str(cell.cases), str(cell.failures)]
        shown = [_number(key, cell.means.get(key)) for key in COLUMNS]
        if cell.error:
            shown = ["失败", *[""] * (len(COLUMNS) - 1)]
        values = [str(cell.changes[name]) for name in dials]
        lines.append(_line([*values, cell.fingerprint, *counts, *shown]))
    broken = [f"失败 {_told(cell.changes)}：{cell.error}" for cell in cells if cell.error]
    return "\n".join([*lines, "", *broken] if broken else lines)


def _line(parts: Sequence[str]) -> str:
    return f"| {' | '.join(parts)} |"


def _number(key: str, value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if key == "total_ms" else f"{value:.3f}"


def _told(changes: Mapping[str, Any]) -> str:
    return "，".join(f"{name}={value}" for name, value in changes.items())
