"""A brief and what was found for it become outlines: which points, in which order, from what.

Needs no model and writes no sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from youju.drafting.briefs import Brief
from youju.drafting.headings import names_of
from youju.drafting.materials import Gathered, Material, Use, in_reading_order, reading_places
from youju.drafting.outlines import Outline, OutlinePoint, Shape, with_lessons
from youju.drafting.skeletons import Filled, Part, filled
from youju.drafting.usable import ASKED, LONG, USES, balanced, usable_of

_PART_NAMES: Mapping[Use, str] = {
    "results": "工作进展和成效",
    "problems": "存在的问题",
    "tasks": "下一步工作打算",
}
_ITEM_CHARS = 75  # of one item, about
_MOST_ITEMS = 7
_MOST_IN_PART = 8
_FEW_ASPECTS, _MOST_ASPECTS = 5, 10
_ASPECT_CHARS = 200  # of one, about
_MOST_LESSONS = 2
_DIVIDED = 800  # characters: a part of more than a few sentences is divided
_UNDIVIDED = 4  # materials
_WITHOUT_PROBLEMS = frozenset({"新闻通稿"})
_ALL_MISSING = "以下各点都要补充材料。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Structures:
    """The parts that a text may have, besides those that its materials give."""

    skeletons: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)  # by kind
    style: tuple[Part, ...] = ()  # of the text that the brief takes as a model
    notice: str = ""  # where the model cannot be followed


def outlines(
    brief: Brief, gathered: Gathered, structures: Structures | None = None
) -> tuple[Outline, ...]:
    """The outlines that fit the brief, the one that it asks for first; never empty."""
    structures = structures or Structures()
    if not gathered.ours:
        made = [_empty(brief, structures)]
        notice = _without_topic(brief, gathered)
    else:
        usable, notice = usable_of(brief, gathered)
        if usable or brief.points:
            made = list(_shapes(brief, gathered, balanced(brief, usable), structures))
        else:
            made = [_empty(brief, structures)]
            notice += _ALL_MISSING
    told = notice + structures.notice
    distinct = {tuple(point.heading for point in one.points): one for one in reversed(made)}
    kept = [one for one in made if one in distinct.values()]
    lessons = gathered.elsewhere[:_MOST_LESSONS] if brief.lessons else ()
    if brief.lessons and not lessons:
        told += f"文献里没有{'、'.join(brief.lessons)}“{brief.topic}”方面的内容。"
    whole = [
        replace(
            with_lessons(one, lessons), notice=one.notice + told, elsewhere=gathered.elsewhere[:12]
        )
        for one in kept
    ]
    wished = _wished(brief, structures)
    return tuple(sorted(whole, key=lambda one: one.shape != wished or _is_mostly_missing(one)))


def _shapes(
    brief: Brief, gathered: Gathered, usable: Sequence[Material], structures: Structures
) -> Sequence[Outline]:
    if brief.points:
        return [_by_points(brief, gathered, usable, shape) for shape in ("items", "aspects")]
    if structures.style:
        return [
            _by_parts(brief, structures.style, usable, "style"),
            _items(brief, usable),
            _aspects(brief, usable),
        ]
    skeleton = structures.skeletons.get(brief.kind, ()) if brief.length > LONG else ()
    if skeleton:
        return [
            _by_parts(brief, skeleton, usable, "skeleton"),
            _aspects(brief, usable),
            _items(brief, usable),
        ]
    return [_items(brief, usable), _parts(brief, usable), _aspects(brief, usable)]


def _wished(brief: Brief, structures: Structures) -> Shape:
    if structures.style and not brief.points:
        return "style"
    asked = " ".join(brief.elements)
    if "小标题" in asked:
        return "aspects"
    if brief.length > LONG and not brief.points and brief.kind in structures.skeletons:
        return "items" if "一是" in asked else "skeleton"
    if "存在问题" in asked or "下一步打算" in asked:
        return "parts"
    return "items" if brief.length <= LONG or "一是" in asked else "aspects"


def _is_mostly_missing(outline: Outline) -> bool:
    missing = sum(bool(point.missing) for point in outline.points)
    return missing * 2 > sum(point.level == 1 for point in outline.points)


def _empty(brief: Brief, structures: Structures) -> Outline:
    """All to be filled in: the library holds nothing for it."""
    is_usual = brief.length > LONG or brief.kind in _WITHOUT_PROBLEMS
    parts = structures.style or (structures.skeletons.get(brief.kind, ()) if is_usual else ())
    usual = tuple(one.part.heading for one in filled(parts, brief, ()) if not one.part.optional)
    names = brief.points or usual or ("基本情况", "主要做法和成效", "存在的问题", "下一步打算")
    points = tuple(
        OutlinePoint(heading=name, use="results", materials=(), missing=(name,)) for name in names
    )
    return Outline(shape="items", points=points)


def _without_topic(brief: Brief, gathered: Gathered) -> str:
    """That the library does not hold the topic, and which other places it is held for."""
    notice = f"知识库里没有{brief.place}“{brief.topic}”的内容。{_ALL_MISSING}"
    others = dict.fromkeys(m.source.passage.facts.place or "" for m in gathered.elsewhere)
    named = "、".join(filter(None, others))
    return notice + (f"{named}有相近的内容，可作外地做法参考。" if named else "")


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
    """The points with what more there is, to fill the length: each behind what it stands behind.

    What stands behind none of the same use goes to the last of them.
    """
    whole = list(points)
    held = {one.key for point in points for one in point.materials}
    order = reading_places(usable)
    for one in usable:
        fits = [at for at, p in enumerate(points) if p.use == one.use and p.materials]
        behind = [at for at in fits if order.get(points[at].materials[0].key, -1) < order[one.key]]
        if one.key not in held and fits:
            at = (behind or fits)[-1]
            whole[at] = replace(whole[at], materials=(*whole[at].materials, one))
    return tuple(whole)


def _items(brief: Brief, usable: Sequence[Material]) -> Outline:
    """An item for each material, the weightiest that the length has room for."""
    room = max(3, min(_MOST_ITEMS, round(brief.length / _ITEM_CHARS) + 1))
    chosen = sorted(in_reading_order(usable[:room]), key=lambda m: USES.index(m.use))
    points = [
        OutlinePoint(heading=name, use=one.use, materials=(one,))
        for name, one in zip(names_of([(m,) for m in chosen]), chosen, strict=True)
    ]
    return Outline(shape="items", points=_with_spare(points, usable))


def _parts(brief: Brief, usable: Sequence[Material]) -> Outline:
    """A part for each use that there is material for, or that the brief asks for."""
    points = []
    for use in USES:
        carried = tuple(one for one in usable if one.use == use)[:_MOST_IN_PART]
        if carried:
            points.append(OutlinePoint(heading=_PART_NAMES[use], use=use, materials=carried))
        elif ASKED[use] in brief.elements:
            name = _PART_NAMES[use]
            points.append(OutlinePoint(heading=name, use=use, materials=(), missing=(name,)))
    return Outline(shape="parts", points=tuple(points))


def _aspects(brief: Brief, usable: Sequence[Material]) -> Outline:
    """A part for each heading under which the sources tell it, the weightiest first."""
    return Outline(shape="aspects", points=_divided(usable, _room_for_aspects(brief)))


def _room_for_aspects(brief: Brief) -> int:
    return max(_FEW_ASPECTS, min(_MOST_ASPECTS, brief.length // _ASPECT_CHARS))


def _divided(materials: Sequence[Material], most: int) -> tuple[OutlinePoint, ...]:
    """A point for each of the sources' headings, as deep as leaves about so many."""
    for depth in (None, 3, 2):
        groups: dict[tuple[str, ...], list[Material]] = {}
        for one in materials:
            groups.setdefault(_whereabouts(one, depth), []).append(one)
        if len(groups) <= most * 2:
            break
    chosen = sorted(groups.values(), key=lambda group: -sum(one.weight for one in group))[:most]
    chosen.sort(key=lambda group: materials.index(group[0]))
    paths = [_whereabouts(group[0], depth) for group in chosen]
    return tuple(
        OutlinePoint(heading=name, use=group[0].use, materials=tuple(group))
        for name, group in zip(names_of(chosen, paths), chosen, strict=True)
    )


