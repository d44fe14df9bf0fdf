"""The ledger as a table for a spreadsheet. Pure: rows in, text out."""

import csv
import io
from collections.abc import Iterable

from youju.findings import LedgerRow
from youju.words import KIND_NAMES, TRUST_NAMES

_COLUMNS = (
    *("地方", "年份", "性质", "指标", "限定", "数值", "上限", "单位"),
    *("原文", "所在句", "文献", "文件"),
)
_BOM = "\ufeff"  # without it a spreadsheet takes UTF-8 for the system's own encoding
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def ledger_csv(rows: Iterable[LedgerRow]) -> str:
    """A header and one line a figure; no cell can be run as a formula."""
    out = io.StringIO()
    out.write(_BOM)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    writer.writerows([guarded(cell) for cell in _cells(row)] for row in rows)
    return out.getvalue()


def guarded(cell: str) -> str:
    """The cell as text, where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.lstrip(" \n").startswith(_FORMULA) else cell


def _cells(row: LedgerRow) -> tuple[str, ...]:
    figure = row.figure
    return (
        figure.place or "",
        figure.period or "",
        KIND_NAMES[figure.kind],
        figure.indicator,
        figure.hedge,
        f"{figure.value:f}",
        "" if figure.upper is None else f"{figure.upper:f}",
        figure.unit,
        row.quote,
        row.sentence,
        f"【{TRUST_NAMES[row.trust]}】{row.title}" if row.trust == "masked" else row.title,
        row.source,
    )
