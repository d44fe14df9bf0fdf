"""What is written to the record: each function makes one change within a transaction.

The caller opens the transaction (`Store.writing`), so changes that belong together succeed or fail
together. Knows nothing of why a change is made.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from youju import schema
from youju.errors import BadInput
from youju.store import LISTS
from youju.types import DocumentFacts, Reading

EDITABLE = ("title", "kind", "place", "period", "published", "speaker", "trust")


def put_reading(connection: Connection, reading: Reading) -> bool:
    """Write a document and all that was found in it; False when it is there already."""
    document = reading.document
    known = select(schema.documents.c.id).where(schema.documents.c.doc_id == document.doc_id)
    if connection.execute(known).first():
        return False
    row = _row(document.facts) | {
        "text": document.text,
        "edits": json.dumps([asdict(edit) for edit in document.edits], ensure_ascii=False),
    }
    connection.execute(schema.documents.insert().values(row))
    connection.execute(schema.raws.insert().values(doc_id=document.doc_id, text=reading.raw))
    _put(connection, schema.sections, [_row(section) for section in reading.sections])
    _put(
        connection,
        schema.chunks,
        [_row(chunk) | {"chunk_id": chunk.chunk_id} for chunk in reading.chunks],
    )
    _put(connection, schema.figures, [_row(figure) for figure in reading.figures])
    _put(connection, schema.gaps, [_row(gap) for gap in reading.gaps])
    return True


def put_file(connection: Connection, path: str, stamp: str, doc_id: str) -> None:
    """Say that this path holds this document; its name becomes one of the document's addresses."""
    row = {"path": path, "stamp": stamp, "doc_id": doc_id}
    statement = insert(schema.files).values(row)
    connection.execute(statement.on_conflict_do_update(index_elements=["path"], set_=row))
    _renew_addresses(connection, doc_id)


def remove_file(connection: Connection, path: str) -> None:
    """Forget a path; its document goes with its last path (see `orphans`)."""
    query = schema.files.delete().where(schema.files.c.path == path)
    doc_id = connection.execute(query.returning(schema.files.c.doc_id)).scalar()
    if doc_id:
        _renew_addresses(connection, doc_id)


def orphans(connection: Connection) -> list[str]:
    """Documents that no path holds any more."""
    held = select(schema.files.c.doc_id)
    query = select(schema.documents.c.doc_id).where(schema.documents.c.doc_id.not_in(held))
    return list(connection.execute(query).scalars())


def remove_document(connection: Connection, doc_id: str) -> None:
    """Remove a document, all that was found in it, and its paths."""
    connection.execute(schema.documents.delete().where(schema.documents.c.doc_id == doc_id))


def change_facts(connection: Connection, facts: DocumentFacts, changes: dict[str, str]) -> None:
    """Set editable facts by hand; what a person stated is inferred no longer."""
    wrong = [name for name in changes if name not in EDITABLE]
    if wrong or changes.get("trust", "named") not in ("named", "masked"):
        raise BadInput(
            f"不能修改：{'、'.join(wrong) or 'trust'}。",
            remedy=f"可改的项目：{'、'.join(EDITABLE)}；trust 只能是 named 或 masked",
        )
    left = [name for name in facts.inferred if name not in changes]
    row: dict[str, Any] = {name: value or None for name, value in changes.items()}
    table = schema.documents
    connection.execute(
        table.update().where(table.c.doc_id == facts.doc_id).values(row | {"inferred": _json(left)})
    )
    forget_vectors(connection, facts.doc_id)


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


def raise_generation(connection: Connection, name: str) -> None:
    table = schema.meta
    statement = insert(table).values(name=name, value=1)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"value": table.c.value + 1})
    )


def _renew_addresses(connection: Connection, doc_id: str) -> None:
    names = select(schema.files.c.path).where(schema.files.c.doc_id == doc_id)
    paths = sorted(connection.execute(names).scalars())
    table = schema.documents
    row = {"addresses": _json(paths)} | ({"source": Path(paths[0]).name} if paths else {})
    connection.execute(table.update().where(table.c.doc_id == doc_id).values(row))


def _put(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table).on_conflict_do_nothing(), rows)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _row(noun: Any) -> dict[str, Any]:
    row = asdict(noun)
    for name, value in row.items():
        if name in LISTS:
            row[name] = _json(value)
        elif isinstance(value, Decimal):
            row[name] = str(value)
    return row
