"""F1 to F5 and F12: a text against a record of two cities' papers, read as all papers are."""

from collections.abc import Iterator

import pytest

from youju.changes import put_reading
from youju.drafting.rules.faults import Fault
from youju.drafting.rules.manuscript import Frame, Manuscript
from youju.drafting.rules.recorded import RecordEvidence
from youju.drafting.rules.review import review
from youju.drafting.rules.wordlists import load_wordlists
from youju.reading.ingest import Cut, read_document
from youju.store import Store, open_store

SPEECH = """---
title: 清河市2024年卫生健康工作会议讲话
place: 清河市
period: "2023-2024"
kind: 讲话
---
# 清河市2024年卫生健康工作会议讲话

同志们：

一、2023年工作回顾

（一）托育服务扩面提质

全市可供托位共5200个，每千人口托位达到3.2个。全市建成托育机构46家。新增普惠托位310个。

（二）重点项目加快建设

康复中心总投资2.6亿元，全年门诊量220.3万人次。中医院迁建项目总投资亿元，设置床位张。

二、2024年工作安排

（一）大力发展普惠托育

新增普惠托位600个，到2024年底每千人口托位力争达到3.8个。

（二）守牢妇幼健康底线

婴儿死亡率控制在4.5‰以下。
"""
OTHER = """---
title: 白河市2023年卫生健康工作总结
place: 白河市
period: "2023"
kind: 总结
---
# 白河市2023年卫生健康工作总结

一、托育服务

白河市建成托育机构90家，托位7000个。会议强调，要把小事当成大事来办，把群众的急难愁盼放在心上。
"""
PLAIN = """---
title: 清河市2023年院区建设情况
place: 清河市
period: "2023"
kind: 汇报
---
# 清河市2023年院区建设情况

新建项目进展顺利，总投资亿元，年内完工。
"""
WORDS = load_wordlists()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("record"))
    for name, text in (("讲话.md", SPEECH), ("总结.md", OTHER)):
        with opened.writing() as connection:
            read = read_document(text.encode(), name, Cut(min_chars=100, max_chars=400))
            put_reading(connection, read)
    yield opened
    opened.close()


def found(store: Store, text: str, rule: str, frame: Frame | None = None) -> list[Fault]:
    """The faults of a rule in a text of 清河市 for 2023, where nothing else is told."""
    frame = frame or Frame(place="清河市", year="2023")
    evidence = RecordEvidence(store)
    faults = review(Manuscript(text=text, words=WORDS, frame=frame, evidence=evidence))
    return [fault for fault in faults if fault.rule == rule]


def grave(faults: list[Fault]) -> list[Fault]:
    return [fault for fault in faults if fault.level != "info"]


# ---- F1 ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "全市托位数6000个。",
        "全市托位总数达到6000个。",
        "2023年，全市可供托位数量6000个。",
        "清河市托位总量6000个。",
        "2023年全市拥有托位6000个。",
        "全市托位0.62万个。",
        "全市托位超过6000个。",
        "全市托位近4000个。",
    ],
)
def test_another_number_of_the_same_thing_is_an_error_that_tells_the_right_one(
    store: Store, text: str
) -> None:
    (fault,) = found(store, text, "F1")
    assert fault.level == "error"
    assert "5200个" in fault.note
    assert "《清河市2024年卫生健康工作会议讲话》" in fault.note
    assert fault.source is not None
    assert "5200个" in fault.source.quote


@pytest.mark.parametrize(
    "text",
    [
        "全市托位数5200个。",
        "全市托位总量达到5200个。",
        "全市托位超过5000个。",
        "全市托位0.52万个。",
        "全市托位5200余个。",
        "全年门诊量220万人次。",
        "康复中心总投资26000万元。",
        "全市新增普惠托位310个。",
        "白河市托位数7000个。",
    ],
)
def test_the_same_number_rounded_or_hedged_is_right(store: Store, text: str) -> None:
    assert found(store, text, "F1") == []


