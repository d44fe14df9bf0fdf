"""Whose a figure is, and of when."""

import pytest
from builders import facts

from youju.reading.figures.whence import (
    anchor_year,
    heading_time,
    named_places,
    named_times,
    opening_time,
    period_at,
    period_of,
    place_at,
)


def place(sentence: str, own: str | None = "云山市", headings: tuple[str, ...] = ()) -> str | None:
    at = sentence.index("9")
    return place_at(sentence, at, named_places(sentence), headings, own)


def period(sentence: str, anchor: int | None = 2024) -> str | None:
    return period_at(sentence, sentence.index("9家"), named_times(sentence, anchor))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("建成9家。", "云山市"),
        ("长沙市建成9家。", "长沙市"),
        ("双峰县、新化县共建成9家。", "双峰县、新化县"),
        ("盐城市大丰区建成9家。", "盐城市大丰区"),
        ("长沙市经验推广以来，全市建成9家。", "云山市"),
        ("与武汉市合作建成9家。", "云山市"),
        ("较长沙市多9家。", "云山市"),
        ("赴长沙市学习9次。", "云山市"),
        ("武汉大学派来9名专家。", "云山市"),
        ("X县建成9家。", "X县"),
        ("某市建成9家。", "某市"),
        ("全省平均水平为9%。", "全省"),
    ],
)
def test_the_nearest_name_in_front_tells_the_place(sentence, expected):
    assert place(sentence) == expected


def test_each_of_two_numbers_has_its_own_of_two_places():
    sentence = "双峰县、新化县分别建成3家、9家。"
    places = named_places(sentence)
    assert place_at(sentence, sentence.index("3"), places, (), None) == "双峰县"
    assert place_at(sentence, sentence.index("9"), places, (), None) == "新化县"


def test_a_district_does_not_speak_for_its_city():
    assert place("全市共9家。", own="盐城市大丰区") == "盐城市"
    assert place("全市共9家。", own="大丰区") is None
    assert place("全区共9家。", own="盐城市大丰区") == "盐城市大丰区"


def test_a_heading_gives_the_place_that_the_sentence_lacks():
    assert place("建成9家。", headings=("一、各地情况", "（一）双峰县")) == "双峰县"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2022年建成9家。", "2022"),
        ("2021—2023年建成9家。", "2021-2023"),
        ("2020-2021年度表彰9家。", "2020-2021"),
        ("去年建成9家。", "2023"),
        ("今年建成9家。", "2024"),
        ("年内建成9家。", "2024"),
        ("明年建成9家。", "2025"),
        ("到“十四五”末建成9家。", "2025"),
        ("“十四五”期间建成9家。", "2021-2025"),
        ("较2019年增加9家。", None),
        ("比上年增加9家。", None),
        ("自2018年开始建成9家。", "2018-2024"),
        ("印发《2020年要点》，建成9家。", None),
        ("由2017年的3家增加到9家。", None),
        ("由2017年的3家增加到2019年的9家。", "2019"),
        ("由2017年的9家增加到2019年的12家。", "2017"),
        ("建成9家，2022年全部投用。", "2022"),
        ("建成9家，去年同期为8家。", None),
        ("在去年建成8家的基础上，再建9家。", None),
        ("在去年建成9家的基础上，再建8家。", "2023"),
        ("建成9家，到2027年实现全覆盖。", None),
    ],
)
def test_the_nearest_time_in_front_tells_the_period(sentence, expected):
    assert period(sentence) == expected


def test_the_year_before_the_one_reported_on_is_not_last_year():
    sentence = "由上年的9家增加到12家。"
    assert period_at(sentence, 5, named_times(sentence, 2024, reviewed=2023)) == "2022"


def test_a_time_opens_a_sentence_or_does_not():
    assert opening_time(named_times("2022年，全市平稳。", None)) == "2022"
    assert opening_time(named_times("经过多年努力，到2022年全面建成。", None)) is None
    assert heading_time(("一、2023年回顾", "（一）改革")) == "2023"


def test_the_document_tells_its_year_and_its_two_halves():
    assert anchor_year(facts(period="2023-2024")) == 2024
    assert anchor_year(facts(period="2022", published="2023-04-22")) == 2023
    both = facts(period="2023-2024")
    assert (period_of(both, planned=False), period_of(both, planned=True)) == ("2023", "2024")
    assert period_of(facts(period=None, published="2023-04-22"), planned=False) == "2023"
    five = facts(period="2021-2025")
    assert (period_of(five, planned=False), period_of(five, planned=True)) == ("2020", "2025")
    late = facts(period="2024", published="2025-01-16")
    assert (period_of(late, planned=False), period_of(late, planned=True)) == ("2024", "2025")
