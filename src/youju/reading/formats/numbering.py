"""The numbers that Word writes before paragraphs: 一、 （二） 1. 第三章, which no text run holds.

Counts as Word does: one counter for each list and level; a level begins anew under the next
number of a higher one.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from youju.reading.formats.ooxml import W, find, value

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list: how its number is written, and what is put around it."""

    start: int
    kind: str  # decimal, chineseCounting, bullet…
    pattern: str  # 第%1章
    style: str  # the paragraph style that takes this level; empty for none
    decimal: bool  # the numbers of all levels in the pattern are written 1, 2, 3


@dataclass(slots=True, kw_only=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    lists: Mapping[str, str] = field(default_factory=dict)  # list -> its abstract list
    levels: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    restarts: Mapping[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)

    def level_of_style(self, number_id: str, style: str) -> int | None:
        levels = self.levels.get(self.lists.get(number_id, ""), {})
        return next((i for i, level in levels.items() if style and level.style == style), None)

    def label(self, number_id: str, depth: int) -> str:
        """Count one more paragraph of the list and return its number; empty for a bullet."""
        abstract = self.lists.get(number_id, "")
        level = self.levels.get(abstract, {}).get(depth)
        if level is None:
            return ""
        self._count(number_id, abstract, depth)
        return "" if level.kind in ("bullet", "none") else self._written(abstract, level)

    def _count(self, number_id: str, abstract: str, depth: int) -> None:
        levels = self.levels[abstract]
        if number_id not in self._met:
            self._met.add(number_id)
            for at in levels:
                if (number_id, at) in self.restarts:
                    self._counts[abstract, at] = self.restarts[number_id, at] - 1
        here = self._counts.get((abstract, depth), levels[depth].start - 1)
        self._counts[abstract, depth] = here + 1
        for at in levels:
            if at > depth:
                self._counts.pop((abstract, at), None)

    def _written(self, abstract: str, level: Level) -> str:
        def number(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            other = self.levels[abstract].get(at, level)
            count = self._counts.get((abstract, at), other.start)
            return written(count, "decimal" if level.decimal else other.kind)

        label = re.sub(r"%([1-9])", number, level.pattern).strip()
        return f"{label} " if re.search(r"[0-9A-Za-z章节编篇部条分]$", label) else label


def written(count: int, kind: str) -> str:
    """A number in one of Word's formats; one that is not known is written in digits."""
    write = _FORMATS.get(kind)
    return write(count) if write and count > 0 else str(count)


def _chinese(count: int, digits: str = _DIGITS, units: tuple[str, ...] = ("", "十", "百")) -> str:
    if count > 999:
        return str(count)
    figures = [int(c) for c in str(count)]
    words = ""
    for power, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        zero = "" if not words or words.endswith(digits[0]) else digits[0]
        words += digits[figure] + units[power] if figure else zero
    words = words.rstrip(digits[0])
    return words.removeprefix("一") if 10 <= count < 20 and digits is _DIGITS else words


def _roman(count: int) -> str:
    words = ""
    for worth, sign in _ROMAN:
        words += sign * (count // worth)
        count %= worth
    return words


def _letter(count: int) -> str:
    return chr(64 + (count - 1) % 26 + 1) * ((count - 1) // 26 + 1)


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if count <= 20 else str(count)


_CHINESE = (
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital"),
    *("taiwaneseCounting", "taiwaneseCountingThousand", "japaneseDigitalTenThousand"),
)
_FORMATS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(_CHINESE, _chinese),
    "chineseLegalSimplified": lambda n: _chinese(n, _FORMAL, ("", "拾", "佰")),
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
    "decimalZero": lambda n: f"{n:02d}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
}


def numbering_of(nodes: Sequence[Any], styles: Mapping[str, str]) -> Numbering:
    """The lists that the numbering part defines; `styles` gives the list of each list style."""
    abstracts = {value(a, "abstractNumId"): a for a in nodes if a.tag == f"{W}abstractNum"}
    lists, restarts = {}, {}
    for number in (n for n in nodes if n.tag == f"{W}num"):
        number_id = value(number, "numId")
        lists[number_id] = value(find(number, "abstractNumId"))
        for change in number.iterchildren(f"{W}lvlOverride"):
            start = value(find(change, "startOverride"))
            if start:
                restarts[number_id, int(value(change, "ilvl"))] = int(start)
    for number_id, abstract in list(lists.items()):
        linked = value(find(abstracts.get(abstract), "numStyleLink"))
        if linked:
            lists[number_id] = lists.get(styles.get(linked, ""), abstract)
    levels = {key: _levels(a.iterchildren(f"{W}lvl")) for key, a in abstracts.items()}
    return Numbering(lists=lists, levels=levels, restarts=restarts)


def _levels(nodes: Iterable[Any]) -> dict[int, Level]:
    return {
        int(value(node, "ilvl") or 0): Level(
            start=int(value(find(node, "start")) or 1),
            kind=value(find(node, "numFmt")) or "decimal",
            pattern=value(find(node, "lvlText")),
            style=value(find(node, "pStyle")),
            decimal=find(node, "isLgl") is not None,
        )
        for node in nodes
    }
