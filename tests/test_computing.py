"""What code adds to an answer: derived figures, conflicts, a table; each with its sources."""

from dataclasses import replace

from judged import blank, figures, fitted, judgement, silent, stating
from questions import asked, counted
from sourced import source

from youju.answering.citing import Citations
from youju.answering.computing import Computed, conflicting, derived, table_of
from youju.answering.evidence import Finding, Found, Judgement
from youju.types import Derivation, Query

HERE, THERE = "云溪市医疗床位有多少张？", "白河市医疗床位有多少张？"
(BEDS,) = figures("云溪市医疗床位达到2.4万张。")
(OTHERS,) = figures("白河市医疗床位达到1.8万张。", place="白河市", doc_id="d2")
(BLOOD,) = figures("云溪市采集血液11.8吨。", doc_id="d3")
STAFF, DOCTORS = figures("云溪市卫生技术人员达到8000人，其中执业医师3200人。")


def computed(text: str, what: Derivation | None) -> Query:
    return counted(text, derivation=what)


def reckoned(text: str, what: Derivation, *findings: Finding) -> Computed:
    return derived(computed(text, what), judgement(*findings), Citations())


# ---- derived figures -----------------------------------------------------------------------------


def test_a_difference_of_two_parts_carries_formula_citations_and_check() -> None:
    parts = stating(counted(HERE), BEDS), stating(counted(THERE), OTHERS)
    citations = Citations()
    query = computed("云溪市的医疗床位比白河市多多少张？", "difference")
    found = derived(query, judgement(*parts), citations)
    (told,), (check,) = found.sentences, found.checks
    assert "2.4万张−1.8万张＝6000张" in told.text
    assert told.citations == (1, 2)
    assert [c.quote for c in citations.all()] == [BEDS.source.text, OTHERS.source.text]
    assert (check.rule, check.verdict, check.citation) == ("derived", "pass", 1)
    assert check.text == told.text
    assert "原文没有直接写出" in check.note
    assert found.is_derived


def test_nothing_is_reckoned_where_nothing_is_to_be() -> None:
    found = derived(computed(HERE, None), judgement(stating(counted(HERE), BEDS)), Citations())
    assert found == Computed()


def test_a_sum_takes_one_figure_of_each_part() -> None:
    parts = stating(counted(HERE), BEDS), stating(counted(THERE), OTHERS)
    assert "合计4.2万张" in reckoned("一共多少张？", "sum", *parts).sentences[0].text


def test_a_conversion_ends_in_the_unit_that_is_asked_for() -> None:
    question = "云溪市采集血液折合多少公斤？"
    found = reckoned(question, "conversion", stating(counted(question), BLOOD))
    assert "11800公斤" in found.sentences[0].text


def test_a_share_is_of_two_figures_of_one_part() -> None:
    question = "执业医师占卫生技术人员的几成？"
    found = reckoned(question, "share", stating(counted(question), STAFF, DOCTORS))
    assert "3200人÷8000人×100%＝40%" in found.sentences[0].text


def test_a_figure_that_two_documents_state_is_one_operand() -> None:
    again = replace(BEDS, figure=replace(BEDS.figure, doc_id="d9"))
    (before,) = figures("2022年，云溪市医疗床位达到2万张。", doc_id="d2", period="2022")
    question = "云溪市医疗床位多了多少张？"
    found = reckoned(question, "difference", stating(counted(question), BEDS, again, before))
    assert "2.4万张−2万张" in found.sentences[0].text


def test_a_figure_that_answers_two_parts_is_one_operand() -> None:
    parts = (stating(counted(name), STAFF, DOCTORS) for name in ("执业医师？", "技术人员？"))
    assert reckoned("前者占后者几成？", "share", *parts).is_derived


def test_a_figure_that_fits_far_worse_is_no_operand() -> None:
    question = "执业医师占卫生技术人员的几成？"
    good = stating(counted(question), STAFF)
    worse = (*good.figures, fitted(DOCTORS, rank=0.4))
    finding = replace(good, found=Found(figures=worse, gaps=()))
    assert not reckoned(question, "share", finding).is_derived


def test_one_figure_is_not_subtracted_from_itself() -> None:
    parts = stating(counted(HERE), BEDS), stating(counted(HERE), BEDS)
    found = reckoned("相差多少张？", "difference", *parts)
    assert not found.is_derived
    assert "＝" not in found.sentences[0].text


