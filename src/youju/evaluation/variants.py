"""Other ways to ask the same question, made by rule: each a case of its own that names its parent.

What is expected stays as it is. Where a rule changes nothing, or what it makes would no longer be
read as the same question, there is no variant.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cache

from opencc import OpenCC

from youju.evaluation.suites import QACase
from youju.reading.metadata.gazetteer import innermost
from youju.reading.metadata.masks import masked_places
from youju.retrieval.framing import bare_place, find_places, find_years
from youju.retrieval.mistyped import mistyped_places
from youju.retrieval.query import Holdings, analyse

Rule = Callable[[str, Collection[str], date], str | None]  # None: no variant

_ALIKE = ("抵底", "封丰", "石右", "沅源", "川州", "江洲", "成城", "营盈", "山由", "宁拧", "阳杨")
_COURTESIES = ("请问{}谢谢！", "您好，麻烦帮我查一下，{}", "想了解一下：{}多谢。")
_AWAY = {0: "今年", -1: "去年", -2: "前年", 1: "明年"}


def _traditional(question: str, places: Collection[str], today: date) -> str | None:
    return str(_converter().convert(question))


@cache
def _converter() -> OpenCC:
    return OpenCC("s2tw")


def _typo(question: str, places: Collection[str], today: date) -> str | None:
    """One character of a place's name for one that looks or sounds alike, or two swapped.

    Only where it is told apart again as that place, and no other.
    """
    for place in find_places(question, places):
        stem = bare_place(innermost(place))
        for wrong in _misspelt(stem):
            asked = question.replace(stem, wrong, 1)
            meant = {bare_place(name) for _, name in mistyped_places(asked, places)}
            if stem in question and meant == {stem}:
                return asked
    return None


def _misspelt(stem: str) -> list[str]:
    alike = [
        stem[:at] + other + stem[at + 1 :]
        for at, character in enumerate(stem)
        for pair in _ALIKE
        for other in pair
        if character in pair and other != character
    ]
    swapped = [stem[1] + stem[0]] if len(stem) == 2 and stem[0] != stem[1] else []
    return alike + swapped


def _abbreviated(question: str, places: Collection[str], today: date) -> str | None:
    """娄底 for 娄底市; not where the bare name is that of two places."""
    for place in find_places(question, places):
        whole = innermost(place)
        stem = bare_place(whole)
        twins = [other for other in places if bare_place(innermost(other)) == stem]
        if whole in question and stem != whole and len(twins) == 1 and not masked_places(whole):
            return question.replace(whole, stem, 1)
    return None


def _relative(question: str, places: Collection[str], today: date) -> str | None:
    """A year as seen from a stated one: 现在是2024年，…去年…."""
    years = find_years(question)
    if len(years) != 1 or f"{years[0]}年" not in question or re.search(r"[今去前明]年", question):
        return None
    for base, word in ((int(years[0]) + 1, "去年"), (int(years[0]), "今年")):
        asked = f"现在是{base}年，{question.replace(f'{years[0]}年', word, 1)}"
        if base <= today.year and set(analyse(asked).periods) == set(analyse(question).periods):
            return asked
    return None


def _polite(question: str, places: Collection[str], today: date) -> str | None:
    return _COURTESIES[sum(map(ord, question)) % len(_COURTESIES)].format(question)


KINDS: Mapping[str, Rule] = {
    "traditional": _traditional,
    "typo": _typo,
    "abbreviated": _abbreviated,
    "relative": _relative,
    "polite": _polite,
}


def variants(case: QACase, places: Collection[str], today: date) -> tuple[QACase, ...]:
    """The variants of a case; none of one that is a variant itself, and none of a draft's."""
    if case.parent is not None or case.type == "draft":
        return ()
    found = []
    for kind, rule in KINDS.items():
        question = rule(case.question, places, today)
        if question is None or question == case.question:
            continue
        if kind in ("traditional", "polite") or _asks_the_same(case, question, places):
            update = {"id": f"{case.id}~{kind}", "question": question, "parent": case.id}
            found.append(case.model_copy(update=update))
    return tuple(found)


def _asks_the_same(case: QACase, question: str, places: Collection[str]) -> bool:
    """Whether both are read as of the same places and years."""
    holdings = Holdings(places=tuple(places))
    mine, theirs = (analyse(text, (), holdings) for text in (case.question, question))
    if theirs.suggestions and not theirs.places:  # mistyped: read as what it is told to mean
        theirs = analyse(theirs.suggestions[0], (), holdings)
    return (set(mine.places), set(mine.periods)) == (set(theirs.places), set(theirs.periods))


def with_variants(
    cases: Sequence[QACase], places: Collection[str], today: date
) -> tuple[QACase, ...]:
    """Each case, followed by its variants; those that the suite already has are not made again."""
    known = {case.id for case in cases}
    made = []
    for case in cases:
        made.append(case)
        made += [one for one in variants(case, places, today) if one.id not in known]
    return tuple(made)
