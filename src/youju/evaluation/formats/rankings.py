"""Retrieval sets: a corpus, questions, and judgements (qrels) of which document answers which.

Relevance is yes or no here: a grade above 0 is yes. A question without a relevant document is left
out, as is usual. Does not know how the files of a set are laid out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import AliasChoices, Field

from youju.evaluation.formats.lines import (
    LARGEST_CORPUS,
    LARGEST_SET,
    File,
    Id,
    Line,
    Row,
    Words,
    lines_of,
    parsed,
    parsed_line,
)
from youju.evaluation.formats.texts import Found, Once, Spot
from youju.evaluation.suites import QACase

_HEAD = re.compile(r"query|qid|topic", re.I)
_GRADE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_ID = ("_id", "id", "qid", "query_id", "docid", "doc_id", "docno")


class _Text(Row):
    id: Id = Field(validation_alias=AliasChoices(*_ID))
    title: str | None = None
    text: str = Field(validation_alias=AliasChoices("text", "contents", "content", "body"))


class _Question(Row):
    id: Id = Field(validation_alias=AliasChoices(*_ID))
    text: Words = Field(validation_alias=AliasChoices("text", "query", "question", "title"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The files of a retrieval set."""

    corpus: File
    questions: File
    judgements: File


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judgement:
    question: str
    document: str
    grade: float
    spot: Spot


def read_ranking(files: Ranking, found: Found) -> None:
    """Read the corpus, the questions, and what is judged of them."""
    names = _names(files.corpus, found)
    asked = dict(_questions(files.questions, found))
    relevant = _Relevant(files=files, names=names, asked=asked)
    for judgement in _judgements(files.judgements, found):
        relevant.take(judgement, found)
    for key, (spot, question) in asked.items():
        documents = tuple(dict.fromkeys(relevant.of.get(key, ())))
        if documents:
            found.add(QACase(id=key, type="fact", question=question, documents=documents), spot)


def _names(file: File, found: Found) -> dict[str, str]:
    """The file's name of each document by its id; none for a document that says nothing."""
    once, names = Once("文献编号"), {}
    for spot, row in _rows(file, _Text, found, LARGEST_CORPUS):
        again = once.again(row.id, spot)
        if again:
            found.faults.append(again)
            continue
        title = row.title or ""
        says = bool(title.strip() or row.text.strip())
        names[row.id] = found.text(row.id, title, row.text) if says else ""
    return names


def _questions(file: File, found: Found) -> Iterator[tuple[str, tuple[Spot, str]]]:
    once = Once("问题编号")
    for spot, row in _rows(file, _Question, found, LARGEST_SET):
        again = once.again(row.id, spot)
        if again:
            found.faults.append(again)
        else:
            yield row.id, (spot, row.text)


def _rows(file: File, model: type[Line], found: Found, largest: int) -> Iterator[tuple[Spot, Line]]:
    """The lines of a file, which are JSON objects or `id TAB text`."""
    for spot, line in lines_of(file, found, largest):
        if line.lstrip().startswith("{"):
            row = parsed_line(model, line, spot, found)
        else:
            row = _columns(model, line, spot, found)
        if row is not None:
            yield spot, row


def _columns(model: type[Line], line: str, spot: Spot, found: Found) -> Line | None:
    key, tab, text = line.partition("\t")
    if tab and key.strip() and text.strip():
        return parsed(model, {"_id": key, "text": text}, spot, found)
    found.faults.append(spot.fault("应是 JSON 对象 {…}，或“编号、制表符、文字”"))
    return None


# ---- judgements ----------------------------------------------------------------------------------


def _judgements(file: File, found: Found) -> Iterator[_Judgement]:
    """Lines of BEIR (question, document, grade) and of TREC (question, 0, document, grade)."""
    for spot, line in lines_of(file, found):
        parts = [part.strip() for part in (line.split("\t") if "\t" in line else line.split())]
        if len(parts) in (3, 4) and _GRADE.fullmatch(parts[-1]) and all(parts):
            yield _Judgement(
                question=parts[0], document=parts[-2], grade=float(parts[-1]), spot=spot
            )
        elif not (spot.line == 1 and _HEAD.search(parts[0])):
            found.faults.append(spot.fault("应是“问题编号、文献编号、相关度”三列，或 TREC 的四列"))


@dataclass(slots=True)
class _Relevant:
    """What answers each question, as far as it has been read."""

    files: Ranking
    names: Mapping[str, str]
    asked: Mapping[str, object]
    of: dict[str, list[str]] = field(default_factory=dict)  # names of files, by question
    _judged: dict[tuple[str, str], _Judgement] = field(default_factory=dict)

    def take(self, one: _Judgement, found: Found) -> None:
        """Take a judgement, or tell what is wrong with it."""
        faults = list(self._faults(one))
        found.faults += [one.spot.fault(text) for text in faults]
        name = self.names.get(one.document)
        if one.grade > 0 and name and not faults:
            self.of.setdefault(one.question, []).append(name)

    def _faults(self, one: _Judgement) -> Iterator[str]:
        earlier = self._judged.setdefault((one.question, one.document), one)
        if earlier.grade != one.grade:
            yield f"与 {earlier.spot} 对同一问题和文献的相关度不同"
        # Where a file could not be read at all, every id of it would be called unknown.
        if self.names and one.document not in self.names:
            yield f"文献 {one.document} 不在 {self.files.corpus.name} 里"
        if self.asked and one.question not in self.asked:
            yield f"问题 {one.question} 不在 {self.files.questions.name} 里"
        if one.grade > 0 and self.names.get(one.document) == "":
            yield f"文献 {one.document} 在语料里没有标题也没有正文"
