"""A library of its own for a run: what a set brings along never mixes with the office's documents.

Knows no assistant: what builds one is passed in.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

from youju.errors import BadInput, YoujuError
from youju.evaluation.formats.texts import CorpusText
from youju.evaluation.records import short_hash
from youju.evaluation.runner import Subject
from youju.settings import Settings

Progress = Callable[[int, int, str], None]

_SHAPE_CHUNKS = ("chunk_min_chars", "chunk_max_chars")  # another value needs another ingestion


class Ready(Protocol):
    """A model that can be made now; `error` tells why it could not."""

    @property
    def error(self) -> YoujuError | None: ...
    def run(self) -> object: ...


class Candidate(Subject, Protocol):
    """An assistant, as far as it takes to fill it and to measure it."""

    @property
    def embedding(self) -> Ready: ...
    @property
    def reranker(self) -> Ready: ...
    def ingest(
        self, paths: Sequence[Path], *, remove_missing: bool = False, report: Progress = ...
    ) -> Any: ...
    def embed_pending(self, report: Callable[[int, int], None] = ...) -> int: ...
    def close(self) -> None: ...


def written(texts: Sequence[CorpusText], folder: Path) -> Path:
    """The texts as files of a folder named by what they hold; raise BadInput where none can be.

    What an earlier run wrote of the same texts is left as it is.
    """
    own = folder / short_hash([[text.name, text.title, text.text] for text in texts])
    try:
        own.mkdir(parents=True, exist_ok=True)
        there = {entry.name for entry in os.scandir(own)}
        for text in texts:
            if text.name not in there:
                (own / text.name).write_text(_document(text), encoding="utf-8")
    except OSError as error:
        raise BadInput(
            f"语料写不进 {own}（{error.strerror}）。", remedy="检查磁盘空间和写权限"
        ) from error
    return own


def _document(text: CorpusText) -> str:
    """The text as a reader takes it: its title on the first line, if it has one."""
    return f"{text.title}\n\n{text.text}\n" if text.title else f"{text.text}\n"


C = TypeVar("C", bound=Candidate)


@contextmanager
def library_of(
    settings: Settings,
    folder: Path,
    workdir: Path,
    build: Callable[[Settings], C],
    progress: Progress = lambda done, total, text: None,
) -> Iterator[C]:
    """An assistant over a folder's documents alone, with its vectors; closed at the end.

    Settings that cut chunks alike share a library; what is there is not read again. Raises
    YoujuError where a model that the settings name cannot be had: without it another assistant
    would be measured.
    """
    cut = short_hash([str(folder.resolve()), *(getattr(settings, n) for n in _SHAPE_CHUNKS)])
    own = settings.model_copy(update={"data_dir": workdir / cut})
    _share_models(settings, own)
    assistant = build(own)
    try:
        for model in (assistant.embedding, assistant.reranker):
            model.run()
            if model.error is not None:
                raise model.error
        assistant.ingest([folder], remove_missing=True, report=progress)
        assistant.embed_pending(lambda done, total: progress(done, total, ""))
        yield assistant
    finally:
        assistant.close()


def _share_models(settings: Settings, own: Settings) -> None:
    """Models are looked for in the data folder: a folder of its own need not fetch them again."""
    own.data_dir.mkdir(parents=True, exist_ok=True)
    if settings.models_dir.is_dir() and not own.models_dir.exists():
        with suppress(OSError):  # no links here: they are fetched
            own.models_dir.symlink_to(settings.models_dir.resolve(), target_is_directory=True)
