"""SQuAD-style sets: CMRC 2018, DRCD, SQuAD 2, and the flat form of CMRC. Each context is a text.

A question that the set marks as impossible is to be refused.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from youju.evaluation.formats.texts import Found, Row, key_of, told, whole_json
from youju.evaluation.suites import QACase


class _Answer(Row):
    text: str


class _Question(Row):
    id: str = Field(alias="query_id")
    question: str = Field(alias="query_text", min_length=1)
    answers: tuple[_Answer | str, ...] = ()
    is_impossible: bool = False


class _Context(Row):
    context: str = Field(alias="context_text", min_length=1)
    qas: tuple[_Question, ...]
    title: str = ""


def read_squad(paths: Sequence[Path], corpus: Path | None, found: Found) -> None:
    """Read whole files; an entry is named by its place in the file."""
    del corpus  # the contexts are the corpus
    for path in paths:
        row = whole_json(path, found)
        if row is not None:
            _read(path, row, found)


def _read(path: Path, row: Any, found: Found) -> None:
    articles = row.get("data") if isinstance(row, dict) else row
    if not isinstance(articles, list):
        found.fault(path, None, "没有 data 列表，不是 SQuAD 格式")
        return
    for number, article in enumerate(articles, start=1):
        parts = article.get("paragraphs", [article]) if isinstance(article, dict) else [article]
        title = str(article.get("title") or "") if isinstance(article, dict) else ""
        for part in parts if isinstance(parts, list) else [parts]:
            try:
                context = _Context.model_validate(_renamed(part))
            except ValidationError as error:
                found.fault(path, None, f"第{number}篇：{told(error)}")
            else:
                _take(path, context, title, found)


def _renamed(part: Any) -> Any:
    """The entry with the names of the flat form, whichever it has."""
    if not isinstance(part, dict):
        return part
    row = dict(part)
    row.setdefault("context_text", row.get("context"))
    row["qas"] = [_question(one) for one in row.get("qas") or ()]
    return row


def _question(one: Any) -> Any:
    if not isinstance(one, dict):
        return one
    same = {"query_id": one.get("id"), "query_text": one.get("question")}
    return {**{name: value for name, value in same.items() if value is not None}, **one}


def _take(path: Path, context: _Context, title: str, found: Found) -> None:
    title = context.title or title
    name = found.text(title, title, context.context)
    for asked in context.qas:
        answers = [a if isinstance(a, str) else a.text for a in asked.answers]
        key = key_of(answers)
        refused = asked.is_impossible or not key
        found.add(
            QACase(
                id=asked.id,
                type="unanswerable" if refused else "fact",
                question=asked.question,
                answer_keys=() if refused else (key,),
                expect_refusal=refused,
                documents=() if refused else (name,),
            ),
            path,
            None,
        )
