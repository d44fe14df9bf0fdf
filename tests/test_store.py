"""The record, on a real SQLite database."""

import multiprocessing
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from builders import reading

from youju import store as store_module
from youju.changes import (
    note_embedded,
    orphans,
    put_file,
    put_reading,
    raise_number,
    remove_document,
    remove_file,
)
from youju.errors import LibraryBusy, NotFound, YoujuError
from youju.findings import Copy
from youju.store import Store, open_store
from youju.types import Figure, Gap


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def take(store: Store, text: str, doc_id: str = "d1", path: str = "/a/d1.md") -> None:
    with store.writing() as connection:
        put_reading(connection, reading(text, doc_id))
        put_file(connection, Copy(doc_id=doc_id, address=path, differences=()), "stamp")


def test_a_document_comes_back_as_it_went_in(store: Store) -> None:
    figure = Figure(
        doc_id="d1", start=0, end=4, indicator="托位", value=Decimal("4.10"), upper=None,
        unit="个", hedge="", place="甲市", period="2023", kind="actual",
        sentence_start=0, sentence_end=9,
    )  # fmt: skip
    gap = Gap(doc_id="d1", start=5, end=6, what="总投资", unit="亿元", how="blanked")
    whole = replace(reading("甲市有托位4.10个。\n第二行。"), figures=(figure,), gaps=(gap,))
    with store.writing() as connection:
        put_reading(connection, whole)
    assert store.document("d1") == whole.document
    assert store.chunks("d1") == whole.chunks
    assert store.sections("d1") == whole.sections
    assert store.figures() == (figure,)
    assert str(store.figures()[0].value) == "4.10"
    assert store.gaps("d1") == (gap,)


def test_an_id_may_be_shortened_but_not_be_ambiguous(store: Store) -> None:
    take(store, "一。", "abc1", "/1")
    take(store, "二。", "abc2", "/2")
    assert store.document("abc1").text == "一。"
    for wrong in ("abc", "zzz", "", "%", "\udc80"):
        with pytest.raises(NotFound):
            store.document(wrong)


def test_a_broken_transaction_leaves_nothing(store: Store) -> None:
    def break_off() -> None:
        with store.writing() as connection:
            put_reading(connection, reading("半份。"))
            raise RuntimeError("broke")

    with pytest.raises(RuntimeError, match="broke"):
        break_off()
    assert store.counts() == (0, 0)


def test_two_paths_with_one_text_share_a_document(store: Store) -> None:
    take(store, "同文。", path="/a/one.md")
    take(store, "同文。", path="/b/two.md")
    assert store.counts() == (1, 1)
    assert store.facts()[0].addresses == ("/a/one.md", "/b/two.md")
    with store.writing() as connection:
        remove_file(connection, "/a/one.md")
        assert orphans(connection) == []
        remove_file(connection, "/b/two.md")
        assert orphans(connection) == ["d1"]


def test_removing_a_document_removes_all_that_was_found_in_it(store: Store) -> None:
    take(store, "甲。\n乙。")
    with store.writing() as connection:
        remove_document(connection, "d1")
    assert store.counts() == (0, 0)
    assert store.files() == {}
    assert store.chunks() == ()


def test_a_document_that_is_written_again_keeps_its_files_and_loses_its_vectors(
    store: Store,
) -> None:
    take(store, "甲。\n乙。")
    ids = store.unembedded("c", 10)
    with store.writing() as connection:
        note_embedded(connection, "c", ids)
    with store.writing() as connection:
        put_reading(connection, reading("甲。\n乙。", period="2024"))
    assert store.facts()[0].period == "2024"
    assert store.unembedded("c", 10) == ids
    assert list(store.files()) == ["/a/d1.md"]
    assert store.counts() == (1, 2)


def test_a_whole_reading_comes_back_as_it_went_in(store: Store) -> None:
    whole = replace(reading("甲。", "d1"), raw=" 甲.", notes=("第1页为扫描件。",), signature=b"1")
    with store.writing() as connection:
        put_reading(connection, whole)
    assert store.whole_reading("d1") == whole


def test_a_record_of_another_version_is_not_opened(tmp_path: Path, store: Store) -> None:
    take(store, "甲。")
    with store.writing() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 1")
    with pytest.raises(YoujuError, match="另一个版本"):
        open_store(tmp_path)


def test_chunks_that_are_gone_are_outdated_in_the_index(store: Store) -> None:
    take(store, "甲。")
    ids = store.unembedded("c", 10)
    with store.writing() as connection:
        note_embedded(connection, "c", ids)
        remove_document(connection, "d1")
    assert store.outdated("c") == ids


def test_a_number_grows_from_nought(store: Store) -> None:
    assert store.number("c") == 0
    for expected in (1, 2):
        with store.writing() as connection:
            raise_number(connection, "c")
        assert store.number("c") == expected


def _hold(folder: Path, held: object, release: object) -> None:
    with open_store(folder).sole_writer():
        held.set()  # type: ignore[attr-defined]
        release.wait(30)  # type: ignore[attr-defined]


def test_a_second_writer_is_told_and_a_reader_goes_on(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(store, "甲。")
    monkeypatch.setattr(store_module, "_WAIT_FOR_WRITER_S", 0.2)
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path, held, release))
    other.start()
    try:
        assert held.wait(30)
        assert store.counts() == (1, 1)
        with pytest.raises(LibraryBusy) as caught, store.writing():
            pass
        assert caught.value.remedy
    finally:
        release.set()
        other.join()


def test_a_data_folder_that_is_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(YoujuError, match="打不开"):
        open_store(tmp_path / "file")


def test_the_years_of_each_place_are_told(store: Store) -> None:
    with store.writing() as connection:
        put_reading(connection, reading("一", "d1", place="甲市", period="2022-2023"))
        put_reading(connection, reading("二", "d2", place="甲市", period="2021"))
        put_reading(connection, reading("三", "d3", place=None, period="2024"))
        put_reading(connection, reading("四", "d4", place="乙市", period=None))
    assert store.periods() == {("甲市", "2022-2023"), ("甲市", "2021")}
