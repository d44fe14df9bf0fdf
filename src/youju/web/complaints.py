"""A wrong answer becomes a case of the office's suite: 答得不对, the right sentence, one press.

Knows the conversation and the form; what makes a case sound is for `evalroom`.
"""

import json
from dataclasses import dataclass
from typing import Any, Protocol

import gradio as gr

from youju.errors import YoujuError
from youju.evalroom import EvalRoom, expected_of
from youju.evaluation.suites import EvidenceQuote
from youju.subjects import Measured
from youju.web.conversation import Conversation
from youju.web.replies import render_failure

_NOWHERE = "（文献里没有答案，应当拒答）"
_REFUSES = "拒答"
_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}

Updates = dict[Any, Any]


class Complained(Measured, Protocol):
    """What the form needs of the assistant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The components of the form."""

    box: gr.Column
    question: gr.Textbox
    sentence: gr.Dropdown
    expected: gr.Textbox
    add: gr.Button
    cancel: gr.Button
    told: gr.HTML

    @property
    def everything(self) -> list[Any]:
        return [self.box, self.question, self.sentence, self.expected, self.told]


def lay_out_complaint() -> Form:
    """The form, hidden until an answer is complained of."""
    with gr.Column(visible=False, elem_id="yj-complaint") as box:
        question = gr.Textbox(label="问题", max_length=2000, value="")
        sentence = gr.Dropdown(
            label="正确的出处（从检索到的原文里选一句，可输入字词查找）", choices=[], value=None
        )
        expected = gr.Textbox(label="正确答案里必须有的词（用顿号隔开）", value="")
        with gr.Row():
            add = gr.Button("记为测评题", variant="primary")
            cancel = gr.Button("取消")
    told = gr.HTML("", elem_id="yj-complained")
    return Form(
        box=box, question=question, sentence=sentence, expected=expected, add=add, cancel=cancel,
        told=told,
    )  # fmt: skip


def wire_complaint(assistant: Complained, form: Form, past: gr.State, panel: gr.HTML) -> None:
    """Open it for the answer whose button was pressed; `panel` hears the button."""
    complaints = _Complaints(assistant, form)
    panel.edit(complaints.begin, past, form.everything, **_PRIVATE)
    form.sentence.input(complaints.choose, form.sentence, form.expected, **_PRIVATE)
    filled = [form.question, form.expected, form.sentence]
    form.add.click(complaints.keep, filled, form.everything, **_PRIVATE)
    form.cancel.click(complaints.close, None, form.everything, **_PRIVATE)


class _Complaints:
    """What each press does."""

    def __init__(self, assistant: Complained, form: Form) -> None:
        self._room = EvalRoom(assistant)
        self._form = form

    def begin(self, past: Conversation, pressed: gr.EventData) -> Updates:
        number = int(pressed.answer)
        answer = past[number - 1].answer if 0 < number <= len(past) else None
        if answer is None:
            return {self._form.told: render_failure("这个回答已经不在了。", "请刷新页面")}
        quotes = self._room.candidates(answer)
        choices = [(_label(quote), quote.model_dump_json()) for quote in quotes]
        return {
            self._form.box: gr.update(visible=True),
            self._form.question: answer.query.standalone or answer.question,
            self._form.sentence: gr.update(choices=[*choices, (_NOWHERE, _REFUSES)], value=None),
            self._form.expected: "",
            self._form.told: "",
        }

    def choose(self, sentence: str | None) -> Any:
        """The amounts of the sentence, for the user to leave or to change."""
        if not sentence:
            return ""
        return _REFUSES if sentence == _REFUSES else expected_of(_quote(sentence).quote)

    def keep(self, question: str, expected: str, sentence: str | None) -> Updates:
        quote = _quote(sentence) if sentence and sentence != _REFUSES else None
        if sentence == _REFUSES:
            expected = _REFUSES
        source, text = (quote.source, quote.quote) if quote else ("", "")
        try:
            case = self._room.add_case(question or "", expected or "", source, text)
        except YoujuError as error:
            return {self._form.told: render_failure(error.message, error.remedy)}
        told = f'<p class="yj-quiet">已记为测评题 {case.id}，在“测评”页可以运行。</p>'
        return {**self.close(), self._form.told: told}

    def close(self) -> Updates:
        return {self._form.box: gr.update(visible=False), self._form.told: ""}


def _quote(text: str) -> EvidenceQuote:
    return EvidenceQuote(**json.loads(text))


def _label(quote: EvidenceQuote) -> str:
    return f"{quote.quote}（{quote.source}）"
