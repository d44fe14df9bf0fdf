"""The place and the years that a source sentence speaks of, and whether it may bear out another.

Knows neither the question nor the answer as a whole.
"""

from collections.abc import Sequence

from youju.answering.sources import SourceSentence
from youju.reading.figures.whence import anchor_year, named_times
from youju.reading.metadata.gazetteer import lies_in
from youju.retrieval.framing import find_places, find_years, same_place
from youju.types import DocumentFacts


def years_of(source: SourceSentence) -> frozenset[str]:
    """The years that a sentence speaks of: its own, else its headings', else its document's.

    Empty when nothing tells. 去年 is a year where the document is dated.
    """
    facts = source.passage.facts
    times = named_times(source.text, anchor_year(facts))
    own = {*find_years(source.text), *(year for time in times for year in period_years(time.name))}
    return frozenset(own) or heading_years(source) or document_years(facts)


def heading_years(source: SourceSentence) -> frozenset[str]:
    return frozenset(find_years(" ".join(source.passage.chunk.headings)))


def document_years(facts: DocumentFacts) -> frozenset[str]:
    """All the years from the first to the last of a document's period."""
    return period_years(facts.period or "")


def period_years(period: str) -> frozenset[str]:
    """Every year of 2023 or 2021-2025; empty for no period."""
    named = [int(year) for year in find_years(period)]
    return frozenset(map(str, range(min(named), max(named) + 1))) if named else frozenset()


def is_of_place(source: SourceSentence, place: str) -> bool:
    """Whether a sentence is about a place, or names it."""
    own = source.passage.facts.place
    if own is not None and same_place(own, place):
        return True
    named = source.text + " " + source.context
    return any(same_place(place, other) for other in find_places(named)) or place in named


def own_places(sentence: str) -> tuple[str, ...]:
    """The places that a sentence names; 湖南省 before 娄底市 only says where that lies."""
    named = find_places(sentence)
    return tuple(p for p in named if not any(q != p and lies_in(q, p) for q in named))


def may_support(source: SourceSentence, places: Sequence[str], years: Sequence[str]) -> bool:
    """Whether a source is of one of the places and years that a sentence names."""
    known = years_of(source) | heading_years(source)
    of_place = not places or any(is_of_place(source, place) for place in places)
    return of_place and (not years or not known or not known.isdisjoint(years))
