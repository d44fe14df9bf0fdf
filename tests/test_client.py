"""Endpoints that misbehave, asked through the real chain over a real small library.

Whatever an endpoint sends, the answer is the quotes with a notice, and the next question works.
"""

import json
import re
from collections.abc import Iterator
from threading import Barrier, Thread
from time import sleep
from typing import Any

import pytest
from endpoints import (
    FINISHED,
    Endpoint,
    Script,
    endless,
    event,
    hanging_up,
    refusing,
    running,
    saying,
    sending,
    stalling,
)

from youju.assistant import Assistant, build_assistant
from youju.models.chat import chat_model
from youju.models.loading import Loading
from youju.models.services import ChatService
from youju.models.watching import Limits
from youju.settings import Settings
from youju.types import Answer, Evidence, Words

SPEECH = """---
title: 在云溪市卫生健康工作会议上的讲话
place: 云溪市
period: "2023"
kind: 讲话
---
# 在云溪市卫生健康工作会议上的讲话

一、托育服务

云溪市可供使用的托位共5200个，摊到每千人口是4.1个托位。

二、采供血

献血的有3.1万人次，采集血液11.83吨，医院用血有保障。
"""
QUESTION = "云溪市2023年可供使用的托位有多少个？"
GOOD = "云溪市可供使用的托位共5200个。"
LIMITS = Limits(first_word_s=1.5, between_words_s=0.7, whole_s=4)
BEGUN = event(content="云溪市")
# Each is what a server or something between it and us has been seen to send.
GARBAGE: dict[str, Script] = {
    "a web page": sending(b"<!doctype html><html><body>502</body></html>", kind="text/html"),
    "a page with status 200 in JSON's stead": refusing(200, "<html>登录</html>"),
    "an error body with status 200": refusing(200, {"error": {"message": "overloaded"}}),
    "no JSON": sending(b"data: {not json}\n\n"),
    "half an event": sending(event(content="云溪市")[:25]),
    "half an event after words": sending(BEGUN, event(content="托位")[:25]),
    "half a character": sending(BEGUN, event(content="托位").split(b"\xe4\xbd")[0] + b"\xe4\n\n"),
    "an error in the stream": sending(b'data: {"error": {"message": "out of memory"}}\n\n'),
    "an error after words": sending(BEGUN, b'data: {"error": {"code": 500, "message": "x"}}\n\n'),
    "a list": sending(b"data: [1, 2]\n\n"),
    "a number": sending(b"data: 7\n\n"),
    "choices of another kind": sending(b'data: {"choices": 7}\n\n'),
    "content of another kind": sending(b'data: {"choices":[{"delta":{"content":{"a":1}}}]}\n\n'),
    "a deep nest": sending(b"data: " + b"[" * 100_000 + b"\n\n"),
    "nothing": sending(b""),
    "only the end": sending(b"data: [DONE]\n\n"),
    "no words": sending(event(role="assistant", content=""), b"data: [DONE]\n\n"),
    "a stop halfway": sending(BEGUN),
    "a filter's stop": sending(
        BEGUN, b'data: {"choices":[{"delta":{},"finish_reason":"content_filter"}]}\n\n'
    ),
    "endless blanks": endless(event(content=" \n")),
    "endless blanks after words": endless(event(content=" "), BEGUN, pace_s=0.01),
    "endless comments": endless(b": keep-alive\n\n", pace_s=0.01),
    "endless empty lines": endless(b"\n" * 1000),
    "endless thinking": endless(event(reasoning_content="嗯"), pace_s=0.01),
    "a line without end": endless(b"x" * 65536, b"data: "),
    "a line without end after words": endless(b"x" * 65536, BEGUN, b"data: "),
    "words without end": endless(event(content="托位"), pace_s=0.01),
    "silence": stalling(b""),
    "silence after words": stalling(BEGUN),
    "silence in the middle of an event": stalling(BEGUN, b"data: {"),
    "no reply": hanging_up,
    "status 400": refusing(400),
    "status 401": refusing(401),
    "status 404": refusing(404),
    "status 429": refusing(429),
    "status 500": refusing(500),
    "status 503": refusing(503, "<html>busy</html>"),
    "a redirect to nowhere": refusing(302, Location="http://127.0.0.1:9/"),
    "a redirect in circles": refusing(307, Location="/v1/chat/completions"),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Full-text search alone: what is tried here lies behind it."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "讲话.md").write_text(SPEECH, encoding="utf-8")
    settings = Settings(data_dir=folder / "data", llm="none", knowledge=folder / "none")
    assistant = build_assistant(settings)
    assistant.ingest([folder / "讲话.md"])
    yield assistant
    assistant.close()


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with running() as server:
        yield server


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    from youju.models import client

    monkeypatch.setattr(client, "RETRY_WAITS_S", (0.01, 0.02))


def connect(library: Assistant, endpoint: Endpoint, limits: Limits = LIMITS) -> None:
    model = chat_model(Settings(), base_url=endpoint.url, model="glm4", limits=limits)
    service = ChatService(model=model, server=None)
    library.chat_model = Loading("fake", "chat", "", lambda report: service)
    library.chat_model.run()


def ask(library: Assistant) -> tuple[Answer, str]:
    """The answer, and the words that were shown before it."""
    events = list(library.stream(QUESTION))
    assert isinstance(events[0], Evidence)
    assert isinstance(events[-1], Answer)
    return events[-1], "".join(event.text for event in events if isinstance(event, Words))


def assert_quoted(answer: Answer) -> None:
    assert answer.mode == "quoted"
    assert not answer.refused
    assert "5200个" in answer.text
    assert answer.notice.startswith("对话模型没有完成回答")
    assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", answer.notice)


@pytest.mark.parametrize("script", GARBAGE.values(), ids=list(GARBAGE))
def test_whatever_comes_the_quotes_answer_and_the_next_question_works(
    library: Assistant, endpoint: Endpoint, script: Script
) -> None:
    connect(library, endpoint)
    endpoint.play(script)
    answer, _ = ask(library)
    assert_quoted(answer)
    endpoint.play(saying(GOOD))
    answer, words = ask(library)
    assert (answer.mode, answer.notice, words) == ("generated", "", GOOD)


# --- what is no fault ---

ODD_BUT_GOOD: dict[str, tuple[bytes, ...]] = {
    "comments": (b": keep-alive\n\n", event(content=GOOD), b": keep-alive\n\n"),
    "usage": (event(content=GOOD), b'data: {"choices":[],"usage":{"total_tokens":3}}\n\n'),
    "no choices": (b'data: {"choices":null}\n\n', event(content=GOOD)),
    "no delta": (b'data: {"choices":[{"index":0,"delta":null}]}\n\n', event(content=GOOD)),
    "no content": (event(role="assistant", content=None), event(content=GOOD)),
    "windows line ends": (event(content=GOOD).replace(b"\n", b"\r\n"),),
    "no blank after the colon": (event(content=GOOD).replace(b"data: ", b"data:"),),
    "split in a character": tuple(
        event(content=GOOD)[i : i + 1] for i in range(len(event(content=GOOD)))
    ),
    "thinking apart": (event(reasoning_content="我想想6000"), event(content=GOOD)),
    "thinking apart by its new name": (event(reasoning="我想想6000"), event(content=GOOD)),
    "thinking in tags": (event(content=f"<think>\n6000个？\n</think>\n\n{GOOD}"),),
    "thinking in split tags": tuple(
        event(content=c) for c in f"<think>\n6000个？\n</think>\n\n{GOOD}"
    ),
    "no thinking in tags": (event(content=f"<think>\n\n</think>\n\n{GOOD}"),),
}


@pytest.mark.parametrize("parts", ODD_BUT_GOOD.values(), ids=list(ODD_BUT_GOOD))
@pytest.mark.parametrize("end", [b"data: [DONE]\n\n", f"data: {json.dumps(FINISHED)}\n\n".encode()])
def test_what_is_odd_but_good_is_an_answer(
    library: Assistant, endpoint: Endpoint, parts: tuple[bytes, ...], end: bytes
) -> None:
    connect(library, endpoint)
    endpoint.play(sending(*parts, end))
    answer, words = ask(library)
    assert (answer.mode, answer.notice) == ("generated", "")
    assert words == GOOD


def test_thinking_without_its_beginning_is_never_an_answer(
    library: Assistant, endpoint: Endpoint
) -> None:
    """The server has cut `<think>` off: the first time it is noticed too late, then no more."""
    connect(library, endpoint)
    endpoint.play(*[sending(event(content="先想"), event(content=f"一想</think>{GOOD}"))] * 2)
    answer, _ = ask(library)
    assert_quoted(answer)
    endpoint.play(
        sending(event(content="先想"), event(content=f"一想</think>{GOOD}"), b"data: [DONE]\n\n")
    )
    answer, words = ask(library)
    assert (answer.mode, words) == ("generated", GOOD)


CUT = b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}\n\ndata: [DONE]\n\n'


