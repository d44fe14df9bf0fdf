"""Whether two figures are one: the same amount, in the same unit or in an equal one.

Knows nothing of what a figure counts, nor of sentences that support one another.
"""

from functools import lru_cache

from youju.answering.amounts import measure_of
from youju.reading.figures.quantities import Quantity, find_quantities

_PEOPLE = {"人", "名", "位"}
# 个 may stand for what counts things one by one, but these are not one another.
_THINGS = {"家", "所", "项", "种", "支", "座", "类", "处", "间", "只"}


@lru_cache(maxsize=8192)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text; sentences of sources come up again and again."""
    return find_quantities(text)


def without_figures(text: str) -> str:
    """The text without its figures: those are matched by value, not by their characters."""
    for figure in reversed(quantities(text)):
        text = f"{text[: figure.start]} {text[figure.end :]}"
    return text


def holds(text: str, figure: Quantity) -> bool:
    """Whether a text states that figure: the same value, upper bound and unit."""
    return any(same_figure(other, figure) for other in quantities(text))


def same_figure(one: Quantity, other: Quantity) -> bool:
    """The same amount in the same or an equal unit: 147名 is 147人, 1.5吨 is 1500公斤."""
    if same_unit(one, other):
        return (one.value, one.upper) == (other.value, other.upper)
    mine, theirs = measure_of(one.unit), measure_of(other.unit)
    if mine.name != theirs.name or mine.name == "rate" or not (one.unit and other.unit):
        return False
    return (one.value * mine.factor, one.upper is None) == (
        other.value * theirs.factor,
        other.upper is None,
    ) and (one.upper or 0) * mine.factor == (other.upper or 0) * theirs.factor


def same_unit(one: Quantity, other: Quantity) -> bool:
    """The same unit in other words too: 人 and 名; 个 for 家, where 家 is not 所."""
    units = {one.unit, other.unit}
    return len(units) == 1 or units <= _PEOPLE or ("个" in units and bool(units & _THINGS))
