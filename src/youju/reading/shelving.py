"""Readings take their place in the record: new, in place of an older one, or folded into a copy.

Each change is one transaction, with the full-text index in it. Reads no files; what is nearly the
same text, `copies` judges.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

from sqlalchemy import Connection

from youju.changes import (
    left_by_a_file,
    move_file,
    orphans,
    put_chunks,
    put_corrections,
    put_file,
    put_reading,
    remove_document,
    remove_file,
    set_number,
)
from youju.findings import Copy, Version
from youju.reading.copies import LikeTexts, compare, differences, other_text
from youju.reading.corrections import corrected
from youju.reading.figures.finding import find_figures
from youju.reading.sections.chunking import chunk_sections
from youju.store import Store
from youju.text import storable
from youju.types import Document, DocumentFacts, Reading


class TextIndex(Protocol):
    """A full-text index that lives in the record's own database."""

    def add(self, connection: Connection, reading: Reading) -> None: ...

    def remove(self, connection: Connection, doc_id: str) -> None: ...


class Shelf:
    """The record as the place of readings; its caller is the sole writer."""

    def __init__(self, store: Store, index: TextIndex) -> None:
        self._store = store
        self._index = index
        self._like: LikeTexts | None = None

    def begin(self) -> None:
        """Forget what was known of the record: another process may have written since."""
        self._like = None

    # ---- files -----------------------------------------------------------------------------------

    def put(self, address: str, stamp: str, reading: Reading, before: str | None) -> Copy:
        """Take in what a file holds now; `before` is the document that it held until now.

        Returns the file as a copy of the document that now stands for it.
        """
        stated = self._store.corrections(before) if before else {}
        reading = amended(reading, stated)
        doc_id = reading.document.doc_id
        is_new = not self._store.holds(doc_id)
        alike = self._alike(address, reading) if is_new else []
        copy = _folded(address, reading.document, alike)
        copy = copy or Copy(doc_id=doc_id, address=address, differences=())
        with self._changing() as connection:
            if copy.doc_id == doc_id and (is_new or before == doc_id):
                self._write(connection, reading)
            put_file(connection, copy, stamp)
            if before and before != copy.doc_id:
                put_corrections(connection, copy.doc_id, stated)
                left_by_a_file(connection, before)
            for shorter in alike if copy.doc_id == doc_id else []:
                if compare(reading.document, shorter).is_copy:
                    self._fold(connection, reading.document, shorter)
            if before or alike:
                self._remove_orphans(connection)
        return copy

    def remove_file(self, address: str) -> None:
        """Forget a file; its document goes with its last file."""
        with self._changing() as connection:
            remove_file(connection, address)
            self._remove_orphans(connection)

    def remove(self, doc_id: str) -> None:
        """Remove one document, with all its files."""
        with self._changing() as connection:
            self._remove(connection, doc_id)

    def _alike(self, address: str, reading: Reading) -> list[Document]:
        """Documents of nearly the same text, save one that this file is about to leave alone."""
        return [
            self._store.document(other)
            for other in self._near(reading)
            if any(copy.address != address for copy in self._current(other))
        ]

    def _current(self, doc_id: str) -> tuple[Copy, ...]:
        """A document's files; none where all wait to be read again."""
        copies = self._store.copies(doc_id)
        return copies if any(not copy.differences for copy in copies) else ()

    def _fold(self, connection: Connection, document: Document, shorter: Document) -> None:
        """Let the longer text stand for the shorter one, and for what is folded into that."""
        for copy in self._store.copies(shorter.doc_id):
            text = other_text(shorter.text, copy.differences)
            found = differences(document.text, text)
            move_file(connection, replace(copy, doc_id=document.doc_id, differences=found))
        put_corrections(connection, document.doc_id, self._store.corrections(shorter.doc_id))

    # ---- documents -------------------------------------------------------------------------------

    def correct(self, doc_id: str, stated: Mapping[str, str]) -> DocumentFacts:
        """Set by hand what is known of a document; its figures' places and periods follow."""
        reading = self._store.whole_reading(doc_id)
        doc_id = reading.document.doc_id
        stated = {name: storable(value) for name, value in stated.items()}
        better = amended(reading, stated)
        with self._changing() as connection:
            self._write(connection, better)
            put_corrections(connection, doc_id, stated)
        return better.document.facts

    def cut_anew(
        self, min_chars: int, max_chars: int, report: Callable[[int, int, str], None]
    ) -> None:
        """Cut every document into chunks of other lengths, all in one transaction."""
        facts = self._store.facts()
        with self._changing() as connection:
            for done, one in enumerate(facts):
                report(done, len(facts), one.title)
                reading = self._store.whole_reading(one.doc_id)
                chunks = chunk_sections(
                    reading.document.text,
                    reading.sections,
                    min_chars=min_chars,
                    max_chars=max_chars,
                )
                self._index.remove(connection, one.doc_id)
                put_chunks(connection, replace(reading, chunks=chunks))
                self._index.add(connection, replace(reading, chunks=chunks))
            set_number(connection, "chunk_min_chars", min_chars)
            set_number(connection, "chunk_max_chars", max_chars)

    def versions(self, doc_id: str) -> tuple[Version, ...]:
        """Nearly the same text in other documents, the newest first."""
        reading = self._store.whole_reading(doc_id)
        mine = reading.document
        others = [self._store.document(i) for i in self._near(reading) if i != mine.doc_id]
        versions = [
            Version(facts=other.facts, differences=differences(mine.text, other.text))
            for other in others
        ]
        return tuple(sorted(versions, key=lambda v: _when(v.facts), reverse=True))

    # ---- shared ----------------------------------------------------------------------------------

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        try:
            with self._store.writing() as connection:
                yield connection
        except BaseException:
            self._like = None  # it may know of what has been rolled back
            raise

    def _near(self, reading: Reading) -> list[str]:
        if self._like is None:
            self._like = LikeTexts(self._store.signatures())
        return self._like.near(reading.signature)

    def _write(self, connection: Connection, reading: Reading) -> None:
        self._index.remove(connection, reading.document.doc_id)
        put_reading(connection, reading)
        self._index.add(connection, reading)
        if self._like is not None:
            self._like.add(reading.document.doc_id, reading.signature)

    def _remove_orphans(self, connection: Connection) -> None:
        for doc_id in orphans(connection):
            self._remove(connection, doc_id)

    def _remove(self, connection: Connection, doc_id: str) -> None:
        self._index.remove(connection, doc_id)
        remove_document(connection, doc_id)
        if self._like is not None:
            self._like.forget(doc_id)


def amended(reading: Reading, stated: Mapping[str, str]) -> Reading:
    """The reading with what a person stated of its document, which its figures follow."""
    if not stated:
        return reading
    document = replace(reading.document, facts=corrected(reading.document.facts, stated))
    return replace(reading, document=document, figures=find_figures(document, reading.sections))


def _folded(address: str, document: Document, alike: Sequence[Document]) -> Copy | None:
    """The file as a copy of the first longer text that says all that it says."""
    for longer in alike:
        if len(longer.text) >= len(document.text):
            likeness = compare(longer, document)
            if likeness.is_copy:
                return Copy(doc_id=longer.doc_id, address=address, differences=likeness.differences)
    return None


def _when(facts: DocumentFacts) -> str:
    return facts.published or (facts.period or "")[-4:]
