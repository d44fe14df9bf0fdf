"""The place and the year of a sentence against those of what it cites."""

from collections.abc import Iterator

from youju.answering.checking.basis import Basis, told
from youju.answering.sources import SourceSentence
from youju.retrieval.framing import find_places, find_years, same_place
from youju.types import Check, DocumentFacts


def years_of(source: SourceSentence) -> frozenset[str]:
    """The years that a sentence speaks of: its own, else its headings', else its document's.

    Empty when nothing tells.
    """
    for text in (source.text, " ".join(source.passage.chunk.headings)):
        if years := find_years(text):
            return frozenset(years)
    return document_years(source.passage.facts)


def document_years(facts: DocumentFacts) -> frozenset[str]:
    """All the years from the first to the last of a document's period."""
    years = find_years(facts.period or "")
    if not years:
        return frozenset()
    first, last = int(min(years)), int(max(years))
    return frozenset(str(year) for year in range(first, last + 1))


def is_of_place(source: SourceSentence, place: str) -> bool:
    """Whether a sentence is about a place, or names it."""
    own = source.passage.facts.place
    if own is not None and same_place(own, place):
        return True
    named = source.text + " " + source.context
    return any(same_place(place, other) for other in find_places(named)) or place in named


def check_places(sentence: str, basis: Basis) -> Iterator[Check]:
    for place in find_places(sentence):
        if not any(is_of_place(source, place) for source in basis.cited):
            yield told("place", "fail", place, "所引原文说的不是这个地方。", basis.marker)


def check_years(sentence: str, basis: Basis) -> Iterator[Check]:
    known: set[str] = set()
    for source in basis.cited:
        own = years_of(source) | set(find_years(source.text + source.context))
        if not own:
            return
        known |= own
    for year in find_years(sentence):
        if year not in known:
            yield told("period", "fail", f"{year}年", "所引原文说的不是这一年。", basis.marker)
