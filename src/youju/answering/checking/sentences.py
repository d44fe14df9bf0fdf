"""Every check of one sentence against what it cites. Knows nothing of how the text came about."""

from youju.answering.checking.basis import Basis, told
from youju.answering.checking.figures import check_figures, check_indicators
from youju.answering.checking.frame import check_places, check_years
from youju.answering.checking.kinds import check_kind
from youju.answering.checking.posts import check_posts
from youju.answering.checking.trust import check_trust
from youju.types import Check


def check_sentence(sentence: str, basis: Basis) -> tuple[Check, ...]:
    """Every check of one sentence; one without citations fails for that alone."""
    if not basis.cited:
        return (told("support", "fail", sentence, "未找到依据。", None),)
    return (
        *check_figures(sentence, basis),
        *check_indicators(sentence, basis),
        *check_kind(sentence, basis),
        *check_posts(sentence, basis),
        *check_places(sentence, basis),
        *check_years(sentence, basis),
        *check_trust(basis),
    )
