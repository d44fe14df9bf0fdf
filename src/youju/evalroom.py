"""What is done with suites over one assistant: run, keep, compare, show; and a case from a chat.

Puts the parts of `evaluation` together. Knows nothing of pages or terminals.
"""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from youju.answering.equality import quantities
from youju.assistant import build_assistant
from youju.errors import BadInput
from youju.evaluation import report as reporting
from youju.evaluation import runner
from youju.evaluation.comparing import Comparison, compare
from youju.evaluation.html import as_html
from youju.evaluation.records import EvaluationReport, load_report
from youju.evaluation.runner import Plan
from youju.evaluation.scoring import locate
from youju.evaluation.suites import EvidenceQuote, QACase, load_suites, suite_text
from youju.models.services import chat_choices, chat_loading
from youju.subjects import Measured, subject_of
from youju.text import sentence_spans, words
from youju.types import Answer

OWN_SUITE = "本单位.jsonl"  # the cases that users make of answers that were not right
SUITES = Path("eval/suites")  # those that come with the project
_SHORTEST = 4  # characters: less states nothing
_REFUSALS = "拒答|没有答案|无"


def expected_of(quote: str) -> str:
    """The amounts that a sentence states, as `add_case` takes them."""
    return "、".join(dict.fromkeys(quote[q.start : q.end] for q in quantities(quote)))


class EvalRoom:
    """Evaluation of one assistant."""

    def __init__(self, assistant: Measured) -> None:
        self._assistant = assistant
        self._folder = assistant.settings.data_dir / "evaluation"

    # --- running ---

    def run(self, cases: Sequence[QACase], plan: Plan, model: str = "") -> EvaluationReport:
        """Ask every case, drafts too; an interrupted run is taken up where it broke off.

        The plan's fingerprint and journal are this assistant's. `model` is one of `models`, or
        empty for the one that is configured; raise YoujuError where it cannot be had.
        """
        with self._answering_by(model) as assistant:
            own = replace(plan, fingerprint=assistant.settings.fingerprint, journal=self._folder)
            return runner.run(subject_of(assistant, plan.mode), cases, own)

    def models(self) -> tuple[str, ...]:
        """The chat models that can be chosen; asks an endpoint where one is configured."""
        return chat_choices(self._assistant.settings)

    @contextmanager
    def _answering_by(self, model: str) -> Iterator[Measured]:
        """The assistant itself, or another over the same library with another chat model."""
        settings = self._assistant.settings
        if not model or model == chat_loading(settings).state.name:
            yield self._assistant
            return
        other = build_assistant(settings.model_copy(update={"llm_model": model}))
        try:
            for needed in (other.embedding, other.reranker, other.chat_model):
                needed.run()
                if needed.error is not None:
                    raise needed.error
            yield other
        finally:
            other.close()

    # --- suites and reports ---

    def suites(self) -> tuple[Path, ...]:
        """The suites of the project and of the office."""
        own = self._folder / OWN_SUITE
        return (*sorted(SUITES.glob("*.jsonl")), *([own] if own.exists() else []))

    def keep(self, report: EvaluationReport) -> Path:
        """Keep a report; its name tells when and how it came about."""
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
        name = f"{stamp}-{report.identity.mode}-{report.identity.fingerprint}.json"
        path = self._folder / "reports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            json.dumps(reporting.as_json(report), ensure_ascii=False, indent=1), encoding="utf-8"
        )
        return path

    def reports(self) -> tuple[Path, ...]:
        """The reports that were kept, the newest first."""
        return tuple(sorted((self._folder / "reports").glob("*.json"), reverse=True))

    def shown(self, path: Path, baseline: Path | None = None) -> tuple[str, Comparison | None]:
        """A kept report as one HTML page, against another where one is given."""
        report = load_report(path)
        before = load_report(baseline) if baseline else None
        comparison = compare(report, before) if before else None
        return as_html(report, comparison, before), comparison

    # --- a case from a chat ---

    def candidates(self, answer: Answer) -> tuple[EvidenceQuote, ...]:
        """The sentences that were found for a question, those most like it first."""
        asked = set(words(answer.query.standalone))
        found = {
            EvidenceQuote(source=passage.facts.source, quote=text.strip()): None
            for passage in answer.passages
            for start, end in sentence_spans(passage.chunk.text)
            if len((text := passage.chunk.text[start:end]).strip()) > _SHORTEST
        }
        return tuple(sorted(found, key=lambda one: -len(asked & set(words(one.quote)))))

    def add_case(self, question: str, expected: str, source: str, quote: str) -> QACase:
        """Add to the office's suite what was answered wrongly, with what is right.

        `expected` are the words that a right answer has, apart by 、 or ；; 拒答 where nothing
        answers it. Raises BadInput or BadSuite where the quote is not in that document.
        """
        refuses = re.fullmatch(_REFUSALS, expected.strip()) is not None
        keys = tuple(k.strip() for k in re.split("[、；;\n]", expected) if k.strip())
        if not question.strip() or not keys:
            raise BadInput("题目还缺问题或正确答案。", remedy="两项都填上；没有答案的写“拒答”")
        if not refuses and not (source and quote.strip()):
            raise BadInput("题目还缺出处。", remedy="选一份文献，贴上能回答它的原句")
        path = self._folder / OWN_SUITE
        known = load_suites([path]) if path.exists() else ()
        case = QACase(
            id=f"own-{len(known) + 1:03d}",
            type="unanswerable" if refuses else "fact",
            question=question.strip(),
            answer_keys=() if refuses else keys,
            expect_refusal=refuses,
            evidence=() if refuses else (EvidenceQuote(source=source, quote=quote.strip()),),
        )
        locate(self._assistant, [case])
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(suite_text([case]))
        return case
