"""An answer put together from what was found and what a model wrote."""

from dataclasses import replace

import pytest
from judged import JUDGE, blank, figures, fitted, judgement, saying, silent, stating
from questions import asked, counted
from sourced import source

from youju.answering import prompts
from youju.answering.composing import Clock, Composer
from youju.answering.evidence import Finding, Judgement
from youju.types import Answer, Query

BEDS_ASKED = counted("云溪市2023年医疗床位有多少张？", places=("云溪市",), periods=("2023",))
BLOOD_ASKED = counted("云溪市采集血液多少吨？", places=("云溪市",))
CARE_ASKED = asked("云溪市的托育服务怎么样？", places=("云溪市",))
PLAN_ASKED = counted("云溪市每千人口托位数达到了多少个？", places=("云溪市",), kind="actual")
(BEDS,) = figures("2023年，云溪市医疗床位达到2.4万张。")
(BLOOD,) = figures("2023年，云溪市采集血液11.8吨。", doc_id="d2")
(PLAN,) = figures("到2024年底，云溪市每千人口托位数力争达到4.3个。", doc_id="d3", period="2024")
CARE = source("云溪市社区里办起了托育服务点，接送孩子更加方便。", doc_id="d4", place="云溪市")
GONE = source("云溪市新院区总投资〔数字缺失〕亿元。", doc_id="d5", place="云溪市")


def composer(query: Query = BEDS_ASKED) -> Composer:
    return Composer(query, (BEDS.source.passage,), Clock(), "0123abcd")


def quoted(*findings: Finding, query: Query = BEDS_ASKED) -> Answer:
    return composer(query).quoted(judgement(*findings), "说明。")


def generated(text: str, *findings: Finding, query: Query = BEDS_ASKED) -> Answer:
    return composer(query).generated(text, judgement(*findings), JUDGE)


def texts(answer: Answer) -> list[str]:
    return [sentence.text for sentence in answer.sentences]


# ---- quoted --------------------------------------------------------------------------------------


def test_quotes_are_the_sources_own_words_with_their_checks() -> None:
    answer = quoted(stating(BEDS_ASKED, BEDS))
    assert texts(answer) == [BEDS.source.text]
    assert answer.text == f"{BEDS.source.text}[1]"
    assert [c.quote for c in answer.citations] == [BEDS.source.text]
    assert [(c.rule, c.verdict, c.citation) for c in answer.checks] == [("figure", "pass", 1)]
    assert (answer.mode, answer.refused, answer.notice) == ("quoted", False, "说明。")


def test_an_answer_carries_what_it_rests_on() -> None:
    answer = quoted(stating(BEDS_ASKED, BEDS))
    assert (answer.question, answer.query) == (BEDS_ASKED.text, BEDS_ASKED)
    assert answer.passages == (BEDS.source.passage,)
    assert answer.fingerprint == "0123abcd"
    assert answer.timings.first_token_ms is None


def test_a_sentence_that_answers_two_parts_is_quoted_once() -> None:
    answer = quoted(stating(BEDS_ASKED, BEDS), saying(CARE_ASKED, BEDS.source))
    assert texts(answer) == [BEDS.source.text]


def test_parts_are_told_in_the_order_in_which_they_are_asked() -> None:
    gone = blank(counted("云溪市新院区总投资是多少？"), GONE, "总投资", "亿元")
    answer = quoted(silent(BLOOD_ASKED), stating(BEDS_ASKED, BEDS), gone)
    assert texts(answer) == [
        "“云溪市采集血液多少吨”：知识库的文献没有写明。",
        BEDS.source.text,
        "“云溪市新院区总投资是多少”：原文此处数字缺失。",
    ]
    assert [sentence.citations for sentence in answer.sentences] == [(), (1,), (2,)]


def test_a_target_is_said_to_be_one_where_a_result_is_asked_for() -> None:
    answer = quoted(stating(PLAN_ASKED, PLAN), query=PLAN_ASKED)
    assert texts(answer) == [PLAN.source.text, prompts.ONLY_TARGET]
    assert "kind" in [check.rule for check in answer.checks]


