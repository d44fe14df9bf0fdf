"""The 台账 tab: what is asked for by static/ledger.js, and the figures and gaps that answer it.

Choosing, turning pages and opening a plot are one call each, so that no page ever holds more than
a hundred rows. Does not know how rows are found (ledger_rows), compared (comparing) or shown.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import gradio as gr

from youju.errors import YoujuError
from youju.findings import GapRow, LedgerFilter, LedgerRow
from youju.sheet import ledger_csv
from youju.types import DocumentFacts
from youju.web import ledger_frame, ledger_table
from youju.web.comparing import Comparison, comparisons
from youju.web.ledger_rows import (
    Entry,
    Found,
    FoundGaps,
    GapEntry,
    Wanted,
    entry_of,
    find,
    find_gaps,
    gap_entry_of,
)
from youju.web.plotted import address_of, render_comparisons
from youju.web.replies import render_failure

_LEDGER_JS = Path(__file__).parent / "static" / "ledger.js"
_FEW = 50  # documents that are sooner read one by one than all together
_KEPT = 6  # answers that stay at hand, so that a turned page need not be found again

Json = dict[str, Any]


class Ledger(Protocol):
    """What the tab needs of the assistant."""

    def documents(self) -> tuple[DocumentFacts, ...]: ...
    def ledger(self, wanted: LedgerFilter) -> Iterator[LedgerRow]: ...
    def missing(self) -> Iterator[GapRow]: ...


class Books:
    """The ledger at one state of the library, at hand to be filtered."""

    def __init__(
        self,
        facts: tuple[DocumentFacts, ...] = (),
        rows: Mapping[str, Sequence[Entry]] = {},
        gaps: Sequence[GapEntry] = (),
    ) -> None:
        self.facts = facts
        self.rows = rows  # by doc_id
        entries = [entry for f in facts for entry in rows.get(f.doc_id, ())]
        self.find: Callable[[Wanted], Found] = lru_cache(_KEPT)(lambda w: find(entries, w))
        self.gaps: Callable[[Wanted], FoundGaps] = lru_cache(_KEPT)(lambda w: find_gaps(gaps, w))
        self.compare: Callable[[Wanted], tuple[Comparison, ...]] = lru_cache(_KEPT)(
            lambda wanted: comparisons(self.find(wanted).entries)
        )


def open_books(assistant: Ledger, before: Books) -> Books:
    """The books of now; of a few documents that are new or put right, only these are read."""
    facts = assistant.documents()
    if facts == before.facts:
        return before
    were = {f.doc_id: f for f in before.facts}
    fresh = [f.doc_id for f in facts if were.get(f.doc_id) != f]
    wanted = [LedgerFilter(doc_id=d) for d in fresh] if len(fresh) <= _FEW else [LedgerFilter()]
    rows: dict[str, list[Entry]] = {}
    for row in chain.from_iterable(map(assistant.ledger, wanted)):
        rows.setdefault(row.figure.doc_id, []).append(entry_of(row))
    now = {f.doc_id: f for f in facts}
    kept = {doc_id: entries for doc_id, entries in before.rows.items() if doc_id in now}
    gaps = [gap_entry_of(row, now.get(row.gap.doc_id)) for row in assistant.missing()]
    return Books(facts, {**kept, **dict.fromkeys(fresh, ()), **rows}, gaps)


class Desk:
    """Answers the page; each method takes what static/ledger.js sends."""

    def __init__(self, assistant: Ledger) -> None:
        self._assistant = assistant
        self._books = Books()
        self._lock = Lock()

    def look(self, asked: Json) -> Json:
        """All that a view shows: choices, counts, and one page of rows or one plot.

        Whether the library has changed is asked when the tab is opened: `fresh`.
        """
        try:
            return self._look(self._opened(bool(asked.get("fresh"))), asked)
        except YoujuError as error:
            return {"body": render_failure(error.message, error.remedy)}

    def _look(self, books: Books, asked: Json) -> Json:
        wanted, page = wanted_of(asked), int(asked.get("page") or 0)
        found, gaps, compared = books.find(wanted), books.gaps(wanted), books.compare(wanted)
        common = {
            "figures": f"{len(found.entries):,}",
            "plots": f"{len(compared):,}",
            "gaps": f"{len(gaps.entries):,}",
            "place": ledger_table.render_places(found, wanted.place),
            "year": ledger_table.render_years(found, wanted.year),
            "kind": ledger_table.render_kinds(found, wanted.kind),
            "how": ledger_table.render_hows(gaps, wanted.how),
            "titles": ledger_table.render_titles(books.facts),
        }
        if not books.facts:
            return {**common, "tally": "", "body": ledger_table.NO_LIBRARY, "pager": ""}
        match asked.get("view"):
            case "gaps":
                return common | _gaps_page(gaps, page)
            case "plots":
                return common | render_comparisons(compared, str(asked.get("address") or ""))
        return common | _figures_page(found, compared, page)

    def _opened(self, fresh: bool) -> Books:
        if fresh or not self._books.facts:
            with self._lock:
                self._books = open_books(self._assistant, self._books)
        return self._books

    def sheet(self, asked: Json) -> str:
        """What is filtered, as CSV."""
        return ledger_csv(entry.row for entry in self._opened(False).find(wanted_of(asked)).entries)


def _figures_page(found: Found, compared: tuple[Comparison, ...], page: int) -> Json:
    count = len(found.entries)
    page, start, end = ledger_table.page_of(count, page)
    addresses = {c.key: address_of(c) for c in reversed(compared)}  # the first one stays
    return {
        "page": page,
        "tally": ledger_table.render_tally(found),
        "body": ledger_table.render_figures(found.entries[start:end], start, addresses),
        "pager": ledger_table.render_pager(count, page),
    }


def _gaps_page(found: FoundGaps, page: int) -> Json:
    count = len(found.entries)
    page, start, end = ledger_table.page_of(count, page)
    return {
        "page": page,
        "tally": ledger_table.render_gap_tally(found),
        "body": ledger_table.render_gaps(found.entries[start:end]),
        "pager": ledger_table.render_pager(count, page),
    }


def wanted_of(asked: Json) -> Wanted:
    """What a page sends, as far as it is known here."""
    names = [f.name for f in fields(Wanted)]
    return Wanted(**{name: str(asked[name]) for name in names if asked.get(name)})


def build_ledger(assistant: Ledger, clock: gr.Timer) -> None:
    """Lay out the tab in the surrounding Blocks; it looks for changes whenever it is opened."""
    desk = Desk(assistant)

    def ledger_view(asked: Json) -> Json:
        return desk.look(asked)

    def ledger_sheet(asked: Json) -> str:
        return desk.sheet(asked)

    gr.HTML(
        ledger_frame.FRAME,
        elem_id="yj-ledger",
        apply_default_css=False,
        js_on_load=_LEDGER_JS.read_text(encoding="utf-8"),
        server_functions=[ledger_view, ledger_sheet],
    )
