"""Endpoints that misbehave, on real sockets; and the real embedded model (marked llm)."""

import json
import math
import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from youju.errors import EndpointFailed, ModelUnavailable
from youju.models.catalogue import DEFAULT_CHAT, find_card, located
from youju.models.chat import (
    SLOTS,
    ChatServer,
    chat_model,
    probe_endpoint,
    silence_telemetry,
    start_chat_server,
    translate_failure,
)
from youju.models.download import fetch
from youju.settings import Settings

SETTINGS = Settings(answer_tokens=64, llm_timeout_s=60)
MODELS = {"data": [{"id": "bge-m3"}, {"id": "qwen2.5:latest"}, {"id": "glm4"}]}
CHOICE = {"index": 0, "message": {"role": "assistant", "content": "好"}, "finish_reason": "stop"}
REPLY = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [CHOICE]}


class Endpoint(ThreadingHTTPServer):
    """An endpoint that gives `replies[path]`, a status and a body, and remembers what was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies: dict[str, tuple[int, object]] = {}
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.keys: list[str | None] = []
        self.delay_s = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((self.path, json.loads(body or b"{}")))
        self.server.keys.append(self.headers.get("Authorization"))
        time.sleep(self.server.delay_s)
        status, reply = self.server.replies.get(self.path, (404, {"error": "no such path"}))
        sent = reply if isinstance(reply, str) else json.dumps(reply)
        kind = "text/html" if isinstance(reply, str) else "application/json"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(sent.encode())))
        self.end_headers()
        with suppress(BrokenPipeError):  # the client has given up waiting
            self.wfile.write(sent.encode())

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with Endpoint() as server:
        server.replies["/v1/models"] = (200, MODELS)
        server.replies["/v1/chat/completions"] = (200, REPLY)
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def assert_plain(error: EndpointFailed) -> None:
    """A Chinese sentence and a remedy, with no English of a library."""
    assert error.remedy
    assert re.search("[一-龥]", error.message)
    assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", error.message)


# --- probing ---


def test_the_first_chat_model_is_taken(endpoint: Endpoint) -> None:
    assert probe_endpoint(endpoint.url, "") == "qwen2.5:latest"
    assert probe_endpoint(endpoint.url + "/", "") == "qwen2.5:latest"


@pytest.mark.parametrize("model", ["glm4", "qwen2.5", "qwen2.5:latest"])
def test_a_model_that_is_there_is_kept(endpoint: Endpoint, model: str) -> None:
    assert probe_endpoint(endpoint.url, model) == model


def test_a_model_that_is_not_there_names_those_that_are(endpoint: Endpoint) -> None:
    with pytest.raises(EndpointFailed, match="没有模型 gpt-5") as caught:
        probe_endpoint(endpoint.url, "gpt-5")
    assert "glm4" in caught.value.remedy


@pytest.mark.parametrize(
    ("status", "reply", "message", "remedy"),
    [
        (401, {}, "密钥", "YOUJU_LLM_API_KEY"),
        (403, {}, "密钥", "YOUJU_LLM_API_KEY"),
        (404, {}, "没有这个地址", "以 /v1 结尾"),
        (402, {}, "额度", "余额"),
        (429, {}, "额度", "稍候"),
        (500, {}, "内部出错", "管理员"),
        (200, "<html>登录</html>", "不是 OpenAI 格式", "以 /v1 结尾"),
        (200, [1, 2], "不是 OpenAI 格式", "以 /v1 结尾"),
        (200, {"data": [{}]}, "不是 OpenAI 格式", "以 /v1 结尾"),
        (200, {"data": []}, "没有任何模型", "装入"),
    ],
)
def test_a_bad_reply_is_explained(
    endpoint: Endpoint, status: int, reply: object, message: str, remedy: str
) -> None:
    endpoint.replies["/v1/models"] = (status, reply)
    with pytest.raises(EndpointFailed, match=message) as caught:
        probe_endpoint(endpoint.url, "")
    assert remedy in caught.value.remedy
    assert_plain(caught.value)


def test_a_gateway_that_lists_nothing_is_asked_one_word(endpoint: Endpoint) -> None:
    endpoint.replies["/v1/models"] = (404, {})
    assert probe_endpoint(endpoint.url, "glm4") == "glm4"
    assert endpoint.asked[-1][1]["max_tokens"] == 1
    endpoint.replies["/v1/chat/completions"] = (404, {})
    with pytest.raises(EndpointFailed, match="没有这个地址"):
        probe_endpoint(endpoint.url, "glm4")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://127.0.0.1:9/v1", "连不上"),
        ("http://no-such-host.invalid/v1", "连不上"),
        ("ftp://127.0.0.1/v1", "不合格式"),
        ("127.0.0.1:11434/v1", "不合格式"),
    ],
)
def test_an_address_that_leads_nowhere(url: str, message: str) -> None:
    with pytest.raises(EndpointFailed, match=message) as caught:
        probe_endpoint(url, "")
    assert_plain(caught.value)


def test_silence_is_given_up_within_seconds(endpoint: Endpoint) -> None:
    endpoint.delay_s = 8
    started = time.monotonic()
    with pytest.raises(EndpointFailed, match="没有应答"):
        probe_endpoint(endpoint.url, "")
    assert time.monotonic() - started < 7


def test_the_key_comes_from_the_environment(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUJU_LLM_API_KEY", " sk-1\n")
    probe_endpoint(endpoint.url, "")
    chat_model(SETTINGS, base_url=endpoint.url, model="glm4").invoke("好")
    assert endpoint.keys == ["Bearer sk-1", "Bearer sk-1"]
    monkeypatch.setenv("YOUJU_LLM_API_KEY", "密钥")
    with pytest.raises(EndpointFailed, match="密钥"):
        probe_endpoint(endpoint.url, "")


def test_an_offices_proxy_is_not_asked_for_this_machine(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert probe_endpoint(endpoint.url, "glm4") == "glm4"
    assert chat_model(SETTINGS, base_url=endpoint.url, model="glm4").invoke("好").content == "好"


def test_another_machine_is_asked_through_the_offices_proxy(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proxy is asked for the whole address: here it answers it itself."""
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{endpoint.server_port}")
    address = "http://llm.office.invalid/v1"
    endpoint.replies = {
        f"{address}/models": (200, MODELS),
        f"{address}/chat/completions": (200, REPLY),
    }
    assert probe_endpoint(address, "glm4") == "glm4"
    assert chat_model(SETTINGS, base_url=address, model="glm4").invoke("好").content == "好"


