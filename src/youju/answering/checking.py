"""The checks of an answer's sentences against what they cite: figures, places, years, gaps.

Each check is a verdict with one Chinese sentence. Knows nothing of how the text came about.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import rjieba

from youju.answering.citing import Rarity, holds, terms_of
from youju.answering.sources import SourceSentence
from youju.reading.figures.quantities import Quantity, find_quantities
from youju.retrieval.framing import find_places, find_years, same_place, without_frame
from youju.text import words
from youju.types import Check, DocumentFacts, Verdict

_CLAUSE_BORDER = re.compile(r"[，,；;。！？：\n]")
_ACHIEVED = re.compile(r"已经?|(?:完成|实现|达到|建成|达成)了|实际")
_PLAN_HEADING = re.compile(r"工作安排|下一步|打算|20\d\d年.{0,6}(?:目标|任务|计划)")
_POST = re.compile(
    r"副?(?:省长|市长|区长|县长|镇长|秘书长|主席|部长|局长|书记|主任|院长|处长|科长|所长|站长)"
)
_PLANNED = re.compile(
    r"力争|目标|确保|争取|计划|打算|拟|将(?![近军])|(?<![重主需必])要(?![求点素领])|控制在|不低于|年底前|年内"
)
_SPOKEN_OF = 0.35  # of a sentence's words, by rarity, in the passages that it cites
_OWN_WORDS = 0.15  # of the words around a small number, where the source states it
_CLEARLY_BETTER = 0.15  # of the words around a figure (eval/LOG.md)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a sentence is checked against."""

    cited: Sequence[SourceSentence]
    marker: int | None  # of the first citation
    others: Sequence[SourceSentence] = ()  # where a figure may be found that fits the words better
    rarity: Rarity = lambda terms: dict.fromkeys(terms, 1.0)


def check_sentence(sentence: str, basis: Basis) -> tuple[Check, ...]:
    """Every check of one sentence; one without citations fails for that alone."""
    if not basis.cited:
        return (_check("support", "fail", sentence, "未找到依据。", None),)
    return (
        *_check_figures(sentence, basis),
        *_check_indicators(sentence, basis),
        *_check_kind(sentence, basis),
        *_check_posts(sentence, basis),
        *_check_places(sentence, basis),
        *_check_years(sentence, basis),
        *_check_trust(basis),
    )


def years_of(source: SourceSentence) -> frozenset[str]:
    """The years that a sentence speaks of: its own, else its headings', else its document's.

    Empty when nothing tells.
    """
    for text in (source.text, " ".join(source.passage.chunk.headings)):
        if years := find_years(text):
            return frozenset(years)
    return document_years(source.passage.facts)


def document_years(facts: DocumentFacts) -> frozenset[str]:
    """All the years from the first to the last of a document's period."""
    years = find_years(facts.period or "")
    if not years:
        return frozenset()
    first, last = int(min(years)), int(max(years))
    return frozenset(str(year) for year in range(first, last + 1))


def is_of_place(source: SourceSentence, place: str) -> bool:
    """Whether a sentence is about a place, or names it."""
    own = source.passage.facts.place
    if own is not None and same_place(own, place):
        return True
    named = source.text + " " + source.context
    return any(same_place(place, other) for other in find_places(named)) or place in named


def _check_figures(sentence: str, basis: Basis) -> Iterator[Check]:
    for figure in find_quantities(sentence):
        text = sentence[figure.start : figure.end]
        if any(holds(source.text, figure) for source in basis.cited):
            yield _check("figure", "pass", text, "与所引语句一致。", basis.marker)
        elif any(holds(source.passage.chunk.text, figure) for source in basis.cited):
            note = "不在所引语句里，但在同一段落里。"
            yield _check("figure", "warn", text, note, basis.marker)
        else:
            yield _check("figure", "fail", text, "所引原文里没有这个数据。", basis.marker)


def _check_indicators(sentence: str, basis: Basis) -> Iterator[Check]:
    """每千人口托位数5448个 cites a sentence that states 5448个, but of the total; 4.3个 fits."""
    for figure in find_quantities(sentence):
        around = basis.rarity(_words_around(sentence, figure))
        best = fits_best(around, figure, (*basis.cited, *basis.others))
        if not best or not _is_spoken_of(sentence, basis):
            text = sentence[figure.start : figure.end]
            yield _check("indicator", "fail", text, "原文里这个数据说的是别的指标。", basis.marker)


