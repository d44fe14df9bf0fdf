"""The files of a set: their lines, their JSON, and in Chinese what is wrong with them.

Long files are read line by line. Knows no format.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError
from pydantic_core import from_json

from youju.evaluation.formats.texts import Found, Spot
from youju.evaluation.suites import Fault, names_of, read_text

LARGEST_SET = 100_000_000  # bytes
LARGEST_CORPUS = 500_000_000
_BLOCK = 1 << 20
_ENCODINGS = ("utf-8-sig", "gb18030")
_PLACE = re.compile(r"at line ([0-9]+) column ([0-9]+)")
_NO_JSON = "不是 JSON（检查引号、逗号和括号）"

_EXPECTED: Mapping[str, str] = {
    "string_type": "应是文字（用双引号括起）",
    "string_too_short": "不能是空的",
    "bool_type": "应是 true 或 false（不加引号）",
    "tuple_type": "应是列表，例如 […]",
    "model_type": "应是对象，例如 {…}",
}


class Row(BaseModel):
    """An object of a set; what a format says beyond what we read is left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def _as_id(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[Words, BeforeValidator(_as_id)]  # sets write 7 as often as "7"
Line = TypeVar("Line", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file, and how it is called in faults."""

    path: Path
    name: str

    @property
    def whole(self) -> Spot:
        return Spot(file=self.name)

    def at(self, line: int) -> Spot:
        return Spot(file=self.name, line=line)


def files_of(paths: Sequence[Path]) -> tuple[File, ...]:
    """The files as they are given; two of one name are told apart by their paths."""
    return tuple(File(path=p, name=n) for p, n in zip(paths, names_of(paths), strict=True))


def text_of(file: File, found: Found) -> str | None:
    """The whole text of a file; None where there is none, which is told."""
    text = read_text(file.path, file.name, LARGEST_SET)
    if isinstance(text, Fault):
        found.faults.append(text)
        return None
    return text


def whole_json(file: File, found: Found) -> Iterator[Any]:
    """The one JSON value of a file; nothing where it is none, which is told."""
    text = text_of(file, found)
    if text is None:
        return
    try:
        value = from_json(text)
    except ValueError as error:
        found.faults.append(_stopped(file, str(error)))
    else:
        yield value


def lines_of(file: File, found: Found, largest: int = LARGEST_SET) -> Iterator[tuple[Spot, str]]:
    """The lines that are not blank, one by one; a file that cannot be read is told."""
    try:
        encoding = _encoding(file.path, largest)
        with file.path.open(encoding=encoding) as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield file.at(number), line.rstrip("\n")
    except OSError as error:
        found.faults.append(file.whole.fault(f"文件打不开（{error.strerror or error}）"))
    except _Unusable as error:
        found.faults.append(file.whole.fault(str(error)))


def json_rows(
    file: File, model: type[Line], found: Found, largest: int = LARGEST_SET
) -> Iterator[tuple[Spot, Line]]:
    """The objects of a JSON Lines file, with their lines; what is none is told."""
    for spot, line in lines_of(file, found, largest):
        row = parsed_line(model, line, spot, found)
        if row is not None:
            yield spot, row


def parsed(model: type[Line], value: Any, spot: Spot, found: Found) -> Line | None:
    """The value as the model has it; None where it is no such thing, which is told."""
    return _checked(lambda: model.model_validate(value), spot, found)


def parsed_line(model: type[Line], line: str, spot: Spot, found: Found) -> Line | None:
    """The JSON of a line as the model has it; None where it is no such thing, which is told."""
    return _checked(lambda: model.model_validate_json(line), spot, found)


def _checked(validate: Callable[[], Line], spot: Spot, found: Found) -> Line | None:
    try:
        return validate()
    except ValidationError as error:
        found.faults += [spot.fault(text) for text in _told(error)]
        return None


# ---- what stands in the way of reading -----------------------------------------------------------


class _Unusable(Exception):
    """A file that is not to be read; says why, in Chinese."""


def _encoding(path: Path, largest: int) -> str:
    """The first encoding in which all of the file can be read."""
    if path.is_dir():
        raise _Unusable("是文件夹，不是文件")
    size = path.stat().st_size
    if not path.is_file():
        raise _Unusable("不是普通文件，请先存成文件")
    if size > largest:
        limit = f"{size / 1e6:.1f} MB，超过{largest / 1e6:g} MB 的上限"
        raise _Unusable(f"文件太大：{limit}，请分成几个文件或减少内容")
    for encoding in _ENCODINGS:
        if _reads_as(path, encoding):
            return encoding
    raise _Unusable("不是 UTF-8 或 GB18030（GBK）文本，请另存为 UTF-8")


def _reads_as(path: Path, encoding: str) -> bool:
    """Whether all of the file can be decoded; UTF-16 would pass for GB18030 but for its zeros."""
    try:
        with path.open(encoding=encoding) as stream:
            return all("\0" not in block for block in iter(lambda: stream.read(_BLOCK), ""))
    except UnicodeDecodeError:
        return False


def _stopped(file: File, message: str) -> Fault:
    """Where the parser stopped, by its own words: `… at line 3 column 8`."""
    place = _PLACE.search(message)
    if place is None:
        return file.whole.fault(_NO_JSON)
    return file.at(int(place[1])).fault(f"{_NO_JSON}，读到第{place[2]}个字节为止")


# ---- what pydantic found, in Chinese -------------------------------------------------------------


def _told(error: ValidationError) -> Iterator[str]:
    for one in error.errors(include_url=False):
        kind, where = one["type"], one["loc"]
        if kind == "json_invalid":
            yield _NO_JSON
        elif not where:
            yield "不是 JSON 对象，应写成 {…}"
        elif kind == "missing":
            yield f"缺少字段 {_field(where)}"
        elif kind == "value_error":
            yield f"字段 {_field(where)} {one['ctx']['error']}"
        else:
            yield f"字段 {_field(where)} {_EXPECTED.get(kind, '的值不对')}"


def _field(where: Sequence[str | int]) -> str:
    """answers 第1条的 text."""
    parts = [f"第{part + 1}条" if isinstance(part, int) else part for part in where]
    return "".join(
        part if number == 0 else f" {part}" if part.startswith("第") else f"的 {part}"
        for number, part in enumerate(parts)
    )
