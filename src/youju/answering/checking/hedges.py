"""The words that bound a figure: 超过, 近, 不低于 are neither dropped nor added nor changed."""

import re
from collections.abc import Iterator

from youju.answering.amounts import Direction, direction_of
from youju.answering.checking.basis import Basis, told
from youju.answering.equality import quantities, same_figure
from youju.types import Check, Verdict

# Bounds that are set, not measured: told without them, an aim or a limit becomes a result.
_SET_BOUND = re.compile("不低于|不少于|不小于|不超过|不高于|不大于|至少|至多")
_MORE: frozenset[Direction] = frozenset(("over", "floor"))
_LESS: frozenset[Direction] = frozenset(("under", "ceiling"))


def check_hedges(sentence: str, basis: Basis) -> Iterator[Check]:
    """A figure's hedge is that of one of the cited figures; the nearest is told in the note."""
    stated = [
        (other, source.text[other.start : other.end])
        for source in basis.cited
        for other in quantities(source.text)
    ]
    for figure in quantities(sentence):
        same = [(o.hedge, words) for o, words in stated if same_figure(o, figure)]
        if not same or any(_alike(hedge, figure.hedge) for hedge, _ in same):
            continue
        hedge, words = same[0]
        text = sentence[figure.start : figure.end]
        verdict: Verdict = "fail" if _misleads(hedge, figure.hedge) else "warn"
        yield told("hedge", verdict, text, f"原文是“{words}”。", basis.marker)


def _alike(one: str, other: str) -> bool:
    here, there = direction_of(one), direction_of(other)
    return here == there or {here, there} <= _MORE or {here, there} <= _LESS


def _misleads(source: str, sentence: str) -> bool:
    """A set bound told as a number reached, or more told as less."""
    here, there = direction_of(source), direction_of(sentence)
    if _SET_BOUND.search(source) and there == "exact":
        return True
    return (here in _MORE and there in _LESS) or (here in _LESS and there in _MORE)
