"""The parts that a text has: those usual for its kind, or those of a text taken as a model.

A model lends its structure, never its facts: years, places and figures of its headings are left
out. Which material goes into which part is decided here. Needs no model and writes no sentence.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from youju.drafting.briefs import Brief
from youju.drafting.headings import bare
from youju.drafting.materials import Material, Use
from youju.drafting.tables import tables
from youju.reading.figures.quantities import find_quantities
from youju.text import words

_FILE = "skeletons.toml"
_LONGEST_HEADING = 30
_MOST_PARTS = 8
_YEARS = re.compile("20\\d\\d(?:[-—至]20\\d\\d)?年度?(?:以来)?")
_PROBLEMS = re.compile("问题|不足|短板|困难|差距")
_TASKS = re.compile("安排|打算|目标|任务|下一步|计划|部署|要求|保障|组织领导")
_RESULTS = re.compile("回顾|成效|成绩|进展|情况|做法|亮点|经验")


class Part(BaseModel):
    """One part of a text, and what goes into it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    heading: str
    use: Use | None = None  # None: materials of every use
    matching: re.Pattern[str] | None = None  # only materials with such words; None: all
    optional: bool = False  # without materials it is left out, else it is to be filled in


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A part with its materials, best first."""

    part: Part
    materials: tuple[Material, ...]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    parts: tuple[Part, ...]


_Table = TypeAdapter(dict[str, _Entry])


def load_skeletons(data_dir: Path | None = None) -> Mapping[str, tuple[Part, ...]]:
    """The parts by kind, ours and those that an office has put into its data folder.

    Raises BadInput where the office's file is wrong.
    """
    known: dict[str, _Entry] = {}
    for table in tables(_FILE, _Table, data_dir, called="结构文件"):
        known |= table
    return {kind: entry.parts for kind, entry in known.items()}


def parts_like(headings: Sequence[str], places: Sequence[str]) -> tuple[Part, ...]:
    """The parts of a text with such headings; one that is a fact in itself is left out."""
    parts: dict[str, Part] = {}
    for heading in headings:
        name = _YEARS.sub("", bare(heading))
        for place in places:
            name = name.replace(place, "")
        name = name.strip("，、的 ")
        if 2 <= len(name) <= _LONGEST_HEADING and not find_quantities(name):
            parts.setdefault(name, Part(heading=name, use=_use_of(name)))
    return tuple(parts.values())[:_MOST_PARTS]


def _use_of(heading: str) -> Use | None:
    for words_of, use in ((_PROBLEMS, "problems"), (_TASKS, "tasks"), (_RESULTS, "results")):
        if words_of.search(heading):
            return use  # type: ignore[return-value]
    return None


def filled(parts: Sequence[Part], brief: Brief, usable: Sequence[Material]) -> tuple[Filled, ...]:
    """The parts with the materials that go into each; every material goes into one at most."""
    rows: dict[int, list[Material]] = {at: [] for at in range(len(parts))}
    for one in usable:
        fits = [(_fit(part, one), -at) for at, part in enumerate(parts) if _takes(part, one)]
        if fits:
            rows[-max(fits)[1]].append(one)
    return tuple(
        Filled(
            part=part.model_copy(update={"heading": part.heading.format(topic=brief.topic)})
            if "{topic}" in part.heading
            else part,
            materials=tuple(rows[at]),
        )
        for at, part in enumerate(parts)
    )


def _takes(part: Part, material: Material) -> bool:
    if part.use and part.use != material.use:
        return False
    return part.matching is None or bool(part.matching.search(material.source.text))


def _fit(part: Part, material: Material) -> tuple[bool, int]:
    """A part that asks for such words comes first, then the one whose heading shares most words."""
    around = material.source.text + "".join(material.source.passage.chunk.headings)
    shared = {word for word in words(part.heading) if len(word) > 1 and word in around}
    return part.matching is not None, len(shared)
