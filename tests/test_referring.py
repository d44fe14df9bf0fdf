"""What 它, 后者 and 第二个 mean."""

import pytest

from youju.retrieval.referring import item_of, person_in, resolved

LISTED = "主要有三项：1. 扩容；2. 下沉；3. 互认。"


@pytest.mark.parametrize(
    ("question", "answer", "meant"),
    [
        ("第二个是什么意思？", LISTED, "下沉是什么意思？"),
        ("上面说的第三项是什么", LISTED, "互认具体是什么？"),
        ("最后一个呢", LISTED, "互认具体是什么？"),
        ("第二个呢", "包括扩容、下沉和互认。", "下沉具体是什么？"),
        ("后者的投资是多少", "包括甲楼和乙楼。", "乙楼的投资是多少"),
        ("第九个呢", LISTED, ""),
        ("第一人民医院呢", LISTED, None),
    ],
)
def test_things_of_a_list(question: str, answer: str, meant: str | None) -> None:
    assert item_of(question, "有哪些做法？", answer) == meant


@pytest.mark.parametrize(
    ("question", "answer", "meant"),
    [
        ("它的床位有多少", "X市康宁医院转型最快。", "X市康宁医院的床位有多少"),
        ("该院有几名医生", "X市康宁医院转型最快。", "X市康宁医院有几名医生"),
        ("这项指标的目标呢", "达到4个。", "托位数的目标呢"),
        ("她是什么职务", "由副主任李红梅同志主持。", "李红梅是什么职务"),
        ("他们有多少人献血", "采血9吨。", "娄底市有多少人献血"),
        ("其他医院有几家", "2家。", "其他医院有几家"),
        ("其中党员有几名", "2家。", "其中党员有几名"),
        ("她是什么职务", "没有写明。", None),
    ],
)
def test_pronouns(question: str, answer: str, meant: str | None) -> None:
    assert resolved(question, "托位数", answer, "娄底市") == meant


def test_the_person_that_is_named() -> None:
    assert person_in("会议由区卫健委主任李红梅主持") == "李红梅"
    assert person_in("床位有900张") == ""
