"""P11: a five-year plan and its years: which plan a year lies in, its first year and its last.

Does not know what a plan says.
"""

import re
from collections.abc import Iterator

from youju.drafting.rules.faults import Fault, Level, fault_at
from youju.drafting.rules.listed import in_title
from youju.drafting.rules.manuscript import Manuscript
from youju.drafting.rules.timing import Written, written

_NUMERALS = {word: number for number, word in enumerate("一二三四五六七八九", start=1)}
_NUMERAL = "二十[一二三四五]?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_PLAN = re.compile(
    rf"[“\"‘]?(?<![第零〇])(?P<short>十[一二三四五六七八九]?)五[”\"’]?(?![个项条大名家位期岁日月级类种点人次届年所种套步]|分)"
    rf"|第(?P<long>{_NUMERAL})个五年(?:规划|计划)"
)
_QUOTED = re.compile(r"[“\"‘]|规划|时期|期间|开局|收官|末|以来|第|计划|以后|前")
_CLAUSE = re.compile(r"[^，。；！？\n]+")
_RANGE = re.compile(
    r"[（(]?(?<!\d)((?:19|20)\d{2})年?\s*(?:[—\-–－~～至到]|——)\s*((?:19|20)\d{2})年?[）)]?"
)
_YEAR = re.compile(r"(?<![\d—\-–－~～])((?:19|20)\d{2})年(?!\s*[—\-–－~～至到]\s*\d)")
_LINKED = re.compile(  # between a year and a plan of which it is told to be a part
    r"[，、（(]?(?:年)?(?:[\u3400-\u9fff]{0,2}(?:是|为|作为|系|处于|正值|进入|迎来|迈入|恰逢|属于|正是|既是|也是|即|特别是|尤其是)[^，。；]{0,8})?"
    r"(?:我市|我区|我县|全市|全区|全县|我国|全省|我省|我委|全系统)?(?:实施|推进|落实|完成|执行|深化)?(?:国家|全国|全面)?$"
)
_AHEAD = re.compile(
    "谋划|编制|前期|起草|衔接|展望|谋篇|布局|迎接|启动|准备|研究|面向|奠定|奠基|打好基础|为.{0,4}(?:打|开好局|起好步)|即将"
)
_BACK = re.compile(
    "总结|回顾|评估|以来|期间累计|成就|圆满|收官后|完成了|已|结束|顺利|胜利|经验|后评价|审计|终期"
)
_OPENING = re.compile(
    r"[”\"’]?(?:规划|时期|发展规划)?(?:的|实施的|规划的)?(?:全面)?(?:开局|起步|开篇|开端|首|第一|头|启动|元|开启|破题|奠基)之?(?:一)?年"
)
_CLOSING = re.compile(
    r"[”\"’]?(?:规划|时期|发展规划)?(?:的|实施的|规划的)?(?:收官|收尾|最后|末|决胜|终期|结束|完成|圆满收官|终|冲刺收官|第五|收关)之?(?:一)?年"
)
_NTH = re.compile(
    r"[”\"’]?(?:规划|时期|发展规划)?(?:的|实施的|规划的)?(?:承上启下(?:的|之年的)?)?第(?P<nth>[二三四])(?:个)?年"
)
_MIDDLE = re.compile(
    r"[”\"’]?(?:规划|时期)?(?:的|实施的)?(?:中期|中间|中期评估|过半|承上启下|期中)之?年"
)
_DURING = re.compile(
    r"[”\"’]?(?:规划)?(?:期间|时期|以来|期内|末|末期|初期|初|中期|阶段)[，（(的]{0,2}(?:即|特别是|尤其是|到|至|中的)?$"
)
_PERIOD = re.compile(r"[”\"’]?(?:规划)?(?:期间|时期|期内|阶段)")
_WILL = re.compile("将|力争|要|确保|计划|继续|拟|推进|加快|全面|着力|争取|努力|实施|抓住|启动")


def find_plan_faults(manuscript: Manuscript) -> Iterator[Fault]:
    """Each mention of a plan beside years that are not its own."""
    when = written(manuscript)
    for clause in _CLAUSE.finditer(manuscript.text):
        for plan in _PLAN.finditer(clause.group()):
            start = clause.start() + plan.start()
            if in_title(manuscript.text, start) or not _is_plan(plan, clause.group()):
                continue
            note, level = _fault(manuscript, clause, plan, when)
            if note:
                span = _span(clause, plan)
                yield fault_at("P11", level, manuscript, span, note)


def _is_plan(plan: re.Match[str], clause: str) -> bool:
    """Bare 十五 is a number, unless words of a plan follow; 十四五 is a plan."""
    if plan["long"] or plan.group()[0] in '“"‘' or len(plan["short"]) > 1:
        return True
    return bool(re.match("规划|时期|期间|末|计划", clause[plan.end() :]))


