"""Numbers with their units, in any text: an answer as well as a source.

Years, dates, ordinals and slogans are no quantities. What a number counts, and whether it is true,
this module does not know.
"""

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit, where it stands in a text."""

    start: int  # hedges included
    end: int
    value: Decimal  # 万 and 亿 are in the value, not in the unit
    upper: Decimal | None  # for a range only
    unit: str
    hedge: str  # 超过, 余, 以上 …; empty when the number is exact


# ---- numbers and units ---------------------------------------------------------------------------

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d{1,15}(?:\.\d{1,9})?(?!\d)"
_NUMERAL = "[零一二两三四五六七八九十百千万亿]{1,12}"
_LONG_UNITS = (
    "个?百分点|个?工作日|个月|个?小时|分钟|秒|周岁|周年|平方公里|平方千米|平方米|立方米|公顷|公里|"
    "延长米|千米|厘米|米|公斤|千克|毫克|克|毫升|升|吨|人次|人份|剂次|场次|批次|台次|例次|床日|课时|"
    "学时|美元|方面"
)
# Each with what it must not be followed by: 3家 is a count, 家庭 is a word.
_COUNTERS = (
    "个(?![性体别])|家(?![庭属长园居具])|所(?![有需属在以谓])|张|名(?![单称义录额])|例(?!如)|"
    "台(?![账阶])|套|项(?!目)|次(?![生年数序])|种(?![类植])|件|条(?![件例款])|份(?!额)|批(?!准)|"
    "场(?!所)|处(?![理方置])|座|辆|部(?![门分署])|支(?![持撑付])|篇|册|起(?!来)|宗|间|栋|组(?!织)|"
    "轮|届|期(?![间限])|类|户|床|人(?![均才员民口大事])|位(?![置于列])|只|盒|箱|本(?![市县区科级院])|"
    "元(?![素旦])|亩|岁|倍|分(?![钟之析布别类级为])|剂|头"
)
UNIT = f"(?:{_LONG_UNITS}|{_COUNTERS}|年(?![级报龄度])|天(?![然津])|周(?![边围密期])|%|‰)"
_SPELT_UNIT = f"(?:人次|方面|分钟|小时|个月|{_COUNTERS}|年(?=[内来以]))"
_BEFORE = (
    "(?P<before>超过了?|突破|不低于|不少于|不超过|不高于|至少|至多|最高|最低|(?<![最附邻])近|"
    "(?<![契签预])约|逾|(?<!赶)超|将近|接近|高于|低于|多达|上(?=[百千万十亿]))?"
)
_AFTER = "(?P<after>及?以[上下内]|之内|左右|上下|不等|余|多(?![个种家次]))?"
_RANGE = "(?:(?P<unit1>{unit})?(?:[-－—–~～]{{1,2}}|[至到])(?P<upper>{number})(?P<scale2>[万亿])?)?"
_FIGURE = re.compile(
    rf"{_BEFORE}(?<![\d.])(?P<value>{_NUMBER})\s?(?P<more>[余多])?(?P<scale>[百千]?万亿?|亿|千|百)?"
    + _RANGE.format(unit=UNIT, number=_NUMBER)
    + rf"\s?(?P<more2>[余多])?(?:(?P<unit>{UNIT})|(?<=[万亿])(?=[的，。；、）以左]|$)){_AFTER}"
)
_SPELT = re.compile(
    rf"(?<![“‘零一二两三四五六七八九十百千万亿几数多]){_BEFORE}(?P<value>{_NUMERAL})"
    rf"(?P<more>[余多])?(?P<scale>[万亿])?(?:[至到](?P<upper>{_NUMERAL}))?"
    rf"(?P<unit>{_SPELT_UNIT}){_AFTER}"
)
_FRACTION = re.compile(
    rf"{_BEFORE}(?P<base>百分之|千分之)(?P<value>{_NUMERAL}(?:点{_NUMERAL})?){_AFTER}"
)
YEAR = r"(?<!\d)(?:19|20)\d{2}"
_NO_QUANTITY = re.compile(
    rf"{YEAR}(?:[-—–~～至](?:19|20)?\d{{2}})?(?=年|届)年?(?:度|底|末|初)?|"
    rf"{YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|"
    rf"{_NUMERAL}届(?=[一二三四五六七]中)|党的{_NUMERAL}大|"
    r"(?<!\d)\d{1,2}月(?:份|\d{1,2}日)?|(?<![\d个])\d{1,2}日(?!均)|"
    r"\d{1,2}[:：]\d{2}|(?<!\d)\d{1,6}号|^\s*\d{1,2}[.、](?!\d)|"
    rf"第\s?(?:\d{{1,6}}|{_NUMERAL})[个届次期批轮位名项条章节家类种年]?|"
    r"“[^”\n]{1,12}”|https?://\S+",
    re.M,
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every number with a unit, in the order of the text; they never overlap."""
    plain = text.translate(_FULL_WIDTH)
    plain = _NO_QUANTITY.sub(_hidden, plain)
    found = [_from_digits(m) for m in _FIGURE.finditer(plain)]
    found += [_from_fraction(m) for m in _FRACTION.finditer(plain)]
    found += [_from_numeral(m) for m in _SPELT.finditer(plain) if _counts(m)]
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return tuple(kept)


