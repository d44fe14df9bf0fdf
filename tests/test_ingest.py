"""Files into the record: added, updated, folded, removed, refused; on real files and SQLite."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from youju.errors import LibraryBroken
from youju.reading.ingest import Cut, Ingestion, IngestReport
from youju.retrieval.lexical import LexicalIndex, Weights
from youju.store import Store, open_store

TEXT = "白河市2022年工作报告\n\n一、医疗资源\n\n全市新增医疗床位{beds}张，增长4.4%。\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def index(store: Store) -> LexicalIndex:
    return LexicalIndex(store, Weights(title=2.0, document_share=0.5))


@pytest.fixture
def ingestion(store: Store, index: LexicalIndex) -> Ingestion:
    return Ingestion(store, index, Cut(min_chars=300, max_chars=500))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "文献").mkdir()
    return tmp_path / "文献"


def write(folder: Path, name: str, beds: int = 1232) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(TEXT.format(beds=beds), encoding="utf-8")
    return path


def names(paths: list[str]) -> list[str]:
    return sorted(Path(path).name for path in paths)


def test_a_second_reading_is_free(ingestion: Ingestion, folder: Path) -> None:
    write(folder, "a.md")
    assert names(ingestion.run([folder]).added) == ["a.md"]
    again = ingestion.run([folder])
    assert (again.added, again.updated, names(again.unchanged)) == ([], [], ["a.md"])


def test_an_edited_file_takes_the_place_of_its_old_text(
    ingestion: Ingestion, index: LexicalIndex, store: Store, folder: Path
) -> None:
    write(folder, "a.md", beds=1232)
    write(folder, "b.md", beds=77)
    ingestion.run([folder])
    write(folder, "a.md", beds=5000)
    report = ingestion.run([folder])
    assert (names(report.updated), names(report.unchanged)) == (["a.md"], ["b.md"])
    assert store.counts()[0] == 2
    assert index.search("1232", 5) == []
    assert len(index.search("5000", 5)) == 1


def test_other_chunk_lengths_cut_the_record_anew_without_reading_files(
    ingestion: Ingestion, index: LexicalIndex, store: Store, folder: Path
) -> None:
    gone = write(folder, "a.md")
    ingestion.run([folder])
    gone.unlink()
    other = Ingestion(store, index, Cut(min_chars=5, max_chars=12))
    assert other.run([folder]) == IngestReport()
    assert max(len(chunk.text) for chunk in store.chunks()) <= 12
    assert index.search("医疗床位", 9)[0][0] in {chunk.chunk_id for chunk in store.chunks()}


def test_the_same_text_twice_is_one_document_with_two_addresses(
    ingestion: Ingestion, index: LexicalIndex, store: Store, folder: Path
) -> None:
    write(folder, "a.md")
    write(folder, "转载/b.md")
    assert len(ingestion.run([folder]).added) == 2
    assert store.counts()[0] == 1
    assert names(list(store.facts()[0].addresses)) == ["a.md", "b.md"]
    assert len(index.search("医疗床位", 9)) == store.counts()[1]


def test_a_missing_file_is_removed_only_when_asked(
    ingestion: Ingestion, store: Store, folder: Path
) -> None:
    path = write(folder, "a.md")
    ingestion.run([folder])
    path.unlink()
    assert ingestion.run([folder]).removed == []
    assert store.counts()[0] == 1
    assert names(ingestion.run([folder], remove_missing=True).removed) == ["a.md"]
    assert store.counts() == (0, 0)


def test_a_missing_file_elsewhere_is_left_alone(
    ingestion: Ingestion, store: Store, folder: Path
) -> None:
    kept = write(folder, "一/a.md", beds=1)
    write(folder, "二/b.md", beds=2)
    ingestion.run([folder])
    kept.unlink()
    assert ingestion.run([folder / "二"], remove_missing=True).removed == []
    assert store.counts()[0] == 2


def test_what_a_folder_says_of_itself_is_no_document(ingestion: Ingestion, folder: Path) -> None:
    for name in ("README.md", "examples.txt", ".hidden.md", "~$lock.docx"):
        write(folder, name)
    report = ingestion.run([folder])
    assert report == IngestReport()


def test_a_bad_file_is_named_and_the_rest_goes_on(
    ingestion: Ingestion, store: Store, folder: Path
) -> None:
    write(folder, "好.md")
    (folder / "空.txt").write_bytes(b"")
    (folder / "表.xyz").write_bytes(b"1")
    report = ingestion.run([folder, folder / "没有.md"])
    assert names(report.added) == ["好.md"]
    assert sorted(Path(f.path).name for f in report.failed) == sorted(
        ["没有.md", "空.txt", "表.xyz"]
    )
    assert all(failure.error for failure in report.failed)
    assert store.counts()[0] == 1


def test_every_chunk_and_figure_is_a_span_of_its_document(
    ingestion: Ingestion, store: Store, folder: Path
) -> None:
    write(folder, "a.md")
    ingestion.run([folder])
    document = store.document(store.facts()[0].doc_id)
    for chunk in store.chunks():
        assert document.text[chunk.start : chunk.end] == chunk.text
    stated = {document.text[f.start : f.end] for f in store.figures()}
    assert any("1232张" in text for text in stated)


def test_progress_counts_every_file(ingestion: Ingestion, folder: Path) -> None:
    for n in range(3):
        write(folder, f"{n}.md", beds=n)
    seen: list[tuple[int, int]] = []
    ingestion.run([folder], report_progress=lambda done, total, name: seen.append((done, total)))
    assert [step for step in seen if step[1] == 3] == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_odd_names_and_odd_files_cost_only_themselves(
    ingestion: Ingestion, store: Store, folder: Path
) -> None:
    os.mkfifo(folder / "管道.txt")
    (folder / "半字.md").write_text('---\ntitle: "a\\uD800"\n---\n正文一句。\n', encoding="utf-8")
    write(folder, os.fsdecode(b"bad\xff.md"))
    write(folder, "好.md", beds=5)
    report = ingestion.run([folder, folder / "管道.txt"])
    assert "好.md" in names(report.added)
    assert any("普通文件" in failure.error for failure in report.failed)
    for failure in report.failed:
        failure.path.encode("utf-8")


def test_a_full_disk_ends_the_run_instead_of_blaming_each_file(
    ingestion: Ingestion, store: Store, folder: Path
) -> None:
    with store.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
    for n in range(9):
        write(folder, f"{n}.md", beds=n * 1000)
    with pytest.raises(LibraryBroken, match="磁盘已满"):
        ingestion.run([folder])


def _shut(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have nothing in the folder be looked at; the owner of the tests may be allowed all."""
    stat, scan = os.stat, os.scandir

    def guarded(call: Any, path: Any) -> None:
        if not isinstance(path, int) and str(folder) in str(path):
            if call is stat and Path(path) == folder:
                return
            raise PermissionError(13, "Permission denied", str(path))

    def no_stat(path: Any, **kind: Any) -> os.stat_result:
        guarded(stat, path)
        return stat(path, **kind)

    def no_scan(path: Any = ".") -> Any:
        guarded(scan, path)
        return scan(path)

    monkeypatch.setattr(os, "stat", no_stat)
    monkeypatch.setattr(os, "scandir", no_scan)


