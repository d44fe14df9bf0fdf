"""Questions that lean on the conversation."""

import pytest

from youju.retrieval.followups import carried
from youju.retrieval.query import Holdings, analyse
from youju.retrieval.replacing import Spoken
from youju.types import Turn

SPOKEN = Spoken(
    base="娄底2022年新增床位多少张？",
    places=("娄底市",),
    known=("娄底市", "黄石市", "X市"),
    answer="娄底市第九医院新增最多。",
)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("为什么？", "娄底2022年新增床位的原因是什么？"),
        ("还有呢？", "娄底2022年新增床位还有哪些？"),
        ("展开说说", "娄底2022年新增床位多少张？"),
        ("同比增长多少？", "娄底2022年新增床位同比增长多少？"),
        ("其中重症的有几张？", "娄底2022年新增床位，其中重症的有几张？"),
        ("它的投资呢？", "娄底市第九医院的投资是多少？"),
        ("采血量是多少？", "娄底2022年采血量是多少？"),
        ("谁负责？", "娄底2022年新增床位谁负责？"),
        ("这是计划还是完成数？", "娄底2022年新增床位是计划还是完成数？"),
        ("和黄石比呢？", "娄底和黄石2022年新增床位多少张？"),
        ("你确定吗？", "娄底2022年新增床位多少张？"),
        ("2023年实际是多少？", "娄底2023年新增床位的实际是多少？"),
        ("全省平均是多少？", "娄底2022年新增床位全省平均是多少？"),
        ("比上年多多少？", "娄底2022年新增床位比上年多多少？"),
        ("2023年的也查一下", "娄底2023年新增床位多少张？"),
    ],
)
def test_follow_ups(question: str, text: str) -> None:
    found = carried(question, (), SPOKEN)
    assert (found.text, found.settled, found.borrowed) == (text, True, True)


@pytest.mark.parametrize(
    "courtesy",
    ["您好，麻烦查一下，{}谢谢！", "请问{}", "想了解一下：{}多谢。", "{}急用，谢谢"],
)
def test_politeness_around_a_follow_up_changes_nothing(courtesy: str) -> None:
    holdings = Holdings(places=("娄底市", "X市"))
    history = (Turn(role="user", content="娄底市2022年采血多少吨？"),)
    plain, polite = (
        analyse(question, history, holdings)
        for question in ("X市的呢？", courtesy.format("X市的呢？"))
    )
    assert (polite.places, polite.periods) == (plain.places, plain.periods) == (("X市",), ("2022",))


@pytest.mark.parametrize("question", ["谢谢", "全国有多少家三级医院？", "你好，在吗"])
def test_what_stands_alone_borrows_nothing(question: str) -> None:
    found = carried(question, (), SPOKEN)
    assert (found.text, found.borrowed) == (question, False)


def test_a_question_about_another_place_borrows_nothing() -> None:
    question = "X市2023年办托育的机构有多少家？"
    assert carried(question, ("X市",), SPOKEN).text == question


def test_what_no_rule_settles_is_told() -> None:
    assert not carried("她的职务呢？", (), SPOKEN).settled
    assert not carried("第三个呢？", (), SPOKEN).settled


def test_nothing_is_borrowed_from_nothing() -> None:
    assert carried("那明年呢？", (), Spoken(base="")).text == "那明年呢？"
