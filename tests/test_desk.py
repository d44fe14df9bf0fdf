"""What happens on the 问答 tab, without a browser: asked, kept, opened again, exported, failed."""

import re
import time
from base64 import b64decode
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from fakes import COUNT, FakeAssistant

from youju.errors import LibraryBroken, NotFound
from youju.types import Answer, AnswerEvent, Document, Turn
from youju.web.conversation import Conversation, Turnstile
from youju.web.desk import Desk, Parts, seat_of

PARTS = Parts(**{name: name for name in Parts.__dataclass_fields__})  # type: ignore[arg-type]
SEAT = ["me", "c1"]


class Watched(FakeAssistant):
    """Notes which streams came to their end or were closed."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir, pace=0.01)
        self.ended: list[str] = []
        self.gone: set[str] = set()

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[AnswerEvent]:
        try:
            yield from super().stream(question, history)
        finally:
            self.ended.append(question)

    def document(self, doc_id: str) -> Document:
        if doc_id in self.gone:
            raise NotFound("知识库里没有这份文献。")
        return super().document(doc_id)


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Watched]:
    watched = Watched(tmp_path)
    yield watched
    watched.store.close()


@pytest.fixture
def desk(assistant: Watched) -> Desk:
    return Desk(assistant, PARTS)


def pressed(**data: str) -> Any:
    return SimpleNamespace(**data)


def asked(desk: Desk, question: str, past: Conversation = (), seat: Any = SEAT) -> dict[Any, Any]:
    """What the page shows after the answer."""
    shown: dict[Any, Any] = {"past": past}
    for update in desk.ask(question, past, seat, Turnstile()):
        shown |= update
    return shown


def replies(shown: dict[Any, Any]) -> list[str]:
    return [message["content"] for message in shown["log"] if message["role"] == "assistant"]


# Kept


def test_a_page_that_is_opened_again_shows_what_it_showed(desk: Desk, assistant: Watched) -> None:
    shown = asked(desk, "核对", asked(desk, "问")["past"])
    again = Desk(assistant, PARTS).arrive(SEAT)
    assert [e.question for e in again["past"]] == ["问", "核对"]
    assert again["panel"] == shown["panel"]
    assert [len(re.findall("yj-marker", r)) for r in replies(again)] == [4, 3]
    assert "12亿元<small>（无据）</small>" in replies(again)[1]
    assert (again["seat"], again["chips"]) == (SEAT, "")


def test_a_page_that_was_never_here_begins_empty_and_gets_a_seat(desk: Desk) -> None:
    shown = desk.arrive(None)
    assert shown["log"] == []
    assert "可以这样问" in shown["chips"]
    assert seat_of(shown["seat"]).stored == shown["seat"]


@pytest.mark.parametrize("stored", [None, "", [], ["me"], ["", "c1"], {"reader": "me"}, [1, 2]])
def test_what_a_browser_has_kept_may_be_anything(stored: Any) -> None:
    seat = seat_of(stored)
    assert len(seat.reader) == len(seat.conversation) == 32


def test_a_program_started_anew_remembers_the_conversation(desk: Desk, assistant: Watched) -> None:
    """Its pages have lost their state, and not what they show."""
    asked(desk, "问")
    assert len(asked(desk, "核对", past=())["log"]) == 4
    assert assistant.histories[-1][0].content == "问"


def test_two_pages_with_one_conversation_keep_both_their_answers(desk: Desk) -> None:
    first = asked(desk, "问")["past"]
    asked(desk, "摘录", first)
    asked(desk, "核对", first)
    assert [e.question for e in desk.arrive(SEAT)["past"]] == ["问", "摘录", "核对"]


def test_failures_and_what_was_stopped_are_not_kept(desk: Desk) -> None:
    asked(desk, "出错")
    turnstile = Turnstile()
    for update in desk.ask("慢", (), SEAT, turnstile):
        if "yj-evidence" in update["log"][-1]["content"]:
            turnstile.stop()
    assert desk.arrive(SEAT)["log"] == []


def test_a_document_that_left_since_is_told_at_its_marker(desk: Desk, assistant: Watched) -> None:
    asked(desk, "摘录")
    assistant.gone = {"bbbb"}
    shown = desk.arrive(SEAT)
    assert re.findall(r'title="([^"]+)">\[', replies(shown)[0]) == [
        "来源 1：文献已移出",
        "查看来源 2",
    ]
    assert "文献已移出" in shown["panel"]
    assert "文献已移出" in saved(
        desk.export_answer(shown["past"], SEAT, pressed(answer="1", how="md"))
    )


def test_an_answer_that_cannot_be_stored_is_there_and_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(reader: str, conversation_id: str, answer: Answer) -> None:
        raise LibraryBroken("磁盘已满，知识库写不下。", remedy="腾出空间后再试")

    monkeypatch.setattr(desk.kept, "append", full)
    reply = replies(asked(desk, "问"))[0]
    assert "5448家" in reply
    assert "没有存入历史对话：磁盘已满，知识库写不下。腾出空间后再试。" in reply


def test_storing_an_answer_does_not_hold_it_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store waits here until the reader has the whole answer."""
    shown, kept = Event(), []

    def slow(reader: str, conversation_id: str, answer: Answer) -> None:
        assert shown.wait(timeout=20)
        kept.append(answer.question)

    monkeypatch.setattr(desk.kept, "append", slow)
    for update in desk.ask("问", (), SEAT, Turnstile()):
        if not update["past"][-1].under_way:
            assert kept == []
            shown.set()
    assert kept == ["问"]


