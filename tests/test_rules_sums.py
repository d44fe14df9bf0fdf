"""F7, F8, F10, F11 and F14: what a text says against itself, without any library."""

import pytest

from youju.drafting.rules.faults import Fault
from youju.drafting.rules.manuscript import Frame, Manuscript
from youju.drafting.rules.review import review
from youju.drafting.rules.wordlists import load_wordlists

WORDS = load_wordlists()
YEAR = Frame(place="清河市", year="2023")


def found(text: str, rule: str, frame: Frame = YEAR) -> list[Fault]:
    faults = review(Manuscript(text=text, words=WORDS, frame=frame))
    return [fault for fault in faults if fault.rule == rule]


# ---- F7: parts and total -------------------------------------------------------------------------

WRONG_PARTS = [
    ("全市托育机构100家。其中13家公办、83家民办。", "96家", "100家"),
    ("托育机构100家。其中公办机构13家，民办机构83家。", "96家", "100家"),
    ("全市设托育机构100家。\n其中公办13家、民办83家。", "96家", "100家"),
    ("建成托育机构100家，覆盖全部街道。其中公办13家、民办83家。", "96家", "100家"),
    ("托育机构100家。其中：公办13家；民办83家。", "96家", "100家"),
    ("托育机构100家，其中公办13家（占13%）、民办83家（占83%）。", "96家", "100家"),
    ("全市医院30家（公立12家、民营16家）。", "28家", "30家"),
    ("抽查单位200家，其中合格180家，不合格10家。", "190家", "200家"),
    ("全市托育机构100家，公办13家，民办83家。", "96家", "100家"),
    ("全市100家托育机构中，公办13家、民办83家。", "96家", "100家"),
    # parts that exceed their total, by little and by much
    ("全市医院100家，其中三级医院63家、二级医院50家。", "113家", "100家"),
    ("床位3000张，其中公立2000张、民营1500张。", "3500张", "3000张"),
    ("投入资金1.2亿元，其中市级6000万元、县级7000万元。", "13000万元", "1.2亿元"),
    ("全市托育机构100家。其中民办120家。", "120家", "100家"),
    ("机构100家，其中医院60家（三级10家、二级55家）、卫生院40家。", "65家", "60家"),
    ("机构900个，其中医院100个，基层机构800个（卫生院200个），其他50个。", "950个", "900个"),
    ("新建20所，其中已建成15所、在建3所，其余3所年内开工。", "21所", "20所"),
    # parts that are told to be all
    ("全市共培训500人，东县、西县、南县分别为100人、200人、150人。", "450人", "500人"),
    ("全市有托育机构100家，分别为公办13家、民办23家。", "36家", "100家"),
    ("全市共有医院30家，包括公立医院10家和民营医院18家。", "28家", "30家"),
    ("建成公办13家、民办83家，共100家。", "96家", "100家"),
]
RIGHT_PARTS = [
    "全市托育机构96家。其中13家公办、83家民办。",
    "托育机构96家。其中：公办13家；民办83家。",
    "全市医院30家（公立12家、民营18家）。",
    "投入资金1.2亿元，其中市级6000万元、县级6000万元。",
    "机构100家，其中医院60家（三级10家、二级50家）、卫生院40家。",
    "全市共培训450人，东县、西县、南县分别为100人、200人、150人。",
    "建成公办13家、民办83家，共计96家。",
    "全市机构200家，公办13家、民办83家，共计96家。",
    "常住503.2万人，其中男性250.1万人、女性253.2万人。",  # rounded
    # some of the parts only
    "全市医疗机构100家，其中三级医院13家、二级医院30家。",
    "全市医院50家，其中三级医院20家、二级医院28家。",
    "共培训100人，其中东县45人、西县48人。",
    "培训300人次，其中医生100人次、护士80人次。",
    "新建项目12个，其中竣工5个、在建5个。",
    "全市医院30家，包括公立医院10家、民营医院18家等。",
    "派出队员96名，其中医生20名、护士70名，其余为管理人员。",
    "培训300人，男性190人，女性110人。",
    # numbers that are no parts
    "新增床位300张，公立2000张，民营1500张。",
    "全市共有12个县（市、区），分别设立3个、4个站点。",
    "全市床位5000张，其中公立3000张，比上年增加2500张。",
    "全市床位5448张（上年5200张）。",
    "全市有医院30家、卫生院80家，其中公立100家。",
    "全市有医院30家、卫生院80家，分别比上年增加2家、3家。",
    "新增床位300张，市一院、市二院分别达到1500张、1200张。",
    "争取资金3000万元，支持医院建设，其中市一院总投资1.2亿元。",
    "新增医院3家、诊所5家，全市共有医院30家。",
    "托育机构100家。其中公办13家；医院120家。",
]


@pytest.mark.parametrize(("text", "added", "total"), WRONG_PARTS)
def test_parts_that_miss_their_total_are_told_with_both_sums(
    text: str, added: str, total: str
) -> None:
    (fault,) = found(text, "F7")
    assert fault.level == "warning"
    assert added in fault.note
    assert total in fault.note
    assert total in fault.text


@pytest.mark.parametrize("text", RIGHT_PARTS)
def test_parts_that_fit_or_may_be_only_some_are_let_be(text: str) -> None:
    assert found(text, "F7") == []


def test_groups_that_may_cross_are_only_hinted_at() -> None:
    (fault,) = found("引进人才100名，其中博士60名、高级职称70名。", "F7")
    assert fault.level == "info"
    assert "交叉" in fault.note


