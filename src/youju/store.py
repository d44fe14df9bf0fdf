"""The record: documents, sections, chunks, figures and gaps in one SQL database, to be read.

The record is the truth; the full-text index lives beside its tables and Chroma is derived from it.
One process writes at a time, and readers always see the last whole transaction. What is written
within a transaction is in `changes`. Knows nothing of how documents are read or searched.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, Row, RowMapping, Select, Table, func, select

from youju import schema
from youju.database import faults_told, open_database
from youju.errors import LibraryBusy, NotFound
from youju.findings import Copy, Difference
from youju.text import storable
from youju.types import Chunk, Document, DocumentFacts, Edit, EditOp, Figure, Gap, Reading, Section

_WAIT_FOR_WRITER_S = 30
_FACTS = [f.name for f in fields(DocumentFacts)]
LISTS = {"addresses", "inferred", "headings"}

Noun = TypeVar("Noun", Section, Chunk, Figure, Gap)


class Store:
    """Reads from, and transactions on, one data folder's record."""

    def __init__(self, engine: Engine, lock: FileLock) -> None:
        self._engine = engine
        self._lock = lock

    @contextmanager
    def sole_writer(self) -> Iterator[None]:
        """Hold the library for writing (re-entrant); raise LibraryBusy when another one does."""
        try:
            self._lock.acquire(timeout=_WAIT_FOR_WRITER_S)
        except Timeout as busy:
            raise LibraryBusy(
                "知识库正被另一个程序写入。", remedy="等它结束后再试，或先关闭那个程序"
            ) from busy
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction by the one writer."""
        with self.sole_writer(), faults_told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with faults_told(), self._engine.connect() as connection:
            yield connection

    def close(self) -> None:
        self._engine.dispose()

    def facts(self) -> tuple[DocumentFacts, ...]:
        """Every document's facts, in the order in which they came."""
        table = schema.documents
        with self.reading() as connection:
            query = select(*(table.c[name] for name in _FACTS)).order_by(table.c.id)
            return tuple(build(DocumentFacts, row) for row in connection.execute(query).mappings())

    def document(self, doc_id: str) -> Document:
        """The document of that id (its first letters will do); raise NotFound."""
        return _document(self._found(doc_id))

    def whole_reading(self, doc_id: str) -> Reading:
        """All that the record holds of a document; raise NotFound."""
        row = self._found(doc_id)
        document = _document(row)
        return Reading(
            document=document,
            raw=row["raw"],
            notes=tuple(json.loads(row["notes"])),
            sections=self.sections(document.doc_id),
            chunks=self.chunks(document.doc_id),
            figures=self.figures(document.doc_id),
            gaps=self.gaps(document.doc_id),
            signature=row["signature"],
        )

    def _found(self, doc_id: str) -> RowMapping:
        table, kept = schema.documents, schema.originals
        query = select(table, kept.c.text.label("raw"), kept.c.edits, kept.c.notes).join(kept)
        wanted = table.c.doc_id.startswith(storable(doc_id), autoescape=True)
        query = query.where(wanted).limit(2)
        with self.reading() as connection:
            found = connection.execute(query).mappings().all()
        if len(found) != 1 or not doc_id:
            raise NotFound(
                f"知识库里没有编号为 {doc_id or '（空）'} 的文献。",
                remedy="用 youju documents 查看文献编号",
            )
        return found[0]

    def holds(self, doc_id: str) -> bool:
        query = select(schema.documents.c.id).where(schema.documents.c.doc_id == doc_id)
        with self.reading() as connection:
            return connection.execute(query).first() is not None

    def edit_counts(self) -> dict[str, dict[EditOp, int]]:
        """How often each document was repaired, flagged and cut."""
        table = schema.documents
        query = select(table.c.doc_id, table.c.repairs, table.c.flags, table.c.drops)
        with self.reading() as connection:
            return {
                row.doc_id: {"repair": row.repairs, "flag": row.flags, "drop": row.drops}
                for row in connection.execute(query)
            }

    def copies(self, doc_id: str) -> tuple[Copy, ...]:
        """The files that share a document, those of its very text first."""
        table = schema.files
        query = select(table).where(table.c.doc_id == doc_id)
        with self.reading() as connection:
            rows = connection.execute(query.order_by(table.c.differences != "[]", table.c.path))
            return tuple(_copy(row) for row in rows)

    def signatures(self) -> Iterator[tuple[str, bytes]]:
        """Every document's id and signature."""
        with self.reading() as connection:
            query = select(schema.documents.c.doc_id, schema.documents.c.signature)
            for row in connection.execute(query):
                yield row.doc_id, row.signature

    def corrections(self, doc_id: str) -> dict[str, str]:
        """What a person has stated of a document."""
        table = schema.corrections
        query = select(table.c.name, table.c.value).where(table.c.doc_id == doc_id)
        with self.reading() as connection:
            return {row.name: row.value for row in connection.execute(query)}

    def sections(self, doc_id: str) -> tuple[Section, ...]:
        return self._of(Section, schema.sections, doc_id)

    def chunks(self, doc_id: str | None = None) -> tuple[Chunk, ...]:
        return self._of(Chunk, schema.chunks, doc_id)

    def figures(self, doc_id: str | None = None) -> tuple[Figure, ...]:
        """The figures of one document, or of all, in the order of the texts."""
        return self._of(Figure, schema.figures, doc_id)

    def gaps(self, doc_id: str | None = None) -> tuple[Gap, ...]:
        """The gaps of one document, or of all, in the order of the texts."""
        return self._of(Gap, schema.gaps, doc_id)

    def _of(self, noun: type[Noun], table: Table, doc_id: str | None) -> tuple[Noun, ...]:
        query = select(table).join(schema.documents).order_by(schema.documents.c.id, table.c.start)
        if doc_id is not None:
            query = query.where(table.c.doc_id == doc_id)
        with self.reading() as connection:
            return tuple(build(noun, row) for row in connection.execute(query).mappings())

    def chunks_by_id(self, ids: Sequence[str]) -> dict[str, tuple[Chunk, DocumentFacts]]:
        """The chunks that the record still holds, each with its document's facts."""
        facts = [schema.documents.c[name].label(f"d_{name}") for name in _FACTS]
        query = select(schema.chunks, *facts).join(schema.documents)
        query = query.where(schema.chunks.c.chunk_id.in_(ids))
        with self.reading() as connection:
            return {
                row["chunk_id"]: (
                    build(Chunk, row),
                    build(DocumentFacts, {name: row[f"d_{name}"] for name in _FACTS}),
                )
                for row in connection.execute(query).mappings()
            }

    def places(self) -> dict[str, tuple[str, ...]]:
        """Every place that documents are about, and the ids of those documents."""
        table = schema.documents
        found: dict[str, tuple[str, ...]] = {}
        with self.reading() as connection:
            query = select(table.c.place, table.c.doc_id).where(table.c.place.is_not(None))
            for place, doc_id in connection.execute(query):
                found[place] = (*found.get(place, ()), doc_id)
        return found

    def periods(self) -> set[tuple[str, str]]:
        """Places that documents are about, each with the years that one of them speaks of."""
        table = schema.documents
        query = select(table.c.place, table.c.period).distinct()
        query = query.where(table.c.place.is_not(None), table.c.period.is_not(None))
        with self.reading() as connection:
            return {(row.place, row.period) for row in connection.execute(query)}

    def counts(self) -> tuple[int, int]:
        """How many documents and how many chunks there are."""
        with self.reading() as connection:
            both = select(
                select(func.count()).select_from(schema.documents).scalar_subquery(),
                select(func.count()).select_from(schema.chunks).scalar_subquery(),
            )
            documents, chunks = connection.execute(both).one()
            return documents, chunks

    def chunk_counts(self) -> dict[str, int]:
        """How many chunks each document has."""
        doc_id = schema.chunks.c.doc_id
        with self.reading() as connection:
            rows = connection.execute(select(doc_id, func.count()).group_by(doc_id))
            return {row[0]: row[1] for row in rows}

    def files(self) -> dict[str, tuple[str, str]]:
        """The stamp and the document of every ingested path."""
        with self.reading() as connection:
            rows = connection.execute(select(schema.files))
            return {row.path: (row.stamp, row.doc_id) for row in rows}

    def number(self, name: str) -> int:
        """A number that the record keeps under that name; 0 where there is none."""
        with self.reading() as connection:
            query = select(schema.meta.c.value).where(schema.meta.c.name == name)
            return connection.execute(query).scalar() or 0

    def unembedded(self, collection: str, limit: int) -> list[str]:
        """Ids of chunks that the collection does not hold yet, the longest first.

        Texts of one length are embedded together without padding.
        """
        chunks = schema.chunks
        query = _unembedded(chunks.c.chunk_id, collection)
        query = query.order_by((chunks.c.end - chunks.c.start).desc(), chunks.c.id)
        with self.reading() as connection:
            return list(connection.execute(query.limit(limit)).scalars())

    def embedded(self, collection: str) -> list[str]:
        """Ids that the collection has acknowledged."""
        table = schema.embedded
        query = select(table.c.chunk_id).where(table.c.collection == collection)
        with self.reading() as connection:
            return list(connection.execute(query).scalars())

    def outdated(self, collection: str) -> list[str]:
        """Ids that the collection holds although no chunk has them any more."""
        known = select(schema.chunks.c.chunk_id)
        query = select(schema.embedded.c.chunk_id).where(
            schema.embedded.c.collection == collection, schema.embedded.c.chunk_id.not_in(known)
        )
        with self.reading() as connection:
            return list(connection.execute(query).scalars())

    def count_unembedded(self, collection: str) -> int:
        with self.reading() as connection:
            return int(connection.execute(_unembedded(func.count(), collection)).scalar_one())


