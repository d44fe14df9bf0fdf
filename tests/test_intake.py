"""Uploads: kept under their own names, read one batch after the other, and nothing is lost."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from youju.errors import LibraryBusy, UnreadableFile, YoujuError
from youju.reading.ingest import IngestFailure, IngestReport
from youju.types import Status
from youju.web.intake import Batch, Intake
from youju.web.uploads import Upload, admit, keep, safe_name


class SlowLibrary:
    """Reads when it is let; notes what it was asked to read."""

    def __init__(self, folder: Path) -> None:
        self.library_dir = folder / "library"
        self.may_read, self.may_embed = Event(), Event()
        self.may_read.set()
        self.may_embed.set()
        self.read: list[str] = []
        self.errors: list[Exception] = []  # raised by the next calls
        self.embedding_errors: list[Exception] = []
        self.unembedded = 0

    def ingest(
        self, paths: Sequence[Path], *, report: Callable[[int, int, str], None]
    ) -> IngestReport:
        if self.errors:
            raise self.errors.pop(0)
        told = IngestReport()
        for done, path in enumerate(paths):
            report(done, len(paths), path.name)
            assert self.may_read.wait(10)
            self.read.append(path.name)
            if "坏" in path.name:
                told.failed.append(IngestFailure(path=str(path), error="文件已损坏。另存后再试"))
            else:
                told.added.append(str(path))
        return told

    def embed_pending(self, report: Callable[[int, int], None]) -> int:
        if self.embedding_errors:
            raise self.embedding_errors.pop(0)
        report(0, 2)
        while not self.may_embed.wait(0.01):
            report(1, 2)
        return 2

    def status(self) -> Status:
        return Status(models=(), documents=1, chunks=2, unembedded=self.unembedded, notice="")


@pytest.fixture
def library(tmp_path: Path) -> SlowLibrary:
    return SlowLibrary(tmp_path)


def uploaded(folder: Path, name: str, text: str = "正文") -> Upload:
    path = folder / "temp" / str(time.monotonic_ns()) / Path(name).name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return Upload(path=path, name=name)


def until(intake: Intake, key: str, **wanted: Any) -> Batch:
    """The batch once its fields are these."""
    for _ in range(1000):
        batch = intake.state(key)
        assert batch is not None
        if all(getattr(batch, name) == value for name, value in wanted.items()):
            return batch
        time.sleep(0.01)
    raise AssertionError(f"never {wanted}: {batch}")


# Names


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("讲话稿.txt", "讲话稿.txt"),
        ("2023年/工作 报告.docx", "2023年/工作 报告.docx"),
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/绝对/路径.txt", "绝对/路径.txt"),
        ("C:\\文件\\讲话.txt", "C_/文件/讲话.txt"),
        (".隐藏.txt", "隐藏.txt"),
        ("~$讲话.docx", "讲话.docx"),
        ("a\x00b\u202etxt.exe.txt", "a_b_txt.exe.txt"),
        ("..", "未命名"),
        ("", "未命名"),
    ],
)
def test_a_name_stays_in_the_library_and_is_not_hidden(name: str, safe: str) -> None:
    assert str(safe_name(name)) == safe


def test_a_long_name_fits_a_file_system_and_keeps_its_suffix(tmp_path: Path) -> None:
    path, _ = keep(uploaded(tmp_path, "长.txt"), tmp_path)
    long = safe_name("很长的题名" * 100 + ".docx")
    assert long.suffix == ".docx"
    assert len(str(long).encode()) < 255
    assert path.exists()


def test_another_content_under_the_same_name_gets_a_number(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    kept = [
        keep(uploaded(tmp_path, "讲话稿.txt", text), folder) for text in ("甲", "乙", "丙", "乙")
    ]
    assert [(path.name, is_new) for path, is_new in kept] == [
        ("讲话稿.txt", True),
        ("讲话稿（2）.txt", True),
        ("讲话稿（3）.txt", True),
        ("讲话稿（2）.txt", False),
    ]
    assert [p.read_text() for p in sorted(folder.iterdir())] == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("name", "size", "told"),
    [
        ("大.txt", 60 * 2**20, "超过 50 MB"),
        ("图.jpg", 10, "不支持 图.jpg"),
        ("夹/空.txt", 0, "空.txt 是空文件"),
    ],
)
def test_what_would_not_be_read_is_refused_before_it_is_sent(
    name: str, size: int, told: str
) -> None:
    with pytest.raises(UnreadableFile, match=told) as caught:
        admit(name, size)
    assert caught.value.remedy
    admit("好.txt", 10)


# Batches


def test_a_batch_is_kept_read_and_given_vectors(tmp_path: Path, library: SlowLibrary) -> None:
    intake = Intake(library)
    uploads = [uploaded(tmp_path, "2023/甲.txt"), uploaded(tmp_path, "乙.txt")]
    batch = until(intake, intake.hand_in(uploads), stage="done")
    assert batch.outcome is not None
    assert batch.outcome.error == ""
    assert batch.outcome.renamed == ()
    assert [Path(path).relative_to(library.library_dir) for path in batch.outcome.report.added] == [
        Path("2023/甲.txt"),
        Path("乙.txt"),
    ]
    assert not any(upload.path.parent.exists() for upload in uploads)


def test_a_second_batch_waits_and_is_told_so(tmp_path: Path, library: SlowLibrary) -> None:
    intake = Intake(library)
    library.may_read.clear()
    first, second, third = (
        intake.hand_in([uploaded(tmp_path, f"{name}.txt")]) for name in "甲乙丙"
    )
    until(intake, first, stage="reading", name="甲.txt", total=1)
    assert until(intake, second, stage="waiting").ahead == 1
    assert until(intake, third, stage="waiting").ahead == 2
    library.may_read.set()
    until(intake, third, stage="done")
    assert library.read == ["甲.txt", "乙.txt", "丙.txt"]


def test_a_new_batch_is_read_before_older_vectors_are_made(
    tmp_path: Path, library: SlowLibrary
) -> None:
    intake = Intake(library)
    library.may_embed.clear()
    first = intake.hand_in([uploaded(tmp_path, "甲.txt")])
    assert until(intake, first, stage="embedding", done=1).outcome is not None
    second = intake.hand_in([uploaded(tmp_path, "乙.txt")])
    assert until(intake, second, stage="embedding").outcome is not None
    library.may_embed.set()
    until(intake, first, stage="done")
    until(intake, second, stage="done")


def test_a_busy_library_is_waited_for(tmp_path: Path, library: SlowLibrary) -> None:
    intake = Intake(library)
    library.errors = [LibraryBusy("忙。"), LibraryBusy("忙。")]
    batch = until(intake, intake.hand_in([uploaded(tmp_path, "甲.txt")]), stage="done")
    assert batch.outcome is not None
    assert len(batch.outcome.report.added) == 1


def test_a_failure_of_the_whole_batch_is_told_and_the_next_one_works(
    tmp_path: Path, library: SlowLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    intake = Intake(library)
    library.errors = [YoujuError("磁盘满了。", remedy="清理磁盘"), RuntimeError("nobody foresaw")]
    told, crashed, fine = (intake.hand_in([uploaded(tmp_path, f"{name}.txt")]) for name in "甲乙丙")
    outcomes = [until(intake, key, stage="done").outcome for key in (told, crashed, fine)]
    errors = [outcome.error for outcome in outcomes if outcome]
    assert errors[0] == "磁盘满了。清理磁盘"
    assert errors[1].startswith("程序出错")
    assert "nobody foresaw" in caplog.text
    assert errors[2] == ""


def test_what_cannot_be_read_is_not_kept(tmp_path: Path, library: SlowLibrary) -> None:
    intake = Intake(library)
    uploads = [uploaded(tmp_path, "坏.docx"), uploaded(tmp_path, "好.txt")]
    until(intake, intake.hand_in(uploads), stage="done")
    assert [path.name for path in library.library_dir.iterdir()] == ["好.txt"]


def test_an_upload_that_is_gone_costs_only_itself(tmp_path: Path, library: SlowLibrary) -> None:
    intake = Intake(library)
    gone = uploaded(tmp_path, "没了.txt")
    gone.path.unlink()
    batch = until(intake, intake.hand_in([gone, uploaded(tmp_path, "好.txt")]), stage="done")
    assert batch.outcome is not None
    (failure,) = batch.outcome.report.failed
    assert failure.path == "没了.txt"
    assert "请再上传一次" in failure.error
    assert library.read == ["好.txt"]


def test_a_renamed_file_is_told(tmp_path: Path, library: SlowLibrary) -> None:
    intake = Intake(library)
    until(intake, intake.hand_in([uploaded(tmp_path, "稿.txt", "甲")]), stage="done")
    key = intake.hand_in([uploaded(tmp_path, "稿.txt", "乙")])
    outcome = until(intake, key, stage="done").outcome
    assert outcome is not None
    assert outcome.renamed == (("稿.txt", "稿（2）.txt"),)


def test_vectors_that_are_not_made_are_told(
    tmp_path: Path, library: SlowLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    intake = Intake(library)
    library.unembedded = 7
    library.embedding_errors = [RuntimeError("out of memory")]
    crashed = until(intake, intake.hand_in([uploaded(tmp_path, "甲.txt")]), stage="done")
    assert "暂时只能按字词检索" in crashed.note
    assert "out of memory" in caplog.text
    fine = until(intake, intake.hand_in([uploaded(tmp_path, "乙.txt")]), stage="done")
    assert (fine.note, fine.unembedded) == ("", 7)


def test_a_batch_that_nobody_knows_is_none(library: SlowLibrary) -> None:
    assert Intake(library).state("x") is None
