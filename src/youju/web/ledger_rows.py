"""Which figures and gaps are wanted, how many there are of each kind, and in what order.

Takes rows and returns rows. Knows nothing of how they look, of how figures compare, or of where
rows come from.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from youju.findings import GapRow, LedgerRow
from youju.text import fold
from youju.types import DocumentFacts
from youju.words import KIND_NAMES

UNSAID = "-"  # the choice of what states no place, no year
KINDS = tuple(KIND_NAMES)
_NOT_IN_A_NAME = re.compile(r"[\s\"'“”‘’《》]+")
_MASK = re.compile(r"[XＸ×*＊某○]")
_LONGEST_SPAN = 10  # years that a period may stand for one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a reader chose; empty: any."""

    place: str = ""
    year: str = ""
    kind: str = ""
    indicator: str = ""  # parts of it, parted by blanks
    document: str = ""  # parts of its title or file name
    how: str = ""  # of gaps only
    order: str = "group"  # group, name or document


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A figure's row with all that it is found and ordered by."""

    row: LedgerRow
    key: str  # its indicator, so that two spellings are one
    rank: bytes  # orders indicators by pinyin
    place: str
    masked: bool  # its place is no real one: by its source, or by its name
    years: tuple[str, ...]
    document: str
    measures: bool  # False where the number is part of the name: the 三年 of 三年行动


@dataclass(frozen=True, slots=True, kw_only=True)
class GapEntry:
    """A gap's row, with what is known of its document (None: no more in the library)."""

    row: GapRow
    facts: DocumentFacts | None
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The figures that are wanted, and for each choice how many it would leave."""

    entries: tuple[Entry, ...]
    places: Counter[str] = field(default_factory=Counter)
    masked_places: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGaps:
    """The gaps that are wanted, and for each choice how many it would leave."""

    entries: tuple[GapEntry, ...]
    hows: Counter[str]


def entry_of(row: LedgerRow) -> Entry:
    key = key_of(row.figure.indicator)
    return Entry(
        row=row,
        key=key,
        rank=key.encode("gb18030", "replace"),  # its first plane is in the order of pinyin
        place=row.figure.place or UNSAID,
        masked=row.trust == "masked" or bool(_MASK.search(row.figure.place or "")),
        years=years_of(row.figure.period),
        document=_names(row.title, row.source),
        measures=key_of(row.quote) not in key,
    )


def gap_entry_of(row: GapRow, facts: DocumentFacts | None) -> GapEntry:
    return GapEntry(row=row, facts=facts, document=_names(row.title, row.source))


@lru_cache(maxsize=65536)
def key_of(indicator: str) -> str:
    return _NOT_IN_A_NAME.sub("", fold(indicator))


@lru_cache(maxsize=16384)
def _names(title: str, source: str) -> str:
    return fold(f"{title}\n{source}")


@lru_cache(maxsize=4096)
def years_of(period: str | None) -> tuple[str, ...]:
    """Every year of a period; only its ends where it is long; UNSAID where it has none."""
    named = [int(year) for year in re.findall(r"\d{4}", period or "")]
    if not named:
        return (UNSAID,)
    first, last = min(named), max(named)
    if last - first <= _LONGEST_SPAN:
        return tuple(str(year) for year in range(first, last + 1))
    return (str(first), str(last))


# ---- figures -------------------------------------------------------------------------------------


def find(entries: Iterable[Entry], wanted: Wanted) -> Found:
    """The wanted entries in order; a choice is counted under all the other ones that are made."""
    kept: list[Entry] = []
    found = Found(entries=())
    for entry in _said(entries, wanted):
        in_place = wanted.place in ("", entry.place)
        in_year = not wanted.year or wanted.year in entry.years
        in_kind = wanted.kind in ("", entry.row.figure.kind)
        if in_year and in_kind:
            (found.masked_places if entry.masked else found.places)[entry.place] += 1
        if in_place and in_kind:
            found.years.update(entry.years)
        if in_place and in_year:
            found.kinds[entry.row.figure.kind] += 1
            if in_kind:
                kept.append(entry)
    return replace(found, entries=tuple(ordered(kept, wanted.order)))


def _said(entries: Iterable[Entry], wanted: Wanted) -> Iterator[Entry]:
    """Those that hold every word that was typed."""
    words = [key_of(word) for word in wanted.indicator.split()]
    titles = fold(wanted.document).split()
    for entry in entries:
        named = all(word in entry.key for word in words)
        if named and all(title in entry.document for title in titles):
            yield entry


def ordered(entries: Sequence[Entry], order: str) -> Sequence[Entry]:
    """One indicator's figures together, by place and year; as they stand for `document`.

    `group` puts the indicators with most places, years and kinds first: they are what compares.
    """
    if order == "document":
        return entries
    sizes: Counter[str] = Counter()
    if order == "group":
        sizes.update(key for key, *_ in {_stand(e) for e in entries if e.measures})
    by_figure = sorted(entries, key=_by_figure)
    return sorted(by_figure, key=lambda e: (not e.key, -sizes[e.key], e.rank))


def _stand(entry: Entry) -> tuple[str, str, str | None, str]:
    figure = entry.row.figure
    return entry.key, entry.place, figure.period, figure.kind


def _by_figure(entry: Entry) -> tuple[bool, str, str, int]:
    figure = entry.row.figure
    kind = KINDS.index(figure.kind)
    return entry.masked, entry.place, figure.period or "", kind


# ---- gaps ----------------------------------------------------------------------------------------


def find_gaps(entries: Iterable[GapEntry], wanted: Wanted) -> FoundGaps:
    """The wanted gaps in the order of the texts."""
    titles = fold(wanted.document).split()
    said = [entry for entry in entries if all(title in entry.document for title in titles)]
    return FoundGaps(
        entries=tuple(e for e in said if wanted.how in ("", e.row.gap.how)),
        hows=Counter(entry.row.gap.how for entry in said),
    )
