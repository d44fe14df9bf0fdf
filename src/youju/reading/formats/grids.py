"""A table becomes lines that can be read alone: each row names the header over each of its cells.

    指标：每千人口床位数｜单位：张｜2022年：6.1

Works on the words of cells; knows neither files nor what a figure means. Where no row is surely a
header, as in a form, the cells of each row are only joined.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

Row = Sequence[str]

_NUMBER = re.compile(r"[-+−]?[\d,]*\.?\d+\s*[%‰]?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_VALUE = frozenset({"", "-", "—", "——", "/", "…", "无"})
_SENTENCE = re.compile("[。；]")
_LONGEST_LABEL = 40
_DEEPEST_HEADER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A merged cell: its first and last row and column. Its words stand in the first of both."""

    top: int
    bottom: int
    left: int
    right: int


def grid_lines(rows: Sequence[Row], merges: Sequence[Merge] = (), header: int = 0) -> Iterator[str]:
    """The lines of a table, or of several with blank rows between them.

    `header` is the number of first rows that are marked as the header; 0 where nothing is marked.
    A table without a header of its own goes on under the one above.
    """
    labels: list[str] = []
    for blank, group in groupby(_filled(rows, merges), key=lambda row: not any(row)):
        if not blank:
            block = list(group)
            titles = _count_titles(block)
            yield from (_words(row) for row in block[:titles])
            body = block[titles:]
            depth = header or _header_depth(body)
            labels = _labels(body[:depth]) if depth else labels
            yield from (_row_line(row, labels) for row in body[depth:])
            header = 0


def _filled(rows: Sequence[Row], merges: Sequence[Merge]) -> list[list[str]]:
    """Rows of one length, in which a merged cell stands in every row that it reaches down to."""
    width = max((len(row) for row in rows), default=0)
    whole = [[_trimmed(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    for merge in merges:
        for row in whole[merge.top + 1 : merge.bottom + 1]:
            row[merge.left] = whole[merge.top][merge.left]
    return whole


def _trimmed(cell: str) -> str:
    """One line; a blank between 汉字 only spreads a word over its cell."""
    cell = re.sub(r"\s+", " ", cell).strip()
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", cell)


def _count_titles(block: Sequence[Row]) -> int:
    """The rows above the table, which have one cell each: its title, its unit."""
    return next((i for i, row in enumerate(block) if len(_different(row)) > 1), len(block))


def _header_depth(rows: Sequence[Row]) -> int:
    """How many of the first rows are header: 0 unless columns of numbers, or 序号, tell it."""
    depth = 1
    while depth < min(_DEEPEST_HEADER, len(rows)) and _goes_on(rows[depth - 1], rows[depth]):
        depth += 1
    if len(rows) <= depth or not all(map(_can_be_header, rows[:depth])):
        return 0
    serial = rows[0][0] == "序号" and len(rows[0]) > 2
    counts = any(_is_counted([row[c] for row in rows[depth:]]) for c in range(1, len(rows[0])))
    return depth if serial or counts else 0


def _can_be_header(row: Row) -> bool:
    return not _has_numbers(row) and not any(
        len(cell) > _LONGEST_LABEL or _SENTENCE.search(cell) for cell in row
    )


def _goes_on(above: Row, below: Row) -> bool:
    """Whether `below` divides a cell of the header row `above` among several columns."""
    divides = any(not a and b for a, b in list(zip(above, below, strict=True))[1:])
    return divides and not _has_numbers(below)


def _has_numbers(row: Row) -> bool:
    """Whether numbers other than years stand in the row."""
    return any(_NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in row)


def _is_counted(column: Sequence[str]) -> bool:
    values = [cell for cell in column if cell not in _NO_VALUE]
    return 2 * sum(bool(_NUMBER.fullmatch(cell)) for cell in values) > len(values)


def _labels(header: Sequence[Row]) -> list[str]:
    """What stands over each column, from the top down, a divided cell over each of its columns."""
    whole = [list(row) for row in header]
    for upper, lower in pairwise(whole):
        for i in range(1, len(upper)):
            if not upper[i] and lower[i]:
                upper[i] = upper[i - 1]
    return ["".join(map(_label, dict.fromkeys(column))) for column in zip(*whole, strict=True)]


def _label(cell: str) -> str:
    return f"{cell}年" if _YEAR.fullmatch(cell) else cell


def _row_line(row: Row, labels: Sequence[str]) -> str:
    """The row with its labels; a row of one cell is a line of its own, as a subheading is."""
    if len(labels) != len(row) or len(_different(row)) < 2:
        return _words(row)
    named = zip(labels, row, strict=True)
    return "｜".join(f"{name}：{cell}" if name else cell for name, cell in named if cell)


def _words(row: Row) -> str:
    return "｜".join(cell for cell in row if cell)


def _different(row: Row) -> set[str]:
    return {cell for cell in row if cell}
