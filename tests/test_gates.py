"""Whether a figure is of the place, the year, the body and the thing that are asked for."""

import pytest
from questions import counted
from sourced import source
from stated import stated_in, the

from youju.answering.gates import in_frame, of_body, qualified, right_frame, right_kind
from youju.answering.sources import Stated
from youju.types import Query

ASK = "新增床位多少张？"
BEDS = "全市新增床位600张。"


def beds(text: str = BEDS, **about: object) -> Stated:
    return the(stated_in(text, **about), "600张")


def visits(text: str, **about: object) -> Stated:
    return the(stated_in(text, **about), "12万人次")


def of(place: str) -> Query:
    return counted(ASK, places=(place,))


# The place


def test_a_question_of_no_place_and_no_year_leaves_every_figure_whole() -> None:
    assert right_frame(counted(ASK), beds()) == 1


@pytest.mark.parametrize(
    ("place", "text", "document"),
    [
        ("黄石市", BEDS, "娄底市"),  # another city
        ("娄底市", "黄石市新增床位600张。", "娄底市"),  # another city's in a document of ours
        ("涟源市", BEDS, "娄底市"),  # the place around it
        ("X市", BEDS, "某市"),  # two masks are not each other
        ("X市", BEDS, "娄底市"),
        ("娄底市", BEDS, "X市"),
        ("娄底市", "新增床位600张。", None),  # a document of no place
    ],
)
def test_nothing_is_left_of_another_places_figure(
    place: str, text: str, document: str | None
) -> None:
    assert right_frame(of(place), beds(text, place=document)) == 0


@pytest.mark.parametrize("place", ["娄底市", "X市"])
def test_a_places_own_figure_is_whole(place: str) -> None:
    assert right_frame(of(place), beds(place=place)) == 1


def test_a_part_of_the_place_is_left_at_less() -> None:
    district = beds("涟源市新增床位600张。", place="娄底市")
    masked = beds("某县新增床位600张。", place="娄底市")
    titled = beds("新增床位600张。", place=None, title="娄底市卫生健康观察")
    for one in (district, masked, titled):
        assert 0 < right_frame(of("娄底市"), one) < 1


# The year


def test_only_the_year_asked_for_is_left() -> None:
    asked = counted(ASK, periods=("2023",))
    assert right_frame(asked, beds(period="2023")) == 1
    assert right_frame(asked, beds(period="2022")) == 0
    assert right_frame(asked, beds("2024年，全市新增床位600张。", period="2023")) == 0


def test_a_year_inside_a_plan_is_of_it() -> None:
    plan = beds("“十四五”期间（2021—2025年），全市新增床位600张。", period=None)
    assert right_frame(counted(ASK, periods=("2023",)), plan) == 1
    assert right_frame(counted(ASK, periods=("2020",)), plan) == 0


def test_what_nothing_dates_is_left_at_less() -> None:
    assert 0 < right_frame(counted(ASK, periods=("2023",)), beds(period=None)) < 1


def test_a_sentence_is_of_the_frame_by_place_and_year() -> None:
    told = source("全市卫生工作取得进展。", place="娄底市", period="2023")
    assert in_frame(counted(ASK, places=("娄底市",), periods=("2023",)), told)
    assert not in_frame(counted(ASK, places=("黄石市",)), told)
    assert not in_frame(counted(ASK, periods=("2022",)), told)
    assert in_frame(counted(ASK), told)


# The body

OF_THIRD = "市第三人民医院门诊12万人次。"


def test_only_the_body_asked_for_is_left() -> None:
    third = counted("市第三人民医院门诊多少人次？", institutions=("市第三人民医院",))
    other = counted("市中医院门诊多少人次？", institutions=("市中医院",))
    assert right_frame(third, visits(OF_THIRD)) == 1
    assert right_frame(other, visits(OF_THIRD)) == 0
    both = visits("市中医院与市第三人民医院共同接诊12万人次。")
    assert right_frame(third, both) == 1
    assert of_body(third, source(OF_THIRD))
    assert not of_body(other, source(OF_THIRD))
    assert of_body(counted("门诊多少人次？"), source(OF_THIRD))


def test_a_bodys_own_figure_is_less_where_none_is_named_and_least_where_all_are_meant() -> None:
    plain = right_frame(counted("门诊多少人次？"), visits(OF_THIRD))
    of_all = right_frame(counted("全市门诊多少人次？"), visits(OF_THIRD))
    assert 0 < of_all < plain < 1
    assert right_frame(counted("全市门诊多少人次？"), visits("全市门诊12万人次。")) == 1


# Plan and result


def test_a_plan_is_less_for_a_result_and_the_reverse() -> None:
    plan, result = beds("2023年，全市力争新增床位600张。").figure, beds().figure
    as_result, as_plan = counted(ASK, kind="actual"), counted(ASK, kind="target")
    assert right_kind(as_result, result) == right_kind(as_plan, plan) == 1
    assert 0 < right_kind(as_result, plan) < 1
    assert 0 < right_kind(as_plan, result) < 1


def test_a_number_without_a_unit_is_less() -> None:
    (slogan,) = stated_in("建成五大中心。")
    assert 0 < right_kind(counted("建成多少中心？"), slogan.figure) < 1


# The thing


def deaths(question: str) -> float:
    return qualified(counted(question), the(stated_in("孕产妇死亡率7.2‰。"), "7.2‰"))


def test_something_like_what_is_asked_for_is_left_at_less() -> None:
    assert deaths("孕产妇死亡率是多少？") == 1
    assert 0 < deaths("婴儿死亡率是多少？") < 1


def test_a_sentence_that_never_speaks_of_what_is_counted_is_left_at_less() -> None:
    talents = the(stated_in("全市引进高层次人才36名。"), "36名")
    assert 0 < qualified(counted("执业医师多少名？"), talents) < 1
    assert qualified(counted("高层次人才多少名？"), talents) == 1


def test_the_words_before_a_sentence_tell_what_it_goes_on_about() -> None:
    asked = counted("引进博士多少名？")
    alone = the(stated_in("今年引进硕士36名。"), "36名")
    led = the(stated_in("人才队伍建设，重在博士的培养和引进工作。今年引进硕士36名。"), "36名")
    assert qualified(asked, alone) < qualified(asked, led)
