"""What a sentence can carry in a draft, and of which years it speaks. Knows no brief."""

import re
from collections.abc import Sequence, Set
from typing import Literal

from youju.answering.scope import document_years, period_years, years_of
from youju.answering.sources import SourceSentence
from youju.reading.figures.kinds import document_plans, is_plan, opens_plan
from youju.types import Figure, FigureKind

# What a sentence can carry: what was done, what is wanting, what is to be done, what others do.
Use = Literal["results", "problems", "tasks", "lessons"]

_PROBLEM = re.compile(
    "(?:存在|面临|还有|仍有|尚有)[^，。；]{0,12}(?:问题|不足|短板|困难|差距)|薄弱|滞后|短板(?:仍|还|较|明显)|差距(?:仍|还|较)|不够|不充分|有待"
)
_AHEAD = re.compile(
    "^(?:[一二三四五六七八九十]+[是要]，?)?(?:要|将|力争|确保|争取|加快|继续|进一步|持续|着力|下一步)"
    "|(?:力争|到20\\d\\d年|年内|年底前)|[，；](?:要|将|确保)"
)
_DIRECTING = re.compile("总体要求|指导思想|目标任务|重点任务是|必须|务必")
_HONOUR = re.compile("(?:荣获|获评|获得|被评为|授予|入选)[^，。；]{0,6}20\\d\\d[^，。；]{0,6}年度")
_DONE = re.compile("已[经有全]?|完成了?|达到了|建成|同比|获[得评]|累计|共有")


def use_of(source: SourceSentence, figures: Sequence[Figure], around: Set[FigureKind]) -> Use:
    """By its figures, else by its headings, else by its own words and the figures around it."""
    headings = source.passage.chunk.headings
    if _PROBLEM.search(source.text) or any(_PROBLEM.search(h) for h in headings[-1:]):
        return "problems"
    kinds = {figure.kind for figure in figures}
    planned = is_plan(headings)
    if "target" in kinds or _DIRECTING.search(source.text):
        return "tasks"
    if kinds and (not planned or _DONE.search(source.text)):
        return "results"
    if planned is None:
        chunk = source.passage.chunk
        opened = opens_plan(chunk.text, 0, source.end - chunk.start) is not None
        ahead = _AHEAD.search(source.text) is not None
        amid = "target" in around and "actual" not in around
        planned = opened or ahead or amid or document_plans(source.passage.facts, chunk.text)
    return "tasks" if planned else "results"


def years_told(source: SourceSentence, figures: Sequence[Figure], use: Use) -> frozenset[str]:
    """Of its figures, else of its words; of a document on two years the later is the plan's."""
    told = frozenset(year for one in figures for year in period_years(one.period or ""))
    years = told or years_of(source)
    whole = document_years(source.passage.facts)
    if _HONOUR.search(source.text):
        return years | whole  # 荣获2020—2021年度先进市 was done later
    if years == whole and len(whole) > 1:
        return frozenset([max(whole)] if use == "tasks" else [min(whole)])
    return years
