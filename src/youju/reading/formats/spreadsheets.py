"""Spreadsheets become lines, one for each row, under the names of their sheets.

Gives the words of cells to `grids`, which tells headers from rows. Formulas are not calculated:
what counts is the result that was saved.
"""

import csv
import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from youju.errors import UnreadableFile
from youju.reading.formats.cells import shown
from youju.reading.formats.encodings import decode
from youju.reading.formats.grids import Merge, grid_lines
from youju.reading.formats.raw import RawText

_MAX_SHEETS_BYTES = 60 * 1024 * 1024  # of unpacked XML: about a million cells
_MAX_COLUMNS = 500
_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表)\s*\d*", re.I)
_MAX_MERGES = 5000  # of one sheet
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_UNSAVED = re.compile(rb"(?:</f>|<f/>|<f\s[^>]*/>)(?:<v\s*/>|<v></v>)?</c>")
_SAVE_AS_XLSX = "用 Excel 或 WPS 打开它，另存为 .xlsx 或 .csv 后再导入"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    name: str
    cells: dict[tuple[int, int], str]  # by row and column, from 0; empty ones absent
    merges: tuple[Merge, ...]


def read_xlsx(data: bytes, name: str) -> RawText:
    """The visible sheets of an .xlsx file."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [e for e in archive.infolist() if e.filename.endswith(".xml")]
            if sum(entry.file_size for entry in parts) > _MAX_SHEETS_BYTES:
                raise UnreadableFile(
                    f"{name} 的表格太大。", remedy="只留需要的工作表和行，另存后再导入"
                )
            # Read as a stream: a far cell or a merge of all columns would fill the memory.
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
            shown_sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
            hidden = [s.title for s in book.worksheets if s.sheet_state != "visible"]
            sources = [archive.read(sheet._worksheet_path) for sheet in shown_sheets]
        visible = [_of_openpyxl(*pair) for pair in zip(shown_sheets, sources, strict=True)]
    except UnreadableFile:
        raise
    except Exception as error:  # zipfile, the XML parser and openpyxl each raise their own kinds
        raise _broken(name) from error
    notes = list(_hidden_note(hidden))
    if any(map(_UNSAVED.search, sources)):
        notes.append("表中有公式没有保存结果，这些数没有读入；用 Excel 或 WPS 打开并保存后再导入。")
    return _raw(visible, "xlsx", notes)


def _of_openpyxl(sheet: Any, source: bytes) -> _Sheet:
    from openpyxl.utils.cell import column_index_from_string

    sheet.reset_dimensions()  # some programs state fewer rows than there are
    cells = (
        (i, j, shown(cell.value, cell.number_format))
        for i, row in enumerate(sheet.rows)
        for j, cell in enumerate(row)
        if cell.value is not None
    )
    merges = tuple(
        Merge(
            top=int(first) - 1,
            bottom=int(last) - 1,
            left=column_index_from_string(left.decode()) - 1,
            right=column_index_from_string(right.decode()) - 1,
        )
        for left, first, right, last in islice(_MERGED.findall(source), _MAX_MERGES)
    )
    return _Sheet(name=sheet.title, cells=_filled(cells), merges=merges)


def read_xls(data: bytes, name: str) -> RawText:
    """The visible sheets of an .xls file, the format of Excel before 2007."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        visible = [_of_xlrd(book, s) for s in book.sheets() if s.visibility == 0]
        hidden = [s.name for s in book.sheets() if s.visibility != 0]
    except Exception as error:  # xlrd raises many kinds on a broken file
        if "encrypted" in str(error).lower():
            raise UnreadableFile(f"{name} 有打开密码。", remedy="去掉密码后再导入") from error
        raise _broken(name) from error
    return _raw(visible, "xls", list(_hidden_note(hidden)))


