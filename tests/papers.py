"""Papers of our own writing as a question meets them: passages, with their figures and gaps.

The figures and gaps are those that the real reading finds in them. Meaning is left out: every term
weighs the same, and nothing is known to be near.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from builders import facts

from youju.answering.sources import SourceSentence, sentences_of
from youju.reading.figures.finding import find_figures
from youju.reading.figures.gaps import find_gaps
from youju.types import Chunk, Document, Figure, Gap, Passage, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What was retrieved; also the ledger of it."""

    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...]
    gaps: tuple[Gap, ...]

    @property
    def sources(self) -> tuple[SourceSentence, ...]:
        return sentences_of(self.passages)

    def figures_within(self, chunks: Sequence[Chunk]) -> list[Figure]:
        return [figure for figure in self.figures if _is_within(figure, chunks)]

    def gaps_within(self, chunks: Sequence[Chunk]) -> list[Gap]:
        return [gap for gap in self.gaps if _is_within(gap, chunks)]


def paper(text: str, *, headings: tuple[str, ...] = (), **about: object) -> Papers:
    """One document that is one section and one chunk."""
    known = facts(**about)  # type: ignore[arg-type]
    document = Document(facts=known, text=text, edits=())
    section = Section(
        doc_id=known.doc_id, kind="heading", headings=headings, start=0, end=len(text), speaker=None
    )
    chunk = Chunk(doc_id=known.doc_id, headings=headings, start=0, end=len(text), text=text)
    passage = Passage(chunk=chunk, facts=known, rank=1, score=1.0, found_by=("lexical",))
    return Papers(
        passages=(passage,),
        figures=find_figures(document, [section]),
        gaps=find_gaps(document, [section]),
    )


def together(*papers: Papers) -> Papers:
    """Documents with ids of their own, ranked in this order."""
    passages = [passage for one in papers for passage in one.passages]
    return Papers(
        passages=tuple(replace(p, rank=rank) for rank, p in enumerate(passages, start=1)),
        figures=tuple(figure for one in papers for figure in one.figures),
        gaps=tuple(gap for one in papers for gap in one.gaps),
    )


def evenly(terms: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(terms, 1.0)


def unknown(text: str, sentences: Sequence[str]) -> None:
    """No embedding model."""


def _is_within(span: Figure | Gap, chunks: Sequence[Chunk]) -> bool:
    return any(
        chunk.doc_id == span.doc_id and chunk.start <= span.start and span.end <= chunk.end
        for chunk in chunks
    )
