"""How near sentences lie to a question, by the embedding model; remembers what it has embedded.

Embedding all sentences of the passages takes longer than finding the passages, so only those that
share most words with the question are embedded: what answers is among them (eval/LOG.md).
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np
from langchain_core.embeddings import Embeddings

from youju.retrieval.folding import simplified
from youju.text import bigrams

_EMBEDDED = 12  # sentences for one question
_REMEMBERED = 20_000  # sentences; 512 numbers each are about 40 MB


class SentenceSimilarity:
    """Cosines of sentences with a question. Sentences of a library come up again and again."""

    def __init__(self, embedder: Callable[[], Embeddings | None]) -> None:
        self._embedder = embedder
        self._vectors: OrderedDict[str, np.ndarray] = OrderedDict()
        self._lock = Lock()

    def __call__(self, question: str, sentences: Sequence[str]) -> Sequence[float] | None:
        """One cosine a sentence, in their order; 0 for those that share too few words with it.

        None while there is no embedding model.
        """
        embedder = self._embedder()
        if embedder is None:
            return None
        if not sentences:
            return []
        likely = _likely(question, sentences)
        vectors = self._of(embedder, [sentences[i] for i in likely])
        asked = np.asarray(embedder.embed_query(question))
        cosines = {i: float(asked @ vector) for i, vector in zip(likely, vectors, strict=True)}
        return [cosines.get(i, 0.0) for i in range(len(sentences))]

    def _of(self, embedder: Embeddings, sentences: Sequence[str]) -> list[np.ndarray]:
        with self._lock:
            known = {s: self._vectors[s] for s in sentences if s in self._vectors}
        missing = [s for s in dict.fromkeys(sentences) if s not in known]
        if missing:
            fresh = np.asarray(embedder.embed_documents(missing), dtype=np.float32)
            known.update(zip(missing, fresh, strict=True))
        with self._lock:
            for sentence in sentences:
                self._vectors[sentence] = known[sentence]
                self._vectors.move_to_end(sentence)
            while len(self._vectors) > _REMEMBERED:
                self._vectors.popitem(last=False)
        return [known[sentence] for sentence in sentences]


def _likely(question: str, sentences: Sequence[str]) -> list[int]:
    """The numbers of the sentences that share most bigrams with the question, in their order."""
    asked = set(bigrams(simplified(question)))
    shared = [len(asked.intersection(bigrams(simplified(s)))) for s in sentences]
    best = sorted(range(len(sentences)), key=lambda i: (-shared[i], i))
    return sorted(best[:_EMBEDDED])
