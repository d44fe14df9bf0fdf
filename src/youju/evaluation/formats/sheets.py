"""A plain table of question, answer and source, as an office keeps one: CSV with Chinese heads.

The amounts of an answer are what must stand in ours, else a short answer as it is; of a long one
in words only the likeness of wording is measured.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from youju.answering.equality import quantities
from youju.evaluation.formats.texts import LARGEST, Found
from youju.evaluation.suites import Fault, QACase, read_text

_HEADS: Mapping[str, tuple[str, ...]] = {
    "question": ("question", "query", "问题", "提问", "题目"),
    "answer": ("answer", "答案", "参考答案", "标准答案", "回答"),
    "source": ("source", "来源", "出处", "文件", "文献", "依据"),
    "id": ("id", "编号", "序号"),
}
_REFUSALS = frozenset({"拒答", "无", "没有", "没有写明", "未提及", "无法回答", "不知道"})
_LONGEST_KEY = 30  # characters of an answer that is looked for letter by letter
_SAMPLE = 4000  # characters by which the delimiter is told


def read_csv(paths: Sequence[Path], corpus: Path | None, found: Found) -> None:
    """Read tables; their sources are files of the library or of the corpus's folder."""
    for path in paths:
        text = read_text(path, path.name, LARGEST)
        if isinstance(text, Fault):
            found.faults.append(text)
        else:
            _read(path, text, found)


def _read(path: Path, text: str, found: Found) -> None:
    head = text.split("\n", 1)[0]
    delimiter = max(",\t;，", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = _columns(next(rows, []))
    needed = {"question": "问题", "answer": "答案"}
    missing = [word for name, word in needed.items() if name not in columns]
    if missing:
        found.fault(path, 1, f"第一行没有{'、'.join(missing)}这样的列名")
        return
    first = 2
    for row in rows:
        if any(cell.strip() for cell in row):
            cells = {n: row[at].strip() if at < len(row) else "" for n, at in columns.items()}
            _take(path, first, cells, found)
        first = rows.line_num + 1


def _columns(head: Sequence[str]) -> dict[str, int]:
    names = [cell.strip().lstrip("\ufeff").lower() for cell in head]
    found = {}
    for field, words in _HEADS.items():
        at = next((names.index(word) for word in words if word in names), None)
        if at is not None:
            found[field] = at
    return found


def _take(path: Path, line: int, cells: Mapping[str, str], found: Found) -> None:
    question, answer = cells["question"], cells["answer"]
    empty = [name for name, cell in (("问题", question), ("答案", answer)) if not cell]
    if empty:
        found.fault(path, line, f"{'、'.join(empty)}是空的")
        return
    refused = answer.rstrip("。") in _REFUSALS
    sources = cells.get("source", "").replace(";", "；").replace("|", "；").split("；")
    found.add(
        QACase(
            id=cells.get("id") or f"{path.stem}-{line}",
            type="unanswerable" if refused else "fact",
            question=question,
            answer_keys=() if refused else _keys(answer),
            expect_refusal=refused,
            documents=() if refused else tuple(s.strip() for s in sources if s.strip()),
            reference="" if refused else answer,
        ),
        path,
        line,
    )


def _keys(answer: str) -> tuple[str, ...]:
    amounts = tuple(dict.fromkeys(answer[q.start : q.end] for q in quantities(answer)))
    bare = answer.rstrip("。").replace("|", "｜")
    return amounts or ((bare,) if len(bare) <= _LONGEST_KEY else ())
