"""The change behind a figure, and the base that denies it."""

from decimal import Decimal

import pytest
from stated import stated_in

from youju.answering.growths import change_of, contradicting_base


@pytest.mark.parametrize(
    ("text", "implied"),
    [
        ("2024年，全市床位4500张，同比增加300张。", "4200"),
        ("2024年，全市床位4500张，比上年减少300张。", "4800"),
        ("2024年，全市床位4500张，同比增长12.5%。", "4000"),
        ("2024年，健康素养水平28%，较上年提高2个百分点。", "26"),
    ],
)
def test_a_change_tells_what_the_year_before_was(text: str, implied: str) -> None:
    change = change_of(stated_in(text)[0])
    assert change is not None
    assert change.implied == Decimal(implied)
    assert text.endswith(f"，{change.told}。")


@pytest.mark.parametrize(
    "text",
    [
        "2024年，全市床位4500张，护士增加300名。",
        "2024年，健康素养水平28%，同比提高2%。",  # points, or a share of the rate
        "2024年，全市床位4500张。同比增加300张。",
        "2024年，全市床位4500张，同比增加300余张。",
        "2024年，全市床位4500张，同比下降100%。",
        "2024年，全市新增床位450张，同比增长9%。",
    ],
)
def test_other_numbers_are_no_change_of_a_figure(text: str) -> None:
    assert change_of(stated_in(text)[0]) is None


def test_a_base_in_the_same_words_goes_before_a_near_one() -> None:
    text = "2023年，全市床位4200张，医疗机构床位4100张。\n2024年，全市床位4500张，同比增加300张。"
    stated = stated_in(text, period="2023-2024")
    change = change_of(next(s for s in stated if s.quote == "4500张"))
    assert change is not None
    assert contradicting_base(change, stated) is None
    others = [s for s in stated if s.quote != "4200张"]
    denied = contradicting_base(change, others)
    assert denied is not None
    assert denied.quote == "4100张"
