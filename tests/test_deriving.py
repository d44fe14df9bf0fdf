"""Arithmetic on stated figures: right where there is a common basis, else refused."""

from decimal import Decimal

import pytest
from stated import stated_as, stated_in, the

from youju.answering.deriving import Derived, NotDerivable, derive
from youju.answering.sources import Stated
from youju.types import Derivation


def derived(what: Derivation, *operands: Stated, unit: str = "") -> Derived:
    result = derive(what, operands, unit)
    assert isinstance(result, Derived), result
    return result


def refused(what: Derivation, *operands: Stated, unit: str = "") -> str:
    result = derive(what, operands, unit)
    assert isinstance(result, NotDerivable), result
    assert result.reason.endswith("。")
    return result.reason


# ---- differences ---------------------------------------------------------------------------------


def test_a_plan_compared_with_a_result_is_said_to_be_one() -> None:
    plan = stated_as("4.3个", "4.3", "个", indicator="每千人口托位数", period="2024", kind="target")
    result = stated_as("4.1个", "4.1", "个", indicator="每千人口托位数", doc_id="d2")
    found = derived("difference", result, plan)
    assert (found.value, found.unit) == (Decimal("0.2"), "个")
    assert found.formula == "4.3个−4.1个＝0.2个"
    assert found.text == (
        "甲市每千人口托位数2024年目标为4.3个，比2023年实际的4.1个多0.2个"
        "（4.3个−4.1个＝0.2个；4.3个是目标，不是完成数）。"
    )
    assert found.operands == (plan, result)


def test_two_percentages_differ_by_points() -> None:
    new = stated_as("66%", "66", "%", indicator="规范管理率", period="2024")
    old = stated_as("60%", "60", "%", indicator="规范管理率")
    found = derived("difference", new, old)
    assert (found.value, found.unit) == (6, "个百分点")
    assert "高6个百分点（66%−60%＝6个百分点）" in found.text
    assert derived("growth", new, old).unit == "个百分点"


def test_a_fall_is_told_as_less_and_an_equal_number_as_the_same() -> None:
    new, old = stated_as("80张", "80", "张", period="2024"), stated_as("95张", "95", "张")
    assert "比2023年的95张少15张（95张−80张＝15张）" in derived("difference", new, old).text
    same = stated_as("95张", "95", "张", period="2024")
    assert "与2023年的95张相同" in derived("difference", same, old).text


def test_places_are_compared_by_name() -> None:
    one = stated_as("4.1张", "4.1", "张", indicator="每千人口床位数")
    other = stated_as("3.9张", "3.9", "张", indicator="每千人口床位数", place="乙市", doc_id="d2")
    text = derived("difference", one, other).text
    assert text.startswith("2023年每千人口床位数甲市为4.1张，比乙市的3.9张多0.2张")


def test_different_indicators_and_units_are_not_compared() -> None:
    mass = stated_as("2.5吨", "2.5", "吨", indicator="采血量")
    volume = stated_as("30万毫升", "300000", "毫升", indicator="采血量", period="2024")
    assert "单位不同" in refused("difference", mass, volume)
    rate = stated_as("60%", "60", "%", period="2024")
    assert "单位不同" in refused("difference", rate, stated_as("60张", "60", "张"))
    nurses = stated_as("60名", "60", "名", indicator="护士", period="2024")
    assert "口径不一" in refused(
        "difference", nurses, stated_as("50名", "50", "名", indicator="医生")
    )
    per_mille = stated_as("4‰", "4", "‰", period="2024")
    assert "单位不同" in refused("difference", per_mille, stated_as("4%", "4", "%"))


def test_a_masked_place_is_no_other_text_s_place() -> None:
    one = stated_as("80张", "80", "张", place="X市")
    other = stated_as("70张", "70", "张", place="X市", doc_id="d2")
    assert "隐去" in refused("difference", one, other)
    later = stated_as("90张", "90", "张", place="X市", period="2024")
    assert derived("difference", one, later).value == 10


def test_a_figure_of_no_year_or_place_is_not_compared_with_one_that_has_it() -> None:
    known = stated_as("80张", "80", "张")
    assert "年份" in refused("difference", known, stated_as("70张", "70", "张", period=None))
    nowhere = stated_as("70张", "70", "张", place=None, doc_id="d2", period="2024")
    assert "哪个地方" in refused("difference", known, nowhere)


# ---- hedges and ranges ---------------------------------------------------------------------------


def test_a_bound_gives_a_bound_only_where_it_points_away() -> None:
    above = stated_as("90%以上", "90", "%", hedge="以上", period="2024")
    exact = stated_as("80%", "80", "%")
    assert "高10个百分点以上" in derived("difference", above, exact).text
    high = stated_as("95%", "95", "%")
    assert "不是确数" in refused("difference", above, high)


