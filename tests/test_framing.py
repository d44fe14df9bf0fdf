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


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2022—2024年的床位", ("2022", "2023", "2024")),
        ("2022年至2023年", ("2022", "2023")),
        ("22至24年", ("2022", "2023", "2024")),
        ("2022年和2024年", ("2022", "2024")),
        ("二〇二二年采血", ("2022",)),
        ("2023年4月的会", ("2023",)),
        ("2023人才工作", ("2023",)),
        ("新增2000张床位，投资1998元", ()),
        ("近20年的变化，工作22年", ()),
        ("十四五末", ()),
    ],
)
def test_years_and_what_only_looks_like_them(text: str, years: tuple[str, ...]) -> None:
    assert find_years(text) == years


@pytest.mark.parametrize("text", ["满意度多少", "鄂东的康复中心", "各县区有几家", "各乡镇卫生院"])
def test_what_is_on_no_map_is_no_place(text: str) -> None:
    assert find_places(text, KNOWN) == ()
