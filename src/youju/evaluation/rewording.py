"""Proposed cases on their way to a person: reworded by a model, written to a file, read back.

A model's wording is taken only where it asks the same thing by its numbers, places and words. What
nobody has accepted is given to no suite.
"""

import json
import re
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from youju.errors import BadInput, EndpointFailed
from youju.evaluation.prompts import REWORDING
from youju.evaluation.proposing import Proposal
from youju.evaluation.records import case_json
from youju.evaluation.suites import Fault, QACase, read_text, refuse, text_lines
from youju.retrieval.framing import bare_place, find_places
from youju.retrieval.phrasing import asks

AskModel = Callable[[str], str]  # a prompt to the model's words; raises EndpointFailed

_LONGEST = 100  # characters of a question


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    accepted: bool | None  # None: no person has looked yet
    case: QACase
    why: str = ""


def reworded(proposals: Sequence[Proposal], ask_model: AskModel) -> tuple[Proposal, ...]:
    """The proposals in a model's words, each as it was where those do not ask the same."""
    known = {place for proposal in proposals for place in proposal.places}
    return tuple(_reworded(proposal, ask_model, known) for proposal in proposals)


def _reworded(proposal: Proposal, ask_model: AskModel, known: Set[str]) -> Proposal:
    question = proposal.case.question
    try:
        told = ask_model(REWORDING.format(question=question)).strip()
    except EndpointFailed:  # the template's words stand
        return proposal
    if not _same(told, proposal, known):
        return proposal
    return replace(proposal, case=proposal.case.model_copy(update={"question": told}))


def _same(told: str, proposal: Proposal, known: Set[str]) -> bool:
    """Whether words ask what the proposal does: its frame, no number or place more or less."""
    question = proposal.case.question
    if not told or len(told) > _LONGEST or "\n" in told or not asks(told):
        return False
    return (
        _numbers(told) == _numbers(question)
        and all(word in told for word in proposal.keeps)
        and ("目标" in told) == ("目标" in question)
        and all(bare_place(place) in question for place in find_places(told, known))
    )


def _numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:\.\d+)?", text))


def write_proposals(path: Path, proposals: Sequence[Proposal]) -> None:
    """One JSON object a line, for a person to write true or false; raise BadInput.

    A file that is there is not written over: it may hold a person's decisions.
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.writelines(f"{proposal_line(proposal)}\n" for proposal in proposals)
    except FileExistsError as error:
        raise BadInput(
            f"文件已经存在，里面可能有人工的取舍：{path}。", remedy="换一个文件名，或先移走旧文件"
        ) from error
    except OSError as error:
        raise BadInput(
            f"文件写不了：{path}。", remedy="检查文件夹是否存在、是否有写权限"
        ) from error


def proposal_line(proposal: Proposal) -> str:
    """The proposal's JSON, undecided; the case without the fields left at their defaults."""
    case = case_json(proposal.case)
    return json.dumps({"accepted": None, "case": case, "why": proposal.why}, ensure_ascii=False)


def accepted_of(path: Path) -> tuple[QACase, ...]:
    """The cases that a person marked `"accepted": true`; raise BadSuite naming faulty lines."""
    text = read_text(path, path.name)
    faults: list[Fault] = [text] if isinstance(text, Fault) else []
    cases = []
    for number, line in () if isinstance(text, Fault) else text_lines(text):
        try:
            read = _Line.model_validate_json(line, strict=True)
        except ValidationError as error:
            where = "、".join(".".join(map(str, e["loc"])) or "整行" for e in error.errors())
            faults.append(Fault(file=path.name, line=number, text=f"{where} 不对"))
        else:
            if read.accepted:
                cases.append(read.case)
    refuse(
        faults, "备选题目文件", remedy='每行写成 {"accepted": true 或 false 或 null, "case": {…}}'
    )
    return tuple(cases)
