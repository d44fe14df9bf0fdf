"""Words placed on pages become paragraphs in the order of reading.

Takes off running heads and page numbers, reads columns one after the other, joins the lines of a
paragraph and sets tables in their place. Works on places alone: the pages may come from a PDF, an
OFD or a recognised picture.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from youju.reading.formats.grids import Merge, grid_lines

_PAGE_NUMBER = re.compile(r"[-—–·\s]*(?:第?\s*\d{1,4}\s*页?)(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–·\s]*")
_ENDS = re.compile(r"[。！？；：!?;:〕】][”’」』）)]*$")
_GOES_ON = re.compile("[，、,]$")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、](?!\d)|"
    r"[（(]\d{1,2}[)）]|第[一二三四五六七八九十]{1,3}[章节部])"
)
_MOST = 0.6  # of the pages carry a running head, or of the odd or the even ones
_FULL = 0.6  # of the width of a column its lines take up; cells of a table are emptier
_LEAST_ROWS = 4  # side by side make columns
_NARROWEST = 8  # characters in a line of a column
# In heights of a line:
_GAP = 0.8  # parts two columns
_APART = 2.0  # parts two cells
_INDENT = 1.2  # begins a paragraph
_SHORT = 1.8  # of the edge, a line ends a paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words in one place, or a whole table; the top left of the page is 0, 0."""

    words: str
    left: float
    top: float
    right: float
    bottom: float
    rows: tuple[tuple[str, ...], ...] = ()  # of a table
    merges: tuple[Merge, ...] = ()

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line in its column, with the room at its sides in heights of the line."""

    piece: Piece
    column: str  # lines of one column have common edges, over all pages
    is_row: bool  # its parts stand far from each other, as in a table without lines
    indent: float = 0
    slack: float = 0


def pages_to_text(pages: Sequence[Sequence[Piece]]) -> str:
    """The text of placed words, one paragraph and one row of a table a line."""
    whole = [[piece for row in map(_joined, _rows(page)) for piece in row] for page in pages]
    lines = [line for page in _without_running(whole) for line in _reading_order(page, "")]
    return "\n".join(_paragraphs(_with_room(lines)))


# ---- running heads ---------------------------------------------------------------------------


def _without_running(pages: Sequence[Sequence[Piece]]) -> Iterator[list[Piece]]:
    """The pages without the lines that stand at the rim of most of them, and page numbers."""
    rims = [_rim(page) for page in pages]
    running = _shapes_of_most(rims)
    running |= _shapes_of_most(rims[::2], least=3) | _shapes_of_most(rims[1::2], least=3)
    for page, rim in zip(pages, rims, strict=True):
        gone = {
            id(piece)
            for row in rim
            for piece in row
            if _shape(piece) in running or (len(row) == 1 and _PAGE_NUMBER.fullmatch(piece.words))
        }
        yield [piece for piece in page if id(piece) not in gone]


def _rim(page: Sequence[Piece]) -> list[list[Piece]]:
    """The two rows at the top and the two at the bottom."""
    rows = [row for row in _rows(page) if not row[0].rows]
    return rows if len(rows) < 5 else [*rows[:2], *rows[-2:]]


def _shape(piece: Piece) -> str:
    return re.sub(r"\d+", "#", piece.words)


def _shapes_of_most(rims: Sequence[list[list[Piece]]], least: int = 2) -> set[str]:
    counts = Counter(s for rim in rims for s in {_shape(piece) for row in rim for piece in row})
    if len(rims) < least:
        return set()
    return {shape for shape, n in counts.items() if n > _MOST * len(rims)}


# ---- rows and columns ------------------------------------------------------------------------


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces that stand side by side, from the top down; a table is a row of its own."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.top + p.bottom if not p.rows else 2 * p.top):
        if rows and not piece.rows and not rows[-1][0].rows and _beside(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in rows]


def _beside(one: Piece, other: Piece) -> bool:
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common > 0.5 * min(one.height, other.height)


def _joined(row: Sequence[Piece]) -> Iterator[Piece]:
    """The row with the pieces that touch each other made one: a change of font parts them."""
    near: list[Piece] = []
    for piece in row:
        if near and piece.left - near[-1].right > _GAP * near[-1].height:
            yield _one_piece(near)
            near = []
        near.append(piece)
    yield _one_piece(near)


def _reading_order(pieces: Sequence[Piece], column: str) -> Iterator[_Line]:
    """The lines of a page or a part of it, each column whole before the next."""
    rows = _rows(pieces)
    found = _columns(rows)
    if not found:
        for row in rows:
            far = any(b.left - a.right > _APART * a.height for a, b in pairwise(row))
            yield _Line(piece=_one_piece(row), column=column, is_row=far)
        return
    start, end, gutter = found
    inside = [piece for row in rows[start:end] for piece in row]
    yield from _reading_order([p for row in rows[:start] for p in row], column)
    yield from _reading_order([p for p in inside if p.right <= gutter], f"{column}左")
    yield from _reading_order([p for p in inside if p.right > gutter], f"{column}右")
    yield from _reading_order([p for row in rows[end:] for p in row], column)


def _one_piece(row: list[Piece]) -> Piece:
    if len(row) == 1:
        return row[0]
    words = row[0].words
    for before, piece in pairwise(row):
        words += (" " if piece.left - before.right > piece.height else "") + piece.words
    return Piece(
        words=words,
        left=row[0].left,
        top=min(p.top for p in row),
        right=max(p.right for p in row),
        bottom=max(p.bottom for p in row),
    )


def _columns(rows: list[list[Piece]]) -> tuple[int, int, float] | None:
    """The rows from and up to which a page has two columns, and the middle between them."""
    gaps = [
        ((a.right + b.left) / 2, i)
        for i, row in enumerate(rows)
        for a, b in pairwise(row)
        if b.left - a.right > _GAP * a.height
    ]
    runs = (_run_around(rows, gutter, i) for gutter, i in gaps)
    good = [run for run in runs if _are_columns(rows[run[0] : run[1]], run[2])]
    return max(good, key=lambda run: run[1] - run[0], default=None)


def _run_around(rows: list[list[Piece]], gutter: float, row: int) -> tuple[int, int, float]:
    """The rows about `row` in which nothing stands across the gutter."""

    def is_clear(i: int) -> bool:
        return all(p.right <= gutter or p.left >= gutter for p in rows[i])

    start = end = row
    while start > 0 and is_clear(start - 1):
        start -= 1
    while end < len(rows) and is_clear(end):
        end += 1
    return start, end, gutter


def _are_columns(rows: list[list[Piece]], gutter: float) -> bool:
    both = sum(row[0].right <= gutter <= row[-1].left for row in rows)
    sides = (
        [p for row in rows for p in row if not p.rows and p.right <= gutter],
        [p for row in rows for p in row if not p.rows and p.left >= gutter],
    )
    return both >= _LEAST_ROWS and all(_is_full(side) for side in sides)


def _is_full(side: list[Piece]) -> bool:
    if not side:
        return False
    width = max(p.right for p in side) - min(p.left for p in side)
    taken = sum(p.right - p.left for p in side) / len(side)
    return taken >= _FULL * width and width >= _NARROWEST * side[0].height


# ---- paragraphs ------------------------------------------------------------------------------


def _with_room(lines: list[_Line]) -> list[_Line]:
    """The lines with the room that each leaves to the edges of its column."""
    edges = {}
    for column in {line.column for line in lines}:
        pieces = [line.piece for line in lines if line.column == column and not line.piece.rows]
        lefts, rights = sorted(p.left for p in pieces), sorted(p.right for p in pieces)
        last = len(pieces) - 1
        edges[column] = (
            (lefts[round(0.05 * last)], rights[round(0.95 * last)]) if pieces else (0.0, 0.0)
        )
    return [
        replace(
            line,
            indent=(line.piece.left - edges[line.column][0]) / max(1.0, line.piece.height),
            slack=(edges[line.column][1] - line.piece.right) / max(1.0, line.piece.height),
        )
        for line in lines
    ]


def _paragraphs(lines: list[_Line]) -> Iterator[str]:
    """Join the lines of a paragraph, and the parts of a table that goes on over the page."""
    words, table = "", list[Piece]()
    for before, line in pairwise([None, *lines]):
        if line is None:
            continue
        if words and (line.piece.rows or (before and _parts(before, line))):
            yield words
            words = ""
        if table and not _continues(table[-1], line.piece):
            yield from _table_lines(table)
            table = []
        if line.piece.rows:
            table.append(line.piece)
        else:
            words = _join(words, line.piece.words)
    if words:
        yield words
    yield from _table_lines(table)


def _parts(before: _Line, line: _Line) -> bool:
    """Whether a paragraph ends between two lines."""
    if before.is_row or line.is_row or _NUMBERED.match(line.piece.words):
        return True
    if _ENDS.search(before.piece.words):
        return before.slack > _SHORT / 2 or line.indent > _INDENT
    if _GOES_ON.search(before.piece.words) or _is_one_title(before, line):
        return False
    whole = re.match(r"[A-Za-z0-9.,%/+-]*", line.piece.words)  # a word that is not divided
    return before.slack > _SHORT + (len(whole.group()) if whole else 0) / 2


def _is_one_title(before: _Line, line: _Line) -> bool:
    """Whether both lines stand in the middle, in letters of one size, one right above the other."""
    one, other = before.piece, line.piece
    middle = all(x.indent > _SHORT and abs(x.indent - x.slack) < 1 for x in (before, line))
    near = 0 <= other.top - one.bottom < one.height
    return middle and near and abs(one.height - other.height) < 0.05 * one.height


def _continues(table: Piece, piece: Piece) -> bool:
    """Whether the piece is the part of the table on the next page."""
    return bool(piece.rows) and len(piece.rows[0]) == len(table.rows[0]) and piece.top < table.top


def _table_lines(parts: list[Piece]) -> Iterator[str]:
    rows: list[tuple[str, ...]] = []
    merges: list[Merge] = []
    for part in parts:
        repeated = 1 if rows and part.rows[0] == rows[0] else 0
        for m in part.merges:
            top = m.top + len(rows) - repeated
            if m.top >= repeated:
                bottom = top + m.bottom - m.top
                merges.append(Merge(top=top, bottom=bottom, left=m.left, right=m.right))
        rows += part.rows[repeated:]
    yield from grid_lines(rows, merges)


def _join(left: str, right: str) -> str:
    blank = re.search(r"[A-Za-z,]$", left) and re.match(r"[A-Za-z]", right)
    return f"{left} {right}" if blank else left + right
