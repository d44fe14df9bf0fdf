"""The nouns in which a library tells of its documents: reports, copies, versions, ledger rows.

Offsets are character offsets in clean texts, end exclusive. This module does not know how any of
its values are made.
"""

from dataclasses import dataclass

from youju.types import DocumentFacts, EditOp, Figure, FigureKind, Gap, Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCount:
    """How often one class of noise was met in a document."""

    op: EditOp
    reason: str
    count: int
    examples: tuple[tuple[str, str], ...]  # the first few, each before and after


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReport:
    """What reading a document did to it and found in it, as staff read it."""

    facts: DocumentFacts
    edits: tuple[EditCount, ...]  # most frequent first within repair, flag, drop
    notes: tuple[str, ...]
    sections: int
    chunks: int
    figures: int
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where another text departs from a document's; both sides are never equal."""

    start: int  # in the document's clean text
    end: int
    before: str  # the document's words; empty for what only the other text has
    after: str  # the other text's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A file that holds a document's text, letter for letter or with small differences."""

    doc_id: str
    address: str
    differences: tuple[Difference, ...]  # empty: the same text


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Another document that is nearly the same text: a later edition, or one with other figures."""

    facts: DocumentFacts
    differences: tuple[Difference, ...]  # from the document that was asked about


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """A figure with its words, and where it stands."""

    figure: Figure
    source: str
    title: str
    trust: Trust
    quote: str  # the figure's own characters
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A gap with the words around it, and where it stands."""

    gap: Gap
    source: str
    title: str
    quote: str
    context: str  # about 30 characters on either side, the quote included


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFilter:
    """Which rows of the ledger are wanted; None: any."""

    place: str | None = None
    period: str | None = None
    indicator: str | None = None  # a part of it
    kind: FigureKind | None = None
    doc_id: str | None = None
