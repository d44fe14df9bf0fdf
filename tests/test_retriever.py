"""Dense and lexical search mixed, on real SQLite and Chroma; the vectors are made by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from builders import reading
from langchain_core.embeddings import Embeddings

from youju.changes import put_reading, remove_document
from youju.errors import EndpointFailed
from youju.retrieval.indexing import bring_up_to_date
from youju.retrieval.lexical import LexicalIndex, Weights
from youju.retrieval.query import Holdings, analyse
from youju.retrieval.rescoring import Rescoring
from youju.retrieval.retriever import HybridRetriever, Mix
from youju.retrieval.vectors import VectorIndex
from youju.store import Store, open_store

TEXTS = {
    "loudi": ("娄底市", "新增医疗床位1232张。\n无偿献血3.1万人次。"),
    "huangshi": ("黄石市", "医疗床位布局优化。\n四家卫生院达标。"),
    "masked": ("X市", "医疗床位一百张。"),
}


class AboutBeds(Embeddings):
    """One direction for beds, another for everything else."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[1.0, 0.1] if "床位" in text else [0.1, 1.0] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def retriever(tmp_path: Path, store: Store) -> HybridRetriever:
    lexical = LexicalIndex(store, Weights(title=2.0, document_share=0.5))
    for doc_id, (place, text) in TEXTS.items():
        one = reading(text, doc_id, place=place, title=f"{place}报告")
        with store.writing() as connection:
            put_reading(connection, one)
            lexical.add(connection, one)
    vectors = VectorIndex(tmp_path / "chroma", "chunks-test", store)
    bring_up_to_date(store, vectors, AboutBeds())
    return HybridRetriever(
        store=store,
        lexical=lexical,
        vectors=vectors,
        embedder=lambda: AboutBeds(),
        mix=Mix(top_k=4, candidates=20, dense_weight=0.5, reranked=20),
        rescoring=Rescoring(lambda: None, patience_s=5),
    )


def found(retriever: HybridRetriever, question: str, k: int = 4) -> list[str]:
    query = analyse(question, (), Holdings(places=tuple(retriever.store.places())))
    return [p.chunk.text for p in retriever.retrieve(query, k).passages]


def test_a_place_keeps_the_search_to_its_documents(retriever: HybridRetriever) -> None:
    assert found(retriever, "娄底新增床位多少张")[0] == "新增医疗床位1232张。"
    assert all("一百张" not in text and "布局" not in text for text in found(retriever, "娄底床位"))


def test_a_masked_place_is_only_itself(retriever: HybridRetriever) -> None:
    assert found(retriever, "X市医疗床位多少") == ["医疗床位一百张。"]


def test_each_of_two_places_has_its_passages(retriever: HybridRetriever) -> None:
    texts = found(retriever, "娄底市和黄石市的床位比较", k=2)
    assert texts == ["新增医疗床位1232张。", "医疗床位布局优化。"]


def test_ranks_count_from_one_and_scores_fall(retriever: HybridRetriever) -> None:
    query = analyse("医疗床位")
    passages = retriever.retrieve(query, 5).passages
    assert [p.rank for p in passages] == list(range(1, len(passages) + 1))
    scores = [p.score for p in passages]
    assert scores == sorted(scores, reverse=True)
    assert passages[0].found_by == ("lexical", "dense")


def test_without_an_embedding_model_words_find(retriever: HybridRetriever) -> None:
    blind = retriever.model_copy(update={"embedder": lambda: None})
    result = blind.retrieve(analyse("无偿献血"), 3)
    assert result.best_cosine is None
    assert result.passages[0].found_by == ("lexical",)
    assert "献血" in result.passages[0].chunk.text


def test_a_vector_that_outlives_its_chunk_is_passed_over(
    retriever: HybridRetriever, store: Store
) -> None:
    with store.writing() as connection:
        retriever.lexical.remove(connection, "loudi")
        remove_document(connection, "loudi")
    assert all("1232" not in text for text in found(retriever, "新增医疗床位"))