@pytest.mark.parametrize("half", ["献血的有3", "采集血液11", "摊到每千人口是4"])
def test_half_a_figure_is_never_an_answer(
    library: Assistant, endpoint: Endpoint, half: str
) -> None:
    """At the limit of tokens 3.1万人次 is cut to 3."""
    connect(library, endpoint)
    endpoint.play(sending(event(content=GOOD + half), CUT))
    answer, _ = ask(library)
    assert "5200个" in answer.text
    assert all(not sentence.text.endswith(half) for sentence in answer.sentences)


# --- asking again ---


@pytest.mark.parametrize("script", [*map(refusing, (429, 500, 502, 503)), hanging_up])
def test_a_passing_failure_is_tried_twice_more(
    library: Assistant, endpoint: Endpoint, script: Script
) -> None:
    connect(library, endpoint)
    endpoint.play(script, script, saying(GOOD))
    answer, _ = ask(library)
    assert (answer.mode, len(endpoint.questions)) == ("generated", 3)
    endpoint.play(script)
    answer, _ = ask(library)
    assert_quoted(answer)
    assert len(endpoint.questions) == 3


@pytest.mark.parametrize("status", [401, 402, 403, 404, 504])
def test_a_lasting_failure_is_not_tried_again(
    library: Assistant, endpoint: Endpoint, status: int
) -> None:
    connect(library, endpoint)
    endpoint.play(refusing(status))
    assert_quoted(ask(library)[0])
    assert len(endpoint.questions) == 1


