"""The Chroma collection: the only module that knows chromadb.

Holds one vector a chunk, and nothing that the record does not hold too. A long-lived client does
not see what another process adds and then answers wrongly, so the index is reopened whenever the
record's generation of it has moved on. A rebuilt index is a new collection that takes the old one's
place when it is whole; the record says which one is in use.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any

from youju.changes import forget_collection, raise_number
from youju.errors import YoujuError
from youju.store import Store

_BATCH = 1000  # Chroma takes at most 5461 rows at once


class VectorIndex:
    """Cosine search over the vectors of one embedding in one data folder."""

    def __init__(self, folder: Path, base: str, store: Store) -> None:
        self._folder = folder
        self._base = base
        self._store = store
        self._ahead = 0
        self._lock = RLock()
        self._opened: tuple[str, int, Any] | None = None  # its name, generation, and Chroma's

    @property
    def collection(self) -> str:
        """The name of the collection in use, or of the one that is built beside it."""
        return f"{self._base}-{self._store.number(self._base) + self._ahead}"

    def beside(self) -> "VectorIndex":
        """The collection that is built to take this one's place; a broken-off build goes on."""
        other = VectorIndex(self._folder, self._base, self._store)
        other._ahead = 1
        return other

    def swap(self) -> None:
        """Put the collection beside this one in its place; the caller is the sole writer."""
        with self._lock:
            old = self.collection
            with self._store.writing() as connection:
                raise_number(connection, self._base)
                forget_collection(connection, old)
            self._opened = None
            _delete(self._folder, old)

    def search(
        self, vector: Sequence[float], limit: int, doc_ids: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The nearest chunks' ids and cosines (higher is better), at most `limit`, best first."""
        if limit < 1:
            return []
        with self._lock:
            found = self._query(vector, limit, doc_ids)
        # Chroma's cosine distance is 1 - cosine: the one place where it becomes a score.
        return [(chunk_id, 1.0 - distance) for chunk_id, distance in found]

    def _query(
        self, vector: Sequence[float], limit: int, doc_ids: Collection[str] | None
    ) -> list[tuple[str, float]]:
        from chromadb.errors import NotFoundError

        where: Any = None if doc_ids is None else {"doc_id": {"$in": list(doc_ids)}}
        for _ in range(2):
            collection = self._current()
            try:
                if collection.count() == 0:
                    return []
                found = collection.query(
                    query_embeddings=[list(vector)],
                    n_results=limit,
                    where=where,
                    include=["distances"],
                )
                return list(zip(found["ids"][0], found["distances"][0], strict=True))
            except NotFoundError:  # swapped by another process since it was opened
                self._opened = None
        return []

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
        with self._store.writing() as connection:
            raise_number(connection, f"{self.collection}:rows", len(ids))

    def drop(self, ids: Sequence[str]) -> None:
        """Remove the vectors of chunks; the caller holds the record for writing."""
        with self._change() as collection:
            for start in range(0, len(ids), _BATCH):
                collection.delete(ids=list(ids[start : start + _BATCH]))

    def vectors_of(self, ids: Sequence[str]) -> dict[str, Sequence[float]]:
        """The vectors of those chunks that the collection holds."""
        if not ids:
            return {}
        with self._lock:
            found = self._current().get(ids=list(ids), include=["embeddings"])
        return dict(zip(found["ids"], found["embeddings"], strict=True))

    def rows_ever_put(self) -> int:
        """How many vectors were put into this collection, replaced and dropped ones included."""
        return self._store.number(f"{self.collection}:rows")

    def count(self) -> int:
        with self._lock:
            return int(self._current().count())

    @contextmanager
    def _change(self) -> Iterator[Any]:
        """Other processes reopen after a change, even after one that breaks off midway."""
        from chromadb.errors import ChromaError

        with self._lock:
            self._raise_generation()
            collection = self._current()
            try:
                yield collection
            except (ChromaError, OSError) as error:
                raise _fault(self._folder) from error
            finally:
                self._raise_generation()
                name = self.collection
                self._opened = (name, self._store.number(_changes_of(name)), collection)

    def _current(self) -> Any:
        name = self.collection
        generation = self._store.number(_changes_of(name))
        if self._opened is None or self._opened[:2] != (name, generation):
            self._opened = (name, generation, _open(self._folder, name))
        return self._opened[2]

    def _raise_generation(self) -> None:
        with self._store.writing() as connection:
            raise_number(connection, _changes_of(self.collection))


def _changes_of(collection: str) -> str:
    """The name under which the record counts a collection's changes."""
    return f"{collection}:changes"


def _delete(folder: Path, name: str) -> None:
    from chromadb.errors import NotFoundError

    # It may never have been made; readers that still hold it open the new one.
    with suppress(NotFoundError, ValueError):
        _client(folder).delete_collection(name)


def _client(folder: Path) -> Any:
    """A fresh client: it forgets what an earlier one knew of the folder."""
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings as ChromaSettings

    SharedSystemClient.clear_system_cache()
    return chromadb.PersistentClient(
        str(folder), settings=ChromaSettings(anonymized_telemetry=False)
    )


def _open(folder: Path, name: str) -> Any:
    from chromadb.errors import ChromaError

    try:
        return _client(folder).get_or_create_collection(
            name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
    except (ChromaError, OSError, ValueError) as error:
        raise _fault(folder) from error


def _fault(folder: Path) -> YoujuError:
    return YoujuError(
        "向量库打不开，或写不进去。",
        remedy=f"先看磁盘是否已满；未满时删除目录 {folder} 后重新运行 youju ingest，会由记录库重建",
    )
