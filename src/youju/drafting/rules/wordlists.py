"""The plain lists that rules read: superseded names, confusable words, formulas, valid dates.

A list is a TOML file of entries in `data/`; an office adds its own under the same file names in the
folder `rules` of its data folder. Knows no rule.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from youju.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a list."""

    wrong: str  # the words, or a regular expression where `pattern` is set; what it means is the
    # list's own affair: in some lists these are the right words of which parts may be missing
    right: str = ""  # what to write instead; empty where only a person can say
    note: str = ""  # why, in Chinese
    unless: str = ""  # a regular expression: no fault where it matches around the words
    pattern: bool = False
    since: date | None = None  # the words are right from this day …
    until: date | None = None  # … to this one
    fix: bool = False  # `right` is the only answer


@dataclass(frozen=True, slots=True)
class Wordlists:
    """Every list by its file's name."""

    lists: Mapping[str, tuple[Entry, ...]]

    def entries(self, name: str) -> tuple[Entry, ...]:
        return self.lists.get(name, ())


def load_wordlists(extra: Path | None = None) -> Wordlists:
    """The lists of the package and, behind them, those of an office's own folder.

    Raises BadInput naming the file for one that is no TOML or has an unknown field.
    """
    lists: dict[str, tuple[Entry, ...]] = {}
    shipped = files("youju.drafting.rules").joinpath("data")
    for one in sorted(shipped.iterdir(), key=lambda item: item.name):
        if one.name.endswith(".toml"):
            lists[one.name.removesuffix(".toml")] = _entries(one.read_bytes(), one.name)
    for path in sorted(extra.glob("*.toml")) if extra and extra.is_dir() else ():
        lists[path.stem] = lists.get(path.stem, ()) + _entries(path.read_bytes(), path.name)
    return Wordlists(lists)


def _entries(content: bytes, name: str) -> tuple[Entry, ...]:
    try:
        table = tomllib.loads(content.decode("utf-8"))
        return tuple(Entry(**entry) for entry in table.get("entry", ()))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
        raise BadInput(
            f"规则词表 {name} 读不出来。", remedy="对照自带的词表改正它的写法，用 UTF-8 保存"
        ) from error
