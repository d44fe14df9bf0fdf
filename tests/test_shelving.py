"""Readings take their place: copies fold, versions stay, corrections hold; on real files."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from youju.reading.ingest import Cut, Ingestion
from youju.retrieval.lexical import LexicalIndex, Weights
from youju.store import Store, open_store

REPORT = """云山市2023年卫生健康工作总结

今年以来，全市卫生健康系统围绕群众急难愁盼，扎实推进各项重点任务，服务能力稳步提升。

一、医疗资源

全市新增医疗床位1232张，增长4.4%，县域内就诊率达到91.3%，群众就近就医更加方便。

二、公共卫生

家庭医生签约服务覆盖率稳定在80%以上，老年人健康管理率达到70.5%。
"""
REPOST = REPORT.replace("更加方便", "更为方便").replace("扎实推进", "扎实推动")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def ingestion(store: Store) -> Ingestion:
    index = LexicalIndex(store, Weights(title=2.0, document_share=0.5))
    return Ingestion(store, index, Cut(min_chars=300, max_chars=500))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "文献").mkdir()
    return tmp_path / "文献"


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def addresses(store: Store) -> list[list[str]]:
    return [[Path(a).name for a in facts.addresses] for facts in store.facts()]


def test_a_repost_is_folded_and_its_differences_are_kept(
    ingestion: Ingestion, store: Store, folder: Path
) -> None:
    write(folder, "a.md", REPORT)
    write(folder, "b.md", REPOST)
    report = ingestion.run([folder])
    assert [Path(f.path).name for f in report.folded] == ["b.md"]
    assert addresses(store) == [["a.md", "b.md"]]
    exact, other = store.copies(store.facts()[0].doc_id)
    assert exact.differences == ()
    assert [(d.before, d.after) for d in other.differences] == [("进", "动"), ("加", "为")]
    assert ingestion.run([folder]).updated == []


def test_a_longer_text_stands_for_a_shorter_one_that_came_first(
    ingestion: Ingestion, store: Store, folder: Path
) -> None:
    excerpt = REPORT.replace("，老年人健康管理率达到70.5%", "")
    write(folder, "a.md", excerpt)
    write(folder, "b.md", excerpt.replace("更加方便", "更为方便"))
    ingestion.run([folder])
    assert addresses(store) == [["a.md", "b.md"]]
    write(folder, "c.md", REPORT)
    ingestion.run([folder])
    assert addresses(store) == [["c.md", "a.md", "b.md"]]
    assert "70.5%" in store.document(store.facts()[0].doc_id).text
    assert len(ingestion.run([folder]).unchanged) == 3


def test_another_figure_makes_another_version(
    ingestion: Ingestion, store: Store, folder: Path
) -> None:
    write(folder, "a.md", REPORT)
    write(folder, "b.md", REPORT.replace("1232张", "1322张"))
    assert ingestion.run([folder]).folded == []
    first, second = store.facts()
    (version,) = ingestion.shelf.versions(first.doc_id)
    assert version.facts == second
    assert [(d.before, d.after) for d in version.differences] == [("1232", "1322")]


def test_versions_come_newest_first(ingestion: Ingestion, store: Store, folder: Path) -> None:
    for year, beds in ((2021, 11), (2023, 13), (2022, 12)):
        text = REPORT.replace("2023年", f"{year}年").replace("1232", str(beds))
        write(folder, f"{year}.md", text)
    ingestion.run([folder])
    oldest = next(f.doc_id for f in store.facts() if f.period == "2021")
    assert [v.facts.period for v in ingestion.shelf.versions(oldest)] == ["2023", "2022"]


def test_an_edited_original_leaves_its_repost_a_document_of_its_own(
    ingestion: Ingestion, store: Store, folder: Path
) -> None:
    original = write(folder, "a.md", REPORT)
    write(folder, "b.md", REPOST)
    ingestion.run([folder])
    original.write_text(REPORT.replace("1232张", "1500张"), encoding="utf-8")
    ingestion.run([folder])
    texts = {f.source: store.document(f.doc_id).text for f in store.facts()}
    assert texts.keys() == {"a.md", "b.md"}
    assert "更为方便" in texts["b.md"]


def test_a_repost_outlives_a_removed_original_with_its_own_text(
    ingestion: Ingestion, store: Store, folder: Path
) -> None:
    original = write(folder, "a.md", REPORT)
    write(folder, "b.md", REPOST)
    ingestion.run([folder])
    original.unlink()
    ingestion.run([folder], remove_missing=True)
    assert addresses(store) == [["b.md"]]
    assert "更为方便" in store.document(store.facts()[0].doc_id).text


def test_corrections_outlive_another_reading_and_an_edit(
    ingestion: Ingestion, store: Store, folder: Path
) -> None:
    path = write(folder, "a.md", REPORT)
    ingestion.run([folder])
    doc_id = store.facts()[0].doc_id
    ingestion.shelf.correct(doc_id, {"place": "\udc80", "period": "2022"})  # half a character
    ingestion.shelf.correct(doc_id, {"place": "白河市"})
    assert {(f.place, f.period) for f in store.figures()} == {("白河市", "2022")}
    path.write_text(REPORT.replace("稳步提升", "明显提升"), encoding="utf-8")
    ingestion.run([folder])
    (facts,) = store.facts()
    assert facts.doc_id != doc_id
    assert (facts.place, facts.period) == ("白河市", "2022")
    assert {f.place for f in store.figures()} == {"白河市"}


def test_a_corrected_title_is_found_by_its_words(
    ingestion: Ingestion, store: Store, folder: Path
) -> None:
    write(folder, "a.md", REPORT)
    ingestion.run([folder])
    ingestion.shelf.correct(store.facts()[0].doc_id, {"title": "蓝皮书"})
    index = LexicalIndex(store, Weights(title=2.0, document_share=0.5))
    assert index.search("蓝皮书", 5)


def test_the_members_of_an_archive_are_documents_with_addresses_of_their_own(
    ingestion: Ingestion, store: Store, folder: Path
) -> None:
    archive = folder / "材料.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("一/总结.md", REPORT)
        packed.writestr("二/短讯.txt", "白河县召开爱国卫生工作会议，部署环境整治任务。\n")
        packed.writestr("坏.docx", b"PK\x03\x04")
    report = ingestion.run([folder])
    assert sorted(Path(p).name for p in report.added) == ["总结.md", "短讯.txt"]
    assert [Path(f.path).name for f in report.failed] == ["坏.docx"]
    assert len(ingestion.run([folder]).unchanged) == 2
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("一/总结.md", REPORT)
    removed = ingestion.run([folder], remove_missing=True).removed
    assert [Path(p).name for p in removed] == ["短讯.txt"]
    archive.unlink()
    ingestion.run([folder], remove_missing=True)
    assert store.counts() == (0, 0)
