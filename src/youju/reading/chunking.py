"""Sections become chunks: spans of whole sentences, none across a border of sections.

Knows nothing of indexes or of questions; how long a chunk may be is passed in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from youju.text import sentence_spans, trim
from youju.types import Chunk, Section

_ITEM = re.compile(
    "[一二三四五六七八九十]{1,2}[是要]|第[一二三四五六七八九十]{1,2}[，、]|首先|其次|再次|另一方面|"
    r"[（(]\d{1,2}[）)]|\d{1,2}[）)、．.](?!\d)|[①-⑳]"
)
_ITEM_BORDER = re.compile("(?<=[：；，。])(?=[一二三四五六七八九十]{1,2}[是要])")
_SOFT_BORDER = re.compile("(?<=[，、：,:])(?!\\d)")
# What it costs to cut before a unit, against a chunk of a length twice or half the best: 1.
_AT_PARAGRAPH, _AT_ITEM, _AT_LIST, _AT_SENTENCE, _INSIDE = 0.0, 0.05, 0.15, 0.25, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """A stretch that is not cut, and what it costs to cut before it."""

    start: int
    end: int
    cut_cost: float


def chunk_sections(
    text: str, sections: Sequence[Section], *, min_chars: int, max_chars: int
) -> tuple[Chunk, ...]:
    """Chunks of whole sentences, at most `max_chars` long and, where a section allows, at least
    `min_chars`; a sentence longer than `max_chars` is cut at commas, or hard where it has none."""
    return tuple(
        Chunk(
            doc_id=section.doc_id,
            headings=section.headings,
            start=start,
            end=end,
            text=text[start:end],
        )
        for section in sections
        for start, end in _cut(text, section, min_chars, max_chars)
    )


def _cut(text: str, section: Section, min_chars: int, max_chars: int) -> Iterator[tuple[int, int]]:
    """The borders of least cost: near the best length, at paragraphs and items before sentences."""
    start, end = trim(text, section.start, section.end)
    if end - start <= max_chars:
        if start < end:
            yield start, end
        return
    units = list(_units(text, start, end, max_chars))
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


def _units(text: str, start: int, end: int, max_chars: int) -> Iterator[_Unit]:
    """Sentences, their enumerated parts, and the pieces of those that are too long."""
    for first, last in sentence_spans(text, start, end):
        borders = [m.start() for m in _ITEM_BORDER.finditer(text, first + 1, last)]
        for a, b in zip([first, *borders], [*borders, last], strict=True):
            cost = _cut_cost(text, start, a)
            for piece in _pieces(text, a, b, max_chars):
                yield _Unit(start=piece[0], end=piece[1], cut_cost=cost)
                cost = _INSIDE


def _cut_cost(text: str, section_start: int, at: int) -> float:
    gap = text[max(section_start, at - 3) : at]
    if "\n" in gap:
        return _AT_PARAGRAPH
    if _ITEM.match(text, at):
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
