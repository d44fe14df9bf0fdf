"""Whether a text names the body that a question is about."""

import pytest
from sourced import source

from youju.answering.bodies import core_name, is_about, names_body


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("娄底市中心医院", "中心医院"),
        ("娄底市第一人民医院", "第一人民医院"),
        ("X市第三人民医院", "第三人民医院"),
        ("市妇幼保健院", "妇幼保健院"),
        ("某县中医院", "中医院"),
        ("仁和医院", "仁和医院"),
    ],
)
def test_a_bodys_own_name_has_no_place_before_it(name: str, core: str) -> None:
    assert core_name(name) == core


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("市第三人民医院门诊楼投入使用。", "X市第三人民医院"),
        ("市三院门诊楼投入使用。", "第三人民医院"),
        ("市三院门诊楼投入使用。", "X市第三医院"),
        ("第三人民医院门诊楼投入使用。", "市三院"),
        ("第三医院门诊楼投入使用。", "三院"),
        ("市疾病预防控制中心完成搬迁。", "市疾控中心"),
        ("市疾控中心完成搬迁。", "娄底市疾病预防控制中心"),
        ("东海大学附属仁和医院派驻专家。", "东海仁和医院"),
        ("娄底市中心医院与多家机构签约。", "市中心医院"),
    ],
)
def test_a_body_is_named_in_full_or_in_short(text: str, name: str) -> None:
    assert names_body(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("市第一人民医院门诊楼投入使用。", "市第三人民医院"),
        ("市一院门诊楼投入使用。", "市三院"),
        ("市第十三人民医院门诊楼投入使用。", "市三院"),
        ("市人民医院门诊楼投入使用。", "市中医院"),
        ("东海大学附属同济医院派驻专家。", "东海仁和医院"),
        ("东海大学派出专家，支援附属仁和医院。", "东海仁和医院"),
        ("东海大学的专家到全市各地基层送技术支援仁和医院。", "东海仁和医院"),
        ("市第一人民医院门诊12万人次。", "市人民医院"),
        ("市第二中医院门诊3万人次。", "市中医院"),
        ("新化县中医院门诊3万人次。", "娄底市中医院"),
        ("涟源市人民医院门诊3万人次。", "新化县人民医院"),
        ("省人民医院专家来访。", "市人民医院"),
        ("区妇幼保健院门诊3万人次。", "市妇幼保健院"),
        ("市十一院门诊楼投入使用。", "市一院"),
        ("全市公立医院门诊量增长。", "市中心医院"),
        ("市卫健委印发方案。", "市疾控中心"),
    ],
)
def test_another_body_is_never_taken_for_it(text: str, name: str) -> None:
    assert not names_body(text, name)


def test_a_name_may_stand_in_the_sentence_its_heading_or_the_title() -> None:
    names = ["市第三人民医院"]
    assert is_about(source("市三院全年门诊12万人次。"), names)
    assert is_about(source("全年门诊12万人次。", ("（二）市第三人民医院",)), names)
    assert is_about(source("全年门诊12万人次。", title="市第三人民医院工作总结"), names)
    assert not is_about(source("全年门诊12万人次。", ("（一）市第一人民医院",)), names)


def test_one_of_several_bodies_is_enough() -> None:
    told = source("市中医院全年门诊8万人次。")
    assert is_about(told, ["市第三人民医院", "市中医院"])
    assert not is_about(told, [])