def test_a_result_is_said_to_be_one_where_a_target_is_asked_for() -> None:
    wanted = replace(BEDS_ASKED, kind="target")
    assert texts(quoted(stating(wanted, BEDS)))[-1] == prompts.ONLY_ACTUAL


@pytest.mark.parametrize("kind", [None, "target"])
def test_nothing_is_said_of_a_target_where_no_result_is_asked_for(kind: str | None) -> None:
    wanted = counted("云溪市每千人口托位数是多少个？", kind=kind)
    assert texts(quoted(stating(wanted, PLAN))) == [PLAN.source.text]


def test_a_yes_that_is_only_planned_is_said_to_be_planned() -> None:
    wanted = asked("云溪市托位数达标了吗？", form="yesno", kind="actual")
    planned = replace(saying(wanted, PLAN.source), kinds=frozenset({"target"}))
    assert texts(quoted(planned))[-1] == prompts.ONLY_TARGET


def test_a_masked_source_is_said_to_be_one() -> None:
    (masked,) = figures("X市医疗床位达到2.4万张。", place="X市", trust="masked", title="范文")
    checks = quoted(stating(counted("X市医疗床位有多少张？"), masked)).checks
    assert [(c.verdict, c.text) for c in checks if c.rule == "trust"] == [("warn", "《范文》")]


def test_a_quote_whose_parts_do_not_add_up_is_told_as_a_check() -> None:
    told = source("云溪市的机构有100家，其中公办13家、民办83家。", place="云溪市")
    checks = quoted(saying(CARE_ASKED, told)).checks
    assert [(c.verdict, c.citation) for c in checks if c.rule == "arithmetic"] == [("warn", 1)]


def test_what_follows_stands_behind_what_is_quoted() -> None:
    (before,) = figures("2022年，云溪市医疗床位达到2万张。", doc_id="d6", period="2022")
    query = replace(BEDS_ASKED, derivation="growth", form="comparison", periods=("2023", "2022"))
    answer = quoted(stating(BEDS_ASKED, BEDS), stating(BEDS_ASKED, before), query=query)
    assert "增长20%" in texts(answer)[-1]
    assert answer.sentences[-1].citations == (1, 2)
    assert answer.table is not None
    assert len(answer.citations) == 2


# ---- generated -----------------------------------------------------------------------------------


def test_a_models_sentence_stands_with_our_citation() -> None:
    answer = generated("云溪市2023年医疗床位达到2.4万张[8]。", stating(BEDS_ASKED, BEDS))
    assert answer.text == "云溪市2023年医疗床位达到2.4万张。[1]"
    assert [c.quote for c in answer.citations] == [BEDS.source.text]
    assert (answer.mode, answer.notice) == ("generated", "")
    assert [(c.verdict, c.citation) for c in answer.checks] == [("pass", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "云溪市2023年医疗床位达到2.6万张。",
        "白河市2023年医疗床位达到2.4万张。",
        prompts.REFUSAL,
        "云溪市2023年医疗床位达到2.4万张。" + prompts.REFUSAL,
        "云溪市2023年医疗床位〔数字缺失〕张。",
        "好的。",
        "",
    ],
)
def test_words_that_fail_leave_the_quotes_and_say_so(text: str) -> None:
    answer = generated(text, stating(BEDS_ASKED, BEDS))
    assert texts(answer) == [BEDS.source.text]
    assert (answer.mode, answer.refused) == ("quoted", False)
    assert answer.notice == prompts.QUOTED_CHECK_FAILED


def test_a_part_that_the_words_leave_out_is_quoted_behind_them() -> None:
    answer = generated(
        "云溪市2023年医疗床位达到2.4万张。",
        stating(BEDS_ASKED, BEDS),
        stating(BLOOD_ASKED, BLOOD),
    )
    assert texts(answer) == ["云溪市2023年医疗床位达到2.4万张。", BLOOD.source.text]
    assert answer.mode == "generated"


def test_a_part_that_is_not_stated_is_told_behind_the_words() -> None:
    answer = generated(
        "云溪市2023年医疗床位达到2.4万张。", stating(BEDS_ASKED, BEDS), silent(BLOOD_ASKED)
    )
    assert texts(answer)[-1] == "“云溪市采集血液多少吨”：知识库的文献没有写明。"


