"""Plan, result or money put in: what a figure is told as.

A plan is told by the words of its own clause, by the sentence that opens it (2024年要重点抓好…：),
or by its heading; never by the year alone.
"""

import re
from collections.abc import Sequence

from youju.reading.figures.quantities import YEAR, Quantity
from youju.types import DocumentFacts, FigureKind

_PLAN_HEADING = re.compile(
    "安排|打算|下一步|下步|今后|计划|规划|思路|目标|重点任务|重点工作|主要任务|部署|聚焦|展望|保障措施|工作要求|建议|对策|请求|恳请"
)
_REVIEW_HEADING = re.compile(
    "回顾|总结|肯定|成效|成绩|完成|落地|见效|情况|取得|做法|亮点|底数|做到|现状|存在问题|进展|(?:发展|工作)基础"
)
_IMPERATIVE = re.compile(
    "^(?:[一二三四五六七八九十]+|第[一二三四五六七八九十])?要|着力|奋力|全力|确保|力争"
)
_PLAN_OPENS = re.compile(
    rf"(?:下一步|下一阶段|下步|{YEAR}年|今年|今后|新的一年)[^。；\n]{{0,16}}[要将](?:着重|重点|突出|抓好|做好|聚焦|围绕|全力|继续)|"
    "提出(?:明确|具体|了)?[^。；，\n]{0,4}要求|(?:下一步|下步|今后)(?:工作)?(?:打算|安排|计划|思路)"
)
_LOOKS_AHEAD = re.compile("(?:系统|我[们市县区委局院]|上下|卫健[委局])[^，。；\n]{0,6}将(?![近于])")
_PLAN_KINDS = ("通知", "文件", "规划", "计划", "方案", "意见")
_TARGET = re.compile(
    rf"(?:到|(?<!截)至){YEAR}年(?:年?底|末)|{YEAR}年(?:年?底前|前)|到[“]?十[四五]五|年内|年底前|下一步|下步|"
    "力争|目标|确保|恳请|计划(?!生育|免疫)|预计(?=[^，。；]{0,12}(?:年底|明年|投[用入]|完工|建成|竣工|交付|新增|将))|拟(?!合)|争取(?:[达在到实建新]|省级立项)|"
    "(?<![重主需必次首提摘简纲概只])要(?![求素点闻塞件道害领职走跑花等坐排]|看到|清醒|正视|认识到|承认)|"
    "将(?:再|由|达到?|新增|完成|建成|实现|力争|全面|继续|进一步|投入|增[加至]|突破|超过|提[高升]|建设|新建|有)"
)
_REPORTS = re.compile("总结|公报|通报|情况")
_OPENING = 600  # the characters in which a text says what it is about
_BOUND = re.compile("控制在|不低于|不少于|不超过|不高于|至少")
# 建成37个，控制在11分钟以内: a bound that goes on from what was done was kept, not aimed at.
_STATED = re.compile(
    "(?:建成|新增|完成|开展|组织|举办|培训|选派|引进|组建|培养|招聘|成立|获评|达到?|为)[^，。；\0]{0,16}?\\d[^，。；]*[，、；]"
)
_DONE = re.compile(
    "已(?!有?经?$)|目前|截至|累计|去年|(?:完成|实现|取得|建成|开展|组织|举办|新增|达到|获得|增长|下降|成立|引进)了|荣获|获评|获批|"
    "共计|连续.{1,3}年|以来|均已|(?<!将)由.{1,12}[至到]了?$|提前完成|超额完成|(?<!要)(?<!将)较好地?完成"
)
_COMPARED = re.compile(
    "(?:比|占|距离?|离|超过?|高于|高出|低于|优于|对照|完成)[^，。；]{0,10}(?:目标|计划|任务)值?"
)
_AIMED = re.compile(
    "(?:打造|建[成设好强立]|创[建成]|争创|组建|力争|争取|实现|进入|跻身)[^，。；“”]{0,12}[“”]?$"
)
_AHEAD, _AIM = re.compile("(?:距离?|离)$"), re.compile("的?[^，。；、]{0,4}目标")
_BASE = re.compile("[从由](?:原来|现在|目前|原先)?的?$")
_TITLED = re.compile("《[^》]{0,60}$")  # a number in the name of a paper is no plan of ours
_INPUT = re.compile(
    "投资|资金|投入|经费|拨付|专项债|补助|奖补|拨款|补贴|预算|奖励|安家费|投用|财政|到位"
)
_SENT = re.compile("派驻|派出|选派|下派|抽调|投入|出动")
_NOT_INPUT = re.compile(
    "处罚|罚款|负担|收入|产值|营收|降[低幅]|减[轻少]|招商|人均|每人|费用|支出|医疗费|节约"
)


