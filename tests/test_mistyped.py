"""Names of places that are one character wrong."""

import pytest

from youju.retrieval.mistyped import mistyped_places

KNOWN = ("娄底市", "黄石市", "盐城市大丰区", "X市")


@pytest.mark.parametrize(
    ("question", "pairs"),
    [
        ("娄抵2022年新增床位多少张", [("娄抵", "娄底")]),
        ("请问黄实的看病圈是多少分钟", [("黄实", "黄石")]),
        ("大封2024年要装多少台AED", [("大封", "大丰")]),
        ("大风区2022年罚了多少款", [("大风区", "大丰区")]),
        ("麻烦查一下，楼底市有几家医院", [("楼底市", "娄底市")]),
        ("底娄的床位", [("底娄", "娄底")]),
    ],
)
def test_the_place_that_may_be_meant(question: str, pairs: list[tuple[str, str]]) -> None:
    assert list(mistyped_places(question, KNOWN)) == pairs


def test_a_place_of_the_map_is_told_where_no_other_is_as_near() -> None:
    assert mistyped_places("秭规县有几家卫生院", KNOWN) == (("秭规县", "秭归县"),)


ORDINARY = """
娄底2022年新增床位多少张|黄石市有几家三级医院|大丰区今年的目标|X市托位数是多少|大病保险报销比例是多少|大病区改造花了多少钱
年底市里要建成几家医院|到底市级医院有多少家|大社区卫生服务中心有几个|各大区的床位|大校区建设进度|加大对基层的投入了吗|最大的医院在哪
扩大区域医疗中心覆盖面|大城区急救站建设|大片区联动怎么做|大型医院巡查查了几家|全市区县级医院情况|黄金时间救治率|黄热病疫苗接种多少
石市长讲了什么|宝石市场监管所|底数清不清|年底前完成多少|月底市委开会说了什么|到底区里怎么安排|楼底停车位多少个|海底捞针的说法
丰富群众文化生活|大丰收的说法出自哪里|大方脉是什么|大众健康知识知晓率|大额医疗费用补助|大学生村医有多少名|大气污染防治的措施
家庭医生签约率达到多少|重点人群有哪些|老年人体检人数|慢病规范管理率|基本公卫补助标准|医共体建了几个|胸痛中心有几家|远程会诊开展多少例
健康素养水平是多少|无偿献血人次|采血量多少吨|孕产妇死亡率|婴儿死亡率控制目标|中医馆覆盖率|药品降价幅度|耗材集采节约多少钱|党支部有多少个
人才引进多少名|安家费标准|口罩储备多少只|疫苗接种剂次|卫生监督检查户次|罚款金额多少|信息化投入多少|互联互通评到几级|病历质量怎么样
谁主持会议|什么是三医联动|有哪些措施|为什么增长这么快|那明年呢|第二个呢|你好|今天天气怎么样|帮我写一段开场白|公积金怎么提取
"""


@pytest.mark.parametrize("question", ORDINARY.replace("\n", "|").strip("|").split("|"))
def test_ordinary_questions_suggest_nothing(question: str) -> None:
    assert mistyped_places(question, (*KNOWN, "长沙市", "武汉市", "大庆市", "重庆市")) == ()
