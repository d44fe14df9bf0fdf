"""The Chroma collection: the only module that knows chromadb.

Holds one vector a chunk, and nothing that the record does not hold too. A long-lived client does
not see what another process adds and then answers wrongly, so the index is reopened whenever the
record's generation of it has moved on.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from youju.changes import raise_generation
from youju.errors import YoujuError
from youju.store import Store

_BATCH = 1000  # Chroma takes at most 5461 rows at once


class VectorIndex:
    """Cosine search over the vectors of one embedding in one data folder."""

    def __init__(self, folder: Path, collection: str, store: Store) -> None:
        self.collection = collection
        self._folder = folder
        self._store = store
        self._lock = RLock()
        self._opened: tuple[int, Any] | None = None  # generation, Chroma collection

    def search(
        self, vector: Sequence[float], limit: int, doc_ids: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The nearest chunks' ids and cosines (higher is better), at most `limit`, best first."""
        with self._lock:
            collection = self._current()
            if limit < 1 or collection.count() == 0:
                return []
            found = collection.query(
                query_embeddings=[list(vector)],
                n_results=limit,
                where=None if doc_ids is None else {"doc_id": {"$in": list(doc_ids)}},
                include=["distances"],
            )
        # Chroma's cosine distance is 1 - cosine: the one place where it becomes a score.
        return [
            (chunk_id, 1.0 - distance)
            for chunk_id, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def put(self, ids: Sequence[str], vectors: Sequence[Sequence[float]]) -> None:
        """Add or replace the vectors of chunks; the caller holds the record for writing."""
        with self._change() as collection:
            for start in range(0, len(ids), _BATCH):
                part = slice(start, start + _BATCH)
                collection.upsert(
                    ids=list(ids[part]),
                    embeddings=[list(vector) for vector in vectors[part]],
                    metadatas=[{"doc_id": chunk_id.split(":")[0]} for chunk_id in ids[part]],
                )

    def drop(self, ids: Sequence[str]) -> None:
        """Remove the vectors of chunks; the caller holds the record for writing."""
        with self._change() as collection:
            for start in range(0, len(ids), _BATCH):
                collection.delete(ids=list(ids[start : start + _BATCH]))

    def count(self) -> int:
        with self._lock:
            return int(self._current().count())

    @contextmanager
    def _change(self) -> Iterator[Any]:
        """Other processes reopen after a change, even after one that breaks off midway."""
        with self._lock:
            self._raise_generation()
            collection = self._current()
            try:
                yield collection
            finally:
                self._raise_generation()
                self._opened = (self._store.generation(self.collection), collection)

    def _current(self) -> Any:
        generation = self._store.generation(self.collection)
        if self._opened is None or self._opened[0] != generation:
            self._opened = (generation, _open(self._folder, self.collection))
        return self._opened[1]

    def _raise_generation(self) -> None:
        with self._store.writing() as connection:
            raise_generation(connection, self.collection)


def _open(folder: Path, name: str) -> Any:
    """A fresh client's view of the collection: forget what an earlier client knew."""
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings as ChromaSettings
    from chromadb.errors import ChromaError

    SharedSystemClient.clear_system_cache()
    try:
        client = chromadb.PersistentClient(
            str(folder), settings=ChromaSettings(anonymized_telemetry=False)
        )
        return client.get_or_create_collection(
            name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
    except (ChromaError, OSError, ValueError) as error:
        raise YoujuError(
            "向量库打不开。", remedy=f"删除目录 {folder} 后重新运行 youju ingest，会由记录库重建"
        ) from error
