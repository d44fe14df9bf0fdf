"""A file in any supported format becomes raw text and what the file states about itself.

Opens the file and picks the reader by its suffix. Does not know what is noise: repairing and
dropping is for `cleaning`; only what a format itself adds (markup, page numbers) is taken off here
and in the modules of the formats.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

import yaml

from youju.errors import UnreadableFile
from youju.reading.archives import Source, file_source
from youju.reading.encodings import decode
from youju.reading.pdf import read_pdf
from youju.reading.raw import RawText
from youju.reading.webpages import read_html
from youju.reading.word import read_docx

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf", ".zip"})
_FRONT_KEYS = frozenset(
    {"title", "place", "period", "kind", "source", "published", "speaker", "trust", "complete"}
)
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
    read = _READERS.get(PurePath(name).suffix.lower())
    if read is None:
        raise UnreadableFile(f"{name} 是压缩包，不是一份文件。", remedy="解压后再导入")
    raw = read(data, name)
    if not raw.text.strip():
        raise UnreadableFile(f"{name} 里没有文字。", remedy="确认文件内容后再导入")
    return raw


def _read_text(data: bytes, name: str) -> RawText:
    text, encoding = decode(data, name)
    front, body = split_front(text)
    kind = "txt" if name.lower().endswith(".txt") else "md"
    return RawText(text=body, front=front, format=kind, encoding=encoding)


def split_front(text: str) -> tuple[dict[str, str], str]:
    """The YAML head between two `---` lines, and the rest; a broken head stays in the text."""
    found = _FRONT.match(text)
    if not found:
        return {}, text
    try:
        head = yaml.load(found.group(1), Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return {}, text
    if not isinstance(head, dict):
        return {}, text
    front = {str(k): v.strip() for k, v in head.items() if isinstance(v, str) and k in _FRONT_KEYS}
    return (front, text[found.end() :].lstrip("\n")) if front else ({}, text)


_READERS: Mapping[str, Callable[[bytes, str], RawText]] = {
    ".txt": _read_text,
    ".md": _read_text,
    ".markdown": _read_text,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
}
