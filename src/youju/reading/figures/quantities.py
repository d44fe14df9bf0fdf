"""Numbers with their units, in any text: an answer as well as a source.

Years, dates, ordinals and slogans are no quantities. What a number counts, and whether it is true,
this module does not know.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from youju.reading.figures.numerals import (
    NUMERAL,
    numeral_range,
    numeral_value,
    scale_of,
    spoken_decimal,
)
from youju.reading.figures.units import NOUN_UNIT, SPELT_UNIT, UNIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit, where it stands in a text."""

    start: int  # hedges included
    end: int
    value: Decimal  # 万 and 亿 are in the value, not in the unit
    upper: Decimal | None  # for a range only
    unit: str  # empty for 1000万 and the like
    hedge: str  # 超过, 余, 以上 …; empty when the number is exact


# ---- how numbers are written ---------------------------------------------------------------------

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％／", "0123456789.%/")
_NUMBER = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d+)?(?!\d)|\d{1,15}(?:\.\d{1,9})?(?!\d)"
_SCALE = "[百千]?万亿?|亿|千|百"
_BEFORE = (
    "(?P<before>连续|超过了?|(?<![新大])突破|不低于|不少于|不超过|不高于|不大于|不小于|不足|不到|至少|最少|至多|最多|"
    "最高|最低|(?<![最附邻])近|大约|(?<![契签预节制])约|逾|(?<!赶)超|将近|接近|高于|低于|多达|高达|"
    "上(?=[百千万十亿])|[数几](?=[十百千万亿]))?"
)
_AFTER = "(?P<after>及?以[上下内外]|之内|左右|上下|不等|余|多(?![个种家次样元方])|开外)?"
_RANGE = (
    rf"(?:(?P<unit1>{UNIT})?(?:[-－—–~～]{{1,2}}|[至到])"
    rf"(?P<upper>{_NUMBER})(?P<scale2>{_SCALE})?)?"
)
_SIGN = "(?P<sign>(?<=[长幅率为至到是（])[-－−])?"
_FIGURE = re.compile(
    rf"{_BEFORE}{_SIGN}(?<![\d.·])(?!0\d)(?P<value>{_NUMBER})\s?(?P<more>[余多几])?(?P<scale>{_SCALE})?"
    rf"(?:(?<=亿)(?P<rest>\d{{1,4}})(?P<rest_scale>[百千]?万))?{_RANGE}"
    rf"\s?(?P<more2>[余多])?(?:(?P<unit>{UNIT}|{NOUN_UNIT})|(?<=[万亿])|(?<=[万亿][余多])){_AFTER}"
)
_SPELT = re.compile(
    rf"(?<![“‘零一二两三四五六七八九十百千万亿多每第点])(?<![上近][几数]){_BEFORE}(?P<value>{NUMERAL})"
    rf"(?P<more>[余多几来])?(?P<scale>[万亿])?(?:[至到](?P<upper>{NUMERAL}))?"
    rf"(?P<unit>{SPELT_UNIT}){_AFTER}"
)
_PARTS = re.compile(
    rf"{_BEFORE}(?<![零一二两三四五六七八九十百千万亿])(?P<base>{NUMERAL})分之(?P<value>{NUMERAL}(?:点{NUMERAL})?){_AFTER}"
)
_TENTHS = re.compile(
    rf"(?<![第零一二两三四五六七八九十百千万亿年]){_BEFORE}(?:(?P<value>[一二两三四五六七八九]{{1,2}})成"
    "(?(before)(?![立功果效为员本长熟绩就年人品])|"
    "(?=以上|左右|多|的|[，。；、）]|$|[\u3400-\u9fff]{0,6}(?:患者|居民|群众|家庭)))"
    "|(?P<half>一半(?=以上|左右)|半数(?=以上)|(?<=[近过约超占])一半))"
    f"{_AFTER}"
)
_RATIO = re.compile(rf"(?<=[为到至达比])(?P<base>1)[:：∶](?P<value>{_NUMBER})")
# A number without a unit counts only where the word before it says that it measures something.
_BARE = re.compile(
    "(?:指数|得分|评分|分值|CMI值?|系数|生育率|性别比|指标值)[^，。；、\\d\n]{0,8}?"
    rf"(?P<value>{_NUMBER})(?=[，。；、）\n]|$)"
)
# Bare numbers that share the unit of the number behind them: 120、85、40张.
_SHARING = re.compile(rf"(?<![\d.A-Za-z第+\-])(?:(?:{_NUMBER})(?:{_SCALE})?(?:[、和及与]|以及))+$")
_SHARER = re.compile(rf"(?P<value>{_NUMBER})(?P<scale>{_SCALE})?")