def test_one_group_larger_than_all_is_wrong_though_groups_may_cross() -> None:
    (fault,) = found("引进人才100名，其中博士120名、高级职称70名。", "F7")
    assert fault.level == "warning"


# ---- F8 and F10: changes -------------------------------------------------------------------------

WRONG_STEPS = [
    ("床位由200张增加到220张，增长20%。", "10%"),
    ("诊疗量220万，比上年的200万增长20%。", "10%"),
    ("床位5448张，同比增加310张（上年5200张）。", "248张"),
    ("床位5448张，上年为5200张，同比增加310张。", "248张"),
    ("全市床位5500张，增长20%，2022年为5000张。", "10%"),
    ("上年床位5000张，今年5500张，增长20%。", "10%"),
    ("平均住院日由9天缩短到8天，缩短2天。", "下降1天"),
    ("签约率由60%提高到66%，提高8个百分点。", "6个百分点"),
    ("签约率由66%下降到60%，提高6个百分点。", "下降6个百分点"),
    ("床位5500张，比上年末增加600张（上年末为5000张）。", "500张"),
    ("2022年门诊量为200万人次，2023年为220万人次，增幅20%。", "约为10%"),
    # far apart in one sentence
    ("2023年，床位达到5500张，设施不断更新，服务更加便民，比2022年的5000张增长20%。", "10%"),
    ("床位数从2022年的5000张，经过扩建、改造、新建，增加到2023年的5500张，增幅20%。", "10%"),
    ("与2022年的5000张相比，全市床位达到5500张，增长20%。", "10%"),
    # over two sentences
    ("2022年全市床位5000张。2023年达到5500张，增长20%。", "10%"),
    ("2022年，床位5000张，医院20家。2023年，床位5500张，同比增加800张。", "500张"),
    ("全市床位5500张，同比增长20%。上年同期为5000张。", "10%"),
]
RIGHT_STEPS = [
    "床位由200张增加到220张，增长10%。",
    "诊疗量220.3万人次，比上年的200.1万人次增长10.1%。",
    "2023年，床位达到5500张，设施不断更新，服务更加便民，比2022年的5000张增长10%。",
    "2022年全市床位5000张。2023年达到5500张，增长10%。",
    "2022年，床位5000张，医院20家。2023年，床位5500张，同比增加500张。",
    "签约率由60%提高到66%，提高6个百分点。",
    "2022年门诊量为200万人次，2023年为220万人次，增幅10%。",
    # steps whose ends are not told, or are others'
    "由2020年的5000张增加到2023年的5500张，年均增长3.2%。",
    "由2020年的5000张增加到2023年的5500张，同比增长3%。",
    "全市床位5500张，其中公立4000张，比上年的3800张增长5%。",
    "2022年，床位5000张，医师300人。2023年，床位5500张，医师360人，增长20%。",
    "2022年，东县床位500张。2023年，西县床位800张，增长10%。",
    "2022年收入5亿元。2023年支出6亿元，增长3%。",
    "2022年门诊5万人次。2023年住院1万人次，同比增长3%。",
    "总收入由2亿元提高到2.5亿元，增长25%，支出下降3%。",
    "2023年门诊220万人次，住院20万人次，分别比上年增长10%、5%。",
    "床位由约200张增加到220张，增长20%。",
]


@pytest.mark.parametrize(("text", "real"), WRONG_STEPS)
def test_a_step_that_its_ends_belie_is_told_with_the_real_one(text: str, real: str) -> None:
    (fault,) = found(text, "F8")
    assert fault.level == "warning"
    assert real in fault.note


@pytest.mark.parametrize("text", RIGHT_STEPS)
def test_a_step_that_fits_or_whose_ends_are_unknown_is_let_be(text: str) -> None:
    assert found(text, "F8") == []


@pytest.mark.parametrize(
    "text",
    [
        "占比由60%提高到66%，提高6%。",
        "签约率66%，比上年的60%提高6%。",
        "2022年签约率60%，2023年签约率66%，提高6%。",
        "死亡占比由60%下降到54%，下降了6%。",
    ],
)
def test_the_difference_of_percentages_is_told_in_points(text: str) -> None:
    (fault,) = found(text, "F10")
    assert (fault.text, fault.instead) == ("6%", "6个百分点")
    assert found(text, "F8") == []
    right = text[: fault.start] + fault.instead + text[fault.end :]
    assert found(right, "F10") == []


@pytest.mark.parametrize(
    "text", ["占比由60%提高到66%，提高10%。", "签约率66%，比上年的60%提高6个百分点。"]
)
def test_a_share_of_a_share_or_points_are_right(text: str) -> None:
    assert found(text, "F10") == []
    assert found(text, "F8") == []


# ---- F11 and F14 ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        (
            "F11",
            "娄底市采血11.83吨，比黄石市422.8万毫升多。",
            "娄底市采血11.83吨，比黄石市9.2吨多。",
        ),
        (
            "F11",
            "黄石市托位4100个，少于娄底市的5.2%。",
            "黄石市托位4100个，少于娄底市的5200个。",
        ),
        ("F14", "截至目前已培训300人次。", "截至2024年3月底已培训300人次。"),
        ("F14", "去年新增床位200张。", "2023年新增床位200张。"),
    ],
)
def test_a_comparison_needs_one_measure_and_a_relative_time_an_anchor(
    rule: str, bad: str, good: str
) -> None:
    assert found(bad, rule, Frame())
    assert found(good, rule, Frame()) == []
    assert found("今年培训300人次。", "F14", Frame(year="2023")) == []
