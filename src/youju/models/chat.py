"""The chat model: the embedded llama.cpp server, or any endpoint that speaks OpenAI's protocol.

Both are reached through the same client. Does not know what is asked, nor what an answer is for.
The endpoint's key is read here, from the environment, and kept nowhere.
"""

import os
import re
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr

from youju.errors import EndpointFailed, ModelUnavailable
from youju.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SLOTS = 4  # users answered at the same time
SLOT_TOKENS = 4096  # prompt and answer of one
_PROBE_S = 5.0
_NOT_CHAT = re.compile(r"embed|rerank|bge-|m3e|whisper|tts", re.IGNORECASE)
_KEY_REMEDY = "用环境变量 YOUJU_LLM_API_KEY 给出正确的密钥"
_ADDRESS_REMEDY = "YOUJU_LLM 应是以 /v1 结尾的接口地址，例如 http://127.0.0.1:11434/v1"
_DOWN_REMEDY = "确认该服务已启动、地址和端口无误；或设 YOUJU_LLM=none 先用摘录模式"


def silence_telemetry() -> None:
    """Switch off, for this process, what libraries would send of questions and documents."""
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2"):
        os.environ[name] = "false"
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"


# --- the embedded server ---


class ChatServer:
    """llama.cpp's server in this process, open to this machine only."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.base_url = f"{server.listening_address}/v1"

    def close(self) -> None:
        """Stop the server and give back its memory; to be called once nobody is answered."""
        self._server = None


def start_chat_server(path: Path, *, threads: int) -> ChatServer:
    """Load the GGUF at `path` (1 to 9 s) and serve it on a free port; 0 threads: all cores.

    Raises ModelUnavailable where the file is broken or memory is short.
    """
    try:
        import xllamacpp

        return ChatServer(xllamacpp.Server(_server_params(path, threads or _cores())))
    except (RuntimeError, MemoryError, ImportError) as error:
        raise ModelUnavailable(
            f"语言模型 {path.name} 打不开：文件不完整，或内存不足。",
            remedy=f"删除文件夹 {path.parent} 后重新运行 youju models pull；"
            "或设 YOUJU_LLM=none 先用摘录模式",
        ) from error


def _server_params(path: Path, threads: int) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_parallel = SLOTS
    params.n_ctx = SLOTS * SLOT_TOKENS
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.no_extra_bufts = True  # 600 MB less, as fast
    params.cache_ram_mib = 256
    params.verbosity = 0
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.ui = False
    params.endpoint_slots = False  # it would show what others ask
    params.cors_origins = ""  # no web page of another site may read from it
    return params


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # a container may have fewer than the machine
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# --- the client ---


def chat_model(settings: Settings, *, base_url: str, model: str) -> "BaseChatModel":
    """A LangChain chat model on the endpoint. Asks nothing yet."""
    import openai
    from langchain_openai import ChatOpenAI

    direct: dict[str, Any] = {}
    if _is_loopback(base_url):
        plain: dict[str, Any] = {"trust_env": False, "headers": {"Connection": "close"}}
        direct["http_client"] = openai.DefaultHttpxClient(**plain)
        direct["http_async_client"] = openai.DefaultAsyncHttpxClient(**plain)
    return ChatOpenAI(
        model=model,
        base_url=base_url,
        api_key=SecretStr(_key()),
        temperature=0,
        # As a field it would be sent as max_completion_tokens, which many endpoints ignore.
        extra_body={"max_tokens": settings.answer_tokens},
        timeout=settings.llm_timeout_s,
        max_retries=0,
        stream_usage=False,
        use_responses_api=False,
        http_socket_options=(),  # LangChain's own would pass an office's proxy by
        **direct,
    )


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


def _key() -> str:
    key = os.environ.get("YOUJU_LLM_API_KEY", "").strip() or "none"
    if not key.isascii():
        raise EndpointFailed("语言模型接口的密钥里有中文或全角字符。", remedy=_KEY_REMEDY)
    return key


def _is_loopback(url: str) -> bool:
    """Whether the address is this machine: an office's proxy must not be asked for it."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


# --- probing an endpoint ---


