"""A document is shown a leaf at a time: small enough for a browser, however long the document.

Knows where a leaf may end and what is to be seen on it, not how it looks.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from youju.reading.cleaning.edits import clean_spans
from youju.types import Edit, Reading

LEAF = 20_000  # characters of the clean text
_RAW_LEAF = 60_000  # of the raw text; what exceeds it was dropped and has leaves of its own

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A stretch of the clean text, and of the raw text that it came from; either may be empty."""

    start: int
    end: int
    raw_start: int
    raw_end: int


def cut_leaves(reading: Reading, size: int = LEAF, raw_size: int = _RAW_LEAF) -> tuple[Leaf, ...]:
    """The leaves of a document: they follow each other without a hole, in both texts.

    None is longer than these sizes, save where a single edit is longer.
    """
    text, edits = reading.document.text, reading.document.edits
    spans = clean_spans(edits)
    starts, end = [0], 0
    while len(text) - end > size:
        end = _border(text, end, size, spans)
        starts += [end] if end < len(text) else []
    raw_starts = [0, *(_raw_place(edits, spans, start) for start in starts[1:])]
    borders = pairwise([*zip(starts, raw_starts, strict=True), (len(text), len(reading.raw))])
    return tuple(
        leaf
        for (start, raw_start), (end, raw_end) in borders
        for leaf in _split(start, end, range(raw_start, raw_end, raw_size), raw_end)
    )


def _border(text: str, start: int, size: int, spans: Sequence[Span]) -> int:
    """Where the leaf that begins at `start` ends: after a line or a sentence, outside edits."""
    end = start + size
    for sign in "\n。":
        found = text.rfind(sign, start + size // 2, end)
        if found >= 0:
            end = found + 1
            break
    i = bisect_right(spans, end - 1, key=lambda span: span[0]) - 1
    return max(end, spans[i][1]) if i >= 0 else end


def _raw_place(edits: Sequence[Edit], spans: Sequence[Span], at: int) -> int:
    """Where the raw text goes on once the clean text has come to `at`, which is in no edit."""
    i = bisect_right(spans, at, key=lambda span: span[1]) - 1
    return edits[i].end + at - spans[i][1] if i >= 0 else at


def _split(start: int, end: int, raw_starts: range, raw_end: int) -> Iterator[Leaf]:
    """One leaf, and more without clean text for what its raw text has too much."""
    for raw_start in raw_starts or (raw_end,):
        stop = min(raw_start + raw_starts.step, raw_end)
        yield Leaf(start=start, end=end, raw_start=raw_start, raw_end=stop)
        start = end


def leaf_at(leaves: Sequence[Leaf], at: int) -> int:
    """The number, from 0, of the leaf that holds a character of the clean text."""
    return next((i for i, leaf in enumerate(leaves) if leaf.start <= at < leaf.end), 0)


def count_marks(reading: Reading, leaves: Sequence[Leaf]) -> list[dict[str, int]]:
    """How many edits of each kind, and gaps, are to be seen on each leaf."""
    counts = [{"repair": 0, "flag": 0, "drop": 0, "gap": 0} for _ in leaves]
    raw_starts = [leaf.raw_start for leaf in leaves]
    for edit in reading.document.edits:
        if is_seen(edit):
            counts[max(0, bisect_right(raw_starts, edit.start) - 1)][edit.op] += 1
    for gap in reading.gaps:
        counts[leaf_at(leaves, gap.start)]["gap"] += 1
    return counts


def is_seen(edit: Edit) -> bool:
    """Whether a reader would miss anything: blanks that went leave no mark."""
    return bool(edit.after.strip() or edit.before.strip())
