"""The client through which every chat model is asked: LangChain's, made patient and wary.

Until the first word it asks again where that may help; from then on it never does. It keeps a
model's thinking to itself, and ends what stalls, drones on or makes no sense. Loaded only when a
model is: its libraries take a second. Knows nothing of what is asked.
"""

from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from time import sleep
from typing import Any, TypeVar, cast

import openai
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI
from pydantic import PrivateAttr

from youju.errors import EndpointFailed
from youju.models.dialects import Dialect
from youju.models.thinking import Speech
from youju.models.watching import Limits, Watch

Piece = TypeVar("Piece")
Stream = Generator[Piece, None, None]
RETRY_WAITS_S = (0.5, 1.5)
_LONGEST_WAIT_S = 5.0
_PASSING = (429, 500, 502, 503)
_SHORTER = "换一个不思考的模型，或调大 YOUJU_ANSWER_TOKENS"


class EndpointChat(ChatOpenAI):
    """A chat model behind OpenAI's protocol. Raises EndpointFailed, or what `openai` raises."""

    limits: Limits
    dialect: Dialect
    # Whether the model has been seen to think without saying where it begins.
    _begins_in_thought: bool = PrivateAttr(default=False)

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Stream[ChatGenerationChunk]:
        def ask(watch: Watch, dialect: Dialect) -> Stream[ChatGenerationChunk]:
            said = super(EndpointChat, self)._stream(
                messages, stop, run_manager, **kwargs, dialect=dialect
            )
            return self._aloud(cast("Stream[ChatGenerationChunk]", said), watch)

        return self._persist(ask)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        def ask(watch: Watch, dialect: Dialect) -> Stream[ChatResult]:
            generate = super(EndpointChat, self)._generate
            yield generate(messages, stop, run_manager, **kwargs, dialect=dialect)

        (result,) = self._persist(ask)
        return result

    def _get_request_payload(
        self, input_: Any, *, stop: list[str] | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        dialect: Dialect = kwargs.pop("dialect", self.dialect)
        return dialect.spoken(super()._get_request_payload(input_, stop=stop, **kwargs))

    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], default_chunk_class: type, base_generation_info: Any
    ) -> ChatGenerationChunk | None:
        choices = [choice for choice in chunk.get("choices") or [] if choice]
        if choices and choices[0].get("delta") is None:
            choices[0]["delta"] = {}
        told = super()._convert_chunk_to_generation_chunk(
            {**chunk, "choices": choices}, default_chunk_class, base_generation_info
        )
        if told is not None and choices and _thinks(choices[0]["delta"]):
            told.message.additional_kwargs["thinks"] = True
        return told

    def _persist(self, ask: Callable[[Watch, Dialect], Stream[Piece]]) -> Stream[Piece]:
        """What `ask` yields; until its first piece, asked again after a pause or in other words."""
        dialect = self.dialect
        waits = list(RETRY_WAITS_S)
        with Watch(self.limits) as watch:
            while True:
                begun = False
                try:
                    with closing(watch.over(ask(watch, dialect))) as pieces:
                        for piece in pieces:
                            if not begun:
                                self.dialect, begun = dialect, True  # it was understood
                            yield piece
                    return
                except openai.OpenAIError as error:
                    if begun:
                        raise
                    dialect = _retried(error, dialect, waits, watch)

    def _aloud(
        self, chunks: Stream[ChatGenerationChunk], watch: Watch
    ) -> Stream[ChatGenerationChunk]:
        """The chunks of the answer alone; raise EndpointFailed where it is none, or is cut."""
        speech = Speech(begins_in_thought=self._begins_in_thought)
        reason = ""
        with closing(chunks):
            for chunk in chunks:
                reason = (chunk.generation_info or {}).get("finish_reason") or reason
                if chunk.message.additional_kwargs.get("thinks"):
                    speech.note_thinking()
                if text := speech.hear(chunk.text):
                    yield _saying(text, chunk)
        if text := speech.finish():
            yield _saying(text)
        self._begins_in_thought |= speech.thought_aloud
        if failure := _fault(speech, reason, ended=bool(reason) or watch.saw_end):
            raise failure


def _thinks(delta: Mapping[str, Any]) -> bool:
    return bool(delta.get("reasoning_content") or delta.get("reasoning"))


def _saying(text: str, chunk: ChatGenerationChunk | None = None) -> ChatGenerationChunk:
    if chunk is not None and text == chunk.text:
        return chunk
    return ChatGenerationChunk(message=AIMessageChunk(content=text))


def _fault(speech: Speech, reason: str, *, ended: bool) -> EndpointFailed | None:
    """What is wrong with a stream that has come to its end."""
    if reason == "content_filter":
        return EndpointFailed("接口的内容审查拦下了这次回答。", remedy="换一种问法，或换一个接口")
    if speech.thought_aloud:
        return EndpointFailed("语言模型把思考过程混进了回答。", remedy="再问一次")
    if not speech.words:
        return _wordless(speech, ended=ended)
    return None if ended else EndpointFailed("语言模型写到一半断了。", remedy="稍后再试")


def _wordless(speech: Speech, *, ended: bool) -> EndpointFailed:
    if speech.thought:
        return EndpointFailed("语言模型只在思考，没有写出回答。", remedy=_SHORTER)
    if ended:
        return EndpointFailed("语言模型一个字也没有写。", remedy="稍后再试，或换一个模型")
    return EndpointFailed("语言模型的应答不合格式。", remedy="检查 YOUJU_LLM 指向的是不是对话接口")


def _retried(
    error: openai.OpenAIError, dialect: Dialect, waits: list[float], watch: Watch
) -> Dialect:
    """The dialect to ask again in, after the pause that is due; raise what cannot be mended."""
    if isinstance(error, openai.BadRequestError | openai.UnprocessableEntityError):
        humbler = dialect.humbler(f"{error} {error.body}")
        if humbler is None:
            raise error
        return humbler
    wait = _pause(error, waits)
    if wait is None or wait >= watch.left_s:
        raise error
    sleep(wait)
    return dialect


def _pause(error: openai.OpenAIError, waits: list[float]) -> float | None:
    """Seconds to wait before the next attempt; None where it would not help."""
    if not waits or isinstance(error, openai.APITimeoutError):
        return None
    wait = waits.pop(0)
    if isinstance(error, openai.APIStatusError):
        if error.status_code not in _PASSING:
            return None
        wait = max(wait, _asked_wait(error.response.headers.get("retry-after", "")))
        return wait if wait <= _LONGEST_WAIT_S else None
    return wait if isinstance(error, openai.APIConnectionError) else None


def _asked_wait(header: str) -> float:
    """The seconds that a server asks to wait; 0 where it names none, or a date."""
    try:
        return float(header)
    except ValueError:
        return 0.0
