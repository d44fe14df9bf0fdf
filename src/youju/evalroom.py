"""What is done with suites over one assistant: run, keep, compare, show; and a case from a chat.

Puts the parts of `evaluation` together. Knows nothing of pages or terminals.
"""

import json
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import Protocol

from youju.answering.citing import with_markers
from youju.drafting.briefs import brief_of_text, completed
from youju.drafting.drafts import Draft, Outlined
from youju.draftroom import DraftRoom
from youju.errors import BadInput
from youju.evaluation import report as reporting
from youju.evaluation import runner
from youju.evaluation.comparing import Comparison, compare
from youju.evaluation.html import as_html
from youju.evaluation.records import EvaluationReport, case_json, load_report
from youju.evaluation.scoring import Shelf, locate
from youju.evaluation.suites import EvidenceQuote, QACase, load_suites
from youju.retrieval.query import Holdings, analyse
from youju.settings import Settings
from youju.types import Answer, Chunk, Document, DocumentFacts, History, Passage, Sentence, Timings

OWN_SUITE = "本单位.jsonl"  # the cases that users make of answers that were not right
SUITES = Path("eval/suites")  # those that come with the project
_REFUSALS = "拒答|没有答案|无"


class Measured(Shelf, Protocol):
    """The assistant, as far as it is measured."""

    @property
    def settings(self) -> Settings: ...
    @property
    def drafting(self) -> DraftRoom: ...
    def holdings(self) -> Holdings: ...
    def ask(self, question: str, history: History = (), *, quote_only: bool = False) -> Answer: ...


class EvalRoom:
    """Evaluation of one assistant."""

    def __init__(self, assistant: Measured) -> None:
        self._assistant = assistant
        self._folder = assistant.settings.data_dir / "evaluation"

    # --- running ---

    def run(
        self,
        cases: Sequence[QACase],
        *,
        quote_only: bool,
        workers: int = 1,
        progress: Callable[[int, int, str], None] = lambda done, total, text: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> EvaluationReport:
        """Ask every case, drafts too; an interrupted run is taken up where it broke off."""
        plan = runner.Plan(
            fingerprint=self._assistant.settings.fingerprint,
            quote_only=quote_only,
            workers=workers,
            journal=self._folder,
            progress=progress,
            stopped=stopped,
        )
        return runner.run(_Subject(self._assistant, quote_only), cases, plan)

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
            file.write(json.dumps(case_json(case), ensure_ascii=False) + "\n")
        return case


class _Subject:
    """The assistant with its drafts as answers, so that one set of measures fits both."""

    def __init__(self, assistant: Measured, quote_only: bool) -> None:
        self._assistant = assistant
        self._quote_only = quote_only

    def ask(self, question: str, history: History = (), *, quote_only: bool = False) -> Answer:
        return self._assistant.ask(question, history, quote_only=quote_only)

    def documents(self) -> tuple[DocumentFacts, ...]:
        return self._assistant.documents()

    def document(self, doc_id: str) -> Document:
        return self._assistant.document(doc_id)

    def chunks(self, doc_id: str) -> Sequence[Chunk]:
        return self._assistant.chunks(doc_id)

    def draft(self, request: str) -> Answer:
        """A drafting request, answered by its draft; one that rests on nothing is a refusal."""
        began = monotonic()
        holdings = self._assistant.holdings()
        asked = brief_of_text(request, today=date.today(), holdings=holdings)
        brief = completed(asked, self._assistant.settings.place or None)
        evidence = first = 0
        draft: Draft | None = None
        for event in self._assistant.drafting.drafter.stream(brief, quote_only=self._quote_only):
            now = round((monotonic() - began) * 1000)
            if isinstance(event, Outlined):
                evidence = now
            elif isinstance(event, Draft):
                draft = event
            else:
                first = first or now
        assert draft is not None
        total = round((monotonic() - began) * 1000)
        return _answer_of(draft, request, holdings, Timings(
            evidence_ms=evidence, first_token_ms=first or None, total_ms=total
        ))  # fmt: skip


def _answer_of(draft: Draft, request: str, holdings: Holdings, timings: Timings) -> Answer:
    sentences = tuple(Sentence(text=s.text, citations=s.citations) for s in draft.sentences)
    found: dict[str, Passage] = {}
    for material in draft.outline.materials:
        passage = material.source.passage
        found.setdefault(passage.chunk.chunk_id, passage)
    return Answer(
        question=request,
        query=analyse(request, (), holdings),
        text=with_markers(sentences),
        sentences=sentences,
        table=None,
        citations=draft.citations,
        refused=not draft.citations,
        mode=draft.mode,
        notice=draft.notice,
        checks=draft.checks,
        passages=tuple(found.values()),
        timings=timings,
        fingerprint=draft.fingerprint,
    )
