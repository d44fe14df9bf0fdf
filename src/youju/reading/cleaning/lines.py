"""Whole lines are dropped, where rules say that they are not the text.

Knows how lines are judged and what drops look like, not a single rule: see `furniture` and `links`.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from youju.reading.cleaning.edits import Change, Pass

Lines = Sequence[str]  # a line that an earlier rule dropped is empty
Verdicts = Iterator[tuple[int, str]]  # the number of a line to drop, and the reason
LineRule = Callable[[Lines], Verdicts]

STAMP = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ T]*\d{1,2}[:时]\d{2}(?::\d{2}|分)?)?"
BARE_STAMP = re.compile(STAMP)
BULLET = re.compile(r"[•·●○▪◆■◇□※►▶‣∙*\-]\s*")
BODY_END = re.compile(r"[。！？；：!?;]['\"”’）)]*$")
NUMBERED = re.compile(
    r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[章节部]"
)


def dropping(rules: Sequence[LineRule]) -> Pass:
    """A pass that drops what the rules name, the first rule's reason counting."""

    def find(text: str) -> Iterator[Change]:
        lines = text.split("\n")
        verdicts: dict[int, str] = {}
        for rule in rules:
            left = ["" if i in verdicts else line for i, line in enumerate(lines)]
            for i, reason in rule(left):
                verdicts.setdefault(i, reason)
        _take_blank_lines(lines, verdicts)
        yield from _drops(text, lines, verdicts)

    return find


def _take_blank_lines(lines: Lines, verdicts: dict[int, str]) -> None:
    """Drop the empty lines below a dropped line too, where one stands above it."""
    above_is_empty, reason = True, ""
    for i, line in enumerate(lines):
        if i in verdicts:
            reason = verdicts[i]
        elif reason and not line and above_is_empty:
            verdicts[i] = reason
        else:
            above_is_empty, reason = not line, ""


def _drops(text: str, lines: Lines, verdicts: dict[int, str]) -> Iterator[Change]:
    """Neighbours with one reason are one edit."""
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    open_change: Change | None = None
    for i in sorted(verdicts):
        end = min(starts[i + 1], len(text))
        joined = open_change and text[open_change.end : starts[i]].strip() == ""
        if open_change and joined and open_change.reason == verdicts[i]:
            open_change = Change(open_change.start, end, "", "drop", verdicts[i])
        else:
            if open_change:
                yield open_change
            open_change = Change(starts[i], end, "", "drop", verdicts[i])
    if open_change and open_change.end > open_change.start:
        yield open_change
