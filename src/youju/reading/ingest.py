"""The whole path of files into the record, and the report on it.

Each file is one transaction: it is in the library whole, or not at all. Knows nothing of vectors;
the full-text index is passed in, because it changes in the same transactions.
"""

import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from youju.errors import LibraryBroken, UnreadableFile, YoujuError
from youju.findings import Copy, DocumentReport
from youju.reading.cleaning.passes import clean
from youju.reading.copies import signature
from youju.reading.figures.finding import find_figures
from youju.reading.figures.gaps import find_gaps
from youju.reading.formats.archives import Source, file_source, sources_of
from youju.reading.formats.readers import read_bytes, require_known_suffix
from youju.reading.metadata.describing import describe, with_speakers
from youju.reading.report import report_on
from youju.reading.sections.chunking import chunk_sections
from youju.reading.sections.splitting import split_sections
from youju.reading.shelving import Shelf, TextIndex
from youju.store import Store
from youju.text import storable
from youju.types import Document, Reading

_log = logging.getLogger(__name__)

_NOT_DOCUMENTS = ("readme.md", "readme.txt", "examples.txt")  # what a folder says of itself
_READING_VERSION = 2  # raised when the same bytes would be read otherwise than before

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How long chunks are, in characters."""

    min_chars: int
    max_chars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestFailure:
    path: str
    error: str  # one Chinese sentence and its remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A file that holds the text of a document that the record has from elsewhere."""

    path: str
    doc_id: str
    title: str
    differences: int  # 0: letter for letter


