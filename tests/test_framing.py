"""The places and years that a text names."""

import pytest

from youju.retrieval.framing import find_places, find_years, same_place

KNOWN = ("娄底市", "黄石市", "盐城市大丰区", "X市")


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("娄底2022年新增床位多少张？", ("娄底市",)),
        ("娄底市和黄石市哪个多", ("娄底市", "黄石市")),
        ("长沙市2022年新增多少床位", ("长沙市",)),
        ("X市的X区托位", ("X市", "X区")),
        ("大丰区召开会议了吗", ("盐城市大丰区",)),
        ("大丰今年的目标", ("盐城市大丰区",)),
        ("全市有多少家机构", ()),
        ("我市今年的目标", ()),
    ],
)
def test_places(question: str, places: tuple[str, ...]) -> None:
    assert find_places(question, KNOWN) == places


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("娄底", "娄底市", True),
        ("大丰区", "盐城市大丰区", True),
        ("大丰", "盐城市大丰区", True),
        ("盐城市", "盐城市大丰区", False),
        ("长沙市", "长沙县", False),
        ("吉林省", "吉林市", False),
        ("云山", "云山区", True),
        ("X市", "X市", True),
        ("X市", "X区", False),
        ("X市", "娄底市", False),
        ("娄底市", "黄石市", False),
    ],
)
def test_a_masked_place_is_no_named_place(one: str, other: str, same: bool) -> None:
    assert same_place(one, other) is same


def test_years_stand_free_of_other_digits() -> None:
    assert find_years("2022年、2023年和23年底，编号120234") == ("2022", "2023")
