"""The place and year of each figure of a sentence against those of the cited one."""

from sourced import failed, source

LOUDI = source(
    "2022年全市新增医疗床位1232张，2021年新增980张。", place="娄底市", period="2022", title="报告"
)


def test_a_figure_of_the_city_is_not_told_of_its_county() -> None:
    whole = source("全市新增医疗床位1232张，涟源市医院创建成功。", place="娄底市", title="报告")
    assert failed("涟源市新增医疗床位1232张。", whole)["place"] == "1232张"
    assert failed("娄底市新增医疗床位1232张。", whole) == {}


def test_a_province_before_its_city_is_no_other_place() -> None:
    assert failed("湖南省娄底市2022年新增医疗床位1232张。", LOUDI) == {}


def test_the_years_of_two_figures_are_not_crossed() -> None:
    assert failed("2021年新增医疗床位1232张。", LOUDI)["period"] == "1232张"
    assert failed("2022年新增医疗床位1232张。", LOUDI) == {}


def test_the_heading_tells_the_year_and_not_the_documents_title() -> None:
    review = source(
        "新增医疗床位800张。",
        ("一、2023年工作回顾",),
        period="2023-2024",
        title="在2024年全市卫生健康工作会议上的讲话",
    )
    assert failed("2024年新增医疗床位800张。", review)["period"] == "2024年"
    assert failed("2023年新增医疗床位800张。", review) == {}
