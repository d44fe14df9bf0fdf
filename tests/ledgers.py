"""Rows of the ledger, written out where a test needs them."""

from decimal import Decimal
from typing import Any

from youju.findings import GapRow, LedgerRow
from youju.types import Figure, Gap

_FIGURE: dict[str, Any] = {
    "doc_id": "aaaa",
    "indicator": "床位",
    "value": "1",
    "upper": None,
    "unit": "张",
    "hedge": "",
    "place": "示例市",
    "period": "2023",
    "kind": "actual",
}
_STANDS = ("title", "source", "trust")


def _stands(more: dict[str, Any]) -> dict[str, Any]:
    title = more.get("title", "一篇讲话")
    return {"title": title, "source": f"{title}.txt", "trust": "named"}


def figure_row(quote: str, *, sentence: str = "", start: int = 0, **more: Any) -> LedgerRow:
    """A row of the figure `quote` in `sentence`, which begins at `start` in its document."""
    known = {**_FIGURE, **_stands(more), **more}
    sentence = sentence or f"{known['indicator']}{quote}。"
    at = start + sentence.index(quote)
    facts = {name: known[name] for name in _FIGURE}
    facts["value"] = Decimal(facts["value"])
    facts["upper"] = None if facts["upper"] is None else Decimal(facts["upper"])
    figure = Figure(
        start=at,
        end=at + len(quote),
        sentence_start=start,
        sentence_end=start + len(sentence),
        **facts,
    )
    stands = {name: known[name] for name in _STANDS}
    return LedgerRow(figure=figure, quote=quote, sentence=sentence, **stands)


def gap_row(quote: str, text: str, **more: Any) -> GapRow:
    """A row of the gap that is `quote` in the document's text."""
    known = {
        "doc_id": "aaaa",
        "what": "总投资",
        "unit": "",
        "how": "blanked",
        **_stands(more),
        **more,
    }
    start = text.index(quote)
    end = start + len(quote)
    gap = Gap(
        start=start, end=end, **{name: known[name] for name in ("doc_id", "what", "unit", "how")}
    )
    return GapRow(
        gap=gap,
        source=known["source"],
        title=known["title"],
        quote=quote,
        context=text[max(0, start - 30) : end + 30],
    )
