"""The whole path of files into the record, and the report on it.

Each file is one transaction: it is in the library whole, or not at all. Knows nothing of vectors;
the full-text index is passed in, because it changes in the same transactions.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from youju.changes import (
    forget_vectors,
    orphans,
    put_file,
    put_reading,
    remove_document,
    remove_file,
)
from youju.errors import UnreadableFile, YoujuError
from youju.reading.chunking import chunk_sections
from youju.reading.cleaning import clean
from youju.reading.figures import find_figures, find_gaps
from youju.reading.metadata import describe
from youju.reading.readers import read_file
from youju.reading.sections import split_sections
from youju.store import Store
from youju.text import storable
from youju.types import Document, Reading

_log = logging.getLogger(__name__)

_NOT_DOCUMENTS = ("readme.md", "readme.txt", "examples.txt")  # what a folder says of itself
_READING_VERSION = 1  # raised when the same bytes would be read otherwise than before


class TextIndex(Protocol):
    """A full-text index that lives in the record's own database."""

    def add(self, connection: Connection, reading: Reading) -> None: ...

    def remove(self, connection: Connection, doc_id: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How long chunks are, in characters."""

    min_chars: int
    max_chars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestFailure:
    path: str
    error: str  # one Chinese sentence and its remedy


@dataclass(slots=True, kw_only=True)
class IngestReport:
    """What became of each path."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[IngestFailure] = field(default_factory=list)


class Ingestion:
    """Takes files into one record."""

    def __init__(self, store: Store, index: TextIndex, cut: Cut) -> None:
        self._store = store
        self._index = index
        self._cut = cut

    def run(
        self,
        paths: Sequence[Path],
        *,
        remove_missing: bool = False,
        report_progress: Callable[[int, int, str], None] = lambda done, total, name: None,
    ) -> IngestReport:
        """Take in files and folders; what cannot be read is reported and the rest goes on."""
        report = IngestReport()
        files = list(_walk(paths, report))
        with self._store.sole_writer():
            known = self._store.files()
            for done, path in enumerate(files):
                report_progress(done, len(files), path.name)
                self._take(path, known, report)
            if remove_missing:
                self._remove_missing(paths, report)
        report_progress(len(files), len(files), "")
        return report

    def remove(self, doc_id: str) -> None:
        """Remove one document."""
        with self._store.writing() as connection:
            self._remove(connection, doc_id)

    def _take(self, path: Path, known: dict[str, tuple[str, str]], report: IngestReport) -> None:
        """Take in one file; `known` holds each path's stamp and document, and is kept current."""
        try:
            key, stamp = str(path.resolve()), self._stamp(path)
            before = known.get(key)
            if before and before[0] == stamp:
                report.unchanged.append(str(path))
                return
            reading = read_document(path, self._cut)
            self._put(key, stamp, reading, before and before[1])
            known[key] = (stamp, reading.document.doc_id)
            (report.updated if before else report.added).append(str(path))
        except YoujuError as error:
            report.failed.append(_failure(path, f"{error.message}{error.remedy}"))
        except Exception:  # one file that nobody foresaw must not cost the others
            _log.warning("%r could not be read", path, exc_info=_log.isEnabledFor(logging.DEBUG))
            report.failed.append(_failure(path, "文件名或内容里有无法处理的字符。改名或另存后再试"))

    def _put(self, key: str, stamp: str, reading: Reading, before: str | None) -> None:
        doc_id = reading.document.doc_id
        with self._store.writing() as connection:
            if before == doc_id:  # the same text, read or described otherwise than before
                forget_vectors(connection, doc_id)
                self._remove(connection, doc_id)
            if put_reading(connection, reading):
                self._index.add(connection, reading)
            put_file(connection, key, stamp, doc_id)
            self._remove_orphans(connection)

    def _remove(self, connection: Connection, doc_id: str) -> None:
        self._index.remove(connection, doc_id)
        remove_document(connection, doc_id)

    def _remove_orphans(self, connection: Connection) -> None:
        for doc_id in orphans(connection):
            self._remove(connection, doc_id)

    def _remove_missing(self, paths: Sequence[Path], report: IngestReport) -> None:
        folders = [path.resolve() for path in paths]
        for key in self._store.files():
            path = Path(key)
            asked = any(path.is_relative_to(folder) for folder in folders)
            if asked and not path.exists():
                with self._store.writing() as connection:
                    remove_file(connection, key)
                    self._remove_orphans(connection)
                report.removed.append(key)

    def _stamp(self, path: Path) -> str:
        try:
            digest = hashlib.sha256(path.read_bytes())
        except OSError as error:
            raise UnreadableFile(
                f"文件 {path.name} 读不了。", remedy="检查文件是否存在、是否有读取权限"
            ) from error
        digest.update(f"{_READING_VERSION}|{self._cut}".encode())
        return digest.hexdigest()[:16]


def read_document(path: Path, cut: Cut) -> Reading:
    """Read one file; raise UnreadableFile when it cannot become a text."""
    raw = read_file(path)
    cleaned = clean(raw.text)
    facts = describe(cleaned.text, raw, path.name, cleaned.complete)
    if not cleaned.text.strip():
        raise UnreadableFile(
            f"文件 {path.name} 去掉网页杂项之后没有正文。", remedy="换一份含正文的文件"
        )
    document = Document(facts=facts, text=cleaned.text, edits=cleaned.edits)
    sections = split_sections(facts.doc_id, cleaned.text)
    return Reading(
        document=document,
        raw=raw.text,
        sections=sections,
        chunks=chunk_sections(
            cleaned.text, sections, min_chars=cut.min_chars, max_chars=cut.max_chars
        ),
        figures=find_figures(document, sections),
        gaps=find_gaps(document, sections),
    )


def _walk(paths: Sequence[Path], report: IngestReport) -> Iterator[Path]:
    """The files that are asked for; hidden ones and a folder's README are passed over."""
    for path in paths:
        if path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if p.is_file()]
            yield from (p for p in inside if not _is_passed_over(p.relative_to(path)))
        elif path.is_file():
            yield path
        elif path.exists():
            report.failed.append(_failure(path, "这不是普通文件。换成文件或文件夹"))
        else:
            report.failed.append(_failure(path, "路径不存在，或链接已断。检查路径是否写对"))


def _failure(path: Path, error: str) -> IngestFailure:
    return IngestFailure(path=storable(str(path)), error=error)


def _is_passed_over(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return hidden or path.name.lower() in _NOT_DOCUMENTS
