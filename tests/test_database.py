"""Faults of the disk and of the file are told in sentences; our own mistakes are not hidden."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from youju.errors import LibraryBroken
from youju.store import open_store


def test_a_full_disk_is_told_and_what_was_written_before_stays(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.writing() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
        connection.execute(text("INSERT INTO meta (name, value) VALUES ('a', 1)"))
    with pytest.raises(LibraryBroken, match="磁盘已满") as caught, store.writing() as connection:
        connection.execute(text(f"INSERT INTO meta (name, value) VALUES ('{'长' * 90000}', 1)"))
    assert "再运行一次" in caught.value.remedy
    assert store.number("a") == 1
    store.close()


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with store.reading() as connection:
        size = connection.execute(text("PRAGMA page_size")).scalar_one()
        root = "SELECT rootpage FROM sqlite_master WHERE name = 'documents'"
        begin = (connection.execute(text(root)).scalar_one() - 1) * size
    store.close()
    data = (tmp_path / "record.db").read_bytes()
    damaged = data[:begin] + b"\xff" * size + data[begin + size :]
    (tmp_path / "record.db").write_bytes(damaged)
    with pytest.raises(LibraryBroken, match="损坏"):
        open_store(tmp_path).facts()


def test_a_mistake_of_ours_stays_what_it_is(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with pytest.raises(IntegrityError), store.writing() as connection:
        connection.execute(text("INSERT INTO meta (name, value) VALUES ('a', 1), ('a', 2)"))
    store.close()
