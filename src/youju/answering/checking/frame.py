"""The place and the year of a sentence, and of each of its figures, against what it cites."""

import re
from collections.abc import Iterator, Sequence

from youju.answering.checking.basis import Basis, told
from youju.answering.clauses import clause_at
from youju.answering.equality import quantities, same_figure
from youju.answering.scope import (
    heading_years,
    is_of_place,
    own_places,
    period_years,
    years_of,
)
from youju.answering.sources import SourceSentence
from youju.reading.figures.quantities import Quantity
from youju.reading.figures.whence import (
    Named,
    anchor_year,
    named_places,
    named_times,
    period_at,
    place_at,
)
from youju.reading.metadata.gazetteer import lies_in, paths_of
from youju.reading.metadata.masks import masked_places
from youju.retrieval.framing import find_years, same_place
from youju.types import Check


def check_places(sentence: str, basis: Basis) -> Iterator[Check]:
    """Every place is that of a cited source or named there, and each figure's the figure's own."""
    wrong = [
        place
        for place in own_places(sentence)
        if not any(is_of_place(source, place) for source in basis.cited)
    ]
    for place in wrong:
        yield told("place", "fail", place, "所引原文说的不是这个地方。", basis.marker)
    if not wrong:
        yield from _check_places_of_figures(sentence, basis)


def _check_places_of_figures(sentence: str, basis: Basis) -> Iterator[Check]:
    """涟源市新增1232张 is wrong where the source says it of the whole city."""
    named = named_places(sentence)
    for figure in quantities(sentence):
        place = _told_place(sentence, figure, named)
        theirs = [_place_of(other, source) for other, source in _same(figure, basis)]
        if place is None or not theirs or any(_fits_place(place, own) for own in theirs):
            continue
        if any(_is_round(place, source) for _, source in _same(figure, basis)):
            continue
        note = f"原文里这个数据是{theirs[0]}的。"
        yield told("place", "fail", sentence[figure.start : figure.end], note, basis.marker)


def _told_place(sentence: str, figure: Quantity, named: Sequence[Named]) -> str | None:
    """The place that the figure's clause names, or else the only one, that opens the sentence."""
    clause = clause_at(sentence, figure.start)
    start = sentence.find(clause)
    inside = [place for place in named if start <= place.start < figure.start]
    alone = len(named) == 1 and named[0].start == 0
    return place_at(sentence, figure.start, named, (), None) if inside or alone else None


def _place_of(figure: Quantity, source: SourceSentence) -> str | None:
    own = source.passage.facts.place
    return place_at(source.text, figure.start, named_places(source.text), (), own)


def _fits_place(place: str, own: str | None) -> bool:
    """A place is its own, and the region round a place named with it may stand for it."""
    if own is None or not _is_known(own):
        return True
    parts, mine = own.split("、"), place.split("、")
    return any(same_place(one, part) or lies_in(part, one) for one in mine for part in parts)


def _is_known(place: str) -> bool:
    return bool(masked_places(place)) or any(paths_of(part) for part in place.split("、"))


def _is_round(place: str, source: SourceSentence) -> bool:
    """Whether a place is that of the document, in which a masked place of the text lies."""
    own = source.passage.facts.place
    return own is not None and bool(masked_places(own)) and place.startswith(own)


def check_years(sentence: str, basis: Basis) -> Iterator[Check]:
    """Every year is one that the sources speak of, and each figure's the figure's own."""
    known: set[str] = set()
    for source in basis.cited:
        own = years_of(source) | heading_years(source)
        if not own:
            return
        known |= own
    wrong = [year for year in find_years(sentence) if year not in known]
    for year in wrong:
        words = re.search(rf"{year}年?|{year[2:]}年", sentence)
        text = words.group() if words else year
        yield told("period", "fail", text, "所引原文说的不是这一年。", basis.marker)
    if not wrong:
        yield from _check_years_of_figures(sentence, basis)


def _check_years_of_figures(sentence: str, basis: Basis) -> Iterator[Check]:
    """2021年1980人 is wrong where the source has 2022年1980人 beside another of 2021."""
    times = named_times(sentence, None)
    for figure in quantities(sentence):
        period = period_at(sentence, figure.start, times)
        theirs = [_period_of(other, source) for other, source in _same(figure, basis)]
        if not period or not theirs or any(own is None or _overlap(period, own) for own in theirs):
            continue
        note = f"原文里这个数据是{theirs[0]}年的。"
        yield told("period", "fail", sentence[figure.start : figure.end], note, basis.marker)


def _period_of(figure: Quantity, source: SourceSentence) -> str | None:
    times = named_times(source.text, anchor_year(source.passage.facts))
    return period_at(source.text, figure.start, times)


def _overlap(one: str, other: str) -> bool:
    mine, theirs = period_years(one), period_years(other)
    return not mine or not theirs or not mine.isdisjoint(theirs)


def _same(figure: Quantity, basis: Basis) -> Iterator[tuple[Quantity, SourceSentence]]:
    for source in basis.cited:
        for other in quantities(source.text):
            if same_figure(other, figure):
                yield other, source