def _of_xlrd(book: Any, sheet: Any) -> _Sheet:
    cells = (
        (row, column, shown(*_value_of_xlrd(book, sheet.cell(row, column))))
        for row in range(sheet.nrows)
        for column in range(sheet.row_len(row))
        if sheet.cell_type(row, column) not in (0, 5, 6)  # empty, error, blank
    )
    merges = tuple(
        Merge(top=top, bottom=below - 1, left=left, right=after - 1)
        for top, below, left, after in sheet.merged_cells
    )
    return _Sheet(name=sheet.name, cells=_filled(cells), merges=merges)


def _value_of_xlrd(book: Any, cell: Any) -> tuple[object, str]:
    import xlrd

    number_format = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, book.datemode), number_format
    return bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value, number_format


def read_csv(data: bytes, name: str) -> RawText:
    """A table in a text file, whose columns a comma, a tab or a semicolon parts."""
    text, encoding = decode(data, name)
    sample = "\n".join(text.split("\n")[:20])
    mark = max("\t,;，", key=sample.count)
    try:
        rows = list(csv.reader(io.StringIO(text.replace("\0", "")), delimiter=mark))
    except csv.Error as error:
        raise UnreadableFile(f"{name} 不是完整的表格。", remedy=_SAVE_AS_XLSX) from error
    return RawText(text="\n".join(grid_lines(rows)), format="csv", encoding=encoding)


def _filled(cells: Iterable[tuple[int, int, str]]) -> dict[tuple[int, int], str]:
    return {(row, column): words for row, column, words in cells if words.strip()}


def _raw(sheets: list[_Sheet], kind: str, notes: list[str]) -> RawText:
    """The text of a workbook; its title is the row over the first table, not a sheet's name."""
    first = next(iter(_table_of(sheets[0])), "") if sheets else ""
    front = {"title": first} if first and "｜" not in first else {}
    text = _text(sheets)
    return RawText(text=text, front=front, format=kind, encoding="", notes=tuple(notes))


def _text(sheets: list[_Sheet]) -> str:
    return "\n".join(line for sheet in sheets for line in _sheet_lines(sheet, len(sheets)))


def _sheet_lines(sheet: _Sheet, count: int) -> Iterator[str]:
    """The name of the sheet as a heading, unless it says nothing; then the sheet's tables."""
    lines = list(_table_of(sheet))
    if lines and count > 1 and not _DEFAULT_NAME.fullmatch(sheet.name):
        yield f"# {sheet.name.strip()}"
    yield from lines


def _table_of(sheet: _Sheet) -> Iterator[str]:
    """The sheet without its empty columns, with one blank row where empty rows part two tables."""
    rows = sorted({row for row, _ in sheet.cells})
    columns = sorted({column for _, column in sheet.cells})[:_MAX_COLUMNS]
    merges = [merge for merge in sheet.merges if (merge.top, merge.left) in sheet.cells]
    dense: list[list[str]] = []
    place: dict[int, int] = {}  # of each row in the dense table
    for above, row in zip([-1, *rows], rows, strict=False):
        spanned = any(m.top <= above and row - 1 <= m.bottom for m in merges)
        if row - above > 1 and dense and not spanned:
            dense.append([])
        place[row] = len(dense)
        dense.append([sheet.cells.get((row, column), "") for column in columns])
    kept = [_moved(merge, rows, place, columns) for merge in merges if merge.left in columns]
    yield from grid_lines(dense, kept)


def _moved(merge: Merge, rows: list[int], place: dict[int, int], columns: list[int]) -> Merge:
    """The merge in the rows and columns that are left."""
    inside = [column for column in columns if merge.left <= column <= merge.right]
    bottom = place[rows[bisect_right(rows, merge.bottom) - 1]]
    left = columns.index(merge.left)
    return Merge(top=place[merge.top], bottom=bottom, left=left, right=left + len(inside) - 1)


def _hidden_note(names: list[str]) -> Iterator[str]:
    if names:
        yield f"隐藏的工作表没有读入：{'、'.join(names)}。"


def _broken(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name} 已损坏，不是完整的表格文件。", remedy=_SAVE_AS_XLSX)
