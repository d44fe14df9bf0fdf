"""Figures with the sentences that state them, found by the real reading in texts that we wrote."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import count

from builders import facts

from youju.answering.sources import SourceSentence, Stated
from youju.reading.figures.finding import find_figures
from youju.types import Chunk, Document, DocumentFacts, Figure, FigureKind, Passage, Section

_FARTHER = count(start=1000, step=1000)  # no two sentences of the tests share an address


def stated_in(text: str, *, headings: tuple[str, ...] = (), **about: object) -> list[Stated]:
    """Every figure of a text that is one chunk of one document."""
    known = facts(**about)  # type: ignore[arg-type]
    document = Document(facts=known, text=text, edits=())
    section = Section(
        doc_id=known.doc_id, kind="heading", headings=headings, start=0, end=len(text), speaker=None
    )
    found = find_figures(document, [section])
    chunk = Chunk(doc_id=known.doc_id, headings=headings, start=0, end=len(text), text=text)
    return [_stated(known, chunk, figure) for figure in found]


def stated_as(words: str, value: str, unit: str, **changes: object) -> Stated:
    """A figure whose fields are given, in a chunk of nothing else."""
    start = next(_FARTHER)
    fields: dict[str, object] = {
        "doc_id": "d1",
        "start": start,
        "end": start + len(words),
        "indicator": "床位",
        "value": Decimal(value),
        "upper": None,
        "unit": unit,
        "hedge": "",
        "place": "甲市",
        "period": "2023",
        "kind": "actual",
        "sentence_start": start,
        "sentence_end": start + len(words),
    }
    figure = Figure(**{**fields, **changes})  # type: ignore[arg-type]
    end = start + len(words)
    chunk = Chunk(doc_id=figure.doc_id, headings=(), start=start, end=end, text=words)
    return _stated(facts(figure.doc_id, place=figure.place), chunk, figure)


def the(stated: Sequence[Stated], quote: str, kind: FigureKind | None = None) -> Stated:
    """The one figure of those characters."""
    (found,) = (s for s in stated if s.quote == quote and kind in (None, s.figure.kind))
    return found


def _stated(known: DocumentFacts, chunk: Chunk, figure: Figure) -> Stated:
    passage = Passage(chunk=chunk, facts=known, rank=1, score=1.0, found_by=("lexical",))
    start, end = figure.sentence_start, figure.sentence_end
    text = chunk.text[start - chunk.start : end - chunk.start]
    return Stated(
        figure=figure, source=SourceSentence(passage=passage, start=start, end=end, text=text)
    )
