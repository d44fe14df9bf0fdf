"""Figures and gaps in a text: what it counts, and what it fails to say.

`find_quantities` reads any text, an answer as well as a source. Years, dates, ordinals and slogans
are no quantities. Nothing is ever filled in, and no figure is judged true or false here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from youju.reading.cleaning import BLANK_FIGURE
from youju.reading.metadata import find_places
from youju.text import sentence_spans
from youju.types import Document, Figure, FigureKind, Gap, GapHow, Section


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
_UNIT = f"(?:{_LONG_UNITS}|{_COUNTERS}|年(?![级报龄度])|天(?![然津])|周(?![边围密期])|%|‰)"
_SPELT_UNIT = f"(?:人次|方面|分钟|小时|个月|{_COUNTERS}|年(?=[内来以]))"
_BEFORE = (
    "(?P<before>超过了?|突破|不低于|不少于|不超过|不高于|至少|至多|最高|最低|(?<![最附邻])近|"
    "(?<![契签预])约|逾|(?<!赶)超|将近|接近|高于|低于|多达|上(?=[百千万十亿]))?"
)
_AFTER = "(?P<after>及?以[上下内]|之内|左右|上下|不等|余|多(?![个种家次]))?"
_RANGE = "(?:(?P<unit1>{unit})?(?:[-－—–~～]{{1,2}}|[至到])(?P<upper>{number})(?P<scale2>[万亿])?)?"
_FIGURE = re.compile(
    rf"{_BEFORE}(?<![\d.])(?P<value>{_NUMBER})\s?(?P<more>[余多])?(?P<scale>[百千]?万亿?|亿|千|百)?"
    + _RANGE.format(unit=_UNIT, number=_NUMBER)
    + rf"\s?(?P<more2>[余多])?(?:(?P<unit>{_UNIT})|(?<=[万亿])(?=[的，。；、）以左]|$)){_AFTER}"
)
_SPELT = re.compile(
    rf"(?<![“‘零一二两三四五六七八九十百千万亿几数多]){_BEFORE}(?P<value>{_NUMERAL})"
    rf"(?P<more>[余多])?(?P<scale>[万亿])?(?:[至到](?P<upper>{_NUMERAL}))?"
    rf"(?P<unit>{_SPELT_UNIT}){_AFTER}"
)
_FRACTION = re.compile(
    rf"{_BEFORE}(?P<base>百分之|千分之)(?P<value>{_NUMERAL}(?:点{_NUMERAL})?){_AFTER}"
)
_YEAR = r"(?<!\d)(?:19|20)\d{2}"
_NO_QUANTITY = re.compile(
    rf"{_YEAR}(?:[-—–~～至](?:19|20)?\d{{2}})?(?=年|届)年?(?:度|底|末|初)?|"
    rf"{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|"
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


# ---- what a number counts ------------------------------------------------------------------------

_BORDER = re.compile(r"[，。；：、！？\n]")
_BLANKED = re.compile(f"从?{BLANK_FIGURE}(?:[万亿]?{_UNIT})?")
_COORDINATE = re.compile(r"\d[^\d，。；]*[和及与]$")
_SCOPE = re.compile(
    "^(?:其中|同时|此外|目前|截至目前|全年|累计|共计?|另有|以及|和|并|要|将|[全我][市县区省院]|"
    rf"[到自]?{_YEAR}年(?:度|全年|底前?|末|以来)?|年内|今年|去年|力争|确保|还|已|也|均|"
    "[一二三四五六七八九十]+[是要])+"
)
_LINK = re.compile(
    "(?:达到|达|提[升高]?[至到]|增[加长]?到|下?降[至到低]*|缩短至|为|是|共计?|有|拥有|已有?|占|至|到|"
    "保持在|控制在|稳定在|均|分别|累计|超过|的|从|每年|最高|每人|以|对|由)+$"
)
_CHANGE = re.compile("(?:同比|环比|较.{1,6})?(?:增[加长幅]|提[升高]|下降|降低|减少|降幅|上升)了?$")
_HEDGE_BEHIND = re.compile("^(?:及?以[上下内]|之内|左右)?的?")
_NOUN_AFTER = re.compile("[\u3400-\u9fff“”A-Za-z（）]+(?:、[\u3400-\u9fff]+)*")
_LONGEST = 30


def _clause(text: str, at: int) -> str:
    """The clause that position `at` stands in, up to it; one in brackets stands alone."""
    borders = [m.end() for m in _BORDER.finditer(text, 0, at)]
    start = borders[-1] if borders else 0
    opened = text.rfind("（", start, at)
    return text[opened + 1 if opened > text.rfind("）", start, at) else start : at]


def _trimmed(words: str) -> str:
    words = _SCOPE.sub("", _LINK.sub("", _BLANKED.sub("", words).strip(" \0")))
    if len(words) > _LONGEST:
        counted = find_quantities(words)
        words = words[counted[-1].end :] if counted else words
    return words if words.count("“") == words.count("”") else re.sub("[“”]", "", words)


def indicator_of(sentence: str, start: int, end: int) -> str:
    """What the number at `sentence[start:end]` counts, in the sentence's own words: best effort."""
    clause = _clause(sentence, start)
    noun = _NOUN_AFTER.match(_HEDGE_BEHIND.sub("", sentence[end:], count=1))
    behind = noun.group() if noun else ""
    if _COORDINATE.search(clause):
        clause = "" if behind else re.sub(r"[\d.]+[^\d]*$", "", clause)
    before = _trimmed(clause)
    if len(behind) > 1 and len(before) < 12:
        return _LINK.sub("", before + behind)[:_LONGEST]
    if before and not _CHANGE.fullmatch(before):
        return before[-_LONGEST:]
    earlier = _clause(sentence, max(0, start - len(_clause(sentence, start)) - 1))
    return (_trimmed(re.sub(r"[\d.,]+[^\d]{0,4}$", "", earlier)) + before)[-_LONGEST:]


