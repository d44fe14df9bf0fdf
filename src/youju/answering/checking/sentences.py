"""Every check of one sentence against what it cites. Knows nothing of how the text came about."""

from youju.answering.checking.basis import Basis, told
from youju.answering.checking.bodies import (
    check_bodies,
    check_bodies_of_figures,
    check_kinds_of_bodies,
)
from youju.answering.checking.deeds import check_deeds, check_grades
from youju.answering.checking.figures import (
    check_ages,
    check_contradicted,
    check_figures,
    check_indicators,
    check_numbers,
)
from youju.answering.checking.frame import check_places, check_years
from youju.answering.checking.hedges import check_hedges
from youju.answering.checking.kinds import check_kind
from youju.answering.checking.posts import check_posts
from youju.answering.checking.qualifiers import check_qualifiers
from youju.answering.checking.quotes import check_quotes
from youju.answering.checking.support import check_support
from youju.answering.checking.trust import check_trust
from youju.answering.checking.wording import check_wording
from youju.answering.clauses import is_connective
from youju.types import Check


def check_sentence(sentence: str, basis: Basis) -> tuple[Check, ...]:
    """Every check of one sentence; one without citations fails for that alone.

    A sentence that only links others (具体如下：) has nothing to check.
    """
    if not basis.cited:
        if is_connective(sentence):
            return ()
        return (told("support", "fail", sentence, "未找到依据。", None),)
    return (
        *check_figures(sentence, basis),
        *check_numbers(sentence, basis),
        *check_hedges(sentence, basis),
        *check_indicators(sentence, basis),
        *check_qualifiers(sentence, basis),
        *check_ages(sentence, basis),
        *check_contradicted(sentence, basis),
        *check_kind(sentence, basis),
        *check_wording(sentence, basis),
        *check_posts(sentence, basis),
        *check_deeds(sentence, basis),
        *check_grades(sentence, basis),
        *check_bodies(sentence, basis),
        *check_bodies_of_figures(sentence, basis),
        *check_kinds_of_bodies(sentence, basis),
        *check_quotes(sentence, basis),
        *check_places(sentence, basis),
        *check_years(sentence, basis),
        *check_support(sentence, basis),
        *check_trust(basis),
    )
