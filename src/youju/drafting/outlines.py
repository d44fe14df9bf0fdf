"""Outlines for a brief: which points, in which order, and what would carry each of them.

Several shapes are offered for one brief; the writer edits the one that is taken. Needs no model
and writes no sentence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from youju.drafting.briefs import Brief
from youju.drafting.materials import Gathered, Material, Use, allowed_years

# One paragraph of 一是…；二是…; a part each for results, problems and tasks; a part each for what
# the materials are about.
Shape = Literal["items", "parts", "aspects"]
SHAPE_NAMES: Mapping[Shape, str] = {
    "items": "一段到底：一是、二是、三是",
    "parts": "成效、问题、打算分写",
    "aspects": "按工作方面分写",
}

_PART_NAMES: Mapping[Use, str] = {
    "results": "工作进展和成效",
    "problems": "存在的问题",
    "tasks": "下一步工作打算",
}
_ASKED: Mapping[Use, str] = {"results": "", "problems": "存在问题", "tasks": "下一步打算"}
_USES: tuple[Use, ...] = ("results", "problems", "tasks")
_ITEM_CHARS = 75  # of one item, about
_MOST_ITEMS = 7
_MOST_IN_PART = 8
_MOST_ASPECTS = 5
_LONGEST_NAME = 16
_ONLY_TASKS = re.compile("安排|打算|目标|任务|下一步|计划|部署|要求")
_ONLY_RESULTS = re.compile("回顾|成效|成绩|总结|进展|完成情况|亮点")
_PROCEDURE = re.compile(
    "召开[^，。；]{0,24}(?:会议|大会)|主持会议|出席(?:会议)?|参加(?:了)?会议|作(?:了)?(?:工作)?报告|交流发言|进行(?:了)?表[扬彰]|分管负责人|主要负责人[，。]"
)
_NUMBERED = re.compile(
    "^(?:[一二三四五六七八九十]+[是要、]|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[，、]|\\d+[.．、])，?"
)
_LEADING = re.compile("^(?:并|目前|同时|此外|另外|其中|要|将|积极|全力|全面|大力)，?")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinePoint:
    """One point: its heading, and what carries it."""

    heading: str
    use: Use
    materials: tuple[Material, ...]
    missing: tuple[str, ...] = ()  # what it should say and no source says


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The points of a section in their order."""

    shape: Shape
    points: tuple[OutlinePoint, ...]
    notice: str = ""  # what the writer should know before a word is written

    @property
    def name(self) -> str:
        return SHAPE_NAMES[self.shape]

    @property
    def materials(self) -> tuple[Material, ...]:
        return tuple(one for point in self.points for one in point.materials)


def outlines(brief: Brief, gathered: Gathered) -> tuple[Outline, ...]:
    """The outlines that fit the brief, the one that it asks for first; never empty."""
    if not gathered.ours:
        return (_empty(brief, gathered),)
    usable, notice = _usable(brief, gathered)
    if brief.points:
        made = [_by_points(brief, gathered, usable, shape) for shape in ("items", "aspects")]
    else:
        made = [_items(brief, usable), _parts(brief, usable), _aspects(usable)]
    distinct = {tuple(point.heading for point in one.points): one for one in reversed(made)}
    kept = [replace(one, notice=notice) for one in made if one in distinct.values()]
    return tuple(sorted(kept, key=lambda one: one.shape != _wished(brief)))


def edited(outline: Outline, headings: Sequence[str], pinned: Sequence[str]) -> Outline:
    """The outline with the writer's headings and order, and only the materials that are pinned.

    A heading that is known keeps what carries it; of the others each takes over, in order, a point
    that is no longer named, and one that is left over is a new point of which nothing is known.
    """
    lines = [line.strip() for line in headings if line.strip()]
    known = {point.heading: point for point in outline.points}
    left = [point for point in outline.points if point.heading not in lines]
    points = []
    for line in lines:
        point = known.get(line) or (left.pop(0) if left else None)
        if point is None:
            points.append(OutlinePoint(heading=line, use="results", materials=(), missing=(line,)))
            continue
        kept = tuple(one for one in point.materials if one.key in pinned)
        missing = point.missing if kept else (line,)
        points.append(replace(point, heading=line, materials=kept, missing=missing))
    return replace(outline, points=tuple(points))


def _wished(brief: Brief) -> Shape:
    asked = " ".join(brief.elements)
    if "小标题" in asked:
        return "aspects"
    if "存在问题" in asked or "下一步打算" in asked:
        return "parts"
    return "items" if brief.length <= 600 or "一是" in asked else "aspects"


def _usable(brief: Brief, gathered: Gathered) -> tuple[tuple[Material, ...], str]:
    """The materials of the right years and uses, and what to say where years had to be stretched.

    Results are those of the draft's own years; where there are none, those of the year before,
    which the text then names.
    """
    asked = f"{brief.topic}{brief.heading}"
    uses = set(_USES)
    if _ONLY_TASKS.search(asked) and not _ONLY_RESULTS.search(asked):
        uses = {"tasks"}
    elif _ONLY_RESULTS.search(asked) and not _ONLY_TASKS.search(asked):
        uses = {"results", "problems"}
    kept = [m for m in gathered.ours if m.use in uses and _is_content(brief, m)]
    kept = kept or [m for m in gathered.ours if _is_content(brief, m)]
    years = allowed_years(brief)
    now = [m for m in kept if not m.years or m.years & years]
    before = str(int(min(years)) - 1) if years else ""
    earlier = [m for m in kept if m not in now and before in m.years and m.use == "results"]
    if any(m.use == "results" for m in now):
        return tuple(now), ""
    if earlier:
        what = "完成情况" if now else "内容"
        told = f"文献里没有{brief.period}年的{what}，用了{before}年的，文中写明了年份。"
        return tuple(now + earlier), told
    if now:
        return tuple(now), ""
    held = "、".join(sorted({f"{year}年" for m in kept for year in m.years})[-3:])
    return (), f"文献里没有{brief.place}{brief.period}年{brief.topic}的内容，只有{held}的。"


