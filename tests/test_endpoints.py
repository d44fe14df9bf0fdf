"""Finding an endpoint: what it lists, what is wrong with it, and where it really is."""

from collections.abc import Iterator

import pytest
from endpoints import (
    MODELS,
    Endpoint,
    assert_plain,
    endless,
    refusing,
    reply,
    running,
)

from youju.errors import EndpointFailed
from youju.models.endpoints import is_loopback, probe_endpoint


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with running() as server:
        yield server


def test_the_first_chat_model_is_taken(endpoint: Endpoint) -> None:
    assert probe_endpoint(endpoint.url, "").model == "qwen2.5:latest"


@pytest.mark.parametrize("model", ["glm4", "qwen2.5", "qwen2.5:latest"])
def test_a_model_that_is_there_is_kept(endpoint: Endpoint, model: str) -> None:
    assert probe_endpoint(endpoint.url, model).model == model


@pytest.mark.parametrize("end", ["/v1", "/v1/", "", "/", "/v1/chat/completions", "/v1//", " "])
def test_the_address_is_found_however_it_is_written(endpoint: Endpoint, end: str) -> None:
    root = endpoint.url.removesuffix("/v1")
    assert probe_endpoint(root + end, "glm4").base_url == endpoint.url


@pytest.mark.parametrize("path", ["", "/compatible-mode/v1", "/api/paas/v4", "/api/v3"])
def test_an_address_that_serves_is_left_as_it_is(endpoint: Endpoint, path: str) -> None:
    endpoint.replies = {f"{path}/models": (200, MODELS)}
    root = endpoint.url.removesuffix("/v1")
    assert probe_endpoint(root + path, "glm4").base_url == root + path


def test_a_page_in_front_of_the_interface_is_passed_by(endpoint: Endpoint) -> None:
    endpoint.replies["/models"] = (200, "<html>欢迎</html>")
    assert probe_endpoint(endpoint.url.removesuffix("/v1"), "").base_url == endpoint.url


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
    endpoint.play(refusing(400), lambda line: line.whole(200, reply("好")))
    assert probe_endpoint(endpoint.url, "glm4").model == "glm4"
    assert endpoint.questions[-1]["max_tokens"] == 1
    endpoint.play(refusing(404))
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
    with pytest.raises(EndpointFailed, match="没有应答"):
        probe_endpoint(endpoint.url, "")


def test_a_gateway_that_lists_nothing_says_what_is_wrong(endpoint: Endpoint) -> None:
    endpoint.replies["/v1/models"] = (404, {})
    endpoint.play(refusing(401))
    with pytest.raises(EndpointFailed, match="密钥"):
        probe_endpoint(endpoint.url, "glm4")


def test_a_list_without_end_is_given_up(endpoint: Endpoint) -> None:
    endpoint.replies.clear()
    endpoint.play(endless(b'{"data": [' + b" " * 65536))
    with pytest.raises(EndpointFailed, match="不是 OpenAI 格式") as caught:
        probe_endpoint(endpoint.url.removesuffix("/v1") + "/v1/chat/completions/v1", "")
    assert_plain(caught.value)


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:11434/v1", True),
        ("http://localhost/v1", True),
        ("http://[::1]:8000", True),
        ("http://0.0.0.0:11434", True),
        ("http://10.1.2.3/v1", False),
        ("https://api.deepseek.com", False),
        ("http://localhost.evil.example/v1", False),
        ("http://[bad", False),
    ],
)
def test_this_machine_is_known(url: str, here: bool) -> None:
    assert is_loopback(url) is here
