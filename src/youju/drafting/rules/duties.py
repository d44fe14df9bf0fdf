"""L14: what a source demands, and a text weakens or hardens in much the same words."""

import re
from collections.abc import Iterator
from dataclasses import replace

from youju.drafting.rules.faults import Fault, Rule, fault_at
from youju.drafting.rules.manuscript import Manuscript

# Pairs of which one must not stand for the other, in the same words around a figure.
_PAIRS = (
    ("不低于", "达到"),
    ("不少于", "达到"),
    ("力争", "确保"),
    ("必须", "可以"),
    ("应当", "可以"),
    ("必须", "鼓励"),
)
_SIGNS = re.compile(r"[^\u3400-\u9fffA-Za-z0-9]")


def _changed_duty(manuscript: Manuscript) -> Iterator[Fault]:
    """A figure's words that the library's sentence has with another strength."""
    if not manuscript.evidence.holds_figures:
        return
    for claim in manuscript.figures:
        mine = manuscript.text[claim.sentence_start : claim.sentence_end]
        for one in manuscript.evidence.about(claim.indicator, claim.unit)[:3]:
            if one.value != claim.value or one.unit != claim.unit:
                continue
            source = manuscript.evidence.sentence(one)
            for theirs, ours in (*_PAIRS, *(pair[::-1] for pair in _PAIRS)):
                if _swapped(source.quote, mine, theirs, ours):
                    at = claim.sentence_start + mine.index(ours)
                    note = f"文献里写的是“{theirs}”，这里写成“{ours}”，要求的强弱变了。"
                    fault = fault_at("L14", "warning", manuscript, (at, at + len(ours)), note)
                    yield replace(fault, instead=theirs, source=source)


def _swapped(quote: str, sentence: str, theirs: str, ours: str) -> bool:
    """Whether only the second has `ours` where only the first has `theirs`, before like words."""
    if theirs not in quote or ours in quote or ours not in sentence or theirs in sentence:
        return False
    behind = _SIGNS.sub("", sentence[sentence.index(ours) + len(ours) :])[:4]
    return bool(behind) and behind in _SIGNS.sub("", quote)


RULES: tuple[Rule, ...] = (Rule(id="L14", level="warning", title="要求的强弱", find=_changed_duty),)
