"""An optional second opinion: a model judges answers, and how far it agrees with the code is told.

Its verdicts never replace the code's: a judge misses most wrong figures. What it cannot judge is
counted apart, and is no zero. Knows no assistant.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from langchain_core.prompt_values import PromptValue
from pydantic import BaseModel, ConfigDict, ValidationError

from youju.errors import EndpointFailed
from youju.evaluation.prompts import JUDGING_PROMPT
from youju.evaluation.records import CaseResult, EvaluationReport
from youju.jsonable import Json

Ask = Callable[[PromptValue], str]  # a prompt to the model's words; raises EndpointFailed

_TRIES = 2
_PASSAGES = 4  # of the documents that are cited; more are more than a small model keeps apart
_OBJECT = re.compile(r"\{.*?\}", re.S)


class Verdict(BaseModel):
    """What the judge says of one answer."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    reason: str
    faithful: bool  # all that it says stands in the material
    complete: bool  # it answers all that was asked


# For an endpoint that can be held to a schema.
VERDICT_FORMAT: Json = {
    "type": "json_schema",
    "json_schema": {"name": "verdict", "schema": Verdict.model_json_schema()},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two say the same of the same cases."""

    cases: int
    share: float | None  # of the cases on which both say the same; None of no case
    kappa: float | None  # None where it is undefined


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """All verdicts of one judge over one report."""

    model: str
    verdicts: Mapping[str, Verdict]  # by the case's id
    failures: Mapping[str, str]  # why there is none
    on_right: Agreement  # faithful and complete, against the code's `right`
    on_support: Agreement  # faithful, against no check that failed


def judged(
    report: EvaluationReport,
    ask: Ask,
    model: str,
    progress: Callable[[int, int, str], None] = lambda done, total, text: None,
) -> Judgement:
    """Have every answer judged on the passages that it was made from."""
    verdicts: dict[str, Verdict] = {}
    failures: dict[str, str] = {}
    for done, result in enumerate(report.results):
        progress(done, len(report.results), result.case.id)
        try:
            verdicts[result.case.id] = _verdict(result, ask)
        except (EndpointFailed, ValueError) as error:
            failures[result.case.id] = str(error)
    progress(len(report.results), len(report.results), "")
    known = [result for result in report.results if result.case.id in verdicts]
    said = [verdicts[result.case.id] for result in known]
    return Judgement(
        model=model,
        verdicts=verdicts,
        failures=failures,
        on_right=agreement([v.faithful and v.complete for v in said], [r.right for r in known]),
        on_support=agreement([v.faithful for v in said], [_is_supported(r) for r in known]),
    )


def agreement(one: Sequence[bool], other: Sequence[bool]) -> Agreement:
    """The share of equal verdicts, and Cohen's kappa (1960): (p - e) / (1 - e).

    e is the share that would be equal by chance, given how often each says yes. The trap: where
    nearly all is right, the share is high and says nothing, and kappa is low or undefined.
    """
    count = len(one)
    if not count:
        return Agreement(cases=0, share=None, kappa=None)
    share = sum(a == b for a, b in zip(one, other, strict=True)) / count
    yes, no = sum(one) / count, sum(other) / count
    chance = yes * no + (1 - yes) * (1 - no)
    kappa = None if chance == 1 else (share - chance) / (1 - chance)
    return Agreement(cases=count, share=share, kappa=kappa)


def _is_supported(result: CaseResult) -> bool:
    return all(check["verdict"] != "fail" for check in result.answer["checks"])


def _verdict(result: CaseResult, ask: Ask) -> Verdict:
    """Ask once more where the reply is no verdict; raise ValueError or EndpointFailed."""
    prompt = JUDGING_PROMPT.invoke(
        {
            "question": _fenced(result.case.question),
            "passages": _fenced(_passages(result.answer)),
            "answer": _fenced(str(result.answer["answer"])),
        }
    )
    for _ in range(_TRIES):
        for found in _OBJECT.findall(ask(prompt)):
            try:
                return Verdict.model_validate(json.loads(found))
            except (ValidationError, ValueError):
                continue
    raise ValueError("评判模型没有给出合格的结论")


def _passages(answer: Json) -> str:
    """What the answer was made from; raise ValueError for a report that keeps no texts."""
    cited = {citation["doc_id"] for citation in answer["citations"]}
    ranked: Sequence[Any] = answer["passages"]
    passages = [one for one in ranked if one.get("doc_id") in cited] or list(ranked)
    passages = passages[:_PASSAGES]
    if not passages:
        return "（没有找到材料）"
    if any("text" not in passage for passage in passages):
        raise ValueError("这份报告没有保存材料的文字")
    return "\n".join(f"[{passage['rank']}] {passage['text']}" for passage in passages)


def _fenced(text: str) -> str:
    """What is judged cannot close its own tag."""
    return text.replace("<", "〈").replace(">", "〉")


def judgement_json(judgement: Judgement) -> Json:
    return {
        "model": judgement.model,
        "verdicts": {case: verdict.model_dump() for case, verdict in judgement.verdicts.items()},
        "failures": dict(judgement.failures),
        "on_right": asdict(judgement.on_right),
        "on_support": asdict(judgement.on_support),
    }


def judgement_text(judgement: Judgement) -> str:
    """The judge's word in a few lines, with its name."""
    said = judgement.verdicts.values()
    lines = [
        f"评判模型 {judgement.model}：评了 {len(said)} 题，没评成 {len(judgement.failures)} 题。"
    ]
    if said:
        faithful = sum(verdict.faithful for verdict in said) / len(said)
        complete = sum(verdict.complete for verdict in said) / len(said)
        lines.append(
            f"有依据 {faithful:.3f}，完整 {complete:.3f}（这是模型的看法，不计入上面的分数）"
        )
    for what, found in (("答对与否", judgement.on_right), ("有没有无据内容", judgement.on_support)):
        if found.share is not None:
            kappa = "无从计算" if found.kappa is None else f"{found.kappa:.2f}"
            lines.append(f"与程序判断的一致程度（{what}）：{found.share:.3f}，kappa {kappa}")
    return "\n".join(lines)
