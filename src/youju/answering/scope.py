"""The place and the years that a source sentence speaks of.

Knows neither the question nor the answer.
"""

from youju.answering.sources import SourceSentence
from youju.retrieval.framing import find_places, find_years, same_place
from youju.types import DocumentFacts


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
