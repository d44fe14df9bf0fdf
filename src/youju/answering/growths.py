"""A figure with the change on the year before that its sentence gives, and the base that denies it.

5448个，同比增加310个 means 5138 the year before; a stated 5200 contradicts that. How a reader is
told of it, this module does not know.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from youju.answering.amounts import (
    POINTS,
    core_of,
    is_average,
    is_exact,
    is_rate,
    one_place,
    slack,
)
from youju.answering.arithmetic import ON_YEAR, is_growth
from youju.answering.sources import Stated
from youju.reading.figures.quantities import Quantity, find_quantities

_NEAR = Decimal("0.2")  # of the base: what is farther off is hardly the same thing
_VERY_NEAR = Decimal("0.05")  # where the two indicators are not named in the same words
_INFLOWS = ("新增", "新建", "新创", "增加", "减少")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure and its change on the year before."""

    new: Stated
    change: Quantity  # never negative; its offsets are those of `words`
    words: str  # from the figure to the end of the change: ，同比增加310个
    falls: bool

    @property
    def told(self) -> str:
        return self.words.strip("，,")

    @property
    def is_share(self) -> bool:
        return self.change.unit == "%"

    @property
    def step(self) -> Decimal:
        return -self.change.value if self.falls else self.change.value

    @property
    def implied(self) -> Decimal:
        """What the year before must have been."""
        value = self.new.figure.value
        return value / (1 + self.step / 100) if self.is_share else value - self.step


def change_of(new: Stated) -> Change | None:
    """The change that directly follows a figure, both exact; None where there is none.

    新增1232张，增长4.4% tells nothing: it is the stock that grew.
    """
    start = new.figure.end - new.source.start
    behind = new.source.text[start:].split("。")[0]
    if not is_exact(new.figure) or new.figure.indicator.startswith(_INFLOWS):
        return None
    quantities = find_quantities(behind)
    told = ON_YEAR.match(behind[: quantities[0].start]) if quantities else None
    if not told or not _changes(new, quantities[0]):
        return None
    change, falls = quantities[0], told["fall"] is not None
    if falls and change.unit == "%" and change.value >= 100:
        return None
    return Change(new=new, change=change, words=behind[: change.end], falls=falls)


def _changes(new: Stated, change: Quantity) -> bool:
    """Whether an exact number is a step or a share of that figure; rates move by points alone."""
    points = POINTS.get(new.figure.unit, new.figure.unit)
    by_step = change.unit.removeprefix("个") == points.removeprefix("个")
    by_share = change.unit == "%" and not is_rate(new.figure.unit)
    return (by_step or by_share) and change.upper is None and not change.hedge


def contradicting_base(change: Change, dated: Sequence[Stated]) -> Stated | None:
    """The figure of the year before, of `dated` ones, that denies a change; None if one fits it."""
    bases = _bases(change, dated)
    if not bases or any(_fits(change, base) for base in bases):
        return None
    return min(bases, key=lambda base: abs(base.figure.value - change.implied))


def _bases(change: Change, dated: Sequence[Stated]) -> list[Stated]:
    """What the year before is stated to have been, in the same words if anywhere."""
    near = [base for base in dated if _may_be_base(change, base)]
    mine = core_of(change.new.figure.indicator)
    same = [base for base in near if core_of(base.figure.indicator) == mine]
    return same or [base for base in near if _is_alike(change, base)]


def _may_be_base(change: Change, base: Stated) -> bool:
    new, old = change.new.figure, base.figure
    return (
        old.period == str(int(new.period or 0) - 1)
        and old.kind != "target"
        and old.unit == new.unit
        and is_average(old) == is_average(new)
        and is_exact(base.figure)
        and new.place is not None
        and one_place(change.new, base)
        and abs(old.value - change.implied) <= change.implied * _NEAR
    )


def _is_alike(change: Change, base: Stated) -> bool:
    """托位 and 托育机构可供托位: one name ends in the other, in one text, and values are close."""
    names = sorted((core_of(s.figure.indicator) for s in (change.new, base)), key=len)
    close = abs(base.figure.value - change.implied) <= change.implied * _VERY_NEAR
    one_text = base.figure.doc_id == change.new.figure.doc_id
    return close and one_text and len(names[0]) > 1 and names[1].endswith(names[0])


def _fits(change: Change, base: Stated) -> bool:
    rate = is_rate(base.figure.unit)
    ends = slack(change.new.quote, counted=not rate) + slack(base.quote, counted=not rate)
    own = slack(change.words, counted=not (rate or change.is_share))
    step = change.new.figure.value - base.figure.value
    if change.is_share:
        return is_growth(base.figure.value, step, change.step, (ends, own))
    return abs(step - change.step) <= ends + own
