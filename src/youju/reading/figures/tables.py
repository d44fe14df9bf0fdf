"""Rows of a table in a text, cells parted by ｜ or |: what their numbers count, and of when.

A row without labels of its own (指标：床位｜2022年：6.1) stands under the first row of its table.
The unit stands in a column of its own, in the head, or in brackets behind the indicator; the year
in the head of its column.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from youju.reading.figures.quantities import YEAR, find_quantities

_MARK = re.compile("[｜|]")
_NUMBER = re.compile(
    r"\s*(?P<hedge>[≥≤＞＜><]=?)?\s*(?P<value>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d{1,15}(?:\.\d{1,9})?)\s*"
)
_UNIT_HEAD = re.compile(r"(?:计量)?单位")
_BRACKETED = re.compile(
    r"[（(]\s*(?:单位[：:])?(?P<unit>[^（）()\d]{1,8}|/?10万|1/10万)\s*[）)]\s*$"
)
_ORDER_HEAD = re.compile("序号|编号|年份|年度|排名|名次|电话|代码")
_PLANNED = re.compile("目标|计划|规划|预期|任务")
_GENERIC = re.compile(
    "(?:数[值量据]|指标值|[完实]成值?|实际(?:值|完成)?|目标值?|计划|本[年期]|累计|合计|任务|情况|全年|结果|内容|)+"
)
_ROW = re.compile(r"^[^\n｜|]*[｜|][^\n]*$", re.M)
_LABELLED = re.compile("[^：｜\n]{1,40}：")
_SCALED = re.compile("([百千]?万|亿)(?=.)")
_HEDGES = {"≥": "以上", "≤": "以下", ">": "超过", "＞": "超过", "<": "低于", "＜": "低于"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A number in a table, with what its row and its column say about it."""

    start: int
    end: int
    value: Decimal
    unit: str
    hedge: str
    row: str  # the words that name its row
    column: str  # the words of its head, without year and unit
    period: str | None
    planned: bool
    row_start: int
    row_end: int

    def indicator(self, *, row_names_place: bool) -> str:
        """Row and column together, unless one of them says nothing of what is counted."""
        column = "" if _GENERIC.fullmatch(self.column) else self.column
        if row_names_place:
            return column or self.row
        return self.row + column if column and column not in self.row else self.row


def find_tables(text: str, start: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """The tables in a stretch of text: rows that follow each other, at least two without labels."""
    rows: list[tuple[int, int]] = []
    for found in _ROW.finditer(text, start, end):
        if rows and found.start() != rows[-1][1] + 1:
            if _is_table(text, rows):
                yield rows
            rows = []
        rows.append(found.span())
    if rows and _is_table(text, rows):
        yield rows


def _is_table(text: str, rows: Sequence[tuple[int, int]]) -> bool:
    return len(rows) > 1 or bool(_labels(_MARK.split(text[slice(*rows[0])])))


def _labels(cells: Sequence[str]) -> list[str]:
    """What each cell says stands over it, with the colon; nothing unless all do."""
    found = [_LABELLED.match(cell) for cell in cells]
    return [label.group() for label in found if label] if all(found) else []


def table_cells(text: str, rows: Sequence[tuple[int, int]]) -> Iterator[Cell]:
    """The cells with numbers of one table, whose rows are spans of the text."""
    head: list[str] = []
    for start, end in rows:
        cells = _MARK.split(text[start:end])
        labels = _labels(cells)
        if labels:
            values = [cell[len(label) :] for cell, label in zip(cells, labels, strict=True)]
            skipped = [len(label) for label in labels]
            yield from _row_cells((start, end), [w[:-1] for w in labels], values, skipped)
        elif head:
            yield from _row_cells((start, end), head, cells, [0] * len(cells))
        else:
            head = cells


def _row_cells(
    row: tuple[int, int], head: Sequence[str], cells: Sequence[str], skipped: Sequence[int]
) -> Iterator[Cell]:
    """The cells of one row; `skipped` is the length of the label before each."""
    units = [i for i, words in enumerate(head) if _UNIT_HEAD.fullmatch(words.strip())]
    unit = cells[units[0]].strip() if units and units[0] < len(cells) else ""
    label = next((c.strip() for c in cells if c.strip() and not _is_number(c)), "")
    here = row[0]
    for i, words in enumerate(cells):
        here += skipped[i]
        top = head[i].strip() if i < len(head) else ""
        if i and i not in units and not _ORDER_HEAD.search(top):
            cell = _cell(words, top, label, unit)
            if cell is not None:
                yield _placed(cell, here, row)
        here += len(words) + 1


def _is_number(words: str) -> bool:
    return _NUMBER.fullmatch(words) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    start: int
    end: int
    value: Decimal
    unit: str
    hedge: str
    row: str
    top: str


def _cell(words: str, top: str, label: str, unit: str) -> _Read | None:
    """A cell that is a number alone, or a number with its unit."""
    row = _BRACKETED.sub("", label)
    found = _NUMBER.fullmatch(words)
    if found:
        unit = unit or _unit_of(label) or _unit_of(_without_year(top))
        scale = _SCALED.match(unit)
        value = Decimal(found["value"].replace(",", ""))
        if scale:
            (scaled,) = find_quantities(f"1{scale.group()}元")
            value, unit = value * scaled.value, unit[scale.end() :]
        hedge = _HEDGES.get((found["hedge"] or "")[:1], "")
        span = found.span("value")
        return _Read(
            start=span[0], end=span[1], value=value, unit=unit, hedge=hedge, row=row, top=top
        )
    stated = find_quantities(words)
    if len(stated) != 1 or stated[0].end - stated[0].start < len(words.strip()) - 1:
        return None
    q = stated[0]
    return _Read(
        start=q.start, end=q.end, value=q.value, unit=q.unit, hedge=q.hedge, row=row, top=top
    )


def _unit_of(words: str) -> str:
    found = _BRACKETED.search(words)
    return found["unit"].strip() if found else ""


def _without_year(words: str) -> str:
    return re.sub(rf"{YEAR}年?度?(?:底|末)?", "", words)


def _placed(read: _Read, offset: int, row: tuple[int, int]) -> Cell:
    year = re.search(rf"{YEAR}", read.top)
    column = _BRACKETED.sub("", _without_year(read.top)).strip()
    return Cell(
        start=offset + read.start,
        end=offset + read.end,
        value=read.value,
        unit=read.unit,
        hedge=read.hedge,
        row=read.row,
        column=column,
        period=year.group() if year else None,
        planned=_PLANNED.search(read.top) is not None,
        row_start=row[0],
        row_end=row[1],
    )
