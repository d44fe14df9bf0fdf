"""A question that asks several things, cut into what each asks."""

import pytest

from youju.retrieval.parts import parts_of

PLACES = ("娄底市", "黄石市", "盐城市大丰区", "X市")


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "娄底2022年新增多少张床位，增长多少？",
            ["娄底2022年新增多少张床位？", "娄底2022年新增床位增长多少？"],
        ),
        (
            "黄石有多少家村卫生室？配了多少名村医？",
            ["黄石有多少家村卫生室？", "黄石村卫生室配了多少名村医？"],
        ),
        (
            "X市急救工作：建了几个站、配了几台车？",
            ["X市急救工作：建了几个站？", "X市急救工作：配了几台车？"],
        ),
        (
            "大丰要备多少万只口罩、多少套防护服",
            ["大丰要备多少万只口罩？", "大丰要备多少套防护服？"],
        ),
        (
            "X市康宁医院改造工程什么时候开工，总投资多少？",
            ["X市康宁医院改造工程什么时候开工？", "X市康宁医院改造工程总投资多少？"],
        ),
        (
            "黄石2023年体检多少人，又有多少人签约？",
            ["黄石2023年体检多少人？", "黄石2023年有多少人签约？"],
        ),
        (
            "黄石新增了多少个国家级专科？省级的又有多少？",
            ["黄石新增了多少个国家级专科？", "黄石省级的专科有多少？"],
        ),
    ],
)
def test_several_asks(question: str, parts: list[str]) -> None:
    assert list(parts_of(question, PLACES, ("X市康宁医院",))) == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("娄底、黄石两地的床位数分别是多少？", ["娄底床位数是多少？", "黄石床位数是多少？"]),
        ("黄石床位比娄底多多少？", ["黄石床位是多少？", "娄底床位是多少？"]),
        ("大丰2022—2023年床位各是多少", ["大丰2022年床位是多少？", "大丰2023年床位是多少？"]),
        ("2024年X市床位比2023年增长多少？", ["2024年X市床位是多少？", "2023年X市床位是多少？"]),
    ],
)
def test_places_and_years_one_each(question: str, parts: list[str]) -> None:
    assert list(parts_of(question, PLACES)) == parts


@pytest.mark.parametrize(
    "question",
    [
        "X市卫生和健康事业总投资是多少？",
        "《医疗和健康条例》有多少条？",
        "“强基和固本”行动建了几家卫生室？",
        "娄底有多少张床位？写稿急用，谢谢",
        "黄石的会是谁主持的，什么职务？",
        "X市打算新增的省、市、县三级专科一共几个？",
        "你好",
        "？",
    ],
)
def test_one_ask_stays_whole(question: str) -> None:
    assert parts_of(question, PLACES) == (question,)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "和X市比，黄石的急救车少多少台？",
            ["黄石的急救车是多少台？", "X市的急救车是多少台？"],
        ),
        (
            "X市“银龄”行动走访了几户，送药多少次？",
            ["X市“银龄”行动走访了几户？", "X市“银龄”行动送药多少次？"],
        ),
        (
            "黄石2023年的任务完成了没有，完成了百分之多少？",
            ["黄石2023年的任务完成了没有？", "黄石2023年的任务完成了百分之多少？"],
        ),
        ("X市床位总数和护士总人数", ["X市床位总数？", "X市护士总人数？"]),
    ],
)
def test_what_is_left_unsaid_is_said(question: str, parts: list[str]) -> None:
    assert list(parts_of(question, PLACES)) == parts


def test_one_year_or_the_other_is_one_question() -> None:
    question = "黄石的目标是2023年底还是2024年底完成？"
    assert parts_of(question, PLACES) == (question,)


def test_there_are_at_most_six() -> None:
    row = "、".join(f"第{n}项指标" for n in "一二三四五六七八")
    assert len(parts_of(f"X市{row}各是多少？", PLACES)) == 6