@dataclass(slots=True, kw_only=True)
class IngestReport:
    """What became of each file."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[IngestFailure] = field(default_factory=list)
    folded: list[Folded] = field(default_factory=list)  # these are among the added or updated too
    reports: list[DocumentReport] = field(default_factory=list)  # of the others among those


class Ingestion:
    """Takes files into one record."""

    def __init__(self, store: Store, index: TextIndex, cut: Cut) -> None:
        self._store = store
        self.cut = cut
        self.shelf = Shelf(store, index)

    def run(
        self,
        paths: Sequence[Path],
        *,
        remove_missing: bool = False,
        report_progress: Progress = lambda done, total, name: None,
    ) -> IngestReport:
        """Take in files and folders; what cannot be read is reported and the rest goes on."""
        report = IngestReport()
        files = list(_walk(paths, report))
        with self._store.sole_writer():
            self.shelf.begin()
            self._cut_anew(report_progress)
            known = self._store.files()
            for done, path in enumerate(files):
                report_progress(done, len(files), path.name)
                self._take_all(path, known, report)
            if remove_missing:
                self._remove_missing(paths, report)
            self._take_again(report)
        report_progress(len(files), len(files), "")
        return report

    def _cut_anew(self, report_progress: Progress) -> None:
        """Follow the chunk lengths, where they are others than those of the record."""
        wanted = (self.cut.min_chars, self.cut.max_chars)
        held = tuple(self._store.number(f"chunk_{name}_chars") for name in ("min", "max"))
        if held != wanted:
            self.shelf.cut_anew(*wanted, report_progress)

    def _take_all(
        self, path: Path, known: dict[str, tuple[str, str]], report: IngestReport
    ) -> None:
        """Take in a file, or all that lies in an archive."""
        whole = path.resolve()
        try:
            for source in sources_of(whole):
                shown = str(path) + source.address[len(str(whole)) :]
                self._take(source, known, report, shown)
        except UnreadableFile as error:
            report.failed.append(_failure(str(path), f"{error.message}{error.remedy}"))

    def _take(
        self, source: Source, known: dict[str, tuple[str, str]], report: IngestReport, shown: str
    ) -> None:
        """Take in one source; `known` holds each one's stamp and document, and is kept current.

        `shown` is its address as the user wrote it.
        """
        address = source.address
        try:
            require_known_suffix(source.name)
            data = source.load()
            stamp, (old_stamp, before) = _stamp(data), known.get(address, ("", None))
            if stamp == old_stamp:
                report.unchanged.append(shown)
                return
            reading = read_document(data, source.name, self.cut)
            copy = self.shelf.put(address, stamp, reading, before)
            known[address] = (stamp, copy.doc_id)
            (report.updated if before else report.added).append(shown)
            self._tell(replace(copy, address=shown), reading, report)
        except LibraryBroken:  # not this file's fault, and no other would fare better
            raise
        except YoujuError as error:
            report.failed.append(_failure(shown, f"{error.message}{error.remedy}"))
        except Exception:  # one file that nobody foresaw must not cost the others
            _log.warning("%r could not be read", address, exc_info=_log.isEnabledFor(logging.DEBUG))
            sentence = "文件名或内容里有无法处理的字符。改名或另存后再试"
            report.failed.append(_failure(shown, sentence))

    def _tell(self, copy: Copy, reading: Reading, report: IngestReport) -> None:
        title = reading.document.facts.title
        if copy.doc_id != reading.document.doc_id or len(self._store.copies(copy.doc_id)) > 1:
            differing = len(copy.differences)
            report.folded.append(
                Folded(path=copy.address, doc_id=copy.doc_id, title=title, differences=differing)
            )
        else:
            report.reports.append(report_on(reading))

    def _take_again(self, report: IngestReport) -> None:
        """Read the copies of a text that no file holds any more: one of them is it now."""
        known = self._store.files()
        waiting = {address for address, (stamp, _) in known.items() if not stamp}
        for path in sorted({p for address in waiting if (p := _file_of(address))}):
            for source in sources_of(path):
                if source.address in waiting:
                    self._take(source, known, report, source.address)

    def _remove_missing(self, paths: Sequence[Path], report: IngestReport) -> None:
        folders = [path.resolve() for path in paths]
        inside: dict[Path, set[str] | None] = {}
        for address in self._store.files():
            if not any(Path(address).is_relative_to(folder) for folder in folders):
                continue
            file = _file_of(address)
            if file and file not in inside:
                inside[file] = _addresses_in(file)
            held = inside[file] if file else set()
            if held is not None and address not in held:
                self.shelf.remove_file(address)
                report.removed.append(address)


def _stamp(data: bytes) -> str:
    digest = hashlib.sha256(data)
    digest.update(str(_READING_VERSION).encode())
    return digest.hexdigest()[:16]


def _file_of(address: str) -> Path | None:
    """The file that an address lies in: itself, or the archive around it; None when it is gone."""
    path = Path(address)
    return next((p for p in (path, *path.parents) if _may_be_file(p)), None)


def _may_be_file(path: Path) -> bool:
    """Whether a file is there, or may be: what cannot be looked at is not gone."""
    try:
        return path.is_file()
    except OSError:
        return True


def _addresses_in(file: Path) -> set[str] | None:
    """What lies in a file; None where that cannot be told."""
    try:
        return {source.address for source in sources_of(file)}
    except UnreadableFile:
        return None


def read_path(path: Path, cut: Cut) -> Reading:
    """Read one file that is no archive."""
    source = file_source(path)
    require_known_suffix(source.name)
    return read_document(source.load(), source.name, cut)


def read_document(data: bytes, name: str, cut: Cut) -> Reading:
    """Read one file's bytes; raise UnreadableFile when they cannot become a text."""
    raw = read_bytes(data, name)
    cleaned = clean(raw.text)
    facts = describe(cleaned.text, raw, name, cleaned.complete)
    if not cleaned.text.strip():
        raise UnreadableFile(f"文件 {name} 去掉网页杂项之后没有正文。", remedy="换一份含正文的文件")
    sections = split_sections(facts.doc_id, cleaned.text)
    facts = with_speakers(facts, sections)
    document = Document(facts=facts, text=cleaned.text, edits=cleaned.edits)
    return Reading(
        document=document,
        raw=raw.text,
        notes=raw.notes,
        sections=sections,
        chunks=chunk_sections(
            cleaned.text, sections, min_chars=cut.min_chars, max_chars=cut.max_chars
        ),
        figures=find_figures(document, sections),
        gaps=find_gaps(document, sections),
        signature=signature(cleaned.text),
    )


def _walk(paths: Sequence[Path], report: IngestReport) -> Iterator[Path]:
    """The files that are asked for; hidden ones and a folder's README are passed over."""
    for path in paths:
        if os.path.isdir(path):
            inside = sorted(p for p in _files_in(path, report) if _may_be_file(p))
            yield from (p for p in inside if not _is_passed_over(p.relative_to(path)))
        elif os.path.isfile(path):
            yield path
        elif os.path.exists(path):
            report.failed.append(_failure(str(path), "这不是普通文件。换成文件或文件夹"))
        else:
            sentence = "路径不存在、链接已断，或没有权限。检查路径是否写对"
            report.failed.append(_failure(str(path), sentence))


def _files_in(folder: Path, report: IngestReport) -> Iterator[Path]:
    def tell(error: OSError) -> None:
        sentence = "文件夹打不开，里面的文件没有读入。检查读取权限"
        report.failed.append(_failure(str(error.filename), sentence))

    for place, _, names in os.walk(folder, onerror=tell):
        yield from (Path(place, name) for name in names)


def _failure(path: str, error: str) -> IngestFailure:
    return IngestFailure(path=storable(path), error=error)


def _is_passed_over(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return hidden or path.name.lower() in _NOT_DOCUMENTS
