"""The files of BEIR and TREC sets: where they lie, and which of several is the one to read.

Does not know what stands in them, beyond telling judgements from questions.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from youju.evaluation.formats.lines import File, files_of, lines_of
from youju.evaluation.formats.rankings import Ranking, read_ranking
from youju.evaluation.formats.texts import Found

_SPLITS = (
    "test",
    "dev",
    "val",
    "valid",
    "validation",
    "train",
)  # the first is meant to be reported
_BARE = frozenset({"corpus", "queries", "topics", "qrels"})
_JUDGEMENTS = re.compile(r"qrels?", re.I)
_CORPUS = re.compile(r"corpus|collection|docs|documents", re.I)
_QUESTIONS = re.compile(r"quer(y|ies)|topics?|questions?", re.I)
_DATA = frozenset({".jsonl", ".json", ".tsv", ".txt", ".qrels", ".topics", ""})
_JUDGED = re.compile(r"\S+\s+\S+\s+\S+\s+-?[0-9]+(\.[0-9]+)?\s*")
_JUDGED_SURELY = re.compile(r"\S+\s+Q?0\s+\S+\s+-?[0-9]+(\.[0-9]+)?\s*")
_LOOKED_AT = 50  # lines by which judgements are told from questions


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """What may be the corpus, the questions and the judgements of a set."""

    corpus: tuple[File, ...]
    questions: tuple[File, ...]
    judgements: tuple[File, ...]


def read_beir(paths: Sequence[Path], corpus: Path | None, found: Found) -> None:
    """Read a folder of corpus.jsonl, queries.jsonl and qrels/*.tsv, or these files in any order."""
    _read(_by_name(_expanded(paths, found), _given(corpus, found)), paths, found)


def read_trec(paths: Sequence[Path], corpus: Path | None, found: Found) -> None:
    """Read topics, qrels and a corpus, or a folder of them; qrels are told by what they hold."""
    files = _expanded(paths, found)
    named = _by_name(files, _given(corpus, found))
    rest = [file for file in files if file not in named.corpus]
    judgements = _judged(rest)
    others = tuple(file for file in rest if file not in judgements)
    questions = tuple(file for file in others if _QUESTIONS.search(file.path.stem)) or others
    _read(replace(named, questions=questions, judgements=judgements), paths, found)


def _read(files: _Files, paths: Sequence[Path], found: Found) -> None:
    """Read the one file of each role; what is missing or may be several is told, all at once."""
    roles = (
        (files.corpus, "语料（corpus.jsonl，也可以用 --corpus 指定）"),
        (files.questions, "问题（queries.jsonl 或 topics）"),
        (files.judgements, "相关度（qrels）"),
    )
    chosen = [_chosen(candidates, what, paths, found) for candidates, what in roles]
    corpus, questions, judgements = chosen
    if corpus and questions and judgements and not found.faults:
        read_ranking(Ranking(corpus=corpus, questions=questions, judgements=judgements), found)


def _chosen(files: Sequence[File], what: str, paths: Sequence[Path], found: Found) -> File | None:
    """The file of a role: the only one, else that of the test split, else the barely named one."""
    if len(files) <= 1:
        if not files:
            found.faults.append(files_of(paths)[0].whole.fault(f"没有{what}"))
        return files[0] if files else None
    for split in _SPLITS:
        ours = [f for f in files if split in re.split(r"[^a-z]+", f.path.stem.lower())]
        if len(ours) == 1:
            return ours[0]
    bare = [f for f in files if f.path.stem.lower() in _BARE]
    if len(bare) == 1:
        return bare[0]
    names = "、".join(file.name for file in files)
    found.faults.append(
        files[0].whole.fault(f"{what}有几份，分不清用哪一份（{names}），请只留一份")
    )
    return None


# ---- which file is what --------------------------------------------------------------------------


def _given(corpus: Path | None, found: Found) -> tuple[File, ...]:
    """The corpus that was named apart, or what may be it in a folder."""
    if corpus is None:
        return ()
    files = _expanded([corpus], found)
    return _by_name(files, ()).corpus if corpus.is_dir() else files


def _by_name(files: Sequence[File], corpus: tuple[File, ...]) -> _Files:
    judgements = tuple(f for f in files if _JUDGEMENTS.search(f.path.stem) or _in_qrels(f.path))
    rest = [file for file in files if file not in judgements]
    corpus = corpus or tuple(file for file in rest if _CORPUS.search(file.path.stem))
    questions = tuple(
        file for file in rest if file not in corpus and _QUESTIONS.search(file.path.stem)
    )
    return _Files(corpus=corpus, questions=questions, judgements=judgements)


def _in_qrels(path: Path) -> bool:
    return path.parent.name.lower() == "qrels"


def _judged(files: Sequence[File]) -> tuple[File, ...]:
    """The files that hold judgements; a question may end with a number, but says no 0 before."""
    for pattern in (_JUDGED_SURELY, _JUDGED):
        found = tuple(file for file in files if _share(file, pattern) > 0.5)
        if found:
            return found
    return ()


def _share(file: File, pattern: re.Pattern[str]) -> float:
    """The share of a file's first lines that are of the pattern."""
    lines = [line for _, line in islice(lines_of(file, Found()), _LOOKED_AT)]
    return sum(bool(pattern.fullmatch(line)) for line in lines) / len(lines) if lines else 0.0


def _expanded(paths: Sequence[Path], found: Found) -> tuple[File, ...]:
    """The files, and those of folders with their qrels; what is not there is told."""
    files: list[File] = []
    for file in files_of(paths):
        if file.path.is_dir():
            files += _within(file, many=len(paths) > 1)
        elif file.path.exists():
            files.append(file)
        else:
            found.faults.append(file.whole.fault("没有这个文件或文件夹"))
    return tuple(files)


def _within(folder: File, *, many: bool) -> Iterator[File]:
    for below in (folder.path, folder.path / "qrels"):
        for path in sorted(below.iterdir()) if below.is_dir() else ():
            hidden = path.name.startswith(".")
            if path.is_file() and path.suffix.lower() in _DATA and not hidden:
                inner = path.relative_to(folder.path).as_posix()
                yield File(path=path, name=f"{folder.name}/{inner}" if many else inner)
