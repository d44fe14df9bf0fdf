"""The chat model's client: what it sends, through whom, and how its failures are told."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from endpoints import (
    MODELS,
    Endpoint,
    assert_plain,
    endless,
    event,
    refusing,
    reply,
    running,
    saying,
    stalling,
)

from youju.errors import EndpointFailed
from youju.models.chat import chat_model, silence_telemetry, stream_words, translate_failure
from youju.models.endpoints import probe_endpoint
from youju.settings import Settings

SETTINGS = Settings(answer_tokens=64, llm_timeout_s=60)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with running() as server:
        server.replies["/v1/chat/completions"] = (200, reply("好"))
        yield server


def test_the_key_comes_from_the_environment(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUJU_LLM_API_KEY", " sk-1\n")
    probe_endpoint(endpoint.url, "")
    chat_model(SETTINGS, base_url=endpoint.url, model="glm4").invoke("好")
    assert [sent["authorization"] for sent in endpoint.headers] == ["Bearer sk-1"] * 2
    monkeypatch.setenv("YOUJU_LLM_API_KEY", "密钥")
    with pytest.raises(EndpointFailed, match="密钥"):
        probe_endpoint(endpoint.url, "")


def test_an_offices_proxy_is_not_asked_for_this_machine(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert probe_endpoint(endpoint.url, "glm4").model == "glm4"
    assert chat_model(SETTINGS, base_url=endpoint.url, model="glm4").invoke("好").content == "好"


def test_another_machine_is_asked_through_the_offices_proxy(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proxy is asked for the whole address: here it answers it itself."""
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{endpoint.server_port}")
    address = "http://llm.office.invalid/v1"
    endpoint.replies = {
        f"{address}/models": (200, MODELS),
        f"{address}/chat/completions": (200, reply("好")),
    }
    assert probe_endpoint(address, "glm4").model == "glm4"
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


def test_a_content_filter_is_named(endpoint: Endpoint) -> None:
    told = {"error": {"code": "data_inspection_failed", "message": "inappropriate content"}}
    endpoint.replies["/v1/chat/completions"] = (400, told)
    failure = generation_failure(endpoint.url)
    assert "审查" in failure.message
    assert_plain(failure)


def generation_failure(url: str, settings: Settings = SETTINGS) -> EndpointFailed:
    model = chat_model(settings, base_url=url, model="glm4")
    with pytest.raises(Exception, match=r".") as caught:  # whatever the libraries raise
        model.invoke("好")
    failure = translate_failure(caught.value)
    assert failure is caught.value or failure.__cause__ is caught.value
    return failure


def test_a_connection_that_fails_is_explained() -> None:
    assert "连接断了" in generation_failure("http://127.0.0.1:9/v1").message


def test_an_answer_that_does_not_come_is_explained(endpoint: Endpoint) -> None:
    endpoint.delay_s = 4
    failure = generation_failure(endpoint.url, Settings(llm_timeout_s=1))
    assert "限定的时间" in failure.message
    assert "YOUJU_LLM_TIMEOUT_S" in failure.remedy


def test_words_come_as_they_are_written(endpoint: Endpoint) -> None:
    endpoint.replies.clear()
    endpoint.play(saying("共5200个。"))
    model = chat_model(SETTINGS, base_url=endpoint.url, model="glm4")
    assert list(stream_words(model, "好")) == list("共5200个。")


def test_words_that_fail_are_explained(endpoint: Endpoint) -> None:
    endpoint.replies.clear()
    endpoint.play(refusing(401))
    model = chat_model(SETTINGS, base_url=endpoint.url, model="glm4")
    with pytest.raises(EndpointFailed, match="密钥") as caught:
        next(stream_words(model, "好"))
    assert_plain(caught.value)


@pytest.mark.parametrize(
    "script", [endless(event(content="词"), pace_s=0.01), stalling(event(content="词"))]
)
def test_who_leaves_hangs_up(endpoint: Endpoint, script: Any) -> None:
    endpoint.replies.clear()
    endpoint.play(script)
    stream = stream_words(chat_model(SETTINGS, base_url=endpoint.url, model="glm4"), "好")
    assert next(stream) == "词"
    stream.close()
    assert endpoint.left.wait(20)


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
