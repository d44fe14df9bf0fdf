"""What a rule finds, and what a rule is. Knows no rule."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from youju.drafting.rules.evidence import Source as Source
from youju.drafting.rules.manuscript import Manuscript

# An error must not go out; a warning is worth a look; an information is a matter of taste.
Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One place where a text breaks a rule."""

    rule: str  # F1, P3, L6 …
    level: Level
    start: int  # in the text under review
    end: int
    text: str  # exactly that span
    note: str  # one Chinese sentence: what is wrong and why
    instead: str = ""  # what the span should be; empty where only a person can say
    is_mechanical: bool = False  # `instead` is the only answer: it may be put in unasked
    source: Source | None = None  # for rules that compare with a document


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its name, how grave a breach is as a rule, and the function that finds breaches."""

    id: str
    level: Level
    title: str  # in Chinese, a few words, for lists of rules
    find: Callable[[Manuscript], Iterator[Fault]]


def fault_at(
    rule: str, level: Level, manuscript: Manuscript, span: tuple[int, int], note: str
) -> Fault:
    """A fault without a proposal; add `instead` and the rest with `dataclasses.replace`."""
    start, end = span
    return Fault(
        rule=rule,
        level=level,
        start=start,
        end=end,
        text=manuscript.text[start:end],
        note=note,
    )
