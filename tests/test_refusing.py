"""Refusals say why, point to the nearest thing, and never give its value."""

from judged import blank, figures, fitted, judgement, silent, stating
from questions import counted
from sourced import source

from youju.answering import prompts
from youju.answering.citing import Citations
from youju.answering.refusing import partial_refusal, refusal

ASKED = counted("云溪市2023年医疗床位有多少张？", places=("云溪市",), periods=("2023",))
AMBULANCES = counted("云溪市救护车有多少辆？", places=("云溪市",))
SPEECH = {"title": "云溪市讲话", "place": "云溪市", "period": "2023"}
BLANK = source("新院区总投资〔数字缺失〕亿元。", (), doc_id="d2", **SPEECH)
NEAR = source("医疗床位的布局更加合理。", (), **SPEECH)
(BEDS,) = figures("云溪市医疗床位达到2.4万张。")


def test_without_anything_near_it_is_one_sentence_without_a_source() -> None:
    citations = Citations()
    (only,) = refusal(judgement(silent(ASKED)), None, citations)
    assert (only.text, only.citations) == (prompts.REFUSAL, ())
    assert citations.all() == ()


def test_the_nearest_document_is_named_with_place_and_year() -> None:
    citations = Citations()
    first, second = refusal(judgement(silent(ASKED, NEAR)), None, citations)
    assert first.text == prompts.REFUSAL
    assert "《云溪市讲话》（云溪市，2023年）" in second.text
    assert second.citations == (1,)
    assert [c.quote for c in citations.all()] == [NEAR.text]


def test_a_document_of_no_place_and_year_is_told_by_its_kind() -> None:
    near = source("医疗床位的布局更加合理。", title="某文", place=None, period=None, kind="讲话")
    _, second = refusal(judgement(silent(ASKED, near)), None, Citations())
    assert "《某文》（讲话）" in second.text


def test_another_places_figure_is_named_but_not_given() -> None:
    citations = Citations()
    told = refusal(judgement(silent(ASKED, NEAR)), fitted(BEDS), citations)
    assert [s.text for s in told] == [
        prompts.REFUSAL,
        "只有云溪市2023年的数据（医疗床位），见《云溪市工作报告》。",
    ]
    assert "2.4" not in told[1].text
    assert [c.quote for c in citations.all()] == [BEDS.source.text]  # and not the nearest words


def test_a_figure_without_place_is_told_of_its_document_or_of_elsewhere() -> None:
    (nobodys,) = figures("医疗床位达到2.4万张。", place=None, period=None)
    _, second = refusal(judgement(silent(ASKED)), fitted(nobodys), Citations())
    assert second.text.startswith("只有别处的数据（医疗床位）")


def test_a_blank_is_told_with_what_is_missing_its_unit_and_where() -> None:
    citations = Citations()
    finding = blank(ASKED, BLANK, "新院区总投资", "亿元")
    first, second = refusal(judgement(finding), None, citations)
    assert first.text == prompts.GAP
    assert second.text == "缺的是“新院区总投资，单位亿元”，见《云溪市讲话》（云溪市，2023年）。"
    assert second.citations == (1,)
    assert [c.quote for c in citations.all()] == [BLANK.text]


def test_a_blank_without_unit_is_told_without() -> None:
    _, second = refusal(judgement(blank(ASKED, BLANK, "项目数", "")), None, Citations())
    assert "“项目数”" in second.text


def test_of_a_blank_and_a_thing_not_stated_the_blank_is_told() -> None:
    findings = (silent(AMBULANCES, NEAR), blank(ASKED, BLANK, "新院区总投资", "亿元"))
    told = refusal(judgement(*findings), None, Citations())
    assert told[0].text == prompts.GAP
    assert "总投资" in told[1].text


def test_a_part_that_is_not_stated_is_named_as_it_was_asked() -> None:
    told = partial_refusal(silent(AMBULANCES, NEAR), Citations())
    assert told.text == prompts.NOT_STATED_PART.format(part="云溪市救护车有多少辆")
    assert told.citations == ()


def test_a_part_that_is_blank_is_named_and_cited() -> None:
    citations = Citations()
    citations.cite(BEDS.source)
    told = partial_refusal(blank(ASKED, BLANK, "新院区总投资", "亿元"), citations)
    assert told.text == prompts.GAP_PART.format(part="云溪市2023年医疗床位有多少张")
    assert told.citations == (2,)


def test_a_question_that_is_answered_in_part_is_not_refused() -> None:
    assert judgement(stating(ASKED, BEDS), silent(AMBULANCES)).refusal is None
