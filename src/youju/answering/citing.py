"""Sentence to citation, by code: which sentence of which passage supports a text.

A model's own markers are no proof and are not used. What counts is figures stated, cover (the share
of a text's terms, weighted by their rarity in the library, that a source sentence holds) and
nearness of meaning. Knows no chat model.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from youju.answering.abbreviations import shortened
from youju.answering.clauses import clauses, is_connective, leans_back
from youju.answering.equality import holds, quantities, without_figures
from youju.answering.scope import fitting_sources, joins, own_places
from youju.answering.sources import SourceSentence
from youju.reading.figures.quantities import Quantity
from youju.retrieval.framing import find_places, find_years, without_frame
from youju.retrieval.lexical import content_terms
from youju.text import bigrams, sentence_spans, words
from youju.types import Citation, Sentence

Rarity = Callable[[Iterable[str]], Mapping[str, float]]
# The cosines of sentences with a text; None while there is no embedding model.
Similarity = Callable[[str, Sequence[str]], Sequence[float] | None]
Borne = Literal["whole", "part", "none", "needless"]

_MARKER = re.compile(r"\s*[\[【［(（]\s*\d+(?:\s*[,，、\]】］\[【［]\s*\d+)*\s*[\]】］)）]")
# A term that stands only in the headings, title, place or period counts for this much.
_CONTEXT_SHARE = 0.6
# From these a sentence counts as supported (eval/LOG.md).
_SUPPORTED = 0.5  # cover
_NEAR = 0.75  # cosine, with some cover
_SUPPORTED_WITH_FIGURE = 0.25  # cover, when the source states the sentence's figures
_NEAR_WITH_FIGURE = 0.72  # cosine, when it does
_CLAUSE = 0.3  # cover of a clause by all that is cited
_CLAUSE_STATED = 0.15  # … whose figures are stated there
_NEW = 0.3  # cover of a clause that a further citation must add
_NEW_TO_BARE = 0.15  # … where nothing bears the clause out yet
_SHORT_CLAUSE = 3  # characters beside place and year; fewer state nothing by themselves
_GRAMMAR = re.compile("[了着过的地得她他它们也还且]")  # a term with one of these says little
_MOST_CITATIONS = 3


def cover(terms: Mapping[str, float], sentence: SourceSentence) -> float:
    """The share of the weighted terms that the sentence, or the place where it stands, holds."""
    return _share(terms, terms_of(sentence.text), terms_of(sentence.context))


def _share(
    terms: Mapping[str, float], own: frozenset[str], around: frozenset[str] = frozenset()
) -> float:
    total = sum(terms.values())
    if not total:
        return 0.0
    held = sum(
        weight * (1.0 if term in own else _CONTEXT_SHARE)
        for term, weight in terms.items()
        if term in own or term in around
    )
    return held / total


def question_terms(question: str, rarity: Rarity) -> dict[str, float]:
    """A question's terms and their weights, without the words that only ask."""
    return dict(rarity(content_terms(shortened(question))))


@lru_cache(maxsize=8192)
def terms_of(text: str) -> frozenset[str]:
    text = shortened(text)
    return frozenset(bigrams(text) + [w for w in words(text) if len(w) > 2])


def strip_markers(text: str) -> str:
    """The text without [1], 【2】, （3）."""
    return _MARKER.sub("", text)


