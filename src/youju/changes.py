"""What is written to the record: each function makes one change within a transaction.

The caller opens the transaction (`Store.writing`), so changes that belong together succeed or fail
together. Knows nothing of why a change is made.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from youju import schema
from youju.findings import Copy
from youju.store import LISTS
from youju.types import Reading

_PARTS = (schema.sections, schema.chunks, schema.figures, schema.gaps)


def put_reading(connection: Connection, reading: Reading) -> None:
    """Write a document and all that was found in it, in the place of what was there of it."""
    document = reading.document
    row = _row(document.facts) | {"text": document.text, "signature": reading.signature}
    ops = [edit.op for edit in document.edits]
    row |= {f"{op}s": ops.count(op) for op in ("repair", "flag", "drop")}
    table = schema.documents
    if connection.execute(table.update().where(table.c.doc_id == document.doc_id), row).rowcount:
        forget_vectors(connection, document.doc_id)
        for part in (*_PARTS, schema.originals):
            connection.execute(part.delete().where(part.c.doc_id == document.doc_id))
    else:
        connection.execute(table.insert(), row)
    original = {"doc_id": document.doc_id, "text": reading.raw, "notes": _json(reading.notes)}
    original["edits"] = _json([asdict(edit) for edit in document.edits])
    connection.execute(schema.originals.insert(), original)
    _put(connection, schema.sections, [_row(section) for section in reading.sections])
    put_chunks(connection, reading)
    _put(connection, schema.figures, [_row(figure) for figure in reading.figures])
    _put(connection, schema.gaps, [_row(gap) for gap in reading.gaps])


def put_chunks(connection: Connection, reading: Reading) -> None:
    """Write a document's chunks in the place of those that were there."""
    table = schema.chunks
    connection.execute(table.delete().where(table.c.doc_id == reading.document.doc_id))
    rows = [_row(chunk) | {"chunk_id": chunk.chunk_id} for chunk in reading.chunks]
    _put(connection, table, rows)


def put_file(connection: Connection, copy: Copy, stamp: str) -> None:
    """Say which document a file holds; its path becomes one of the document's addresses."""
    row = {"path": copy.address, "stamp": stamp, "doc_id": copy.doc_id}
    row["differences"] = _differences(copy)
    statement = insert(schema.files).values(row)
    connection.execute(statement.on_conflict_do_update(index_elements=["path"], set_=row))
    _renew_addresses(connection, copy.doc_id)


def move_file(connection: Connection, copy: Copy) -> None:
    """Have a file that is known already stand under another document."""
    table = schema.files
    row = {"doc_id": copy.doc_id, "differences": _differences(copy)}
    connection.execute(table.update().where(table.c.path == copy.address).values(row))
    _renew_addresses(connection, copy.doc_id)


def remove_file(connection: Connection, path: str) -> None:
    """Forget a path; its document goes with its last path (see `orphans`)."""
    query = schema.files.delete().where(schema.files.c.path == path)
    doc_id = connection.execute(query.returning(schema.files.c.doc_id)).scalar()
    if doc_id:
        left_by_a_file(connection, doc_id)


def left_by_a_file(connection: Connection, doc_id: str) -> None:
    """Have a document's copies read again, once no file holds its very text any more."""
    table = schema.files
    exact = select(table.c.path).where(table.c.doc_id == doc_id, table.c.differences == "[]")
    if not connection.execute(exact.limit(1)).first():
        connection.execute(table.update().where(table.c.doc_id == doc_id).values(stamp=""))
    _renew_addresses(connection, doc_id)


def orphans(connection: Connection) -> list[str]:
    """Documents that no path holds any more."""
    held = select(schema.files.c.doc_id)
    query = select(schema.documents.c.doc_id).where(schema.documents.c.doc_id.not_in(held))
    return list(connection.execute(query).scalars())


def remove_document(connection: Connection, doc_id: str) -> None:
    """Remove a document, all that was found in it, and its paths."""
    connection.execute(schema.documents.delete().where(schema.documents.c.doc_id == doc_id))


def put_corrections(connection: Connection, doc_id: str, stated: Mapping[str, str]) -> None:
    """Keep what a person has stated of a document, beside what was stated before."""
    for name, value in stated.items():
        row = {"doc_id": doc_id, "name": name, "value": value}
        statement = insert(schema.corrections).values(row)
        connection.execute(
            statement.on_conflict_do_update(index_elements=["doc_id", "name"], set_=row)
        )


def forget_vectors(connection: Connection, doc_id: str) -> None:
    """Have a document's chunks embedded anew: what stands in front of them has changed."""
    mine = select(schema.chunks.c.chunk_id).where(schema.chunks.c.doc_id == doc_id)
    connection.execute(schema.embedded.delete().where(schema.embedded.c.chunk_id.in_(mine)))


def note_embedded(connection: Connection, collection: str, ids: Sequence[str]) -> None:
    _put(connection, schema.embedded, [{"collection": collection, "chunk_id": i} for i in ids])


def note_dropped(connection: Connection, collection: str, ids: Sequence[str]) -> None:
    table = schema.embedded
    gone = (table.c.collection == collection) & (table.c.chunk_id == bindparam("gone"))
    if ids:
        connection.execute(table.delete().where(gone), [{"gone": i} for i in ids])


def forget_collection(connection: Connection, collection: str) -> None:
    """Forget that a collection holds anything."""
    table = schema.embedded
    connection.execute(table.delete().where(table.c.collection == collection))


def raise_number(connection: Connection, name: str, by: int = 1) -> None:
    """Add to a number of the record, which begins at 0."""
    table = schema.meta
    statement = insert(table).values(name=name, value=by)
    more = {"value": table.c.value + by}
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=more))


def set_number(connection: Connection, name: str, value: int) -> None:
    row = {"name": name, "value": value}
    statement = insert(schema.meta).values(row)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=row))


def _renew_addresses(connection: Connection, doc_id: str) -> None:
    """The paths of a document, those of its very text first: the first one names the source."""
    table = schema.files
    query = select(table.c.path).where(table.c.doc_id == doc_id)
    paths = list(connection.execute(query.order_by(table.c.differences != "[]", table.c.path)))
    names = [row.path for row in paths]
    row = {"addresses": _json(names)} | ({"source": Path(names[0]).name} if names else {})
    documents = schema.documents
    connection.execute(documents.update().where(documents.c.doc_id == doc_id).values(row))


def _differences(copy: Copy) -> str:
    return _json([asdict(difference) for difference in copy.differences])


def _put(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table).on_conflict_do_nothing(), rows)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _row(noun: Any) -> dict[str, Any]:
    row = {field.name: getattr(noun, field.name) for field in fields(noun)}
    for name, value in row.items():
        if name in LISTS:
            row[name] = _json(value)
        elif isinstance(value, Decimal):
            row[name] = str(value)
    return row