def _whereabouts(material: Material, depth: int | None) -> tuple[str, ...]:
    """The headings over a sentence, down to a depth; the innermost alone where there is none."""
    headings = material.source.passage.chunk.headings
    return headings[-1:] if depth is None else headings[:depth]


def _by_parts(
    brief: Brief, parts: Sequence[Part], usable: Sequence[Material], shape: Shape
) -> Outline:
    """The parts that are given, each divided where it would be long."""
    points = (point for one in filled(parts, brief, usable) for point in _points(brief, one))
    return Outline(shape=shape, points=tuple(points))


def _points(brief: Brief, one: Filled) -> tuple[OutlinePoint, ...]:
    name, carried = one.part.heading, one.materials
    use: Use = one.part.use or (carried[0].use if carried else "results")
    if not carried:
        missing = OutlinePoint(heading=name, use=use, materials=(), missing=(name,))
        return () if one.part.optional else (missing,)
    is_long = len(carried) > _UNDIVIDED and brief.length >= _DIVIDED
    within = _divided(carried, _room_for_aspects(brief)) if is_long else ()
    if len(within) < 2:
        return (OutlinePoint(heading=name, use=use, materials=carried),)
    head = OutlinePoint(heading=name, use=use, materials=())
    return (head, *(replace(point, level=2, use=use) for point in within))
