"""Sentence to citation, by code: which sentence of which passage supports a text.

A model's own markers are no proof and are not used. The measure is cover: the share of a text's
terms, weighted by their rarity in the library, that a source sentence holds. Knows no model.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from youju.reading.figures import Quantity, find_quantities
from youju.retrieval.lexical import content_terms
from youju.text import bigrams, sentence_spans, words
from youju.types import Citation, Passage, Sentence

Rarity = Callable[[Iterable[str]], Mapping[str, float]]

_MARKER = re.compile(r"\s*[\[【［(（]\s*\d+(?:\s*[,，、\]】］\[【［]\s*\d+)*\s*[\]】］)）]")
# A term that stands only in the headings, title, place or period counts for this much.
_CONTEXT_SHARE = 0.6
_SUPPORTED = 0.5  # cover from which a sentence counts as supported (eval/LOG.md)
_MOST_CITATIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSentence:
    """A sentence of a passage, with what is known from where it stands."""

    passage: Passage
    start: int  # in the document
    end: int
    text: str

    @property
    def context(self) -> str:
        facts = self.passage.facts
        parts = (facts.title, facts.place or "", facts.period or "", *self.passage.chunk.headings)
        return " ".join(parts)


def sentences_of(passages: Sequence[Passage]) -> tuple[SourceSentence, ...]:
    """Every sentence of the passages, in their order."""
    return tuple(
        SourceSentence(
            passage=passage,
            start=passage.chunk.start + start,
            end=passage.chunk.start + end,
            text=passage.chunk.text[start:end],
        )
        for passage in passages
        for start, end in sentence_spans(passage.chunk.text)
    )


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
    sentence: str, sources: Sequence[SourceSentence], rarity: Rarity
) -> tuple[SourceSentence, ...]:
    """The fewest source sentences that together support a sentence; empty when none do.

    The first covers most of its words; others are added only for figures that the earlier lack.
    """
    terms = dict(rarity(terms_of(sentence)))
    figures = find_quantities(sentence)
    ranked = sorted(sources, key=lambda s: -_support(terms, figures, s))
    if not ranked or cover(terms, ranked[0]) < _SUPPORTED:
        return ()
    chosen = [ranked[0]]
    for source in ranked[1:]:
        missing = [f for f in figures if not any(holds(s.text, f) for s in chosen)]
        if not missing or len(chosen) == _MOST_CITATIONS:
            break
        if any(holds(source.text, figure) for figure in missing):
            chosen.append(source)
    return tuple(chosen)


def holds(text: str, figure: Quantity) -> bool:
    """Whether a text states that figure: the same value, upper bound and unit."""
    return any(
        (other.value, other.upper, other.unit) == (figure.value, figure.upper, figure.unit)
        for other in find_quantities(text)
    )


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


def _support(
    terms: Mapping[str, float], figures: Sequence[Quantity], source: SourceSentence
) -> float:
    """Cover, and before it the share of the sentence's figures that the source states."""
    stated = sum(holds(source.text, figure) for figure in figures)
    return cover(terms, source) + (stated / len(figures) if figures else 0.0)
