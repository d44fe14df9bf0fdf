"""Plan, result, money put in: told by the clause, by what opens a plan, by the heading."""

import pytest
from builders import facts

from youju.reading.figures.kinds import document_plans, is_plan, kind_of, opens_plan
from youju.reading.figures.quantities import find_quantities


def kind(sentence: str, planned: bool | None = None) -> str:
    return kind_of(sentence, find_quantities(sentence)[-1], planned=planned)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("力争床位达到300张。", "target"),
        ("到2025年底，床位达到300张。", "target"),
        ("2024年底前建成5家。", "target"),
        ("到“十四五”末，覆盖率达到95%。", "target"),
        ("要建成5家。", "target"),
        ("拟新建5家。", "target"),
        ("将新增床位30张。", "target"),
        ("覆盖率不低于95%。", "target"),
        ("截至2023年底，共有5家。", "actual"),
        ("2023年末，全市共有5家。", "actual"),
        ("力争早日建成，目前已完成3家。", "actual"),
        ("连续3年控制在4%以内。", "actual"),
        ("主要建成5家。", "actual"),
        ("累计投入资金300万元。", "input"),
        ("项目总投资2亿元。", "input"),
        ("选派医师30名。", "input"),
        ("罚款3万元。", "actual"),
        ("财政卫生健康支出6亿元。", "input"),
        ("体检率比省定目标高出3个百分点。", "actual"),
        ("2025年将再建3个中心。", "target"),
        ("支付限额将由3000元提高到4000元。", "target"),
        ("要将签约率由60%", "actual"),
        ("在去年建成12个的基础上，再建15个。", "actual"),
        ("2017年预计生产总值增长8%。", "actual"),
        ("预计明年建成5家。", "target"),
        ("恳请增加编制60个。", "target"),
        ("就诊率距90%的目标还有差距。", "target"),
        ("投资占年度计划的56.4%。", "actual"),
        ("也要看到，床位只有5.6张。", "actual"),
        ("最远的一户要走7公里。", "actual"),
        ("上半年已到位8600万元。", "input"),
        ("全市建成救治中心37个，反应时间控制在11分钟以内。", "actual"),
        ("为患者减轻负担300万元。", "actual"),
        ("下发《三年提升5家医院方案》。", "actual"),
        ("庆祝建院60周年。", "actual"),
    ],
)
def test_a_clause_tells(sentence, expected):
    assert kind(sentence) == expected


def test_a_plan_makes_bare_statements_targets_and_a_review_makes_bounds_results():
    assert kind("新增床位30张。", planned=True) == "target"
    assert kind("目前已建成5家。", planned=True) == "actual"
    assert kind("婴儿死亡率控制在3‰以下。", planned=False) == "actual"
    assert kind("婴儿死亡率控制在3‰以下。") == "target"


@pytest.mark.parametrize(
    ("headings", "plan"),
    [
        (("二、2024年工作安排", "（一）完成改革任务"), True),
        (("一、2023年工作回顾", "（一）聚焦改革"), False),
        (("三、对策建议",), True),
        (("一、充分肯定成绩",), False),
        (("一是就诊率距90%的目标还有差距",), None),
        (("三要打好组合拳，取得新突破",), True),
        (("着力完成三项任务",), None),
        (("领导讲话",), None),
        ((), None),
    ],
)
def test_the_outermost_heading_that_tells_decides(headings, plan):
    assert is_plan(headings) is plan


def test_a_name_that_stands_already_is_aimed_at_only_by_its_own_clause():
    (quantity,) = find_quantities("深入实施三年行动。")
    assert kind_of("深入实施三年行动。", quantity, planned=True, is_name=True) == "actual"
    (quantity,) = find_quantities("打造三个中心。")
    assert kind_of("打造三个中心。", quantity, planned=True, is_name=True) == "target"


def test_a_sentence_may_open_a_plan():
    text = "过去一年成绩很大。2025年要重点抓好三件事。"
    start, end = opens_plan(text, 0, len(text)) or (0, 0)
    assert text[start:end] == "2025年要重点"
    assert opens_plan("2025年召开了会议。", 0, 12) is None


def test_a_notice_or_a_text_that_looks_ahead_plans_as_a_whole():
    assert document_plans(facts(kind="通知"), "关于开展检查的事项。")
    assert document_plans(facts(kind="规划"), "全市医疗卫生服务体系。")
    assert not document_plans(facts(kind="通知", title="关于印发工作总结的通知"), "各县区：")
    news = "全市卫生院改造一新，群众满意。" * 3 + "下一步，我们将继续努力。"
    assert not document_plans(facts(kind="通讯"), news)
    assert document_plans(facts(kind="署名文章"), "我市将围绕健康目标，做好工作。")
    assert not document_plans(facts(kind="通讯"), "我市近年来成绩明显。")
