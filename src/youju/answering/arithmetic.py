"""Whether the numbers of one text agree: a total with its parts, a change with its two ends.

Works on any text, a source's as well as an answer's or a draft's. Only what a text plainly claims
is checked: a row that may be incomplete, hedges and ranges are passed over. Which number is wrong,
it never says.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from youju.answering.amounts import POINTS, amount, is_exact, is_rate, rounded, scale_in, slack
from youju.reading.figures.quantities import Quantity, find_quantities


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsFault:
    """Parts that a text gives for a total, and that don't add up to it."""

    total: Quantity | None  # None: shares of 100%
    parts: tuple[Quantity, ...]
    added: Decimal
    note: str  # a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthFault:
    """A change that does not lie between the two numbers that a text gives for its ends."""

    base: Quantity
    new: Quantity
    change: Quantity
    expected: Decimal  # the change between the two, in `unit`
    unit: str
    note: str  # a sentence


def parts_disagree(sentence: str) -> PartsFault | None:
    """The first total of a text that its parts don't add up to."""
    return next(parts_faults(sentence), None)


def growth_disagrees(sentence: str) -> GrowthFault | None:
    """The first change of a text that its two ends contradict."""
    return next(_growth_faults(sentence), None)


# ---- parts ---------------------------------------------------------------------------------------

_SPLIT = re.compile("其中|分别(?:是|为)?|(?<!主要)包括")
_TOTAL_WORD = re.compile("[共总]计?|合计|有")
_OPEN_ROW = re.compile(
    "其余|其他|其它|另有|另外|此外|等(?![级候])|主要|重点|尤其|特别|其中|占|每|各|超过|"
    "同比|增[加长]|提[高升]|下降|减少|[比较]上年|新增|(?:19|20)\\d\\d年"
)
_RANKED = re.compile(
    "[一二三]级|[甲乙丙]等|国家级|省级|市级|县级|乡级|村级"
)  # more ranks may follow
_BETWEEN = "，、和与及为是有： "
_CLAUSE_END = re.compile("[，。；！？\n）)]")
_ROW_END = re.compile("[。；！？\n）)]")
_PAIRS = (("公", "民"), ("公", "私"), ("男", "女"), ("城", "[乡农]"), ("中医", "西医"))
_LEAD = 20  # characters between a total and the word that splits it
_NEAR = Decimal("0.1")  # of the total: a sum farther off than this is no partition of it
_MOST = 3  # parts of a row that is taken to be whole though it falls short of the total
_SHARES = re.compile("(?:构成|结构)[^。；\n]{0,30}?分别(?:是|为)?")


def parts_faults(text: str) -> Iterator[PartsFault]:
    """Every total of a text that its parts don't add up to, and shares that are not 100% together.

    At least two exact parts in the total's unit, in one row behind 其中, 分别 or 包括, named alike,
    that nothing shows to be only some of the parts, and whose sum comes near the total.
    """
    quantities = find_quantities(text) if _SPLIT.search(text) else ()
    for split in _SPLIT.finditer(text):
        parts = _row_behind(text, split.end(), quantities)
        before = [q for q in quantities if q.end <= split.start()]
        if len(parts) > 1 and before and _is_partition(text, before[-1], split, parts):
            yield from _parts_fault(text, before[-1], parts)
    for split in _SHARES.finditer(text):
        parts = _row_behind(text, split.end(), quantities)
        if len(parts) > 1 and all(part.unit == "%" for part in parts):
            yield from _parts_fault(text, None, parts)


def _is_partition(
    text: str, total: Quantity, split: re.Match[str], parts: Sequence[Quantity]
) -> bool:
    """Whether the word splits the number before it, into parts that are of one sort."""
    words = text[total.end : split.start()]
    if not is_exact(total) or is_rate(total.unit) or len(words) > _LEAD or "\n" in words:
        return False
    if split.group().startswith("分别"):
        clause = re.split("[，。；：\n]", text[: total.start])[-1]
        names = re.split("[、和与及]", words.strip("，（"))
        if not _TOTAL_WORD.search(clause) or "。" in words or len(names) != len(parts):
            return False
    else:
        names = _names(text, split.end(), parts)
        if words.strip("。；，、（( \u3000"):
            return False
    open_list = len(parts) > _MOST or all(map(_RANKED.search, names))
    return _are_alike(names) and not (open_list and _sum(parts) < total.value)


def _names(text: str, start: int, parts: Sequence[Quantity]) -> list[str]:
    """The words in front of each number of a row; those behind it where none is before any."""
    starts = [start, *(part.end for part in parts[:-1])]
    before = [text[begin : part.start] for begin, part in zip(starts, parts, strict=True)]
    if any(words.strip(_BETWEEN) for words in before[:1]):
        return before
    ends = [*(part.start for part in parts[1:]), _end_of_row(text, parts[-1].end)]
    behind = [text[part.end : end] for part, end in zip(parts, ends, strict=True)]
    return [words.strip(_BETWEEN) for words in behind]


def _end_of_row(text: str, start: int) -> int:
    stop = _CLAUSE_END.search(text, start)
    return stop.start() if stop else len(text)


def _are_alike(names: Sequence[str]) -> bool:
    """公办 and 民办, 男 and 女 leave nothing between them; 女性 and 党员 do."""
    if not any(names):
        return True  # 其中13家、83家
    common = set(names[0]).intersection(*names[1:])
    if re.search("[\u3400-\u9fff]", "".join(common)):
        return True
    return len(names) == 2 and any(
        re.search(one, names[a]) and re.search(other, names[1 - a])
        for one, other in _PAIRS
        for a in (0, 1)
    )


