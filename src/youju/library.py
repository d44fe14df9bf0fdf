"""The library: what staff do with documents, their figures and their gaps.

Every change brings the vectors up to the record, if the embedding model is there; else they follow
when it is. Knows nothing of questions.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from youju.findings import Copy, DocumentReport, GapRow, LedgerFilter, LedgerRow, Version
from youju.ledger import gap_rows, ledger_rows
from youju.models.embedding import SentenceEmbedder
from youju.models.loading import Loading
from youju.reading.ingest import Ingestion, IngestReport
from youju.reading.report import report_on
from youju.retrieval.framing import same_place
from youju.retrieval.indexing import bring_up_to_date
from youju.retrieval.vectors import VectorIndex
from youju.store import Store
from youju.types import Chunk, Document, DocumentFacts, Reading


class Library:
    """The documents of one data folder."""

    def __init__(
        self,
        library_dir: Path,
        *,
        store: Store,
        ingestion: Ingestion,
        vectors: VectorIndex,
        embedding: Loading[SentenceEmbedder],
    ) -> None:
        self.library_dir = library_dir  # where files that are uploaded stay
        self.store = store
        self.embedding = embedding
        self._ingestion = ingestion
        self._vectors = vectors

    # --- documents ---

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        remove_missing: bool = False,
        report: Callable[[int, int, str], None] = lambda done, total, name: None,
    ) -> IngestReport:
        """Take files and folders into the record and the full-text index (not the vectors)."""
        return self._ingestion.run(paths, remove_missing=remove_missing, report_progress=report)

    @property
    def is_embedded(self) -> bool:
        """Whether the vectors hold just what the record does."""
        name = self._vectors.collection
        pending = self.store.count_unembedded(name) or self.store.outdated(name)
        return not pending and self._vectors.count() >= self.store.counts()[1]

    def embed_pending(self, report: Callable[[int, int], None] = lambda done, total: None) -> int:
        """Bring the vectors up to the record, if the embedding model is ready."""
        embedder = self.embedding.value
        if embedder is None:
            return 0
        return bring_up_to_date(self.store, self._vectors, embedder, report)

    def documents(self) -> tuple[DocumentFacts, ...]:
        """What is known of every document."""
        return self.store.facts()

    def document(self, doc_id: str) -> Document:
        """One document; raise NotFound."""
        return self.store.document(doc_id)

    def reading(self, doc_id: str) -> Reading:
        """A document with its raw text and all that was found in it; raise NotFound."""
        return self.store.whole_reading(doc_id)

    def chunks(self, doc_id: str) -> tuple[Chunk, ...]:
        """What of a document is indexed."""
        return self.store.chunks(doc_id)

    def report(self, doc_id: str) -> DocumentReport:
        """What reading the document did to it and found in it; raise NotFound."""
        return report_on(self.store.whole_reading(doc_id))

    def copies(self, doc_id: str) -> tuple[Copy, ...]:
        """The files that share a document, those of its very text first."""
        return self.store.copies(self.store.document(doc_id).doc_id)

    def versions(self, doc_id: str) -> tuple[Version, ...]:
        """Documents of nearly the same text that say something else, the newest first."""
        return self._ingestion.shelf.versions(doc_id)

    def change_document(self, doc_id: str, changes: Mapping[str, str]) -> DocumentFacts:
        """Set by hand what is known of a document; its figures and vectors follow."""
        facts = self._ingestion.shelf.correct(doc_id, changes)
        self.embed_pending()
        return facts

    def remove_document(self, doc_id: str) -> DocumentFacts:
        """Remove a document from the library; its files stay where they are."""
        facts = self.store.document(doc_id).facts
        self._ingestion.shelf.remove(facts.doc_id)
        self.embed_pending()
        return facts

    # --- figures and gaps ---

    def ledger(self, wanted: LedgerFilter) -> Iterator[LedgerRow]:
        """The figures that are wanted; a place is meant also where it is written otherwise."""
        place = wanted.place
        for row in ledger_rows(self.store, replace(wanted, place=None)):
            if place is None or (row.figure.place and same_place(row.figure.place, place)):
                yield row

    def missing(self) -> Iterator[GapRow]:
        """What the documents leave blank."""
        return gap_rows(self.store)