def _is_spoken_of(sentence: str, basis: Basis) -> bool:
    """Whether the cited passages speak of what the sentence gives a figure for.

    Whole words count here, not bigrams: 卫生总费用 is not spoken of where 卫生 is.
    """
    told = without_frame(sentence, find_places(sentence), find_years(sentence))
    asked = basis.rarity(set(words(told)))
    known = " ".join(s.passage.chunk.text + " " + s.context for s in basis.cited)
    held = frozenset(words(known))
    return not asked or _fit(asked, held) >= _SPOKEN_OF


def _check_kind(sentence: str, basis: Basis) -> Iterator[Check]:
    """A target is never told as achieved, in any clause; one that is told is marked as a target."""
    if not find_quantities(sentence) or not all(_is_plan(source) for source in basis.cited):
        return
    for clause in _CLAUSE_BORDER.split(sentence):
        claim = _ACHIEVED.search(clause)
        if claim and find_quantities(clause) and not _PLANNED.search(clause):
            note = "原文说的是目标或计划，不是完成情况。"
            yield _check("kind", "fail", claim.group(), note, basis.marker)
            return
    yield _check("kind", "warn", sentence, "这是目标或计划，不是完成情况。", basis.marker)


def _is_plan(source: SourceSentence) -> bool:
    headings = " ".join(source.passage.chunk.headings)
    planned = _PLANNED.search(source.text) or _PLAN_HEADING.search(headings)
    return bool(planned) and not _ACHIEVED.search(source.text)


def _check_posts(sentence: str, basis: Basis) -> Iterator[Check]:
    """A person has the post that a clause of a source gives to that person."""
    for clause in _CLAUSE_BORDER.split(sentence):
        names = [word for word, tag in rjieba.tag(clause) if tag == "nr" and len(word) > 1]
        for name, post in product(names, _POST.findall(clause)):
            told = [c for s in basis.cited for c in _CLAUSE_BORDER.split(s.text) if name in c]
            if told and not any(post in _POST.findall(clause) for clause in told):
                note = f"原文没有说{name}是{post}。"
                yield _check("post", "fail", f"{name}{post}", note, basis.marker)


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


def _is_common(figure: Quantity) -> bool:
    """Small whole numbers stand everywhere: 1个 proves nothing without its words."""
    return figure.value < 20 and figure.value == figure.value.to_integral_value()


def _words_around(text: str, figure: Quantity) -> frozenset[str]:
    """The terms of the clause in which a figure stands, without figures."""
    before = max((m.end() for m in _CLAUSE_BORDER.finditer(text, 0, figure.start)), default=0)
    after = _CLAUSE_BORDER.search(text, figure.end)
    clause = text[before : figure.start] + " " + text[figure.end : after.start() if after else None]
    return frozenset(term for term in terms_of(clause) if not term[0].isdigit())


def _fit(asked: Mapping[str, float], terms: frozenset[str]) -> float:
    total = sum(asked.values())
    return sum(weight for term, weight in asked.items() if term in terms) / total if total else 0.0


def _check_places(sentence: str, basis: Basis) -> Iterator[Check]:
    for place in find_places(sentence):
        if not any(is_of_place(source, place) for source in basis.cited):
            yield _check("place", "fail", place, "所引原文说的不是这个地方。", basis.marker)


def _check_years(sentence: str, basis: Basis) -> Iterator[Check]:
    known: set[str] = set()
    for source in basis.cited:
        own = years_of(source) | set(find_years(source.text + source.context))
        if not own:
            return
        known |= own
    for year in find_years(sentence):
        if year not in known:
            yield _check("period", "fail", f"{year}年", "所引原文说的不是这一年。", basis.marker)


def _check_trust(basis: Basis) -> Iterator[Check]:
    masked = (source.passage.facts for source in basis.cited)
    for title in dict.fromkeys(facts.title for facts in masked if facts.trust == "masked"):
        note = "来源为脱敏范文，不得作为实际数据使用。"
        yield _check("trust", "warn", f"《{title}》", note, basis.marker)


def _check(rule: str, verdict: Verdict, text: str, note: str, marker: int | None) -> Check:
    return Check(rule=rule, verdict=verdict, text=text, note=note, citation=marker)
