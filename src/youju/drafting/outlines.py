"""The nouns of an outline: its points, in their order, and what would carry each of them.

Several are offered for one brief; the writer edits the one that is taken. Makes none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from youju.drafting.materials import Material, Use

# One paragraph of 一是…；二是…; a part each for results, problems and tasks; a part each for what
# the materials are about; the parts that texts of the kind have; those of a text taken as a model.
Shape = Literal["items", "parts", "aspects", "skeleton", "style"]
SHAPE_NAMES: Mapping[Shape, str] = {
    "items": "一段到底：一是、二是、三是",
    "parts": "成效、问题、打算分写",
    "aspects": "按工作方面分写",
    "skeleton": "按文种的常用结构",
    "style": "仿照样稿的结构",
}
LESSONS = "外地做法借鉴"
_INDENT = "　"  # before a heading of the second level, where headings are edited as lines


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinePoint:
    """One point: its heading, and what carries it; nothing does where further points stand in it.

    A point of level 2 belongs to the last one of level 1.
    """

    heading: str
    use: Use
    materials: tuple[Material, ...]
    missing: tuple[str, ...] = ()  # what it should say and no source says
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The points of a section in their order."""

    shape: Shape
    points: tuple[OutlinePoint, ...]
    notice: str = ""  # what the writer should know before a word is written
    elsewhere: tuple[Material, ...] = ()  # of other places: stands in the text only if pinned

    @property
    def name(self) -> str:
        return SHAPE_NAMES[self.shape]

    @property
    def materials(self) -> tuple[Material, ...]:
        return tuple(one for point in self.points for one in point.materials)

    @property
    def lines(self) -> tuple[str, ...]:
        """The headings as lines to be edited; those of the second level are indented."""
        return tuple(_INDENT * (point.level - 1) + point.heading for point in self.points)


def edited(outline: Outline, lines: Sequence[str], pinned: Sequence[str]) -> Outline:
    """The outline with the writer's headings and order, and only the materials that are pinned.

    A heading that is known keeps what carries it; of the others each takes over, in order, a point
    that is no longer named, and one that is left over is a new point of which nothing is known.
    What is pinned of other places gets a point of its own.
    """
    named = [line.strip() for line in lines if line.strip()]
    levels = [_level(line) for line in lines if line.strip()]
    known = {point.heading: point for point in outline.points}
    left = [point for point in outline.points if point.heading not in named]
    points: list[OutlinePoint] = []
    for name, level in zip(named, levels, strict=True):
        point = known.get(name) or (left.pop(0) if left else None)
        if point is None:
            point = OutlinePoint(heading=name, use="results", materials=(), missing=(name,))
        else:
            point = _pinned(replace(point, heading=name), pinned)
        points.append(replace(point, level=level if points else 1))
    return with_lessons(
        replace(outline, points=tuple(points)),
        tuple(one for one in outline.elsewhere if one.key in pinned),
    )


def with_lessons(outline: Outline, lessons: tuple[Material, ...]) -> Outline:
    """The outline with what other places do, in a point of its own that says so."""
    held = {one.key for one in outline.materials}
    new = tuple(one for one in lessons if one.key not in held)
    if not new:
        return outline
    point = OutlinePoint(heading=LESSONS, use="lessons", materials=new)
    return replace(outline, points=(*outline.points, point))


def _level(line: str) -> Literal[1, 2]:
    return 2 if line[:1].isspace() else 1


def _pinned(point: OutlinePoint, pinned: Sequence[str]) -> OutlinePoint:
    kept = tuple(one for one in point.materials if one.key in pinned)
    was_struck = bool(point.materials) and not kept
    missing = (point.heading,) if was_struck else point.missing
    return replace(point, materials=kept, missing=missing)
