"""Finds a configured endpoint of OpenAI's protocol, and says in a sentence why one does not serve.

The endpoint's key is read here, from the environment, and kept nowhere. Knows nothing of answers.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import httpx

from youju.errors import EndpointFailed
from youju.models.dialects import dialect_of

_PROBE_S = 5.0
_PROBE_BYTES = 4_000_000
_NOT_CHAT = re.compile(r"embed|rerank|bge-|m3e|whisper|tts", re.IGNORECASE)
_VERSION = re.compile(r"/v\d+[a-z0-9]*$")
_KEY_REMEDY = "用环境变量 YOUJU_LLM_API_KEY 给出正确的密钥"
ADDRESS_REMEDY = "YOUJU_LLM 应是以 /v1 结尾的接口地址，例如 http://127.0.0.1:11434/v1"
DOWN_REMEDY = "确认该服务已启动、地址和端口无误；或设 YOUJU_LLM=none 先用摘录模式"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a chat model is asked, and its name there."""

    base_url: str  # without a slash at its end
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    status: int
    body: bytes


def endpoint_key() -> str:
    """The key that is sent; raise EndpointFailed for one that no header can hold."""
    key = os.environ.get("YOUJU_LLM_API_KEY", "").strip() or "none"
    if not key.isascii():
        raise EndpointFailed("语言模型接口的密钥里有中文或全角字符。", remedy=_KEY_REMEDY)
    return key


def is_loopback(url: str) -> bool:
    """Whether the address is this machine: an office's proxy must not be asked for it."""
    try:
        host = urlsplit(url).hostname or ""
        address = "127.0.0.1" if host == "localhost" else host
        return ip_address(address).is_loopback or ip_address(address).is_unspecified
    except ValueError:
        return False


def probe_endpoint(url: str, model: str) -> Endpoint:
    """The endpoint at `url`, with `model` or, when that is empty, its first chat model.

    The address may lack its /v1, end in a slash or name the chat path itself. Asks within seconds
    what generating would only fail at later; raises EndpointFailed.
    """
    failures: list[EndpointFailed] = []
    for address in _addresses(url):
        reply = _request("GET", address, "/models")
        try:
            if reply.status in (404, 405, 501) and model and _answers(address, model):
                return Endpoint(base_url=address, model=model)  # a gateway that lists nothing
            names = _model_names(reply, address)
        except EndpointFailed as failure:
            failures.append(failure)
        else:
            return Endpoint(base_url=address, model=_chosen(model, names, address))
    raise failures[0]


def endpoint_models(url: str) -> tuple[str, ...]:
    """The models that an endpoint lists; none where it does not answer or lists nothing."""
    for address in _addresses(url):
        with suppress(EndpointFailed):
            return tuple(_model_names(_request("GET", address, "/models"), address))
    return ()


def _addresses(url: str) -> Iterator[str]:
    address = url.strip().rstrip("/").removesuffix("/chat/completions")
    yield address
    if not _VERSION.search(address):
        yield f"{address}/v1"


def _request(method: str, url: str, path: str, body: object = None) -> _Reply:
    try:
        with httpx.stream(
            method,
            url + path,
            json=body,
            headers={"Authorization": f"Bearer {endpoint_key()}", "User-Agent": "youju"},
            timeout=_PROBE_S,
            follow_redirects=True,
            trust_env=not is_loopback(url),
        ) as response:
            return _Reply(status=response.status_code, body=_whole(response))
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise EndpointFailed(f"接口地址 {url} 不合格式。", remedy=ADDRESS_REMEDY) from error
    except httpx.TimeoutException as error:
        raise EndpointFailed(
            f"接口 {url} 在 {_PROBE_S:.0f} 秒内没有应答。", remedy=DOWN_REMEDY
        ) from error
    except httpx.HTTPError as error:
        raise EndpointFailed(f"连不上接口 {url}。", remedy=DOWN_REMEDY) from error


def _whole(response: httpx.Response) -> bytes:
    """The body, as far as it comes in time and size; what is cut is no JSON and said to be none."""
    began, body = monotonic(), b""
    for part in response.iter_bytes():
        body += part
        if len(body) > _PROBE_BYTES or monotonic() - began > _PROBE_S:
            break
    return body


def _answers(url: str, model: str) -> bool:
    """Whether one word can be had; raise EndpointFailed where that is refused for a reason."""
    messages = [{"role": "user", "content": "好"}]
    asked = {"model": model, "messages": messages, "extra_body": {"max_tokens": 1}}
    dialect = dialect_of(url)
    while True:
        spoken = dialect.spoken(asked)
        reply = _request("POST", url, "/chat/completions", {**spoken, **spoken.pop("extra_body")})
        humbler = dialect.humbler(reply.body.decode(errors="replace"))
        if reply.status not in (400, 422) or humbler is None:
            break
        dialect = humbler
    if reply.status in (404, 405):
        return False
    if reply.status != 200:
        raise status_failure(reply.status, f"接口 {url} ")
    return b"choices" in reply.body


def _model_names(reply: _Reply, url: str) -> list[str]:
    if reply.status != 200:
        raise status_failure(reply.status, f"接口 {url} ")
    try:
        listed: Any = json.loads(reply.body)
        names = [str(entry["id"]) for entry in listed["data"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise EndpointFailed(
            f"接口 {url} 的应答不是 OpenAI 格式。", remedy=ADDRESS_REMEDY
        ) from error
    if not names:
        raise EndpointFailed(
            f"接口 {url} 上没有任何模型。", remedy="先在该服务上装入或启动一个模型"
        )
    return names


def _chosen(model: str, names: list[str], url: str) -> str:
    if not model:
        return next((name for name in names if not _NOT_CHAT.search(name)), names[0])
    if model in names or f"{model}:latest" in names:
        return model
    raise EndpointFailed(
        f"接口 {url} 上没有模型 {model}。",
        remedy=f"用 YOUJU_LLM_MODEL 选一个它有的模型：{'、'.join(names[:8])}",
    )


def status_failure(status: int, where: str) -> EndpointFailed:
    """What an HTTP status means; `where` begins the sentence."""
    if status in (401, 403):
        return EndpointFailed(f"{where}不接受所给的密钥。", remedy=_KEY_REMEDY)
    if status in (404, 405):
        return EndpointFailed(
            f"{where}没有这个地址或模型。", remedy=f"{ADDRESS_REMEDY}；并检查 YOUJU_LLM_MODEL"
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
