"""How headings and items are numbered, and the words that name them.

Knows single lines and clauses: not which of them stand in one row, nor what is under which.
"""

import re
from dataclasses import dataclass

NUMERAL = "[一二三四五六七八九十百零]{1,5}"
_DIGITS = {numeral: i for i, numeral in enumerate("零一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100}
_ORDINAL = rf"第(?P<n>{NUMERAL}|\d{{1,2}})"
# From the outermost to the innermost; 一、二级医院 opens with no number of a heading.
_FORMS = (
    (8.0, rf"{_ORDINAL}(?:编|篇|大?部分)[\s：:、，]*"),
    (10.0, rf"{_ORDINAL}章[\s：:、]*"),
    (15.0, rf"{_ORDINAL}节[\s：:、]*"),
    (20.0, r"(?P<n>[一二三四五六七八九十]{1,3})(?:[．.]|、(?![一二三四五六七八九十]))\s*(?!\d)"),
    (22.0, rf"{_ORDINAL}条(?:之[一二三四五])?(?=[\s【〔（])\s*"),
    (30.0, r"（(?P<n>[一二三四五六七八九十]{1,3})）[、．.\s]*"),
    (40.0, r"(?P<n>\d{1,2})[、．.]\s*(?!\d)"),
    (50.0, r"(?:（(?P<n>\d{1,2})）|(?P<m>\d{1,2})）|(?P<c>[①-⑳]))[、．.\s]*"),
)
CHAPTER, ARTICLE, BRACKETED, BULLET = 15.0, 22.0, 30.0, 70.0
_OPENING = tuple((level, re.compile(form)) for level, form in _FORMS)
_INSIDE = {level: re.compile(f"(?<=[。！？；：，]){form}") for level, form in _FORMS[3:]}
_BULLET = re.compile(r"[•●◆■▪◦‣∙★☆○◇□※➢▶►]\s*|[-*+·]\s+")
_QUOTED = "“[^“”\n]*”|（[^（）\n]*）|《[^《》\n]*》"
_SENTENCE = re.compile(rf"(?:{_QUOTED}|[^。！？；：\n])*")
_CLAUSE = re.compile(rf"(?:{_QUOTED}|[^，。！？；：\n])*")
_LONGEST_NAME = 30
_EDGES = "，、； "


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The number or bullet that a line opens with."""

    level: float  # lower is further out
    number: int  # 0 for a bullet
    end: int  # where the words begin, from the start of the line


def mark_of(line: str) -> Mark | None:
    """What the line is numbered with; None for a line without."""
    for level, form in _OPENING:
        found = form.match(line)
        if found:
            return Mark(level=level, number=_number(found), end=found.end())
    bullet = _BULLET.match(line)
    return Mark(level=BULLET, number=0, end=bullet.end()) if bullet else None


def runs_on(line: str, mark: Mark) -> bool:
    """Whether the mark's successor stands in the same line: 1.甲；2.乙。"""
    form = _INSIDE.get(mark.level)
    return form is not None and any(
        _number(found) == mark.number + 1 for found in form.finditer(line, mark.end)
    )


def bare(line: str) -> str:
    """The line without the number that it opens with."""
    mark = mark_of(line)
    return line[mark.end :] if mark else line


def value(numeral: str) -> int:
    """12 for 十二, 12 or ⑫."""
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    if numeral.isdecimal():
        return int(numeral)
    total = digit = 0
    for character in numeral:
        if character in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[character], 0
        else:
            digit = _DIGITS[character]
    return total + digit


def name(text: str, start: int, words_start: int, end: int) -> str:
    """What names an item: its opening sentence when that is short, else its first clause.

    Always a stretch of the text from `start` on, without the mark at its end.
    """
    stretch = text[start : min(end, start + 4 * _LONGEST_NAME)]
    skipped = words_start - start
    for pattern in (_SENTENCE, _CLAUSE):
        found = pattern.match(stretch, skipped)
        if found and skipped < found.end() <= _LONGEST_NAME:
            return stretch[: found.end()].strip(_EDGES)
    return shortened(stretch)


def shortened(words: str) -> str:
    """At most so many characters, cut at a mark where there is one, never inside a number."""
    words = words[: _LONGEST_NAME + 1]
    if len(words) > _LONGEST_NAME:
        cut = max(words.rfind(mark, _LONGEST_NAME // 2) for mark in "，、；")
        words = words[:cut] if cut > 0 else re.sub(r"[\d.A-Za-z]*.$", "", words, flags=re.S)
    return words.split("\n")[0].strip(_EDGES)


def _number(found: re.Match[str]) -> int:
    return value(next(group for group in found.groupdict().values() if group))
