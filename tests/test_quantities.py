"""Numbers with units, in digits and spelt out, and what only looks like them."""

from decimal import Decimal
from itertools import pairwise

import pytest

from youju.reading.figures.quantities import find_quantities


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
        ("死亡率8.5/10万以下", "8.5", "/10万", "以下"),
        ("十万分之九", 9, "/10万", ""),
        ("近六成患者", 60, "%", "近"),
        ("八成以上", 80, "%", "以上"),
        ("三分之一", "0.3333", "", ""),
        ("超过一半", 50, "%", "超过"),
        ("医护比达到1:1.2", "1.2", "比", ""),
        ("投资1亿2000万元", 120_000_000, "元", ""),
        ("婴幼儿1000万左右", 10_000_000, "", "左右"),
        ("培训10万医务人员", 100_000, "", ""),
        ("常住人口120万人口", 1_200_000, "人", ""),
        ("服务120万人口", 1_200_000, "人", ""),
        ("连续3年", 3, "年", "连续"),
        ("三年行动", 3, "年", ""),
        ("十几家", 10, "家", "几"),
        ("数百名", 100, "名", "数"),
        ("上万人次", 10_000, "人次", "上"),
        ("4大板块", 4, "大", ""),
        ("两地共5县", 5, "县", ""),
        ("面积5000㎡", 5000, "㎡", ""),
        ("得分95.6分", "95.6", "分", ""),
        ("CMI值1.05，", "1.05", "", ""),
        ("增长-3.2%", "-3.2", "%", ""),
        ("每人50元", 50, "元", ""),
        ("每年2次", 2, "次", ""),
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
        ("建设1～2个", 1, 2, "个"),
        ("三五个", 3, 5, "个"),
        ("二三十名", 20, 30, "名"),
        ("七八成以上", 70, 80, "%"),
        ("100万-200万元", 1_000_000, 2_000_000, "元"),
        ("提高2至3个百分点", 2, 3, "个百分点"),
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
        "市委八届八次全会、市九届人大四次会议",
        "〔？〕025年",
        "“六个年”“四个意识”“两癌”“135”行动",
        "1+X模式，1+3+3，12345热线，十四五",
        "国家专家大家，名医名院，平台台账，项目事项",
        "云政发〔2024〕5号",
        "每10万人口、每千人口、每3年一次、每500人",
        "二〇二四年、2021、2022年、2020至2023年、1-6月、上午9时30分",
        "三年级、二类疫苗、十分重要、五台县、四处奔走、第三名",
        "“3+2”模式、“1+4”文件、PM2.5、H7N9",
        "原文〔原文此处缺861字〕",
    ],
)
def test_these_are_no_quantities(text):
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("由60%提高到66%", [60, 66], "%"),
        ("从60%到66%", [60, 66], "%"),
        ("从3家增至5家", [3, 5], "家"),
        ("东区、西区分别为3家、5家", [3, 5], "家"),
        ("分别为120、85、40张", [120, 85, 40], "张"),
        ("13和20个", [13, 20], "个"),
    ],
)
def test_a_change_and_a_row_are_as_many_figures_as_they_have_numbers(text, values, unit):
    found = find_quantities(text)
    assert [q.value for q in found] == values
    assert {q.unit for q in found} == {unit}
    assert all(q.upper is None for q in found)


def test_what_follows_the_last_of_two_holds_for_both():
    assert [q.hedge for q in find_quantities("稳定在30%和5%以上")] == ["以上", "以上"]
    assert [q.hedge for q in find_quantities("30%，5%以上")] == ["", "以上"]


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


@pytest.mark.parametrize("piece", ["1", "一", "1,", "第", "1+", "1、", "每", "从1%到", "“"])
def test_a_wall_of_one_sign_is_no_endless_work(piece):
    """Work that grows with the square of the length would run into the time limit of the tests."""
    wall = piece * 200_000
    assert all(0 <= q.start < q.end <= len(wall) for q in find_quantities(wall))