def _fault(
    manuscript: Manuscript, clause: re.Match[str], plan: re.Match[str], when: Written | None
) -> tuple[str, Level]:
    number = _number(plan["long"] or plan["short"])
    first = 1966 + 5 * (number - 3)
    if note := _wrong_years(manuscript.text, clause, plan, first):
        return note, "error"
    if note := _wrong_place(manuscript.text, clause, plan, first, when):
        return note, "warning"
    behind = clause.group()[plan.end() :]
    is_called_so = plan.group().endswith("计划") or re.match('[”"’]?(?:发展)?计划', behind)
    if number >= 11 and is_called_so:
        return "自“十一五”起称“规划”，不称“计划”。", "warning"
    if note := _wrong_time(manuscript.text, clause, plan, first, when):
        return note, "warning"
    return "", "warning"


def _number(words: str) -> int:
    tens, _, ones = words.rpartition("十")
    if "十" not in words:
        return _NUMERALS[words]
    return 10 * _NUMERALS.get(tens, 1) + _NUMERALS.get(ones, 0)


def _span(clause: re.Match[str], plan: re.Match[str]) -> tuple[int, int]:
    return clause.start() + plan.start(), clause.start() + plan.end()


def _told(plan: re.Match[str], first: int) -> str:
    name = (plan["short"] and f"{plan['short']}五") or f"第{plan['long']}个五年规划"
    return f"“{name}”是{first}—{first + 4}年"


def _wrong_years(text: str, clause: re.Match[str], plan: re.Match[str], first: int) -> str:
    """A range or a year told to be of the plan that is not."""
    words, end = clause.group(), plan.end()
    spans = _RANGE.search(words, end, min(len(words), end + 24))
    if spans and "五" not in words[end : spans.start()] and len(words[end : spans.start()]) < 9:
        wrong = (int(spans[1]), int(spans[2])) != (first, first + 4)
        inside = (
            first <= int(spans[1]) and int(spans[2]) <= first + 4 and spans.group()[0] not in "（("
        )
        return (
            f"{_told(plan, first)}，与这里的{spans.group().strip('（()）')}不符。"
            if wrong and not inside
            else ""
        )
    for year in _YEAR.finditer(words):
        if first <= int(year[1]) <= first + 4:
            continue
        behind = year.end() <= plan.start() and _LINKED.fullmatch(words[year.end() : plan.start()])
        if behind and not _AHEAD.search(words[end:]) and not _BACK.search(words):
            return f"{_told(plan, first)}，不含{year[1]}年。"
    here = clause.start() + end
    year_behind = _YEAR.search(text, here, here + 20)
    is_within = year_behind and _DURING.fullmatch(text[here : year_behind.start()])
    if year_behind and is_within and not first <= int(year_behind[1]) <= first + 4:
        return f"{_told(plan, first)}，不含{year_behind[1]}年。"
    return ""


def _wrong_place(
    text: str, clause: re.Match[str], plan: re.Match[str], first: int, when: Written | None
) -> str:
    """An opening, a closing or an nth year of the plan that is another year."""
    told = _ordinal(clause.group(), plan.end(), first)
    if told is None:
        return ""
    stated = [
        int(year[1]) for year in _YEAR.finditer(text, max(0, clause.start() - 16), clause.end())
    ]
    if stated:
        is_wrong = stated[-1] != told[1]
    else:
        is_wrong = (
            when is not None and not when.earliest.year - 1 <= told[1] <= when.latest.year + 1
        )
    return f"{_told(plan, first)}，{told[0]}是{told[1]}年。" if is_wrong else ""


def _ordinal(words: str, end: int, first: int) -> tuple[str, int] | None:
    if _OPENING.match(words, end):
        return "开局之年", first
    if _CLOSING.match(words, end):
        return "收官之年", first + 4
    if nth := _NTH.match(words, end):
        place = _NUMERALS[nth["nth"]]
        return f"第{nth['nth']}年", first + place - 1
    if _MIDDLE.match(words, end):
        return "中期", first + 2
    return None


def _wrong_time(
    text: str, clause: re.Match[str], plan: re.Match[str], first: int, when: Written | None
) -> str:
    """A plan that is over told as one to be carried out."""
    words = clause.group()
    if (
        when is None
        or when.earliest.year <= first + 4
        or _BACK.search(words)
        or _ordinal(words, plan.end(), first)
    ):
        return ""
    around = text[max(0, clause.start() - 20) : clause.end() + 20]
    behind = words[plan.end() :]
    is_current = _PERIOD.match(behind) and _WILL.search(
        text[clause.start() + plan.end() : clause.end() + 30]
    )
    is_meant = re.search(
        r"(?:落实|推进|实施|执行|谋划|编制|启动|开展|制定|完成|对标|围绕|按照)[^，。；]{0,10}$",
        words[: plan.start()],
    )
    if (is_current or is_meant) and not _BACK.search(around):
        return f"{_told(plan, first)}，稿件写于{when.earliest.year}年，已不在其内。"
    return ""
