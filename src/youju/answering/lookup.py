"""Which figures of the ledger answer a question, and which gap stands where one should.

A figure answers when it is of the place, the year and the body that are asked for, counts in what
is asked for, and the words around it are those of the question. Words no answer; asks no model.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from youju.answering.citing import Rarity, Similarity, question_terms, terms_of
from youju.answering.clauses import clause_spans
from youju.answering.core import core_of
from youju.answering.gates import in_frame, of_body, qualified, right_frame, right_kind
from youju.answering.measures import Measure, asked_measure, asked_noun
from youju.answering.senses import in_sense
from youju.answering.sources import SourceSentence, Stated
from youju.types import Chunk, Figure, FigureKind, Gap, Passage, Query

_SENTENCE_SHARE = 0.6  # of a term that stands in the sentence, but not in the figure's clause
_CONTEXT_SHARE = 0.4  # … that stands only in the headings or the title
_UNRELATED = 0.5  # the cosine of texts that have nothing to do with one another
_VERY_UNIT = 0.1  # more for a figure in the very unit that is asked for
_VERY_NOUN = 0.15  # … of the very thing: 托位 of 多少托位
_SHORT_CLAUSE = 4  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A figure that may answer, and how well it fits the question; higher is better."""

    stated: Stated
    fit: float  # of its words, place and year: whether it answers
    rank: float  # the same and more for its unit and its noun: which of several answers

    @property
    def value(self) -> tuple[Decimal, Decimal | None, str]:
        figure = self.stated.figure
        return figure.value, figure.upper, figure.unit


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedGap:
    """A gap where the answer should stand, and how well it fits."""

    gap: Gap
    source: SourceSentence
    fit: float
    rank: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the ledger holds for one question, best first."""

    figures: tuple[Fitted, ...]  # of the place, year and body that are asked for
    gaps: tuple[FittedGap, ...]
    beside: tuple[Stated, ...] = ()  # the other figures of the best one's sentence, of any unit
    listed: tuple[SourceSentence, ...] = ()  # the sentences of which the ledger knows a figure


class Ledger(Protocol):
    """Where figures and gaps come from."""

    def figures_within(self, chunks: Sequence[Chunk]) -> Sequence[Figure]: ...
    def gaps_within(self, chunks: Sequence[Chunk]) -> Sequence[Gap]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """Looks figures up; holds what that takes."""

    ledger: Ledger
    rarity: Rarity
    similarity: Similarity

    def find(
        self, asked: Query, passages: Sequence[Passage], sources: Sequence[SourceSentence]
    ) -> Found:
        """The figures and gaps in the passages that fit the question; nothing for a date or rank.

        `sources` are the sentences of the passages.
        """
        measure = asked_measure(asked.standalone)
        if measure is None:
            return Found(figures=(), gaps=())
        known = self._stated(measure, passages, sources)
        framed = [(one, right_frame(asked, one)) for one in known]
        figures = self._fitted(asked, measure, [(one, share) for one, share in framed if share])
        return Found(
            figures=figures,
            gaps=self._gaps(asked, measure, passages, sources),
            beside=self._beside(figures[0].stated) if figures else (),
            listed=tuple(one.source for one in known),
        )

    def _beside(self, best: Stated) -> tuple[Stated, ...]:
        chunk = best.source.passage.chunk
        return tuple(
            Stated(figure=figure, source=best.source)
            for figure in self.ledger.figures_within([chunk])
            if best.source.holds(figure) and figure.start != best.figure.start
        )

    def find_elsewhere(
        self, asked: Query, passages: Sequence[Passage], sources: Sequence[SourceSentence]
    ) -> tuple[Fitted, ...]:
        """The figures of other places and years that would fit; never an answer."""
        measure = asked_measure(asked.standalone)
        if measure is None:
            return ()
        others = [
            (one, 1.0)
            for one in self._stated(measure, passages, sources)
            if of_body(asked, one.source) and not right_frame(asked, one)
        ]
        return self._fitted(asked, measure, others)

    def kinds_in(self, source: SourceSentence) -> frozenset[FigureKind]:
        """Whether the figures of a sentence are told as plans or as results."""
        return frozenset(
            figure.kind
            for figure in self.ledger.figures_within([source.passage.chunk])
            if source.holds(figure)
        )

    def find_masked(self, asked: Query, source: SourceSentence) -> FittedGap | None:
        """A name that is asked for and that the sentence masks: 哪个街道, of X街道."""
        for gap in self.ledger.gaps_within([source.passage.chunk]):
            named = source.holds(gap) and gap.how == "masked"
            if named and _asks_for_name(asked.standalone, gap.what):
                return FittedGap(gap=gap, source=source, fit=1.0, rank=1.0)
        return None

    def _stated(
        self, measure: Measure, passages: Sequence[Passage], sources: Sequence[SourceSentence]
    ) -> list[Stated]:
        return [
            Stated(figure=figure, source=source)
            for figure in self.ledger.figures_within([passage.chunk for passage in passages])
            if measure.takes(figure.unit)
            for source in _holding(figure, sources)
        ]

    def _fitted(
        self, asked: Query, measure: Measure, framed: Sequence[tuple[Stated, float]]
    ) -> tuple[Fitted, ...]:
        """The figures, each with the share that its frame leaves; best first, then by passage."""
        fits = self._fits(asked, [(s.source, s.figure, s.figure.indicator) for s, _ in framed])
        noun = asked_noun(asked.standalone)
        fitted = []
        for (one, share), words in zip(framed, fits, strict=True):
            fit = words * right_kind(asked, one.figure) * share
            fit *= qualified(asked, one) * in_sense(asked.standalone, one)
            rank = fit + _more(measure, noun, one.figure)
            fitted.append(Fitted(stated=one, fit=fit, rank=rank))
        return tuple(sorted(fitted, key=lambda one: (-one.rank, one.stated.source.passage.rank)))

    def _gaps(
        self,
        asked: Query,
        measure: Measure,
        passages: Sequence[Passage],
        sources: Sequence[SourceSentence],
    ) -> tuple[FittedGap, ...]:
        held = [
            (source, gap)
            for gap in self.ledger.gaps_within([passage.chunk for passage in passages])
            if gap.how == "blanked" and measure.takes(gap.unit)
            for source in _holding(gap, sources)
        ]
        fits = self._fits(asked, [(source, gap, gap.what) for source, gap in held])
        found = [
            FittedGap(gap=gap, source=source, fit=fit, rank=fit + _more(measure, "", gap))
            for (source, gap), fit in zip(held, fits, strict=True)
            if of_body(asked, source) and in_frame(asked, source)
        ]
        return tuple(sorted(found, key=lambda one: -one.rank))

    def _fits(
        self, asked: Query, spans: Sequence[tuple[SourceSentence, Figure | Gap, str]]
    ) -> list[float]:
        """How well the words around each span are those of the question: cover and nearness."""
        core = core_of(asked)
        terms = question_terms(core, self.rarity)
        clauses = [_clause(source, span) for source, span, _ in spans]
        labels = [f"{what}，{clause}" for (_, _, what), clause in zip(spans, clauses, strict=True)]
        cosines = self.similarity(core, labels) or [_UNRELATED] * len(labels)
        total = sum(terms.values())
        fits = []
        for (source, _, _), label, cosine in zip(spans, labels, cosines, strict=True):
            own, sentence = terms_of(label), terms_of(source.text)
            around = terms_of(source.context)
            held = sum(
                weight
                * (
                    1.0
                    if term in own
                    else _SENTENCE_SHARE
                    if term in sentence
                    else _CONTEXT_SHARE
                    if term in around
                    else 0.0
                )
                for term, weight in terms.items()
            )
            fits.append((held / total if total else 0.0) + max(0.0, cosine - _UNRELATED))
        return fits


def _asks_for_name(question: str, what: str) -> bool:
    """Whether a question asks for such a name: 哪个街道, 街道叫什么."""
    kind = re.escape(re.sub("名称?$", "", what))
    asks = rf"哪一?[个家条座所]?{kind}|{kind}[^，。？]{{0,6}}(?:叫什么|的?名字|名称|是哪)"
    return bool(kind) and re.search(asks, question) is not None


def _holding(span: Figure | Gap, sources: Sequence[SourceSentence]) -> list[SourceSentence]:
    """The sentence that a figure or a gap stands in."""
    return [source for source in sources if source.holds(span)][:1]


def _clause(source: SourceSentence, span: Figure | Gap) -> str:
    """The clause in which a span begins; where few words stand before it, with the one before."""
    start = span.start - source.start
    before = ""
    for begin, end in clause_spans(source.text):
        if end > start:
            short = start - begin < _SHORT_CLAUSE
            return (before if short else "") + source.text[begin:end]
        before = source.text[begin:end] + "，"
    return source.text


def _more(measure: Measure, noun: str, span: Figure | Gap) -> float:
    """What speaks for a figure beside its words: the very unit, the very thing that is counted."""
    more = _VERY_UNIT if measure.is_exact(span.unit) else 0.0
    what = span.indicator if isinstance(span, Figure) else span.what
    return more + (_VERY_NOUN if noun and noun in what else 0.0)
