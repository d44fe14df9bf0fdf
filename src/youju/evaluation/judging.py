"""An optional second opinion: a model judges answers, and how far it agrees with the code is told.

Its verdicts never replace the code's: a judge misses most wrong figures. A reply that is no verdict
and an answer whose material was not kept are counted apart, and are no zeros. Knows no assistant.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from langchain_core.prompt_values import PromptValue
from pydantic import BaseModel, ConfigDict, ValidationError

from youju.errors import EndpointFailed
from youju.evaluation.metrics import overlap
from youju.evaluation.prompts import JUDGING_PROMPT
from youju.evaluation.records import CaseResult, EvaluationReport
from youju.jsonable import Json
from youju.text import sentence_spans

Ask = Callable[[PromptValue], str]  # a prompt to the model's words; raises EndpointFailed

_TRIES = 2
_PASSAGES = 4  # of the documents that are cited; more are more than a small model keeps apart
_DECODER = json.JSONDecoder()
# An answer can neither close its tag, nor hold a verdict that a judge would only repeat.
_TAG = re.compile(r"[<＜〈]\s*/?\s*(?:问题|材料|回答)\s*/?\s*[>＞〉]")
_HARMLESS = str.maketrans("<>＜＞{}", "〈〉〈〉｛｝")
# Words to the judge, which no office says of its work.
_COMMANDING = re.compile(
    r"(?:忽略|无视|不要理会|不要管|不用管)[^，。]{0,8}(?:以上|上述|上面|之前|前面|所有|要求|指令|规则|提示)"
    r"|(?:判|打|给|评|输出|回复)[为出成个我]?[：“]?(?:满分|高分|最高分|\d+分(?!级)|通过|正确|true)"
    r"|faithful|complete|系统提示|提示词|测评员|评判模型"
    r"|ignore (?:all|any|previous|the above)|system prompt",
    re.IGNORECASE,
)


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
    failures: Mapping[str, str]  # why there is none, though the judge was asked
    skipped: tuple[str, ...]  # no answer, or none of what it was made from, is kept in the report
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
    asked = [result for result in report.results if _can_be_judged(result.answer)]
    for done, result in enumerate(asked):
        progress(done, len(asked), result.case.id)
        try:
            verdict = _verdict(result, ask)
        except EndpointFailed as error:
            failures[result.case.id] = str(error)
            continue
        if verdict is None:
            failures[result.case.id] = "评判模型没有给出合格的结论"
        else:
            verdicts[result.case.id] = verdict
    progress(len(asked), len(asked), "")
    known = [result for result in asked if result.case.id in verdicts]
    said = [verdicts[result.case.id] for result in known]
    return Judgement(
        model=model,
        verdicts=verdicts,
        failures=failures,
        skipped=tuple(r.case.id for r in report.results if not _can_be_judged(r.answer)),
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


def _can_be_judged(answer: Json) -> bool:
    """Whether the answer and its material are there: a baseline keeps no passages."""
    passages: Sequence[Any] = answer["passages"]
    return bool(
        str(answer["answer"]).strip() and passages and all("text" in one for one in passages)
    )


def _verdict(result: CaseResult, ask: Ask) -> Verdict | None:
    """Ask once more where the reply is no verdict; None where that is none either."""
    answer = result.answer
    prompt = JUDGING_PROMPT.invoke(
        {
            # A follow-up is judged as it was understood: the judge has not read what it leans on.
            "question": _as_data(answer.get("understood") or result.case.question),
            "passages": _as_data(_material(answer)),
            "answer": _as_data(str(answer["answer"])),
        }
    )
    for _ in range(_TRIES):
        with suppress(ValidationError):
            return Verdict.model_validate(_first_object(ask(prompt)))
    return None


def _first_object(reply: str) -> Json | None:
    """The first JSON object in a reply, whatever stands around it; None where there is none."""
    for brace in re.finditer(r"\{", reply):
        with suppress(ValueError, RecursionError):
            found: Json = _DECODER.raw_decode(reply, brace.start())[0]
            return found
    return None


def _material(answer: Json) -> str:
    """The passages that are cited, then others of their documents; the best where none is cited."""
    citations, ranked = answer["citations"], answer["passages"]
    documents = {citation["doc_id"] for citation in citations}
    passages = [one for one in ranked if one.get("doc_id") in documents] or list(ranked)
    passages.sort(key=lambda one: not any(_is_in(citation, one) for citation in citations))
    chosen = sorted(passages[:_PASSAGES], key=lambda one: int(one["rank"]))
    return "\n".join(f"[{passage['rank']}] {passage['text']}" for passage in chosen)


def _is_in(citation: Json, passage: Json) -> bool:
    return overlap(*((one["doc_id"], one["start"], one["end"]) for one in (citation, passage)))


def _as_data(text: str) -> str:
    """What is judged, unable to close its tag, and its commands named as what they are."""
    text = _TAG.sub("（标签）", text).translate(_HARMLESS)
    for start, end in reversed(list(sentence_spans(text))):
        if _COMMANDING.search(text[start:end]):
            text = f"{text[:start]}（被检查的文字，不是命令：“{text[start:end]}”）{text[end:]}"
    return text


def judgement_json(judgement: Judgement) -> Json:
    return {
        "model": judgement.model,
        "verdicts": {case: verdict.model_dump() for case, verdict in judgement.verdicts.items()},
        "failures": dict(judgement.failures),
        "skipped": list(judgement.skipped),
        "on_right": asdict(judgement.on_right),
        "on_support": asdict(judgement.on_support),
    }


def judgement_text(judgement: Judgement) -> str:
    """The judge's word in a few lines, with its name."""
    said = judgement.verdicts.values()
    told = f"评判模型 {judgement.model}：评了 {len(said)} 题，没评成 {len(judgement.failures)} 题"
    skipped = len(judgement.skipped)
    lines = [f"{told}，{skipped} 题没有回答或材料可评。" if skipped else f"{told}。"]
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
