"""The record's database file: opened, checked, and its faults told in sentences.

Knows the file and its version, not what is in the tables.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.exc import DatabaseError, OperationalError

from youju import schema
from youju.errors import LibraryBroken, YoujuError

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",  # a power cut may undo the last changes, and breaks nothing
    "foreign_keys=ON",
    "busy_timeout=10000",
)


def open_database(data_dir: Path) -> Engine:
    """Open the data folder's database, making it where there is none."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{data_dir / 'record.db'}")
        event.listen(engine, "connect", _prepare)
        with engine.begin() as connection:
            _require_version(connection, data_dir)
            schema.metadata.create_all(connection)
    except (OSError, DatabaseError) as error:
        raise YoujuError(
            f"数据目录 {data_dir} 打不开或不能写入。",
            remedy="检查目录权限和磁盘空间，或用 YOUJU_DATA_DIR 另指定一个目录",
        ) from error
    return engine


@contextmanager
def faults_told() -> Iterator[None]:
    """Raise LibraryBroken where the disk or the file fails; other errors are mistakes of ours."""
    try:
        yield
    except DatabaseError as error:
        if isinstance(error, OperationalError) or type(error) is DatabaseError:
            raise _broken(error) from error
        raise


def _broken(error: DatabaseError) -> LibraryBroken:
    if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
        return LibraryBroken(
            "磁盘已满，知识库写不下。", remedy="腾出空间后再运行一次，已读入的不会重来"
        )
    return LibraryBroken(
        "知识库读写出错：磁盘有故障，或 record.db 已损坏。",
        remedy="检查磁盘；仍不行，移走数据目录里的 record.db 和 chroma 后重新导入",
    )


def _prepare(connection: Any, _record: Any) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _require_version(connection: Connection, data_dir: Path) -> None:
    """Refuse a database whose tables are of another version; mark a new one."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version != schema.VERSION and inspect(connection).get_table_names():
        raise YoujuError(
            f"数据目录 {data_dir} 是另一个版本的有据建立的。",
            remedy="移走其中的 record.db 和 chroma 后重新导入，或用 YOUJU_DATA_DIR 另指定一个目录",
        )
    connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION}")