def test_it_is_a_langchain_retriever(retriever: HybridRetriever) -> None:
    documents = retriever.invoke("娄底新增床位多少张")
    assert documents[0].page_content == "新增医疗床位1232张。"
    assert documents[0].metadata["passage"].facts.place == "娄底市"


def put(retriever: HybridRetriever, doc_id: str, text: str, **about: object) -> None:
    one = reading(text, doc_id, **about)
    with retriever.store.writing() as connection:
        put_reading(connection, one)
        retriever.lexical.add(connection, one)
    bring_up_to_date(retriever.store, retriever.vectors, AboutBeds())


def test_a_notice_of_no_known_place_that_names_the_one_asked_for_is_found(
    retriever: HybridRetriever,
) -> None:
    put(retriever, "notice", "娄底发热门诊周末开放。", place=None, title="通知")
    put(retriever, "other", "发热门诊周末关闭。", place=None, title="通知")
    texts = found(retriever, "娄底发热门诊周末开放吗")
    assert texts[0] == "娄底发热门诊周末开放。"
    assert "发热门诊周末关闭。" not in texts


def test_a_place_in_traditional_characters_is_the_same_place(retriever: HybridRetriever) -> None:
    put(retriever, "tw", "新增醫療床位三百張。", place="臺北市", title="報告")
    query = replace(analyse("新增床位多少张"), places=("台北市",))
    texts = [p.chunk.text for p in retriever.retrieve(query, 4).passages]
    assert texts == ["新增醫療床位三百張。"]


def test_the_report_of_the_year_asked_for_comes_first(retriever: HybridRetriever) -> None:
    for year in ("2021", "2022", "2023"):
        text = f"慢病门诊{year[-1]}01家，随访率过半。"
        put(retriever, f"r{year}", text, place="德阳市", period=year, title="报告")
    for year in ("2021", "2022", "2023"):
        assert found(retriever, f"德阳市{year}年慢病门诊多少家")[0].startswith(
            f"慢病门诊{year[-1]}"
        )


def test_each_part_of_a_question_has_its_passages(retriever: HybridRetriever) -> None:
    lines = [f"床位使用情况第{i}条：床位又增加。" for i in range(8)]
    put(retriever, "long", "\n".join([*lines, "急救站点布局调整。"]), place="德阳市")
    parts = ("德阳市床位使用情况？", "德阳市急救站点？")
    query = analyse("德阳市床位使用情况和急救站点", (), Holdings(places=("德阳市",)))
    asked = replace(query, parts=parts)
    texts = [p.chunk.text for p in retriever.retrieve(asked, 3).passages]
    assert "急救站点布局调整。" in texts
    assert "床位" in texts[1]


def test_a_reranker_has_the_last_word(retriever: HybridRetriever) -> None:
    def about_blood(question: str, texts: Sequence[str]) -> Sequence[float]:
        return [float("献血" in text) for text in texts]

    rescoring = Rescoring(lambda: about_blood, patience_s=5)
    turned = retriever.model_copy(update={"rescoring": rescoring})
    assert "床位" in found(retriever, "娄底医疗床位")[0]
    assert "献血" in found(turned, "娄底医疗床位")[0]


def test_what_was_not_reranked_comes_after_what_was(retriever: HybridRetriever) -> None:
    rescoring = Rescoring(lambda: lambda question, texts: [-3.0] * len(texts), patience_s=5)
    mix = Mix(top_k=4, candidates=20, dense_weight=0.5, reranked=1)
    turned = retriever.model_copy(update={"rescoring": rescoring, "mix": mix})
    assert found(turned, "娄底医疗床位") == found(retriever, "娄底医疗床位")


def test_a_failing_reranker_leaves_the_ranking(retriever: HybridRetriever) -> None:
    def fails(question: str, texts: Sequence[str]) -> Sequence[float]:
        raise EndpointFailed("连不上。")

    rescoring = Rescoring(lambda: fails, patience_s=5)
    turned = retriever.model_copy(update={"rescoring": rescoring})
    assert found(turned, "娄底医疗床位") == found(retriever, "娄底医疗床位")
    assert rescoring.notice
