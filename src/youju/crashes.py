"""What is kept of a fault of the program itself: the trace, for whoever mends it."""

import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from youju.errors import YoujuError
from youju.settings import load_settings

_NAME = "error.log"


def kept_trace() -> Path:
    """Add the exception that is being handled to a file of the data folder; return its path.

    Where that folder cannot be written, the file is among the machine's temporary ones.
    """
    text = f"{datetime.now().isoformat(timespec='seconds')}\n{traceback.format_exc()}\n"
    try:
        path = load_settings().data_dir / _NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        _add(path, text)
    except (YoujuError, OSError):
        path = Path(tempfile.gettempdir()) / f"youju-{_NAME}"
        _add(path, text)
    return path


def _add(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)
