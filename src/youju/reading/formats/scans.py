"""A picture of a page becomes the words on it and their places, where the `ocr` extra is installed.

Runs on this machine, with the models that rapidocr carries in its package. Knows nothing of files.
"""

import importlib.util
import threading
from functools import lru_cache
from typing import Any

from youju.reading.formats.layout import Piece

HOW_TO_INSTALL = "安装文字识别组件（pip install 'youju[ocr]'）后再导入"
_ONE_AT_A_TIME = threading.Lock()


def can_recognise() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("rapidocr") is not None


def recognise(picture: Any, scale: float) -> list[Piece]:
    """The lines in a picture (height, width, colours), placed in units of `scale` pixels."""
    with _ONE_AT_A_TIME:
        found = _engine()(picture)
    if found.boxes is None:
        return []
    return [
        Piece(
            words=words.strip(),
            left=float(min(x for x, _ in box)) / scale,
            top=float(min(y for _, y in box)) / scale,
            right=float(max(x for x, _ in box)) / scale,
            bottom=float(max(y for _, y in box)) / scale,
        )
        for box, words in zip(found.boxes, found.txts, strict=True)
        if words.strip()
    ]


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})