def test_a_folder_that_cannot_be_opened_is_told_and_costs_no_document(
    ingestion: Ingestion, store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, "好.md")
    write(folder / "内", "秘.md", beds=77)
    assert len(ingestion.run([folder]).added) == 2
    _shut(monkeypatch, folder / "内")
    report = ingestion.run([folder], remove_missing=True)
    assert names(report.unchanged) == ["好.md"]
    assert [Path(f.path).name for f in report.failed] == ["内"]
    assert report.removed == []
    assert store.counts()[0] == 2


def test_an_archive_that_is_broken_now_keeps_its_documents(
    ingestion: Ingestion, store: Store, folder: Path
) -> None:
    with zipfile.ZipFile(folder / "包.zip", "w") as archive:
        archive.writestr("a.txt", TEXT.format(beds=1232))
    ingestion.run([folder])
    (folder / "包.zip").write_bytes((folder / "包.zip").read_bytes()[:50])
    report = ingestion.run([folder], remove_missing=True)
    assert (len(report.failed), report.removed, store.counts()[0]) == (1, [], 1)


def test_a_name_that_no_file_can_have_is_told(ingestion: Ingestion, folder: Path) -> None:
    report = ingestion.run([Path("长" * 400), folder])
    assert [f.error for f in report.failed if "路径" in f.error]
