"""Line breaks that a page put into its paragraphs, or took out between them.

Judges the shape of a whole text: most lines of a wrapped one are equally long and end anywhere.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from youju.reading.edits import Change
from youju.reading.lines import BODY_END, BULLET, NUMBERED, Lines
from youju.reading.patterns import FULL_WIDTH, HAN

_FEWEST = 8  # lines, before a text can be called wrapped
_NARROWEST, _WIDEST = 16, 60  # a page's columns, in 汉字
_SLACK = 3
_ITEM = re.compile(r"\d+[.．、)）]|[（(]\d+[)）]|[|｜#]")
_CHINESE = re.compile(f"[{HAN}{FULL_WIDTH}]")
_FLAT = 300
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_HEADING = re.compile(rf"(?<=[。！？；：”）\d]) +(?={_NUMERAL}、|[（(]{_NUMERAL}[)）])")


def _width(line: str) -> int:
    """How wide a line is set: two letters or digits are as wide as one 汉字."""
    narrow = sum(c < "\u2000" for c in line)
    return len(line) - narrow + narrow // 2


def _column(lines: Lines) -> int:
    """The width at which a text is wrapped; 0 where it is not."""
    prose = [line for line in lines if line and not _ITEM.match(line) and not BULLET.match(line)]
    widths = Counter(_width(line) for line in prose)
    within = range(_NARROWEST, _WIDEST + 1)
    column = max(within, key=lambda w: sum(widths[w - i] for i in range(_SLACK)))
    wrapped = [line for line in prose if column - _SLACK < _width(line) <= column]
    open_ended = sum(BODY_END.search(line) is None for line in wrapped)
    enough = len(wrapped) >= max(_FEWEST, 0.5 * len(prose)) and open_ended >= 0.5 * len(wrapped)
    longer = sum(_width(line) > column + _SLACK for line in prose)
    return column if enough and longer <= 0.05 * len(prose) else 0


def hard_wraps(text: str) -> Iterator[Change]:
    """The line breaks inside paragraphs that were set to a fixed width."""
    lines = text.split("\n")
    column = _column(lines) if len(lines) > _FEWEST else 0
    ends = accumulate((len(line) + 1 for line in lines), initial=-1)
    next(ends)
    for line, below, end in zip(lines, lines[1:], ends, strict=False):
        if column and below and _goes_on(line, below, column):
            glue = "" if _CHINESE.match(line[-1]) or _CHINESE.match(below[0]) else " "
            yield Change(end, end + 1, glue, "repair", "段内换行")


def _goes_on(line: str, below: str, column: int) -> bool:
    """Whether the paragraph goes on in the next line, as a full line without an end does."""
    if _width(line) <= column - _SLACK or re.search(r"[。！？；：]['\"”’）)]*$", line):
        return False
    return not (NUMBERED.match(below) or _ITEM.match(below) or BULLET.match(below))


def run_together(text: str) -> Iterator[Change]:
    """Blanks before numbered headings, where a page has its paragraphs on one line."""
    start = 0
    for line in text.split("\n"):
        for found in _HEADING.finditer(line) if len(line) > _FLAT else ():
            yield Change(start + found.start(), start + found.end(), "\n", "repair", "段落相连")
        start += len(line) + 1
