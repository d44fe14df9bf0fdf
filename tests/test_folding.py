"""A question's characters, made alike."""

import pytest

from youju.retrieval.folding import folded, simplified


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Ｘ市２０２２年床位多少?", "X市2022年床位多少？"),
        ("x市 床位", "X市床位"),
        ("大豐區 2023 年  床位", "大丰区2023年床位"),
        ("新增(净增)1,232张,对吗?", "新增（净增）1,232张，对吗？"),
        ("医患比1:3，是多少", "医患比1:3，是多少"),
        ('什么是"健康细胞"', "什么是“健康细胞”"),
        ("床位\u200b数\x00", "床位数"),
        ("SELECT * FROM a;", "SELECT * FROM a;"),
        ("how many beds", "how many beds"),
        ("　\n ", ""),
    ],
)
def test_a_question_is_folded(typed: str, read: str) -> None:
    assert folded(typed) == read


def test_of_a_pasted_paper_the_beginning_and_the_end_are_read() -> None:
    read = folded("娄底" + "床" * 30_000 + "有多少？")
    assert len(read) == 2000
    assert read.startswith("娄底")
    assert read.endswith("有多少？")


def test_traditional_characters_become_simplified() -> None:
    assert simplified("婁底新增醫療床位") == "娄底新增医疗床位"
