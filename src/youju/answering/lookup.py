"""Which figures of the ledger answer a question, and which gap stands where one should.

A figure answers when it is of the place, the year and the body that are asked for, counts in what
is asked for, and the words around it are those of the question. Words no answer; asks no model.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from youju.answering.abbreviations import shortened
from youju.answering.bodies import is_about, names_body
from youju.answering.citing import Rarity, Similarity, question_terms, terms_of
from youju.answering.clauses import clause_spans
from youju.answering.core import core_of
from youju.answering.equality import quantities
from youju.answering.measures import Measure, asked_measure, asked_noun, counted_noun
from youju.answering.qualifying import differing, said_of
from youju.answering.scope import document_years, is_of_place, years_of
from youju.answering.senses import in_sense
from youju.answering.sources import SourceSentence, Stated
from youju.reading.metadata.gazetteer import lies_in
from youju.retrieval.framing import find_years, is_masked, same_place
from youju.retrieval.institutions import find_bodies
from youju.types import Chunk, Figure, FigureKind, Gap, Passage, Query

_SENTENCE_SHARE = 0.6  # of a term that stands in the sentence, but not in the figure's clause
_CONTEXT_SHARE = 0.4  # … that stands only in the headings or the title
_UNRELATED = 0.5  # the cosine of texts that have nothing to do with one another
_VERY_UNIT = 0.1  # more for a figure in the very unit that is asked for
_VERY_NOUN = 0.15  # … of the very thing: 托位 of 多少托位
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
        stated = [one for one in known if _right_frame(asked, one) > 0.0]
        figures = self._fitted(asked, measure, stated)
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
            if best.source.start <= figure.start and figure.end <= best.source.end
            if figure.start != best.figure.start
        )

    def find_elsewhere(
        self, asked: Query, passages: Sequence[Passage], sources: Sequence[SourceSentence]
    ) -> tuple[Fitted, ...]:
        """The figures of other places and years that would fit; never an answer."""
        measure = asked_measure(asked.standalone)
        if measure is None:
            return ()
        stated = [
            one
            for one in self._stated(measure, passages, sources)
            if _right_frame(asked, one) == 0.0 and _of_body(asked, one.source)
        ]
        return self._fitted(asked, measure, stated)

    def kinds_in(self, source: SourceSentence) -> frozenset[FigureKind]:
        """Whether the figures of a sentence are told as plans or as results."""
        return frozenset(
            figure.kind
            for figure in self.ledger.figures_within([source.passage.chunk])
            if source.start <= figure.start and figure.end <= source.end
        )

    def find_masked(self, asked: Query, source: SourceSentence) -> FittedGap | None:
        """A name that is asked for and that the sentence masks: 哪个街道, of X街道."""
        for gap in self.ledger.gaps_within([source.passage.chunk]):
            inside = source.start <= gap.start and gap.end <= source.end
            if inside and gap.how == "masked" and _asks_for_name(asked.standalone, gap.what):
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
        self, asked: Query, measure: Measure, stated: Sequence[Stated]
    ) -> tuple[Fitted, ...]:
        """The figures with their fits; best first, and in the order of the passages."""
        fits = self._fits(asked, [(s.source, s.figure, s.figure.indicator) for s in stated])
        noun = asked_noun(asked.standalone)
        fitted = []
        for one, words in zip(stated, fits, strict=True):
            fit = words * _right_kind(asked, one.figure) * (_right_frame(asked, one) or 1.0)
            fit *= _qualified(asked, one) * in_sense(asked.standalone, one)
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
            if _of_body(asked, source) and _in_frame(asked, source)
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
    return [
        source
        for source in sources
        if source.passage.chunk.doc_id == span.doc_id
        and source.start <= span.start
        and span.end <= source.end
    ][:1]


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


def _qualified(asked: Query, one: Stated) -> float:
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


def _right_frame(asked: Query, one: Stated) -> float:
    """How far a figure is of the place, year and body asked for, from 0 (not at all) to 1."""
    if not _of_body(asked, one.source):
        return 0.0
    share = _of_place(asked, one) * _of_year(asked, one)
    if asked.institutions or not _bodys_own(asked, one):
        return share
    return share * (_NOT_OF_ALL if _OF_ALL.search(asked.standalone) else _OF_A_BODY)


def _of_body(asked: Query, source: SourceSentence) -> bool:
    return not asked.institutions or is_about(source, asked.institutions)


def _bodys_own(asked: Query, one: Stated) -> bool:
    """Whether a figure is told of a body that the question does not name: 第九人民医院…3000人次."""
    opening = one.source.text[: one.figure.start - one.source.start][:_OPENING]
    return any(not names_body(asked.standalone, body) for body in find_bodies(opening))


def _in_frame(asked: Query, source: SourceSentence) -> bool:
    """Whether a sentence is about a place and a year that are asked for."""
    years = years_of(source)
    of_year = not asked.periods or not years or not years.isdisjoint(asked.periods)
    return of_year and (
        not asked.places or any(is_of_place(source, place) for place in asked.places)
    )


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


def _right_kind(asked: Query, figure: Figure) -> float:
    share = 1.0 if figure.unit else _SLOGAN
    plain = {asked.kind, figure.kind} <= {"actual", "target"} and asked.kind != figure.kind
    return share * (_OTHER_KIND if plain else 1.0)