def test_about_stays_about_and_is_refused_where_it_drowns_the_difference() -> None:
    about = stated_as("约500张", "500", "张", hedge="约", period="2024")
    assert "少约100张" in derived("difference", about, stated_as("600张", "600", "张")).text
    assert "不是确数" in refused("difference", about, stated_as("498张", "498", "张"))


def test_a_range_is_not_reckoned_with() -> None:
    plan = stated_as("4-5个", "4", "个", upper=Decimal(5), period="2024")
    assert "区间" in refused("difference", plan, stated_as("3个", "3", "个"))


@pytest.mark.parametrize("words", ["第36个", "〔数字缺失〕个"])
def test_ordinals_and_blanks_are_no_operands(words: str) -> None:
    odd = stated_as(words, "36", "个", period="2024")
    assert "不是可以计算的数据" in refused("difference", odd, stated_as("3个", "3", "个"))


def test_less_than_two_figures_give_nothing() -> None:
    assert "不足两个" in refused("sum", stated_as("3个", "3", "个"))
    one = stated_as("3个", "3", "个")
    assert "同一个数据" in refused("difference", one, one)


# ---- sums ----------------------------------------------------------------------------------------


def test_a_row_of_one_kind_adds_up() -> None:
    text = "2023年，全市新增省级重点专科1个、市级重点专科3个、县级重点专科2个。"
    rows = stated_in(text)
    found = derived("sum", *rows)
    assert (found.value, found.unit) == (6, "个")
    assert found.formula == "1个＋3个＋2个＝6个"
    assert found.text.startswith("甲市2023年")
    assert "合计6个" in found.text


def test_money_adds_up_across_scales() -> None:
    one = stated_as("1.2亿元", "120000000", "元", indicator="综合楼总投资", kind="input")
    other = stated_as("3500万元", "35000000", "元", indicator="门诊楼总投资", kind="input")
    found = derived("sum", one, other)
    assert found.value == 155000000
    assert found.formula == "1.2亿元＋3500万元＝1.55亿元"


def test_rates_and_means_are_not_added() -> None:
    one = stated_as("60%", "60", "%", indicator="门诊占比")
    other = stated_as("20%", "20", "%", indicator="住院占比")
    assert "不能相加" in refused("sum", one, other)
    one = stated_as("4个", "4", "个", indicator="每千人口托位数")
    other = stated_as("3个", "3", "个", indicator="每千人口托位数", place="乙县")
    assert "平均数" in refused("sum", one, other)


def test_a_part_is_not_added_to_its_whole() -> None:
    rows = stated_in("2023年，全市有医院50家。其中，公立医院20家，民营医院30家。")
    whole, public, private = rows
    assert "已经包含" in refused("sum", whole, private)
    assert derived("sum", public, private).value == 50


def test_unlike_things_and_plans_with_results_are_not_added() -> None:
    beds = stated_as("50个", "50", "个", indicator="床位")
    clubs = stated_as("5个", "5", "个", indicator="讲座")
    assert "指标不同" in refused("sum", beds, clubs)
    plan = stated_as("60张", "60", "张", kind="target", period="2024")
    assert "目标与实际" in refused("sum", plan, stated_as("50张", "50", "张"))


def test_a_city_is_not_added_to_its_district() -> None:
    city = stated_as("50张", "50", "张", place="盐城市")
    district = stated_as("20张", "20", "张", place="盐城市大丰区", doc_id="d2")
    assert "包含关系" in refused("sum", city, district)


# ---- shares --------------------------------------------------------------------------------------


def test_a_share_is_of_a_part_that_the_text_names() -> None:
    rows = stated_in("2023年，全市有医院60家，其中公立医院20家、民营医院40家。")
    found = derived("share", the(rows, "60家"), the(rows, "20家"))
    assert found.value == Decimal("33.3")
    assert found.formula == "20家÷60家×100%≈33.3%"
    assert "的约33.3%" in found.text
    assert "一部分" in refused("share", the(rows, "20家"), the(rows, "40家"))


def test_an_exact_share_is_not_called_about() -> None:
    rows = stated_in("2023年，全市有医院50家，其中公立医院20家。")
    found = derived("share", *rows)
    assert found.formula.endswith("＝40%")
    assert "约" not in found.text


def test_a_part_larger_than_its_whole_is_refused() -> None:
    rows = stated_in("2023年，全市有医院50家，其中公立医院70家。")
    assert "对不上" in refused("share", *rows)


# ---- growth --------------------------------------------------------------------------------------


def test_growth_is_from_the_earlier_year_whatever_the_order() -> None:
    old = stated_as("5200个", "5200", "个", indicator="托位数")
    new = stated_as("5448个", "5448", "个", indicator="全市托位", period="2024", kind="target")
    found = derived("growth", old, new)
    assert found.value == Decimal("4.8")
    assert found.formula == "(5448−5200)÷5200×100%≈4.8%"
    assert "增长约4.8%" in found.text
    assert "5448个是目标" in found.text


