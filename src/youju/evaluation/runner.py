"""Runs a suite: each case becomes a result, or a failure that is kept apart from the scores."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from youju.errors import BadSuite
from youju.evaluation.metrics import (
    Span,
    citation_scores,
    forbidden_held,
    keys_held,
    overlap,
    retrieval_scores,
)
from youju.evaluation.suites import QACase
from youju.types import Answer, Chunk, Document, DocumentFacts, History, Turn

_log = logging.getLogger(__name__)


class Subject(Protocol):
    """What is measured."""

    def ask(self, question: str, history: History = (), *, quote_only: bool = False) -> Answer: ...
    def documents(self) -> Sequence[DocumentFacts]: ...
    def document(self, doc_id: str) -> Document: ...
    def chunks(self, doc_id: str) -> Sequence[Chunk]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """A case, its answer, and its scores by name (see `metrics`); `right` sums them up."""

    case: QACase
    answer: Answer
    scores: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFailure:
    """A case on which the program broke: no score, and never a zero."""

    case: QACase
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationReport:
    """All results and all failures of one run."""

    results: tuple[CaseResult, ...]
    failures: tuple[CaseFailure, ...]
    fingerprint: str


def run(
    subject: Subject,
    cases: Sequence[QACase],
    *,
    quote_only: bool = False,
    progress: Callable[[int, int, str], None] = lambda done, total, name: None,
) -> EvaluationReport:
    """Ask every case; raise BadSuite first when evidence is not in the library."""
    places = _locate(subject, cases)
    results: list[CaseResult] = []
    failures: list[CaseFailure] = []
    for done, case in enumerate(cases):
        progress(done, len(cases), case.id)
        history = tuple(Turn(role=m.role, content=m.content) for m in case.history)
        try:
            answer = subject.ask(case.question, history, quote_only=quote_only)
        except Exception as error:  # one broken case must not cost the whole run
            _log.warning("case %s broke", case.id, exc_info=True)
            failures.append(CaseFailure(case=case, error=f"{type(error).__name__}: {error}"))
        else:
            scores = score(case, answer, places[case.id], subject)
            results.append(CaseResult(case=case, answer=answer, scores=scores))
    progress(len(cases), len(cases), "")
    fingerprint = results[0].answer.fingerprint if results else ""
    return EvaluationReport(
        results=tuple(results), failures=tuple(failures), fingerprint=fingerprint
    )


def score(
    case: QACase, answer: Answer, evidence: Sequence[Span], subject: Subject
) -> dict[str, float]:
    """Every measure that is defined for the case.

    `right`: refused if it had to be, else answered with every key; never anything forbidden.
    """
    held = keys_held(answer.text, case.answer_keys)
    clean = not forbidden_held(answer.text, case.must_not)
    refusal_right = answer.refused == case.expect_refusal
    scores = {
        "right": float(refusal_right and clean and (case.expect_refusal or held == 1.0)),
        "refusal_right": float(refusal_right),
        "seconds": answer.timings.total_ms / 1000,
    }
    if not case.expect_refusal:
        scores["keys"] = 0.0 if answer.refused else held
    if evidence:
        relevant = _chunks_of(evidence, subject)
        ranked = [passage.chunk.chunk_id for passage in answer.passages]
        scores |= retrieval_scores(ranked, relevant)
    if evidence and not case.expect_refusal:
        cited = [] if answer.refused else [(c.doc_id, c.start, c.end) for c in answer.citations]
        any_suffices = case.type in ("fact", "followup", "trap")
        scores |= citation_scores(cited, evidence, any_suffices=any_suffices)
    return scores


def _chunks_of(evidence: Sequence[Span], subject: Subject) -> set[str]:
    return {
        chunk.chunk_id
        for doc_id in {span[0] for span in evidence}
        for chunk in subject.chunks(doc_id)
        if any(overlap((doc_id, chunk.start, chunk.end), span) for span in evidence)
    }


def _locate(subject: Subject, cases: Sequence[QACase]) -> dict[str, list[Span]]:
    """Where each case's evidence stands in the library's documents."""
    texts: dict[str, list[tuple[str, str]]] = {}
    for facts in subject.documents():
        text = subject.document(facts.doc_id).text
        texts.setdefault(facts.source, []).append((facts.doc_id, text))
    places: dict[str, list[Span]] = {}
    faults = []
    for case in cases:
        places[case.id] = []
        for evidence in case.evidence:
            found = [
                (doc_id, start, start + len(evidence.quote))
                for doc_id, text in texts.get(evidence.source, ())
                if (start := text.find(evidence.quote)) >= 0
            ]
            places[case.id] += found
            if not found:
                faults.append(f"{case.id}：{evidence.source} 里没有“{evidence.quote}”")
    if faults:
        raise BadSuite(
            f"有{len(faults)}条依据不在知识库里：\n  " + "\n  ".join(faults),
            remedy="先导入测评集所用的文献（例如 youju ingest knowledge），或改正依据",
        )
    return places
