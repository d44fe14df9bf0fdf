"""Whether a figure is of the place, the year, the body and the thing that a question asks for.

Each gate leaves a share of the figure's fit, from 0 (another's) to 1. Whether the words around the
figure are those of the question, `lookup` weighs.
"""

import re
from collections.abc import Sequence

from youju.answering.abbreviations import shortened
from youju.answering.bodies import is_about, names_body
from youju.answering.core import core_of
from youju.answering.equality import quantities
from youju.answering.measures import counted_noun
from youju.answering.qualifying import differing, said_of
from youju.answering.scope import document_years, is_of_place, years_of
from youju.answering.sources import SourceSentence, Stated
from youju.reading.metadata.gazetteer import lies_in
from youju.retrieval.framing import find_years, is_masked, same_place
from youju.retrieval.institutions import find_bodies
from youju.types import Figure, Query

_OTHER_KIND = 0.8  # what is left for a target where a result is asked for, and the reverse
_OF_A_PART = 0.75  # … for a figure of a place inside the one that is asked for
_OF_A_BODY = 0.7  # … for a figure of a hospital where the question names none
_NOT_OF_ALL = 0.4  # … where it asks for all: 全市, 医疗机构
_OF_ALL = re.compile("全[市县区省]|各(?:级|类|家)?医|医疗机构|卫生系统")
_LEAD = 60  # characters before a sentence, which may name what it goes on about
_OPENING = 25  # characters of a sentence, which name its subject
_UNDATED = 0.9  # … for a figure whose year nothing tells
_NOT_SPOKEN_OF = 0.5  # … where the sentence has no character of what is counted
_SOMETHING_LIKE_IT = 0.55  # … where it is told of 孕产妇 and asked of 婴儿
_SLOGAN = 0.5  # … for a number without a unit


def qualified(asked: Query, one: Stated) -> float:
    """What is left of a fit where a figure is told of something like what is asked for.

    婴儿死亡率 is asked for and 孕产妇死亡率 told: they share a word, and each has one that the
    other has not. A word that is said elsewhere in the sentence, of another figure, does not count.
    """
    core, noun = core_of(asked), counted_noun(shortened(asked.standalone))
    source, figure = one.source, one.figure
    text = shortened(f"{figure.indicator}{source.text}{source.context}")
    share = 1.0 if not noun or any(char in text for char in noun) else _NOT_SPOKEN_OF
    at = next((q for q in quantities(source.text) if q.end + source.start == figure.end), None)
    said = said_of(at, source.text) if at else shortened(source.text)
    said += shortened(figure.indicator + source.context + _lead(source))
    for body in asked.institutions:
        core = core.replace(body, " ")
    strange = differing(shortened(core), shortened(figure.indicator), said)
    return share * (_SOMETHING_LIKE_IT if strange else 1.0)


def _lead(source: SourceSentence) -> str:
    """The words that stand before a sentence in its passage, where they tell no figure."""
    chunk = source.passage.chunk
    before = chunk.text[max(0, source.start - chunk.start - _LEAD) : source.start - chunk.start]
    return "" if quantities(before) else before


def right_frame(asked: Query, one: Stated) -> float:
    """How far a figure is of the place, year and body asked for, from 0 (not at all) to 1."""
    if not of_body(asked, one.source):
        return 0.0
    share = _of_place(asked, one) * _of_year(asked, one)
    if asked.institutions or not _bodys_own(asked, one):
        return share
    return share * (_NOT_OF_ALL if _OF_ALL.search(asked.standalone) else _OF_A_BODY)


def of_body(asked: Query, source: SourceSentence) -> bool:
    """Whether a sentence is about a body that is asked for; any is where none is."""
    return not asked.institutions or is_about(source, asked.institutions)


def _bodys_own(asked: Query, one: Stated) -> bool:
    """Whether a figure is told of a body that the question does not name: 第九人民医院…3000人次."""
    opening = one.source.text[: one.figure.start - one.source.start][:_OPENING]
    return any(not names_body(asked.standalone, body) for body in find_bodies(opening))


def fits_years(source: SourceSentence, asked: Sequence[str]) -> bool:
    """Whether a sentence may be about one of the years; one that nothing dates may."""
    years = years_of(source)
    return not asked or not years or not years.isdisjoint(asked)


def in_frame(asked: Query, source: SourceSentence) -> bool:
    """Whether a sentence is about a place and a year that are asked for."""
    of_place = not asked.places or any(is_of_place(source, place) for place in asked.places)
    return of_place and fits_years(source, asked.periods)


def _of_place(asked: Query, one: Stated) -> float:
    if not asked.places:
        return 1.0
    own, document = one.figure.place, one.source.passage.facts.place
    owns = own.split("、") if own else []
    if any(same_place(one, place) for one in owns for place in asked.places):
        return 1.0
    if any(lies_in(one, place) for one in owns for place in asked.places):
        return _OF_A_PART
    of_document = document and any(same_place(document, place) for place in asked.places)
    if of_document and (own is None or is_masked(own)):
        return _OF_A_PART
    if document is None and any(is_of_place(one.source, place) for place in asked.places):
        return _OF_A_PART  # an article about a place, of which nothing tells more
    return 0.0


def _of_year(asked: Query, one: Stated) -> float:
    if not asked.periods:
        return 1.0
    years = frozenset(find_years(one.figure.period or ""))
    if not years:
        years = document_years(one.source.passage.facts)
    if not years:
        return _UNDATED
    first, last = min(years), max(years)
    return 1.0 if any(first <= year <= last for year in asked.periods) else 0.0


def right_kind(asked: Query, figure: Figure) -> float:
    """What is left of a fit for a plan where a result is asked for, and for a mere slogan."""
    share = 1.0 if figure.unit else _SLOGAN
    plain = {asked.kind, figure.kind} <= {"actual", "target"} and asked.kind != figure.kind
    return share * (_OTHER_KIND if plain else 1.0)