def _is_content(brief: Brief, material: Material) -> bool:
    """Who sat on the platform is content of a news release only."""
    return brief.kind == "新闻通稿" or not _PROCEDURE.search(material.source.text)


def _empty(brief: Brief, gathered: Gathered) -> Outline:
    """All to be filled in: the library does not hold the topic."""
    names = brief.points or ("基本情况", "主要做法和成效", "存在的问题", "下一步打算")
    points = tuple(
        OutlinePoint(heading=name, use="results", materials=(), missing=(name,)) for name in names
    )
    notice = f"知识库里没有{brief.place}“{brief.topic}”的内容，以下各点都要补充材料。"
    if gathered.elsewhere:
        others = dict.fromkeys(m.source.passage.facts.place or "" for m in gathered.elsewhere)
        named = "、".join(filter(None, others))
        notice += f"{named}有相近的内容，可作外地做法参考。" if named else ""
    return Outline(shape="items", points=points, notice=notice)


def _by_points(
    brief: Brief, gathered: Gathered, usable: Sequence[Material], shape: Shape
) -> Outline:
    """A point each for what the brief asks for; what is held beyond them goes where it fits."""
    points = []
    for answered in gathered.points:
        carried = answered.materials
        use: Use = carried[0].use if carried else "results"
        missing = () if carried else (answered.point,)
        points.append(
            OutlinePoint(heading=answered.point, use=use, materials=carried, missing=missing)
        )
    return Outline(shape=shape, points=_with_spare(points, usable))


def _with_spare(
    points: Sequence[OutlinePoint], usable: Sequence[Material]
) -> tuple[OutlinePoint, ...]:
    """The points with what more there is at the last one of the same use, to fill the length."""
    whole = list(points)
    held = {one.key for point in points for one in point.materials}
    for one in usable:
        at = max((i for i, p in enumerate(whole) if p.use == one.use and p.materials), default=None)
        if one.key not in held and at is not None:
            whole[at] = replace(whole[at], materials=(*whole[at].materials, one))
    return tuple(whole)


def _items(brief: Brief, usable: Sequence[Material]) -> Outline:
    """An item for each material, the weightiest that the length has room for."""
    room = max(3, min(_MOST_ITEMS, round(brief.length / _ITEM_CHARS) + 1))
    chosen = sorted(usable[:room], key=lambda m: (_USES.index(m.use), -m.weight))
    points = [
        OutlinePoint(heading=name, use=one.use, materials=(one,))
        for name, one in zip(_names(chosen), chosen, strict=True)
    ]
    return Outline(shape="items", points=_with_spare(points, usable))


def _parts(brief: Brief, usable: Sequence[Material]) -> Outline:
    """A part for each use that there is material for, or that the brief asks for."""
    points = []
    for use in _USES:
        carried = tuple(one for one in usable if one.use == use)[:_MOST_IN_PART]
        if carried:
            points.append(OutlinePoint(heading=_PART_NAMES[use], use=use, materials=carried))
        elif _ASKED[use] in brief.elements:
            name = _PART_NAMES[use]
            points.append(OutlinePoint(heading=name, use=use, materials=(), missing=(name,)))
    return Outline(shape="parts", points=tuple(points))


def _aspects(usable: Sequence[Material]) -> Outline:
    """A part for each heading under which the sources tell it, the weightiest first."""
    groups: dict[str, list[Material]] = {}
    for one in usable:
        path = one.source.passage.chunk.headings
        groups.setdefault(path[-1] if path else "", []).append(one)
    chosen = list(groups.values())[:_MOST_ASPECTS]
    points = [
        OutlinePoint(heading=name, use=group[0].use, materials=tuple(group))
        for name, group in zip(_names([g[0] for g in chosen], by_heading=True), chosen, strict=True)
    ]
    return Outline(shape="aspects", points=tuple(points))


def _names(materials: Sequence[Material], *, by_heading: bool = False) -> Iterator[str]:
    """A short name for each, out of its own words, or of its heading first; no two alike."""
    taken: set[str] = set()
    for one in materials:
        name = next((n for n in _candidates(one, by_heading) if n not in taken), "")
        while not name or name in taken:
            name = f"{name or '要点'}（{len(taken) + 1}）"
        taken.add(name)
        yield name


def _candidates(material: Material, by_heading: bool) -> Iterator[str]:
    """Its first clause without a figure, the heading that it stands under, then its figure."""
    if by_heading:
        yield from _headings_of(material)
    for clause in re.split("[，。；：]", _bare(material.source.text)):
        if 4 <= len(clause) <= _LONGEST_NAME and not re.search(r"\d|〔", clause):
            yield _LEADING.sub("", clause)
    yield from _headings_of(material)
    yield from (figure.indicator[:_LONGEST_NAME] for figure in material.figures)
    yield _bare(material.source.text)[:_LONGEST_NAME]


def _headings_of(material: Material) -> Iterator[str]:
    for heading in reversed(material.source.passage.chunk.headings):
        bare = _bare(re.split("[，。；：]", _bare(heading))[0])
        if 4 <= len(bare) <= _LONGEST_NAME:
            yield bare


def _bare(text: str) -> str:
    return _NUMBERED.sub("", text.strip()).strip("“”。 ")
