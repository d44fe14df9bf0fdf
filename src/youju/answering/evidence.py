"""Which sentences of the passages answer a question best, and whether any does.

Refusal by place, year, weight and blank is decided here, by code. Knows no chat model.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from youju.answering.citing import (
    Rarity,
    Similarity,
    cover,
    question_terms,
    terms_of,
)
from youju.answering.scope import is_of_place, years_of
from youju.answering.sources import SourceSentence, sentences_of
from youju.reading.cleaning.blanks import BLANK_FIGURE
from youju.reading.figures.quantities import find_quantities
from youju.retrieval.framing import without_frame
from youju.retrieval.lexical import content_terms
from youju.text import estimate_tokens
from youju.types import Passage, Query

RefusalReason = Literal["not_stated", "blank"]

_OTHER_YEAR = 0.4  # what is left of a sentence's weight when it speaks of another year
_NO_FIGURE = 0.75  # … when a figure is asked for and it has none
_PASSAGE_SHARE = 0.3  # how far the passage's own score moves a sentence's cover
_UNRELATED = 0.5  # the cosine of sentences that have nothing to do with one another
_NEW_IN_FOLLOW_UP = 2.5
_CLOSE_BEHIND = 0.75  # a further quote weighs at least this share of the best
_MOST_QUOTES = 3
_ASKED_UNIT = re.compile(r"(?:多少|几)(百分点|人次|平方米|分钟|小时|亿元|万元|[一-鿿%‰])")
_CLAUSE = re.compile(r"[，,；;：:。！？]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A source sentence and how well it answers: cover of the question, and nearness to it."""

    source: SourceSentence
    relevance: float  # how near it is to the question; higher is better
    fitness: float  # what the year and a figure asked for leave of that, from 0 to 1

    @property
    def weight(self) -> float:
        return self.relevance * self.fitness


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Below these a question is refused; set on the tune split only (eval/LOG.md)."""

    mixed: float  # the best weight, with similarity
    lexical: float  # the best weight, without
    sure: float  # the best weight, when the model's words have failed the checks


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the passages hold for a question."""

    ranked: tuple[Weighed, ...]  # best first
    quotes: tuple[Weighed, ...]  # the best, one for each place and year asked for at least
    nearest: Weighed | None  # what to point at in a refusal
    refusal: RefusalReason | None
    lexical_only: bool

    @property
    def blank(self) -> Weighed | None:
        """The best sentence that lacks a figure."""
        return next((w for w in self.ranked if BLANK_FIGURE in w.source.text), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Weighs sentences; holds what that takes."""

    rarity: Rarity
    similarity: Similarity
    thresholds: Thresholds

    def judge(self, query: Query, passages: Sequence[Passage]) -> Judgement:
        """Weigh the sentences of the passages and decide whether they answer the question."""
        sources = sentences_of(passages)
        cosines = self.similarity(query.standalone, [source.text for source in sources])
        terms = self.terms(query)
        near = [0.0] * len(sources) if cosines is None else [c - _UNRELATED for c in cosines]
        weighed = [
            Weighed(
                source=source,
                relevance=_held(terms, source) + max(0.0, nearness),
                fitness=_fitness(query, source),
            )
            for source, nearness in zip(sources, near, strict=True)
        ]
        ranked = sorted(weighed, key=lambda w: (-w.weight, w.source.passage.rank, w.source.start))
        quotes = _choose(query, ranked)
        limit = self._limit(lexical_only=cosines is None)
        nearest = [w for w in (*quotes, *ranked) if w.relevance >= limit]
        return Judgement(
            ranked=tuple(ranked),
            quotes=quotes,
            nearest=nearest[0] if nearest else None,
            refusal=self._refusal(query, quotes, cosines is None),
            lexical_only=cosines is None,
        )

    def terms(self, query: Query) -> dict[str, float]:
        """The question's terms without places and years, with their weights.

        In a follow-up those that are new weigh more than the borrowed ones.
        """
        terms = question_terms(_without_frame(query), self.rarity)
        if query.history_used:
            for term in content_terms(query.text):
                if term in terms:
                    terms[term] *= _NEW_IN_FOLLOW_UP
        return terms

    def is_sure(self, judgement: Judgement) -> bool:
        """Whether the quotes answer by themselves where the model's words about them failed."""
        return judgement.lexical_only or judgement.quotes[0].weight >= self.thresholds.sure

    def _limit(self, *, lexical_only: bool) -> float:
        return self.thresholds.lexical if lexical_only else self.thresholds.mixed

    def _refusal(
        self, query: Query, quotes: Sequence[Weighed], lexical_only: bool
    ) -> RefusalReason | None:
        if not quotes or quotes[0].weight < self._limit(lexical_only=lexical_only):
            return "not_stated"
        if query.wants_figure and _is_blank(query, quotes[0].source):
            return "blank"
        return None


def within(tokens: int, judgement: Judgement) -> tuple[SourceSentence, ...]:
    """The best sentences that fit into so many tokens, the quotes first, in the texts' order.

    Sentences that stand side by side in a source then stand so in the prompt.
    """
    chosen: list[SourceSentence] = []
    ranks: set[int] = set()
    left = tokens
    for weighed in dict.fromkeys((*judgement.quotes, *judgement.ranked)):
        source = weighed.source
        need = estimate_tokens(source.text)
        if source.passage.rank not in ranks:
            need += estimate_tokens(about_passage(source.passage)) + 5
        if chosen and need > left:
            break
        chosen.append(source)
        ranks.add(source.passage.rank)
        left -= need
    return tuple(sorted(chosen, key=lambda source: (source.passage.rank, source.start)))


def about_passage(passage: Passage) -> str:
    """Whose passage it is, of when, and under which heading: as the model reads it."""
    facts = passage.facts
    period = f"{facts.period}年" if facts.period else ""
    whose = "，".join(part for part in (facts.place, period) if part)
    return "｜".join(part for part in (whose, *passage.chunk.headings[-2:]) if part)


def _held(terms: dict[str, float], source: SourceSentence) -> float:
    share = 1 - _PASSAGE_SHARE + _PASSAGE_SHARE * source.passage.score
    return cover(terms, source) * share


def _fitness(query: Query, source: SourceSentence) -> float:
    """What is left of a weight, from 0 to 1, for the year and for a figure that is asked for."""
    fitness = 1.0 if _fits_years(source, query.periods) else _OTHER_YEAR
    if query.wants_figure and not find_quantities(source.text) and BLANK_FIGURE not in source.text:
        fitness *= _NO_FIGURE
    return fitness


def _without_frame(query: Query) -> str:
    """The question without its places and years: those are gates, not words to look for."""
    return without_frame(query.standalone, query.places, query.periods)


def _fits_years(source: SourceSentence, asked: Sequence[str]) -> bool:
    years = years_of(source)
    return not asked or not years or not years.isdisjoint(asked)


def _choose(query: Query, ranked: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """The best sentence for each place and year asked for, then others close behind the best."""
    chosen = list(dict.fromkeys(_best_of_each(query, ranked)))
    best = max((weighed.weight for weighed in chosen), default=0.0)
    for weighed in ranked:
        if len(chosen) >= _MOST_QUOTES:
            break
        close = best > 0 and weighed.weight >= _CLOSE_BEHIND * best
        if close and weighed not in chosen and _is_right(query, weighed.source):
            chosen.append(weighed)
    return tuple(sorted(chosen, key=lambda weighed: -weighed.weight))


def _best_of_each(query: Query, ranked: Sequence[Weighed]) -> Iterator[Weighed]:
    for place, year in product(query.places or (None,), query.periods or (None,)):
        for weighed in ranked:
            right_place = place is None or is_of_place(weighed.source, place)
            if right_place and (year is None or _fits_years(weighed.source, (year,))):
                yield weighed
                break


def _is_right(query: Query, source: SourceSentence) -> bool:
    """Whether a sentence is about a place and a year that are asked for."""
    of_place = not query.places or any(is_of_place(source, place) for place in query.places)
    return of_place and _fits_years(source, query.periods)


def _is_blank(query: Query, source: SourceSentence) -> bool:
    """Whether the sentence would answer, were its figure not missing.

    One that has a figure of the unit that is asked for (多少天) does answer; one that has figures
    and blanks is judged by the clause that is nearest to the question.
    """
    if BLANK_FIGURE not in source.text:
        return False
    stated = {quantity.unit for quantity in find_quantities(source.text) if quantity.unit}
    if not stated:
        return True
    unit = _ASKED_UNIT.search(query.standalone)
    if unit and any(unit[1].endswith(one) for one in stated):
        return False
    asked = terms_of(_without_frame(query))
    clauses = [clause for clause in _CLAUSE.split(source.text) if clause]
    return BLANK_FIGURE in max(clauses, key=lambda clause: len(asked & terms_of(clause)))