def document_plans(facts: DocumentFacts, text: str) -> bool:
    """Whether a document looks ahead as a whole, where no heading tells otherwise."""
    opening = min(_OPENING, len(text) // 2)
    if facts.kind in _PLAN_KINDS and not _REPORTS.search(facts.title):
        return True
    return _LOOKS_AHEAD.search(text, 0, opening) is not None


def opens_plan(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The words of a sentence that open a plan; None where none do."""
    found = _PLAN_OPENS.search(text, start, end)
    return found.span() if found else None


def is_plan(headings: Sequence[str]) -> bool | None:
    """By the outermost heading that tells plan from review; None when none does."""
    for heading in map(_without_compared, headings):
        if _REVIEW_HEADING.search(heading) and not _IMPERATIVE.search(heading):
            return False
        if heading.startswith(("一要", "二要", "三要", "四要", "五要", "六要")):
            return True
        if _PLAN_HEADING.search(heading):
            return True
    return None


def kind_of(
    sentence: str, quantity: Quantity, *, planned: bool | None, is_name: bool = False
) -> FigureKind:
    """The last word before the number that tells, else what the section is, decides.

    A number in a name that stands already (“四个意识”, 三年行动) is aimed at only where its own
    clause says so (打造三大中心).
    """
    start = quantity.start
    if _AHEAD.search(sentence, max(0, start - 4), start) and _AIM.match(sentence, quantity.end):
        return "target"
    if _stands(sentence, quantity) or (
        is_name and not _AIMED.search(sentence[max(0, start - 20) : start])
    ):
        return "actual"
    before = re.sub(
        "《[^》]*》?|“(?!十[二三四五]五)[^”]*”", lambda m: "\0" * len(m.group()), sentence[:start]
    )[-200:]
    before = _without_compared(before.rpartition("基础上")[2])
    target = max((m.start() for m in _TARGET.finditer(before)), default=-1)
    done = max((m.start() for m in _DONE.finditer(before)), default=-1)
    if target > done:
        return "target"
    bound = _BOUND.search(before[-8:]) or _BOUND.match(quantity.hedge)
    kept = _STATED.search(before) is not None
    if done < 0 and (planned or (bound and planned is None and not kept)):
        return "target"
    return "input" if _is_input(sentence, quantity) else "actual"


def _stands(sentence: str, quantity: Quantity) -> bool:
    """An anniversary, a number in the name of a paper, the old end of a change: 由3000元."""
    start = quantity.start
    titled = _TITLED.search(sentence, 0, start) is not None
    return (
        quantity.unit == "周年"
        or titled
        or _BASE.search(sentence[max(0, start - 6) : start]) is not None
    )


def _without_compared(words: str) -> str:
    """距90%的目标还有差距 names a target only to measure what was reached."""
    return _COMPARED.sub(lambda m: "\0" * len(m.group()), words)


def _is_input(sentence: str, quantity: Quantity) -> bool:
    """Money or staff put in, by the words of the number's clause."""
    if not re.search("元$|^[名人支个]$", quantity.unit):
        return False
    before = re.split("[，。；：\n]", sentence[max(0, quantity.start - 40) : quantity.start])[-1]
    behind = re.split("[，。；：、\n]", sentence[quantity.end : quantity.end + 12])[0]
    if not quantity.unit.endswith("元"):
        people = quantity.unit in ("名", "人") or re.search("[人队员]", behind)
        return bool(people) and _SENT.search(before) is not None
    spent = re.sub("财政[^，。；]{0,8}支出", "投入", before)
    return bool(_INPUT.search(spent + behind)) and not _NOT_INPUT.search(spent)
