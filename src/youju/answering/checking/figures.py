"""The figures of a sentence against those of what it cites: value, unit, and what they count."""

import re
from collections.abc import Iterator, Mapping, Sequence

from youju.answering.checking.basis import Basis, matching_clause, stands_in, told
from youju.answering.citing import terms_of
from youju.answering.clauses import clause_at, clause_spans
from youju.answering.equality import holds, quantities, same_figure, same_unit, without_figures
from youju.answering.sources import SourceSentence
from youju.reading.cleaning.blanks import BLANK_FIGURE
from youju.reading.figures.quantities import Quantity
from youju.retrieval.framing import find_places, find_years, without_frame
from youju.text import words
from youju.types import Check

_SPOKEN_OF = 0.35  # of a sentence's words, by rarity, in the passages that it cites
_OWN_WORDS = 0.15  # of the words around a small number, where the source states it
_CLEARLY_BETTER = 0.15  # of the words around a figure (eval/LOG.md)
_CLEARLY_CROSSED = 0.15  # of the words right before a figure
# Numbers that are no quantities, with what makes them count: days, ranks, names of programmes.
_OTHER_NUMBER = re.compile(
    r"(?<![\d.])\d+(?:\.\d+)?(?:[月日号]|%|‰)?|(?:第|前)[一二三四五六七八九十百\d]+(?!步|时间|线)"
)


def check_figures(sentence: str, basis: Basis) -> Iterator[Check]:
    """Each figure stands in a cited sentence, or it fails with what stands there instead."""
    for figure in quantities(sentence):
        text = sentence[figure.start : figure.end]
        if any(holds(source.text, figure) for source in basis.cited):
            yield told("figure", "pass", text, "与所引语句一致。", basis.marker)
        elif BLANK_FIGURE in matching_clause(clause_at(sentence, figure.start), basis.cited):
            yield told("gap", "fail", text, "原文此处数字缺失。", basis.marker)
        elif other := _in_other_units(figure, basis.cited):
            yield told("unit", "fail", text, f"单位或数量级不符，原文是“{other}”。", basis.marker)
        elif any(holds(source.passage.chunk.text, figure) for source in basis.cited):
            note = "不在所引语句里，但在同一段落里。"
            yield told("figure", "warn", text, note, basis.marker)
        else:
            yield told("figure", "fail", text, "所引原文里没有这个数据。", basis.marker)


def check_numbers(sentence: str, basis: Basis) -> Iterator[Check]:
    """Days, ranks and other numbers that are no quantities stand in a cited passage too."""
    spans = [range(figure.start, figure.end) for figure in quantities(sentence)]
    known = set(_OTHER_NUMBER.findall(basis.told + basis.around))
    years = find_years(sentence)
    for found in _OTHER_NUMBER.finditer(sentence):
        number = found.group()
        counted = any(found.start() < span.stop and span.start < found.end() for span in spans)
        if not counted and number not in known and number.lstrip("0") not in years:
            if f"20{number}" in years or number.rstrip("月日号年") in years:
                continue
            yield told("figure", "fail", number, "所引原文里没有这个数字。", basis.marker)


def check_indicators(sentence: str, basis: Basis) -> Iterator[Check]:
    """每千人口托位数5448个 cites a sentence that states 5448个, but of the total; 4.3个 fits."""
    for figure in quantities(sentence):
        clause = clause_at(sentence, figure.start)
        if stands_in(clause, basis.told) or not holds(basis.around, figure):
            continue
        around = basis.rarity(_words_around(sentence, figure))
        text = sentence[figure.start : figure.end]
        alike = _is_common(figure) and _stands_alike(sentence, figure, basis)
        fits = alike or fits_best(around, figure, (*basis.cited, *basis.others))
        if not fits or _is_crossed(sentence, figure, basis) or not _is_spoken_of(sentence, basis):
            yield told("indicator", "fail", text, "原文里这个数据说的是别的指标。", basis.marker)


def check_contradicted(sentence: str, basis: Basis) -> Iterator[Check]:
    """A figure from one source is not put into what another cited sentence says with its own.

    药品470种中选，价格平均下降76% is wrong where the sentence of those 470 has 下降51%.
    """
    before = ""
    for start, end in clause_spans(sentence):
        clause = sentence[start:end]
        theirs = _sentence_of(before, basis.cited)
        for figure in quantities(clause) if theirs else ():
            other = _instead(clause, figure, theirs)
            if other:
                text, note = clause[figure.start : figure.end], f"原文的同一句里是“{other}”。"
                yield told("figure", "fail", text, note, basis.marker)
        before = clause


def _sentence_of(clause: str, cited: Sequence[SourceSentence]) -> list[SourceSentence]:
    """The cited sentence that says a clause, where one does."""
    return [one for one in cited if clause and matching_clause(clause, [one])][:1]