def test_a_figure_of_a_part_that_is_not_stated_is_no_answer_to_it() -> None:
    text = "云溪市2023年医疗床位达到2.4万张。云溪市采集血液2.4吨。"
    answer = generated(text, stating(BEDS_ASKED, BEDS), silent(BLOOD_ASKED))
    assert "2.4吨" not in answer.text
    assert "没有写明" in answer.text


def test_another_figure_of_the_sentence_does_not_tell_what_is_asked() -> None:
    beds, staff = figures("云溪市医疗床位达到2.4万张，卫生技术人员达到8000人。")
    finding = replace(stating(BEDS_ASKED, staff, beds), figures=(fitted(beds),))
    answer = generated("云溪市卫生技术人员达到8000人。", finding)
    assert answer.mode == "quoted"
    assert "2.4万张" in answer.text


def test_a_dropped_sentence_is_told_as_a_check_that_fails_nothing() -> None:
    text = "云溪市2023年医疗床位达到2.4万张。云溪市有救护车45辆。"
    answer = generated(text, stating(BEDS_ASKED, BEDS))
    assert "45" not in answer.text
    assert any("已删去" in check.note for check in answer.checks)
    assert all(check.verdict != "fail" for check in answer.checks)


def test_a_target_is_said_to_be_one_behind_a_models_words_too() -> None:
    text = "到2024年底，云溪市每千人口托位数力争达到4.3个。"
    answer = generated(text, stating(PLAN_ASKED, PLAN), query=PLAN_ASKED)
    assert texts(answer) == [text, prompts.ONLY_TARGET]


def test_every_item_of_a_list_is_told() -> None:
    wanted = asked("云溪市办了哪些事？", form="list")
    other = source("云溪市的孕妇学校开办了夜间课堂。", doc_id="d7", place="云溪市")
    answer = generated(CARE.text, saying(wanted, CARE, other), query=wanted)
    assert CARE.text in answer.text
    assert other.text in answer.text


def test_words_that_fail_about_a_doubtful_quote_are_a_refusal() -> None:
    doubtful = saying(CARE_ASKED, CARE)
    weak = replace(doubtful, quotes=(replace(doubtful.quotes[0], relevance=0.4),))
    found = replace(judgement(weak), lexical_only=False)
    answer = composer(CARE_ASKED).generated("火星上也有托育服务点。", found, JUDGE)
    assert answer.refused
    assert texts(answer)[0] == prompts.REFUSAL
    sure = composer(CARE_ASKED).generated("火星上也有托育服务点。", judgement(doubtful), JUDGE)
    assert texts(sure) == [CARE.text]


# ---- refused and asked back ----------------------------------------------------------------------


def test_a_refusal_cites_only_what_it_points_to() -> None:
    found = Judgement(findings=(silent(BLOOD_ASKED, CARE),), sources=(CARE,), lexical_only=False)
    answer = composer(BLOOD_ASKED).refused(found, fitted(BEDS))
    assert (answer.refused, answer.mode, answer.notice) == (True, "quoted", "")
    assert [c.quote for c in answer.citations] == [BEDS.source.text]
    assert "2.4" not in answer.text
    assert answer.checks == ()
    assert answer.table is None


def test_a_refusal_without_vectors_says_so() -> None:
    answer = composer(BLOOD_ASKED).refused(judgement(silent(BLOOD_ASKED)), None)
    assert answer.notice == prompts.LEXICAL_ONLY


def test_a_question_that_is_not_clear_is_asked_back() -> None:
    query = replace(BEDS_ASKED, unclear="“我市”指哪个市？")
    answer = composer(query).asked_back()
    assert (answer.text, answer.refused, answer.citations) == ("“我市”指哪个市？", True, ())


def test_the_first_word_is_timed_from_the_question() -> None:
    one = composer()
    one.clock.evidence, one.clock.first_word = 5, 9
    timings = one.quoted(judgement(stating(BEDS_ASKED, BEDS)), "").timings
    assert (timings.evidence_ms, timings.first_token_ms) == (5, 9)
    assert timings.total_ms >= 0
