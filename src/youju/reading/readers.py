"""A file in any supported format becomes raw text and what the file states about itself.

Opens the file and picks the reader by its suffix. Does not know what is noise: repairing and
dropping is for `cleaning`; only what a format itself adds (markup, page numbers) is taken off here
and in the modules of the formats.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

from youju.errors import UnreadableFile
from youju.reading.encodings import decode
from youju.reading.pdf import read_pdf
from youju.reading.raw import RawText
from youju.reading.webpages import read_html
from youju.reading.word import read_docx

MAX_BYTES = 50 * 1024 * 1024
SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf"})
_FRONT_KEYS = frozenset(
    {"title", "place", "period", "kind", "source", "published", "speaker", "trust", "complete"}
)
_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)


def read_file(path: Path) -> RawText:
    """Read one file; raise UnreadableFile with a sentence and a remedy."""
    suffix = path.suffix.lower()
    data = _bytes_of(path)
    raw = _READERS[suffix](data, path.name)
    if not raw.text.strip():
        raise UnreadableFile(f"{path.name} 里没有文字。", remedy="确认文件内容后再导入")
    return raw


def _bytes_of(path: Path) -> bytes:
    name = path.name
    if path.is_dir():
        raise UnreadableFile(f"{name} 是文件夹，不是文件。", remedy="选择文件夹里的文件再导入")
    if not path.exists():
        raise UnreadableFile(f"找不到文件 {name}。", remedy="检查路径和文件名")
    if path.suffix.lower() not in SUFFIXES:
        known = "、".join(sorted(SUFFIXES))
        raise UnreadableFile(
            f"不支持 {name} 这种格式。", remedy=f"支持 {known}；其他格式请另存后导入"
        )
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFile(
            f"{name} 超过 {MAX_BYTES // 2**20} MB。", remedy="拆成几个文件后再导入"
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"打不开文件 {name}。", remedy="检查文件的读取权限") from error
    if not data:
        raise UnreadableFile(f"{name} 是空文件。", remedy="确认文件内容后再导入")
    return data


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
