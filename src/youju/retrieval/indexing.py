"""Brings the vector index up to the record: what it lacks is embedded, what is gone is dropped.

Can be stopped at any moment: the record says which vectors are acknowledged, and the next run goes
on from there. Knows nothing of files or questions.
"""

from collections.abc import Callable, Sequence

from langchain_core.embeddings import Embeddings

from youju.changes import forget_collection, note_dropped, note_embedded
from youju.retrieval.folding import simplified
from youju.retrieval.vectors import VectorIndex
from youju.store import Store
from youju.types import Chunk, DocumentFacts

Vectors = Sequence[Sequence[float]]
Embed = Callable[[Sequence[str], Sequence[str]], Vectors]  # ids and texts, in one order

_WORN_SHARE = 3  # rows that were put for each that is held
_SMALL = 1000  # a smaller index is not worn
_BATCH = 256  # the model sorts a batch by length: larger ones waste less on padding


def indexed_text(chunk: Chunk, facts: DocumentFacts) -> str:
    """What is embedded for a chunk: whose text it is and where it stands, then the text.

    In simplified characters, as questions are.
    """
    about = (facts.title, facts.place, facts.period, *chunk.headings)
    return simplified("｜".join(part for part in about if part) + "\n" + chunk.text)


def bring_up_to_date(
    store: Store,
    vectors: VectorIndex,
    embedder: Embeddings,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Give every chunk its vector; `report` gets done and total. Returns how many it gave.

    Where too much has changed, the index is built anew beside the old one, which goes on serving
    until the new one is whole.
    """

    def fresh(ids: Sequence[str], texts: Sequence[str]) -> Vectors:
        return embedder.embed_documents(list(texts))

    with store.sole_writer():
        _forget_if_lost(store, vectors)
        if not _is_worn(store, vectors):
            _drop_outdated(store, vectors)
            return _fill(store, vectors, fresh, report)
        done = _fill(store, vectors.beside(), _reusing(store, vectors, fresh), report)
        vectors.swap()
        return done


def _is_worn(store: Store, vectors: VectorIndex) -> bool:
    """Whether most vectors are of chunks that are gone (new chunk lengths), or were replaced.

    Chroma slows down as one collection is emptied and refilled (chroma issue 4737).
    """
    acknowledged = len(store.embedded(vectors.collection))
    worn = vectors.rows_ever_put() > _WORN_SHARE * max(vectors.count(), _SMALL)
    cut_anew = len(store.outdated(vectors.collection)) > acknowledged / 2
    return worn or (cut_anew and store.counts()[1] > 0)


def _reusing(store: Store, old: VectorIndex, fresh: Embed) -> Embed:
    """Takes the vectors that the old index rightly holds, and makes the others."""
    rightly = set(store.embedded(old.collection))

    def embed(ids: Sequence[str], texts: Sequence[str]) -> Vectors:
        held = old.vectors_of([i for i in ids if i in rightly])
        missing = [(i, text) for i, text in zip(ids, texts, strict=True) if i not in held]
        made = fresh([i for i, _ in missing], [text for _, text in missing]) if missing else []
        known = held | dict(zip((i for i, _ in missing), made, strict=True))
        return [known[i] for i in ids]

    return embed


def _fill(
    store: Store, vectors: VectorIndex, embed: Embed, report: Callable[[int, int], None]
) -> int:
    total = store.count_unembedded(vectors.collection)
    done = 0
    while ids := store.unembedded(vectors.collection, _BATCH):
        report(done, total)
        held = store.chunks_by_id(ids)
        vectors.put(ids, embed(ids, [indexed_text(*held[chunk_id]) for chunk_id in ids]))
        with store.writing() as connection:
            note_embedded(connection, vectors.collection, ids)
        done += len(ids)
    report(done, total)
    return done


def _forget_if_lost(store: Store, vectors: VectorIndex) -> None:
    """Begin anew when the index holds less than it acknowledged: its folder was removed."""
    if vectors.count() < len(store.embedded(vectors.collection)):
        with store.writing() as connection:
            forget_collection(connection, vectors.collection)


def _drop_outdated(store: Store, vectors: VectorIndex) -> None:
    gone = store.outdated(vectors.collection)
    if gone:
        vectors.drop(gone)
        with store.writing() as connection:
            note_dropped(connection, vectors.collection, gone)
