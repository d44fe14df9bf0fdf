"""The 问答 tab: how it is laid out, and what is called when something is pressed.

What then happens is in desk. How a click on a marker finds its source is known to
static/sources.js, how the drawer opens to static/history.js, how the page scrolls to static/log.js.
"""

from pathlib import Path
from typing import Any, Protocol

import gradio as gr
from gradio.context import Context

from youju.errors import YoujuError
from youju.web.complaints import Complained, lay_out_complaint, wire_complaint
from youju.web.conversation import Assistant, Turnstile
from youju.web.desk import Desk, Parts
from youju.web.history import render_history
from youju.web.replies import render_failure
from youju.web.sources import render_document, render_panel

_STATIC = Path(__file__).parent / "static"
# Fixed, so that a browser finds its conversation again after the program was started anew.
_STORAGE_KEY, _STORAGE_SECRET = "youju", "youju-conversation"
_ASK_ON_CLICK = """
element.addEventListener("click", (event) => {
  const chip = event.target.closest("button");
  if (chip) trigger("select", { question: chip.textContent });
});
"""
# In the browser, as what is typed while a server thinks would be lost.
_GIVE_BACK = "(typed, again) => [typed.trim() ? typed : again, '']"
_WELCOME = (
    '<div class="yj-welcome"><h2>言必有据</h2><p>只依据库内的讲话和报告作答：'
    "每一句都有出处，每一个数字都经核对；文献没有写的，直接说没有。</p></div>"
)


class Chatting(Assistant, Complained, Protocol):
    """What the tab needs of the assistant."""


def build_chat(assistant: Chatting, clock: gr.Timer) -> None:
    """Lay out the tab in the surrounding Blocks; `clock` ticks for what changes by itself."""
    parts = _lay_out(assistant)
    wire_complaint(assistant, parts.complaint, parts.past, parts.panel)
    desk = Desk(assistant, parts)
    _wire_asking(desk, parts)
    _wire_keeping(desk, parts)
    still: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
    clock.tick(desk.suggest, [parts.past, parts.chips], parts.chips, **still)
    page = Context.root_block
    assert page is not None, "a tab is built within the page"
    page.load(desk.arrive, parts.seat, [parts.seat, *desk.view(())], **still)


def _wire_asking(desk: Desk, parts: Parts) -> None:
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    streaming: dict[str, Any] = {
        "outputs": [parts.box, parts.seat, *desk.view(())],
        "concurrency_limit": None,  # the assistant queues for the model; evidence need not wait
        "trigger_mode": "multiple",  # a second question gets an answer: that it is too early
        **quiet,
    }
    memory = [parts.past, parts.seat, parts.turnstile]
    typed = [parts.box.submit, parts.send.click]
    asked = gr.on(typed, desk.ask, [parts.box, *memory], **streaming)
    offered = gr.on([parts.chips.select, parts.panel.select], desk.ask_chip, memory, **streaming)
    for answered in (asked, offered):
        box = [parts.box, parts.again]
        answered.then(None, box, box, js=_GIVE_BACK, queue=False, **quiet)
    parts.new.click(desk.renew, [parts.seat, parts.turnstile], **streaming)
    parts.stop.click(desk.halt, parts.turnstile, queue=False, **quiet)


def _wire_keeping(desk: Desk, parts: Parts) -> None:
    view = [parts.seat, *desk.view(())]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    drawer, listed = parts.history, [parts.history, parts.hint]
    drawer.expand(desk.list_earlier, parts.seat, listed, **quiet)
    drawer.select(desk.reopen, [parts.seat, parts.turnstile], view, **quiet)
    drawer.edit(desk.rename, parts.seat, listed, **quiet)
    drawer.delete(desk.delete, [parts.seat, parts.turnstile], [*view, parts.history], **quiet)
    saved = [parts.download, parts.hint]
    drawer.download(desk.export_conversation, parts.seat, saved, **quiet)
    parts.panel.download(desk.export_answer, [parts.past, parts.seat], saved, **quiet)


def _lay_out(assistant: Assistant) -> Parts:
    past, turnstile = gr.State(()), gr.State(Turnstile())
    seat = gr.BrowserState(None, storage_key=_STORAGE_KEY, secret=_STORAGE_SECRET)
    with gr.Row(elem_classes="yj-chat"):
        with gr.Column(elem_classes="yj-left"):
            history = _html(render_history((), ""), "yj-history", "history.js")
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
                autoscroll=False,  # static/log.js does it
                layout="panel",
                placeholder=_WELCOME,
            )
            complaint = lay_out_complaint()
            chips = gr.HTML(
                elem_id="yj-examples", apply_default_css=False, js_on_load=_ASK_ON_CLICK
            )
            hint = _html("", "yj-hint", "log.js")
            download = _html("", "yj-download", "download.js")
            with gr.Row(elem_classes="yj-ask"):
                box = _question_box()
                again = gr.Textbox(visible="hidden", elem_id="yj-again")
                send = gr.Button("发送", variant="primary", elem_id="yj-send", scale=0)
                stop = gr.Button("停止", visible=False, elem_id="yj-stop", scale=0)
                new = gr.Button("新对话", elem_id="yj-new", scale=0)
        with gr.Column(elem_classes="yj-right"):
            panel = _source_panel(assistant)
    return Parts(
        past=past,
        turnstile=turnstile,
        seat=seat,
        log=log,
        panel=panel,
        chips=chips,
        box=box,
        again=again,
        send=send,
        stop=stop,
        new=new,
        hint=hint,
        history=history,
        download=download,
        complaint=complaint,
    )


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="yj-question",
        label="问题",
        show_label=False,
        container=False,
        placeholder="请输入问题，按回车发送",
        lines=1,
        max_lines=6,
        autofocus=True,
        scale=1,
    )


def _html(value: str, elem_id: str, script: str) -> gr.HTML:
    code = (_STATIC / script).read_text(encoding="utf-8")
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=code)


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
        js_on_load=(_STATIC / "sources.js").read_text(encoding="utf-8"),
        server_functions=[whole_document],
    )
