"""Characters and drawn lines of one page become pieces of a line and tables.

Works on places alone; the order of reading is for `layout`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from youju.reading.formats.grids import Merge
from youju.reading.formats.layout import Piece
from youju.reading.formats.ruled import Cell, Grid

_WIDE = 0.8  # heights: a gap that parts two pieces
_BLANK = 0.2  # a gap that parts two words in Latin letters
_RAISED = 0.75  # a mark of a note is smaller than the words before it by this


@dataclass(frozen=True, slots=True, kw_only=True)
class Char:
    sign: str
    left: float
    top: float
    right: float
    bottom: float


def pieces_of(chars: Iterable[Char]) -> list[Piece]:
    """The stretches of characters that follow each other on one line."""
    return [_piece(stretch) for stretch in _stretches(chars) if stretch]


def _stretches(chars: Iterable[Char]) -> Iterator[list[Char]]:
    stretch: list[Char] = []
    for char in chars:
        if char.sign.isspace() or char.bottom <= char.top:
            continue
        follows = bool(stretch) and _follows(stretch[-1], char)
        if follows and _is_note_mark(stretch[-1], char):
            continue
        if stretch and not follows:
            yield stretch
            stretch = []
        stretch.append(char)
    yield stretch


def _follows(before: Char, char: Char) -> bool:
    height = before.bottom - before.top
    common = min(before.bottom, char.bottom) - max(before.top, char.top)
    near = -0.5 * height < char.left - before.right < _WIDE * height
    return near and common > 0.5 * min(height, char.bottom - char.top)


def _is_note_mark(beside: Char, char: Char) -> bool:
    """Whether the character is the small raised mark of a note beside a 汉字."""
    height = beside.bottom - beside.top
    small = char.bottom - char.top < _RAISED * height and char.bottom < beside.bottom - 0.2 * height
    return small and beside.sign > "\x7f" and re.match("[A-Za-z0-9*①-⑳]", char.sign) is not None


def _piece(stretch: Sequence[Char]) -> Piece:
    if len(stretch) > 1 and _is_note_mark(stretch[1], stretch[0]):
        stretch = stretch[1:]
    words = stretch[0].sign
    for before, char in pairwise(stretch):
        gap = char.left - before.right > _BLANK * (char.bottom - char.top)
        latin = re.match("[A-Za-z0-9,.;:)]", before.sign) and re.match("[A-Za-z0-9(]", char.sign)
        words += (" " if gap and latin else "") + char.sign
    return Piece(
        words=words,
        left=stretch[0].left,
        top=min(c.top for c in stretch),
        right=max(c.right for c in stretch),
        bottom=max(c.bottom for c in stretch),
    )


def with_tables(pieces: Sequence[Piece], grids: Sequence[Grid]) -> list[Piece]:
    """The pieces, those inside a table gathered into one piece for the table."""
    left = list(pieces)
    tables = []
    for grid in grids:
        inside = [p for p in left if _is_in(grid, p)]
        if inside:
            left = [p for p in left if not _is_in(grid, p)]
            tables.append(_table(grid, inside))
    return [*left, *tables]


def _is_in(area: Grid | Cell, piece: Piece) -> bool:
    x, y = (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
    return area.left <= x <= area.right and area.top <= y <= area.bottom


def _table(grid: Grid, pieces: Sequence[Piece]) -> Piece:
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        inside = [p for p in pieces if _is_in(cell, p)]
        rows[cell.top_row][cell.left_column] = "".join(p.words for p in inside)
    merges = tuple(
        Merge(top=c.top_row, bottom=c.bottom_row, left=c.left_column, right=c.right_column)
        for c in grid.cells
        if (c.top_row, c.left_column) != (c.bottom_row, c.right_column)
    )
    return Piece(
        words="",
        left=grid.left,
        top=grid.top,
        right=grid.right,
        bottom=grid.bottom,
        rows=tuple(map(tuple, rows)),
        merges=merges,
    )