def answer_sentences(text: str) -> list[str]:
    """The sentences of a model's text, without its markers and list signs."""
    plain = re.sub(r"(?m)^\s*(?:[-*•]|\d+[.、])\s+", "", strip_markers(text)).replace("**", "")
    return [plain[start:end] for start, end in sentence_spans(plain)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What bears out a sentence: whole, in part (see `bare_clauses`), or not at all."""

    citations: tuple[SourceSentence, ...]  # the best first; empty for none and needless
    verdict: Borne


def support(
    sentence: str, sources: Sequence[SourceSentence], rarity: Rarity, similarity: Similarity
) -> Support:
    """The fewest source sentences that together bear out a sentence, and how far they do.

    The first states most of its figures and is nearest to its words and meaning; others are added
    only for figures and clauses that the earlier ones lack. A sentence that only links others needs
    none.
    """
    if is_connective(sentence):
        return Support(citations=(), verdict="needless")
    fitting = fitting_sources(sentence, sources)
    judged = _judge(sentence, fitting, rarity, similarity)
    ranked = sorted(judged, key=lambda one: -one.strength)
    first = next((one.source for one in ranked if one.is_enough), None)
    if first is None:
        return Support(citations=(), verdict="none")
    chosen = [first]
    ranked = [one for one in ranked if joins(sentence, first, one.source)]
    while len(chosen) < _MOST_CITATIONS:
        lacking = _Lacking.of(sentence, chosen, rarity)
        further = next((one.source for one in ranked if lacking.is_met_by(one.source)), None)
        if further is None:
            break
        chosen.append(further)
    bare = bare_clauses(sentence, chosen, rarity)
    return Support(citations=tuple(chosen), verdict="part" if bare else "whole")


def supporters(
    sentence: str, sources: Sequence[SourceSentence], rarity: Rarity, similarity: Similarity
) -> tuple[SourceSentence, ...]:
    """The fewest source sentences that together support a sentence; empty when none do."""
    return support(sentence, sources, rarity, similarity).citations


def bare_clauses(sentence: str, cited: Sequence[SourceSentence], rarity: Rarity) -> tuple[str, ...]:
    """The clauses that nothing cited bears out: 居全省第一 behind a figure that is borne out."""
    bare: list[str] = []
    before: Mapping[str, float] = {}
    for clause in clauses(sentence):
        terms = clause_terms(clause, rarity)
        leans = before if leans_back(clause) else {}
        stated = _is_stated(clause, cited)
        if terms and not _is_borne(terms, leans, cited, _CLAUSE_STATED if stated else _CLAUSE):
            bare.append(clause)
        before = terms or before
    return tuple(bare)


def _is_stated(clause: str, cited: Sequence[SourceSentence]) -> bool:
    """Whether a clause has figures, and the cited sentences state each of them."""
    figures = quantities(clause)
    return bool(figures) and all(any(holds(s.text, f) for s in cited) for f in figures)


def _is_borne(
    terms: Mapping[str, float],
    leans: Mapping[str, float],
    cited: Sequence[SourceSentence],
    enough: float,
) -> bool:
    """Whether the cited sentences bear a clause out; one sentence both it and what it leans on."""
    if not leans:
        return _joint_cover(terms, cited) >= enough
    return any(
        _joint_cover(terms, [one]) >= enough and _joint_cover(leans, [one]) >= _CLAUSE
        for one in cited
    )


def clause_terms(clause: str, rarity: Rarity) -> dict[str, float]:
    """The weighted terms of a clause; empty where it has nothing but a figure, place or link."""
    places = (*find_places(clause), *own_places(clause))
    told = without_figures(without_frame(clause, places, find_years(clause)))
    if len(re.findall(r"[\u3400-\u9fff]", told)) < _SHORT_CLAUSE or is_connective(clause):
        return {}
    return dict(rarity(term for term in terms_of(told) if not _GRAMMAR.search(term)))


def _joint_cover(terms: Mapping[str, float], cited: Sequence[SourceSentence]) -> float:
    """The share of the weighted terms that the cited sentences together hold."""
    own = frozenset[str]().union(*(terms_of(source.text) for source in cited))
    around = frozenset[str]().union(*(terms_of(source.context) for source in cited))
    return _share(terms, own, around)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lacking:
    """What the citations of a sentence still lack."""

    figures: tuple[Quantity, ...]
    clauses: tuple[tuple[Mapping[str, float], float], ...]  # the terms of each, and their cover

    @classmethod
    def of(cls, sentence: str, chosen: Sequence[SourceSentence], rarity: Rarity) -> "_Lacking":
        figures = (f for f in quantities(sentence) if not any(holds(s.text, f) for s in chosen))
        terms = (clause_terms(clause, rarity) for clause in clauses(sentence))
        held = ((one, _joint_cover(one, chosen)) for one in terms if one)
        return cls(figures=tuple(figures), clauses=tuple(held))

    def is_met_by(self, source: SourceSentence) -> bool:
        if any(holds(source.text, figure) for figure in self.figures):
            return True
        own = terms_of(source.text)
        return any(_adds(_share(terms, own), held) for terms, held in self.clauses)


def _adds(share: float, held: float) -> bool:
    """Whether a source that covers so much of a clause is clearly more than what is cited."""
    if held < _CLAUSE <= share:
        return share >= held + _NEW_TO_BARE
    return share >= held + _NEW


class Citations:
    """Numbers source sentences in the order of their first use."""

    def __init__(self) -> None:
        self._markers: dict[tuple[str, int, int], Citation] = {}

    def cite(self, source: SourceSentence) -> int:
        key = (source.passage.facts.doc_id, source.start, source.end)
        if key not in self._markers:
            self._markers[key] = Citation(
                marker=len(self._markers) + 1,
                doc_id=key[0],
                start=source.start,
                end=source.end,
                quote=source.text,
            )
        return self._markers[key].marker

    def all(self) -> tuple[Citation, ...]:
        return tuple(self._markers.values())


def with_markers(sentences: Sequence[Sentence]) -> str:
    """The text as shown: each sentence followed by its markers."""
    return "".join(
        sentence.text + "".join(f"[{marker}]" for marker in sentence.citations)
        for sentence in sentences
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """How far one source sentence bears out a sentence; each part is from 0 to 1."""

    source: SourceSentence
    stated: float | None  # the share of the sentence's figures that the source states
    cover: float
    nearness: float  # cosine; 0 while there is no embedding model

    @property
    def strength(self) -> float:
        return 2 * (self.stated or 0.0) + self.cover + self.nearness

    @property
    def is_enough(self) -> bool:
        """A figure that is stated says much; where there is none, the words must carry it."""
        if self.stated:
            return self.cover >= _SUPPORTED_WITH_FIGURE or self.nearness >= _NEAR_WITH_FIGURE
        near = self.nearness >= _NEAR and self.cover >= _SUPPORTED_WITH_FIGURE
        return self.stated is None and (self.cover >= _SUPPORTED or near)


def _judge(
    sentence: str, sources: Sequence[SourceSentence], rarity: Rarity, similarity: Similarity
) -> list[_Judged]:
    # Place and year are checked by themselves; all around has them, so they prove nothing.
    figures = quantities(sentence)
    told = without_frame(sentence, find_places(sentence), find_years(sentence))
    terms = dict(rarity(terms_of(told)))
    cosines = similarity(sentence, [source.text for source in sources]) or [0.0] * len(sources)
    return [
        _Judged(
            source=source,
            stated=sum(holds(source.text, f) for f in figures) / len(figures) if figures else None,
            cover=cover(terms, source),
            nearness=cosine,
        )
        for source, cosine in zip(sources, cosines, strict=True)
    ]