def open_store(data_dir: Path) -> Store:
    """Open the data folder's record, making it where there is none."""
    return Store(open_database(data_dir), FileLock(data_dir / "write.lock"))


def _document(row: RowMapping) -> Document:
    edits = tuple(Edit(**edit) for edit in json.loads(row["edits"]))
    return Document(facts=build(DocumentFacts, row), text=row["text"], edits=edits)


def _copy(row: Row[Any]) -> Copy:
    differences = tuple(Difference(**found) for found in json.loads(row.differences))
    return Copy(doc_id=row.doc_id, address=row.path, differences=differences)


def _unembedded(what: Any, collection: str) -> Select[Any]:
    held = select(schema.embedded.c.chunk_id).where(schema.embedded.c.collection == collection)
    return select(what).select_from(schema.chunks).where(schema.chunks.c.chunk_id.not_in(held))


def build(noun: Any, row: Any) -> Any:
    """A noun from a row whose columns are named as its fields."""
    values = {name: row[name] for name in _names(noun)}
    for name in LISTS & values.keys():
        values[name] = tuple(json.loads(values[name]))
    if noun is Figure:
        values["value"] = Decimal(values["value"])
        values["upper"] = None if values["upper"] is None else Decimal(values["upper"])
    return noun(**values)


@lru_cache
def _names(noun: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(noun))
