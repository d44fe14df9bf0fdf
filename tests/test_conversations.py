"""Conversations in the record, on a real SQLite database."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from builders import reading
from fakes import answer_to
from sqlalchemy import text

from youju import schema
from youju.changes import put_reading, remove_document
from youju.conversations import Conversations
from youju.errors import NotFound
from youju.store import Store, open_store
from youju.types import Cell, Table

ME, OTHER = "me", "other"
TABLE = Table(
    columns=("地方", "床位"),
    rows=((Cell(text="甲市", citations=()), Cell(text="800张", citations=(3,))),),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def titles(kept: Conversations, reader: str = ME) -> list[str]:
    return [one.title for one in kept.all_of(reader)]


def test_an_answer_comes_back_as_it_was_given(store: Store) -> None:
    kept = Conversations(store)
    first, second = replace(answer_to("核对"), table=TABLE), answer_to("天气")
    kept.append(ME, "c1", first)
    kept.append(ME, "c1", second)
    assert [one.answer for one in kept.answers(ME, "c1")] == [first, second]
    assert kept.answers(ME, "c1")[1].question == "天气"
    assert kept.answers(ME, "c2") == ()


def test_a_conversation_is_called_by_its_first_question(store: Store) -> None:
    kept = Conversations(store)
    kept.append(ME, "c1", answer_to("有多少\n床位？"))
    kept.append(ME, "c1", answer_to("医院呢？"))
    kept.append(ME, "c2", answer_to("问" * 100))
    assert set(titles(kept)) == {"有多少 床位？", "问" * 40 + "…"}
    assert kept.one_of(ME, "c1").changed[:2] == "20"


def test_nobody_sees_or_changes_what_another_reader_asked(store: Store) -> None:
    kept = Conversations(store)
    kept.append(OTHER, "c1", answer_to("问"))
    kept.rename(ME, "c1", "我的")
    kept.delete(ME, "c1")
    assert titles(kept) == []
    assert kept.answers(ME, "c1") == ()
    assert titles(kept, OTHER) == ["问"]
    with pytest.raises(NotFound, match="不在"):
        kept.one_of(ME, "c1")


def test_a_conversation_is_renamed_and_deleted_with_its_answers(store: Store) -> None:
    kept = Conversations(store)
    kept.append(ME, "c1", answer_to("一"))
    kept.append(ME, "c2", answer_to("二"))
    kept.rename(ME, "c1", " 床位\n调研 ")
    kept.rename(ME, "c2", "  ")
    assert set(titles(kept)) == {"床位 调研", "二"}
    kept.delete(ME, "c1")
    assert titles(kept) == ["二"]
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM answers")).scalar() == 1


def test_the_one_that_was_added_to_last_comes_first(store: Store) -> None:
    kept = Conversations(store)
    for name in ("c1", "c2", "c1"):
        kept.append(ME, name, answer_to("问"))
    assert [one.conversation_id for one in kept.all_of(ME)] == ["c1", "c2"]


def test_a_document_that_is_removed_takes_no_answer_with_it(store: Store) -> None:
    kept = Conversations(store)
    with store.writing() as connection:
        put_reading(connection, reading("甲。", "aaaa"))
    kept.append(ME, "c1", answer_to("问"))
    with store.writing() as connection:
        remove_document(connection, "aaaa")
    assert kept.answers(ME, "c1")[0].answer == answer_to("问")


def test_a_library_from_before_there_were_conversations_opens_unchanged(tmp_path: Path) -> None:
    old = open_store(tmp_path)
    with old.writing() as connection:
        put_reading(connection, reading("甲。", "aaaa"))
        for table in (schema.answers, schema.conversations):
            table.drop(connection)
    old.close()
    opened = open_store(tmp_path)
    Conversations(opened).append(ME, "c1", answer_to("问"))
    assert opened.holds("aaaa")
    assert titles(Conversations(opened)) == ["问"]
    opened.close()


def test_an_answer_of_another_version_is_kept_as_text(store: Store) -> None:
    kept = Conversations(store)
    kept.append(ME, "c1", answer_to("问"))
    with store.reading() as connection, connection.begin():
        connection.execute(text("""UPDATE answers SET answer = '{"question": "问"}'"""))
    (one,) = kept.answers(ME, "c1")
    assert one.answer is None
    assert one.text == answer_to("问").text


def test_an_ingest_that_takes_long_holds_up_no_conversation(store: Store) -> None:
    """The library's writer may hold its lock for minutes."""
    kept = Conversations(store)
    with store.sole_writer():
        asking = Thread(target=kept.append, args=(ME, "c1", answer_to("问")))
        asking.start()
        asking.join(timeout=20)
        assert not asking.is_alive()
    assert titles(kept) == ["问"]


def test_two_pages_at_once_keep_all_their_answers(store: Store) -> None:
    kept = Conversations(store)

    def ask(page: int) -> None:
        for number in range(10):
            kept.append(ME, "shared", answer_to(f"{page}-{number}"))

    pages = [Thread(target=ask, args=(page,)) for page in (1, 2)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()
    asked = [one.question for one in kept.answers(ME, "shared")]
    assert len(asked) == 20
    assert [q for q in asked if q.startswith("1")] == [f"1-{n}" for n in range(10)]
