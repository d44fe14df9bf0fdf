"""Suites: questions with what a right answer holds, and where its evidence stands.

A suite is checked as a whole and all its faults are named at once. Knows no assistant.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from youju.errors import BadSuite

CaseType = Literal[
    "fact", "multi", "compare", "followup", "unanswerable", "offtopic", "blanked", "trap"
]


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EvidenceQuote(_Line):
    """A stretch of a source, letter by letter as in its clean text."""

    source: str = Field(min_length=1)
    quote: str = Field(min_length=1)


class Message(_Line):
    role: Literal["user", "assistant"]
    content: str


class QACase(_Line):
    """One question. `split` tells whether thresholds may be set on it or only reported."""

    id: str = Field(min_length=1)
    type: CaseType
    question: str = Field(min_length=1)
    history: tuple[Message, ...] = ()
    answer_keys: tuple[str, ...] = ()  # each must stand in the answer; "4.3个|4.3" is either
    must_not: tuple[str, ...] = ()
    expect_refusal: bool = False
    evidence: tuple[EvidenceQuote, ...] = ()
    split: Literal["tune", "report"] = "report"


def load_suites(paths: Sequence[Path]) -> tuple[QACase, ...]:
    """The cases of all suites, in order; raise BadSuite naming every faulty line."""
    cases: list[QACase] = []
    faults: list[str] = []
    for path in paths:
        _load(path, cases, faults)
    if faults:
        raise BadSuite(
            f"测评集有{len(faults)}处错误：\n  " + "\n  ".join(faults),
            remedy="按行号改正后重新运行；字段说明见 eval/README.md",
        )
    if not cases:
        raise BadSuite("测评集里没有题目。", remedy="每行写一道题目（JSON）")
    return tuple(cases)


def _load(path: Path, cases: list[QACase], faults: list[str]) -> None:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        faults.append(f"{path}：文件打不开，或不是 UTF-8 文本")
        return
    known = {case.id for case in cases}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            case = QACase.model_validate(json.loads(line))
        except ValidationError as error:
            fields = "、".join(".".join(map(str, e["loc"])) for e in error.errors())
            faults.append(f"{path.name} 第{number}行：字段 {fields} 不对")
        except ValueError:
            faults.append(f"{path.name} 第{number}行：不是 JSON")
        else:
            if case.id in known:
                faults.append(f"{path.name} 第{number}行：编号 {case.id} 重复")
            known.add(case.id)
            cases.append(case)
