"""The checks of an answer's sentences against what they cite: figures, places, years, gaps.

Each check is a verdict with one Chinese sentence. Knows nothing of how the text came about.
"""

from collections.abc import Sequence

from youju.answering.citing import SourceSentence, holds
from youju.reading.figures import find_quantities
from youju.retrieval.query import find_places, find_years, same_place
from youju.types import Check, DocumentFacts, Verdict

BLANK = "〔数字缺失〕"


def check_sentence(
    sentence: str, cited: Sequence[SourceSentence], marker: int | None
) -> tuple[Check, ...]:
    """Every check of one sentence; one without citations fails for that alone."""
    if not cited:
        return (_check("support", "fail", sentence, "未找到依据，已删去。", None),)
    return (
        *_check_figures(sentence, cited, marker),
        *_check_places(sentence, cited, marker),
        *_check_years(sentence, cited, marker),
        *_check_trust(sentence, cited, marker),
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


def _check_figures(
    sentence: str, cited: Sequence[SourceSentence], marker: int | None
) -> list[Check]:
    checks = []
    for figure in find_quantities(sentence):
        text = sentence[figure.start : figure.end]
        if any(holds(source.text, figure) for source in cited):
            checks.append(_check("figure", "pass", text, "与所引语句一致。", marker))
        elif any(holds(source.passage.chunk.text, figure) for source in cited):
            checks.append(
                _check("figure", "warn", text, "不在所引语句里，但在同一段落里。", marker)
            )
        else:
            checks.append(_check("figure", "fail", text, "所引原文里没有这个数据。", marker))
    return checks


def _check_places(
    sentence: str, cited: Sequence[SourceSentence], marker: int | None
) -> list[Check]:
    return [
        _check("place", "fail", place, "所引原文说的不是这个地方。", marker)
        for place in find_places(sentence)
        if not any(is_of_place(source, place) for source in cited)
    ]


def _check_years(sentence: str, cited: Sequence[SourceSentence], marker: int | None) -> list[Check]:
    known: set[str] = set()
    for source in cited:
        own = years_of(source) | set(find_years(source.text + source.context))
        if not own:
            return []
        known |= own
    return [
        _check("period", "fail", f"{year}年", "所引原文说的不是这一年。", marker)
        for year in find_years(sentence)
        if year not in known
    ]


def _check_trust(sentence: str, cited: Sequence[SourceSentence], marker: int | None) -> list[Check]:
    checks = []
    if any(source.passage.facts.trust == "masked" for source in cited):
        note = "来源为脱敏范文，不得作为实际数据使用。"
        checks.append(_check("trust", "warn", sentence, note, marker))
    return checks


def _check(rule: str, verdict: Verdict, text: str, note: str, marker: int | None) -> Check:
    return Check(rule=rule, verdict=verdict, text=text, note=note, citation=marker)
