"""How much of a text repeats a document, paragraph by paragraph.

Counts characters that stand in a run of at least `RUN` equal ones; punctuation counts for nothing.
Whether a repetition is meant, it does not know.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from youju.types import Document

RUN = 13  # characters; fewer agree by chance and by set phrases
_LEAST = 0.2  # of a paragraph
_SIGNS = re.compile(r"[^\u3400-\u9fffA-Za-z0-9%‰]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """A paragraph and the document that it repeats most of."""

    start: int  # of the paragraph, in the text
    end: int
    doc_id: str
    title: str
    share: float  # of the paragraph's characters, from 0 to 1


def overlaps(text: str, documents: Iterable[Document]) -> tuple[Overlap, ...]:
    """The paragraphs that repeat a document in good part, each with the one it repeats most."""
    paragraphs = [
        (found.start(), found.end(), _SIGNS.sub("", found.group()))
        for found in re.finditer(r"[^\n]+", text)
    ]
    best: list[Overlap | None] = [None] * len(paragraphs)
    wanted = {run for _, _, bare in paragraphs for run in _runs(bare)}
    for document in documents:
        held = wanted.intersection(_runs(_SIGNS.sub("", document.text)))
        for at, (start, end, bare) in enumerate(paragraphs):
            share = _covered(bare, held)
            before = best[at]
            if share >= _LEAST and (before is None or share > before.share):
                best[at] = Overlap(
                    start=start,
                    end=end,
                    doc_id=document.doc_id,
                    title=document.facts.title,
                    share=share,
                )
    return tuple(one for one in best if one)


def _runs(bare: str) -> Iterator[str]:
    return (bare[i : i + RUN] for i in range(len(bare) - RUN + 1))


def _covered(bare: str, held: set[str]) -> float:
    """The share of the characters that stand in a held run."""
    covered: Sequence[bool] = _marks(bare, held)
    return sum(covered) / len(bare) if bare else 0.0


def _marks(bare: str, held: set[str]) -> list[bool]:
    marks = [False] * len(bare)
    for i, run in enumerate(_runs(bare)):
        if run in held:
            marks[i : i + RUN] = [True] * RUN
    return marks