# ---- what only looks like a quantity -------------------------------------------------------------

YEAR = r"(?<!\d)(?:19|20)\d{2}"
_SUM = r"(?<!\d)\d{1,4}(?:\+(?:\d{1,4}|[A-Za-z]))+"  # 1+X, 5+3: models, not figures
_NO_QUANTITY = re.compile(
    rf"{YEAR}(?:\s?年?[-—–~～至到、和及与](?:19|20)?\d{{2}}(?!\d))*(?=\s?年|届|财年)\s?年?(?:度|底|末|初)?|"
    rf"{YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|"
    r"[一二][〇○零一二三四五六七八九]{3}年|"
    rf"{NUMERAL}届(?:人大|政协|党代会?|[市省县区]委)(?:常委会)?(?:{NUMERAL}次)?|"
    rf"{NUMERAL}届(?:{NUMERAL}次|(?=[一二三四五六七]中))|党的{NUMERAL}大|"
    r"(?<!\d)\d{1,2}月(?:份|\d{1,2}日)?|(?<![\d个])\d{1,2}日(?!均|内|制)|"
    r"(?<!\d)\d{1,2}时(?:\d{1,2}分)?(?![间长段])|"
    r"(?<!\d)(?!1[:：∶])\d{1,2}[:：]\d{2}(?!\d)|(?<!\d)\d{1,6}号|^\s*\d{1,2}(?:[.](?!\d)|、)|"
    rf"第\s?(?:\d{{1,6}}|{NUMERAL})(?:人次|[个届次期批轮位名项条章节家类种年])?|"
    rf"[每逐隔]\s?(?:\d{{1,6}}(?:\.\d{{1,3}})?[百千万]?|{NUMERAL})(?:{UNIT})?|"
    rf"{_SUM}|四处|{YEAR}(?=[大国校])|[八九][零一二三四五六七八九]年|"
    r"“[^”\n]{1,12}”|〔[^〕\n]{1,20}〕|https?://\S+",
    re.M,
)


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every number with a unit, in the order of the text; they never overlap."""
    plain = text.translate(_FULL_WIDTH)
    plain = _NO_QUANTITY.sub(_hidden, plain)
    found = [quantity for m in _FIGURE.finditer(plain) for quantity in _from_digits(m)]
    found += [q for quantity in tuple(found) for q in _sharing(plain, quantity)]
    found += [_from_numeral(m) for m in _SPELT.finditer(plain) if _counts(m)]
    found += [_from_parts(m) for m in _PARTS.finditer(plain)]
    found += [_from_tenths(m) for m in _TENTHS.finditer(plain)]
    found += [_from_bare(m, "比") for m in _RATIO.finditer(plain)]
    found += [_from_bare(m, "") for m in _BARE.finditer(plain)]
    return _with_shared_hedges(plain, without_overlaps(found))


def without_overlaps(found: list[Quantity]) -> list[Quantity]:
    """In order; of two that overlap, the one that begins first, or else the longer one."""
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def _hidden(found: re.Match[str]) -> str:
    """Blanked out, unless it is a quoted phrase with a number and unit of its own in digits."""
    words = found.group()
    if words.startswith("“") and re.search(r"\d", words):
        return re.sub(_SUM, lambda m: "\0" * len(m.group()), words)
    return "\0" * len(words)


def _from_digits(found: re.Match[str]) -> Iterator[Quantity]:
    scale = scale_of(found["scale"] or "")
    second = scale_of(found["scale2"] or found["scale"] or "")
    if found["scale2"] and not found["scale"] and not found["unit1"]:
        scale = second  # 3-5万元
    value = _decimal(found["value"]) * scale
    if found["rest"]:
        value += _decimal(found["rest"]) * scale_of(found["rest_scale"])
    upper = _decimal(found["upper"]) * second if found["upper"] else None
    quantity = Quantity(
        start=found.start(),
        end=found.end(),
        value=_plain(-value if found["sign"] else value),
        upper=None if upper is None else _plain(upper),
        unit=found["unit"] or found["unit1"] or "",
        hedge=_hedge(found, "before", "more", "more2", "after"),
    )
    yield from _two_ends(quantity, found)


def _two_ends(quantity: Quantity, found: re.Match[str]) -> Iterator[Quantity]:
    """A range as it is; 从60%到66% is a change, and its ends are figures of their own."""
    changed = re.search(
        r"[从由][\0\s年度的]*$", found.string[max(0, found.start() - 12) : found.start()]
    )
    if quantity.upper is None or not changed:
        yield quantity
        return
    unit = found["unit1"] or quantity.unit
    border = found.end("unit1") if found["unit1"] else found.start("upper") - 1
    yield replace(quantity, end=border, upper=None, unit=unit, hedge=found["before"] or "")
    yield replace(
        quantity,
        start=found.start("upper"),
        value=quantity.upper,
        upper=None,
        hedge=found["after"] or "",
    )


def _sharing(plain: str, quantity: Quantity) -> Iterator[Quantity]:
    """The bare numbers in front of one with a unit, each with that unit."""
    at = max(0, quantity.start - 60)
    row = _SHARING.search(plain, at, quantity.start)
    if not row or not plain[quantity.start].isdigit():
        return
    for found in _SHARER.finditer(plain, row.start(), row.end()):
        yield Quantity(
            start=found.start(),
            end=found.end(),
            value=_plain(_decimal(found["value"]) * scale_of(found["scale"] or "")),
            upper=None,
            unit=quantity.unit,
            hedge="",
        )


def _from_numeral(found: re.Match[str]) -> Quantity:
    scale = scale_of(found["scale"] or "")
    value, upper = numeral_range(found["value"])
    if found["upper"]:
        upper = numeral_value(found["upper"])
    return Quantity(
        start=found.start(),
        end=found.end(),
        value=value * scale,
        upper=upper * scale if upper is not None else None,
        unit=found["unit"],
        hedge=_hedge(found, "before", "more", "after"),
    )


def _from_parts(found: re.Match[str]) -> Quantity:
    """百分之三十 is 30 %, 三分之一 a third of no unit."""
    units = {"百": "%", "千": "‰", "万": "‱", "十万": "/10万"}
    unit = units.get(found["base"], "")
    value = _plain(spoken_decimal(found["value"]))
    if not unit:
        value = (value / max(numeral_value(found["base"]), Decimal(1))).quantize(Decimal("0.0001"))
    return Quantity(
        start=found.start(),
        end=found.end(),
        value=value,
        upper=None,
        unit=unit,
        hedge=_hedge(found, "before", "after"),
    )


def _from_tenths(found: re.Match[str]) -> Quantity:
    """八成 is 80 %, 七八成 70 to 80 %, 一半以上 50 %."""
    low, high = numeral_range(found["value"] or "五")
    return Quantity(
        start=found.start(),
        end=found.end(),
        value=low * 10,
        upper=high * 10 if high is not None else None,
        unit="%",
        hedge=_hedge(found, "before", "after"),
    )


def _from_bare(found: re.Match[str], unit: str) -> Quantity:
    start = found.start("base" if unit else "value")
    value = _decimal(found["value"])
    return Quantity(start=start, end=found.end(), value=value, upper=None, unit=unit, hedge="")


def _with_shared_hedges(plain: str, found: list[Quantity]) -> tuple[Quantity, ...]:
    """30%和5%以上: what follows the last of two holds for both."""
    for i in range(len(found) - 1, 0, -1):
        one, other = found[i - 1], found[i]
        joined = plain[one.end : other.start] in ("和", "与", "及", "、")
        after = re.search("及?以[上下内]$|左右$", plain[other.start : other.end])
        if joined and after and not one.hedge and one.unit in (other.unit, ""):
            found[i - 1] = replace(one, hedge=after.group())
    return tuple(found)


def _counts(found: re.Match[str]) -> bool:
    """一家 is an article, 二类 a rank, 千家万户 an idiom; 近百家 counts, and so does 连续十届."""
    value = found["value"]
    if value in ("百", "千", "万", "亿"):
        return bool(found["before"] or found["more"])
    if found["unit"] in "名位" and found.string[max(0, found.start() - 1) : found.start()] == "前":
        return False  # a rank
    return value not in ("一", "二", "万一") and value[0] not in "万亿"


def _hedge(found: re.Match[str], *names: str) -> str:
    return "".join(found[name] or "" for name in names)


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _plain(value: Decimal) -> Decimal:
    """Without the zeros that a scale leaves behind: 174000000, not 174000000.00."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
