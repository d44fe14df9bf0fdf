"""SQuAD-style sets: CMRC 2018, DRCD, SQuAD 2, and the flat form of CMRC. Each context is a text.

A question that the set marks as impossible is to be refused. Entries are named by their place in
the file: all of it may stand on one line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import AliasChoices, BeforeValidator, Field, StrictBool

from youju.evaluation.formats.lines import File, Id, Row, Words, files_of, parsed, whole_json
from youju.evaluation.formats.texts import Found, Spot, key_of
from youju.evaluation.suites import QACase


class _Answer(Row):
    text: str


def _worded(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


class _Question(Row):
    id: Id = Field(validation_alias=AliasChoices("id", "query_id"))
    question: Words = Field(validation_alias=AliasChoices("question", "query_text"))
    answers: tuple[Annotated[_Answer, BeforeValidator(_worded)], ...] = ()
    is_impossible: StrictBool = False


class _Context(Row):
    context: Words = Field(validation_alias=AliasChoices("context", "context_text"))
    qas: tuple[Any, ...]  # questions: each is checked by itself, so that all faults are told
    title: str | None = None


class _Article(Row):
    title: str | None = None
    paragraphs: tuple[Any, ...]  # contexts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A paragraph as it was written, and where."""

    value: Any
    title: str
    spot: Spot


def read_squad(paths: Sequence[Path], corpus: Path | None, found: Found) -> None:
    """Read whole files; the contexts are the corpus."""
    del corpus
    for file in files_of(paths):
        for value in whole_json(file, found):
            for part in _parts(file, value, found):
                _take(part, found)


def _parts(file: File, value: Any, found: Found) -> Iterator[_Part]:
    articles = value.get("data") if isinstance(value, dict) else value
    if not isinstance(articles, list):
        found.faults.append(file.whole.fault("没有 data 列表，不是 SQuAD 格式"))
        return
    for number, one in enumerate(articles, start=1):
        spot = Spot(file=file.name, entry=f"第{number}篇")
        if isinstance(one, dict) and "paragraphs" not in one and "qas" in one:  # the flat form
            yield _Part(value=one, title="", spot=spot)
            continue
        article = parsed(_Article, one, spot, found)
        if article is not None:
            yield from _of(article, spot)


def _of(article: _Article, spot: Spot) -> Iterator[_Part]:
    for number, value in enumerate(article.paragraphs, start=1):
        inner = replace(spot, entry=f"{spot.entry}第{number}段")
        yield _Part(value=value, title=article.title or "", spot=inner)


def _take(part: _Part, found: Found) -> None:
    context = parsed(_Context, part.value, part.spot, found)
    if context is None:
        return
    title = context.title or part.title
    name = found.text(title, title, context.context)
    for number, value in enumerate(context.qas, start=1):
        spot = replace(part.spot, entry=f"{part.spot.entry}第{number}题")
        asked = parsed(_Question, value, spot, found)
        if asked is not None:
            _ask(asked, name, spot, found)


def _ask(asked: _Question, name: str, spot: Spot, found: Found) -> None:
    key = key_of([answer.text for answer in asked.answers])
    if not (key or asked.is_impossible):
        found.faults.append(spot.fault("没有答案（answers 是空的），也没有标明 is_impossible"))
        return
    refused = asked.is_impossible
    case = QACase(
        id=asked.id,
        type="unanswerable" if refused else "fact",
        question=asked.question,
        answer_keys=() if refused else (key,),
        expect_refusal=refused,
        documents=() if refused else (name,),
    )
    found.add(case, spot)
