"""What every reader of a format hands on, and what the readers share.

Knows no format and opens no file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from youju.errors import UnreadableFile

MAX_BYTES = 50 * 1024 * 1024
MAX_CHARS = 5_000_000  # a shelf of books: its vectors take some ten minutes
SAVE_AS_TEXT = "用 Word 或 WPS 打开它，另存为 .docx 或 .txt 后再导入"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawText:
    """The text of a file as it stands there."""

    text: str
    front: Mapping[str, str] = field(default_factory=dict)  # what the file states about itself
    format: str  # txt, md, html, docx, pdf, xlsx, csv, ofd…: what the content is, not its suffix
    encoding: str  # empty where the format has its own
    notes: tuple[str, ...] = ()  # sentences for the user on what the reader did and left undone


def too_large(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"{name} 超过 {MAX_BYTES // 2**20} MB。", remedy="拆成几个文件，或另存为文字版后再导入"
    )


def squeeze(text: str) -> str:
    """One line, with single blanks."""
    return re.sub(r"\s+", " ", text).strip()
