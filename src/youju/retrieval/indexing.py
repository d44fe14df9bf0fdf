"""Brings the vector index up to the record: what it lacks is embedded, what is gone is dropped.

Can be stopped at any moment: the record says which vectors are acknowledged, and the next run goes
on from there. Knows nothing of files or questions.
"""

from collections.abc import Callable

from langchain_core.embeddings import Embeddings

from youju.changes import note_dropped, note_embedded
from youju.retrieval.vectors import VectorIndex
from youju.store import Store
from youju.types import Chunk, DocumentFacts

_BATCH = 256  # the model sorts a batch by length: larger ones waste less on padding


def indexed_text(chunk: Chunk, facts: DocumentFacts) -> str:
    """What is embedded for a chunk: whose text it is and where it stands, then the text."""
    about = (facts.title, facts.place, facts.period, *chunk.headings)
    return "｜".join(part for part in about if part) + "\n" + chunk.text


def bring_up_to_date(
    store: Store,
    vectors: VectorIndex,
    embedder: Embeddings,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Embed the chunks that have no vector; `report` gets done and total. Returns how many."""
    with store.sole_writer():
        _forget_if_lost(store, vectors)
        _drop_outdated(store, vectors)
        total = store.count_unembedded(vectors.collection)
        done = 0
        while ids := store.unembedded(vectors.collection, _BATCH):
            report(done, total)
            held = store.chunks_by_id(ids)
            texts = [indexed_text(*held[chunk_id]) for chunk_id in ids]
            vectors.put(ids, embedder.embed_documents(texts))
            with store.writing() as connection:
                note_embedded(connection, vectors.collection, ids)
            done += len(ids)
        report(done, total)
    return done


def _forget_if_lost(store: Store, vectors: VectorIndex) -> None:
    """Begin anew when the index holds less than it acknowledged: its folder was removed."""
    held = store.embedded(vectors.collection)
    if vectors.count() < len(held):
        with store.writing() as connection:
            note_dropped(connection, vectors.collection, held)


def _drop_outdated(store: Store, vectors: VectorIndex) -> None:
    gone = store.outdated(vectors.collection)
    if gone:
        vectors.drop(gone)
        with store.writing() as connection:
            note_dropped(connection, vectors.collection, gone)
