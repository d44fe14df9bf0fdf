"""The words of a question that evidence must hold."""

import pytest
from questions import asked

from youju.answering.core import core_of, without_asides
from youju.retrieval.lexical import content_terms


def test_place_and_year_are_no_words_of_the_core() -> None:
    core = core_of(asked("娄底市2022年新增医疗床位多少张", places=("娄底市",), periods=("2022",)))
    assert "娄底" not in core
    assert "2022" not in core
    assert "医疗床位" in core


def test_a_short_place_is_left_out_as_the_question_writes_it() -> None:
    core = core_of(asked("娄底新增医疗床位多少张", places=("娄底市",)))
    assert "娄底" not in core


@pytest.mark.parametrize(
    "question",
    [
        "全市注册护士一共有多少名，写稿急用",
        "全市注册护士一共有多少名？谢谢",
        "领导讲话要用，全市注册护士一共有多少名？",
    ],
)
def test_what_a_question_is_for_is_no_word_of_its_core(question: str) -> None:
    plain = content_terms("全市注册护士一共有多少？")
    assert set(content_terms(core_of(asked(question)))) == set(plain)


def test_a_topic_that_is_told_in_an_aside_stays() -> None:
    question = "我想写一段家庭医生签约服务覆盖老年人群的内容，有多少？"
    assert "家庭医生签约" in without_asides(question)


def test_an_aside_stays_where_nothing_else_is_left() -> None:
    question = "写稿要用托育机构，多少？"
    assert "托育机构" in core_of(asked(question))


def test_a_follow_up_is_read_with_what_it_borrows() -> None:
    core = core_of(asked("护士呢？", standalone="全市注册护士有多少名？"))
    assert "注册护士" in core