def _hidden(found: re.Match[str]) -> str:
    """Blanked out, unless it is a quoted phrase with a number and unit of its own in digits."""
    words = found.group()
    if words.startswith("“") and re.search(r"\d", words):
        return words
    return "\0" * len(words)


def _from_digits(found: re.Match[str]) -> Quantity:
    scale = _scale(found["scale"] or "")
    second = _scale(found["scale2"] or found["scale"] or "")
    if found["scale2"] and not found["scale"] and not found["unit1"]:
        scale = second  # 3-5万元
    return Quantity(
        start=found.start(),
        end=found.end(),
        value=_plain(_decimal(found["value"]) * scale),
        upper=_plain(_decimal(found["upper"]) * second) if found["upper"] else None,
        unit=found["unit"] or found["unit1"] or "",
        hedge=_hedge(found, "before", "more", "more2", "after"),
    )


def _from_numeral(found: re.Match[str]) -> Quantity:
    scale = _scale(found["scale"] or "")
    return Quantity(
        start=found.start(),
        end=found.end(),
        value=_numeral(found["value"]) * scale,
        upper=_numeral(found["upper"]) * scale if found["upper"] else None,
        unit=found["unit"],
        hedge=_hedge(found, "before", "more", "after"),
    )


def _from_fraction(found: re.Match[str]) -> Quantity:
    whole, _, rest = found["value"].partition("点")
    digits = "".join(str(_DIGITS.get(c, 0)) for c in rest)
    return Quantity(
        start=found.start(),
        end=found.end(),
        value=_numeral(whole) + Decimal(f"0.{digits or 0}"),
        upper=None,
        unit="%" if found["base"] == "百分之" else "‰",
        hedge=_hedge(found, "before", "after"),
    )


def _counts(found: re.Match[str]) -> bool:
    """一家 is an article, 千家万户 an idiom; 近百家 counts."""
    value = found["value"]
    if value in ("百", "千", "万", "亿"):
        return bool(found["before"] or found["more"])
    return value not in ("一", "万一") and value[0] not in "万亿"


def _hedge(found: re.Match[str], *names: str) -> str:
    return "".join(found[name] or "" for name in names)


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _plain(value: Decimal) -> Decimal:
    """Without the zeros that a scale leaves behind: 174000000, not 174000000.00."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _scale(words: str) -> Decimal:
    value = Decimal(1)
    for char in words:
        value *= _TENS.get(char) or _SCALES[char]
    return value


def _numeral(words: str) -> Decimal:
    """三百二十 is 320; 五千万 is 50,000,000."""
    total, section, digit = 0, 0, 0
    for char in words:
        if char in _SCALES:
            total = (total + section + digit or 1) * _SCALES[char]
            section = digit = 0
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return Decimal(total + section + digit)
