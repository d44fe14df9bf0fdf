"""A list that the program ships, and what an office has put beside it in its data folder.

Knows no list.
"""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from youju.errors import BadInput

Table = TypeVar("Table")


def tables(
    name: str, adapter: TypeAdapter[Table], data_dir: Path | None, *, called: str
) -> Iterator[Table]:
    """Ours, then the office's if there is one; raise BadInput where the office's is wrong.

    `called` is what the reader knows such a file as.
    """
    ours = (files("youju.drafting") / "data" / name).read_text(encoding="utf-8")
    yield adapter.validate_python(tomllib.loads(ours))
    own = data_dir and data_dir / name
    if own and own.exists():
        try:
            table = adapter.validate_python(tomllib.loads(own.read_text(encoding="utf-8")))
        except (OSError, ValueError, ValidationError) as error:
            raise BadInput(
                f"{called} {name} 写得不对。", remedy=f"对照程序自带的 {name} 改正"
            ) from error
        yield table
