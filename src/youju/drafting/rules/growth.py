"""Changes that a text tells together with what changed: the number before, after, and the step.

A change and its two ends are put together where the wording leaves no doubt, in one sentence or
over neighbouring ones; else they are left alone. What is wrong with a change, the rules say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from youju.answering.amounts import (
    POINTS,
    amount,
    core_of,
    is_exact,
    is_rate,
    rounded,
    scale_in,
    slack,
)
from youju.answering.arithmetic import is_growth
from youju.drafting.rules.manuscript import Manuscript, Part
from youju.reading.figures.quantities import Quantity, find_quantities
from youju.types import Figure

_RISE = "增加|新增|增长|提高|提升|上升|上涨|扩大|延长"
_FALL = "减少|下降|降低|缩短|压缩|回落|缩小"
_SAID = "同比|净|共|累计|合计|总体|实现|[比较](?:上年|去年|上一年)(?:同期|底|末)?(?:有所)?"
_STEP = re.compile(f"^[，,、；（(]?(?:{_SAID})*(?:{_RISE}|(?P<fall>{_FALL}))了?达?$")
_STEP_NAMED = re.compile(
    f"^[，,、；（(]?(?:{_SAID})*(?:[增升涨]幅|增速|增长率|(?P<fall>降幅))(?:为|是|达到?)?$"
)
_CHANGED = re.compile(
    f"(?:{_RISE}|{_FALL}|[增降升涨减])了?达?$|(?:[增升涨降]幅|增速|增长率)(?:为|是|达到?)?$"
)
_THEN = "(?:上年|去年|上一年|原来|年初|期初|(?:19|20)\\d\\d年)(?:同期|底|末|初)?"
_FROM = re.compile(f"[从由](?:{_THEN})?(?:的|时的)?[^，。；\\d]{{0,4}}$")
_THAN = re.compile(f"[比较]{_THEN}的?[^，。；\\d]{{0,8}}$")
_AGAINST, _COMPARED = re.compile(f"[与同和]{_THEN}的?[^，。；\\d]{{0,8}}$"), re.compile("相比|比较")
_LAST_YEAR = re.compile(
    "(?:^|[，；：（(])(?:而)?(?:上年|去年|上一年)(?:同期|底|末)?[^，。；：（(\\d]{0,10}$"
)
_YEAR_BEFORE = re.compile("[，（(]((?:19|20)\\d\\d)年(?:底|末|同期)?(?:为|是|有|的)?$")
_TO = re.compile(
    "(?:[到至]了?|为)(?:(?:19|20)\\d\\d年(?:底|末)?|今年|当年|目前|现在)?的?[^，。；\\d]{0,2}$"
)
_YEARLY = re.compile("同比|[比较](?:上年|去年|上一年)")
_YEAR = re.compile("(?<!\\d)((?:19|20)\\d\\d)年")
_INFLOW = ("新增", "新建", "增加", "减少", "净增")
_NO_NAME = re.compile("(?:达到?|为|增加到?|提高到?|上升到?|今年|[上去]年(?:同期)?|同期)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A quantity and the characters that it is written in."""

    quantity: Quantity
    words: str

    @property
    def value(self) -> Decimal:
        return self.quantity.value

    @property
    def slack(self) -> Decimal:
        """How far it may be off by rounding."""
        return slack(self.words, counted=not is_rate(self.quantity.unit))

    @property
    def shown(self) -> str:
        return amount(self.value, self.quantity.unit, scale_in(self.words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A step from one number to another, as a text tells them."""

    old: Written
    new: Written
    step: Written
    falls: bool
    start: int  # of what is told in the step's own sentence, in the text
    end: int
    step_span: tuple[int, int]  # in the text

    @property
    def difference(self) -> Decimal:
        """By how much it really changed, in the direction in which it is told to."""
        risen = self.new.value - self.old.value
        return -risen if self.falls else risen

    @property
    def is_difference(self) -> bool:
        """Whether the step is the difference of its two ends, whatever its unit."""
        off = self.old.slack + self.new.slack + self.step.slack
        return abs(self.difference - self.step.value) <= off

    @property
    def is_told_share(self) -> bool:
        """Whether the step is the difference in percent of the numbers as they are written."""
        off = Decimal(0), self.step.slack
        return is_growth(self.old.value, self.difference, self.step.value, off)

    @property
    def is_share(self) -> bool:
        """Whether the step is the difference in percent of the first number."""
        off = self.old.slack + self.new.slack, self.step.slack
        return is_growth(self.old.value, self.difference, self.step.value, off)


def find_changes(manuscript: Manuscript) -> Iterator[Change]:
    """Every change whose two ends the text tells beyond doubt, all three of them exact."""
    before: _Sentence | None = None
    for part in manuscript.sentences:
        here = _Sentence(part)
        for step in here.steps:
            ends = here.ends_of(step, before) or _ends_apart(manuscript, here, step)
            if ends and all(map(is_exact, (*(one.quantity for one in ends), step))):
                inside = [step, *(q for q in here.quantities if q in (e.quantity for e in ends))]
                yield Change(
                    old=ends[0],
                    new=ends[1],
                    step=here.written(step),
                    falls=here.falls(step),
                    start=part.start + min(one.start for one in inside),
                    end=part.start + max(one.end for one in inside),
                    step_span=(part.start + step.start, part.start + step.end),
                )
        before = here


def difference_unit(unit: str) -> str:
    """What the difference of two numbers is told in: 个百分点 for percentages."""
    return POINTS.get(unit, unit)


def share_of(change: Change) -> str:
    """The real change in percent of the first number, to a tenth."""
    return amount(rounded(change.difference / change.old.value * 100), "%")


# ---- within a sentence, or it and the one before -------------------------------------------------


class _Sentence:
    """The quantities of a sentence, each with the words that lead to it."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.quantities = find_quantities(part.text)
        starts = [0, *(one.end for one in self.quantities[:-1])]
        self._leads = {
            one.start: part.text[start : one.start]
            for start, one in zip(starts, self.quantities, strict=False)
        }
        self.steps = [one for one in self.quantities if self._as_step(one)]
        self._stated = [one for one in self.quantities if not _CHANGED.search(self.lead(one))]

    def lead(self, one: Quantity) -> str:
        return self._leads[one.start]

    def _as_step(self, one: Quantity) -> re.Match[str] | None:
        return _STEP.match(self.lead(one)) or _STEP_NAMED.match(self.lead(one))

    def falls(self, step: Quantity) -> bool:
        told = self._as_step(step)
        return told is not None and told["fall"] is not None

    def is_yearly(self, step: Quantity) -> bool:
        """Whether the step is told to be one from the year before."""
        return _YEARLY.match(self.lead(step).lstrip("，,、；（(")) is not None

    def written(self, one: Quantity) -> Written:
        return Written(quantity=one, words=self.part.text[one.start : one.end])

    def near(self, step: Quantity) -> Quantity | None:
        """The number that a step follows at once."""
        before = [one for one in self.quantities if one.end <= step.start]
        while before and before[-1] in self.steps:
            before.pop()
        return before[-1] if before and before[-1] in self._stated else None

    def ends_of(self, step: Quantity, before: "_Sentence | None") -> tuple[Written, Written] | None:
        """The numbers before and after; the one before is marked as such (从, 比, 上年)."""
        near = self.near(step)
        olds = [one for one in self._stated if self._is_old(one)]
        if near is None or not olds:
            return None
        for old in olds:
            new = self._new_of(old)
            if new is not None and near in (old, new) and self._is_of_that_year(step, old, new):
                return self.written(old), self.written(new)
        lone = near in olds and before is not None and not self._alike(near)
        rivals = before.plain(near.unit) if lone and before else []
        if before is not None and len(rivals) == 1:
            return self.written(near), before.written(rivals[0])
        return None

    def plain(self, unit: str) -> list[Quantity]:
        """The numbers of a unit that are neither a step nor what something was before."""
        return [one for one in self._stated if one.unit == unit and not self._is_old(one)]

    def _alike(self, old: Quantity) -> list[Quantity]:
        return [one for one in self.plain(old.unit) if one != old]

    def _is_old(self, one: Quantity) -> bool:
        lead = self.lead(one)
        if _AGAINST.search(lead) and _COMPARED.match(self.part.text, one.end):
            return True
        told_after = any(step.end <= one.start for step in self.steps)
        if told_after and _YEAR_BEFORE.search(lead):
            return True
        return any(pattern.search(lead) for pattern in (_FROM, _THAN, _LAST_YEAR))

    def _new_of(self, old: Quantity) -> Quantity | None:
        """What a number became: the one behind 到, else the only other one of its unit."""
        alike = self._alike(old)
        if _FROM.search(self.lead(old)):
            became = [q for q in alike if q.start > old.end and _TO.search(self.lead(q))]
            return became[0] if became else None
        same_olds = [q for q in self._stated if q.unit == old.unit and self._is_old(q)]
        return alike[0] if len(alike) == 1 and len(same_olds) == 1 else None

    def _is_of_that_year(self, step: Quantity, old: Quantity, new: Quantity) -> bool:
        """同比 is no step from a number of three years ago."""
        if not self.is_yearly(step):
            return True
        years = [_YEAR.findall(self.lead(one))[-1:] for one in (old, new)]
        return not all(years) or int(years[1][0]) - int(years[0][0]) == 1


# ---- by the figures of the whole text ------------------------------------------------------------


def _ends_apart(
    manuscript: Manuscript, here: _Sentence, step: Quantity
) -> tuple[Written, Written] | None:
    """A step on the year before, whose number stands elsewhere in the text."""
    near = here.near(step)
    new = _figure_at(manuscript, here.part.start + near.start) if near is not None else None
    if near is None or new is None or any(map(new.indicator.startswith, _INFLOW)):
        return None
    yearly = here.is_yearly(step)
    olds = [old for old in manuscript.figures if _is_year_before(old, new)]
    olds = [old for old in olds if _may_be_meant(manuscript, old, new, is_yearly=yearly)]
    if len({old.value for old in olds}) != 1:
        return None
    return _written_figure(manuscript, olds[0]), here.written(near)


def _figure_at(manuscript: Manuscript, start: int) -> Figure | None:
    return next((one for one in manuscript.figures if one.start <= start < one.end), None)


def _is_year_before(old: Figure, new: Figure) -> bool:
    if not (old.period and new.period and old.period.isdigit() and new.period.isdigit()):
        return False
    dated = int(old.period) == int(new.period) - 1 and old.kind == new.kind
    return dated and old.unit == new.unit and old.place == new.place


def _may_be_meant(manuscript: Manuscript, old: Figure, new: Figure, *, is_yearly: bool) -> bool:
    """The same thing by name; without a name or without 同比 only from the sentence before."""
    is_near = abs(_sentences_between(manuscript, old, new)) <= 1
    is_named = core_of(old.indicator) == core_of(new.indicator)
    if is_named:
        return is_yearly or is_near
    is_unnamed = any(_NO_NAME.fullmatch(one.indicator) for one in (old, new))
    if not is_unnamed or not is_near:
        return False
    beside = [
        one
        for one in manuscript.figures
        if one.unit == old.unit and one.sentence_start == old.sentence_start
    ]
    return len(beside) == (2 if old.sentence_start == new.sentence_start else 1)


def _sentences_between(manuscript: Manuscript, old: Figure, new: Figure) -> int:
    return manuscript.sentence_at(new.start) - manuscript.sentence_at(old.start)


def _written_figure(manuscript: Manuscript, one: Figure) -> Written:
    quantity = Quantity(
        start=one.start,
        end=one.end,
        value=one.value,
        upper=one.upper,
        unit=one.unit,
        hedge=one.hedge,
    )
    return Written(quantity=quantity, words=manuscript.text[one.start : one.end])
