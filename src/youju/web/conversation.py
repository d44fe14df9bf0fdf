"""A conversation as a page holds it: exchanges that grow, end, fail, are stopped, or are kept.

Knows nothing of Gradio, of how an answer is made, or of how it looks (replies, sources).
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Any, Protocol

from youju.conversations import KeptAnswer
from youju.errors import NotFound, YoujuError
from youju.settings import Settings
from youju.store import Store
from youju.types import (
    Answer,
    AnswerEvent,
    Citation,
    Document,
    Evidence,
    History,
    Status,
    Turn,
    Words,
)
from youju.web.marking import MARKER
from youju.web.replies import (
    render_answer,
    render_cut_off,
    render_failure,
    render_growing,
    render_unkept,
    render_unread,
)
from youju.web.sources import render_section

_log = logging.getLogger(__name__)
_CRASH = "程序出错，这个问题没有答成。"
_CRASH_REMEDY = "请再问一次；仍不行，把启动窗口里的记录发给管理员"


class Assistant(Protocol):
    """What the page needs of the assistant."""

    @property
    def settings(self) -> Settings: ...
    @property
    def store(self) -> Store: ...
    def stream(self, question: str, history: History = ()) -> Iterator[AnswerEvent]: ...
    def document(self, doc_id: str) -> Document: ...
    def status(self) -> Status: ...
    def examples(self) -> tuple[str, ...]: ...
    def start(self) -> None: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One question and what the page shows for it."""

    question: str
    reply: str  # HTML
    cut_off: str  # HTML: the reply as it stays if it is stopped now
    sources: str  # HTML: its section of the panel; empty before the evidence is there
    said: str  # the checked answer, which later questions may lean on; empty until there is one
    under_way: bool
    answer: Answer | None = None  # what can be exported
    failed: bool = False  # no answer came of it: its question is to be put again


Conversation = tuple[Exchange, ...]


def converse(assistant: Assistant, question: str, past: Conversation) -> Iterator[Exchange]:
    """Yield the exchange as it grows; the last one is no longer under way, whatever happened."""
    key = len(past) + 1
    now = Exchange(
        question=question,
        reply=render_growing(key, None, ""),
        cut_off=render_cut_off(key, None, ""),
        sources="",
        said="",
        under_way=True,
    )
    yield now
    try:
        for grown in _grow(assistant, key, now, history_of(past)):
            yield (now := grown)
        if now.under_way:
            yield _failed(now, "这个问题没有答完。", "请再问一次")
    except YoujuError as error:
        yield _failed(now, error.message, error.remedy)
    except Exception:  # the rim: a reader gets a sentence, the log gets the trace
        _log.exception("no answer to %r", question)
        yield _failed(now, _CRASH, _CRASH_REMEDY)


def _grow(assistant: Assistant, key: int, now: Exchange, history: History) -> Iterator[Exchange]:
    evidence: Evidence | None = None
    words = ""
    for event in assistant.stream(now.question, history):
        match event:
            case Evidence():
                evidence = event
                documents = _documents(assistant, event.quotes)
                sources = render_section(key, event.quotes, event.passages, documents)
                now = replace(now, sources=sources)
            case Words():
                words += event.text
            case Answer():
                yield _answered(assistant, key, event, evidence)
                return
        now = replace(
            now,
            reply=render_growing(key, evidence, words),
            cut_off=render_cut_off(key, evidence, words),
        )
        yield now


def _answered(
    assistant: Assistant, key: int, answer: Answer, before: Evidence | None = None
) -> Exchange:
    """The exchange as it stays."""
    documents = _documents(assistant, answer.citations)
    gone = {citation.doc_id for citation in answer.citations} - documents.keys()
    return Exchange(
        question=answer.question,
        reply=render_answer(key, answer, gone, before),
        cut_off="",
        sources=render_section(key, answer.citations, answer.passages, documents),
        said=answer.text,
        under_way=False,
        answer=answer,
    )


def recalled(assistant: Assistant, answers: Sequence[KeptAnswer]) -> Conversation:
    """A conversation from the record, as the page showed it, over the documents of today."""
    return tuple(_recalled(assistant, key, kept) for key, kept in enumerate(answers, start=1))


