"""Uploaded files: which are refused before they are sent, and the name that each is kept under.

Knows nothing of Gradio or of how a file is read.
"""

import filecmp
import re
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from uuid import uuid4

from youju.errors import UnreadableFile
from youju.reading.formats.raw import MAX_BYTES, too_large
from youju.reading.formats.readers import require_known_suffix
from youju.text import storable

_STEM, _SUFFIX = 60, 12  # characters of a name: file systems end it at 255 bytes
_DEEPEST = 5  # folders of an uploaded folder's own
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as a browser handed it in."""

    path: Path  # where it lies until it is kept
    name: str  # as the user knows it, perhaps with folders


def admit(name: str, size: int) -> None:
    """Raise UnreadableFile for a file that need not be sent: it would not be read."""
    last = PurePosixPath(name).name or "未命名"
    require_known_suffix(last)
    if size > MAX_BYTES:
        raise too_large(last)
    if size == 0:
        raise UnreadableFile(f"{last} 是空文件。", remedy="确认文件内容后再导入")


def safe_name(name: str) -> PurePosixPath:
    """A name as it may be used below the library folder: no way out of it, nothing hidden."""
    parts = [_NOT_IN_NAMES.sub("_", part).strip() for part in re.split(r"[/\\]+", storable(name))]
    named = [bare for part in parts if (bare := part.lstrip(".~$ ").rstrip(". "))]
    *folders, last = named or ["未命名"]
    path = PurePosixPath(last)
    last = path.stem[:_STEM] + path.suffix[:_SUFFIX]
    return PurePosixPath(*(folder[:_STEM] for folder in folders[-_DEEPEST:]), last)


def keep(upload: Upload, folder: Path) -> tuple[Path, bool]:
    """Copy an upload into the folder; returns where it lies, and whether it is new there.

    The same content under the same name is not copied again. Another content gets a numbered name:
    what is kept already is never overwritten, as many speeches are called 讲话稿.txt.
    """
    wanted = folder / safe_name(upload.name)
    target, number = wanted, 1
    while target.exists():
        if target.is_file() and filecmp.cmp(upload.path, target, shallow=False):
            return target, False
        number += 1
        target = wanted.with_name(f"{wanted.stem}（{number}）{wanted.suffix}")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{uuid4().hex}.part")
    try:
        shutil.copyfile(upload.path, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target, True
