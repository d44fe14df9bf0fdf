"""Numbers with units, in digits and spelt out, and what only looks like them."""

import time
from decimal import Decimal
from itertools import pairwise

import pytest

from youju.reading.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "value", "unit", "hedge"),
    [
        ("新增床位1232张", 1232, "张", ""),
        ("新增床位 1232 张", 1232, "张", ""),
        ("服务1,234人次", 1234, "人次", ""),
        ("每万人5.1名", "5.1", "名", ""),
        ("减负1.74亿元", 174_000_000, "元", ""),
        ("有3.1万人次参与", 31_000, "人次", ""),
        ("采集422.8万毫升", 4_228_000, "毫升", ""),
        ("增长４.４％", "4.4", "%", ""),
        ("死亡率4.5‰以下", "4.5", "‰", "以下"),
        ("提升2.3个百分点", "2.3", "个百分点", ""),
        ("投资300余万元", 3_000_000, "元", "余"),
        ("技术协作20余项", 20, "项", "余"),
        ("服务3000余人次", 3000, "人次", "余"),
        ("开展新项目近10项", 10, "项", "近"),
        ("招商不低于1000万的目标", 10_000_000, "", "不低于"),
        ("超过100家", 100, "家", "超过"),
        ("立项20项左右", 20, "项", "左右"),
        ("百分之三十以上", 30, "%", "以上"),
        ("千分之三点五", "3.5", "‰", ""),
        ("新建三家医院", 3, "家", ""),
        ("两个项目", 2, "个", ""),
        ("近百家医院", 100, "家", "近"),
        ("引进十余种设备", 10, "种", "余"),
        ("一百二十名医师", 120, "名", ""),
        ("五千万元以上", 50_000_000, "元", "以上"),
        ("“15分钟”服务圈", 15, "分钟", ""),
        ("配置AED405台", 405, "台", ""),
        ("建立平台3个", 3, "个", ""),
    ],
)
def test_a_quantity_has_value_unit_and_hedge(text, value, unit, hedge):
    (found,) = find_quantities(text)
    assert (found.value, found.unit, found.hedge) == (Decimal(str(value)), unit, hedge)
    assert found.upper is None


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("卫生室4-5个", 4, 5, "个"),
        ("招收18—36个月的幼儿", 18, 36, "个月"),
        ("占60%至66%", 60, 66, "%"),
        ("投入3～5万元", 30_000, 50_000, "元"),
        ("三至五家", 3, 5, "家"),
    ],
)
def test_a_range_has_two_ends(text, low, high, unit):
    (found,) = find_quantities(text)
    assert (found.value, found.upper, found.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    "text",
    [
        "2023年至2024年，2020-2021年度，2025年底",
        "4月10日，10月末，3月份，2023-04-22 10:17:04",
        "第35个世界日，第一人民医院，第五轮，第三",
        "1.推进改革\n2、强化服务\n（3）抓好落实",
        "一家三口、一个也不少、千家万户、万一",
        "党的二十大和二十届二中全会",
        "“六个年”“四个意识”“两癌”“135”行动",
        "1+X模式，1+3+3，12345热线，十四五",
        "国家专家大家，名医名院，平台台账，项目事项",
        "云政发〔2024〕5号",
    ],
)
def test_these_are_no_quantities(text):
    assert find_quantities(text) == ()


def test_quantities_are_ordered_spans_of_the_text():
    text = "新增5张、近10%，投资1.74亿元，覆盖三家医院，4-5个县，百分之九十以上，" * 20
    found = find_quantities(text)
    assert len(found) == 120
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert {text[q.start : q.end] for q in found} == {
        "5张",
        "近10%",
        "1.74亿元",
        "三家",
        "4-5个",
        "百分之九十以上",
    }


def test_a_wall_of_digits_takes_linear_time():
    began = time.perf_counter()
    for text in ("1" * 100_000, "一" * 100_000, "1," * 50_000, "第" * 100_000):
        find_quantities(text)
    assert time.perf_counter() - began < 10
