"""Dense and lexical search, mixed: a question becomes passages. A LangChain retriever.

Ranks; does not judge whether a passage answers the question.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from youju.retrieval.boosts import boost, wanted
from youju.retrieval.diversity import in_turns
from youju.retrieval.folding import simplified
from youju.retrieval.framing import bare_place, is_masked, same_place
from youju.retrieval.fusion import Scored, min_max, mixed
from youju.retrieval.indexing import indexed_text
from youju.retrieval.lexical import LexicalIndex
from youju.retrieval.needs import Documents, Need, needs_of
from youju.retrieval.query import Holdings, analyse
from youju.retrieval.rescoring import Rescoring
from youju.retrieval.vectors import VectorIndex
from youju.store import Store
from youju.types import Chunk, DocumentFacts, FoundBy, Passage, Query

_BEHIND = 10.0  # more than any score: what was not ranked anew comes after what was


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """How the searches become one ranking."""

    top_k: int
    candidates: int  # from each search
    dense_weight: float  # 0 is lexical alone, 1 dense alone
    reranked: int  # so many of the best are ranked anew, where there is a reranker


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieval:
    """The passages for a question, and how near the nearest of all lies to it."""

    passages: tuple[Passage, ...]
    best_cosine: float | None  # None: there is no dense search at this moment


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hits:
    """What the searches found for one need; `held` is what of it the record still holds."""

    found: Mapping[FoundBy, Scored]
    held: Mapping[str, tuple[Chunk, DocumentFacts]]


class HybridRetriever(BaseRetriever):
    """Finds passages by meaning and by words; by words alone while there is no embedding model."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    lexical: LexicalIndex
    vectors: VectorIndex
    embedder: Callable[[], Embeddings | None]
    mix: Mix
    rescoring: Rescoring

    def retrieve(self, query: Query, k: int | None = None) -> Retrieval:
        """At most `k` passages, best first, from the documents of the places that are asked for.

        Each part of the question, each of several places and each of several years has its share.
        """
        embed = cache(self._embed)
        needs = needs_of(query, cache(self._documents_of))
        rows = {(n.text, n.documents): self._search(n, embed(n.text)) for n in needs}
        hits = [rows[n.text, n.documents] for n in needs]
        rankings = [self._ranked(query, n, h) for n, h in zip(needs, hits, strict=True)]
        cosines = [score for h in hits for _, score in h.found.get("dense", ())]
        return Retrieval(
            passages=in_turns(rankings, self.mix.top_k if k is None else k),
            best_cosine=max(cosines, default=None),
        )

    def _documents_of(self, place: str) -> Documents:
        """The documents of a place and those of no known place that name it; none without own."""
        held = self.store.places()
        own = {i for one, ids in held.items() if same_place(simplified(one), place) for i in ids}
        if not own or is_masked(place):
            return frozenset(own)
        naming = self.lexical.placeless_naming(bare_place(place))
        return frozenset(own.union(naming))

    def _embed(self, text: str) -> Sequence[float] | None:
        embedder = self.embedder()
        return None if embedder is None else embedder.embed_query(text)

    def _search(self, need: Need, vector: Sequence[float] | None) -> _Hits:
        found: dict[FoundBy, Scored] = {
            "lexical": self.lexical.search(need.words, self.mix.candidates, need.documents),
        }
        if vector is not None:
            near = self.vectors.search(vector, self.mix.candidates, need.documents)
            if near:  # an index that is not built yet is no search that found nothing
                found["dense"] = near
        ids = {chunk_id for pairs in found.values() for chunk_id, _ in pairs}
        # A vector may outlive its chunk for a moment: what the record does not hold is passed over.
        return _Hits(found=found, held=self.store.chunks_by_id(list(ids)))

    def _ranked(self, query: Query, need: Need, hits: _Hits) -> list[Passage]:
        asked = wanted(query, need)
        boosts = {i: boost(asked, *held) for i, held in hits.held.items()}
        mix = mixed(hits.found, self.mix.dense_weight)
        scores = {i: mix[i] + more for i, more in boosts.items()}
        best = _best_first(scores)[: self.mix.reranked]
        texts = [indexed_text(*hits.held[i]) for i in best]
        anew = self.rescoring.scores(need.text, texts)
        if anew is not None:
            scores = {i: score - _BEHIND for i, score in scores.items()}
            scores |= {i: s + boosts[i] for i, s in min_max(list(zip(best, anew, strict=True)))}
        return [_passage(i, scores[i], hits) for i in _best_first(scores)]

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


def to_langchain(passage: Passage, **more: Any) -> LangChainDocument:
    return LangChainDocument(
        page_content=passage.chunk.text,
        id=passage.chunk.chunk_id,
        metadata={"passage": passage, **more},
    )


def _best_first(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda chunk_id: (-scores[chunk_id], chunk_id))


def _passage(chunk_id: str, score: float, hits: _Hits) -> Passage:
    chunk, facts = hits.held[chunk_id]
    return Passage(
        chunk=chunk,
        facts=facts,
        rank=1,  # among the others it is told by whoever mixes the rankings
        score=round(min(1.0, max(0.0, score)), 6),
        found_by=tuple(by for by, pairs in hits.found.items() if chunk_id in dict(pairs)),
    )
