"""The embedded server: broken files, and the real model (marked llm)."""

import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from youju.errors import ModelUnavailable
from youju.models.catalogue import DEFAULT_CHAT, find_card, located
from youju.models.chat import chat_model, stream_words, translate_failure
from youju.models.download import fetch
from youju.models.endpoints import probe_endpoint
from youju.models.server import SLOTS, ChatServer, start_chat_server
from youju.settings import Settings

SETTINGS = Settings(answer_tokens=64, llm_timeout_s=60)


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
    name = probe_endpoint(chat_server.base_url, "").model
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
    """More leave than there are places, each with minutes still to write: none is waited for."""
    settings = Settings(answer_tokens=3000, llm_timeout_s=60)
    model = chat_model(settings, base_url=chat_server.base_url, model="m")
    for _ in range(SLOTS + 1):
        stream = stream_words(model, "从1数到2000，每行一个数，不要省略。")
        next(stream)
        stream.close()
    assert model.bind(extra_body={"max_tokens": 1}).invoke("好").text
