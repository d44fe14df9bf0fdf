"""Themes: what texts call a topic by other words; an office adds its own."""

from pathlib import Path

import pytest

from youju.drafting.themes import load_themes, names_another, theme_words
from youju.errors import BadInput


def test_a_topic_brings_the_words_of_its_theme() -> None:
    themes = load_themes()
    assert "出生缺陷" in theme_words("妇幼健康和人口家庭", themes)
    assert "带量采购" in theme_words("深化医改", themes)
    assert theme_words("氢能产业", themes) == ()


def test_every_theme_has_its_own_name_and_words() -> None:
    names = [name for theme in load_themes() for name in theme.names]
    assert len(names) == len(set(names))
    assert all(theme.words for theme in load_themes())


def test_an_office_adds_its_own(tmp_path: Path) -> None:
    (tmp_path / "themes.toml").write_text(
        '[[theme]]\nnames = ["康养旅居"]\nwords = ["温泉", "疗休养"]\n', encoding="utf-8"
    )
    themes = load_themes(tmp_path)
    assert theme_words("康养旅居工作", themes) == ("温泉", "疗休养")
    assert theme_words("党建", themes)


@pytest.mark.parametrize("text", ["[[theme", '[[theme]]\nnames = ["甲"]\n', "主题 = 1\n"])
def test_a_faulty_list_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "themes.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"themes\.toml"):
        load_themes(tmp_path)


def test_a_title_of_another_theme() -> None:
    themes = load_themes()
    assert names_another("基层的中医药服务能力得到增强", "医疗服务能力提升", themes)
    assert not names_another("服务能力持续增强", "医疗服务能力提升", themes)
