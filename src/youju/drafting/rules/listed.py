"""Where the words of a list stand in a text. Knows no rule and no date."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from youju.drafting.rules.faults import Fault, Level, fault_at
from youju.drafting.rules.manuscript import Manuscript
from youju.drafting.rules.wordlists import Entry

_TITLE = re.compile(r"《[^《》\n]{1,120}》")
_AROUND = 30  # characters before and behind a hit that its `unless` may see


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """The words of an entry, found in a text."""

    entry: Entry
    start: int
    end: int
    right: str  # what the entry would write here; empty where only a person can say


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=8)
def title_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The spans in 《》: names of documents, which are as they are."""
    return tuple(found.span() for found in _TITLE.finditer(text))


def in_title(text: str, start: int) -> bool:
    return any(first <= start < last for first, last in title_spans(text))


def hits(manuscript: Manuscript, name: str) -> Iterator[Hit]:
    """The hits of a list in the order of the text, without those inside a longer one.

    Nothing inside 《》 is a hit: the title of a document is told as it was.
    """
    found = [one for entry in manuscript.words.entries(name) for one in _of(entry, manuscript)]
    found.sort(key=lambda one: (one.start, -one.end))
    last = -1
    for one in found:
        if one.end > last:
            last = one.end
            yield one


def _of(entry: Entry, manuscript: Manuscript) -> Iterator[Hit]:
    text = manuscript.text
    pattern = compiled(entry.wrong if entry.pattern else re.escape(entry.wrong))
    for found in pattern.finditer(text):
        right = found.expand(entry.right) if entry.pattern else entry.right
        is_right = len(right) >= len(found.group()) and text.startswith(right, found.start())
        if found.group() and not is_right and not excused(entry, text, found.span()):
            yield Hit(entry=entry, start=found.start(), end=found.end(), right=right)


def excused(entry: Entry, text: str, span: tuple[int, int]) -> bool:
    """Whether the words stand in a title, or in the surroundings that the entry excepts."""
    start, end = span
    if in_title(text, start):
        return True
    if not entry.unless:
        return False
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    around = text[first:last]
    return any(
        first + found.start() <= end and first + found.end() >= start
        for found in compiled(entry.unless).finditer(around)
    )


def told(
    rule: str,
    level: Level,
    manuscript: Manuscript,
    hit: Hit,
    note: Callable[[str, Hit], str] | None = None,
) -> Fault:
    """The fault of a hit; the note is the entry's own, or `note` of the words and the hit."""
    words = manuscript.text[hit.start : hit.end]
    why = note(words, hit) if note else hit.entry.note
    span = (hit.start, hit.end)
    fault = fault_at(rule, level, manuscript, span, why or f"“{words}”不是规范的写法。")
    return replace(fault, instead=hit.right)
