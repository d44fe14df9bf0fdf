"""Sentence to citation, by code: which sentence of which passage supports a text.

A model's own markers are no proof and are not used. What counts is figures stated, cover (the share
of a text's terms, weighted by their rarity in the library, that a source sentence holds) and
nearness of meaning. Knows no chat model.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from youju.answering.sources import SourceSentence
from youju.reading.figures.quantities import Quantity, find_quantities
from youju.retrieval.framing import find_places, find_years, without_frame
from youju.retrieval.lexical import content_terms
from youju.text import bigrams, sentence_spans, words
from youju.types import Citation, Sentence

Rarity = Callable[[Iterable[str]], Mapping[str, float]]
# The cosines of sentences with a text; None while there is no embedding model.
Similarity = Callable[[str, Sequence[str]], Sequence[float] | None]

_MARKER = re.compile(r"\s*[\[【［(（]\s*\d+(?:\s*[,，、\]】］\[【［]\s*\d+)*\s*[\]】］)）]")
# A term that stands only in the headings, title, place or period counts for this much.
_CONTEXT_SHARE = 0.6
# From these a sentence counts as supported (eval/LOG.md).
_SUPPORTED = 0.5  # cover
_NEAR = 0.75  # cosine, with some cover
_SUPPORTED_WITH_FIGURE = 0.25  # cover, when the source states the sentence's figures
_NEAR_WITH_FIGURE = 0.72  # cosine, when it does
_MOST_CITATIONS = 3
_PEOPLE = {"人", "名", "位"}


def cover(terms: Mapping[str, float], sentence: SourceSentence) -> float:
    """The share of the weighted terms that the sentence, or the place where it stands, holds."""
    total = sum(terms.values())
    if not total:
        return 0.0
    own, around = terms_of(sentence.text), terms_of(sentence.context)
    held = sum(
        weight * (1.0 if term in own else _CONTEXT_SHARE)
        for term, weight in terms.items()
        if term in own or term in around
    )
    return held / total


def question_terms(question: str, rarity: Rarity) -> dict[str, float]:
    """A question's terms and their weights, without the words that only ask."""
    return dict(rarity(content_terms(question)))


@lru_cache(maxsize=8192)
def terms_of(text: str) -> frozenset[str]:
    return frozenset(bigrams(text) + [w for w in words(text) if len(w) > 2])


def strip_markers(text: str) -> str:
    """The text without [1], 【2】, （3）."""
    return _MARKER.sub("", text)


def answer_sentences(text: str) -> list[str]:
    """The sentences of a model's text, without its markers and list signs."""
    plain = re.sub(r"(?m)^\s*(?:[-*•]|\d+[.、])\s+", "", strip_markers(text)).replace("**", "")
    return [plain[start:end] for start, end in sentence_spans(plain)]


def supporters(
    sentence: str, sources: Sequence[SourceSentence], rarity: Rarity, similarity: Similarity
) -> tuple[SourceSentence, ...]:
    """The fewest source sentences that together support a sentence; empty when none do.

    The first states most of its figures and is nearest to its words and meaning; others are added
    only for figures that the earlier ones lack.
    """
    figures = find_quantities(sentence)
    supports = _supports(sentence, figures, sources, rarity, similarity)
    ranked = sorted(supports, key=lambda support: -support.strength)
    if not ranked or not ranked[0].is_enough:
        return ()
    chosen = [ranked[0].source]
    for support in ranked[1:]:
        missing = [f for f in figures if not any(holds(s.text, f) for s in chosen)]
        if not missing or len(chosen) == _MOST_CITATIONS:
            break
        if any(holds(support.source.text, figure) for figure in missing):
            chosen.append(support.source)
    return tuple(chosen)


def holds(text: str, figure: Quantity) -> bool:
    """Whether a text states that figure: the same value, upper bound and unit."""
    return any(same_figure(other, figure) for other in find_quantities(text))


def same_figure(one: Quantity, other: Quantity) -> bool:
    """The same value, upper bound and unit; 147名 is 147人."""
    return (one.value, one.upper) == (other.value, other.upper) and same_unit(one, other)


def same_unit(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} <= _PEOPLE


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
class _Support:
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


def _supports(
    sentence: str,
    figures: Sequence[Quantity],
    sources: Sequence[SourceSentence],
    rarity: Rarity,
    similarity: Similarity,
) -> list[_Support]:
    # Place and year are checked by themselves; all around has them, so they prove nothing.
    told = without_frame(sentence, find_places(sentence), find_years(sentence))
    terms = dict(rarity(terms_of(told)))
    cosines = similarity(sentence, [source.text for source in sources]) or [0.0] * len(sources)
    return [
        _Support(
            source=source,
            stated=sum(holds(source.text, f) for f in figures) / len(figures) if figures else None,
            cover=cover(terms, source),
            nearness=cosine,
        )
        for source, cosine in zip(sources, cosines, strict=True)
    ]