def probe_endpoint(url: str, model: str) -> str:
    """The model to use: `model` if the endpoint has it, or its first when `model` is empty.

    Asks within seconds what generating would only fail at later; raises EndpointFailed.
    """
    reply = _request("GET", url, "/models")
    if reply.status_code in (404, 405, 501) and model and _answers(url, model):
        return model  # a gateway that lists nothing
    if reply.status_code != 200:
        raise _status_failure(reply.status_code, f"接口 {url} ")
    names = _model_names(reply, url)
    if not model:
        return next((name for name in names if not _NOT_CHAT.search(name)), names[0])
    if model in names or f"{model}:latest" in names:
        return model
    raise EndpointFailed(
        f"接口 {url} 上没有模型 {model}。",
        remedy=f"用 YOUJU_LLM_MODEL 选一个它有的模型：{'、'.join(names[:8])}",
    )


def _request(method: str, url: str, path: str, body: object = None) -> httpx.Response:
    try:
        return httpx.request(
            method,
            url.rstrip("/") + path,
            json=body,
            headers={"Authorization": f"Bearer {_key()}"},
            timeout=_PROBE_S,
            follow_redirects=True,
            trust_env=not _is_loopback(url),
        )
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise EndpointFailed(f"接口地址 {url} 不合格式。", remedy=_ADDRESS_REMEDY) from error
    except httpx.TimeoutException as error:
        raise EndpointFailed(
            f"接口 {url} 在 {_PROBE_S:.0f} 秒内没有应答。", remedy=_DOWN_REMEDY
        ) from error
    except httpx.HTTPError as error:
        raise EndpointFailed(f"连不上接口 {url}。", remedy=_DOWN_REMEDY) from error


def _answers(url: str, model: str) -> bool:
    body = {"model": model, "messages": [{"role": "user", "content": "好"}], "max_tokens": 1}
    reply = _request("POST", url, "/chat/completions", body)
    return reply.status_code == 200 and "choices" in reply.text


def _model_names(reply: httpx.Response, url: str) -> list[str]:
    try:
        names = [str(entry["id"]) for entry in reply.json()["data"]]
    except (ValueError, KeyError, TypeError) as error:
        raise EndpointFailed(
            f"接口 {url} 的应答不是 OpenAI 格式。", remedy=_ADDRESS_REMEDY
        ) from error
    if not names:
        raise EndpointFailed(
            f"接口 {url} 上没有任何模型。", remedy="先在该服务上装入或启动一个模型"
        )
    return names


# --- failures while generating ---


def translate_failure(error: Exception) -> EndpointFailed:
    """The error as the user reads it; the original is its cause."""
    import openai

    if isinstance(error, EndpointFailed):
        return error
    # A stream's own errors are those of httpx or httpx2, as openai's version has it.
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if isinstance(error, openai.APIStatusError):
        failure = _status_failure(error.status_code, "语言模型接口")
    elif kinds & {"APITimeoutError", "TimeoutException"}:
        failure = EndpointFailed(
            "语言模型没有在限定的时间内答完。", remedy="稍后再试，或调大 YOUJU_LLM_TIMEOUT_S"
        )
    elif kinds & {"APIConnectionError", "TransportError"}:
        failure = EndpointFailed("与语言模型的连接断了。", remedy=_DOWN_REMEDY)
    else:
        failure = EndpointFailed(
            "语言模型的应答不合格式。", remedy="稍后再试；仍不行时检查 YOUJU_LLM 与 YOUJU_LLM_MODEL"
        )
    failure.__cause__ = error
    return failure


def _status_failure(status: int, where: str) -> EndpointFailed:
    if status in (401, 403):
        return EndpointFailed(f"{where}不接受所给的密钥。", remedy=_KEY_REMEDY)
    if status in (404, 405):
        return EndpointFailed(
            f"{where}没有这个地址或模型。", remedy=f"{_ADDRESS_REMEDY}；并检查 YOUJU_LLM_MODEL"
        )
    if status in (402, 429):
        return EndpointFailed(f"{where}的额度用完或请求太密。", remedy="稍候再试，或检查账户余额")
    if status < 500:
        return EndpointFailed(
            f"{where}不接受这次请求（HTTP {status}），多半是文字太长。",
            remedy="缩短问题，或调小 YOUJU_EVIDENCE_TOKENS",
        )
    return EndpointFailed(
        f"{where}内部出错（HTTP {status}）。", remedy="稍后再试，或联系接口的管理员"
    )
