"""What texts call a theme that a topic names otherwise: 孕产妇 and 出生缺陷 for 妇幼健康.

A plain list that an office can add to. Knows no document.
"""

from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from youju.drafting.tables import tables

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
    shipped_and_own = tables(_FILE, TypeAdapter(_Table), data_dir, called="主题词表")
    return tuple(theme for table in shipped_and_own for theme in table.theme)


def theme_words(topic: str, themes: Sequence[Theme]) -> tuple[str, ...]:
    """The words of every theme that a topic names."""
    named = [theme for theme in themes if any(name in topic for name in theme.names)]
    return tuple(dict.fromkeys(word for theme in named for word in theme.words))


def names_another(text: str, topic: str, themes: Sequence[Theme]) -> bool:
    """Whether a text names a theme that the topic has nothing of: 基层中医药服务能力."""
    return any(
        any(name in text for name in theme.names)
        and not any(word in topic for word in (*theme.names, *theme.words))
        for theme in themes
    )
