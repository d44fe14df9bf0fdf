"""How well the sentences of the passages answer a question: words, meaning, place and year.

Ranks them; whether the best one answers, `evidence` judges.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from youju.answering.citing import Rarity, Similarity, cover, question_terms
from youju.answering.core import core_of, without_asides
from youju.answering.expecting import expected
from youju.answering.gates import fits_years, in_frame, of_body
from youju.answering.scope import is_of_place
from youju.answering.sources import SourceSentence
from youju.reading.cleaning.blanks import BLANK_FIGURE
from youju.reading.figures.quantities import find_quantities
from youju.retrieval.lexical import content_terms
from youju.types import Query

_OTHER_YEAR = 0.4  # what is left of a sentence's weight when it speaks of another year
_NO_FIGURE = 0.75  # … when a figure is asked for and it has none
_OTHER_BODY = 0.5  # … when a body is named in the question and not where the sentence stands
_NOT_EXPECTED = 0.6  # … when a person, a date or a grade is asked for and it has none
_PASSAGE_SHARE = 0.3  # how far the passage's own score moves a sentence's cover
_UNRELATED = 0.5  # the cosine of sentences that have nothing to do with one another
_NEW_IN_FOLLOW_UP = 2.5
_SHORTEST_QUESTION = 8  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A source sentence and how well it answers: cover of the question, and nearness to it."""

    source: SourceSentence
    relevance: float  # how near it is to the question; higher is better
    fitness: float  # what year, body and a figure asked for leave of that, from 0 to 1

    @property
    def weight(self) -> float:
        return self.relevance * self.fitness


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """Weighs sentences; holds what that takes."""

    rarity: Rarity
    similarity: Similarity

    def rank(
        self, asked: Query, sources: Sequence[SourceSentence]
    ) -> tuple[tuple[Weighed, ...], bool]:
        """The sentences, best first, and whether meaning could be weighed beside words."""
        cosines = self.similarity(_meant(asked), [source.text for source in sources])
        terms = self.terms(asked)
        near = [0.0] * len(sources) if cosines is None else [c - _UNRELATED for c in cosines]
        weighed = [
            Weighed(
                source=source,
                relevance=_held(terms, source) + max(0.0, nearness),
                fitness=_fitness(asked, source),
            )
            for source, nearness in zip(sources, near, strict=True)
        ]
        ranked = sorted(weighed, key=lambda w: (-w.weight, w.source.passage.rank, w.source.start))
        return tuple(ranked), cosines is not None

    def terms(self, asked: Query) -> dict[str, float]:
        """The question's terms without places and years, with their weights.

        In a follow-up those that are new weigh more than the borrowed ones.
        """
        terms = question_terms(core_of(asked), self.rarity)
        if asked.history_used:
            for term in content_terms(asked.text):
                if term in terms:
                    terms[term] *= _NEW_IN_FOLLOW_UP
        return terms


def of_each_place_and_year(asked: Query, ranked: Sequence[Weighed]) -> Iterator[Weighed]:
    """The best sentence for each place and year that is asked for."""
    for place, year in product(asked.places or (None,), asked.periods or (None,)):
        for weighed in ranked:
            right_place = place is None or is_of_place(weighed.source, place)
            if right_place and (year is None or fits_years(weighed.source, (year,))):
                yield weighed
                break


def is_right(asked: Query, source: SourceSentence) -> bool:
    """Whether a sentence is about a place, a year and a body that are asked for."""
    return in_frame(asked, source) and of_body(asked, source)


def _meant(asked: Query) -> str:
    """What the meaning of a sentence is held against: the question, place and year included."""
    plain = without_asides(asked.standalone)
    return plain if len(plain) >= _SHORTEST_QUESTION else asked.standalone


def _held(terms: dict[str, float], source: SourceSentence) -> float:
    share = 1 - _PASSAGE_SHARE + _PASSAGE_SHARE * source.passage.score
    return cover(terms, source) * share


def _fitness(asked: Query, source: SourceSentence) -> float:
    """What is left of a weight, from 0 to 1, for the year, the body and a figure asked for."""
    fitness = 1.0 if fits_years(source, asked.periods) else _OTHER_YEAR
    if not of_body(asked, source):
        fitness *= _OTHER_BODY
    wanted = expected(asked.standalone)
    if wanted and not wanted(source.text):
        fitness *= _NOT_EXPECTED
    if asked.wants_figure and not find_quantities(source.text) and BLANK_FIGURE not in source.text:
        fitness *= _NO_FIGURE
    return fitness