def test_growth_of_scaled_numbers_and_a_fall() -> None:
    old = stated_as("2.5万人次", "25000", "人次", indicator="门诊量")
    new = stated_as("2万人次", "20000", "人次", indicator="门诊量", period="2024")
    found = derived("growth", new, old)
    assert found.formula == "(2−2.5)÷2.5×100%＝−20%"
    assert "下降20%" in found.text
    assert found.value == -20


def test_growth_needs_one_place_and_two_years() -> None:
    one = stated_as("80张", "80", "张")
    assert "年份" in refused("growth", one, stated_as("70张", "70", "张"))
    away = stated_as("90张", "90", "张", place="乙市", period="2024", doc_id="d2")
    assert "同一个地方" in refused("growth", one, away)
    nothing = stated_as("0张", "0", "张", period="2022")
    assert "基数" in refused("growth", one, nothing)


# ---- conversions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "value", "unit", "into", "formula"),
    [
        ("2.46亿元", "246000000", "元", "万元", "2.46亿元＝24600万元"),
        ("3.1万人次", "31000", "人次", "人次", "3.1万人次＝31000人次"),
        ("11.83吨", "11.83", "吨", "千克", "11.83吨＝11830千克"),
        ("422.8万毫升", "4228000", "毫升", "升", "422.8万毫升＝4228升"),
        ("3.5万平方米", "35000", "平方米", "平方米", "3.5万平方米＝35000平方米"),
        ("100分钟", "100", "分钟", "小时", "100分钟≈1.67小时"),
        ("4.5‰", "4.5", "‰", "%", "4.5‰＝0.45%"),
    ],
)
def test_conversions_are_exact(words: str, value: str, unit: str, into: str, formula: str) -> None:
    assert derived("conversion", stated_as(words, value, unit), unit=into).formula == formula


def test_a_conversion_keeps_its_hedge() -> None:
    over = stated_as("300余万元", "3000000", "元", hedge="余", indicator="总投资")
    text = derived("conversion", over, unit="亿元").text
    assert text == "甲市2023年总投资300余万元，即超过0.03亿元（300万元＝0.03亿元）。"


@pytest.mark.parametrize(("unit", "into"), [("毫升", "吨"), ("个", "家"), ("%", "个百分点")])
def test_what_measures_something_else_is_not_converted(unit: str, into: str) -> None:
    reason = refused("conversion", stated_as(f"40{unit}", "40", unit), unit=into)
    assert "不能换算" in reason


# ---- averages ------------------------------------------------------------------------------------


def average(text: str, total: str, count: str) -> Derived:
    held = stated_in(text)
    return derived("average", the(held, total), the(held, count))


def test_an_average_divides_the_first_by_the_second_and_is_for_each_of_that() -> None:
    found = average("全市医疗床位6000张，医疗机构30家。", "6000张", "30家")
    assert (found.what, found.value, found.unit) == ("average", Decimal(200), "张")
    assert found.formula == "6000张÷30家＝200张"
    assert found.text == (
        "甲市2023年医疗床位6000张、医疗机构30家，平均每家200张（6000张÷30家＝200张）。"
    )


def test_an_average_that_is_rounded_is_said_to_be_about_and_keeps_its_scale_in_reckoning() -> None:
    found = average("全年门诊86万人次，医院41家。", "86万人次", "41家")
    assert found.value == Decimal("20975.6")
    assert found.formula == "86万人次÷41家≈20975.6人次"
    assert "平均每家约20975.6人次" in found.text


def test_the_average_of_an_about_is_an_about_and_of_a_bound_is_refused() -> None:
    text = "全市医疗床位约6000张，医疗机构30家。"
    assert "平均每家约200张" in average(text, "约6000张", "30家").text
    like = average("全市急救车约31辆，急救站31个。", "约31辆", "31个")
    assert "平均每个约1辆" in like.text  # however near each other the two numbers are
    held = stated_in("全市医疗床位6000张以上，医疗机构30家。")
    assert "不是确数" in refused("average", the(held, "6000张以上"), the(held, "30家"))


def test_there_is_no_average_of_rates_by_zero_or_of_what_stands_apart() -> None:
    held = stated_in("签约率60%，医疗机构30家，停业机构0家。医疗床位6000张。")
    clinics = the(held, "30家")
    assert "不能再求平均" in refused("average", the(held, "60%"), clinics)
    assert "除数是零" in refused("average", the(held, "6000张"), the(held, "0家"))
    elsewhere = stated_as("40家", "40", "家", indicator="医院", doc_id="d2")
    assert "不在一处" in refused("average", clinics, elsewhere)
    assert "同一个数据" in refused("average", clinics, clinics)