def test_after_the_first_word_nothing_is_asked_again(
    library: Assistant, endpoint: Endpoint
) -> None:
    connect(library, endpoint)
    endpoint.play(sending(BEGUN), saying(GOOD))
    answer, words = ask(library)
    assert_quoted(answer)
    assert words == "云溪市"
    assert len(endpoint.questions) == 1


def test_silence_is_waited_for_once(library: Assistant, endpoint: Endpoint) -> None:
    connect(library, endpoint)
    endpoint.play(stalling())
    assert_quoted(ask(library)[0])
    assert len(endpoint.questions) == 1


def test_a_server_that_asks_for_a_pause_gets_it(
    library: Assistant, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    from youju.models import client

    waits: list[float] = []
    monkeypatch.setattr(client, "sleep", waits.append)
    connect(library, endpoint, Limits(first_word_s=20, between_words_s=1, whole_s=30))
    endpoint.play(refusing(429, Retry_After="3"), refusing(503, Retry_After="soon"), saying(GOOD))
    assert ask(library)[0].mode == "generated"
    assert waits == [3, 0.02]
    endpoint.play(refusing(429, Retry_After="60"), saying(GOOD))
    assert_quoted(ask(library)[0])
    assert len(waits) == 2


# --- ways of asking ---


def test_a_switch_that_is_not_known_is_left_out_from_then_on(
    library: Assistant, endpoint: Endpoint
) -> None:
    connect(library, endpoint)
    endpoint.play(refusing(400), refusing(422), saying(GOOD))
    assert ask(library)[0].mode == "generated"
    first, second, third = endpoint.questions
    assert first["reasoning_effort"] == "none"
    assert "reasoning_effort" not in second
    assert "chat_template_kwargs" in second
    assert "chat_template_kwargs" not in third
    endpoint.play(saying(GOOD))
    ask(library)
    assert "chat_template_kwargs" not in endpoint.questions[0]


def test_a_refusal_that_nothing_mends_changes_nothing(
    library: Assistant, endpoint: Endpoint
) -> None:
    connect(library, endpoint)
    endpoint.play(refusing(400, {"error": {"message": "maximum context length"}}))
    answer, _ = ask(library)
    assert_quoted(answer)
    assert "太长" in answer.notice
    endpoint.play(saying(GOOD))
    ask(library)
    assert endpoint.questions[0]["reasoning_effort"] == "none"


def test_the_limit_is_named_as_the_endpoint_wants(library: Assistant, endpoint: Endpoint) -> None:
    connect(library, endpoint)
    told = {"error": {"message": "Unsupported: 'max_tokens'. Use 'max_completion_tokens'."}}
    warm = {"error": {"message": "'temperature' does not support 0"}}
    endpoint.play(refusing(400, told), refusing(400, warm), saying(GOOD))
    assert ask(library)[0].mode == "generated"
    last = endpoint.questions[-1]
    assert last["max_completion_tokens"] == Settings().answer_tokens
    assert not {"max_tokens", "temperature"} & set(last)


def test_nothing_is_sent_but_the_prompt(library: Assistant, endpoint: Endpoint) -> None:
    connect(library, endpoint)
    endpoint.play(saying(GOOD))
    ask(library)
    (body,) = endpoint.questions
    assert set(body) == {
        *("model", "messages", "stream", "max_tokens", "temperature"),
        *("reasoning_effort", "chat_template_kwargs"),
    }
    assert body["temperature"] == 0
    assert [set(message) for message in body["messages"]] == [{"role", "content"}] * 2
    assert set(endpoint.headers[-1]) <= {
        *("host", "accept", "accept-encoding", "connection", "content-length", "content-type"),
        *("authorization", "user-agent"),
    }
    assert endpoint.headers[-1]["user-agent"] == "youju"


# --- several users ---


def test_four_ask_at_once(library: Assistant, endpoint: Endpoint) -> None:
    connect(library, endpoint, Limits(first_word_s=30, between_words_s=30, whole_s=60))
    together = Barrier(4)

    def script(line: Any) -> None:
        together.wait(20)  # none is answered before all have asked
        saying(GOOD)(line)

    endpoint.play(script)
    answers: list[Answer] = []
    threads = [Thread(target=lambda: answers.append(ask(library)[0])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.mode for answer in answers] == ["generated"] * 4


def test_who_reads_slowly_is_not_cut_off(library: Assistant, endpoint: Endpoint) -> None:
    connect(library, endpoint, Limits(first_word_s=0.5, between_words_s=0.5, whole_s=1))
    endpoint.play(saying(GOOD))
    events = []
    for told in library.stream(QUESTION):
        events.append(told)
        if len(events) in (2, 4):
            sleep(0.8)
    assert len(events) > 5
    assert events[-1].mode == "generated"


def test_half_a_sentence_is_never_shown(library: Assistant, endpoint: Endpoint) -> None:
    connect(library, endpoint)
    endpoint.play(sending(event(content=GOOD + "摊到每千人口"), CUT))
    answer, _ = ask(library)
    assert "5200个" in answer.text
    assert all(not s.text.endswith("摊到每千人口") for s in answer.sentences)


def test_who_leaves_frees_the_endpoint(library: Assistant, endpoint: Endpoint) -> None:
    connect(library, endpoint, Limits(first_word_s=30, between_words_s=30, whole_s=60))
    endpoint.left.clear()
    endpoint.play(endless(event(content="托位"), pace_s=0.01))
    stream = library.stream(QUESTION)
    while not isinstance(next(stream), Words):
        pass
    stream.close()  # type: ignore[attr-defined]
    assert endpoint.left.wait(10)
