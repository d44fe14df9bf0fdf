"""A program that ingests a folder and is killed: run by test_killed, never imported by others.

Usage: python killed_ingest.py DATA FOLDER. Says `began` once the work begins, and the state of the
library as JSON when it is done. The embedding is a cheap stand-in: what is tested is the library.
"""

import json
import sys
from pathlib import Path

from langchain_core.embeddings import Embeddings

from youju.reading.ingest import Cut, Ingestion
from youju.retrieval.indexing import bring_up_to_date
from youju.retrieval.lexical import LexicalIndex, Weights
from youju.retrieval.vectors import VectorIndex
from youju.store import Store, open_store


class LengthAndSum(Embeddings):
    """Two numbers a text: enough to tell whether each chunk has its own vector."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(len(text)), float(sum(map(ord, text)) % 997) + 1.0] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def state(store: Store, vectors: VectorIndex) -> dict[str, object]:
    """What the library holds, so that two libraries can be compared."""
    ids = sorted(chunk.chunk_id for chunk in store.chunks())
    held = vectors.vectors_of(ids)
    return {
        "documents": sorted(facts.doc_id for facts in store.facts()),
        "chunks": ids,
        "figures": len(store.figures()),
        "files": sorted((path, doc_id) for path, (_, doc_id) in store.files().items()),
        "vectors": [round(float(held[i][1]), 3) for i in ids],
        "more_vectors": vectors.count() - len(ids),
    }


def main(data: Path, folder: Path) -> None:
    store = open_store(data)
    index = LexicalIndex(store, Weights(title=2.0, document_share=0.5))
    vectors = VectorIndex(data / "chroma", "chunks-test", store)
    ingestion = Ingestion(store, index, Cut(min_chars=60, max_chars=120))
    print("began", flush=True)
    ingestion.run([folder], remove_missing=True)
    bring_up_to_date(store, vectors, LengthAndSum())
    print(json.dumps(state(store, vectors)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
