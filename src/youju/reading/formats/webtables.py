"""The tables of a web page: those with data become lines, those that lay out the page stay.

Works on the parsed page, in place.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from youju.reading.formats.grids import Merge, grid_lines
from youju.reading.formats.raw import squeeze

_LONGEST_CELL = 200
_MOST_COLUMNS = 63


def write_out_tables(tree: Any) -> None:
    """Put a paragraph for each row in the place of the rows of a table."""
    from lxml import etree  # type: ignore[import-untyped]

    for table in list(tree.iter("table")):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        if sum(map(_is_data, rows)) > 1 and all(_is_data(row) or len(row) < 2 for row in rows):
            lines = list(_lines(rows))
            for child in list(table):
                table.remove(child)
            for line in lines:
                etree.SubElement(table, "p").text = line
    for row in [row for row in tree.iter("tr") if _is_data(row)]:
        words = "｜".join(squeeze(cell.text_content()) for cell in row)
        for cell in list(row):
            row.remove(cell)
        row.text = words


def _is_data(row: Any) -> bool:
    """Whether the row has several cells, all of them short and none of them a page of its own."""
    cells = list(row)
    plain = all(len(c.findall(".//p")) < 2 and not c.findall(".//tr") for c in cells)
    return len(cells) > 1 and plain and all(len(c.text_content()) < _LONGEST_CELL for c in cells)


def _lines(rows: Sequence[Any]) -> Iterator[str]:
    grid: list[list[str]] = [[] for _ in rows]
    merges = []
    taken: set[tuple[int, int]] = set()
    for top, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (top, column) in taken:
                column += 1
            right = column + _span(cell, "colspan", _MOST_COLUMNS) - 1
            bottom = min(len(rows), top + _span(cell, "rowspan", len(rows))) - 1
            taken |= {(r, c) for r in range(top, bottom + 1) for c in range(column, right + 1)}
            grid[top] += [*[""] * (column - len(grid[top])), squeeze(cell.text_content())]
            if (top, column) != (bottom, right):
                merges.append(Merge(top=top, bottom=bottom, left=column, right=right))
    marked = [row.find("td") is None for row in rows]
    yield from grid_lines(_same_length(grid), merges, marked.index(False) if not all(marked) else 0)


def _same_length(grid: list[list[str]]) -> list[list[str]]:
    width = max(map(len, grid))
    return [[*row, *[""] * (width - len(row))] for row in grid]


def _span(cell: Any, name: str, most: int) -> int:
    words = cell.get(name, "")
    return max(1, min(most, int(words))) if words.isdecimal() else 1
