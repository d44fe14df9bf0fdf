"""Vectors follow the record: what is new is embedded, what is gone is dropped."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import reading
from langchain_core.embeddings import Embeddings

from youju.changes import forget_vectors, put_chunks, put_reading, remove_document
from youju.retrieval import indexing
from youju.retrieval import vectors as vectors_module
from youju.retrieval.indexing import bring_up_to_date, indexed_text
from youju.retrieval.vectors import VectorIndex
from youju.store import Store, open_store


class Counting(Embeddings):
    """Two numbers a text; counts, and breaks off when told to."""

    def __init__(self, breaks_after: int | None = None) -> None:
        self.seen: list[str] = []
        self._breaks_after = breaks_after

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if self._breaks_after is not None and len(self.seen) >= self._breaks_after:
            raise RuntimeError("broke")
        self.seen += texts
        return [[1.0, float(len(text))] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def vectors(tmp_path: Path, store: Store) -> VectorIndex:
    return VectorIndex(tmp_path / "chroma", "chunks-test", store)


def take(store: Store, text: str, doc_id: str = "d1") -> None:
    with store.writing() as connection:
        put_reading(connection, reading(text, doc_id))


def test_only_what_is_new_is_embedded(store: Store, vectors: VectorIndex) -> None:
    take(store, "甲。\n乙。")
    assert bring_up_to_date(store, vectors, Counting()) == 2
    take(store, "丙。", "d2")
    again = Counting()
    assert bring_up_to_date(store, vectors, again) == 1
    assert [text.splitlines()[1] for text in again.seen] == ["丙。"]
    assert vectors.count() == 3


def test_what_is_gone_is_dropped(store: Store, vectors: VectorIndex) -> None:
    take(store, "甲。\n乙。")
    bring_up_to_date(store, vectors, Counting())
    with store.writing() as connection:
        remove_document(connection, "d1")
    bring_up_to_date(store, vectors, Counting())
    assert vectors.count() == 0
    assert store.outdated(vectors.collection) == []


def test_an_interrupted_run_goes_on_where_it_stopped(store: Store, vectors: VectorIndex) -> None:
    take(store, "\n".join(f"第{n}句。" for n in range(300)))
    with pytest.raises(RuntimeError, match="broke"):
        bring_up_to_date(store, vectors, Counting(breaks_after=256))
    assert store.count_unembedded(vectors.collection) == 44
    rest = Counting()
    assert bring_up_to_date(store, vectors, rest) == 44
    assert vectors.count() == 300


def test_a_removed_folder_of_vectors_is_built_again(
    tmp_path: Path, store: Store, vectors: VectorIndex
) -> None:
    take(store, "甲。\n乙。")
    bring_up_to_date(store, vectors, Counting())
    moved = VectorIndex(tmp_path / "elsewhere", "chunks-test", store)
    assert bring_up_to_date(store, moved, Counting()) == 2
    assert moved.count() == 2


def test_progress_is_reported_to_the_end(store: Store, vectors: VectorIndex) -> None:
    take(store, "甲。\n乙。")
    seen: list[tuple[int, int]] = []
    bring_up_to_date(store, vectors, Counting(), lambda done, total: seen.append((done, total)))
    assert seen == [(0, 2), (2, 2)]


def test_a_chunk_is_embedded_with_whose_it_is() -> None:
    one = reading("托位5200个。", title="工作报告", place="甲市", period="2023")
    text = indexed_text(one.chunks[0], one.document.facts)
    assert text == "工作报告｜甲市｜2023\n托位5200个。"


def collections(folder: Path) -> int:
    return len(vectors_module._client(folder / "chroma").list_collections())


def test_after_another_cut_the_index_is_built_beside_and_swapped(
    tmp_path: Path, store: Store, vectors: VectorIndex
) -> None:
    take(store, "甲。\n乙。\n丙。")
    bring_up_to_date(store, vectors, Counting())
    before = vectors.collection
    whole = reading("甲。\n乙。\n丙。")
    anew = replace(whole.chunks[0], end=len(whole.document.text), text=whole.document.text)
    with store.writing() as connection:
        put_chunks(connection, replace(whole, chunks=(anew,)))
    with pytest.raises(RuntimeError, match="broke"):
        bring_up_to_date(store, vectors, Counting(breaks_after=0))
    assert vectors.collection == before  # the old one serves until the new one is whole
    assert vectors.count() == 3
    bring_up_to_date(store, vectors, Counting())
    assert vectors.collection != before
    assert [i for i, _ in vectors.search([1.0, 0.0], 9)] == [anew.chunk_id]
    assert collections(tmp_path) == 1


def test_a_worn_index_is_built_anew_from_its_own_vectors(
    store: Store, vectors: VectorIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_SMALL", 1)
    take(store, "甲。\n乙。")
    for _ in range(4):
        with store.writing() as connection:
            forget_vectors(connection, "d1")
        bring_up_to_date(store, vectors, Counting())
    before = vectors.collection
    none = Counting(breaks_after=0)
    bring_up_to_date(store, vectors, none)
    assert vectors.collection != before
    assert (vectors.count(), none.seen) == (2, [])


def test_a_reader_that_holds_the_old_index_finds_the_new_one(
    tmp_path: Path, store: Store, vectors: VectorIndex
) -> None:
    take(store, "甲。")
    bring_up_to_date(store, vectors, Counting())
    reader = VectorIndex(tmp_path / "chroma", "chunks-test", store)
    assert len(reader.search([1.0, 2.0], 5)) == 1
    beside = vectors.beside()
    beside.put(["d2:0-1", "d2:1-2"], [[1.0, 0.0], [0.0, 1.0]])
    vectors.swap()
    assert len(reader.search([1.0, 2.0], 5)) == 2


def test_what_is_embedded_is_in_simplified_characters() -> None:
    one = reading("護理員經過培訓。", title="臺北報告", place="臺北市")
    assert (
        indexed_text(one.chunks[0], one.document.facts)
        == "台北报告｜台北市｜2023\n护理员经过培训。"
    )
