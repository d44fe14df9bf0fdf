"""What a question says about its passages beyond their words: the year, the body, plan or result.

All soft: a boost moves a passage among those that were found, and none is ever thrown out. Years of
documents are inferred and headings are free text, so neither may decide alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from youju.retrieval.folding import simplified
from youju.retrieval.framing import bare_place, without_frame
from youju.retrieval.needs import Need
from youju.types import Chunk, DocumentFacts, FigureKind, Query

_YEAR = 0.3  # of the widest gap between two mixed scores, which is 1
_YEAR_OF_DOCUMENT = 0.5  # of it, where the document covers the year and the passage is silent
_BODY = 0.3
_KIND = 0.05
_UNPLACED = -0.3  # a passage of a document of no known place, which does not name the one asked for
_PLAN_HEADING = re.compile(
    "下一步|下一阶段|[今明]年(?:工作|重点|要)|重点(?:工作|任务)|工作(?:安排|部署|打算|思路|计划|要求)"
    "|目标|任务|规划|打算|设想|力争|要(?:求|抓|在)"
)
_REVIEW_HEADING = re.compile(
    "回顾|总结|成效|成绩|成果|完成情况|进展|开展情况|工作情况|基本情况|取得|过去|去年|迈上|实现了"
)
_ORDINAL_HOSPITAL = re.compile("第?([一二三四五六七八九十]{1,2})(?:人民医院|院)")
_PLACE_RANK = re.compile("^[省市县区]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What passages are looked for, beyond their words."""

    place: str  # bare; empty: any
    years: tuple[str, ...]
    kind: FigureKind | None
    bodies: tuple["re.Pattern[str]", ...]  # any of a body's names


def wanted(query: Query, need: Need) -> Wanted:
    """What the passages for one need of a question should be like."""
    return Wanted(
        place=bare_place(need.place) if need.place else "",
        years=need.years,
        kind=query.kind,
        bodies=tuple(body_pattern(body, query.places) for body in query.institutions),
    )


def boost(asked: Wanted, chunk: Chunk, facts: DocumentFacts) -> float:
    """What to add to a passage's mixed score (0 … 1)."""
    whole = simplified(" ".join((facts.title, *chunk.headings, chunk.text)))
    bodies = sum(bool(body.search(whole)) for body in asked.bodies)
    return (
        (_UNPLACED if facts.place is None and asked.place not in whole else 0.0)
        + _YEAR * _year_fit(asked.years, whole, facts.period)
        + (_BODY * bodies / len(asked.bodies) if asked.bodies else 0.0)
        + (_KIND if asked.kind and _is_under(asked.kind, chunk.headings) else 0.0)
    )


def covers(period: str | None, year: str) -> bool:
    """Whether a document's years ("2023" or "2021-2023") hold the year."""
    if not period:
        return False
    first, _, last = period.partition("-")
    return first <= year <= (last or first)


def body_pattern(body: str, places: Sequence[str]) -> "re.Pattern[str]":
    """The names that a body goes by in its own place's documents: X市三院 is 市第三人民医院 too."""
    bare = without_frame(body, places, ()).strip()
    name = _PLACE_RANK.sub("", bare) or body
    numbered = _ORDINAL_HOSPITAL.fullmatch(name)
    if numbered:
        number = numbered[1]
        return re.compile(f"第{number}(?:人民)?医院|(?<![第一二三四五六七八九十]){number}院(?!区)")
    return re.compile(re.escape(name))


def _year_fit(years: Sequence[str], text: str, period: str | None) -> float:
    """1 where the text names a year asked for, less where only its document covers one, or 0."""
    if any(re.search(rf"(?<!\d){y}(?!\d)|(?<!\d){y[2:]}年", text) for y in years):
        return 1.0
    return _YEAR_OF_DOCUMENT if any(covers(period, year) for year in years) else 0.0


def _is_under(kind: FigureKind, headings: Sequence[str]) -> bool:
    pattern = _PLAN_HEADING if kind == "target" else _REVIEW_HEADING
    return any(pattern.search(heading) for heading in headings)
