"""Reposts: whether two texts are the same one with small differences, and what those are.

Likeness is estimated by MinHash over runs of characters (Broder 1997); what decides is the
difference itself, word by word. Where it says something else (another number, another place, a
blank), the texts are versions, and both stay. Does not know where documents are kept.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, islice, takewhile
from typing import TYPE_CHECKING

import numpy as np

from youju.findings import Difference
from youju.reading.metadata.places import find_places
from youju.text import fold, sentence_spans
from youju.types import Document

if TYPE_CHECKING:  # its import takes a second: only who compares texts waits for it
    from datasketch import MinHash

_PERMUTATIONS = 128
_SCHEME = "affine32"  # of datasketch's permutations: kept signatures stay comparable
_RUN = 5  # characters
_BATCH = 10_000  # runs that are hashed at once: each takes a kilobyte
_ALIKE = 0.7  # Jaccard, for a closer look
_OWN_WORDS = 30  # characters that only the copy has, in a row: more is text of its own
_SHORTER_SHARE = 0.7  # of the longer text: a shorter excerpt is a document of its own
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[A-Za-z]+|.", re.S)  # a number differs as a whole
_LONGEST_ALIGNED = 1500  # characters that are compared one by one
_MOST_PAIRS = 300_000  # of equal pieces: aligning takes time by their number
_NOTHING = re.compile(r"[\s，。、；：！？“”‘’（）《》〈〉【】…—·,.;:!?\"'()\-]+")
_PASSAGE = re.compile(r"[，。；\n][^，。；\n]{6,}|[^，。；\n]{6,}[，。；\n]")  # a clause, whole
# What a difference may not touch: numbers in any script, negations, masks and marks of gaps.
_TELLING = re.compile(
    "[0-9０-９]+(?:[.．][0-9０-９]+)?|[零一二两三四五六七八九十百千万亿]+|[不未无非没]|[XＸ×*＊某]|〔[^〕]*〕"
)


def signature(text: str) -> bytes:
    """A short fingerprint by which nearly equal texts are found: 128 hash values of 4 bytes."""
    bare = _NOTHING.sub("", fold(text))
    runs = iter({bare[i : i + _RUN].encode() for i in range(max(1, len(bare) - _RUN + 1))})
    from datasketch import MinHash

    made = MinHash(num_perm=_PERMUTATIONS, scheme=_SCHEME)
    while batch := list(islice(runs, _BATCH)):
        made.update_batch(batch)
    return bytes(made.hashvalues.astype("<u4").tobytes())


def _minhash(made: bytes) -> "MinHash":
    from datasketch import MinHash

    values = np.frombuffer(made, "<u4").astype(np.uint32)
    return MinHash(num_perm=_PERMUTATIONS, scheme=_SCHEME, hashvalues=values)


class LikeTexts:
    """Finds, among many texts, those that are nearly a given one."""

    def __init__(self, known: Iterable[tuple[str, bytes]]) -> None:
        from datasketch import MinHashLSH

        self._index = MinHashLSH(threshold=_ALIKE, num_perm=_PERMUTATIONS)
        self._known: dict[str, MinHash] = {}
        for doc_id, made in known:
            self.add(doc_id, made)

    def add(self, doc_id: str, made: bytes) -> None:
        if doc_id not in self._known:
            self._known[doc_id] = _minhash(made)
            self._index.insert(doc_id, self._known[doc_id], check_duplication=False)

    def forget(self, doc_id: str) -> None:
        if self._known.pop(doc_id, None) is not None:
            self._index.remove(doc_id)

    def near(self, made: bytes) -> list[str]:
        """The ids of nearly equal texts, the most alike first."""
        asked = _minhash(made)
        alike = {i: self._known[i].jaccard(asked) for i in self._index.query(asked)}
        return sorted((i for i in alike if alike[i] >= _ALIKE), key=lambda i: -alike[i])


# ---- differences ---------------------------------------------------------------------------------


def differences(text: str, other: str) -> tuple[Difference, ...]:
    """Where `other` departs from `text`: sentences first, then the characters inside them."""
    mine, theirs = _pieces(text), _pieces(other)
    found: list[Difference] = []
    for a, b, c, d in _unequal([text[a:b] for a, b in mine], [other[a:b] for a, b in theirs]):
        here = _cover(mine, a, b, len(text))
        there = _cover(theirs, c, d, len(other))
        found += _inside(here[0], text[slice(*here)], other[slice(*there)])
    return tuple(found)


def _unequal(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches in which two sequences differ: `mine[a:b]` stands against `theirs[c:d]`.

    Where aligning would take too long, one stretch is all that lies between the equal ends.
    """
    head = sum(1 for _ in takewhile(_are_equal, zip(mine, theirs, strict=False)))
    most = min(len(mine), len(theirs)) - head
    from_behind = zip(reversed(mine), reversed(theirs), strict=False)
    tail = sum(1 for _ in takewhile(_are_equal, islice(from_behind, most)))
    left, right = mine[head : len(mine) - tail], theirs[head : len(theirs) - tail]
    counts = Counter(right)
    if sum(counts[piece] for piece in left) > _MOST_PAIRS:
        yield head, head + len(left), head, head + len(right)
        return
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            yield head + a, head + b, head + c, head + d


