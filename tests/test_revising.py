"""Of a model's words only what sources bear out is kept; the rest is told as dropped."""

import pytest
from judged import PLAIN, figures, judgement, saying, stating
from questions import asked, counted
from sourced import source

from youju.answering.evidence import Judgement
from youju.answering.revising import Kept, arithmetic_checks, revise

BEDS = counted("云溪市2023年医疗床位有多少张？", places=("云溪市",), periods=("2023",))
CARE = asked("云溪市的托育服务怎么样？", places=("云溪市",))
TEXT = "2023年，云溪市医疗床位达到2.4万张。2023年，云溪市采集血液11.8吨，医院用血有保障。"
BED, BLOOD = figures(TEXT)
SURE = judgement(stating(BEDS, BED))
OPEN = judgement(
    saying(
        CARE,
        source("云溪市开展托育服务的机构有100家，托育服务的收费更加规范。", place="云溪市"),
        source("社区里办起了托育服务点，家长接送孩子更加方便。", place="云溪市"),
    )
)


def shown(text: str, found: Judgement = SURE) -> list[str]:
    return [one.text for one in revise(text, found, PLAIN) if not one.is_dropped]


def dropped(text: str, found: Judgement = SURE) -> list[Kept]:
    return [one for one in revise(text, found, PLAIN) if one.is_dropped]


def test_a_sentence_that_is_borne_out_stays_with_its_source_and_checks() -> None:
    (only,) = revise("云溪市2023年医疗床位达到2.4万张。", SURE, PLAIN)
    assert not only.is_dropped
    assert only.text == "云溪市2023年医疗床位达到2.4万张。"
    assert only.cited == (BED.source,)
    assert [(c.rule, c.verdict) for c in only.checks] == [("figure", "pass")]


@pytest.mark.parametrize(
    "text",
    ["云溪市2023年医疗床位达到2.4万张[3]。", "1. 云溪市2023年医疗床位达到**2.4万张**【1】。"],
)
def test_a_models_markers_and_signs_are_left_out(text: str) -> None:
    assert shown(text) == ["云溪市2023年医疗床位达到2.4万张。"]


@pytest.mark.parametrize(
    "text",
    [
        "云溪市2023年医疗床位达到2.6万张。",
        "云溪市2023年医疗床位达到2.4亿张。",
        "云溪市2023年医疗床位达到2.4万人。",
        "白河市2023年医疗床位达到2.4万张。",
        "云溪市2021年医疗床位达到2.4万张。",
        "火星上也有很多幼儿园。",
    ],
)
def test_a_sentence_that_nothing_bears_out_is_dropped_and_told(text: str) -> None:
    assert shown(text) == []
    (one,) = dropped(text)
    assert one.cited == ()
    assert one.checks
    assert all(check.verdict == "warn" for check in one.checks)  # no fault of what is shown
    assert all(check.note.endswith("，这句话已删去。") for check in one.checks)


def test_a_wrong_sentence_takes_no_right_one_along() -> None:
    text = "云溪市2023年医疗床位达到2.4万张。云溪市2023年有救护车45辆。"
    assert shown(text) == ["云溪市2023年医疗床位达到2.4万张。"]
    assert [one.text for one in dropped(text)] == ["云溪市2023年有救护车45辆。"]


def test_a_clause_that_nothing_bears_out_is_cut() -> None:
    text = "云溪市开展托育服务的机构有100家，群众满意程度很高。"
    assert shown(text, OPEN) == ["云溪市开展托育服务的机构有100家。"]


def test_a_wrong_figure_is_not_cut_to_save_the_rest() -> None:
    text = "云溪市开展托育服务的机构有100家，托育服务点有45个。"
    assert shown(text, OPEN) == []


def test_the_same_figure_is_told_once() -> None:
    text = "云溪市2023年医疗床位达到2.4万张。综上，云溪市2023年医疗床位为2.4万张。"
    assert shown(text) == ["云溪市2023年医疗床位达到2.4万张。"]
    assert dropped(text) == []


def test_what_is_not_asked_for_is_left_out_where_the_ledger_answers() -> None:
    found = judgement(stating(BEDS, BED), saying(CARE, BLOOD.source))
    sure = Judgement(findings=found.findings[:1], sources=found.sources, lexical_only=True)
    text = "云溪市2023年医疗床位达到2.4万张。云溪市2023年采集血液11.8吨。"
    assert shown(text, sure) == ["云溪市2023年医疗床位达到2.4万张。"]
    assert len(shown(text, found)) == 2


def test_a_last_sentence_that_is_cut_off_is_left_out() -> None:
    text = "云溪市开展托育服务的机构有100家。社区里办起了托育服务点"
    assert shown(text, OPEN) == ["云溪市开展托育服务的机构有100家。"]
    assert len(shown(f"{text}。", OPEN)) == 2
    assert shown("云溪市2023年医疗床位达到2.4万张") == ["云溪市2023年医疗床位达到2.4万张"]


@pytest.mark.parametrize("idle", ["具体如下：", "是的。"])
def test_a_sentence_that_tells_nothing_is_left_out(idle: str) -> None:
    (only,) = revise(f"{idle}\n云溪市开展托育服务的机构有100家。", OPEN, PLAIN)
    assert only.cited


@pytest.mark.parametrize("text", ["", " \n "])
def test_nothing_is_kept_of_nothing(text: str) -> None:
    assert shown(text) == []


def test_parts_that_do_not_add_up_are_told() -> None:
    sentence = "开展托育服务的机构有100家，其中公办13家、民办83家。"
    (check,) = arithmetic_checks(sentence, 4)
    assert (check.rule, check.verdict, check.text, check.citation) == (
        "arithmetic",
        "warn",
        sentence,
        4,
    )
    assert "96家" in check.note
    assert arithmetic_checks("机构有96家，其中公办13家、民办83家。", None) == ()


def test_a_kept_sentence_has_its_arithmetic_checked() -> None:
    told = "云溪市开展托育服务的机构有100家，其中公办13家、民办83家。"
    found = judgement(saying(CARE, source(told, place="云溪市")))
    (only,) = revise(told, found, PLAIN)
    assert "arithmetic" in [check.rule for check in only.checks]
