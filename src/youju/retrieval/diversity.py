"""Several rankings take turns, and a text that was shown already waits behind new ones.

Knows passages, not questions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from youju.text import fold, sentence_spans
from youju.types import Passage

_REPEATED = 0.8  # of its characters stand, sentence by sentence, in passages before it


def in_turns(rankings: Sequence[Sequence[Passage]], limit: int) -> tuple[Passage, ...]:
    """At most `limit` passages: of each ranking the best, then of each the second best …

    A passage that is in several rankings comes once, and the ranking whose turn it was gives its
    next. One that repeats what others of its place have said comes after all that do not.
    """
    shown = _Shown()
    waiting = [iter(ranking) for ranking in rankings]
    while waiting and len(shown.passages) < limit:
        waiting = [ranking for ranking in waiting if _take(ranking, shown)]
    ranked = (shown.passages + shown.repeats)[:limit]
    return tuple(replace(passage, rank=rank) for rank, passage in enumerate(ranked, start=1))


@dataclass(slots=True)
class _Shown:
    passages: list[Passage] = field(default_factory=list)
    repeats: list[Passage] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    sentences: set[tuple[str | None, str]] = field(default_factory=set)  # with their places


def _take(ranking: Iterator[Passage], shown: _Shown) -> bool:
    """Show the ranking's next passage that is new; False where it has none."""
    for passage in ranking:
        if passage.chunk.chunk_id in shown.ids:
            continue
        shown.ids.add(passage.chunk.chunk_id)
        sentences = set(_sentences(passage))
        if _share(sentences & shown.sentences, sentences) >= _REPEATED:
            shown.repeats.append(passage)
            continue
        shown.sentences |= sentences
        shown.passages.append(passage)
        return True
    return False


def _sentences(passage: Passage) -> Iterator[tuple[str | None, str]]:
    """Its sentences, folded; figures are part of them, so another figure is another sentence."""
    text = passage.chunk.text
    for start, end in sentence_spans(text):
        yield passage.facts.place, "".join(fold(text[start:end]).split())


def _share(some: set[tuple[str | None, str]], whole: set[tuple[str | None, str]]) -> float:
    length = sum(len(sentence) for _, sentence in whole)
    return sum(len(sentence) for _, sentence in some) / length if length else 0.0
