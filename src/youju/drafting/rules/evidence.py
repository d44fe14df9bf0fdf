"""What the documents of the library say, as far as a text under review can be held against it.

One seam, `Evidence`, with nothing behind it here and the record behind it in `recorded`. Knows no
rule and no manuscript: what a difference means, the rules say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from youju.findings import GapRow
from youju.reading.figures.quantities import Quantity
from youju.types import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The words of a document that a text is held against."""

    doc_id: str
    title: str
    start: int  # in the document
    end: int
    quote: str


class Evidence(Protocol):
    """What a library says, asked for one thing at a time."""

    @property
    def holds_figures(self) -> bool:
        """Whether the library has any figure: to an empty one nothing lacks a source."""

    def stating(self, amount: Quantity) -> Sequence[Figure]:
        """The figures of that very amount, in the same or an equal unit."""

    def about(self, indicator: str, unit: str) -> Sequence[Figure]:
        """The figures of like units whose indicator shares most of its words, closest first."""

    def blanks(self, indicator: str, unit: str) -> Sequence[GapRow]:
        """Where a source leaves the number of such an indicator blank."""

    def sentence(self, figure: Figure) -> Source:
        """The sentence that states a figure of the library."""

    def document_place(self, doc_id: str) -> str | None:
        """Whose document it is."""

    def document_period(self, doc_id: str) -> str | None:
        """The years that it tells of: 2023, 2021-2025."""

    def closest(self, quotation: str) -> tuple[Source, bool] | None:
        """The document's words nearest to a quotation, and whether they are its very words.

        Punctuation counts for nothing. None where no document has anything like it.
        """

    def posts(self, name: str) -> Sequence[str]:
        """The posts that the documents give a person; empty for one whom they don't name."""

    def has_title(self, title: str) -> bool:
        """Whether a document bears or names that title, given without 《》."""

    def near_title(self, title: str) -> str:
        """The title that differs from this one by little; empty where none does."""


class NoEvidence:
    """A library without documents."""

    holds_figures = False

    def stating(self, amount: Quantity) -> Sequence[Figure]:
        return ()

    def about(self, indicator: str, unit: str) -> Sequence[Figure]:
        return ()

    def blanks(self, indicator: str, unit: str) -> Sequence[GapRow]:
        return ()

    def sentence(self, figure: Figure) -> Source:
        raise LookupError(figure.doc_id)

    def document_place(self, doc_id: str) -> str | None:
        return None

    def document_period(self, doc_id: str) -> str | None:
        return None

    def closest(self, quotation: str) -> tuple[Source, bool] | None:
        return None

    def posts(self, name: str) -> Sequence[str]:
        return ()

    def has_title(self, title: str) -> bool:
        return False

    def near_title(self, title: str) -> str:
        return ""