def _recalled(assistant: Assistant, key: int, kept: KeptAnswer) -> Exchange:
    if kept.answer:
        return _answered(assistant, key, kept.answer)
    return Exchange(
        question=kept.question,
        reply=render_unread(kept.text),
        cut_off="",
        sources=render_section(key, (), (), {}),
        said=kept.text,
        under_way=False,
    )


def keeping(exchanges: Iterator[Exchange], keep: Callable[[Answer], None]) -> Iterator[Exchange]:
    """The exchanges as they come; an answer is kept once it has been handed on.

    When that fails, the last exchange comes again and says so.
    """
    last: Exchange | None = None
    for last in exchanges:
        yield last
    if last and last.answer:
        try:
            keep(last.answer)
        except YoujuError as error:
            yield replace(last, reply=render_unkept(last.reply, error.message, error.remedy))


def removed(assistant: Assistant, answers: Sequence[KeptAnswer]) -> set[str]:
    """Ids of the cited documents that have left the library."""
    citations = [c for kept in answers if kept.answer for c in kept.answer.citations]
    return {c.doc_id for c in citations} - _documents(assistant, citations).keys()


def _documents(assistant: Assistant, citations: Sequence[Citation]) -> dict[str, Document]:
    """The cited documents, without those that were removed since: their cards say so."""
    documents = {}
    for doc_id in dict.fromkeys(c.doc_id for c in citations):
        try:
            documents[doc_id] = assistant.document(doc_id)
        except NotFound:
            continue
    return documents


def _failed(now: Exchange, message: str, remedy: str) -> Exchange:
    reply = render_failure(message, remedy)
    return replace(now, reply=reply, under_way=False, failed=True)


def history_of(past: Conversation) -> tuple[Turn, ...]:
    """The questions that were answered, and their answers, without markers."""
    turns: list[Turn] = []
    for exchange in past:
        if exchange.said:
            turns.append(Turn(role="user", content=exchange.question))
            turns.append(Turn(role="assistant", content=MARKER.sub("", exchange.said)))
    return tuple(turns)


class Turnstile:
    """Lets one answer of a page through at a time, and can end it at once.

    Only who is passing writes on the page: an answer that is cancelled from outside may still
    write after the one who cancelled it.
    """

    def __init__(self) -> None:
        self._passing = Lock()
        self._stop = Event()
        self.forget = False

    def __deepcopy__(self, memo: dict[int, Any]) -> "Turnstile":
        return Turnstile()  # what makes the copies is Gradio, one for each page

    @property
    def is_free(self) -> bool:
        """Whether no answer is under way."""
        return not self._passing.locked()

    def enter(self) -> bool:
        """Whether the way was free; if so, it is taken until `leave`."""
        if not self._passing.acquire(blocking=False):
            return False
        self._stop, self.forget = Event(), False
        return True

    def leave(self) -> None:
        self._stop.set()
        self._passing.release()

    def stop(self, *, forget: bool = False) -> None:
        """Ask whoever is passing to end, and perhaps to leave an empty page."""
        self.forget = forget
        self._stop.set()

    def heed(self, exchanges: Iterator[Exchange]) -> Iterator[Exchange]:
        """The exchanges as they come; when stopped, the last one as it stays then.

        They are made in a thread of their own, which ends with the step that it is at: a model
        that is silent for a minute does not hold up the stop button.
        """
        stop = self._stop
        steps: SimpleQueue[Exchange | None] = SimpleQueue()

        def make() -> None:
            try:
                for exchange in exchanges:
                    if stop.is_set():
                        break
                    steps.put(exchange)
            finally:
                steps.put(None)

        Thread(target=make, name="answer", daemon=True).start()
        last: Exchange | None = None
        while not stop.is_set():
            try:
                step = steps.get(timeout=0.1)
            except Empty:
                continue
            if step is None:
                break
            last = step
            yield last
        if last and last.under_way:  # only a stop leaves it so
            yield replace(last, reply=last.cut_off, under_way=False)
