"""Headings of points: short names out of the materials' own words, as parallel as they come.

A name is taken from what the sources say, never made up. Knows no outline.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

import rjieba

from youju.drafting.materials import Material
from youju.text import without_number

_LONGEST = 16
_SHORTEST = 4
_CANDIDATES = 6  # for each point
_RANK = 0.8  # what a less likely name costs, beside how unlike the others it is
_WIDTH = 24  # of the beam: headings are chosen together
_LEADING = re.compile("^(?:并|目前|同时|此外|另外|其中|要|将|积极|全力|全面|大力)，?")


def bare(text: str) -> str:
    """A heading or sentence without its number and quotation marks."""
    return without_number(text).strip("“”。 ")


def names_of(
    groups: Sequence[Sequence[Material]], paths: Sequence[Sequence[str]] = ()
) -> tuple[str, ...]:
    """A short name for each group of materials, out of their words; no two alike.

    `paths` are the headings that each group stands under; where they are given, the innermost is
    the likeliest name. Of the likeliest names those are taken that are most alike in build.
    """
    over = paths or [()] * len(groups)
    offered = [
        _distinct(_candidates(group[0], path)) for group, path in zip(groups, over, strict=True)
    ]
    beam: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for names in offered:
        beam = sorted(
            (cost + rank * _RANK + _apart(name, taken), (*taken, name))
            for cost, taken in beam
            for rank, name in enumerate(names)
            if name not in taken
        )[:_WIDTH] or [(cost, (*taken, _numbered(names[0], taken))) for cost, taken in beam]
    return beam[0][1]


def unparallel(headings: Sequence[str]) -> tuple[str, ...]:
    """What keeps headings from being parallel, a Chinese sentence each; nothing where they are.

    Parallel: as many clauses, lengths within two letters, the first words of one kind (both are
    verbs or both are not), and no word of weight twice. After DOMAIN.md, 小标题对仗.
    """
    told = []
    counts = {len(_clauses(heading)) for heading in headings}
    if len(counts) > 1:
        told.append("小标题的分句数不一样。")
    lengths = [len(heading) for heading in headings]
    if lengths and max(lengths) - min(lengths) > 2:
        told.append(f"小标题长短相差{max(lengths) - min(lengths)}个字。")
    twice = {word for a, b in combinations(map(_keywords, headings), 2) for word in a & b}
    if twice:
        told.append(f"小标题里“{'”“'.join(sorted(twice))}”用了不止一次。")
    return tuple(told)


def _apart(name: str, taken: Sequence[str]) -> float:
    """How far a name is from those before it in build: clauses, length, words twice."""
    if not taken:
        return 0.0
    cost = 0.0
    for other in taken:
        cost += len(_clauses(name)) != len(_clauses(other))
        cost += min(abs(len(name) - len(other)) / 2, 3.0) / 2
        cost += bool(_keywords(name) & _keywords(other)) / 2
    return cost / len(taken)


def _clauses(text: str) -> list[str]:
    return re.split("[，、；：]", text)


def _keywords(text: str) -> frozenset[str]:
    return frozenset(word for word in rjieba.cut(text) if len(word) > 1)


def _distinct(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, names)))[:_CANDIDATES] or ["要点"]


def _numbered(name: str, taken: Sequence[str]) -> str:
    return f"{name}（{len(taken) + 1}）"


def _candidates(material: Material, path: Sequence[str]) -> Iterator[str]:
    """The group's heading, a first clause without a figure, the sentence's headings, its figure."""
    yield from _short(path)
    for clause in re.split("[，。；：]", bare(material.source.text)):
        if _SHORTEST <= len(clause) <= _LONGEST and not re.search(r"\d|〔", clause):
            yield _LEADING.sub("", clause)
    yield from _short(material.source.passage.chunk.headings)
    yield from (figure.indicator[:_LONGEST] for figure in material.figures)
    yield bare(material.source.text)[:_LONGEST]


def _short(headings: Sequence[str]) -> Iterator[str]:
    """The headings' first clauses, the innermost first, where they are no longer than a name."""
    for heading in reversed(headings):
        whole = bare(heading).rstrip("。；：")
        for name in (whole, bare(re.split("[，。；：]", whole)[0])):
            if _SHORTEST <= len(name) <= _LONGEST:
                yield name
                break
