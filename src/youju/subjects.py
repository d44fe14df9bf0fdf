"""An assistant as the subject of a run: it answers, drafts, or only searches.

Knows nothing of suites and measures.
"""

from collections.abc import Sequence
from datetime import date
from time import monotonic
from typing import Protocol

from youju.answering.citing import with_markers
from youju.drafting.briefs import brief_of_text, completed
from youju.drafting.drafts import Draft, Outlined
from youju.draftroom import DraftRoom
from youju.evaluation.records import RunMode
from youju.evaluation.runner import Subject
from youju.evaluation.scoring import Shelf
from youju.retrieval.query import Holdings, analyse
from youju.retrieval.retriever import Retrieval
from youju.settings import Settings
from youju.types import Answer, Chunk, Document, DocumentFacts, History, Passage, Sentence, Timings

_DEPTH = 30  # passages of a search: several may be of one document


class Measured(Shelf, Protocol):
    """The assistant, as far as it is measured."""

    @property
    def settings(self) -> Settings: ...
    @property
    def drafting(self) -> DraftRoom: ...
    def search(self, question: str, k: int) -> tuple[Retrieval, int]: ...
    def holdings(self) -> Holdings: ...
    def ask(self, question: str, history: History = (), *, quote_only: bool = False) -> Answer: ...


def subject_of(assistant: Measured, mode: RunMode) -> Subject:
    """What a run in this mode asks."""
    if mode == "retrieval":
        return _Search(assistant)
    return _Desk(assistant, quote_only=mode == "quoted")


class _Books:
    """The assistant's documents."""

    def __init__(self, assistant: Measured) -> None:
        self._assistant = assistant

    def documents(self) -> tuple[DocumentFacts, ...]:
        return self._assistant.documents()

    def document(self, doc_id: str) -> Document:
        return self._assistant.document(doc_id)

    def chunks(self, doc_id: str) -> Sequence[Chunk]:
        return self._assistant.chunks(doc_id)


class _Search(_Books):
    """Passages alone: nothing is said, and nothing refused."""

    def ask(self, question: str, history: History = (), *, quote_only: bool = False) -> Answer:
        found, milliseconds = self._assistant.search(question, _DEPTH)
        return _blank(question, self._assistant.holdings(), found.passages, milliseconds)


class _Desk(_Books):
    """Answers, with drafts for answers as well, so that one set of measures fits both."""

    def __init__(self, assistant: Measured, *, quote_only: bool) -> None:
        super().__init__(assistant)
        self._quote_only = quote_only

    def ask(self, question: str, history: History = (), *, quote_only: bool = False) -> Answer:
        return self._assistant.ask(question, history, quote_only=quote_only)

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


def _blank(
    question: str, holdings: Holdings, passages: tuple[Passage, ...], milliseconds: int
) -> Answer:
    timings = Timings(evidence_ms=milliseconds, first_token_ms=None, total_ms=milliseconds)
    return Answer(
        question=question, query=analyse(question, (), holdings), text="", sentences=(),
        table=None, citations=(), refused=False, mode="quoted", notice="", checks=(),
        passages=passages, timings=timings, fingerprint="",
    )  # fmt: skip
