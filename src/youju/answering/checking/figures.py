"""The figures of a sentence against those of what it cites: value, unit, and what they count."""

from collections.abc import Iterator, Mapping, Sequence

from youju.answering.checking.basis import CLAUSE_BORDER, Basis, told
from youju.answering.citing import holds, terms_of
from youju.answering.sources import SourceSentence
from youju.reading.figures.quantities import Quantity, find_quantities
from youju.retrieval.framing import find_places, find_years, without_frame
from youju.text import words
from youju.types import Check

_SPOKEN_OF = 0.35  # of a sentence's words, by rarity, in the passages that it cites
_OWN_WORDS = 0.15  # of the words around a small number, where the source states it
_CLEARLY_BETTER = 0.15  # of the words around a figure (eval/LOG.md)


def check_figures(sentence: str, basis: Basis) -> Iterator[Check]:
    for figure in find_quantities(sentence):
        text = sentence[figure.start : figure.end]
        if any(holds(source.text, figure) for source in basis.cited):
            yield told("figure", "pass", text, "与所引语句一致。", basis.marker)
        elif any(holds(source.passage.chunk.text, figure) for source in basis.cited):
            note = "不在所引语句里，但在同一段落里。"
            yield told("figure", "warn", text, note, basis.marker)
        else:
            yield told("figure", "fail", text, "所引原文里没有这个数据。", basis.marker)


def check_indicators(sentence: str, basis: Basis) -> Iterator[Check]:
    """每千人口托位数5448个 cites a sentence that states 5448个, but of the total; 4.3个 fits."""
    for figure in find_quantities(sentence):
        around = basis.rarity(_words_around(sentence, figure))
        best = fits_best(around, figure, (*basis.cited, *basis.others))
        if not best or not _is_spoken_of(sentence, basis):
            text = sentence[figure.start : figure.end]
            yield told("indicator", "fail", text, "原文里这个数据说的是别的指标。", basis.marker)


def fits_best(
    around: Mapping[str, float], figure: Quantity, sources: Sequence[SourceSentence]
) -> bool:
    """Whether no other figure of the same unit in the sources fits the words clearly better.

    A small whole number must fit some of the words itself.
    """
    fits = {True: 0.0, False: 0.0}
    for source in sources:
        for other in find_quantities(source.text):
            if other.unit == figure.unit:
                same = (other.value, other.upper) == (figure.value, figure.upper)
                fits[same] = max(fits[same], _fit(around, _words_around(source.text, other)))
    if _is_common(figure) and fits[True] < _OWN_WORDS:
        return False
    return fits[False] < fits[True] + _CLEARLY_BETTER


def _is_spoken_of(sentence: str, basis: Basis) -> bool:
    """Whether the cited passages speak of what the sentence gives a figure for.

    Whole words count here, not bigrams: 卫生总费用 is not spoken of where 卫生 is.
    """
    told = without_frame(sentence, find_places(sentence), find_years(sentence))
    asked = basis.rarity(set(words(told)))
    known = " ".join(s.passage.chunk.text + " " + s.context for s in basis.cited)
    held = frozenset(words(known))
    return not asked or _fit(asked, held) >= _SPOKEN_OF


def _is_common(figure: Quantity) -> bool:
    """Small whole numbers stand everywhere: 1个 proves nothing without its words."""
    return figure.value < 20 and figure.value == figure.value.to_integral_value()


def _words_around(text: str, figure: Quantity) -> frozenset[str]:
    """The terms of the clause in which a figure stands, without figures."""
    before = max((m.end() for m in CLAUSE_BORDER.finditer(text, 0, figure.start)), default=0)
    after = CLAUSE_BORDER.search(text, figure.end)
    clause = text[before : figure.start] + " " + text[figure.end : after.start() if after else None]
    return frozenset(term for term in terms_of(clause) if not term[0].isdigit())


def _fit(asked: Mapping[str, float], terms: frozenset[str]) -> float:
    total = sum(asked.values())
    return sum(weight for term, weight in asked.items() if term in terms) / total if total else 0.0