def test_different_units_are_refused_with_a_reason_and_without_a_number() -> None:
    parts = stating(counted(HERE), BEDS), stating(counted("云溪市采集血液多少吨？"), BLOOD)
    found = reckoned("一共多少？", "sum", *parts)
    (told,), (check,) = found.sentences, found.checks
    assert told.text == "单位不同（张、吨），不能相加。"
    assert told.citations == ()
    assert (check.rule, check.verdict, check.citation) == ("derived", "warn", None)
    assert not found.is_derived


def test_nothing_follows_where_a_part_is_blank_or_not_stated() -> None:
    gone = source("白河市医疗床位〔数字缺失〕张。", doc_id="d2", place="白河市")
    for other in (blank(counted(THERE), gone, "医疗床位", "张"), silent(counted(THERE))):
        found = reckoned("相差多少张？", "difference", stating(counted(HERE), BEDS), other)
        assert not found.is_derived
        assert found.checks[0].verdict == "warn"
        assert "2.4" not in found.sentences[0].text


# ---- conflicts -----------------------------------------------------------------------------------


def contradicting() -> Judgement:
    (less,) = figures("2023年，云溪市医疗床位达到23500张。", title="统计公报", doc_id="d2")
    (more,) = figures("2023年，云溪市医疗床位达到24000张。")
    return judgement(stating(counted(HERE), more, less))


def test_both_sides_of_a_conflict_are_told_and_cited() -> None:
    citations = Citations()
    found = conflicting(contradicting(), citations)
    (told,), (check,) = found.sentences, found.checks
    assert "24000张" in told.text
    assert "23500张" in told.text
    assert len(told.citations) == 2
    assert {c.doc_id for c in citations.all()} == {"d1", "d2"}
    assert (check.rule, check.verdict) == ("conflict", "warn")
    assert not found.is_derived


def test_parts_that_do_not_add_up_to_the_asked_total_are_told() -> None:
    whole, *_ = figures("开展托育服务的机构有100家，其中公办13家、民办83家。")
    found = conflicting(judgement(stating(counted("机构有多少家？"), whole)), Citations())
    (told,) = found.sentences
    assert "100家" in told.text
    assert "96家" in told.text


def test_figures_of_two_cities_are_no_conflict() -> None:
    parts = stating(counted(HERE), BEDS), stating(counted(THERE), OTHERS)
    assert conflicting(judgement(*parts), Citations()) == Computed()


def test_a_conflict_among_figures_that_nobody_asked_for_is_not_told() -> None:
    less, more = (one.stated for one in contradicting().findings[0].figures)
    finding = stating(counted("云溪市采集血液多少吨？"), BLOOD)
    known = (*finding.figures, fitted(less, rank=0.1), fitted(more, rank=0.1))
    other = replace(finding, found=Found(figures=known, gaps=()))
    assert conflicting(judgement(other), Citations()).sentences == ()


# ---- tables --------------------------------------------------------------------------------------

COMPARED = asked(
    "云溪市、白河市、松岭县的医疗床位各有多少张？",
    places=("云溪市", "白河市", "松岭县"),
    periods=("2023",),
    form="comparison",
)
FOUND = judgement(
    stating(counted(HERE), BEDS),
    stating(counted(THERE), OTHERS),
    silent(counted("松岭县医疗床位有多少张？")),
)


def test_a_comparison_is_a_table_and_a_place_without_figures_an_empty_row() -> None:
    citations = Citations()
    table = table_of(COMPARED, FOUND, citations)
    assert table is not None
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["云溪市", "2.4万张"],
        ["白河市", "1.8万张"],
        ["松岭县", ""],
    ]
    assert [row[1].citations for row in table.rows] == [(1,), (2,), ()]
    assert [c.quote for c in citations.all()] == [BEDS.source.text, OTHERS.source.text]


def test_a_question_that_compares_nothing_has_no_table() -> None:
    assert table_of(replace(COMPARED, form="figure"), FOUND, Citations()) is None


def test_a_table_repeats_the_answers_own_markers() -> None:
    citations = Citations()
    citations.cite(OTHERS.source)
    table = table_of(COMPARED, FOUND, citations)
    assert table is not None
    assert [row[1].citations for row in table.rows] == [(2,), (1,), ()]
