"""Line breaks that a page put into its paragraphs, or took out between them.

Judges the shape of a whole text: most lines of a wrapped one are equally long and end anywhere.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from youju.reading.cleaning.edits import Change
from youju.reading.cleaning.lines import BODY_END, BULLET, NUMBERED, Lines
from youju.reading.cleaning.patterns import FULL_WIDTH, HAN

_FEWEST = 8  # lines, before a text can be called wrapped
_WIDTHS = range(16, 61)  # of a page's column, in 汉字
_SLACK = 3
_FILLED = 0.75
_ITEM = re.compile(r"\d+[.．、)）]|[（(]\d+[)）]|[|｜#]")
_CHINESE = re.compile(f"[{HAN}{FULL_WIDTH}]")
_FLAT = 300
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_HEADING = re.compile(rf"(?<=[。！？；：”）\d]) +(?={_NUMERAL}、|[（(]{_NUMERAL}[)）])")


def _width(line: str) -> int:
    """How wide a line is set: two letters or digits are as wide as one 汉字."""
    narrow = sum(c < "\u2000" for c in line)
    return len(line) - narrow + narrow // 2


def _count(line: str) -> int:
    return len(line)


@dataclass(frozen=True, slots=True)
class _Column:
    """What the lines of a wrapped text have in common."""

    measure: Callable[[str], int]  # by width, or by characters as a converter counts
    width: int

    def fills(self, line: str) -> bool:
        return self.width - _SLACK < self.measure(line) <= self.width


_MEASURES: tuple[Callable[[str], int], ...] = (_width, _count)


def _column(lines: Lines) -> _Column | None:
    """The column to which a text is set; None where its lines are its paragraphs."""
    prose = [line for line in lines if line and not _ITEM.match(line) and not BULLET.match(line)]
    columns = [_Column(measure, width) for measure in _MEASURES for width in _WIDTHS]
    counts = {measure: Counter(map(measure, prose)) for measure in _MEASURES}
    best = max(columns, key=lambda c: sum(counts[c.measure][c.width - i] for i in range(_SLACK)))
    full = [line for line in prose if best.fills(line)]
    longer = sum(best.measure(line) > best.width + _SLACK for line in prose)
    open_ended = sum(BODY_END.search(line) is None for line in full)
    enough = len(full) >= max(_FEWEST, 0.5 * len(prose)) and open_ended >= 0.5 * len(full)
    return best if enough and longer <= 0.05 * len(prose) else None


def hard_wraps(text: str) -> Iterator[Change]:
    """The line breaks inside paragraphs that were set to a fixed width."""
    lines = text.split("\n")
    column = _column(lines) if len(lines) > _FEWEST else None
    end, heading = 0, False
    for line, below in pairwise(lines) if column else ():
        end += len(line)
        heading = (heading or NUMBERED.match(line) is not None) and "。" not in line
        if column and below and _goes_on(line, below, column, heading=heading):
            glue = "" if _CHINESE.match(line[-1]) or _CHINESE.match(below[0]) else " "
            yield Change(end, end + 1, glue, "repair", "段内换行")
        else:
            heading = False
        end += 1


def _goes_on(line: str, below: str, column: _Column, *, heading: bool) -> bool:
    """Whether the paragraph goes on in the next line, as a well filled one without an end does.

    A heading ends anywhere: it goes on only where its line is full.
    """
    if re.search(r"[。！？；：]['\"”’）)]*$", line):
        return False
    filled = column.fills(line) or (not heading and column.measure(line) >= _FILLED * column.width)
    return filled and not (NUMBERED.match(below) or _ITEM.match(below) or BULLET.match(below))


def run_together(text: str) -> Iterator[Change]:
    """Blanks before numbered headings, where a page has its paragraphs on one line."""
    start = 0
    for line in text.split("\n"):
        for found in _HEADING.finditer(line) if len(line) > _FLAT else ():
            yield Change(start + found.start(), start + found.end(), "\n", "repair", "段落相连")
        start += len(line) + 1