def _instead(clause: str, figure: Quantity, sources: Sequence[SourceSentence]) -> str:
    """The figure that the matching clause of a source has instead; empty where it has this one."""
    if any(holds(source.text, figure) for source in sources):
        return ""
    theirs = matching_clause(without_figures(clause), sources)
    for other in quantities(theirs):
        if same_unit(other, figure):
            return theirs[other.start : other.end]
    return ""


def check_ages(sentence: str, basis: Basis) -> Iterator[Check]:
    """3岁以下 says who is counted: the clause that says the same must say it of the same."""
    for figure in quantities(sentence):
        if not figure.unit.endswith("岁"):
            continue
        theirs = matching_clause(clause_at(sentence, figure.start), basis.cited)
        ages = [other for other in quantities(theirs) if other.unit.endswith("岁")]
        if ages and not any(same_figure(age, figure) for age in ages):
            text, stated = sentence[figure.start : figure.end], theirs[ages[0].start : ages[0].end]
            yield told("indicator", "fail", text, f"原文说的是“{stated}”。", basis.marker)


def fits_best(
    around: Mapping[str, float], figure: Quantity, sources: Sequence[SourceSentence]
) -> bool:
    """Whether no other figure of the same unit in the sources fits the words clearly better.

    A small whole number must fit some of the words itself.
    """
    fits = {True: 0.0, False: 0.0}
    for source in sources:
        for other in quantities(source.text):
            if same_unit(other, figure):
                same = (other.value, other.upper) == (figure.value, figure.upper)
                fits[same] = max(fits[same], _fit(around, _words_around(source.text, other)))
    if _is_common(figure) and fits[True] < _OWN_WORDS:
        return False
    return fits[False] < fits[True] + _CLEARLY_BETTER


def _in_other_units(figure: Quantity, sources: Sequence[SourceSentence]) -> str:
    """The words of a cited figure with the same digits but another unit or scale; or empty."""
    for source in sources:
        for other in quantities(source.text):
            alike = same_unit(figure, other)
            digits = _digits(other) == _digits(figure)
            if (alike and digits) or (not alike and other.value == figure.value):
                return source.text[other.start : other.end]
    return ""


def _digits(figure: Quantity) -> tuple[int, ...]:
    """The digits of a value, whatever its scale: 687 and 6,870,000 have the same."""
    return figure.value.normalize().as_tuple().digits


def _is_spoken_of(sentence: str, basis: Basis) -> bool:
    """Whether the cited passages speak of what the sentence gives a figure for.

    Whole words count here, not bigrams: 卫生总费用 is not spoken of where 卫生 is.
    """
    told_of = without_frame(sentence, find_places(sentence), find_years(sentence))
    told_of = without_figures(told_of)
    asked = basis.rarity(set(words(told_of)))
    held = frozenset(words(basis.around))
    return not asked or _fit(asked, held) >= _SPOKEN_OF


def _stands_alike(sentence: str, figure: Quantity, basis: Basis) -> bool:
    """Whether a cited text has the figure with its hedge, or before the same word: 三年行动."""
    number, behind = sentence[figure.start : figure.end], sentence[figure.end : figure.end + 2]
    if figure.hedge and number in basis.told:
        return True
    return re.fullmatch(r"[\u3400-\u9fff]{2}", behind) is not None and number + behind in basis.told


def _is_crossed(sentence: str, figure: Quantity, basis: Basis) -> bool:
    """Whether another figure of the same clause of a source fits this one's own words better.

    门诊满意度92.25%、住院满意度93.97% must not be told the other way round.
    """
    mine = basis.rarity(_own_words(sentence, figure))
    fits = {True: 0.0, False: 0.0}
    for source in basis.cited:
        for other in quantities(source.text):
            if same_unit(other, figure):
                same = same_figure(other, figure)
                fits[same] = max(fits[same], _fit(mine, _own_words(source.text, other)))
    return fits[True] > 0 and fits[False] >= fits[True] + _CLEARLY_CROSSED


def _own_words(text: str, figure: Quantity) -> frozenset[str]:
    """The terms between the figure or 、 before and this figure; a figure without has none."""
    clause = clause_at(text, figure.start)
    start = text.rfind(clause, 0, figure.start + len(clause)) if clause else figure.start
    before = max((q.end for q in quantities(text) if q.end <= figure.start), default=0)
    words_before = text[max(start, before) : figure.start].rpartition("、")[2]
    return frozenset(term for term in terms_of(words_before) if not term[0].isdigit())


def _is_common(figure: Quantity) -> bool:
    """Small whole numbers stand everywhere: 1个 proves nothing without its words."""
    return figure.value < 20 and figure.value == figure.value.to_integral_value()


def _words_around(text: str, figure: Quantity) -> frozenset[str]:
    """The terms of the clause in which a figure stands, without figures."""
    clause = clause_at(text, figure.start)
    without = clause.replace(text[figure.start : figure.end], " ", 1)
    return frozenset(term for term in terms_of(without) if not term[0].isdigit())


def _fit(asked: Mapping[str, float], terms: frozenset[str]) -> float:
    total = sum(asked.values())
    return sum(weight for term, weight in asked.items() if term in terms) / total if total else 0.0