@pytest.mark.parametrize(
    "text",
    [
        "2021年，全市托位数6000个。",  # another year
        "东山市托位数6000个。",  # another place
        "全市农村托位6000个。",  # another thing
        "力争2023年全市托位数达到6000个。",  # aimed at
        "全市养老床位6000张。",
    ],
)
def test_what_the_library_does_not_speak_of_is_information(store: Store, text: str) -> None:
    (fault,) = found(store, text, "F1")
    assert fault.level == "info"


def test_a_claim_may_be_rounder_than_its_source_but_not_finer(store: Store) -> None:
    (fault,) = found(store, "康复中心总投资2.65亿元。", "F1")
    assert fault.level == "error"
    assert found(store, "康复中心总投资约2.6亿元。", "F1") == []


def test_a_bound_is_another_where_its_number_is(store: Store) -> None:
    (fault,) = found(store, "2024年，力争婴儿死亡率控制在3.5‰以下。", "F1")
    assert fault.level == "error"
    assert "4.5‰以下" in fault.note
    assert found(store, "2024年，力争婴儿死亡率控制在4.5‰以下。", "F1") == []
    assert found(store, "2024年，力争婴儿死亡率控制在5‰以下。", "F1") == []


# ---- F2 and F3 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        ("F2", "全市托位7000个。", "白河市托位7000个。"),
        ("F2", "清河市建成托育机构90家。", "白河市建成托育机构90家，我市46家。"),
        ("F3", "2022年，全市建成托育机构46家。", "2023年，全市建成托育机构46家。"),
        ("F3", "2024年，每千人口托位达到3.2个。", "2023年，每千人口托位达到3.2个。"),
        ("F3", "2022年，婴儿死亡率控制在4.5‰以下。", "力争婴儿死亡率控制在4.5‰以下。"),
    ],
)
def test_a_number_is_of_its_place_and_year(store: Store, rule: str, bad: str, good: str) -> None:
    (fault,) = found(store, bad, rule)
    assert fault.level == "error"
    assert fault.source is not None
    assert found(store, good, rule) == []


def test_a_heading_tells_the_year_more_exactly_than_the_text(store: Store) -> None:
    plan = "一、2024年工作安排\n\n新增普惠托位600个。"
    assert found(store, plan, "F3") == []
    assert found(store, plan.replace("2024", "2022"), "F3")


def test_a_year_that_is_only_inferred_makes_no_error(store: Store) -> None:
    frame = Frame(place="清河市", year="2022")
    (sure,) = found(store, "全市建成托育机构46家。", "F3", frame)
    (unsure,) = found(store, "全市当年建成托育机构46家。", "F3", frame)
    assert (sure.level, unsure.level) == ("error", "warning")


# ---- F4 ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "婴儿死亡率已控制在4.5‰以下。",
        "婴儿死亡率稳定控制在4.5‰以下。",
        "每千人口托位已经达到3.8个。",
        "提前完成每千人口托位达到3.8个的目标。",
        "一、2023年工作回顾\n婴儿死亡率控制在4.5‰以下。",
        "一、工作回顾\n\n（一）妇幼健康\n\n2024年婴儿死亡率控制在4.5‰以下。",
        "一、过去一年的工作\n每千人口托位达到3.8个。",
        "过去一年工作\n婴儿死亡率控制在4.5‰以下。",
        "2024年工作总结\n\n妇幼工作扎实。婴儿死亡率控制在4.5‰以下。",
        "过去一年，我们真抓实干。每千人口托位达到3.8个。",
        "一、2024年工作安排\n略。\n二、2023年工作回顾\n新增普惠托位600个。",
    ],
)
def test_a_target_told_as_reached_is_an_error(store: Store, text: str) -> None:
    (fault,) = found(store, text, "F4")
    assert fault.level == "error"
    assert "是目标" in fault.note
    assert "《清河市2024年卫生健康工作会议讲话》" in fault.note
    assert any(number in fault.note for number in ("4.5‰", "3.8个", "600个"))


