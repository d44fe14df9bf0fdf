"""What figures have in common before they are reckoned with: measure, scale, direction, basis.

A measure is what units of one dimension share (吨 and 千克 are both mass). How far a number may lie
from what it is written as, and how an amount is written, is told here too. Whether a question
asks for a figure, and which, this module does not know.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from youju.answering.sources import Stated
from youju.reading.figures.numerals import scale_of
from youju.reading.figures.quantities import Quantity, find_quantities
from youju.retrieval.framing import same_place
from youju.types import Figure

Direction = Literal["exact", "over", "under", "about", "floor", "ceiling", "unclear"]

# ---- units and scales ----------------------------------------------------------------------------

_MEASURES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("money", (("元", "1"),)),
    ("people", (("人", "1"), ("名", "1"))),
    ("mass", (("吨", "1e6"), ("千克 公斤 kg", "1e3"), ("克", "1"), ("毫克 mg", "1e-3"))),
    ("volume", (("立方米", "1e6"), ("升", "1e3"), ("毫升 ml mL", "1"))),
    ("area", (("平方公里 平方千米", "1e6"), ("公顷", "1e4"), ("平方米 平米 ㎡ m² m2", "1"))),
    ("length", (("公里 千米 km", "1e3"), ("米", "1"), ("厘米", "1e-2"), ("毫米 mm", "1e-3"))),
    ("time", (("小时 个小时", "3600"), ("分钟", "60"), ("秒 秒钟", "1"))),
    ("rate", (("%", "1e-2"), ("‰", "1e-3"), ("‱", "1e-4"), ("/10万", "1e-5"))),
)
_FACTORS = {
    unit: (measure, Decimal(factor))
    for measure, steps in _MEASURES
    for units, factor in steps
    for unit in units.split()
}
_SCALED_UNIT = re.compile("(?P<scale>[百千]?万亿?|亿)(?P<unit>.+)")
_DIGITS = re.compile(
    r"(?P<value>\d[\d,]*(?:\.(?P<decimals>\d+))?)\s?[余多几]?(?P<scale>[百千]?万亿?|亿|千|百)?"
)
POINTS = {"%": "个百分点", "‰": "个千分点"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a unit measures, and how much one of it is in that measure's smallest terms."""

    name: str  # a unit that no other unit can be turned into is a measure of its own
    factor: Decimal


def measure_of(unit: str) -> Measure:
    """The measure of a unit; a unit may carry a scale of its own, as in 万元."""
    if unit in _FACTORS:
        name, factor = _FACTORS[unit]
        return Measure(name=name, factor=factor)
    scaled = _SCALED_UNIT.fullmatch(unit)
    if scaled:
        inner = measure_of(scaled["unit"])
        return Measure(name=inner.name, factor=inner.factor * scale_of(scaled["scale"]))
    return Measure(name=unit, factor=Decimal(1))


def is_rate(unit: str) -> bool:
    return measure_of(unit).name == "rate"


def scale_in(words: str) -> str:
    """亿 in 2.46亿元; empty where the number is written out."""
    found = _DIGITS.search(words)
    return (found["scale"] or "") if found else ""


def scale_shown(stated: Stated) -> str:
    """The scale of a figure's own characters; in a table, that of its column where it has one."""
    words = stated.quote
    if scale := scale_in(words):
        return scale
    found = _DIGITS.fullmatch(words)
    written = Decimal(found["value"].replace(",", "")) if found else Decimal(0)
    scales = ("万", "亿", "百万", "千万")
    return next((s for s in scales if written and written * scale_of(s) == stated.figure.value), "")


def plain(value: Decimal) -> str:
    """A number without exponent and without idle zeros."""
    return format(value.normalize(), "f") if value else "0"


def amount(value: Decimal, unit: str, scale: str = "") -> str:
    """A number with its unit, written in a scale: 246000000 元 in 亿 is 2.46亿元."""
    return f"{plain(value / scale_of(scale))}{scale}{unit}".replace("-", "−")


def rounded(value: Decimal, places: int = 1) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def exact_amount(stated: Stated) -> str:
    """A figure's number and unit, as the source scales it, without its hedge."""
    return amount(stated.figure.value, stated.figure.unit, scale_shown(stated))


def stated_words(stated: Stated) -> str:
    """A figure's own characters; a bare number of a table or a row with hedge, scale and unit."""
    if _DIGITS.fullmatch(stated.quote) and stated.figure.unit:
        return hedged(exact_amount(stated), direction_of(stated.figure.hedge))
    return stated.quote


# ---- hedges --------------------------------------------------------------------------------------

_DIRECTIONS: tuple[tuple[Direction, str], ...] = (
    ("unclear", "不等|^上(?!下)|[数几来]|开外"),
    ("floor", "以上|不低于|不少于|不小于|至少|最少|最低|(?<!不)高于"),
    ("ceiling", "以下|以内|之内|不超过|不高于|不大于|至多|最多|最高|(?<!不)低于"),
    ("about", "约|左右|上下"),
    ("over", "(?<!不)超|突破|余|多$|逾"),
    ("under", "近|不足|不到"),
)
_NO_DIRECTION = re.compile("力争|连续|[多高]达")
_WRITTEN: dict[Direction, str] = {
    "exact": "{}",
    "over": "超过{}",
    "under": "近{}",
    "about": "约{}",
    "floor": "{}以上",
    "ceiling": "{}以下",
    "unclear": "约{}",
}


