"""What a run leaves behind: nouns, and their JSON, which a later run can be compared with.

An answer is kept in the JSON shape of `youju ask --json`, so a report that was just made and one
that was read from a file are the same thing. Measures nothing and knows no assistant.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from youju.errors import BadInput
from youju.evaluation.suites import QACase
from youju.jsonable import Json

RunMode = Literal[
    "quoted", "generated", "retrieval"
]  # the last: passages are found, nothing is said
MODE_NAMES: Mapping[RunMode, str] = {
    "quoted": "只摘录原文",
    "generated": "由模型作答",
    "retrieval": "只检索",
}

_FORMAT = 1
# Of the answers of a baseline: no comparison reads it.
_LEFT_OUT: Json = {"passages": [], "citations": [], "sentences": [], "checks": [], "table": None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What determines a run's outcome, each part as a short hash but the mode."""

    fingerprint: str  # of the dials
    suite: str
    library: str  # of the documents' texts and facts
    code: str  # of the program itself
    mode: RunMode

    @property
    def digest(self) -> str:
        return short_hash(asdict(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """A case, its answer as JSON, and its scores by name."""

    case: QACase
    answer: Json
    scores: Mapping[str, float]

    @property
    def family(self) -> str:
        """The question that this one is a variant of, or its own id."""
        return self.case.parent or self.case.id

    @property
    def right(self) -> bool:
        """Rightly answered or refused; of a search, whether one of the first five is relevant."""
        return bool(self.scores.get("right", self.scores.get("success@5", 0.0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFailure:
    """A case on which the program broke: no score, and never a zero."""

    case: QACase
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationReport:
    """All results and all failures of one run, in the order of the suite."""

    identity: Identity
    results: tuple[CaseResult, ...]
    failures: tuple[CaseFailure, ...]
    left_out: tuple[str, ...] = ()  # cases of a kind that what was measured cannot do
    pending: tuple[str, ...] = ()  # cases that were not reached, where the run was stopped
    workers: int = 1  # cases at a time: what ran side by side was slower than alone


def short_hash(value: Any) -> str:
    """Twelve letters that name a JSON value."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def case_json(case: QACase) -> Json:
    """A case without the fields that it leaves at their defaults."""
    return case.model_dump(mode="json", exclude_defaults=True)


def result_json(result: CaseResult) -> Json:
    return {
        "case": case_json(result.case),
        "answer": result.answer,
        "scores": dict(result.scores),
    }


def result_of(row: Json) -> CaseResult:
    """The reverse of `result_json`; raise KeyError or ValueError for another shape."""
    case = QACase.model_validate(row["case"])
    return CaseResult(case=case, answer=row["answer"], scores=row["scores"])


def report_json(report: EvaluationReport) -> Json:
    """Everything that `report_of` needs to make the same report again."""
    return {
        "format": _FORMAT,
        "identity": asdict(report.identity),
        "workers": report.workers,
        "left_out": list(report.left_out),
        "pending": list(report.pending),
        "failures": [{"case": case_json(f.case), "error": f.error} for f in report.failures],
        "results": [result_json(result) for result in report.results],
    }


def report_of(row: Json) -> EvaluationReport:
    """The reverse of `report_json`; raise KeyError, TypeError or ValueError for another shape."""
    if row["format"] != _FORMAT:
        raise ValueError(f"format {row['format']}")
    return EvaluationReport(
        identity=Identity(**row["identity"]),
        results=tuple(map(result_of, row["results"])),
        failures=tuple(
            CaseFailure(case=QACase.model_validate(f["case"]), error=f["error"])
            for f in row["failures"]
        ),
        left_out=tuple(row["left_out"]),
        pending=tuple(row["pending"]),
        workers=row["workers"],
    )


def load_report(path: Path) -> EvaluationReport:
    """A report from its file; raise BadInput."""
    try:
        return report_of(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise BadInput(f"测评报告打不开：{path}。", remedy="检查文件名") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(
            f"这不是本程序的测评报告，或版本不同：{path}。",
            remedy="用 youju eval 测评集 --save 文件 重新生成",
        ) from error


def as_baseline(report: EvaluationReport) -> EvaluationReport:
    """The same report with what a comparison reads: small enough to be kept beside the code."""
    return replace(report, results=tuple(map(_bare, report.results)))


def _bare(result: CaseResult) -> CaseResult:
    return replace(result, answer=result.answer | _LEFT_OUT)
