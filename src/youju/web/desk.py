"""What happens on the 问答 tab when something is pressed.

Does not know how an answer is made or grows (conversation), how it looks (replies, sources), or
how the tab is laid out (chat).
"""

from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

import gradio as gr

from youju.conversations import Conversations, KeptAnswer
from youju.errors import NotFound, YoujuError
from youju.web.complaints import Form
from youju.web.conversation import (
    Assistant,
    Conversation,
    Turnstile,
    converse,
    keeping,
    recalled,
    removed,
)
from youju.web.exporting import Transcript, as_docx, as_markdown, file_name
from youju.web.history import render_download, render_history
from youju.web.replies import render_examples, render_question
from youju.web.sources import render_panel

_BUSY = "上一个问题还在回答。请等它答完，或先按“停止”，再问这一个。"
_BUSY_HERE = "上一个问题还在回答。请等它答完，或先按“停止”。"
_EMPTY = "问题是空的。请先输入一个问题，再发送。"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FILES: dict[str, tuple[str, Callable[[Transcript], bytes]]] = {
    "md": ("text/markdown;charset=utf-8", lambda asked: as_markdown(asked).encode("utf-8")),
    "docx": (_WORD, as_docx),
}

Update = dict[Any, Any]  # by component


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The components of the tab that change."""

    past: gr.State
    turnstile: gr.State
    seat: gr.BrowserState
    log: gr.Chatbot
    panel: gr.HTML
    chips: gr.HTML
    box: gr.Textbox
    again: gr.Textbox  # not seen: a question that failed, for the box
    send: gr.Button
    stop: gr.Button
    new: gr.Button
    hint: gr.HTML
    history: gr.HTML
    download: gr.HTML
    complaint: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Whose page it is, and which conversation is open on it; both are names nobody guesses."""

    reader: str
    conversation: str

    @property
    def stored(self) -> list[str]:
        """As the browser keeps it."""
        return [self.reader, self.conversation]


def seat_of(stored: Any) -> Seat:
    """The seat that a browser has kept, where anything may stand; else a new one."""
    match stored:
        case [str(reader), str(conversation)] if reader and conversation:
            return Seat(reader=reader, conversation=conversation)
    return Seat(reader=uuid4().hex, conversation=uuid4().hex)