# --- generating ---


def test_every_endpoint_understands_the_request(endpoint: Endpoint) -> None:
    chat_model(SETTINGS, base_url=endpoint.url, model="glm4").invoke("好")
    asked = endpoint.asked[-1][1]
    assert asked["model"] == "glm4"
    assert asked["temperature"] == 0
    assert asked["max_tokens"] == SETTINGS.answer_tokens
    assert not {"max_completion_tokens", "stream_options"} & set(asked)


@pytest.mark.parametrize(
    ("status", "reply", "message", "remedy"),
    [
        (401, {}, "密钥", "YOUJU_LLM_API_KEY"),
        (404, {}, "没有这个地址或模型", "YOUJU_LLM_MODEL"),
        (400, {"error": {"message": "maximum context length"}}, "太长", "YOUJU_EVIDENCE_TOKENS"),
        (429, {}, "额度", "稍候"),
        (503, {}, "内部出错", "稍后"),
        (200, "<html>登录</html>", "不合格式", "YOUJU_LLM"),
        (200, {"choices": None}, "不合格式", "YOUJU_LLM"),
    ],
)
def test_a_failed_generation_is_explained(
    endpoint: Endpoint, status: int, reply: object, message: str, remedy: str
) -> None:
    endpoint.replies["/v1/chat/completions"] = (status, reply)
    failure = generation_failure(endpoint.url)
    assert message in failure.message
    assert remedy in failure.remedy
    assert_plain(failure)


def generation_failure(url: str, settings: Settings = SETTINGS) -> EndpointFailed:
    model = chat_model(settings, base_url=url, model="glm4")
    with pytest.raises(Exception, match=r".") as caught:  # whatever the libraries raise
        model.invoke("好")
    failure = translate_failure(caught.value)
    assert failure.__cause__ is caught.value
    return failure


def test_a_connection_that_fails_is_explained() -> None:
    assert "连接断了" in generation_failure("http://127.0.0.1:9/v1").message


