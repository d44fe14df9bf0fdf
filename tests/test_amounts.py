"""Measures, scales, hedges and places of figures."""

from decimal import Decimal

import pytest
from stated import stated_as, stated_in

from youju.answering.amounts import (
    amount,
    core_of,
    direction_of,
    exact_amount,
    hedged,
    is_average,
    measure_of,
    one_place,
    shared_head,
    slack,
    spread,
    stated_words,
)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("万元", "元", 10_000),
        ("亿元", "万元", 10_000),
        ("吨", "千克", 1000),
        ("万毫升", "升", 10),
        ("万平方米", "公顷", 1),
        ("%", "‰", 10),
        ("万个", "个", 10_000),
    ],
)
def test_units_of_one_measure(one: str, other: str, ratio: int) -> None:
    assert measure_of(one).name == measure_of(other).name
    assert measure_of(one).factor / measure_of(other).factor == ratio


@pytest.mark.parametrize(
    ("one", "other"),
    [("毫升", "吨"), ("人", "人次"), ("%", "个百分点"), ("元", "美元"), ("家", "所"), ("亩", "张")],
)
def test_units_that_measure_different_things(one: str, other: str) -> None:
    assert measure_of(one).name != measure_of(other).name


@pytest.mark.parametrize(
    ("hedge", "direction"),
    [
        ("", "exact"),
        ("力争", "exact"),
        ("连续", "exact"),
        ("以上", "floor"),
        ("力争不低于", "floor"),
        ("以下", "ceiling"),
        ("不超过", "ceiling"),
        ("超过", "over"),
        ("余", "over"),
        ("近", "under"),
        ("不足", "under"),
        ("左右", "about"),
        ("约余", "about"),
        ("上下", "about"),
        ("上", "unclear"),
        ("不等", "unclear"),
        ("不低于以下", "unclear"),
    ],
)
def test_hedges_have_a_direction(hedge: str, direction: str) -> None:
    assert direction_of(hedge) == direction


def test_amounts_are_written_without_exponent_in_their_scale() -> None:
    assert amount(Decimal("246000000"), "元", "亿") == "2.46亿元"
    assert amount(Decimal("1E+5"), "人") == "100000人"
    assert amount(Decimal("-4.60"), "%") == "−4.6%"
    assert hedged("5张", "floor") == "5张以上"


def test_a_bare_cell_gets_scale_and_unit_and_other_words_stay() -> None:
    assert stated_words(stated_as("31.2", "312000", "人")) == "31.2万人"
    assert stated_words(stated_as("300余万元", "3000000", "元", hedge="余")) == "300余万元"
    assert exact_amount(stated_as("300余万元", "3000000", "元", hedge="余")) == "300万元"


def test_rounding_leaves_half_a_digit() -> None:
    assert slack("3.1万人次", counted=True) == 500
    assert slack("103家", counted=True) == 0
    assert slack("27.7%", counted=False) == Decimal("0.05")
    figure = stated_as("100余家", "100", "家", hedge="余").figure
    assert spread(figure, "100余家") == (100, Decimal("Infinity"))


def test_indicators_lose_what_says_nothing() -> None:
    assert core_of("全市总床位数") == core_of("床位") == "床位"
    assert core_of("总投资") == "总投资"
    assert shared_head("省级重点专科", "市级重点专科数") == "级重点专科"
    assert is_average(stated_as("4个", "4", "个", indicator="每千人口托位数").figure)


def test_masked_places_are_one_only_where_that_is_certain() -> None:
    own = stated_in("2023年，全市床位50张。全市护士60名。", place="X市")
    assert one_place(*own)
    districts = stated_in("X区床位50张。X区护士60名。", place="Y市")
    assert not one_place(*districts)
    once = stated_in("X区床位50张，护士60名。", place="Y市")
    assert one_place(*once)
    assert not one_place(own[0], stated_in("全市床位9张。", place="X市", doc_id="d2")[0])
    assert not one_place(stated_as("5张", "5", "张"), stated_as("5张", "5", "张", place="乙市"))
