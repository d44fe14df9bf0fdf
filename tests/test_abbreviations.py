"""The short names of staff, and what documents spell out."""

import pytest

from youju.answering.abbreviations import shortened


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("三级甲等医院", "三甲医院"),
        ("市疾病预防控制中心", "市疾控中心"),
        ("药品集中带量采购", "药品集采"),
        ("基本公共卫生服务", "基本公卫服务"),
        ("自动体外除颤仪", "AED"),
        ("甲市卫生健康委员会", "甲市卫健委"),
        ("甲市卫生健康委", "甲市卫健委"),
        ("紧密型县域医疗共同体", "紧密型医共体"),
        ("家庭医生签约", "家医签约"),
        ("三级公立医院绩效考核", "国考"),
    ],
)
def test_what_is_spelt_out_and_its_short_name_become_the_same(written: str, spoken: str) -> None:
    assert shortened(written) == shortened(spoken)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三级甲等医院", "三级乙等医院"),
        ("三级甲等医院", "二级甲等医院"),
        ("医疗保障", "医疗共同体"),
        ("下降幅度", "增长幅度"),
        ("卫生健康委员会", "卫生健康局"),
        ("医疗联合体", "医疗共同体"),
    ],
)
def test_two_things_never_become_one(one: str, other: str) -> None:
    assert shortened(one) != shortened(other)


def test_the_longer_of_two_spellings_is_taken_whole() -> None:
    assert shortened("卫生健康委员会印发方案") == "卫健委印发方案"
    assert shortened("床位数达标") == "床位达标"


def test_shortening_again_changes_nothing() -> None:
    once = shortened("市人民政府、疾病预防控制中心和家庭医生，县域医疗共同体带量采购降价幅度")
    assert shortened(once) == once


def test_figures_and_other_words_stay() -> None:
    text = "2023年，新增床位1200张，增长4.7%。"
    assert shortened(text) == text
