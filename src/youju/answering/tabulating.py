"""Stated figures side by side: a row for each place or year, a column for each thing counted.

Plan and result, and different units, never share a column. Which figures a question means, this
module does not know.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from youju.answering.amounts import core_of, is_masked, key_of, stated_words
from youju.answering.sources import SourceSentence, Stated
from youju.retrieval.framing import same_place
from youju.types import Cell, FigureKind, Table
from youju.words import KIND_NAMES

_Cite = Callable[[SourceSentence], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """What a row's figures are of; None: of whatever place or year, as no source tells."""

    place: str | None
    period: str | None

    def holds(self, stated: Stated) -> bool:
        figure = stated.figure
        return figure.period == self.period and _is_place(figure.place, self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    core: str  # of the indicator
    unit: str
    kind: FigureKind


def tabulate(
    stated: Sequence[Stated], places: Sequence[str], periods: Sequence[str], cite: _Cite
) -> Table | None:
    """A table of the figures of those places and years; of all that occur, where none are named.

    None where fewer than two cells would be filled. `cite` gives the marker of a sentence, and is
    asked in the order of reading.
    """
    chosen = _chosen(stated, places, periods)
    rows = _rows(chosen, places, periods)
    columns = list(dict.fromkeys(map(_column, chosen)))
    held = [[_of_cell(chosen, row, column) for column in columns] for row in rows]
    if sum(map(bool, (figures for row in held for figures in row))) < 2:
        return None
    heads = [_head(column, chosen) for column in columns]
    by_place, by_year = len({row.place for row in rows}) > 1, len({row.period for row in rows}) > 1
    corner = "地方·年份" if by_place == by_year else "地方" if by_place else "年份"
    names = [_row_name(row, corner) for row in rows]
    return Table(
        columns=(corner, *heads),
        rows=tuple(
            (Cell(text=name, citations=()), *(_cell(figures, cite) for figures in cells))
            for name, cells in zip(names, held, strict=True)
        ),
    )


def markdown(table: Table) -> str:
    """The table as GitHub writes it, each figure with its markers."""
    lines = [
        [_escaped(column) for column in table.columns],
        ["---"] * len(table.columns),
        *([_marked(cell) for cell in row] for row in table.rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# ---- rows ----------------------------------------------------------------------------------------


def _chosen(
    stated: Sequence[Stated], places: Sequence[str], periods: Sequence[str]
) -> tuple[Stated, ...]:
    """The figures of those places and years, each once, where it is certain whose they are."""
    once = tuple({key_of(one): one for one in stated}.values())
    first = {one.figure.place: one.figure.doc_id for one in reversed(once)}
    return tuple(
        one
        for one in once
        if _is_certain(one, first)
        and (not periods or one.figure.period in periods)
        and (not places or any(_is_place(one.figure.place, place) for place in places))
    )


def _is_certain(one: Stated, first: Mapping[str | None, str]) -> bool:
    """Of a masked place only what the first text about it says: X市 of another may be another."""
    place = one.figure.place
    if place is None or not is_masked(place):
        return True
    return place == one.source.passage.facts.place and first[place] == one.figure.doc_id


def _rows(
    chosen: Sequence[Stated], places: Sequence[str], periods: Sequence[str]
) -> tuple[_Row, ...]:
    """Every place with every year that is asked for; without years, with those that it has.

    A place that nothing is known of keeps its row, so that the reader sees it is missing.
    """
    rows: list[_Row] = []
    for place in places or _names(chosen):
        own = [one for one in chosen if _is_place(one.figure.place, place)]
        name = own[0].figure.place if own else place
        years = list(periods) or sorted({one.figure.period or "" for one in own}) or [""]
        rows += [_Row(place=name, period=year or None) for year in years]
    return tuple(dict.fromkeys(rows))


def _names(chosen: Sequence[Stated]) -> list[str | None]:
    """The places of the figures; 大丰区 and 盐城市大丰区 once."""
    names: list[str | None] = []
    for one in chosen:
        if not any(_is_place(one.figure.place, name) for name in names):
            names.append(one.figure.place)
    return names


def _is_place(place: str | None, wanted: str | None) -> bool:
    if place is None or wanted is None:
        return place == wanted
    return place == wanted or same_place(place, wanted)


def _row_name(row: _Row, corner: str) -> str:
    year = f"{row.period}年" if row.period else "年份不详"
    place = row.place or "地方不详"
    return {"地方": place, "年份": year}.get(corner, f"{place}·{year}")


# ---- columns and cells ---------------------------------------------------------------------------


def _column(stated: Stated) -> _Column:
    figure = stated.figure
    return _Column(core=core_of(figure.indicator), unit=figure.unit, kind=figure.kind)


def _head(column: _Column, chosen: Sequence[Stated]) -> str:
    """每千人口托位数（个，目标）."""
    indicator = next(one.figure.indicator for one in chosen if _column(one) == column)
    about = "，".join(word for word in (column.unit, KIND_NAMES[column.kind]) if word)
    return f"{indicator}（{about}）"


def _of_cell(chosen: Sequence[Stated], row: _Row, column: _Column) -> list[Stated]:
    return [one for one in chosen if row.holds(one) and _column(one) == column]


def _cell(figures: Sequence[Stated], cite: _Cite) -> Cell:
    """What the sources state; where they differ, all of it."""
    texts = dict.fromkeys(map(stated_words, figures))
    markers = dict.fromkeys(cite(one.source) for one in figures)
    return Cell(text="；".join(texts), citations=tuple(markers))


def _marked(cell: Cell) -> str:
    return _escaped(cell.text) + "".join(f"[{marker}]" for marker in cell.citations)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
