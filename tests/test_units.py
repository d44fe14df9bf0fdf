"""What may stand behind a number, and what only begins like it."""

import re

import pytest

from youju.reading.figures.units import NOUN_UNIT, SPELT_UNIT, UNIT


@pytest.mark.parametrize(
    "words",
    [
        "张床位",
        "家医院",
        "所卫生院",
        "%",
        "‰以下",
        "个百分点",
        "人次",
        "延长米",
        "/10万",
        "平方米",
        "周年",
    ],
)
def test_these_begin_with_a_unit(words):
    assert re.match(UNIT, words)


@pytest.mark.parametrize(
    "words",
    [
        "家庭医生",
        "名单公布",
        "所有单位",
        "项目",
        "种植基地",
        "条件",
        "例如",
        "台账",
        "场所",
        "支部",
        "人民",
    ],
)
def test_these_are_words(words):
    assert not re.match(UNIT, words)


def test_what_counts_only_behind_digits_or_only_behind_numerals():
    assert re.match(NOUN_UNIT, "地依托")
    assert not re.match(NOUN_UNIT, "大学")
    assert re.match(SPELT_UNIT, "项制度")
    assert not re.match(SPELT_UNIT, "分重要")
