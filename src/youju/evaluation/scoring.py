"""A case and its answer become scores: which measure is asked of which case.

Knows nothing of runs. What a measure means stands in `metrics`.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePath
from typing import Protocol

from youju.errors import BadSuite
from youju.evaluation.metrics import (
    Span,
    Undefined,
    chrf,
    citation_scores,
    errors_of,
    figure_support,
    forbidden_held,
    keys_held,
    numbers_exact,
    overlap,
    retrieval_scores,
)
from youju.evaluation.suites import QACase
from youju.text import estimate_tokens
from youju.types import Answer, Chunk, Document, DocumentFacts, Passage

# Where each piece of evidence states the whole fact, one of them is enough.
_ONE_SUFFICES = frozenset({"fact", "followup", "trap"})
_DIGITS = 6  # as in a stored report, so that a result read back is equal to a fresh one


class Shelf(Protocol):
    """The documents that answers are made from."""

    def documents(self) -> tuple[DocumentFacts, ...]: ...
    def document(self, doc_id: str) -> Document: ...
    def chunks(self, doc_id: str) -> Sequence[Chunk]: ...


def score(case: QACase, answer: Answer, evidence: Sequence[Span], shelf: Shelf) -> dict[str, float]:
    """Every measure that is defined for the case.

    `right`: refused if it had to be, else answered with every key; never anything forbidden.
    A question that is refused wrongly holds no key, no number and no citation.
    """
    held = keys_held(answer.text, case.answer_keys)
    clean = not forbidden_held(answer.text, case.must_not)
    refusal_right = answer.refused == case.expect_refusal
    scores = {
        "right": float(refusal_right and clean and (case.expect_refusal or held == 1.0)),
        "refusal_right": float(refusal_right),
        "place_errors": float(errors_of(answer.checks, "place")),
        "period_errors": float(errors_of(answer.checks, "period")),
        "answer_tokens": float(estimate_tokens(answer.text)),
    }
    with suppress(Undefined):
        scores["figure_support"] = figure_support(answer.checks)
    if evidence:
        scores |= ranking_scores(case, answer.passages, evidence, shelf)
    if not case.expect_refusal:
        scores |= _answered(case, answer, evidence)
    return {name: round(value, _DIGITS) for name, value in scores.items()}


def ranking_scores(
    case: QACase, passages: Sequence[Passage], evidence: Sequence[Span], shelf: Shelf
) -> dict[str, float]:
    """The measures of a ranking: of chunks, or of documents where only those are known."""
    if case.documents:
        ranked = [passage.chunk.doc_id for passage in passages]
        return retrieval_scores(ranked, {span[0] for span in evidence})
    ranked = [passage.chunk.chunk_id for passage in passages]
    return retrieval_scores(ranked, _chunks_of(evidence, shelf))


def _answered(case: QACase, answer: Answer, evidence: Sequence[Span]) -> dict[str, float]:
    """The measures of a case that has an answer."""
    text = "" if answer.refused else answer.text
    scores = {"keys": keys_held(text, case.answer_keys) if text else 0.0}
    with suppress(Undefined):
        scores["numbers"] = numbers_exact(text, case.answer_keys)
    one_suffices = case.type in _ONE_SUFFICES or bool(case.documents)
    quotes = [piece.quote for piece in case.evidence]
    references = quotes if one_suffices else ["".join(quotes)]
    if wanted := [case.reference] if case.reference else [r for r in references if r]:
        scores["chrf"] = max(chrf(text, reference) for reference in wanted)
    if evidence:
        cited = [] if answer.refused else [(c.doc_id, c.start, c.end) for c in answer.citations]
        scores |= citation_scores(cited, evidence, any_suffices=one_suffices)
    return scores


def _chunks_of(evidence: Sequence[Span], shelf: Shelf) -> set[str]:
    return {
        chunk.chunk_id
        for doc_id in {span[0] for span in evidence}
        for chunk in shelf.chunks(doc_id)
        if any(overlap((doc_id, chunk.start, chunk.end), span) for span in evidence)
    }


def locate(shelf: Shelf, cases: Sequence[QACase]) -> dict[str, list[Span]]:
    """Where each case's evidence stands in the documents; raise BadSuite naming what is nowhere."""
    texts = texts_by_name(shelf)
    places: dict[str, list[Span]] = {}
    faults = []
    for case in cases:
        places[case.id] = []
        for source, quote in wanted(case):
            found = [
                (doc_id, start, start + len(quote) if quote else len(text))
                for doc_id, text in texts.get(source, ())
                if (start := text.find(quote)) >= 0
            ]
            places[case.id] += found
            if not found:
                what = f"{source} 里没有“{quote}”" if quote else f"知识库里没有来源 {source}"
                faults.append(f"{case.id}：{what}")
    if faults:
        raise BadSuite(
            f"有{len(faults)}条依据不在知识库里：\n  " + "\n  ".join(faults),
            remedy="先导入测评集所用的文献（例如 youju ingest knowledge），或改正依据",
        )
    return places


def texts_by_name(shelf: Shelf) -> dict[str, list[tuple[str, str]]]:
    """The ids and clean texts of the documents by their source, and by that of folded copies."""
    texts: dict[str, list[tuple[str, str]]] = {}
    for facts in shelf.documents():
        text = shelf.document(facts.doc_id).text
        files = (PurePath(address).name for address in facts.addresses)
        for name in dict.fromkeys((facts.source, *files)):
            texts.setdefault(name, []).append((facts.doc_id, text))
    return texts


def wanted(case: QACase) -> list[tuple[str, str]]:
    """The sources and quotes of a case; no quote: the document as a whole."""
    return [(e.source, e.quote) for e in case.evidence] + [(name, "") for name in case.documents]
