"""What every reader of a format hands on, and what the readers share.

Knows no format and opens no file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

SAVE_AS_TEXT = "用 Word 或 WPS 打开它，另存为 .docx 或 .txt 后再导入"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawText:
    """The text of a file as it stands there."""

    text: str
    front: Mapping[str, str] = field(default_factory=dict)  # what the file states about itself
    format: str  # txt, md, html, docx, pdf
    encoding: str  # empty where the format has its own


def squeeze(text: str) -> str:
    """One line, with single blanks."""
    return re.sub(r"\s+", " ", text).strip()
