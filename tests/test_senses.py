"""Whether a figure is told in the sense in which it is asked for."""

import pytest
from stated import stated_in, the

from youju.answering.senses import in_sense


def sense(question: str, text: str, quote: str) -> float:
    return in_sense(question, the(stated_in(text), quote))


RATE = "全市床位使用率提高3.2个百分点。"
VISITS = "全市门诊量同比增加86万人次。"
NEW_BEDS = "全市新增床位600张。"


@pytest.mark.parametrize(
    ("level", "change", "text", "quote"),
    [
        ("床位使用率是多少？", "床位使用率提高了多少？", RATE, "3.2个百分点"),
        ("门诊量是多少？", "门诊量同比增加多少？", VISITS, "86万人次"),
        ("床位有多少张？", "新增床位有多少张？", NEW_BEDS, "600张"),
    ],
)
def test_a_change_fits_a_question_about_the_level_less(
    level: str, change: str, text: str, quote: str
) -> None:
    assert 0 < sense(level, text, quote) < 0.5
    assert sense(change, text, quote) == 1


def test_what_a_thing_has_come_to_is_a_level() -> None:
    assert sense("门诊量是多少？", "全市门诊量增加到86万人次。", "86万人次") == 1
    assert sense("门诊量是多少？", "全市门诊量较上年增至86万人次。", "86万人次") == 1
    assert sense("床位有多少张？", "全市床位600张。", "600张") == 1


def test_a_number_in_a_row_is_no_count() -> None:
    text = "确定第三批试点医院6家。"
    assert sense("有几批试点医院？", text, "第三批") == 0
    assert sense("这是第几批试点医院？", text, "第三批") == 1
    assert sense("有几家试点医院？", text, "6家") == 1


def test_a_figure_of_the_province_or_the_country_answers_only_for_it() -> None:
    text = "全省床位6000张，我市床位600张，全国床位9万张。"
    assert sense("床位有多少张？", text, "6000张") == 0
    assert sense("床位有多少张？", text, "9万张") == 0
    assert sense("床位有多少张？", text, "600张") == 1
    assert sense("全省床位有多少张？", text, "6000张") == 1


def test_a_rank_in_the_province_is_still_the_citys() -> None:
    assert sense("满意度排名第几？", "全市满意度居全省第3位。", "第3位") == 1


def test_what_was_before_a_change_is_the_figure_that_it_starts_from() -> None:
    text = "补助标准由每人84元提高到现在的每人89元。"
    asked = "补助标准提高前是多少元？"
    assert (sense(asked, text, "84元"), sense(asked, text, "89元")) == (1, 0)


def test_what_was_before_is_not_asked_for_by_the_word_advance() -> None:
    assert sense("提高前提条件投入多少元？", "投入86万元。", "86万元") == 1


def test_a_whole_year_fits_a_question_about_a_half_less() -> None:
    asked = "上半年门诊多少人次？"
    assert 0 < sense(asked, "全年门诊86万人次。", "86万人次") < 0.5
    assert sense(asked, "上半年门诊86万人次。", "86万人次") == 1
    assert 0 < sense(asked, "下半年门诊86万人次。", "86万人次") < 0.5
