"""Chinese numerals as values: 三百二十 is 320, 三五 is 3 to 5.

Knows characters only; whether they stand for a number in a sentence, `quantities` judges.
"""

import re
from decimal import Decimal

NUMERAL = "[零一二两三四五六七八九十百千万亿]{1,12}"
SCALES = {"万": 10_000, "亿": 100_000_000}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_ABOUT = re.compile(
    "(?P<lead>十?)(?P<low>[一二两三四五六七八九])(?P<high>[二三四五六七八九])(?P<tens>[十百千万亿]*)"
)


def scale_of(words: str) -> Decimal:
    """百万 is 1,000,000; nothing is 1."""
    value = Decimal(1)
    for char in words:
        value *= _TENS.get(char) or SCALES[char]
    return value


def numeral_value(words: str) -> Decimal:
    """三百二十 is 320; 五千万 is 50,000,000."""
    total, section, digit = 0, 0, 0
    for char in words:
        if char == "亿":
            total, section, digit = (total + section + digit or 1) * SCALES[char], 0, 0
        elif char == "万":
            total, section, digit = total + (section + digit or 1) * SCALES[char], 0, 0
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return Decimal(total + section + digit)


def numeral_range(words: str) -> tuple[Decimal, Decimal | None]:
    """The value, and the upper bound where two digits side by side name a range: 三五, 二三十."""
    found = _ABOUT.fullmatch(words)
    if not found or _DIGITS[found["low"]] >= _DIGITS[found["high"]]:
        return numeral_value(words), None
    low, high = (
        numeral_value(found["lead"] + found[end] + found["tens"]) for end in ("low", "high")
    )
    return low, high


def spoken_decimal(words: str) -> Decimal:
    """三点五 is 3.5."""
    whole, _, rest = words.partition("点")
    digits = "".join(str(_DIGITS.get(char, 0)) for char in rest)
    return numeral_value(whole) + Decimal(f"0.{digits or 0}")
