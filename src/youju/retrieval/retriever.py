"""Dense and lexical search, mixed: a question becomes passages. A LangChain retriever.

Ranks; does not judge whether a passage answers the question.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from youju.retrieval.framing import same_place, without_frame
from youju.retrieval.lexical import LexicalIndex
from youju.retrieval.query import Holdings, analyse
from youju.retrieval.vectors import VectorIndex
from youju.store import Store
from youju.types import FoundBy, Passage, Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """How the two searches become one ranking."""

    top_k: int
    candidates: int  # from each search
    dense_weight: float  # 0 is lexical alone, 1 dense alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """The passages for a question, and how near the nearest of all lies to it."""

    passages: tuple[Passage, ...]
    best_cosine: float | None  # None: there is no dense search at this moment


class HybridRetriever(BaseRetriever):
    """Finds passages by meaning and by words; by words alone while there is no embedding model."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    lexical: LexicalIndex
    vectors: VectorIndex
    embedder: Callable[[], Embeddings | None]
    mix: Mix

    def retrieve(self, query: Query, k: int | None = None) -> Retrieval:
        """At most `k` passages, best first, from the documents of the places that are asked for.

        Each of several places gets its share of the passages. A place that no document is about
        does not restrict the search.
        """
        wanted = self.mix.top_k if k is None else k
        groups = self._documents_for(query) or [None]
        share = -(-wanted // len(groups))
        found = [self._search(query, share, documents) for documents in groups]
        rows = chain.from_iterable(zip_longest(*(passages for passages, _ in found)))
        ranked = [passage for passage in rows if passage is not None][:wanted]
        cosines = [cosine for _, cosine in found if cosine is not None]
        return Retrieval(
            passages=tuple(replace(p, rank=rank) for rank, p in enumerate(ranked, start=1)),
            best_cosine=max(cosines, default=None),
        )

    def _search(
        self, query: Query, k: int, documents: set[str] | None
    ) -> tuple[tuple[Passage, ...], float | None]:
        words = query.standalone
        if documents is not None:  # every document is of these places
            words = without_frame(words, query.places, ())
        found: dict[FoundBy, list[tuple[str, float]]] = {
            "lexical": self.lexical.search(words, self.mix.candidates, documents),
        }
        embedder = self.embedder()
        if embedder is not None:
            vector = embedder.embed_query(query.standalone)
            near = self.vectors.search(vector, self.mix.candidates, documents)
            if near:  # an index that is not built yet is no search that found nothing
                found["dense"] = near
        best = max((score for _, score in found.get("dense", ())), default=None)
        return self._passages(found, k), best

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        asked: Query | None = None,  # the question as understood, where that is known already
    ) -> list[LangChainDocument]:
        holdings = Holdings(places=tuple(self.store.places()))
        found = self.retrieve(asked or analyse(query, (), holdings))
        return [to_langchain(p, best_cosine=found.best_cosine) for p in found.passages]

    def _documents_for(self, query: Query) -> list[set[str] | None]:
        """The documents of each place asked for; nothing for a place that none is about."""
        held = self.store.places()
        groups = [
            {i for place, ids in held.items() if same_place(place, asked) for i in ids}
            for asked in query.places
        ]
        return [group for group in groups if group]

    def _passages(
        self, found: Mapping[FoundBy, list[tuple[str, float]]], k: int
    ) -> tuple[Passage, ...]:
        scores = mixed(found, self.mix.dense_weight)
        ranked = sorted(scores, key=lambda chunk_id: (-scores[chunk_id], chunk_id))
        # A vector may outlive its chunk for a moment: what the record does not hold is passed over.
        held = self.store.chunks_by_id(ranked[: k + self.mix.candidates])
        kept = [chunk_id for chunk_id in ranked if chunk_id in held][:k]
        hits = {by: {chunk_id for chunk_id, _ in pairs} for by, pairs in found.items()}
        return tuple(
            Passage(
                chunk=held[chunk_id][0],
                facts=held[chunk_id][1],
                rank=rank,
                score=round(scores[chunk_id], 6),
                found_by=tuple(by for by in found if chunk_id in hits[by]),
            )
            for rank, chunk_id in enumerate(kept, start=1)
        )


def mixed(
    found: Mapping[FoundBy, list[tuple[str, float]]], dense_weight: float
) -> dict[str, float]:
    """Each chunk's min-max scores, weighted and added; one not found by a search gets 0 from it.

    Equal-rank fusion loses to this where one search is much the weaker of the two (eval/LOG.md).
    """
    weights = {"dense": dense_weight, "lexical": 1.0 - dense_weight}
    if "dense" not in found:
        weights["lexical"] = 1.0
    total: dict[str, float] = {}
    for by, pairs in found.items():
        for chunk_id, score in _min_max(pairs):
            total[chunk_id] = total.get(chunk_id, 0.0) + weights[by] * score
    return total


def to_langchain(passage: Passage, **more: Any) -> LangChainDocument:
    return LangChainDocument(
        page_content=passage.chunk.text,
        id=passage.chunk.chunk_id,
        metadata={"passage": passage, **more},
    )


def _min_max(pairs: list[tuple[str, float]]) -> list[tuple[str, float]]:
    if not pairs:
        return []
    low, high = min(s for _, s in pairs), max(s for _, s in pairs)
    return [(i, (s - low) / (high - low) if high > low else 1.0) for i, s in pairs]
