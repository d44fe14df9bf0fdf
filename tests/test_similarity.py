"""How near sentences lie to a question; the vectors are made by hand."""

import pytest
from langchain_core.embeddings import Embeddings

from youju.retrieval.similarity import SentenceSimilarity


class Counted(Embeddings):
    """One direction for beds, another for the rest; counts what it is asked to embed."""

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return [[1.0, 0.0] if "床" in text else [0.0, 1.0] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return [1.0, 0.0] if "床" in text else [0.0, 1.0]


def test_a_cosine_for_each_sentence_in_their_order() -> None:
    similarity = SentenceSimilarity(Counted)
    assert similarity("床位多少", ["献血者增多。", "床位一百张。"]) == [0.0, 1.0]
    assert similarity("床位多少", []) == []


def test_without_a_model_there_is_no_cosine() -> None:
    assert SentenceSimilarity(lambda: None)("床位多少", ["床位一百张。"]) is None


def test_a_sentence_is_embedded_once() -> None:
    embedder = Counted()
    similarity = SentenceSimilarity(lambda: embedder)
    for _ in range(2):
        similarity("床位多少", ["床位一百张。", "床位一百张。", "献血。"])
    assert sorted(embedder.embedded) == ["床位一百张。", "献血。"]


def test_of_many_sentences_those_with_the_questions_words_are_looked_at() -> None:
    embedder = Counted()
    many = [f"第{i}项床铺。" for i in range(60)]
    wanted = ["新增醫療床位一百张。", "医疗床位利用率。"]
    cosines = SentenceSimilarity(lambda: embedder)("新增医疗床位", [*many, *wanted])
    assert cosines is not None
    assert cosines[-2:] == pytest.approx([1.0, 1.0])
    assert set(wanted) < set(embedder.embedded)
    assert len(embedder.embedded) < len(many) / 2
    assert cosines.count(0.0) == len(many) + len(wanted) - len(embedder.embedded)
