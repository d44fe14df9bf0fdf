"""Whether two figures are one."""

import pytest

from youju.answering.equality import holds, without_figures
from youju.reading.figures.quantities import find_quantities


def test_the_same_figure_must_have_the_same_unit() -> None:
    (figure,) = find_quantities("增长4.1%")
    assert holds("提高4.1%", figure)
    assert not holds("每千人口4.1个", figure)
    assert not holds("提高14.1%", figure)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("投入1.5亿元", "投入15000万元"),
        ("采血11.83吨", "采血11830公斤"),
        ("占30%", "占百分之三十"),
        ("招聘147名", "招聘147人"),
        ("新建3个", "新建3家"),
    ],
)
def test_equal_amounts_in_other_words_are_one_figure(one: str, other: str) -> None:
    (figure,) = find_quantities(one)
    assert holds(other, figure)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("接诊300人次", "接诊300人"),
        ("达到4.5‰", "达到4.5%"),
        ("新建3家", "新建3所"),
        ("采血11吨", "采血11毫升"),
        ("增长5%", "增长5个百分点"),
        ("投入70-80万元", "投入70万元"),
    ],
)
def test_amounts_of_other_things_are_not(one: str, other: str) -> None:
    (figure,) = find_quantities(one)
    assert not holds(other, figure)


def test_a_text_without_its_figures_keeps_its_words() -> None:
    assert without_figures("新建3家，占30%以上。") == "新建 ，占 。"
