"""The ledger: figures and gaps of all documents as rows with their words, filtered in the record.

Rows are made one by one and their words are cut out by the database, so that a large library costs
no more memory than a small one. What makes two places the same, it does not know.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Table, and_, false, func, or_, select, tuple_

from youju import schema
from youju.findings import GapRow, LedgerFilter, LedgerRow
from youju.store import Store, build
from youju.types import Chunk, Figure, Gap

Noun = TypeVar("Noun", Figure, Gap)

_AROUND = 30  # characters on either side of a gap
_PAGE = 500


def ledger_rows(store: Store, wanted: LedgerFilter) -> Iterator[LedgerRow]:
    """The figures that are wanted, by document and in the order of the text.

    A period is wanted where it is one of the figure's years; a place only letter for letter.
    """
    table, documents = schema.figures, schema.documents
    query = select(
        table,
        documents.c.source,
        documents.c.title,
        documents.c.trust,
        _words(table.c.start, table.c.end).label("quote"),
        _words(table.c.sentence_start, table.c.sentence_end).label("sentence"),
    )
    conditions = {
        table.c.kind: wanted.kind,
        table.c.doc_id: wanted.doc_id,
        table.c.place: wanted.place,
    }
    query = query.where(*(column == value for column, value in conditions.items() if value))
    for column, part in ((table.c.period, wanted.period), (table.c.indicator, wanted.indicator)):
        if part:
            query = query.where(column.contains(part, autoescape=True))
    for row in _paged(store, query, table):
        yield LedgerRow(
            figure=build(Figure, row),
            **{name: row[name] for name in ("source", "title", "trust", "quote", "sentence")},
        )


def gap_rows(store: Store, doc_id: str | None = None) -> Iterator[GapRow]:
    """The gaps of all documents, or of one."""
    table, documents = schema.gaps, schema.documents
    start = func.max(table.c.start - _AROUND, 0)
    query = select(
        table,
        documents.c.source,
        documents.c.title,
        _words(table.c.start, table.c.end).label("quote"),
        _words(start, table.c.end + _AROUND).label("context"),
    )
    if doc_id is not None:
        query = query.where(table.c.doc_id == doc_id)
    for row in _paged(store, query, table):
        yield GapRow(
            gap=build(Gap, row),
            **{name: row[name] for name in ("source", "title", "quote", "context")},
        )


@dataclass(frozen=True, slots=True)
class FigureLedger:
    """The figures and gaps that stand in given chunks, by document and in the order of the text."""

    store: Store

    def figures_within(self, chunks: Sequence[Chunk]) -> tuple[Figure, ...]:
        return self._within(schema.figures, Figure, chunks)

    def gaps_within(self, chunks: Sequence[Chunk]) -> tuple[Gap, ...]:
        return self._within(schema.gaps, Gap, chunks)

    def _within(self, table: Table, noun: type[Noun], chunks: Sequence[Chunk]) -> tuple[Noun, ...]:
        inside = [
            and_(
                table.c.doc_id == chunk.doc_id,
                table.c.start >= chunk.start,
                table.c.end <= chunk.end,
            )
            for chunk in chunks
        ]
        query = select(table).where(or_(false(), *inside))
        query = query.order_by(table.c.doc_id, table.c.start, table.c.id)
        with self.store.reading() as connection:
            return tuple(build(noun, row) for row in connection.execute(query).mappings())


def _words(start: Any, end: Any) -> Any:
    return func.substr(schema.documents.c.text, start + 1, end - start)


def _paged(store: Store, query: Any, table: Table) -> Iterator[Any]:
    """The rows of a query, a page at a time: no transaction stays open while they are used."""
    documents = schema.documents
    query = query.add_columns(documents.c.id.label("at"), table.c.id.label("row"))
    query = query.join(documents, documents.c.doc_id == table.c.doc_id)
    last = (0, 0, 0)
    while True:
        after = tuple_(documents.c.id, table.c.start, table.c.id) > tuple_(*last)
        page = query.where(after).order_by(documents.c.id, table.c.start, table.c.id).limit(_PAGE)
        with store.reading() as connection:
            rows = connection.execute(page).mappings().all()
        yield from rows
        if len(rows) < _PAGE:
            return
        last = (rows[-1]["at"], rows[-1]["start"], rows[-1]["row"])