@pytest.mark.parametrize(
    "text",
    [
        "力争婴儿死亡率控制在4.5‰以下。",
        "2024年，婴儿死亡率控制在4.5‰以下。",  # told as the plan tells it
        "一、2024年工作安排\n婴儿死亡率控制在4.5‰以下。",
        "一、2023年工作回顾\n略。\n二、下一步打算\n每千人口托位达到3.8个。",
        "一、2023年工作回顾\n会议提出，到2024年每千人口托位达到3.8个。",
        "一、2023年工作回顾\n婴儿死亡率控制在4.5‰以下的目标尚未实现。",
        "一、2023年工作回顾\n每千人口托位尚未达到3.8个。",
        "已出台实施方案，力争每千人口托位达到3.8个。",
        "一、2023年工作回顾\n新增普惠托位310个。",  # reached indeed
        "2023年工作总结和2024年工作计划\n婴儿死亡率控制在4.5‰以下。",
    ],
)
def test_a_target_told_as_one_is_right(store: Store, text: str) -> None:
    assert found(store, text, "F4") == []


# ---- F5 ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("中医院迁建项目总投资12亿元。", "error"),
        ("市中医院迁建项目总投资12亿元。", "warning"),
        ("中医院总投资12亿元。", "warning"),
        ("中医院迁建稳步推进，总投资12亿元。", "warning"),
        ("中医院设置床位800张。", "warning"),
    ],
)
def test_a_blank_that_is_filled_in_is_told(store: Store, text: str, level: str) -> None:
    (fault,) = found(store, text, "F5")
    assert fault.level == level
    assert fault.instead.startswith("【待补：")
    assert "缺失" in fault.note
    assert "《清河市2024年卫生健康工作会议讲话》" in fault.note
    assert found(store, text, "F1") == []


@pytest.mark.parametrize(
    "text",
    [
        "白河市中医院迁建项目总投资12亿元。",  # another place
        "2019年，中医院迁建项目总投资12亿元。",  # another year
        "疾控中心大楼总投资8000万元。",  # another project
        "全市床位8000张。",
        "康复中心总投资2.6亿元。",  # not blank
        "中医院迁建项目总投资【待补：总投资，单位亿元】。",
    ],
)
def test_what_is_not_blank_is_let_be(store: Store, text: str) -> None:
    assert found(store, text, "F5") == []


def test_a_bare_blank_may_be_that_of_any_closer_name(store: Store) -> None:
    with store.writing() as connection:
        read = read_document(PLAIN.encode(), "汇报.md", Cut(min_chars=100, max_chars=400))
        put_reading(connection, read)
    assert [row.unit for row in store.gaps(read.document.doc_id)] == ["亿元"]
    (fault,) = found(store, "新院区总投资12亿元。", "F5")
    assert fault.level == "warning"
    assert fault.instead == "【待补：总投资，单位亿元】"
    assert "《清河市2023年院区建设情况》" in fault.note
    assert found(store, "白河市院区总投资12亿元。", "F5") == []
    assert found(store, "2019年，院区总投资12亿元。", "F5") == []


# ---- F12 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (
            "会议强调：“要把小事当作大事来办，把群众急难愁盼记在心上”。",
            "会议强调：“要把小事当成大事来办，把群众的急难愁盼放在心上”。",
        ),
        (
            "会议指出，“把群众的急难愁盼问题时刻放在心上”。",
            "会议指出，“把群众的急难愁盼放在心上”。",
        ),
    ],
)
def test_a_quotation_is_the_documents_very_words(store: Store, bad: str, good: str) -> None:
    (fault,) = found(store, bad, "F12")
    assert fault.level == "error"
    assert fault.source is not None
    assert "急难愁盼" in fault.source.quote
    assert found(store, good, "F12") == []
    assert found(store, "会议指出：“这句话在任何文献里都找不到相近的”。", "F12") == []


def test_the_papers_themselves_have_no_wrong_figure(store: Store) -> None:
    for facts in store.facts():
        frame = Frame(place=facts.place)
        text = store.document(facts.doc_id).text
        for rule in ("F1", "F2", "F3", "F4", "F5"):
            assert grave(found(store, text, rule, frame)) == []
