"""What kind of thing a question expects, and which sentences can hold it at all."""

import pytest

from youju.answering.expecting import expected


def can_answer(question: str, text: str) -> bool:
    test = expected(question)
    assert test is not None, question
    return test(text)


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("市中心医院是几级医院？", "市中心医院为三级甲等医院。", "市中心医院开放床位800张。"),
        ("市中心医院是什么等级？", "市中心医院通过三甲评审。", "市中心医院通过评审。"),
        ("绩效考核是哪个档次？", "绩效考核进入A档。", "绩效考核取得进步。"),
        ("新院区何时启用？", "新院区2023年启用。", "新院区已经启用。"),
        ("新院区哪一年启用？", "新院区去年启用。", "新院区用时三天完成搬迁。"),
        ("会议是几月召开的？", "会议于5月召开。", "会议在市政府召开。"),
        ("满意度排名第几？", "满意度居全省第三。", "满意度达到92%。"),
        ("满意度的位次如何？", "满意度名列前茅。", "满意度持续提高。"),
        ("院长叫什么名字？", "院长王建国出席。", "院长出席会议。"),
        ("主任是谁？", "主任李明到会。", "主任到会。"),
        ("会议由谁主持？", "会议由王建国主持。", "会议按期举行。"),
        ("培训由谁承办？", "培训由娄底市人民医院承办。", "培训分期举办。"),
    ],
)
def test_only_a_sentence_that_holds_such_a_thing_can_answer(
    question: str, holds: str, lacks: str
) -> None:
    assert can_answer(question, holds)
    assert not can_answer(question, lacks)


def test_an_actor_may_be_a_body_but_a_name_is_a_persons() -> None:
    text = "会议由娄底市人民医院承办。"
    assert can_answer("会议由谁承办？", text)
    assert not can_answer("会议主持人叫什么名字？", text)


@pytest.mark.parametrize(
    "question",
    [
        "新增床位多少张？",
        "会议提出了几点要求？",
        "讲话有几点建议？",
        "帮扶项目叫什么？",
        "行动方案叫什么名字？",
        "托育工作情况怎么样？",
    ],
)
def test_of_other_questions_nothing_is_expected(question: str) -> None:
    assert expected(question) is None
