"""The place and the years that a source sentence speaks of, and whether it may bear out another.

Knows neither the question nor the answer as a whole.
"""

import re
from collections.abc import Sequence

from youju.answering.sources import SourceSentence
from youju.reading.figures.whence import anchor_year, named_times
from youju.reading.metadata.gazetteer import lies_in
from youju.reading.metadata.masks import masked_places
from youju.reading.metadata.places import named_places
from youju.retrieval.framing import bare_place, find_places, find_years, same_place
from youju.types import DocumentFacts

_COMPARED = re.compile(r"[自从较比与同由](?:19|20)\d{2}年")  # no year that the sentence is of
# 与2023年相比 names the year that is compared with, not the one that is told of.
_MEASURED_AGAINST = re.compile(
    r"[与同和](?:19|20)\d\d年(?:底|末|同期)?(?:相比|比较)|[比较](?:19|20)\d\d年(?:底|末|同期)?"
)
_LONGEST_PLAN = 5  # years; of a longer span (自2005年起) only its ends are told


def years_of(source: SourceSentence) -> frozenset[str]:
    """The years that a sentence speaks of: its own, else its headings', else its document's.

    Empty when nothing tells. 去年 is a year where the document is dated.
    """
    facts = source.passage.facts
    text = _MEASURED_AGAINST.sub(" ", source.text)
    times = named_times(text, anchor_year(facts))
    spans = [period_years(time.name) for time in times]
    told = (year for span in spans if len(span) <= _LONGEST_PLAN for year in span)
    own = {*find_years(text), *told}
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
    if own is None and bare_place(place) in named:
        return True
    return any(same_place(place, other) for other in find_places(named)) or place in named


def own_places(sentence: str) -> tuple[str, ...]:
    """The places that a sentence names, as it writes them.

    湖南省 before 娄底市 only says where that lies.
    """
    masked = [place for place in find_places(sentence) if masked_places(place)]
    named = named_places(sentence)
    own = [
        sentence[place.start : place.end]
        for place in named
        if not any(other.name != place.name and lies_in(other.name, place.name) for other in named)
    ]
    return tuple(dict.fromkeys([*masked, *own]))


def fitting_sources(sentence: str, sources: Sequence[SourceSentence]) -> tuple[SourceSentence, ...]:
    """The sources that may bear out a sentence: those of a place and a year that it names.

    A document in which one sentence names the place counts as one that speaks of it.
    """
    places, years = own_places(sentence), find_years(_COMPARED.sub("", sentence))
    spoken = {
        source.passage.facts.doc_id
        for source in sources
        if any(is_of_place(source, place) for place in places)
    }
    return tuple(
        source
        for source in sources
        if (not places or source.passage.facts.doc_id in spoken) and _fits_years(source, years)
    )


def joins(sentence: str, first: SourceSentence, further: SourceSentence) -> bool:
    """Whether a further source may be cited beside the first: of one place, or of one named.

    居全省第一 of one city is never put to a figure of another.
    """
    one, other = first.passage.facts.place, further.passage.facts.place
    if one is None or other is None or one == other or same_place(one, other):
        return True
    return any(is_of_place(further, place) for place in own_places(sentence))


def _fits_years(source: SourceSentence, years: Sequence[str]) -> bool:
    known = years_of(source) | heading_years(source)
    return not years or not known or not known.isdisjoint(years)
