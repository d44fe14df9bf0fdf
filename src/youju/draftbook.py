"""Drafts in the record: every version of what was drafted on the page, newest last.

Each belongs to one reader, who sees no one else's. A version is kept whole, as text that whoever
drafts can read again. Knows nothing of what is in it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, delete, select

from youju import schema
from youju.database import faults_told
from youju.store import Store

_MOST = 50  # versions of one reader


class Draftbook:
    """The drafts of one data folder's record."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def append(self, reader: str, payload: str) -> None:
        """Keep a further version; of very many the oldest go."""
        table = schema.drafts
        kept = datetime.now().astimezone().isoformat(timespec="microseconds")
        with self._writing() as connection:
            connection.execute(
                table.insert().values({"reader": reader, "kept": kept, "payload": payload})
            )
            newest = select(table.c.id).where(table.c.reader == reader)
            newest = newest.order_by(table.c.id.desc()).limit(_MOST)
            connection.execute(
                delete(table).where(table.c.reader == reader, table.c.id.not_in(newest))
            )

    def all_of(self, reader: str) -> tuple[str, ...]:
        """A reader's versions, oldest first."""
        table = schema.drafts
        query = select(table.c.payload).where(table.c.reader == reader).order_by(table.c.id)
        with self._store.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def clear(self, reader: str) -> None:
        """Delete all versions of a reader."""
        with self._writing() as connection:
            connection.execute(delete(schema.drafts).where(schema.drafts.c.reader == reader))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction, beside the library's one writer, as in `conversations`."""
        with faults_told(), self._store.reading() as connection, connection.begin():
            yield connection
