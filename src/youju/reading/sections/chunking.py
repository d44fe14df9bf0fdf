"""Sections become chunks: spans of whole sentences, none across a heading or a change of speaker.

Items of one enumeration are packed together, as long as they fit. Knows nothing of indexes or of
questions; how long a chunk may be is passed in.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from youju.text import sentence_spans, trim
from youju.types import Chunk, Section

_SOFT_BORDER = re.compile("(?<=[，、：,:])(?!\\d)")
# What it costs to cut before a unit, against a chunk of a length twice or half the best: 1.
_AT_PARAGRAPH, _AT_ITEM, _AT_LIST, _AT_SENTENCE, _INSIDE = 0.0, 0.05, 0.15, 0.25, 1.0
_UNITS_AT_LEAST = 25  # that a chunk of the greatest length is built from

_Group = list[Section]  # neighbours that one chunk may hold: one heading, one speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """A stretch that is not cut, and what it costs to cut before it."""

    start: int
    end: int
    cut_cost: float


def chunk_sections(
    text: str, sections: Sequence[Section], *, min_chars: int, max_chars: int
) -> tuple[Chunk, ...]:
    """Chunks of whole sentences, at most `max_chars` long and, where a heading's text allows, at
    least `min_chars`; a sentence longer than `max_chars` is cut at commas, or hard where it has
    none. The headings of a chunk are those that all its text is under."""
    return tuple(
        Chunk(
            doc_id=group[0].doc_id,
            headings=_common_path(group, start, end),
            start=start,
            end=end,
            text=text[start:end],
        )
        for group in _groups(text, sections)
        for start, end in _cut(text, group, min_chars, max_chars)
    )


def _groups(text: str, sections: Sequence[Section]) -> Iterator[_Group]:
    group: _Group = []
    for section in sections:
        if group and not _joins(text, group, section):
            yield group
            group = []
        group.append(section)
    if group:
        yield group


def _joins(text: str, group: _Group, after: Section) -> bool:
    """Whether no heading and no change of speaker stands between the group and what follows it."""
    first, before = group[0], group[-1]
    heading = first.headings[:-1] if first.kind == "item" else first.headings
    under = after.headings[: len(heading)] if after.kind == "item" else after.headings
    between = text[before.end : after.start].strip()
    return under == heading and not between and before.speaker == after.speaker


def _common_path(group: _Group, start: int, end: int) -> tuple[str, ...]:
    first = bisect_right(group, start, key=lambda section: section.start) - 1
    last = bisect_left(group, end, key=lambda section: section.start)
    paths = [section.headings for section in group[first:last]]
    lowest, highest = min(paths), max(paths)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(lowest, highest, strict=False))
    return lowest[: len(list(same))]


def _cut(text: str, group: _Group, min_chars: int, max_chars: int) -> Iterator[tuple[int, int]]:
    """The borders of least cost: near the best length, at paragraphs and items before sentences."""
    start, end = trim(text, group[0].start, group[-1].end)
    if end - start <= max_chars:
        if start < end:
            yield start, end
        return
    units = _joined(
        [unit for section in group for unit in _units(text, section, max_chars)], max_chars
    )
    costs, previous = [0.0], [0]
    for i, last in enumerate(units, start=1):
        best = (float("inf"), i - 1)
        for j in range(i - 1, -1, -1):
            length = last.end - units[j].start
            if length > max_chars and j < i - 1:
                break
            cut = units[j].cut_cost if j else 0.0
            best = min(best, (costs[j] + cut + _length_cost(length, min_chars, max_chars), j))
        costs.append(best[0])
        previous.append(best[1])
    yield from _borders(units, previous)


def _borders(units: Sequence[_Unit], previous: Sequence[int]) -> Iterator[tuple[int, int]]:
    spans = []
    i = len(units)
    while i:
        j = previous[i]
        spans.append((units[j].start, units[i - 1].end))
        i = j
    yield from reversed(spans)


def _length_cost(length: int, min_chars: int, max_chars: int) -> float:
    target = (min(min_chars, max_chars) + max_chars) / 2
    short = max(0, min_chars - length) / min_chars
    return ((length - target) / target) ** 2 + short


def _units(text: str, section: Section, max_chars: int) -> Iterator[_Unit]:
    """The section's sentences, and the pieces of those that are too long."""
    for first, last in sentence_spans(text, section.start, section.end):
        cost = _cut_cost(text, section, first)
        for start, end in _pieces(text, first, last, max_chars):
            yield _Unit(start=start, end=end, cut_cost=cost)
            cost = _INSIDE


def _joined(units: Sequence[_Unit], max_chars: int) -> Sequence[_Unit]:
    """Neighbours that are very short are one unit: fewer borders to weigh, none missed."""
    joined: list[_Unit] = []
    for unit in units:
        if joined and unit.end - joined[-1].start <= max_chars // _UNITS_AT_LEAST:
            unit = replace(joined.pop(), end=unit.end)
        joined.append(unit)
    return joined


def _cut_cost(text: str, section: Section, at: int) -> float:
    gap = text[max(0, at - 3) : at]
    if "\n" in gap:
        return _AT_PARAGRAPH
    if at == section.start:
        return _AT_ITEM
    return _AT_LIST if gap.endswith(("；", ";")) else _AT_SENTENCE


def _pieces(text: str, start: int, end: int, max_chars: int) -> Iterator[tuple[int, int]]:
    """The span itself, or stretches of at most `max_chars`, cut behind commas where there are."""
    here = start
    while end - here > max_chars:
        limit = here + max_chars
        commas = [m.start() for m in _SOFT_BORDER.finditer(text, here + 1, limit + 1)]
        border = commas[-1] if commas and commas[-1] <= limit else limit
        yield here, border
        here = border
    if here < end:
        yield here, end
