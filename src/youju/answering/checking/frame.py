"""The place and the year of a sentence against those of what it cites."""

from collections.abc import Iterator

from youju.answering.checking.basis import Basis, told
from youju.answering.scope import is_of_place, years_of
from youju.retrieval.framing import find_places, find_years
from youju.types import Check


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
