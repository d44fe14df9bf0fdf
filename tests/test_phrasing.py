"""The pieces of a question."""

import pytest

from youju.retrieval.phrasing import (
    asked_years,
    asks,
    clauses,
    is_aside,
    joined,
    places_in,
    without_ask,
    without_pleading,
    written,
)


def test_nothing_is_cut_inside_quotes_and_titles() -> None:
    assert clauses("《甲，乙》有几条，“丙，丁”呢？") == ["《甲，乙》有几条，", "“丙，丁”呢？"]


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("请问娄底有几家医院", "娄底有几家医院"),
        ("麻烦帮我查一下，娄底有几家医院", "娄底有几家医院"),
        ("查了多少家", "查了多少家"),
        ("请问", "请问"),
    ],
)
def test_pleading_is_left_out(typed: str, left: str) -> None:
    assert without_pleading(typed) == left


@pytest.mark.parametrize(("clause", "aside"), [("写稿急用", True), ("娄底集采", False)])
def test_asides(clause: str, aside: bool) -> None:
    assert is_aside(clause) is aside


@pytest.mark.parametrize(("clause", "asking"), [("有多少", True), ("“哪些”一词", False)])
def test_what_asks(clause: str, asking: bool) -> None:
    assert asks(clause) is asking


@pytest.mark.parametrize(
    ("clause", "about"),
    [
        ("新增多少张床位？", "新增床位"),
        ("床位多了多少张", "床位"),
        ("看病圈是多少分钟", "看病圈"),
        ("有哪些项目", "项目"),
    ],
)
def test_what_is_asked_about(clause: str, about: str) -> None:
    assert without_ask(clause) == about


def test_places_as_they_are_written() -> None:
    assert written("大丰区的床位", "盐城市大丰区") == "大丰区"
    assert written("黄石的床位", "娄底市") == ""
    assert places_in("黄石和娄底", ("娄底市", "黄石市")) == ["黄石市", "娄底市"]


def test_the_city_is_not_written_twice() -> None:
    assert joined("X市", "市中医院有多少床") == "X市中医院有多少床"
    assert joined("X市", "市直医院有几家") == "X市市直医院有几家"


def test_a_year_in_a_title_is_not_asked_about() -> None:
    assert asked_years("2023年《健康2030规划》落实得怎么样") == ("2023",)
