"""What to look for, one by one: a question and its parts, in each place and year that they name.

Is told which documents are about a place; reads none.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from youju.retrieval.framing import bare_place, find_years, without_frame
from youju.types import Query

Documents = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing to find passages for."""

    text: str  # whose meaning is looked for
    words: str  # those that are looked for: without the places that `documents` stands for
    place: str | None  # None: any
    documents: Documents | None  # those of the place; None: all
    years: tuple[str, ...]  # whose passages come first


def needs_of(query: Query, documents_of: Callable[[str], Documents]) -> tuple[Need, ...]:
    """The whole of the question, then every part of it, each in its places and years.

    A place that no document is about does not restrict the search.
    """
    parts = query.parts if len(query.parts) > 1 else ()
    needs = (n for text in (query.standalone, *parts) for n in _framed(text, query, documents_of))
    return tuple(dict.fromkeys(needs))


def _framed(text: str, query: Query, documents_of: Callable[[str], Documents]) -> Iterator[Need]:
    """A part in each of the places and years that it names, or else that the question names."""
    places = [p for p in query.places if p in text or bare_place(p) in text] or query.places
    years = [y for y in find_years(text) if y in query.periods] or query.periods
    held: list[tuple[str | None, Documents | None]]
    held = [(place, found) for place in places if (found := documents_of(place))]
    words = without_frame(text, places, ()) if held else text
    asked: list[tuple[str, ...]] = [(year,) for year in years] or [()]
    for one, (place, documents) in product(asked, held or [(None, None)]):
        yield Need(text=text, words=words, place=place, documents=documents, years=one)
