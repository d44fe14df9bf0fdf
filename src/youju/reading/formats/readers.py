"""A file in any supported format becomes raw text and what the file states about itself.

Picks the reader by what the content is. Does not know what is noise: repairing and dropping is for
`cleaning`; only what a format itself adds (markup, page numbers) is taken off here and in the
modules of the formats.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path, PurePath

import yaml

from youju.errors import UnreadableFile
from youju.reading.formats.archives import Source, file_source
from youju.reading.formats.detection import format_by_name, format_of
from youju.reading.formats.encodings import decode
from youju.reading.formats.ofd import read_ofd
from youju.reading.formats.office import convert
from youju.reading.formats.pdf import read_pdf
from youju.reading.formats.raw import MAX_CHARS, SAVE_AS_TEXT, RawText
from youju.reading.formats.spreadsheets import read_csv, read_xls, read_xlsx
from youju.reading.formats.webpages import read_html, read_mhtml
from youju.reading.formats.word import read_docx
from youju.text import storable

SUFFIXES = frozenset(
    (
        *(".txt", ".md", ".markdown", ".html", ".htm", ".mht", ".mhtml", ".pdf", ".ofd", ".zip"),
        *(".docx", ".docm", ".doc", ".wps", ".rtf", ".odt"),
        *(".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv"),
    )
)
_FRONT_KEYS = frozenset(
    {"title", "place", "period", "kind", "source", "published", "speaker", "trust", "complete"}
)
_LONGEST_FRONT = 10_000  # YAML is slow: what is longer is no head
_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)


def read_source(source: Source) -> RawText:
    """Read a file or a member of an archive; raise UnreadableFile with a sentence and a remedy."""
    require_known_suffix(source.name)
    return read_bytes(source.load(), source.name)


def require_known_suffix(name: str) -> None:
    """Refuse a format that is not read, before a byte of it is loaded (ingest hashes the bytes)."""
    if PurePath(name).suffix.lower() not in SUFFIXES:
        known = "、".join(sorted(SUFFIXES))
        raise UnreadableFile(
            f"不支持 {name} 这种格式。", remedy=f"支持 {known}；其他格式请另存后导入"
        )


def read_file(path: Path) -> RawText:
    """Read one file that is no archive."""
    return read_source(file_source(path))


def read_bytes(data: bytes, name: str) -> RawText:
    """The text of what `load` of a source has given."""
    if not data:
        raise UnreadableFile(f"{name} 是空文件。", remedy="确认文件内容后再导入")
    kind = format_of(data, name)
    if kind not in _READERS:
        raise UnreadableFile(
            _WHAT_IS_NOT_READ.get(kind, _UNKNOWN).format(name), remedy=SAVE_AS_TEXT
        )
    raw = _storable(_READERS[kind](data, name))
    if not raw.text.strip():
        raise UnreadableFile(f"{name} 里没有文字。", remedy="确认文件内容后再导入")
    if len(raw.text) > MAX_CHARS:
        raise UnreadableFile(
            f"{name} 有 {len(raw.text) // 10_000} 万字，超过 {MAX_CHARS // 10_000} 万字。",
            remedy="拆成几个文件后再导入",
        )
    if kind == format_by_name(name):
        return raw
    suffix = PurePath(name).suffix
    renamed = f"扩展名是 {suffix}，内容是 {kind} 格式，已按内容读入。"
    return replace(raw, notes=(renamed, *raw.notes))


def _storable(raw: RawText) -> RawText:
    """The text without what no database takes: a format can write down any character."""
    front = {key: storable(value).replace("\0", "") for key, value in raw.front.items()}
    return replace(raw, text=storable(raw.text).replace("\0", ""), front=front)


def _read_text(data: bytes, name: str) -> RawText:
    text, encoding = decode(data, name)
    front, body = split_front(text)
    kind = "md" if format_by_name(name) == "md" else "txt"
    return RawText(text=body, front=front, format=kind, encoding=encoding)


def _converted(
    kind: str, into: str, read: Callable[[bytes, str], RawText]
) -> Callable[[bytes, str], RawText]:
    """A reader of what LibreOffice turns into a format that is read here."""

    def read_converted(data: bytes, name: str) -> RawText:
        return replace(read(convert(data, name, kind=kind, into=into), name), format=kind)

    return read_converted


def split_front(text: str) -> tuple[dict[str, str], str]:
    """The YAML head between two `---` lines, and the rest; a broken head stays in the text."""
    found = _FRONT.match(text[:_LONGEST_FRONT])
    if not found:
        return {}, text
    try:
        head = yaml.load(found.group(1), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return {}, text
    if not isinstance(head, dict):
        return {}, text
    front = {str(k): v.strip() for k, v in head.items() if isinstance(v, str) and k in _FRONT_KEYS}
    return (front, text[found.end() :].lstrip("\n")) if front else ({}, text)


_READERS: Mapping[str, Callable[[bytes, str], RawText]] = {
    "txt": _read_text,
    "md": _read_text,
    "html": read_html,
    "mhtml": read_mhtml,
    "pdf": read_pdf,
    "ofd": read_ofd,
    "docx": read_docx,
    "doc": _converted("doc", "docx", read_docx),
    "wordml": _converted("wordml", "docx", read_docx),
    "rtf": _converted("rtf", "docx", read_docx),
    "odt": _converted("odt", "docx", read_docx),
    "xlsx": read_xlsx,
    "xls": read_xls,
    "ods": _converted("ods", "xlsx", read_xlsx),
    "csv": read_csv,
}
_UNKNOWN = "{} 的格式不能识别。"
_WHAT_IS_NOT_READ = {
    "locked": "{} 有打开密码。",
    "zip": "{} 的内容是压缩包，不是一份文件。",
    "ole": "{} 的内容是旧版 Office 文件，但认不出是哪一种。",
    "ppt": "{} 的内容是演示文稿，不能读取。",
    "pptx": "{} 的内容是演示文稿，不能读取。",
    "xlsb": "{} 的内容是二进制工作簿，不能读取。",
}
