"""The chat model behind one interface: the embedded server and any endpoint of OpenAI's protocol.

Does not know what is asked, nor what an answer is for.
"""

import os
from collections.abc import Generator
from contextlib import closing
from typing import TYPE_CHECKING, Any, cast

import httpx
from pydantic import SecretStr

from youju.errors import EndpointFailed
from youju.models.dialects import dialect_of
from youju.models.endpoints import DOWN_REMEDY, endpoint_key, is_loopback, status_failure
from youju.models.fencing import unfenced
from youju.models.watching import Limits, watch_response
from youju.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_CONNECT_S = 10.0
_TELLTALE = "x-stainless-"  # what openai adds on the machine; it needs the one to be kept
_NEEDED = "x-stainless-raw-response"


def silence_telemetry() -> None:
    """Switch off, for this process, what libraries would send of questions and documents."""
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2"):
        os.environ[name] = "false"
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"


def limits_of(settings: Settings, base_url: str) -> Limits:
    """How long an answer may take; on this machine a pause is a sign of load, and no fault."""
    first_s = settings.llm_timeout_s
    between_s = first_s if is_loopback(base_url) else min(settings.llm_stall_s, first_s)
    return Limits(first_word_s=first_s, between_words_s=between_s, whole_s=settings.llm_total_s)


def chat_model(
    settings: Settings, *, base_url: str, model: str, limits: Limits | None = None
) -> "BaseChatModel":
    """A LangChain chat model on the endpoint. Asks nothing yet."""
    from youju.models.client import EndpointChat

    limits = limits or limits_of(settings, base_url)
    return EndpointChat(
        model=model,
        base_url=base_url,
        api_key=SecretStr(endpoint_key()),
        temperature=0,
        # As a field it would be sent as max_completion_tokens, which many endpoints ignore.
        extra_body={"max_tokens": settings.answer_tokens},
        limits=limits,
        dialect=dialect_of(base_url),
        max_retries=0,
        stream_usage=False,
        use_responses_api=False,
        http_socket_options=(),  # LangChain's own would pass an office's proxy by
        http_client=_http_client(base_url, limits),
    )


def _http_client(base_url: str, limits: Limits) -> httpx.Client:
    """What carries the requests: with nothing in them but the prompt, and under watch."""
    here = is_loopback(base_url)
    return httpx.Client(
        timeout=httpx.Timeout(limits.first_word_s, connect=min(_CONNECT_S, limits.first_word_s)),
        follow_redirects=True,
        trust_env=not here,
        headers={"Connection": "close"} if here else {},
        event_hooks={"request": [_bare], "response": [watch_response]},
    )


def _bare(request: httpx.Request) -> None:
    """Take off what tells of the machine and its libraries."""
    for name in [name for name in request.headers if name.startswith(_TELLTALE)]:
        if name != _NEEDED:
            del request.headers[name]
    request.headers["User-Agent"] = "youju"
    request.headers["Accept-Encoding"] = "identity"  # what is packed may unpack without end


def stream_words(model: "BaseChatModel", prompt: Any) -> Generator[str, None, None]:
    """The model's words as they come; to be closed by who leaves early, which frees the model.

    Raises EndpointFailed, whatever went wrong. The model is asked by itself and not as the part of
    a chain: LangChain reads what a chain's parts have still to say, for its traces, when the chain
    is left, so that the model would write to the end for nobody.
    """
    try:
        with closing(cast("Generator[BaseMessage, None, None]", model.stream(prompt))) as messages:
            yield from unfenced(text for message in messages if (text := message.text))
    except Exception as error:  # the rim: the libraries below raise what they like
        raise translate_failure(error) from error


def log_odds(model: "BaseChatModel", prompt: Any, yes: str, no: str) -> float | None:
    """log p(yes) - log p(no) for the first token of the reply; None where they are not told.

    Asks for one token. A word that is not among the likeliest 20 counts as the least of them.
    """
    asking = model.bind(logprobs=True, top_logprobs=20, extra_body={"max_tokens": 1})
    try:
        told = asking.invoke(prompt).response_metadata["logprobs"]["content"][0]["top_logprobs"]
    except (KeyError, IndexError, TypeError):
        return None
    likely = {entry["token"].strip(): float(entry["logprob"]) for entry in reversed(told)}
    if not likely or (yes not in likely and no not in likely):
        return None
    least = min(likely.values())
    return likely.get(yes, least) - likely.get(no, least)


def translate_failure(error: Exception) -> EndpointFailed:
    """The error as the user reads it; the original is its cause."""
    import openai

    if isinstance(error, EndpointFailed):
        return error
    # A stream's own errors are those of httpx or httpx2, as openai's version has it.
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if isinstance(error, openai.APIStatusError):
        failure = _refusal(error.status_code, f"{error} {error.body}")
    elif kinds & {"APITimeoutError", "TimeoutException"}:
        failure = EndpointFailed(
            "语言模型没有在限定的时间内答完。", remedy="稍后再试，或调大 YOUJU_LLM_TIMEOUT_S"
        )
    elif kinds & {"APIConnectionError", "TransportError"}:
        failure = EndpointFailed("与语言模型的连接断了。", remedy=DOWN_REMEDY)
    else:
        failure = EndpointFailed(
            "语言模型的应答不合格式。", remedy="稍后再试；仍不行时检查 YOUJU_LLM 与 YOUJU_LLM_MODEL"
        )
    failure.__cause__ = error
    return failure


def _refusal(status: int, told: str) -> EndpointFailed:
    if status == 400 and ("inspection" in told or "content_filter" in told):
        return EndpointFailed("接口的内容审查拦下了这个问题。", remedy="换一种问法，或换一个接口")
    return status_failure(status, "语言模型接口")
