"""A cell's value becomes the words that a spreadsheet program shows: 4.88%, 3, 2023年6月1日.

Knows the number formats that change what is read (percent, decimals, dates, a unit in quotes) and
no others; thousands are not separated.
"""

import datetime
import math
import re
from decimal import ROUND_HALF_UP, Decimal

_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)")
_ASIDE = re.compile(r"\[[^\]]*\]|_.|\*.")  # colours and conditions, gaps and fillings
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.([0#?]+))?")
_LARGEST = 1e15  # beyond, a spreadsheet keeps no digit


def shown(value: object, number_format: str = "General") -> str:
    """The words of one cell; empty where the cell holds nothing or an error."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, datetime.date):
        return _date(value, _bare(number_format).lower())
    if isinstance(value, int | float):
        return _number(value, number_format)
    words = "" if value is None else str(value)
    return "" if _ERROR.fullmatch(words) else words


def _bare(number_format: str) -> str:
    """The part of the format for positive values; a NUL for each stretch of words in it."""
    return _QUOTED.sub("\0", _ASIDE.sub("", number_format).split(";")[0])


def _date(value: datetime.date, bare: str) -> str:
    """The date to the day, unless the format shows only years or months."""
    whole = "y" not in bare or "d" in bare
    month = f"{value.month}月" if whole or "m" in bare else ""
    day = f"{value.day}日" if whole else ""
    timed = isinstance(value, datetime.datetime) and (value.hour or value.minute)
    return f"{value.year}年{month}{day}" + (f"{value:%H:%M}" if timed else "")


def _number(value: float, number_format: str) -> str:
    bare = _bare(number_format)
    digits = _DIGITS.search(bare)
    if not math.isfinite(value):
        return ""
    if not digits or "E" in bare or abs(value) >= _LARGEST:
        return _plain(value)
    words = _rounded(Decimal(repr(value)) * (100 if "%" in bare else 1), digits.group(1) or "")
    literals = [a or b for a, b in _QUOTED.findall(number_format.split(";")[0])]
    unit = "".join(literals[bare[: digits.start()].count("\0") :])
    return words + ("%" if "%" in bare else "") + unit.strip()


def _rounded(number: Decimal, places: str) -> str:
    """The number to the places of `0.0#`, those after # only where they are not zero."""
    words = f"{number.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP):f}"
    optional = len(places) - len(places.rstrip("#?"))
    kept = len(words) - optional
    return (words[:kept] + words[kept:].rstrip("0")).rstrip(".") if optional else words


def _plain(value: float) -> str:
    whole = float(value).is_integer()
    words = f"{Decimal(f'{value:.15g}' if whole else f'{value:.11g}'):f}"
    return "0" if words == "-0" else words
