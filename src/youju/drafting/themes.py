"""What texts call a theme that a topic names otherwise: 孕产妇 and 出生缺陷 for 妇幼健康.

A plain list that an office can add to. Knows no document.
"""

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from youju.errors import BadInput

_FILE = "themes.toml"


class Theme(BaseModel):
    """One theme."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: tuple[str, ...]  # a topic that holds one of them is about it
    words: tuple[str, ...]  # a sentence that holds one of them is about it


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    theme: tuple[Theme, ...] = ()


def load_themes(data_dir: Path | None = None) -> tuple[Theme, ...]:
    """Ours, and those of an office's data folder; raise BadInput where the office's are wrong."""
    ours = (files("youju.drafting") / "data" / _FILE).read_text(encoding="utf-8")
    known = _Table.model_validate(tomllib.loads(ours)).theme
    own = data_dir and data_dir / _FILE
    if own and own.exists():
        try:
            known += _Table.model_validate(tomllib.loads(own.read_text(encoding="utf-8"))).theme
        except (OSError, ValueError, ValidationError) as error:
            raise BadInput(
                f"主题词表 {_FILE} 写得不对。", remedy=f"对照程序自带的 {_FILE} 改正"
            ) from error
    return known


def theme_words(topic: str, themes: Sequence[Theme]) -> tuple[str, ...]:
    """The words of every theme that a topic names."""
    named = [theme for theme in themes if any(name in topic for name in theme.names)]
    return tuple(dict.fromkeys(word for theme in named for word in theme.words))
