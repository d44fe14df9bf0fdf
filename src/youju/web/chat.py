"""The 问答 tab: where things stand, and what happens when something is pressed.

Does not know how an answer is made or grows (conversation), how it looks (replies, sources), or
what surrounds the tab. How a click on a marker finds its source is known to static/sources.js.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from youju.errors import YoujuError
from youju.web.conversation import Assistant, Conversation, Turnstile, converse
from youju.web.replies import render_examples, render_failure, render_question
from youju.web.sources import render_document, render_panel

_SOURCES_JS = Path(__file__).parent / "static" / "sources.js"
_BUSY = "上一个问题还在回答。请等它答完，或先按“停止”，再问这一个。"
_ASK_ON_CLICK = """
element.addEventListener("click", (event) => {
  const chip = event.target.closest("button");
  if (chip) trigger("select", { question: chip.textContent });
});
"""
_WELCOME = (
    '<div class="yj-welcome"><h2>言必有据</h2><p>只依据库内的讲话和报告作答：'
    "每一句都有出处，每一个数字都经核对；文献没有写的，直接说没有。</p></div>"
)


Update = dict[Any, Any]  # by component


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The components of the tab that change."""

    past: gr.State
    turnstile: gr.State
    log: gr.Chatbot
    panel: gr.HTML
    chips: gr.HTML
    box: gr.Textbox
    send: gr.Button
    stop: gr.Button
    new: gr.Button
    hint: gr.HTML


def build_chat(assistant: Assistant, clock: gr.Timer) -> None:
    """Lay out the tab in the surrounding Blocks; `clock` ticks for what changes by itself."""
    parts = _lay_out(assistant)
    desk = _Desk(assistant, parts)
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    streaming: dict[str, Any] = {
        "outputs": [parts.box, *desk.view(())],
        "concurrency_limit": None,  # the assistant queues for the model; evidence need not wait
        "trigger_mode": "multiple",  # a second question gets an answer: that it is too early
        **quiet,
    }
    memory = [parts.past, parts.turnstile]
    gr.on([parts.box.submit, parts.send.click], desk.ask, [parts.box, *memory], **streaming)
    parts.chips.select(desk.ask_example, memory, **streaming)
    parts.new.click(desk.renew, parts.turnstile, **streaming)
    parts.stop.click(desk.halt, parts.turnstile, queue=False, **quiet)
    clock.tick(desk.suggest, [parts.past, parts.chips], parts.chips, queue=False, **quiet)


class _Desk:
    """What happens when something is pressed."""

    def __init__(self, assistant: Assistant, parts: _Parts) -> None:
        self.assistant = assistant
        self.parts = parts

    def ask(self, question: str, past: Conversation, turnstile: Turnstile) -> Iterator[Update]:
        if not question.strip():
            yield {self.parts.hint: ""}
        elif not turnstile.enter():
            yield {self.parts.hint: _BUSY}
        else:
            try:
                taken: Update = {self.parts.box: "", self.parts.hint: ""}
                for exchange in turnstile.heed(converse(self.assistant, question.strip(), past)):
                    yield {**self.view((*past, exchange)), **taken}
                    taken = {}  # what is typed meanwhile stays
                if turnstile.forget:
                    yield self.fresh()
            finally:
                turnstile.leave()

    def ask_example(
        self, past: Conversation, turnstile: Turnstile, clicked: gr.EventData
    ) -> Iterator[Update]:
        yield from self.ask(str(clicked.question), past, turnstile)

    def halt(self, turnstile: Turnstile) -> None:
        turnstile.stop()

    def renew(self, turnstile: Turnstile) -> Update:
        if turnstile.enter():
            turnstile.leave()
            return self.fresh()
        turnstile.stop(forget=True)
        return {self.parts.hint: ""}

    def suggest(self, past: Conversation, shown: str) -> Any:
        return gr.skip() if past or shown else render_examples(self.assistant.examples())

    def fresh(self) -> Update:
        """An empty conversation."""
        return {**self.view(()), self.parts.chips: render_examples(self.assistant.examples())}

    def view(self, past: Conversation) -> Update:
        """All that depends on the conversation: no step of a stream needs the one before."""
        under_way = bool(past) and past[-1].under_way
        view: Update = {
            self.parts.past: past,
            self.parts.log: messages(past),
            self.parts.panel: render_panel([exchange.sources for exchange in past]),
            self.parts.chips: "",
            self.parts.send: gr.update(visible=not under_way),
            self.parts.stop: gr.update(visible=under_way),
        }
        return view if under_way else {**view, self.parts.hint: ""}


def _lay_out(assistant: Assistant) -> _Parts:
    past, turnstile = gr.State(()), gr.State(Turnstile())
    with gr.Row(elem_classes="yj-chat"):
        with gr.Column(elem_classes="yj-left"):
            log = gr.Chatbot(
                elem_id="yj-log",
                label="对话",
                show_label=False,
                container=False,
                buttons=[],
                latex_delimiters=[],
                allow_tags=False,
                sanitize_html=False,  # replies escapes all text; the filter would drop our buttons
                group_consecutive_messages=False,
                layout="panel",
                placeholder=_WELCOME,
            )
            chips = gr.HTML(
                lambda: render_examples(assistant.examples()),  # as the page is opened
                elem_id="yj-examples",
                apply_default_css=False,
                js_on_load=_ASK_ON_CLICK,
            )
            hint = gr.HTML(elem_id="yj-hint", apply_default_css=False, js_on_load=None)
            with gr.Row(elem_classes="yj-ask"):
                box = gr.Textbox(
                    elem_id="yj-question",
                    label="问题",
                    show_label=False,
                    container=False,
                    placeholder="请输入问题，按回车发送",
                    lines=1,
                    max_lines=6,
                    max_length=assistant.settings.question_chars,
                    autofocus=True,
                    scale=1,
                )
                send = gr.Button("发送", variant="primary", elem_id="yj-send", scale=0)
                stop = gr.Button("停止", visible=False, elem_id="yj-stop", scale=0)
                new = gr.Button("新对话", elem_id="yj-new", scale=0)
        with gr.Column(elem_classes="yj-right"):
            panel = _source_panel(assistant)
    return _Parts(
        past=past,
        turnstile=turnstile,
        log=log,
        panel=panel,
        chips=chips,
        box=box,
        send=send,
        stop=stop,
        new=new,
        hint=hint,
    )


def _source_panel(assistant: Assistant) -> gr.HTML:
    def whole_document(address: list[Any]) -> str:
        """Called by static/sources.js, with the document's id and a span."""
        doc_id, start, end = str(address[0]), int(address[1]), int(address[2])
        try:
            return render_document(assistant.document(doc_id), start, end)
        except YoujuError as error:
            return render_failure(error.message, error.remedy)

    return gr.HTML(
        render_panel([]),
        elem_id="yj-sources",
        apply_default_css=False,
        js_on_load=_SOURCES_JS.read_text(encoding="utf-8"),
        server_functions=[whole_document],
    )


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
