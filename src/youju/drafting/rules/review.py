"""All rules over one text, and the faults that mend themselves. Knows no rule's inside."""

from collections.abc import Iterable, Iterator

from youju.drafting.rules import (
    counting,
    duties,
    figures,
    names,
    numbering,
    politics,
    privacy,
    provenance,
    punctuation,
    style,
    sums,
    usage,
)
from youju.drafting.rules.faults import Fault, Rule
from youju.drafting.rules.manuscript import Manuscript

ALL_RULES: tuple[Rule, ...] = (
    *figures.RULES,
    *sums.RULES,
    *provenance.RULES,
    *politics.RULES,
    *names.RULES,
    *privacy.RULES,
    *punctuation.RULES,
    *numbering.RULES,
    *counting.RULES,
    *usage.RULES,
    *style.RULES,
    *duties.RULES,
)


def review(manuscript: Manuscript, rules: Iterable[Rule] = ALL_RULES) -> tuple[Fault, ...]:
    """What breaks the rules, in the order of the text; of one rule nothing that overlaps."""
    return tuple(sorted(_distinct(manuscript, rules), key=lambda f: (f.start, f.end, f.rule)))


def mended(manuscript: Manuscript) -> tuple[str, tuple[Fault, ...]]:
    """The text with every fault put right that has only one answer, and those faults.

    Of faults that overlap the first alone is put right.
    """
    text, done = manuscript.text, []
    for fault in reversed(_apart([f for f in review(manuscript) if f.is_mechanical])):
        text = text[: fault.start] + fault.instead + text[fault.end :]
        done.append(fault)
    return text, tuple(reversed(done))


def _distinct(manuscript: Manuscript, rules: Iterable[Rule]) -> Iterator[Fault]:
    for rule in rules:
        end = -1
        for fault in sorted(rule.find(manuscript), key=lambda fault: (fault.start, -fault.end)):
            if fault.start >= end:
                yield fault
            end = max(end, fault.end)


def _apart(faults: list[Fault]) -> list[Fault]:
    kept: list[Fault] = []
    for fault in faults:
        if not kept or fault.start >= kept[-1].end:
            kept.append(fault)
    return kept