# ---- figures -------------------------------------------------------------------------------------

_PLAN_HEADING = re.compile("安排|打算|下一步|今后|计划|规划|思路|目标|重点任务|重点工作|部署|聚焦")
_REVIEW_HEADING = re.compile("回顾|总结|成效|成绩|完成|落地|见效|情况|取得|做法|亮点|底数|做到")
_PLAN_OPENS = re.compile(
    rf"(?:下一步|下一阶段|{_YEAR}年|今年|今后).{{0,12}}[要将](?:着重|重点|突出|抓好|做好|聚焦)|"
    "提出(?:明确|具体)?要求"
)
_TARGET = re.compile(
    rf"(?:[到在]|^|，){_YEAR}年(?:底前|年?底|末)|年内|年底前|下一步|控制在|不低于|"
    "力争|目标|确保|计划|预计|拟|(?<![重主需必次首提摘简纲概只])要(?![求素点闻塞件])|"
    "将(?:达到?|新增|完成|建成|实现|力争|全面|继续|进一步|投入|增[加至])"
)
_DONE = re.compile("已(?!有?经?$)|目前|截至|累计|完成了|实现了|取得了|建成了")
_INPUT = re.compile("投资|资金|投入|经费|拨付|专项债|补助|奖补|拨款")
_MASKED_NAME = re.compile("(?<![A-Za-z0-9+*])(?:[XＸ×]{1,3}|[*＊]{1,3}|某{1,2})[市县区州省镇乡]")


def find_figures(document: Document, sections: Sequence[Section]) -> tuple[Figure, ...]:
    """The figures of every section, each with the sentence that states it."""
    return tuple(figure for section in sections for figure in _section_figures(document, section))


def _section_figures(document: Document, section: Section) -> Iterator[Figure]:
    text = document.text
    opened = _PLAN_OPENS.search(text, section.start, section.end)
    plan_from = opened.end() if opened else section.end
    for start, end in sentence_spans(text, section.start, section.end):
        sentence = text[start:end]
        for quantity in find_quantities(sentence):
            if quantity.unit.endswith("岁") and (quantity.hedge or quantity.upper):
                continue  # 65岁以上 says who is counted
            at = start + quantity.start
            yield Figure(
                doc_id=document.doc_id,
                start=at,
                end=start + quantity.end,
                indicator=indicator_of(sentence, quantity.start, quantity.end),
                value=quantity.value,
                upper=quantity.upper,
                unit=quantity.unit,
                hedge=quantity.hedge,
                place=_place(sentence[: quantity.start], section, document),
                period=_period(sentence, quantity.start, section, document),
                kind=_kind(sentence, quantity, section, planned=at >= plan_from),
                sentence_start=start,
                sentence_end=end,
            )


def _place(before: str, section: Section, document: Document) -> str | None:
    """The place named last before the number, else in a heading, else the document's own."""
    for words in (before, *reversed(section.headings)):
        named = _last_places(words)
        if named:
            return named
    return document.facts.place


