"""Sentences to check and what they cite, for the tests of citing and checking."""

from builders import passage

from youju.answering.checking.basis import Basis
from youju.answering.checking.sentences import check_sentence
from youju.answering.sources import SourceSentence, sentences_of
from youju.types import Check


def source(text: str, headings: tuple[str, ...] = (), **about: object) -> SourceSentence:
    """The only sentence of a passage."""
    (only,) = sentences_of([passage(text, headings=headings, **about)])
    return only


def checks(sentence: str, *cited: SourceSentence) -> tuple[Check, ...]:
    return check_sentence(sentence, Basis(cited=cited, marker=1))


def verdicts(sentence: str, *cited: SourceSentence) -> dict[str, str]:
    """The verdict of each rule that has one, the worst where it has several."""
    order = ("pass", "warn", "fail")
    found: dict[str, str] = {}
    for check in checks(sentence, *cited):
        found[check.rule] = max(found.get(check.rule, "pass"), check.verdict, key=order.index)
    return found


def failed(sentence: str, *cited: SourceSentence) -> dict[str, str]:
    """The span of each rule that fails."""
    return {c.rule: c.text for c in checks(sentence, *cited) if c.verdict == "fail"}