def _are_equal(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _pieces(text: str) -> list[tuple[int, int]]:
    """Sentences with the blanks behind them: together they are the whole text."""
    starts = [start for start, _ in sentence_spans(text)]
    starts = [0, *starts[1:]] if starts else [0]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _cover(spans: Sequence[tuple[int, int]], first: int, last: int, end: int) -> tuple[int, int]:
    start = spans[first][0] if first < len(spans) else end
    return (start, spans[last - 1][1]) if last > first else (start, start)


def _inside(start: int, before: str, after: str) -> Iterator[Difference]:
    if max(len(before), len(after)) > _LONGEST_ALIGNED or not before or not after:
        yield Difference(start=start, end=start + len(before), before=before, after=after)
        return
    mine, theirs = _TOKEN.findall(before), _TOKEN.findall(after)
    mine_at, their_at = (list(accumulate(map(len, t), initial=0)) for t in (mine, theirs))
    for a, b, c, d in _unequal(mine, theirs):
        yield Difference(
            start=start + mine_at[a],
            end=start + mine_at[b],
            before=before[mine_at[a] : mine_at[b]],
            after=after[their_at[c] : their_at[d]],
        )


def other_text(text: str, found: Iterable[Difference]) -> str:
    """The text that the differences lead to."""
    pieces: list[str] = []
    here = 0
    for difference in found:
        pieces += (text[here : difference.start], difference.after)
        here = difference.end
    return "".join(pieces) + text[here:]


# ---- copy or version -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How a text stands to a longer, nearly equal one."""

    differences: tuple[Difference, ...]  # from the longer text to the shorter one
    is_copy: bool  # the shorter one says nothing else and nothing more


def compare(longer: Document, shorter: Document) -> Likeness:
    """Judge the shorter text against the longer one, which would stay in its place."""
    found = differences(longer.text, shorter.text)
    places = {d.facts.place for d in (longer, shorter)} - {None}
    fits = len(shorter.text) >= _SHORTER_SHARE * len(longer.text) and len(places) < 2
    return Likeness(
        differences=found, is_copy=fits and all(_is_small(longer.text, d) for d in found)
    )


def _is_small(text: str, difference: Difference) -> bool:
    """Whether the longer text loses nothing by standing for both.

    Words around the difference count, where they make a number or a name with it.
    """
    if not _NOTHING.sub("", difference.after) and _PASSAGE.search(difference.before):
        return True  # words of their own that the copy does not have
    left = text[max(0, difference.start - 4) : difference.start]
    right = text[difference.end : difference.end + 4]
    small = len(difference.after) <= _OWN_WORDS
    before, after = (left + words + right for words in (difference.before, difference.after))
    return small and _tells(before) == _tells(after)


def _tells(words: str) -> list[str]:
    return [*_TELLING.findall(words), *(name for _, name in find_places(words))]