def _last_places(words: str) -> str:
    """The last place in `words`; those that 、 joins to it come along. 广州医科大学 is none."""
    spans = [(at, name) for at, name in find_places(words) if words.startswith(name, at)]
    spans += [(m.start(), m.group()) for m in _MASKED_NAME.finditer(words)]
    spans = sorted(span for span in spans if not span[1].endswith("省"))
    joined: list[str] = []
    next_start = -1
    for at, name in reversed(spans):
        end = at + len(name)
        touching = end == next_start or words[end:next_start] == "、"
        if joined and not touching:
            break
        joined.insert(0, name + ("、" if joined and end != next_start else ""))
        next_start = at
    return "".join(joined)


def _period(sentence: str, at: int, section: Section, document: Document) -> str | None:
    for words in (sentence[:at], sentence, *reversed(section.headings)):
        years: list[str] = re.findall(rf"{_YEAR}(?:[-—–~～至](?:19|20)\d{{2}})?(?=年)", words)
        if years:
            return re.sub("[—–~～至]", "-", years[-1])
    return document.facts.period


def _kind(sentence: str, quantity: Quantity, section: Section, *, planned: bool) -> FigureKind:
    """A plan is told by its own words, by what opens it, or by its heading; else it is done."""
    before = re.sub("《[^》]*》?|“[^”]*”", "", sentence[: quantity.start])
    clause = _clause(sentence, quantity.start)
    if _TARGET.search(before) or quantity.hedge.startswith("不低于"):
        return "target"
    if not _DONE.search(before) and (planned or _is_plan(section.headings)):
        return "target"
    return "input" if quantity.unit.endswith("元") and _INPUT.search(clause) else "actual"


def _is_plan(headings: Sequence[str]) -> bool:
    """By the outermost heading that tells plan from review."""
    for heading in headings:
        if _REVIEW_HEADING.search(heading):
            return False
        if _PLAN_HEADING.search(heading):
            return True
    return False


# ---- gaps ----------------------------------------------------------------------------------------

_MASK = re.compile(
    r"(?<![A-Za-z0-9+*])(?:(?:[XＸ×]{1,4}|[*＊]{1,3})"
    "(?P<kind>自治[州县]|[省市县区州旗镇乡村]|街道|社区|医科大学|大学|学院|医院|机构|公司|同志)|"
    "某{1,2}(?P<some>[省市县区州])|"
    r"[XＸ](?![A-Za-z0-9光线射片*])(?=[\u3400-\u9fff、，]))"
)
_TRUNCATED = re.compile("〔原文[^〕]*〕")


def find_gaps(document: Document, sections: Sequence[Section]) -> tuple[Gap, ...]:
    """Figures taken out, masked names, and places where the text breaks off."""
    gaps = [*_blanks(document, sections), *_masked(document)]
    for found in _TRUNCATED.finditer(document.text):
        gaps.append(_gap(document, found.span(), what="原文", how="truncated"))
    return tuple(sorted(gaps, key=lambda gap: gap.start))


def _gap(
    document: Document, span: tuple[int, int], *, what: str, how: GapHow, unit: str = ""
) -> Gap:
    start, end = span
    return Gap(doc_id=document.doc_id, start=start, end=end, what=what, unit=unit, how=how)


def _blanks(document: Document, sections: Sequence[Section]) -> Iterator[Gap]:
    text = document.text
    starts = [section.start for section in sections]
    for found in re.finditer(BLANK_FIGURE, text):
        start, end = found.span()
        line = max(text.rfind(mark, max(0, start - 500), start) for mark in "。；\n") + 1
        unit = re.match(f"[万亿]?{_UNIT}(?:（套）)?", text[end : end + 12])
        unit_end = end + (unit.end() if unit else 0)
        what = indicator_of(text[line : unit_end + 40], start - line, unit_end - line)
        what = _BLANKED.sub("", what)
        section = bisect_right(starts, start) - 1
        if not what and section >= 0 and sections[section].headings:
            what = sections[section].headings[-1]
        unit_text = unit.group() if unit else ""
        yield _gap(document, (start, end), what=what, how="blanked", unit=unit_text)


def _masked(document: Document) -> Iterator[Gap]:
    for found in _MASK.finditer(document.text):
        kind = found["kind"] or found["some"] or ""
        what = "姓名" if kind == "同志" else f"{kind}名" if len(kind) == 1 else f"{kind}名称"
        yield _gap(document, found.span(), what=what, how="masked")
