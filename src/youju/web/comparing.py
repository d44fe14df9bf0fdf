"""Which figures may stand on one plot: the same indicator and unit, one series a place.

Takes entries of the ledger and returns series. Knows nothing of how a plot looks.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from youju.findings import LedgerRow
from youju.types import FigureKind
from youju.web.ledger_rows import KINDS, UNSAID, Entry

SeriesKey = tuple[bool, str, str]
Stand = tuple[str, FigureKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value of one year and kind, with every row that states it."""

    period: str  # empty: none stated
    kind: FigureKind
    value: Decimal
    upper: Decimal | None
    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The figures of one indicator, unit and place, by period and kind.

    A masked place, or none, is a place of its own in each document: its `title` is not empty.
    """

    place: str  # empty: none stated
    masked: bool
    title: str
    points: tuple[Point, ...]

    @property
    def compares_kinds(self) -> bool:
        return {"actual", "target"} <= {point.kind for point in self.points}

    @property
    def compares(self) -> bool:
        return _compare({(point.period, point.kind) for point in self.points})


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An indicator with something to compare; the series that compare by themselves come first."""

    key: str
    indicator: str
    unit: str
    series: tuple[Series, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for series in self.series for point in series.points)

    @property
    def compares_kinds(self) -> bool:
        return any(series.compares_kinds for series in self.series)


def comparisons(entries: Iterable[Entry]) -> tuple[Comparison, ...]:
    """Actual against target first, then by how much there is to compare."""
    by_measure: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        if entry.key and entry.measures:
            by_measure.setdefault((entry.key, entry.row.figure.unit), []).append(entry)
    worth = [
        (_comparison(key, unit, rows), rows[0].rank)
        for (key, unit), rows in by_measure.items()
        if len(rows) > 1 and _is_worth_it(rows)
    ]
    worth.sort(key=lambda it: (not it[0].compares_kinds, -len(it[0].points), it[1], it[0].unit))
    return tuple(comparison for comparison, _ in worth)


def _is_worth_it(entries: Sequence[Entry]) -> bool:
    """Whether one series compares; few do, and only those are made."""
    stands: dict[SeriesKey, set[Stand]] = {}
    for entry in entries:
        figure = entry.row.figure
        stands.setdefault(_series_key(entry), set()).add((figure.period or "", figure.kind))
    return any(len(of_one) > 1 and _compare(of_one) for of_one in stands.values())


def _compare(stands: AbstractSet[Stand]) -> bool:
    kinds = {kind for _, kind in stands}
    return {"actual", "target"} <= kinds or len({period for period, _ in stands}) > 1


def _comparison(key: str, unit: str, entries: Sequence[Entry]) -> Comparison:
    by_place: dict[SeriesKey, list[LedgerRow]] = {}
    for entry in entries:
        by_place.setdefault(_series_key(entry), []).append(entry.row)
    series = [_series(place, rows) for place, rows in by_place.items()]
    series.sort(key=lambda s: (s.masked, not s.compares_kinds, not s.compares, s.place, s.title))
    indicator = entries[0].row.figure.indicator
    return Comparison(key=key, indicator=indicator, unit=unit, series=tuple(series))


def _series_key(entry: Entry) -> SeriesKey:
    alone = entry.masked or entry.place == UNSAID
    return entry.masked, entry.place, entry.row.figure.doc_id if alone else ""


def _series(key: SeriesKey, rows: Sequence[LedgerRow]) -> Series:
    masked, place, alone = key
    ranked = sorted(rows, key=_by_point)
    return Series(
        place="" if place == UNSAID else place,
        masked=masked,
        title=rows[0].title if alone else "",
        points=tuple(_point(tuple(same)) for _, same in groupby(ranked, key=_by_point)),
    )


def _by_point(row: LedgerRow) -> tuple[str, int, Decimal, Decimal, str]:
    figure = row.figure
    upper = figure.value if figure.upper is None else figure.upper
    return figure.period or "", KINDS.index(figure.kind), figure.value, upper, figure.hedge


def _point(rows: tuple[LedgerRow, ...]) -> Point:
    figure = rows[0].figure
    return Point(
        period=figure.period or "",
        kind=figure.kind,
        value=figure.value,
        upper=figure.upper,
        rows=rows,
    )
