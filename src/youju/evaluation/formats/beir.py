"""Retrieval sets: BEIR (corpus.jsonl, queries.jsonl, qrels) and TREC (topics, qrels, a corpus).

Relevance is yes or no here: a grade above 0 is yes. A query without a relevant document is left
out, as is usual.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import Field

from youju.evaluation.formats.texts import LARGEST, Found, Row, json_rows
from youju.evaluation.suites import Fault, QACase, read_text, text_lines

_SPLITS = ("test", "dev", "train")  # of several qrels, the one that is meant to be reported
_BEIR_QRELS = re.compile(r"[^\t]+\t[^\t]+\t-?\d+")
_TREC_QRELS = re.compile(r"\S+\s+\S+\s+\S+\s+-?\d+")


class _Text(Row):
    id: str = Field(alias="_id")
    title: str = ""
    text: str


class _Query(Row):
    id: str = Field(alias="_id")
    text: str = Field(min_length=1)


def read_beir(paths: Sequence[Path], corpus: Path | None, found: Found) -> None:
    """Read a folder, or its files in any order."""
    files = _files(paths)
    corpus = corpus or _named(files, "corpus", "docs", "collection")
    queries = _named(files, "queries", "topics")
    qrels = _qrels(files)
    for path, what in ((corpus, "corpus.jsonl"), (queries, "queries.jsonl"), (qrels, "qrels")):
        if path is None:
            found.fault(paths[0], None, f"里面没有 {what}")
    if corpus is None or queries is None or qrels is None:
        return
    names = {key: found.text(key, title, text) for key, title, text in _texts(corpus, found)}
    relevant = _relevant(qrels, names, found)
    asked = 0
    for number, (key, text) in _queries(queries, found):
        if key in relevant:
            asked += 1
            documents = tuple(relevant.pop(key))
            case = QACase(id=key, type="fact", question=text, documents=documents)
            found.add(case, queries, number)
    for key in relevant:
        found.fault(qrels, None, f"问题 {key} 不在 {queries.name} 里")


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("*")) if path.is_dir() else [path]
    return [path for path in found if path.is_file()]


def _named(files: Sequence[Path], *words: str) -> Path | None:
    found = (f for word in words for f in files if word in f.stem.lower() and f.suffix != ".md")
    return next(found, None)


def _qrels(files: Sequence[Path]) -> Path | None:
    named = [f for f in files if "qrel" in f.stem.lower() or f.parent.name == "qrels"]
    ranked = sorted(named, key=lambda f: next((i for i, s in enumerate(_SPLITS) if s in f.stem), 9))
    return ranked[0] if ranked else None


def _texts(path: Path, found: Found) -> Iterator[tuple[str, str, str]]:
    """Id, title and text of each document, from JSON lines or from `id TAB text`."""
    if path.suffix in (".jsonl", ".json"):
        for number, row in json_rows(path, _Text, found):
            if row.title.strip() or row.text.strip():
                yield row.id, row.title.strip(), row.text
            else:
                found.fault(path, number, "没有正文")
        return
    for _, (key, text) in _columns(path, found):
        yield key, "", text


def _queries(path: Path, found: Found) -> Iterator[tuple[int, tuple[str, str]]]:
    if path.suffix in (".jsonl", ".json"):
        for number, row in json_rows(path, _Query, found):
            yield number, (row.id, row.text)
        return
    yield from _columns(path, found)


def _columns(path: Path, found: Found) -> Iterator[tuple[int, tuple[str, str]]]:
    """The lines of `id TAB text`."""
    for number, line in _lines(path, found):
        key, tab, text = line.partition("\t")
        if tab and key.strip() and text.strip():
            yield number, (key.strip(), text.strip())
        else:
            found.fault(path, number, "应是“编号、制表符、文字”")


def _relevant(path: Path, names: dict[str, str], found: Found) -> dict[str, list[str]]:
    """The files of the relevant documents, by query."""
    relevant: dict[str, list[str]] = defaultdict(list)
    for number, line in _lines(path, found):
        parts = line.split("\t") if _BEIR_QRELS.fullmatch(line) else line.split()
        if _BEIR_QRELS.fullmatch(line):
            query, document, grade = parts
        elif _TREC_QRELS.fullmatch(line):
            query, _, document, grade = parts
        elif number == 1:
            continue  # the names of the columns
        else:
            found.fault(path, number, "应是“问题编号、文献编号、相关度”三列，或 TREC 的四列")
            continue
        if document not in names:
            found.fault(path, number, f"文献 {document} 不在语料里")
        elif int(grade) > 0:
            relevant[query].append(names[document])
    return dict(relevant)


def _lines(path: Path, found: Found) -> Iterator[tuple[int, str]]:
    text = read_text(path, path.name, LARGEST)
    if isinstance(text, Fault):
        found.faults.append(text)
        return
    yield from ((number, line.strip()) for number, line in text_lines(text))
