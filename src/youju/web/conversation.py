"""A conversation as a page holds it: exchanges that grow, end, fail or are stopped.

Knows nothing of Gradio, of how an answer is made, or of how it looks (replies, sources).
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Any, Protocol

from youju.errors import NotFound, YoujuError
from youju.settings import Settings
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
from youju.web.replies import (
    MARKER,
    render_answer,
    render_cut_off,
    render_failure,
    render_growing,
)
from youju.web.sources import render_section

_log = logging.getLogger(__name__)
_CRASH = "程序出错，这个问题没有答成。"
_CRASH_REMEDY = "请再问一次；仍不行，把启动窗口里的记录发给管理员"


class Assistant(Protocol):
    """What the page needs of the assistant."""

    @property
    def settings(self) -> Settings: ...
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
                now = replace(now, sources=_section(assistant, key, event.quotes, event))
            case Words():
                words += event.text
            case Answer():
                sources = _section(assistant, key, event.citations, event)
                reply = render_answer(key, event)
                yield replace(now, reply=reply, sources=sources, said=event.text, under_way=False)
                return
        now = replace(
            now,
            reply=render_growing(key, evidence, words),
            cut_off=render_cut_off(key, evidence, words),
        )
        yield now


def _section(
    assistant: Assistant, key: int, citations: Sequence[Citation], event: Evidence | Answer
) -> str:
    documents = {}
    for doc_id in dict.fromkeys(c.doc_id for c in citations):
        try:
            documents[doc_id] = assistant.document(doc_id)
        except NotFound:  # removed since it was indexed: its card says so
            continue
    return render_section(key, citations, event.passages, documents)


def _failed(now: Exchange, message: str, remedy: str) -> Exchange:
    return replace(now, reply=render_failure(message, remedy), under_way=False)


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