def _row_behind(text: str, start: int, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The numbers of one unit that follow in a row; none where the row may be only some of them."""
    stop = _ROW_END.search(text, start)
    end = stop.start() if stop else len(text)
    inside = [q for q in quantities if start <= q.start and q.end <= end]
    row = tuple(takewhile(lambda q: q.unit == inside[0].unit, inside))
    beyond = inside[len(row)].start if len(row) < len(inside) else end
    words = "".join(_names(text, start, row)) + text[row[-1].end : beyond] if row else ""
    if _OPEN_ROW.search(words) or re.search("[（(]", words) or not all(map(is_exact, row)):
        return ()
    return row


def _sum(parts: Sequence[Quantity]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _parts_fault(
    text: str, total: Quantity | None, parts: tuple[Quantity, ...]
) -> Iterator[PartsFault]:
    unit = parts[0].unit
    if total is not None and total.unit != unit:
        return
    whole = total.value if total else Decimal(100)
    added = _sum(parts)
    allowed = sum((_slack(text, q) for q in (*parts, *([total] if total else []))), Decimal(0))
    if allowed < abs(added - whole) <= whole * _NEAR:
        scale = scale_in(text[parts[0].start : parts[0].end])
        row = "＋".join(_written(text, part) for part in parts)
        stated = _written(text, total) if total else "100%"
        note = f"各部分相加是{amount(added, unit, scale)}（{row}），与{stated}不符。"
        yield PartsFault(total=total, parts=parts, added=added, note=note)


def _slack(text: str, quantity: Quantity) -> Decimal:
    return slack(text[quantity.start : quantity.end], counted=not is_rate(quantity.unit))


def _written(text: str, quantity: Quantity) -> str:
    return amount(quantity.value, quantity.unit, scale_in(text[quantity.start : quantity.end]))


# ---- growth --------------------------------------------------------------------------------------

_RISE = "增加|增长|提高|提升|上升|上涨|扩大|延长|新增"
_FALL = "减少|下降|降低|缩短|压缩|回落|缩小"
_FROM = re.compile("[从由](?:原来的?|上年的?|去年的?|(?:19|20)\\d\\d年(?:底|末)?的?)?$")
_TO = re.compile(f"^[^，。；\\d]{{0,8}}?(?:{_RISE}|{_FALL}|增|升|降|减)(?:到了?|至|为)$")
_BY = re.compile(f"^[，,（]?(?:同比|净|共|累计|合计)*(?:(?P<rise>{_RISE})|(?P<fall>{_FALL}))了?$")
_LAST_YEAR = re.compile(r"^[（(，](?:上年|去年|上一年|上年同期|去年同期)[^，。；\d]{0,4}$")
_THAN = re.compile(r"^[，,]?[比较](?:(?:上年|去年|上一年)(?:同期)?|(?:19|20)\d\d年(?:底|末)?)的?$")
ON_YEAR = re.compile(
    f"^[，,]?(?:同比|[比较](?:上年|去年)(?:同期)?)(?:净)?(?:(?P<rise>{_RISE})|(?P<fall>{_FALL}))了?$"
)
TOLERANCE = Decimal("0.1")  # of a percentage


def _growth_faults(text: str) -> Iterator[GrowthFault]:
    """由60%提高到66%，提高6%; 5448个，同比增加310个（上年5200个）."""
    quantities = find_quantities(text)
    for one, two, three in zip(quantities, quantities[1:], quantities[2:], strict=False):
        between = text[one.end : two.start], text[two.end : three.start]
        if _FROM.search(text[max(0, one.start - 12) : one.start]) and _TO.match(between[0]):
            ends, change, told = (one, two), three, _BY.match(between[1])
        elif _LAST_YEAR.match(between[1]):
            ends, change, told = (three, one), two, ON_YEAR.match(between[0])
        elif _THAN.match(between[0]):
            ends, change, told = (two, one), three, _BY.match(between[1])
        else:
            continue
        if told and all(map(is_exact, (one, two, three))) and ends[0].unit == ends[1].unit:
            yield from _growth_fault(text, ends, change, falls=told["fall"] is not None)


def _growth_fault(
    text: str, ends: tuple[Quantity, Quantity], change: Quantity, *, falls: bool
) -> Iterator[GrowthFault]:
    base, new = ends
    step = base.value - new.value if falls else new.value - base.value
    wide, own = _slack(text, base) + _slack(text, new), _slack(text, change)
    unit = POINTS.get(base.unit, base.unit)
    both = f"{_written(text, base)}与{_written(text, new)}"
    told = _written(text, change)
    by_step = abs(step - change.value) <= wide + own
    if change.unit.removeprefix("个") == unit.removeprefix("个"):
        if by_step:
            return
        expected, note = step, f"{both}相差{amount(abs(step), unit)}，与所说的{told}不符。"
    elif (
        change.unit != "%"
        or base.value <= 0
        or is_growth(base.value, step, change.value, (wide, own))
    ):
        return
    elif is_rate(base.unit) and by_step:
        expected, note = step, f"{both}相差的是{amount(step, unit)}，不是{told}。"
    else:
        expected, unit = step / base.value * 100, "%"
        rate = amount(rounded(expected), unit)
        note = f"{both}之间的变化约为{rate}，与所说的{told}不符。"
    yield GrowthFault(base=base, new=new, change=change, expected=expected, unit=unit, note=note)


def is_growth(
    base: Decimal, step: Decimal, percentage: Decimal, off: tuple[Decimal, Decimal]
) -> bool:
    """Whether a step from `base` is that percentage, to a tenth of a point.

    `off` is how far the two ends together, and how far the percentage, may be off by rounding.
    """
    allowed = TOLERANCE + off[0] / base * 100 + off[1]
    return abs(step / base * 100 - percentage) <= allowed
