"""Drawn lines become the cells of tables: which rows and columns each cell spans, and where it is.

Works on coordinates alone, in points from the top left of a page; knows nothing of words or files.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

_NEAR = 3.0  # a line drawn as a thin box has two edges this near
_MAX_LINES = 2000  # a page with more is a drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A drawn line, level or upright."""

    level: bool
    at: float  # y of a level line, x of an upright one
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell, its first and last row and column, and its place."""

    top_row: int
    bottom_row: int
    left_column: int
    right_column: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table of at least two rows and two columns."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    left: float
    top: float
    right: float
    bottom: float


def grids_of(rules: Sequence[Rule]) -> Iterator[Grid]:
    """The tables that the lines of a page draw."""
    if len(rules) <= _MAX_LINES:
        joined = [
            *_joined([r for r in rules if r.level]),
            *_joined([r for r in rules if not r.level]),
        ]
        for group in _connected(joined):
            grid = _grid(group)
            if grid is not None:
                yield grid


def _joined(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Lines of one direction, those that continue or cover each other made one."""
    for near in _clusters(sorted(rules, key=lambda rule: rule.at)):
        whole: Rule | None = None
        for rule in sorted(near, key=lambda rule: rule.start):
            if whole and rule.start <= whole.end + _NEAR:
                whole = replace(whole, end=max(whole.end, rule.end))
                continue
            if whole:
                yield whole
            whole = replace(rule, at=near[0].at)
        if whole:
            yield whole


def _clusters(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    cluster: list[Rule] = []
    for rule in rules:
        if cluster and rule.at - cluster[0].at > _NEAR:
            yield cluster
            cluster = []
        cluster.append(rule)
    if cluster:
        yield cluster


def _cross(one: Rule, other: Rule) -> bool:
    return (
        one.level != other.level
        and other.start - _NEAR <= one.at <= other.end + _NEAR
        and one.start - _NEAR <= other.at <= one.end + _NEAR
    )


def _connected(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Groups of lines that touch each other."""
    left = list(rules)
    while left:
        group = [left.pop()]
        for rule in group:  # grows while it is gone through
            group += [other for other in left if _cross(rule, other)]
            left = [other for other in left if not _cross(rule, other)]
        yield group


def _grid(rules: Sequence[Rule]) -> Grid | None:
    ys = _places(r.at for r in rules if r.level)
    xs = _places(r.at for r in rules if not r.level)
    if len(ys) < 3 or len(xs) < 3:
        return None
    cells = tuple(_cells(rules, xs, ys))
    return Grid(
        cells=cells,
        rows=len(ys) - 1,
        columns=len(xs) - 1,
        left=xs[0],
        top=ys[0],
        right=xs[-1],
        bottom=ys[-1],
    )


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _cells(rules: Sequence[Rule], xs: list[float], ys: list[float]) -> Iterator[Cell]:
    """Each place of the grid that no cell above or before it covers, as far as no line ends it."""
    taken: set[tuple[int, int]] = set()
    level = [r for r in rules if r.level]
    upright = [r for r in rules if not r.level]
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            middle = (ys[row] + ys[row + 1]) / 2
            right = column
            while right + 2 < len(xs) and not _drawn(upright, xs[right + 1], middle):
                right += 1
            middle = (xs[column] + xs[column + 1]) / 2
            bottom = row
            while bottom + 2 < len(ys) and not _drawn(level, ys[bottom + 1], middle):
                bottom += 1
            taken |= {(r, c) for r in range(row, bottom + 1) for c in range(column, right + 1)}
            yield Cell(
                top_row=row,
                bottom_row=bottom,
                left_column=column,
                right_column=right,
                left=xs[column],
                top=ys[row],
                right=xs[right + 1],
                bottom=ys[bottom + 1],
            )


def _drawn(rules: Sequence[Rule], at: float, across: float) -> bool:
    return any(abs(r.at - at) <= _NEAR and r.start <= across <= r.end for r in rules)