def direction_of(hedge: str) -> Direction:
    """On which side of the number the true one lies; 约 with another hedge is 约."""
    words = _NO_DIRECTION.sub("", hedge)
    if not words:
        return "exact"
    told = [direction for direction, pattern in _DIRECTIONS if re.search(pattern, words)]
    if "about" in told and "unclear" not in told:
        return "about"
    return told[0] if len(told) == 1 else "unclear"


def hedged(words: str, direction: Direction) -> str:
    return _WRITTEN[direction].format(words)


# ---- how far a number may be off -----------------------------------------------------------------


def slack(words: str, *, counted: bool) -> Decimal:
    """Half a unit of the last digit written: 3.1万 may be 500 off, a count of 103 nothing."""
    found = _DIGITS.search(words)
    if not found:
        return Decimal(0)
    decimals = len(found["decimals"] or "")
    if counted and not decimals and not found["scale"]:
        return Decimal(0)
    return scale_of(found["scale"] or "").scaleb(-decimals) / 2


def spread(figure: Figure, words: str) -> tuple[Decimal, Decimal]:
    """The least and the most that a figure may stand for, by its hedge and its digits."""
    if figure.upper is not None:
        return figure.value, figure.upper
    value, most = figure.value, Decimal("Infinity")
    off = slack(words, counted=not is_rate(figure.unit))
    if scale_in(words):  # 1000万 has no more than two digits that must be meant
        off = max(off, Decimal(5).scaleb(value.adjusted() - 2))
    near = max(off, abs(value) / 10)
    ends: dict[Direction, tuple[Decimal, Decimal]] = {
        "exact": (value - off, value + off),
        "about": (value - near, value + near),
        "over": (value - off, most),
        "floor": (value - off, most),
        "under": (-most, value + off),
        "ceiling": (-most, value + off),
        "unclear": (-most, most),
    }
    return ends[direction_of(figure.hedge)]


def is_exact(one: Figure | Quantity) -> bool:
    """Whether it is one number, without a hedge that leaves it open."""
    return one.upper is None and direction_of(one.hedge) == "exact"


def amount_of(figure: Figure) -> Quantity:
    """A figure as a bare amount."""
    return Quantity(
        start=figure.start,
        end=figure.end,
        value=figure.value,
        upper=figure.upper,
        unit=figure.unit,
        hedge=figure.hedge,
    )


# ---- what a figure is of -------------------------------------------------------------------------

_OWN = re.compile(
    "[全我本](?:[省市区县州])|目前|共有|现有|拥有|可供|总数$|总(?![投体费收支额分])|[\\s“”‘’]"
)
_COUNT_END = re.compile("(?<=.)(?:数量|[个总]?数)$")
_AVERAGE = re.compile("率|占比|比[重例]|每[千万百]|人均|平均|得分|评分|寿命|指数|排名")
_ORDINAL = re.compile("第|[“‘零无未没]")


def core_of(indicator: str) -> str:
    """An indicator without 全市, 总, 共有, 数 and the like: 全市总床位数 is 床位."""
    return _COUNT_END.sub("", _OWN.sub("", indicator)) or indicator


def is_average(figure: Figure) -> bool:
    """Whether it is a rate, a share or a mean: such figures are not added up."""
    return is_rate(figure.unit) or _AVERAGE.search(figure.indicator) is not None


def shared_head(one: str, other: str) -> str:
    """The noun that two indicators end in, 数 and the like left aside; may be empty."""
    one, other = core_of(one), core_of(other)
    size = 0
    while size < min(len(one), len(other)) and one[-size - 1] == other[-size - 1]:
        size += 1
    return one[len(one) - size :]


def is_masked(place: str) -> bool:
    return place[0] in "XxＸｘ×╳*＊某○〇"


def one_place(one: Stated, other: Stated) -> bool:
    """Whether two figures are of one place for certain.

    A masked place is one only within a text that is about it, or a sentence that names it once:
    two X区 of a text may be two.
    """
    here, there = one.figure.place, other.figure.place
    same_text = one.figure.doc_id == other.figure.doc_id
    if here is None or there is None:
        return here == there and same_text
    if is_masked(here) or is_masked(there):
        own = here == one.source.passage.facts.place
        named_once = one.source == other.source and one.source.text.count(here) == 1
        return here == there and same_text and (own or named_once)
    return here == there or same_place(here, there)


def place_and_year(figure: Figure) -> tuple[str, str]:
    """甲市 and 2023年, as they stand before the indicator; empty where not known or told by it."""
    told = not figure.place or figure.indicator.startswith(figure.place)
    year = f"{figure.period.replace('-', '—')}年" if figure.period else ""
    return "" if told else figure.place or "", year


def is_measured(stated: Stated) -> bool:
    """Whether it is a number of something, not an ordinal, a slogan or a blank."""
    words = stated.quote
    if _ORDINAL.match(words):
        return False
    return bool(find_quantities(words) or _DIGITS.fullmatch(words))


def key_of(stated: Stated) -> tuple[str, int, int]:
    """The address of a figure: the same one may be met in several passages."""
    return stated.figure.doc_id, stated.figure.start, stated.figure.end


def between(one: Stated, other: Stated) -> str | None:
    """The words from one figure to the next of the same passage; None where they are apart."""
    chunk = one.source.passage.chunk
    start, end = one.figure.end - chunk.start, other.figure.start - chunk.start
    if one.figure.doc_id != other.figure.doc_id or not 0 <= start <= end <= len(chunk.text):
        return None
    return chunk.text[start:end]


def years_in(stated: Sequence[Stated]) -> tuple[int, ...]:
    """The years of figures of which each has exactly one; empty otherwise."""
    periods = [s.figure.period or "" for s in stated]
    return tuple(int(p) for p in periods) if all(p.isdecimal() for p in periods) else ()
