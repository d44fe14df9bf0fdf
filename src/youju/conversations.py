"""Conversations in the record: what was asked on the page, and the answers given there.

Each belongs to one reader, who sees no one else's. An answer is kept whole, as JSON of our nouns,
so it can be shown again with its sources. Knows nothing of how answers are made or shown.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.dialects.sqlite import insert

from youju import schema
from youju.database import faults_told
from youju.errors import NotFound
from youju.store import Store
from youju.text import storable
from youju.types import Answer

_TITLE_CHARS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationFacts:
    """A conversation as a list tells it."""

    conversation_id: str
    title: str  # its first question, or what its reader has called it
    changed: str  # when it was last added to, ISO, local time


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """One question of a conversation and its answer."""

    question: str
    text: str  # with markers, as shown
    answer: Answer | None  # None: another version wrote it, and this one cannot read it


class Conversations:
    """The conversations of one data folder's record."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def append(self, reader: str, conversation_id: str, answer: Answer) -> None:
        """Add an answer to a conversation, which begins with it where there is none.

        Only ever adds: two pages that have one conversation open keep both their answers.
        """
        changed = datetime.now().astimezone().isoformat(timespec="microseconds")
        title = " ".join(answer.question.split())
        head = {
            "conversation_id": conversation_id,
            "reader": reader,
            "title": title if len(title) <= _TITLE_CHARS else f"{title[:_TITLE_CHARS]}…",
            "changed": changed,
        }
        row = {
            "conversation_id": conversation_id,
            "question": answer.question,
            "text": answer.text,
            "answer": _as_json(answer),
        }
        table = schema.conversations
        begun = insert(table).values(head)
        with self._writing() as connection:
            connection.execute(
                begun.on_conflict_do_update(
                    index_elements=["conversation_id"], set_={"changed": changed}
                )
            )
            connection.execute(schema.answers.insert(), row)

    def all_of(self, reader: str, most: int = 200) -> tuple[ConversationFacts, ...]:
        """A reader's conversations, the last one that was added to first."""
        table = schema.conversations
        query = select(table.c.conversation_id, table.c.title, table.c.changed)
        query = query.where(table.c.reader == reader).order_by(table.c.changed.desc())
        with self._store.reading() as connection:
            rows = connection.execute(query.limit(most)).mappings()
            return tuple(ConversationFacts(**row) for row in rows)

    def one_of(self, reader: str, conversation_id: str) -> ConversationFacts:
        """A conversation of that reader; raise NotFound."""
        table = schema.conversations
        query = select(table.c.conversation_id, table.c.title, table.c.changed)
        with self._store.reading() as connection:
            row = connection.execute(query.where(_is(reader, conversation_id))).mappings().first()
        if row is None:
            raise NotFound("这段对话已经不在了。", remedy="它可能在另一个窗口里被删除，请刷新页面")
        return ConversationFacts(**row)

    def answers(self, reader: str, conversation_id: str) -> tuple[KeptAnswer, ...]:
        """The answers of a conversation of that reader, oldest first; none where there is none."""
        table = schema.answers
        query = select(table.c.question, table.c.text, table.c.answer).join(schema.conversations)
        query = query.where(_is(reader, conversation_id)).order_by(table.c.id)
        with self._store.reading() as connection:
            return tuple(
                KeptAnswer(question=row.question, text=row.text, answer=_from_json(row.answer))
                for row in connection.execute(query)
            )

    def rename(self, reader: str, conversation_id: str, title: str) -> None:
        """Give a conversation another title; a blank one changes nothing."""
        title = storable(" ".join(title.split()))
        if title:
            table = schema.conversations
            renamed = table.update().where(_is(reader, conversation_id)).values(title=title)
            with self._writing() as connection:
                connection.execute(renamed)

    def delete(self, reader: str, conversation_id: str) -> None:
        """Delete a conversation with its answers."""
        with self._writing() as connection:
            connection.execute(schema.conversations.delete().where(_is(reader, conversation_id)))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction, beside the library's one writer.

        That writer's lock is held as long as an ingest lasts. No table here has to agree with the
        documents' tables, so the database's own lock, held for a moment, is enough.
        """
        with faults_told(), self._store.reading() as connection, connection.begin():
            yield connection


def _is(reader: str, conversation_id: str) -> ColumnElement[bool]:
    table = schema.conversations
    return (table.c.conversation_id == conversation_id) & (table.c.reader == reader)


@lru_cache
def _adapter() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


def _as_json(answer: Answer) -> str:
    return _adapter().dump_json(answer).decode("utf-8")


def _from_json(text: str) -> Answer | None:
    try:
        return _adapter().validate_json(text)
    except ValidationError:
        return None
