"""Which sentences of the passages answer a question best, and whether any does.

Refusal is decided here, by code, before a model is asked. Knows no model and writes no text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from youju.answering.checking import BLANK, is_of_place, years_of
from youju.answering.citing import (
    Rarity,
    SourceSentence,
    cover,
    question_terms,
    sentences_of,
)
from youju.reading.figures import find_quantities
from youju.retrieval.query import bare_place
from youju.retrieval.retriever import Retrieval
from youju.text import estimate_tokens
from youju.types import Query

RefusalReason = Literal["off_topic", "not_stated", "blank"]

_OTHER_YEAR = 0.4  # what is left of a sentence's weight when it speaks of another year
_NO_FIGURE = 0.75  # … when a figure is asked for and it has none
_PASSAGE_SHARE = 0.3  # how far the passage's own score moves a sentence's weight
_CLOSE_BEHIND = 0.75  # a further quote weighs at least this share of the best
_MOST_QUOTES = 3
_CLAUSE = re.compile(r"[，,；;：:。！？]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A source sentence and how well it answers."""

    source: SourceSentence
    weight: float  # higher is better
    cover: float  # the share of the question that it holds, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Below these a question is refused; set on the tune split only (eval/LOG.md)."""

    offtopic_cosine: float
    cover: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the passages hold for a question."""

    ranked: tuple[Weighed, ...]  # best first
    quotes: tuple[Weighed, ...]  # the best, one for each place and year asked for at least
    refusal: RefusalReason | None


def judge(query: Query, found: Retrieval, rarity: Rarity, thresholds: Thresholds) -> Judgement:
    """Weigh the sentences of the passages and decide whether they answer the question."""
    ranked = tuple(_weigh(query, sentences_of(found.passages), rarity))
    quotes = _choose(query, ranked)
    return Judgement(
        ranked=ranked,
        quotes=quotes,
        refusal=_refusal(query, found.best_cosine, quotes, thresholds),
    )


def within(tokens: int, judgement: Judgement) -> tuple[SourceSentence, ...]:
    """The best sentences that fit into so many tokens, the quotes first of all."""
    chosen: list[SourceSentence] = []
    left = tokens
    for weighed in dict.fromkeys((*judgement.quotes, *judgement.ranked)):
        need = estimate_tokens(weighed.source.text)
        if chosen and need > left:
            break
        chosen.append(weighed.source)
        left -= need
    return tuple(chosen)


def _weigh(query: Query, sources: Sequence[SourceSentence], rarity: Rarity) -> list[Weighed]:
    terms = question_terms(_without_frame(query), rarity)
    weighed = []
    for source in sources:
        held = cover(terms, source)
        weight = held * (1 - _PASSAGE_SHARE + _PASSAGE_SHARE * source.passage.score)
        if not _fits_years(source, query.periods):
            weight *= _OTHER_YEAR
        if query.wants_figure and not find_quantities(source.text) and BLANK not in source.text:
            weight *= _NO_FIGURE
        weighed.append(Weighed(source=source, weight=weight, cover=held))
    return sorted(weighed, key=lambda w: (-w.weight, w.source.passage.rank, w.source.start))


def _without_frame(query: Query) -> str:
    """The question without its places and years: those are gates, not words to look for."""
    text = query.standalone
    for place in query.places:
        text = text.replace(place, " ").replace(bare_place(place), " ")
    for year in query.periods:
        text = re.sub(rf"{year}年?底?|(?<!\d){year[2:]}年", " ", text)
    return text


def _fits_years(source: SourceSentence, asked: Sequence[str]) -> bool:
    years = years_of(source)
    return not asked or not years or not years.isdisjoint(asked)


def _choose(query: Query, ranked: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """The best sentence for each place and year asked for, then others close behind the best."""
    chosen = list(dict.fromkeys(_best_of_each(query, ranked)))
    best = chosen[0].weight if chosen else 0.0
    for weighed in ranked:
        if len(chosen) >= _MOST_QUOTES:
            break
        if weighed not in chosen and best and weighed.weight >= _CLOSE_BEHIND * best:
            chosen.append(weighed)
    return tuple(chosen)


def _best_of_each(query: Query, ranked: Sequence[Weighed]) -> Iterator[Weighed]:
    for place, year in product(query.places or (None,), query.periods or (None,)):
        for weighed in ranked:
            right_place = place is None or is_of_place(weighed.source, place)
            if right_place and (year is None or _fits_years(weighed.source, (year,))):
                yield weighed
                break


def _refusal(
    query: Query,
    best_cosine: float | None,
    quotes: Sequence[Weighed],
    thresholds: Thresholds,
) -> RefusalReason | None:
    if best_cosine is not None and best_cosine < thresholds.offtopic_cosine:
        return "off_topic"
    if not quotes or quotes[0].cover < thresholds.cover:
        return "not_stated"
    if query.wants_figure and _is_blank(query, quotes[0].source):
        return "blank"
    return None


def _is_blank(query: Query, source: SourceSentence) -> bool:
    """Whether the clause that answers the question is one whose figure is missing."""
    asked = set(_without_frame(query))
    clauses = [clause for clause in _CLAUSE.split(source.text) if clause]
    best = max(clauses, key=lambda clause: len(asked.intersection(clause)), default="")
    return BLANK in best
