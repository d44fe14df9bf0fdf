"""A plain table of question, answer and source, as an office keeps one: CSV with Chinese heads.

The amounts of an answer are what must stand in ours, else a short answer as it is; of a long one
in words only the likeness of wording is measured.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from youju.answering.equality import quantities
from youju.evaluation.formats.lines import File, files_of, text_of
from youju.evaluation.formats.texts import Found, Once, key_of
from youju.evaluation.suites import CaseType, QACase
from youju.reading.figures.quantities import Quantity

_HEADS: Mapping[str, tuple[str, ...]] = {
    "question": ("问题", "提问", "题目", "question", "query"),
    "answer": ("答案", "参考答案", "标准答案", "回答", "answer"),
    "source": ("来源", "出处", "文件", "文献", "依据", "source"),
    "type": ("题型", "type"),
    "id": ("编号", "序号", "id"),
}
_NEEDED = ("question", "answer")
_DELIMITERS = ",;\t"
_REFUSALS = frozenset({"拒答", "无", "没有写明", "未提及"})
_LONGEST_KEY = 30  # characters of an answer that is looked for letter by letter
_QUOTE = "格内有分隔符时，整格要用双引号括起来"
_BETWEEN = re.compile(r"[;；|｜\n]")  # several sources
# What has digits and is no amount: a date, a telephone number, 5G.
_DIGITS = re.compile(
    r"[0-9]+年(?:[0-9]+月(?:[0-9]+日)?)?|[0-9]+月(?:[0-9]+日)?|[0-9A-Za-z]*[0-9][0-9A-Za-z./:-]*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """A row of the table and the line on which it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A file whose columns are known."""

    file: File
    columns: Mapping[str, int]
    width: int
    records: tuple[_Record, ...]


def read_csv(paths: Sequence[Path], corpus: Path | None, found: Found) -> None:
    """Read tables; their sources are files of the library or of the corpus's folder."""
    del corpus
    for file in files_of(paths):
        text = text_of(file, found)
        table = _table(file, text, found) if text is not None else None
        if table is not None:
            questions = Once("问题")
            for record in table.records:
                _take(record, table, questions, found)


# ---- rows and columns ----------------------------------------------------------------------------


def _table(file: File, text: str, found: Found) -> _Table | None:
    """The table by the delimiter under which most of its heads are known."""
    delimiter = max(_DELIMITERS, key=lambda d: len(_columns(_head(text, d))))
    head = _head(text, delimiter)
    columns = _columns(head)
    names = [_name(cell) for cell in head.cells]
    faults = [
        f"表头没有{_HEADS[field][0]}这一列（可以写成{'、'.join(_HEADS[field])}）"
        for field in _NEEDED
        if field not in columns
    ]
    for words in _HEADS.values():
        if len(same := [name for name in names if name in words]) > 1:
            faults.append(f"表头有几列都是{words[0]}（{'、'.join(same)}），请只留一列")
    found.faults += [file.at(head.line).fault(fault) for fault in faults]
    if faults:
        return None
    records = [r for r in _records(file, text, delimiter, found) if any(r.cells)][1:]
    return _Table(file=file, columns=columns, width=len(head.cells), records=tuple(records))


def _head(text: str, delimiter: str) -> _Record:
    """The first row that is not empty."""
    nowhere = File(path=Path(), name="")
    rows = _records(nowhere, text, delimiter, Found())
    return next((row for row in rows if any(row.cells)), _Record(line=1, cells=()))


def _records(file: File, text: str, delimiter: str, found: Found) -> Iterator[_Record]:
    """The rows of a table; one whose quotes do not match is told."""
    rows = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True
    )
    while True:
        line = rows.line_num + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:
            fault = "双引号没有成对，或一格超过13万字；格内的双引号要写两个"
            found.faults.append(file.at(line).fault(fault))
        else:
            yield _Record(line=line, cells=tuple(cell.strip() for cell in cells))


def _columns(head: _Record) -> dict[str, int]:
    """Where each field stands that the heads name."""
    names = [_name(cell) for cell in head.cells]
    places = {
        field: next((at for at, name in enumerate(names) if name in words), None)
        for field, words in _HEADS.items()
    }
    return {field: at for field, at in places.items() if at is not None}


def _name(cell: str) -> str:
    return cell.strip("\ufeff \u3000").lower()


# ---- a row becomes a case ------------------------------------------------------------------------


def _take(record: _Record, table: _Table, questions: Once, found: Found) -> None:
    spot = table.file.at(record.line)
    cells = {
        field: record.cells[at] if at < len(record.cells) else ""
        for field, at in table.columns.items()
    }
    faults = [spot.fault(text) for text in _faults(record, table, cells)]
    if cells["question"] and (again := questions.again(cells["question"], spot)):
        faults.append(again)
    found.faults += faults
    if not faults:
        stem = table.file.name.removesuffix(table.file.path.suffix)
        found.add(_case(cells, f"{stem}-{record.line}"), spot)


def _faults(record: _Record, table: _Table, cells: Mapping[str, str]) -> Iterator[str]:
    if any(record.cells[table.width :]):
        yield f"有{len(record.cells)}格，表头只有{table.width}格；{_QUOTE}"
        return  # what stands in which column is not known
    for field in _NEEDED:
        if not cells[field]:
            wanted = "，应当拒答的题请写“拒答”" if field == "answer" else ""
            yield f"{_HEADS[field][0]}是空的{wanted}"
    kind = cells.get("type", "")
    if kind and kind not in get_args(CaseType):
        yield f"题型 {kind} 不存在，可用的有{'、'.join(get_args(CaseType))}，也可以不写"
    if kind == "followup":
        yield "追问（followup）要有前面的对话，表里写不下，请改用 JSONL 测评集"
    if kind in ("unanswerable", "offtopic") and not _is_refusal(cells["answer"]):
        yield f"题型是 {kind}，答案就应当写“拒答”"


def _is_refusal(answer: str) -> bool:
    return answer.rstrip("。.") in _REFUSALS


def _case(cells: Mapping[str, str], unnamed: str) -> QACase:
    """The case of a row without faults; `unnamed` is its id where the table gives none."""
    answer, refused = cells["answer"], _is_refusal(cells["answer"])
    sources = [part.strip() for part in _BETWEEN.split(cells.get("source", ""))]
    return QACase.model_validate(
        {
            "id": cells.get("id") or unnamed,
            "type": cells.get("type") or ("unanswerable" if refused else "fact"),
            "question": cells["question"],
            "answer_keys": () if refused else _keys(answer),
            "expect_refusal": refused,
            "documents": () if refused else tuple(dict.fromkeys(s for s in sources if s)),
            "reference": "" if refused else answer,
        }
    )


def _keys(answer: str) -> tuple[str, ...]:
    """The amounts of an answer as they are written, else its numbers, else a short one as it is."""
    amounts = [_unhedged(answer, amount) for amount in quantities(answer)]
    if found := tuple(dict.fromkeys(amounts or _DIGITS.findall(answer))):
        return found
    bare = answer.rstrip("。")
    return (key_of([bare]),) if bare and len(bare) <= _LONGEST_KEY else ()


def _unhedged(answer: str, amount: Quantity) -> str:
    """The amount without 超过 or 以上 about it: an answer that says it without is right too."""
    text = answer[amount.start : amount.end]
    return re.sub(r"^[^0-9零〇一二两三四五六七八九十百千万亿几半]+", "", text) or text