# Left midway


def test_a_reader_who_leaves_midway_ends_the_work(desk: Desk, assistant: Watched) -> None:
    turnstile = Turnstile()
    updates = desk.ask("慢", (), SEAT, turnstile)
    while "yj-evidence" not in next(updates)["log"][-1]["content"]:
        continue
    updates.close()  # type: ignore[attr-defined]
    assert turnstile.is_free
    for _ in range(100):
        if assistant.ended:
            break
        time.sleep(0.05)
    assert assistant.ended == ["慢"]
    assert desk.arrive(SEAT)["log"] == []


# Wrong questions and failures


def test_a_blank_question_is_told_and_asks_nothing(desk: Desk, assistant: Watched) -> None:
    assert list(desk.ask(" \n", (), SEAT, Turnstile())) == [
        {"hint": "问题是空的。请先输入一个问题，再发送。"}
    ]
    assert assistant.histories == []


@pytest.mark.parametrize(
    ("question", "told", "remedy"),
    [("问" * 2001, "问题太长。", "把问题缩短"), ("出错", "没有回应。", "检查接口地址后再问")],
)
def test_a_question_that_failed_goes_back_into_the_box(
    desk: Desk, question: str, told: str, remedy: str
) -> None:
    shown = asked(desk, question)
    assert told in replies(shown)[0]
    assert remedy in replies(shown)[0]
    assert shown["box"] == ""
    assert shown["again"] == question
    assert asked(desk, "问")["again"] == ""


def test_a_chip_leaves_what_is_being_typed(desk: Desk) -> None:
    updates = list(desk.ask_chip((), SEAT, Turnstile(), pressed(question="问")))
    assert all("box" not in update for update in updates)
    assert "5448家" in replies(updates[-1])[0]


# Earlier conversations


def titles(update: dict[Any, Any]) -> list[str]:
    return re.findall(r'class="yj-reopen">(.*?)</button>', update["history"])


def test_earlier_conversations_are_listed_opened_renamed_and_deleted(desk: Desk) -> None:
    asked(desk, "问")
    seat = desk.renew(SEAT, Turnstile())["seat"]
    asked(desk, "摘录", seat=seat)
    listed = desk.list_earlier(seat)
    assert titles(listed) == ["摘录", "问"]
    assert re.findall(r'data-conversation="(\w+)" aria-current', listed["history"]) == [seat[1]]
    opened = desk.reopen(seat, Turnstile(), pressed(conversation="c1"))
    assert opened["seat"] == SEAT
    assert opened["past"][0].question == "问"
    renamed = desk.rename(seat, pressed(conversation="c1", title="机构数"))
    assert titles(renamed) == ["摘录", "机构数"]
    deleted = desk.delete(seat, Turnstile(), pressed(conversation="c1"))
    assert titles(deleted) == ["摘录"]
    assert "log" not in deleted  # another one is on the page
    here = desk.delete(seat, Turnstile(), pressed(conversation=seat[1]))
    assert (titles(here), here["log"]) == ([], [])
    assert here["seat"][1] != seat[1]


def test_nothing_on_the_page_is_exchanged_while_an_answer_is_under_way(desk: Desk) -> None:
    asked(desk, "问")
    busy = Turnstile()
    busy.enter()
    for update in (
        desk.reopen(SEAT, busy, pressed(conversation="c1")),
        desk.delete(SEAT, busy, pressed(conversation="c1")),
    ):
        assert list(update) == ["hint"]
        assert "还在回答" in update["hint"]
    assert titles(desk.list_earlier(SEAT)) == ["问"]


def test_what_another_page_has_deleted_is_told(desk: Desk) -> None:
    gone = pressed(conversation="c9", how="md")
    for update in (desk.reopen(SEAT, Turnstile(), gone), desk.export_conversation(SEAT, gone)):
        assert update == {"hint": "这段对话已经不在了。它可能在另一个窗口里被删除，请刷新页面。"}


# Files


def saved(update: dict[Any, Any]) -> str:
    """The text of the file that the browser is handed."""
    link = update["download"]
    data = b64decode(re.findall(r";base64,([^\"]+)\"", link)[0])
    if ".docx" not in link:
        return data.decode("utf-8")
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs)


@pytest.mark.parametrize("how", ["md", "docx"])
def test_an_answer_or_a_conversation_is_saved_with_its_sources(desk: Desk, how: str) -> None:
    past = asked(desk, "摘录", asked(desk, "问")["past"])["past"]
    one = saved(desk.export_answer(past, SEAT, pressed(answer="2", how=how)))
    assert "[2] 《在全市卫生健康工作会议上的讲话》" in one
    assert COUNT in one
    assert "5448家[1]" not in one
    whole = saved(desk.export_conversation(SEAT, pressed(conversation="c1", how=how)))
    assert "5448家[1]" in whole
    assert one.splitlines()[-1] in whole
    again = saved(desk.export_answer((), SEAT, pressed(answer="2", how=how)))
    assert again == one  # from a page whose program was started anew
    nothing = desk.export_answer((), SEAT, pressed(answer="3", how=how))
    assert nothing == {"hint": "这个回答已经不在了。请刷新页面。"}
