"""What a question set brings along, and how its parts are read: lines, faults, names of files.

Knows no format.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from youju.errors import BadSuite
from youju.evaluation.records import short_hash
from youju.evaluation.suites import Fault, QACase, read_text, refuse, text_lines

LARGEST = 500_000_000  # bytes of a set's file: a corpus is larger than a suite
_UNSAFE = re.compile(r"[^\w\u4e00-\u9fff.-]+")
_LONGEST_NAME = 60  # characters of a file's name that are the document's own

Line = TypeVar("Line", bound="Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusText:
    """A document that a set brings along."""

    name: str  # of its file, safe on any file system; `QACase.documents` names it
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QASet:
    """Cases, and the texts that they are asked of; none where they are of a library's documents."""

    cases: tuple[QACase, ...]
    texts: tuple[CorpusText, ...]


class Row(BaseModel):
    """A line of a set; what a format says beyond what we read is left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


@dataclass(slots=True)
class Found:
    """What has been read so far, and all that is wrong with it."""

    cases: list[QACase] = field(default_factory=list)
    texts: dict[str, CorpusText] = field(default_factory=dict)  # by name
    faults: list[Fault] = field(default_factory=list)
    _first: dict[str, str] = field(default_factory=dict)  # of an id: where it stands

    def fault(self, path: Path, line: int | None, text: str) -> None:
        self.faults.append(Fault(file=path.name, line=line, text=text))

    def add(self, case: QACase, path: Path, line: int | None) -> None:
        """Take a case; an id that is there already is a fault."""
        where = f"{path.name} 第{line}行" if line else path.name
        if case.id in self._first:
            self.fault(path, line, f"编号 {case.id} 重复，先见于 {self._first[case.id]}")
        self._first.setdefault(case.id, where)
        self.cases.append(case)

    def text(self, key: str, title: str, text: str) -> str:
        """Take a text, once however often it comes; its file's name."""
        name = file_name(key or title, text)
        self.texts.setdefault(name, CorpusText(name=name, title=title, text=text))
        return name

    def result(self, what: str) -> QASet:
        """All of it; raise BadSuite naming every fault, or where there is no case."""
        refuse(self.faults, what, remedy="按位置改正后重新运行；各格式的写法见 eval/README.md")
        if not self.cases:
            raise BadSuite(f"{what}里没有题目。", remedy="检查文件和 --format 是否对应")
        return QASet(cases=tuple(self.cases), texts=tuple(self.texts.values()))


def file_name(key: str, text: str) -> str:
    """A name that is the same for the same text, and no other's."""
    bare = _UNSAFE.sub("-", key).strip("-.")[:_LONGEST_NAME]
    return f"{bare}-{short_hash([key, text])[:8]}.txt"


def key_of(answers: Sequence[str]) -> str:
    """One key of all ways to write an answer; | parts them, so none may hold it."""
    return "|".join(dict.fromkeys(a.strip().replace("|", "｜") for a in answers if a.strip()))


def whole_json(path: Path, found: Found) -> Any:
    """A file that is one JSON value; None where it is none, which is told."""
    text = read_text(path, path.name, LARGEST)
    if isinstance(text, Fault):
        found.faults.append(text)
        return None
    try:
        return json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", None)
        found.fault(path, line, "不是 JSON（检查引号、逗号和括号）")
        return None


def json_rows(path: Path, model: type[Line], found: Found) -> Iterator[tuple[int, Line]]:
    """The objects of a JSON Lines file, with their lines; what is none is told."""
    text = read_text(path, path.name, LARGEST)
    if isinstance(text, Fault):
        found.faults.append(text)
        return
    for number, line in text_lines(text):
        try:
            yield number, model.model_validate_json(line)
        except ValidationError as error:
            found.fault(path, number, told(error))


def told(error: ValidationError) -> str:
    """What pydantic found, as one clause."""
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return "不是 JSON（检查引号、逗号和括号）"
    where = " 的 ".join(str(part) for part in first["loc"]) or "整行"
    return f"缺少 {where}" if first["type"] == "missing" else f"{where} 的写法不对"


Reader = Callable[[Sequence[Path], Path | None, Found], None]
Readers = Mapping[str, Reader]
