"""Which materials an outline is made of: of the right years and uses, each fact once.

Knows no outline. What had to be stretched is told in a sentence.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from youju.drafting.briefs import Brief
from youju.drafting.materials import Gathered, Material, Use, allowed_years

ASKED: Mapping[Use, str] = {"results": "", "problems": "存在问题", "tasks": "下一步打算"}
USES: tuple[Use, ...] = ("results", "problems", "tasks")
LONG = 600  # characters: more is written in parts
_FEW_RESULTS = 3  # of the draft's year: with fewer, those of the year before are told as well
_PLENTY = 1.5  # times the length: so much of the draft's year needs nothing of the year before
_ONLY_TASKS = re.compile("安排|打算|目标|任务|下一步|计划|部署|要求")
_ONLY_RESULTS = re.compile("回顾|成效|成绩|总结|进展|完成情况|亮点")
_DUE, _DONE = re.compile("(?:年底|月底|年中)之?前|年内"), re.compile("已|[成工]了")
_QUOTED = re.compile("“[^”]{1,12}”")
_ROW = re.compile("[|｜\\t]")
_PROCEDURE = re.compile(
    "现将|^过去的20\\d\\d年|^20\\d\\d年是|(?:报告|通报|汇报)如下|召开[^，。；]{0,24}(?:会议|大会)|主持会议|出席(?:会议)?|参加(?:了)?会议|作(?:了)?(?:工作)?报告|交流发言|(?:会议|大会)[^。]{0,30}表[扬彰]|分管负责人|主要负责人[，。]"
)


def usable_of(brief: Brief, gathered: Gathered) -> tuple[tuple[Material, ...], str]:
    """The materials of the right years and uses, and what to say where years had to be stretched.

    Results are those of the draft's own years; where there are few, those of the year before as
    well, which the text then names.
    """
    asked = f"{brief.topic}{brief.heading}"
    uses = set(USES)
    if _ONLY_TASKS.search(asked) and not _ONLY_RESULTS.search(asked):
        uses = {"tasks"}
    elif _ONLY_RESULTS.search(asked) and not _ONLY_TASKS.search(asked):
        uses = {"results", "problems"}
    kept = [m for m in gathered.ours if m.use in uses and _is_content(brief, m)]
    kept = _told_once(kept or [m for m in gathered.ours if _is_content(brief, m)])
    years = allowed_years(brief)
    next_year = {str(int(max(years)) + 1)} if years and _looks_ahead(brief) else set()
    ahead = years | next_year  # of what is to be done
    now = [m for m in kept if not m.years or m.years & (ahead if m.use == "tasks" else years)]
    before = str(int(min(years)) - 1) if years else ""
    earlier = [m for m in kept if m not in now and before in m.years and m.use == "results"]
    enough = sum(m.use == "results" for m in now) >= min(_FEW_RESULTS, len(earlier) or 1)
    plenty = sum(len(m.source.text) for m in now) >= _PLENTY * brief.length
    if enough or (plenty and not _ONLY_RESULTS.search(asked)):
        return tuple(now), ""
    if earlier:
        what = "完成情况" if now else "内容"
        few = "很少有" if any(m.use == "results" for m in now) else "没有"
        told = f"文献里{few}{brief.period}年的{what}，用了{before}年的，文中写明了年份。"
        return tuple(now + earlier), told
    if now:
        return tuple(now), ""
    held = "、".join(sorted({f"{year}年" for m in kept for year in m.years})[-3:])
    return (), f"文献里没有{brief.place}{brief.period}年{brief.topic}的内容，只有{held}的。"


def balanced(brief: Brief, usable: Sequence[Material]) -> tuple[Material, ...]:
    """For a text on several years what was done counts as much as what is to be done."""
    years = allowed_years(brief)
    if len(years) < 2:
        return tuple(usable)
    usable = [replace(m, use="tasks") if _is_due(m, max(years)) else m for m in usable]
    best = {use: max((m.weight for m in usable if m.use == use), default=1.0) for use in USES}
    even = (replace(one, weight=one.weight / best[one.use]) for one in usable if one.use in best)
    return tuple(sorted(even, key=lambda one: -one.weight))


def _is_due(material: Material, year: str) -> bool:
    """Whether a sentence says by when something of the last year is to be done."""
    text = material.source.text
    return material.years == {year} and bool(_DUE.search(text)) and not _DONE.search(text)


def _looks_ahead(brief: Brief) -> bool:
    """Whether the plans for the year to come belong into it, told with their year."""
    return brief.length > LONG or ASKED["tasks"] in brief.elements


def _told_once(materials: Sequence[Material]) -> list[Material]:
    """Without those whose figures another one tells already: a fact stands in many documents."""
    kept: list[Material] = []
    for one in materials:
        told = _figures(one)
        if told and any(told <= _figures(other) for other in kept):
            continue
        kept = [other for other in kept if not _figures(other) or not _figures(other) < told]
        kept.append(one)
    return kept


def _figures(material: Material) -> frozenset[tuple[str, str, str]]:
    quoted = [
        (material.source.start + found.start(), material.source.start + found.end())
        for found in _QUOTED.finditer(material.source.text)
    ]
    return frozenset(
        (f.period or "", f"{f.value:f}", f.unit)
        for f in material.figures
        if not any(start <= f.start < end for start, end in quoted)  # “十张网” is a name
    )


def _is_content(brief: Brief, material: Material) -> bool:
    """No row of a table, and who sat on the platform in a news release only."""
    if _ROW.search(material.source.text):
        return False
    return brief.kind == "新闻通稿" or not _PROCEDURE.search(material.source.text)
