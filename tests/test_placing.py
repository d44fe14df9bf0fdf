"""The place that a text as a whole speaks for."""

import pytest

from youju.reading.metadata.placing import place_of

FILL = "各单位要压实责任，细化措施，推动卫生健康工作再上台阶。"


def placed(text: str, *, page: str = "", title: str = "") -> str | None:
    return place_of(text, page or text, title)[0]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"4月10日，大丰区召开会议。大丰区副区长到会，全区参加。{FILL}", "盐城市大丰区"),
        (f"3月5日，长春市朝阳区召开会议，朝阳区全区参加。{FILL}", "长春市朝阳区"),
        (f"涟源市召开会议，全市参加，涟源市位居前列。{FILL}", "涟源市"),
        (
            f"北京经验值得借鉴，武汉同济医院专家到娄底坐诊，娄底全市受益，娄底、娄底。{FILL}",
            "娄底市",
        ),
    ],
)
def test_a_place_is_the_one_most_spoken_for(text, place):
    assert placed(text) == place


def test_a_city_with_counties_is_no_county_itself():
    text = f"全市各县区要行动，今天考察了峨眉山市医院、峨眉山市卫生院和夹江县医院。{FILL}"
    assert placed(text) is None


def test_where_a_report_was_filed_is_not_its_place():
    text = f"新华社北京5月27日电 全国医疗机构增加。全国床位增加，我国居民健康改善。{FILL}"
    assert placed(text) is None
    assert placed(text, title="全国工作推进会在北京召开") is None


def test_a_national_text_of_a_local_page_is_national():
    text = f"全国会议指出要扩大供给，全国托位增加。{FILL}"
    page = f"信息来源：深圳市应急管理局\n{text}"
    assert placed(text, page=page, title="全国托育工作推进会召开") is None


def test_the_signature_tells_the_place():
    text = f"各县（市、区）卫生健康局：\n{FILL}\n娄底市卫生健康委员会\n2024年10月8日"
    assert placed(text, title="关于做好防控工作的通知") == "娄底市"


def test_a_collection_is_of_no_place():
    text = "目录\n1.安徽省工作报告\n2.包头市工作报告\n3.保定市工作报告"
    assert placed(text, title="2024年工作报告汇编65篇") is None


def test_a_district_that_ranks_itself_in_its_city_is_no_city():
    text = f"青岚区卫生健康工作扎实。全区人均低于全市平均水平，位列全市第五，在全市率先改革。{FILL}"
    assert placed(text, title="青岚区2023年工作总结") == "青岚区"


def test_a_masked_district_that_names_its_city_once_is_still_its_own():
    text = f"全市共6家。《XX区关于加快发展的方案》印发，推动XX区发展。{FILL}"
    assert placed(text, title="工作总结汇编（5篇）") == "XX区"