def test_an_answer_that_does_not_come_is_explained(endpoint: Endpoint) -> None:
    endpoint.delay_s = 4
    failure = generation_failure(endpoint.url, Settings(llm_timeout_s=1))
    assert "限定的时间" in failure.message
    assert "YOUJU_LLM_TIMEOUT_S" in failure.remedy


def test_our_own_error_is_left_as_it_is() -> None:
    error = EndpointFailed("一句话。")
    assert translate_failure(error) is error


def test_telemetry_is_off_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    from langsmith import utils

    cached: Any = utils.get_env_var
    monkeypatch.setattr(os, "environ", os.environ.copy())
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2"):
        os.environ[name] = "true"
    cached.cache_clear()
    assert utils.tracing_is_enabled()
    cached.cache_clear()
    silence_telemetry()
    assert utils.tracing_is_enabled() is False
    assert os.environ["ANONYMIZED_TELEMETRY"] == "False"
    cached.cache_clear()


# --- the embedded server ---


@pytest.mark.parametrize("content", [b"", b"GGUF", b"plain text, no model", None])
def test_a_broken_file_is_refused_and_the_process_lives(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "m.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelUnavailable, match="打不开") as caught:
        start_chat_server(path, threads=1)
    assert "YOUJU_LLM=none" in caught.value.remedy


@pytest.fixture(scope="module")
def weights(models_dir: Path) -> Path:
    card = find_card(DEFAULT_CHAT)
    return located(card, [models_dir]) or fetch(card, models_dir, lambda progress: None)


@pytest.fixture(scope="module")
def chat_server(weights: Path) -> Iterator[ChatServer]:
    server = start_chat_server(weights, threads=0)
    yield server
    server.close()


@pytest.mark.llm
def test_a_file_that_was_cut_is_refused(weights: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.gguf"
    with weights.open("rb") as source:
        cut.write_bytes(source.read(50_000_000))
    with pytest.raises(ModelUnavailable, match="打不开"):
        start_chat_server(cut, threads=1)


@pytest.mark.llm
def test_the_embedded_model_streams_chinese(chat_server: ChatServer) -> None:
    assert chat_server.base_url.startswith("http://127.0.0.1:")
    name = probe_endpoint(chat_server.base_url, "")
    model = chat_model(SETTINGS, base_url=chat_server.base_url, model=name)
    pieces = [str(piece.content) for piece in model.stream("用一句话说明什么是家庭医生签约服务。")]
    assert len([piece for piece in pieces if piece]) > 5
    assert re.search("[一-龥]{2,}", "".join(pieces))


@pytest.mark.llm
def test_yes_and_no_can_be_weighed(chat_server: ChatServer) -> None:
    model = chat_model(SETTINGS, base_url=chat_server.base_url, model="m")

    def odds_of_yes(question: str) -> float:
        reply = model.bind(max_tokens=1, logprobs=True, top_logprobs=5).invoke(
            f"资料：全市有医院12家，床位3万张。\n{question}只回答是或否。"
        )
        top = reply.response_metadata["logprobs"]["content"][0]["top_logprobs"]
        odds = {entry["token"]: math.exp(entry["logprob"]) for entry in top}
        return odds["是"] / odds["否"]

    told, not_told = "资料里说了床位有多少张吗？", "资料里说了护士有多少名吗？"
    assert odds_of_yes(told) > 2 * odds_of_yes(not_told)


@pytest.mark.llm
def test_too_long_a_prompt_is_explained(chat_server: ChatServer) -> None:
    model = chat_model(SETTINGS, base_url=chat_server.base_url, model="m")
    with pytest.raises(Exception, match="context") as caught:
        model.invoke("很长" * 6000)
    assert "太长" in translate_failure(caught.value).message


@pytest.mark.llm
def test_a_stream_that_is_left_frees_its_place(chat_server: ChatServer) -> None:
    model = chat_model(Settings(answer_tokens=1000), base_url=chat_server.base_url, model="m")
    for _ in range(SLOTS + 1):
        stream = model.stream("写一篇讲话。")
        next(stream)
        stream.close()  # type: ignore[attr-defined]
    started = time.monotonic()
    model.bind(max_tokens=1).invoke("好")
    assert time.monotonic() - started < 10