class Desk:
    """What happens when something is pressed; each method returns what changes on the page."""

    def __init__(self, assistant: Assistant, parts: Parts) -> None:
        self.assistant = assistant
        self.parts = parts
        self.kept = Conversations(assistant.store)

    # --- asking ---

    def ask(
        self, question: str, past: Conversation, stored: Any, turnstile: Turnstile
    ) -> Iterator[Update]:
        """Answer what was typed; it leaves the box once it is taken."""
        if question.strip():
            taken = {self.parts.box: "", self.parts.hint: ""}
            yield from self._answer(question.strip(), past, seat_of(stored), turnstile, taken)
        else:
            yield {self.parts.hint: _EMPTY}

    def ask_chip(
        self, past: Conversation, stored: Any, turnstile: Turnstile, pressed: gr.EventData
    ) -> Iterator[Update]:
        """Answer a question that was offered; what is being typed stays."""
        question, taken = str(pressed.question), {self.parts.hint: ""}
        yield from self._answer(question, past, seat_of(stored), turnstile, taken)

    def _answer(
        self, question: str, past: Conversation, seat: Seat, turnstile: Turnstile, taken: Update
    ) -> Iterator[Update]:
        if not turnstile.enter():
            yield {self.parts.hint: _BUSY}
            return
        try:
            past = past or self._recall(seat)  # the program may have been started anew since
            exchanges = keeping(
                converse(self.assistant, question, past),
                lambda given: self.kept.append(seat.reader, seat.conversation, given),
            )
            taken = {**taken, self.parts.seat: seat.stored}
            for exchange in turnstile.heed(exchanges):
                yield {**self.view((*past, exchange)), **taken}
                taken = {}  # what is typed meanwhile stays
            if turnstile.forget:
                yield self.fresh(seat)
        except YoujuError as error:
            yield {self.parts.hint: _told(error)}
        finally:
            turnstile.leave()

    def halt(self, turnstile: Turnstile) -> None:
        turnstile.stop()

    def renew(self, stored: Any, turnstile: Turnstile) -> Update:
        if turnstile.enter():
            turnstile.leave()
            return self.fresh(seat_of(stored))
        turnstile.stop(forget=True)
        return {self.parts.hint: ""}

    def suggest(self, past: Conversation, shown: str) -> Any:
        return gr.skip() if past or shown else render_examples(self.assistant.examples())

    # --- earlier conversations ---

    def arrive(self, stored: Any) -> Update:
        """Show the conversation that was open in this browser last."""
        seat = seat_of(stored)
        return self._or_told(lambda: self._opened(seat), otherwise=self.fresh(seat))

    def reopen(self, stored: Any, turnstile: Turnstile, pressed: gr.EventData) -> Update:
        seat = replace(seat_of(stored), conversation=str(pressed.conversation))
        if not turnstile.is_free:
            return {self.parts.hint: _BUSY_HERE}

        def reopen() -> Update:
            self.kept.one_of(seat.reader, seat.conversation)
            return self._opened(seat)

        return self._or_told(reopen)

    def list_earlier(self, stored: Any) -> Update:
        seat = seat_of(stored)
        return self._or_told(lambda: self._listed(seat))

    def rename(self, stored: Any, pressed: gr.EventData) -> Update:
        seat, name = seat_of(stored), str(pressed.conversation)

        def rename() -> Update:
            self.kept.rename(seat.reader, name, str(pressed.title))
            return self._listed(seat)

        return self._or_told(rename)

    def delete(self, stored: Any, turnstile: Turnstile, pressed: gr.EventData) -> Update:
        seat, name = seat_of(stored), str(pressed.conversation)
        is_here = name == seat.conversation
        if is_here and not turnstile.is_free:
            return {self.parts.hint: _BUSY_HERE}

        def delete() -> Update:
            self.kept.delete(seat.reader, name)
            return {**(self.fresh(seat) if is_here else {}), **self._listed(seat)}

        return self._or_told(delete)

    def _listed(self, seat: Seat) -> Update:
        conversations = self.kept.all_of(seat.reader)
        return {self.parts.history: render_history(conversations, seat.conversation)}

    def _or_told(self, change: Callable[[], Update], otherwise: Update | None = None) -> Update:
        try:
            return change()
        except YoujuError as error:
            return {**(otherwise or {}), self.parts.hint: _told(error)}

    def export_answer(self, past: Conversation, stored: Any, pressed: gr.EventData) -> Update:
        """A file of one answer of the conversation on the page."""

        def export() -> Update:
            shown = past or self._recall(seat_of(stored))
            number = int(pressed.answer)
            if number > len(shown):
                raise NotFound("这个回答已经不在了。", remedy="请刷新页面")
            given = shown[number - 1]
            kept = KeptAnswer(question=given.question, text=given.said, answer=given.answer)
            return self._file(given.question, date.today().isoformat(), (kept,), str(pressed.how))

        return self._or_told(export)

    def export_conversation(self, stored: Any, pressed: gr.EventData) -> Update:
        """A file of a whole conversation of this reader."""
        reader, name = seat_of(stored).reader, str(pressed.conversation)

        def export() -> Update:
            about = self.kept.one_of(reader, name)
            answers = self.kept.answers(reader, name)
            return self._file(about.title, about.changed[:10], answers, str(pressed.how))

        return self._or_told(export)

    def _file(self, title: str, day: str, answers: tuple[KeptAnswer, ...], how: str) -> Update:
        gone = removed(self.assistant, answers)
        transcript = Transcript(title=title, day=day, answers=answers, gone=gone)
        kind, write = _FILES[how]
        data_url = f"data:{kind};base64,{b64encode(write(transcript)).decode('ascii')}"
        link = render_download(file_name(transcript, how), data_url, uuid4().hex)
        return {self.parts.download: link}

    # --- what is seen ---

    def _opened(self, seat: Seat) -> Update:
        past = self._recall(seat)
        shown = self.view(past) if past else self.fresh(seat)
        return {**shown, self.parts.seat: seat.stored}

    def _recall(self, seat: Seat) -> Conversation:
        answers = self.kept.answers(seat.reader, seat.conversation)
        return recalled(self.assistant, answers)

    def fresh(self, seat: Seat) -> Update:
        """An empty conversation."""
        return {
            **self.view(()),
            self.parts.chips: render_examples(self.assistant.examples()),
            self.parts.seat: replace(seat, conversation=uuid4().hex).stored,
        }

    def view(self, past: Conversation) -> Update:
        """All that depends on the conversation: no step of a stream needs the one before."""
        under_way = bool(past) and past[-1].under_way
        failed = bool(past) and past[-1].failed
        return {
            self.parts.past: past,
            self.parts.log: messages(past),
            self.parts.panel: render_panel([exchange.sources for exchange in past]),
            self.parts.chips: "",
            self.parts.again: past[-1].question if failed else "",
            self.parts.send: gr.update(visible=not under_way),
            self.parts.stop: gr.update(visible=under_way),
            **({} if under_way else {self.parts.hint: ""}),
        }


def messages(past: Conversation) -> list[dict[str, str]]:
    """The conversation as gr.Chatbot takes it."""
    return [
        message
        for exchange in past
        for message in (
            {"role": "user", "content": render_question(exchange.question)},
            {"role": "assistant", "content": exchange.reply},
        )
    ]


def _told(error: YoujuError) -> str:
    return f"{error.message}{error.remedy}。"
