"""Batches of uploaded files are kept and read, one after the other, whoever sent them.

One thread works for all open pages, because the record has one writer: the others wait and are
told so. Vectors can wait, words cannot: a new batch is read before the vectors of an earlier one
are finished. Knows nothing of Gradio or of how progress looks.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Literal, Protocol
from uuid import uuid4

from youju.errors import LibraryBusy, YoujuError
from youju.reading.ingest import IngestFailure, IngestReport
from youju.types import Status
from youju.web.uploads import Upload, keep, safe_name

_log = logging.getLogger(__name__)
_REMEMBERED = 50  # batches whose report can still be asked for
_CRASH = "程序出错，这一批没有导完。请再上传一次；仍不行，把启动窗口里的记录发给管理员。"
_NOT_KEPT = "存不下来：临时文件已不在，或磁盘空间、写入权限不够。请再上传一次"
_NO_VECTORS = "生成向量时出错，这些文献暂时只能按字词检索。重新启动程序后会自动补上。"

Stage = Literal["waiting", "busy", "reading", "embedding", "done"]


class Library(Protocol):
    """What taking in files needs of the assistant."""

    @property
    def library_dir(self) -> Path: ...
    def ingest(
        self, paths: Sequence[Path], *, report: Callable[[int, int, str], None]
    ) -> IngestReport: ...
    def embed_pending(self, report: Callable[[int, int], None]) -> int: ...
    def status(self) -> Status: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a batch, once it is read."""

    report: IngestReport
    renamed: tuple[tuple[str, str], ...]  # the name that was taken, and the one given instead
    error: str  # why the batch was given up, with the remedy; empty when it was not


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Where a batch stands."""

    key: str
    uploads: tuple[Upload, ...]
    refused: tuple[IngestFailure, ...] = ()  # what was not sent, and why
    stage: Stage = "waiting"
    ahead: int = 0  # batches to be read before it
    done: int = 0  # files while reading, chunks while embedding
    total: int = 0
    name: str = ""  # the file that is being read
    outcome: Outcome | None = None  # None until it is read
    unembedded: int = 0  # chunks without a vector, at the end
    note: str = ""  # why the vectors were given up


class _Interrupted(Exception):
    """Another batch came while vectors were made."""


class Intake:
    """The queue of batches, and the thread that works it off."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = Lock()
        self._batches: dict[str, Batch] = {}  # in the order in which they came
        self._working = False

    def hand_in(self, uploads: Sequence[Upload], refused: Sequence[IngestFailure] = ()) -> str:
        """Queue the uploads as one batch; returns the key to ask about it with."""
        batch = Batch(key=uuid4().hex, uploads=tuple(uploads), refused=tuple(refused))
        with self._lock:
            self._batches[batch.key] = batch
            self._forget_old()
            begin, self._working = not self._working, True
        if begin:
            Thread(target=self._work, name="intake", daemon=True).start()
        return batch.key

    def state(self, key: str) -> Batch | None:
        """Where a batch stands; None for one that is not known (any more)."""
        with self._lock:
            batch = self._batches.get(key)
            if batch is None or batch.stage != "waiting":
                return batch
            keys = [b.key for b in self._batches.values() if b.outcome is None]
            return replace(batch, ahead=keys.index(key))

    def _forget_old(self) -> None:
        over = [key for key, batch in self._batches.items() if batch.stage == "done"]
        for key in over[: max(0, len(self._batches) - _REMEMBERED)]:
            del self._batches[key]

    def _set(self, key: str, **changes: Any) -> None:
        with self._lock:
            self._batches[key] = replace(self._batches[key], **changes)

    def _next(self, stage: Stage) -> Batch | None:
        with self._lock:
            return next((b for b in self._batches.values() if b.stage == stage), None)

    # --- the thread ---

    def _work(self) -> None:
        while True:
            if batch := self._next("waiting"):
                self._set(batch.key, outcome=self._read(batch), stage="embedding", done=0, total=0)
            elif self._next("embedding"):
                self._embed()
            else:
                with self._lock:
                    if not any(b.stage == "waiting" for b in self._batches.values()):
                        self._working = False
                        return

    def _read(self, batch: Batch) -> Outcome:
        report, error = IngestReport(), ""
        names, new, failed = self._keep(batch)
        try:
            if names:
                report = self._ingest(batch.key, list(names))
        except YoujuError as told:
            error = told.message + told.remedy
        except Exception:  # the rim: staff get a sentence, the log gets the trace
            _log.exception("batch %s was not taken in", batch.key)
            error = _CRASH
        for failure in report.failed:  # what nobody can read need not be kept
            if Path(failure.path) in new:
                Path(failure.path).unlink(missing_ok=True)
        report.failed[:0] = [*batch.refused, *failed]
        renamed = [(name, path.name) for path, name in names.items() if path.name != name]
        return Outcome(report=report, renamed=tuple(renamed), error=error)

    def _keep(self, batch: Batch) -> tuple[dict[Path, str], set[Path], list[IngestFailure]]:
        """Where the uploads lie now with the names that they asked for, which of them are new
        there, and what could not be kept."""
        names: dict[Path, str] = {}
        new: set[Path] = set()
        failed: list[IngestFailure] = []
        for done, upload in enumerate(batch.uploads):
            self._set(batch.key, stage="reading", done=done, total=0, name=upload.name)
            try:
                path, is_new = keep(upload, self._library.library_dir.resolve())
                names[path] = safe_name(upload.name).name
                new |= {path} if is_new else set()
            except OSError:
                failed.append(IngestFailure(path=upload.name, error=_NOT_KEPT))
        for upload in batch.uploads:
            upload.path.unlink(missing_ok=True)
            with suppress(OSError):  # each lies in a folder of its own
                upload.path.parent.rmdir()
        return names, new, failed

    def _ingest(self, key: str, paths: Sequence[Path]) -> IngestReport:
        def report(done: int, total: int, name: str) -> None:
            self._set(key, stage="reading", done=done, total=total, name=name)

        while True:
            try:
                return self._library.ingest(paths, report=report)
            except LibraryBusy:  # it has waited long; another program is at work
                self._set(key, stage="busy")

    def _embed(self) -> None:
        """Make vectors for all batches that have none yet; gives way to a new batch."""

        def report(done: int, total: int) -> None:
            for batch in self._embedding():
                self._set(batch.key, done=done, total=total)
            if self._next("waiting"):
                raise _Interrupted

        note = ""
        try:
            self._library.embed_pending(report)
        except _Interrupted:
            return
        except LibraryBusy:
            pass  # another program is at it
        except YoujuError as error:
            note = error.message + error.remedy
        except Exception:  # the rim again
            _log.exception("vectors were not made")
            note = _NO_VECTORS
        left = self._library.status().unembedded
        for batch in self._embedding():
            self._set(batch.key, stage="done", unembedded=left, note=note)

    def _embedding(self) -> list[Batch]:
        with self._lock:
            return [batch for batch in self._batches.values() if batch.stage == "embedding"]
