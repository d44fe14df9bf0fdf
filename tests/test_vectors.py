"""The Chroma index, real and on disk; another process writes to it while this one reads."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromadb import Collection
from chromadb.errors import InternalError

from youju.errors import YoujuError
from youju.retrieval.vectors import VectorIndex
from youju.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def index_in(folder: Path, store: Store) -> VectorIndex:
    return VectorIndex(folder / "chroma", "chunks-test", store)


def test_the_nearest_comes_first_and_its_score_is_the_cosine(tmp_path: Path, store: Store) -> None:
    index = index_in(tmp_path, store)
    index.put(["a:0-1", "b:0-1", "c:0-1"], [[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]])
    found = index.search([1.0, 0.0], 3)
    assert [chunk_id for chunk_id, _ in found] == ["a:0-1", "c:0-1", "b:0-1"]
    assert [score for _, score in found] == pytest.approx([1.0, 0.6, 0.0], abs=1e-5)


def test_an_empty_index_finds_nothing(tmp_path: Path, store: Store) -> None:
    assert index_in(tmp_path, store).search([1.0, 0.0], 3) == []


def test_a_search_can_be_kept_to_some_documents(tmp_path: Path, store: Store) -> None:
    index = index_in(tmp_path, store)
    index.put(["a:0-1", "b:0-1"], [[1.0, 0.0], [0.0, 1.0]])
    assert [chunk_id for chunk_id, _ in index.search([1.0, 0.0], 3, {"b"})] == ["b:0-1"]


def test_putting_again_replaces_and_dropping_removes(tmp_path: Path, store: Store) -> None:
    index = index_in(tmp_path, store)
    index.put(["a:0-1"], [[1.0, 0.0]])
    index.put(["a:0-1"], [[0.0, 1.0]])
    assert index.search([0.0, 1.0], 1)[0][1] == pytest.approx(1.0)
    index.drop(["a:0-1"])
    assert index.count() == 0


def _put_from_elsewhere(folder: Path) -> None:
    index_in(folder, open_store(folder)).put(["new:0-1"], [[0.0, 1.0]])


def test_what_another_process_adds_is_found_at_once(tmp_path: Path, store: Store) -> None:
    """A client kept open over the other's write answers with the old row and no error."""
    index = index_in(tmp_path, store)
    index.put(["old:0-1"], [[1.0, 0.0]])
    assert index.search([0.0, 1.0], 1)[0][0] == "old:0-1"
    other = multiprocessing.get_context("spawn").Process(
        target=_put_from_elsewhere, args=(tmp_path,)
    )
    other.start()
    other.join()
    assert other.exitcode == 0
    assert index.search([0.0, 1.0], 1) == [("new:0-1", pytest.approx(1.0))]


def test_a_write_that_the_disk_refuses_is_told(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise InternalError("database or disk is full")

    index = index_in(tmp_path, store)
    index.put(["a:0-1"], [[1.0, 0.0]])
    with monkeypatch.context() as patched:
        patched.setattr(Collection, "upsert", refuse)
        with pytest.raises(YoujuError, match="写不进去") as told:
            index.put(["b:0-1"], [[0.0, 1.0]])
    assert "磁盘" in told.value.remedy
    assert index.count() == 1
