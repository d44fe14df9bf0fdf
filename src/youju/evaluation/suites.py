"""Suites: questions with what a right answer holds, and where its evidence stands.

A suite is checked as a whole and all its faults are named at once. Knows no assistant and no
library: whether evidence stands in the documents is for `checking`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from youju.errors import BadSuite
from youju.evaluation.metrics import forbidden_held

CaseType = Literal[
    "fact", "multi", "compare", "followup", "unanswerable", "offtopic", "blanked", "trap", "draft"
]
LARGEST = 20_000_000  # bytes of a suite's file


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EvidenceQuote(_Line):
    """A stretch of a source, letter by letter as in its clean text."""

    source: str = Field(min_length=1)
    quote: str = Field(min_length=1)


class Message(_Line):
    role: Literal["user", "assistant"]
    content: str


class QACase(_Line):
    """One question. `split` tells whether thresholds may be set on it or only reported."""

    id: str = Field(min_length=1)
    type: CaseType
    question: str = Field(min_length=1)
    history: tuple[Message, ...] = ()
    answer_keys: tuple[str, ...] = ()  # each must stand in the answer; "4.3个|4.3" is either
    must_not: tuple[str, ...] = ()
    expect_refusal: bool = False
    evidence: tuple[EvidenceQuote, ...] = ()
    documents: tuple[str, ...] = ()  # sources that answer it, where no sentence of them is known
    reference: str = ""  # a right answer in full, for likeness of wording only
    split: Literal["tune", "report"] = "report"
    parent: str | None = Field(default=None, min_length=1)  # of a variant: the question it varies


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong, or doubtful, and where."""

    file: str
    line: int | None  # None: the file as a whole
    text: str  # a Chinese clause

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file} 第{self.line}行"
        return f"{where}：{self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A case and where it was written."""

    case: QACase
    file: str
    line: int

    def fault(self, text: str) -> Fault:
        return Fault(file=self.file, line=self.line, text=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suites:
    """What some files hold: the cases that could be read, in order, and all that is wrong."""

    cases: tuple[Placed, ...]
    faults: tuple[Fault, ...]


def load_suites(paths: Sequence[Path]) -> tuple[QACase, ...]:
    """The cases of all suites, in order; raise BadSuite naming every faulty line."""
    suites = read_suites(paths)
    refuse(suites.faults, "测评集", remedy="按行号改正后重新运行；字段说明见 eval/README.md")
    if not suites.cases:
        raise BadSuite("测评集里没有题目。", remedy="每行写一道题目（JSON）")
    return tuple(placed.case for placed in suites.cases)


def read_suites(paths: Sequence[Path]) -> Suites:
    """The cases of all suites and every fault of their files and lines; raises nothing."""
    read = [
        part
        for path, name in zip(paths, names_of(paths), strict=True)
        for part in _read(path, name)
    ]
    cases = tuple(part for part in read if isinstance(part, Placed))
    faults = [part for part in read if isinstance(part, Fault)]
    faults += [placed.fault(text) for placed in cases for text in _contradictions(placed.case)]
    faults += _between(cases)
    order = {name: number for number, name in enumerate(names_of(paths))}
    faults.sort(key=lambda fault: (order[fault.file], fault.line or 0))
    return Suites(cases=cases, faults=tuple(faults))


def suite_text(cases: Sequence[QACase]) -> str:
    """The cases as a suite's file holds them: one JSON object a line, defaults left out."""
    return "".join(f"{case.model_dump_json(exclude_defaults=True)}\n" for case in cases)


def evenly(cases: Sequence[QACase], limit: int | None) -> tuple[QACase, ...]:
    """At most `limit` of the cases, evenly spread over them; all where there is no limit."""
    if not limit or limit >= len(cases):
        return tuple(cases)
    return tuple(cases[number * len(cases) // limit] for number in range(limit))


def refuse(faults: Sequence[Fault], what: str, *, remedy: str) -> None:
    """Raise BadSuite naming all faults, if there are any."""
    if faults:
        listed = "\n  ".join(map(str, faults))
        raise BadSuite(f"{what}有{len(faults)}处错误：\n  {listed}", remedy=remedy)


def names_of(paths: Sequence[Path]) -> tuple[str, ...]:
    """How the files are called in faults: by name, and by path where two have one name."""
    names = [path.name for path in paths]
    return tuple(p.name if names.count(p.name) == 1 else str(p) for p in paths)


def read_text(path: Path, name: str, largest: int = LARGEST) -> str | Fault:
    """The text of a file in UTF-8 or GB18030; no more than `largest` bytes are ever read."""
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
        size = path.stat().st_size
    except OSError as error:
        why = "是文件夹，不是文件" if path.is_dir() else f"文件打不开（{error.strerror}）"
        return Fault(file=name, line=None, text=why)
    if len(data) > largest:
        limit = f"{size / 1e6:.1f} MB，超过{largest / 1e6:g} MB 的上限"
        return Fault(file=name, line=None, text=f"文件太大：{limit}，请分成几个文件")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:  # UTF-16 would pass for GB18030
            return text
    return Fault(file=name, line=None, text="不是 UTF-8 或 GB18030（GBK）文本，请另存为 UTF-8")


def text_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers; U+2028 inside of JSON ends none."""
    for number, line in enumerate(re.split("\r\n|\n|\r", text), start=1):
        if line.strip():
            yield number, line


def _read(path: Path, name: str) -> Iterator[Placed | Fault]:
    text = read_text(path, name)
    if isinstance(text, Fault):
        yield text
        return
    for number, line in text_lines(text):
        try:
            case = QACase.model_validate_json(line, strict=True)
        except ValidationError as error:
            for one in error.errors():
                yield Fault(file=name, line=number, text=_told(one))
        else:
            yield Placed(case=case, file=name, line=number)


# ---- what pydantic found, in Chinese -------------------------------------------------------------

_EXPECTED: Mapping[str, str] = {
    "string_type": "应是文字（用双引号括起）",
    "string_too_short": "不能为空",
    "bool_type": "应是 true 或 false（不加引号）",
    "tuple_type": '应是列表，例如 ["…"]',
}
_SHAPES: Mapping[str, str] = {
    "evidence": '应写成 {"source": "文件名", "quote": "原文"}',
    "history": '应写成 {"role": "user", "content": "…"}',
}


def _told(error: Any) -> str:
    kind, where = error["type"], error["loc"]
    if not where:
        broken = kind == "json_invalid"
        return "不是 JSON（检查引号、逗号和括号）" if broken else "不是 JSON 对象，应写成 {…}"
    field = _field(where)
    if kind == "missing":
        return f"缺少字段 {field}"
    if kind == "extra_forbidden":
        return f"没有 {field} 这个字段，可用的有{'、'.join(_fields_at(where))}"
    if where == ("type",):
        known = "、".join(get_args(CaseType))
        return f"字段 type 的题型 {_shown(error['input'])} 不存在，可用的有{known}"
    if kind == "literal_error":
        wanted = error["ctx"]["expected"].replace("'", "").replace(" or ", " 或 ")
        return f"字段 {field} 应是 {wanted}"
    expected = _EXPECTED.get(kind) or _SHAPES.get(str(where[0]), "的值不对")
    return f"字段 {field} {expected}"


def _field(where: Sequence[str | int]) -> str:
    """evidence 第1条的 quote."""
    parts = [f" 第{part + 1}条" if isinstance(part, int) else str(part) for part in where]
    return parts[0] + "".join(p if p.startswith(" ") else f"的 {p}" for p in parts[1:])


def _fields_at(where: Sequence[str | int]) -> tuple[str, ...]:
    models: Mapping[Any, type[BaseModel]] = {"evidence": EvidenceQuote, "history": Message}
    model = models.get(where[0], QACase) if len(where) > 1 else QACase
    return tuple(model.model_fields)


def _shown(value: object) -> str:
    text = str(value)
    return f"“{text[:20]}…”" if len(text) > 20 else f"“{text}”"


# ---- what is well formed and yet cannot be meant -------------------------------------------------


def _contradictions(case: QACase) -> Iterator[str]:
    """What no answer could fulfil, or what any answer would."""
    if not case.id.strip() or not case.question.strip():
        yield "字段 id 和 question 不能是空白"
    if case.expect_refusal and case.answer_keys:
        yield "expect_refusal 是 true（应当拒答），却写了 answer_keys"
    # A draft is measured by the checks of its text as well.
    basis = case.answer_keys or case.evidence or case.documents or case.reference.strip()
    if not (case.expect_refusal or basis or case.type == "draft"):
        yield "既没有 answer_keys 也没有 evidence，又不应当拒答（expect_refusal），无从判断对错"
    if case.type == "followup" and not case.history:
        yield "题型是 followup（追问），却没有 history"
    if case.parent == case.id:
        yield "parent 不能是题目自己的编号"
    if any(not text.strip() for text in case.must_not):
        yield "must_not 里有空的一条"
    for key in case.answer_keys:
        yield from _in_key(key, case.must_not)


def _in_key(key: str, must_not: Sequence[str]) -> Iterator[str]:
    alternatives = key.split("|")
    if not all(part.strip() for part in alternatives):
        yield f"answer_keys 的“{key}”有空的写法（| 的两边都要有字）"
    for banned in must_not:
        if any(forbidden_held(part, [banned]) for part in alternatives):
            yield f"must_not 的“{banned}”就在 answer_keys 的“{key}”里，答对也会判错"


def _between(cases: Sequence[Placed]) -> Iterator[Fault]:
    """What is wrong between the lines: an id twice, a parent that is nowhere."""
    first: dict[str, Placed] = {}
    for placed in cases:
        earlier = first.setdefault(placed.case.id, placed)
        if earlier is not placed:
            where = f"{earlier.file} 第{earlier.line}行"
            yield placed.fault(f"编号 {placed.case.id} 重复，先见于 {where}")
    for placed in cases:
        if placed.case.parent is not None and placed.case.parent not in first:
            yield placed.fault(f"parent 的 {placed.case.parent} 不是测评集里的编号")
