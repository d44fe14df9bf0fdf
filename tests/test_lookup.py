"""Which figures of the ledger answer a question, and which gap stands where one should."""

from collections.abc import Sequence

import pytest
from papers import Papers, evenly, paper, together, unknown
from questions import counted

from youju.answering.citing import Similarity
from youju.answering.lookup import Fitted, Found, Lookup
from youju.retrieval.query import Holdings, analyse
from youju.types import Query


def lookup(papers: Papers) -> Lookup:
    return Lookup(ledger=papers, rarity=evenly, similarity=unknown)


def found(asked: Query, *papers: Papers) -> Found:
    held = together(*papers)
    return lookup(held).find(asked, held.passages, held.sources)


def elsewhere(asked: Query, *papers: Papers) -> tuple[Fitted, ...]:
    held = together(*papers)
    return lookup(held).find_elsewhere(asked, held.passages, held.sources)


def quotes(fitted: Sequence[Fitted]) -> list[str]:
    return [one.stated.quote for one in fitted]


def best(question: str, text: str, **read: object) -> str:
    return quotes(found(counted(question, **read), paper(text)).figures)[0]


LOUDI = paper("全市新增医疗床位1234张。", place="娄底市", doc_id="loudi", period="2022")
HUANGSHI = paper("全市新增医疗床位876张。", place="黄石市", doc_id="huangshi", period="2022")
LIANYUAN = paper("全市新增医疗床位321张。", place="涟源市", doc_id="lianyuan", period="2022")
MASKED = paper("全市新增医疗床位555张。", place="X市", doc_id="masked", period="2022")
NOWHERE = paper("各地新增医疗床位9876张。", place=None, doc_id="nowhere", period="2022")
BEDS = "新增医疗床位多少张？"


# What is counted


def test_only_figures_of_the_kind_that_is_asked_for_are_found() -> None:
    text = "全市投入4.6亿元，新增医疗床位1200张，床位使用率82%，惠及3.5万人次。"
    assert quotes(found(counted(BEDS), paper(text)).figures) == ["1200张"]
    assert quotes(found(counted("全市投入多少钱？"), paper(text)).figures) == ["4.6亿元"]
    assert quotes(found(counted("床位使用率是多少？"), paper(text)).figures) == ["82%"]
    assert quotes(found(counted("惠及多少人次？"), paper(text)).figures) == ["3.5万人次"]


@pytest.mark.parametrize("question", ["市中心医院是几级医院？", "新院区何时启用？"])
def test_nothing_is_looked_up_for_a_date_or_a_grade(question: str) -> None:
    text = "市中心医院新院区于2023年5月启用，开放床位800张。项目总投资〔数字缺失〕亿元。"
    assert found(counted(question), paper(text)) == Found(figures=(), gaps=())
    assert elsewhere(counted(question, places=("黄石市",)), paper(text)) == ()


def test_of_two_figures_of_one_sentence_the_very_unit_answers() -> None:
    text = "全市表彰先进集体和医师、护士共30人，其中护士12名。"
    assert best("表彰护士多少名？", text) == "12名"
    text = "新建社区医院6家，新建村卫生室45个。"
    assert best("全市新建多少家？", text) == "6家"
    assert best("全市新建多少个？", text) == "45个"


def test_of_two_figures_of_one_sentence_the_very_thing_answers() -> None:
    text = "普惠机构达到12个，可以提供托位450个。"
    assert best("普惠多少个托位？", text) == "450个"
    text = "全市新增托位450个，新增托育机构12个。"
    assert best("全市新增多少个托位？", text) == "450个"
    assert best("全市新增多少个托育机构？", text) == "12个"


def test_the_words_of_a_figures_own_clause_count_most() -> None:
    text = "全市公立医院门诊量增长6.1%，基层医疗机构门诊量增长9.4%。"
    assert best("公立医院门诊量增长多少？", text) == "6.1%"
    assert best("基层医疗机构门诊量增长多少？", text) == "9.4%"


def test_a_figure_is_found_by_the_short_name_of_what_the_text_spells_out() -> None:
    held = paper("公共场所新增自动体外除颤器86台，三级甲等医院3家。")
    assert quotes(found(counted("公共场所新增AED多少台？"), held).figures)[0] == "86台"
    assert quotes(found(counted("三甲医院有几家？"), held).figures)[0] == "3家"


def test_a_number_without_a_unit_comes_behind_one_that_has_it() -> None:
    text = "建成急救五大中心，急救分站25个。"
    first, second = found(counted("急救建设有多少？"), paper(text)).figures
    assert (first.stated.quote, second.stated.quote) == ("25个", "五大中心")
    assert second.fit < first.fit


def test_what_fits_best_comes_first_whatever_its_rank() -> None:
    far = paper("全市医院新增停车位900个。", doc_id="d1")
    near = paper("全市新增托位450个。", doc_id="d2")
    fitted = found(counted("全市新增托位多少个？"), far, near).figures
    assert quotes(fitted) == ["450个", "900个"]
    assert fitted[0].fit > fitted[1].fit


def test_of_two_that_fit_alike_the_higher_passage_comes_first() -> None:
    one = paper("全市新增托位450个。", doc_id="d1")
    other = paper("全市新增托位460个。", doc_id="d2")
    asked = counted("全市新增托位多少个？")
    assert quotes(found(asked, one, other).figures) == ["450个", "460个"]
    assert quotes(found(asked, other, one).figures) == ["460个", "450个"]


def test_what_is_found_stands_in_its_source() -> None:
    text = "今年以来，全市托育服务工作取得了明显成效。全市新增托位450个，婴幼儿照护能力提升。"
    (only,) = found(counted("全市新增托位多少个？"), paper(text)).figures
    figure, source = only.stated.figure, only.stated.source
    assert text[figure.start : figure.end] == only.stated.quote == "450个"
    assert source.text == "全市新增托位450个，婴幼儿照护能力提升。"
    assert only.value == (figure.value, None, "个")


# The place


def test_another_citys_figure_is_never_found_however_well_it_fits() -> None:
    asked = counted(BEDS, places=("娄底市",))
    assert quotes(found(asked, HUANGSHI, LOUDI).figures) == ["1234张"]
    assert found(asked, HUANGSHI).figures == ()


def test_another_citys_figure_is_what_comes_nearest() -> None:
    asked = counted(BEDS, places=("娄底市",))
    assert quotes(elsewhere(asked, HUANGSHI, LOUDI)) == ["876张"]
    assert elsewhere(asked, LOUDI) == ()


def test_another_citys_figure_inside_the_document_is_not_its_own() -> None:
    held = paper(
        "黄石市新增医疗床位876张。娄底市新增医疗床位1234张。", place="娄底市", doc_id="loudi"
    )
    assert quotes(found(counted(BEDS, places=("黄石市",)), held).figures)[0] == "876张"
    assert quotes(found(counted(BEDS, places=("娄底市",)), held).figures)[0] == "1234张"


def test_a_place_inside_the_one_asked_for_is_taken_at_less() -> None:
    asked = counted(BEDS, places=("娄底市",))
    fitted = found(asked, LIANYUAN, LOUDI).figures
    assert quotes(fitted) == ["1234张", "321张"]
    assert fitted[1].fit < fitted[0].fit


def test_the_place_around_the_one_asked_for_does_not_answer() -> None:
    assert found(counted(BEDS, places=("涟源市",)), LOUDI).figures == ()


def test_masked_places_are_themselves_only() -> None:
    assert quotes(found(counted(BEDS, places=("X市",)), MASKED, LOUDI).figures) == ["555张"]
    assert quotes(found(counted(BEDS, places=("娄底市",)), MASKED, LOUDI).figures) == ["1234张"]
    assert found(counted(BEDS, places=("X县",)), MASKED).figures == ()
    assert found(counted(BEDS, places=("某市",)), MASKED).figures == ()


def test_a_document_of_no_place_does_not_answer_for_one() -> None:
    assert found(counted(BEDS, places=("娄底市",)), NOWHERE).figures == ()
    titled = paper("新增医疗床位66张。", place=None, title="娄底医疗卫生事业观察")
    assert quotes(found(counted(BEDS, places=("娄底市",)), titled).figures) == ["66张"]


def test_a_place_that_the_title_only_mentions_is_not_the_documents() -> None:
    visited = paper("我市新增医疗床位66张。", place="黄石市", title="赴娄底学习考察的报告")
    assert found(counted(BEDS, places=("娄底市",)), visited).figures == ()


def test_a_question_of_no_place_takes_every_place() -> None:
    fitted = found(counted(BEDS), LOUDI, HUANGSHI, MASKED).figures
    assert quotes(fitted) == ["1234张", "876张", "555张"]


def test_each_of_two_places_is_found() -> None:
    asked = counted("娄底和黄石各新增医疗床位多少张？", places=("娄底市", "黄石市"))
    assert sorted(quotes(found(asked, LOUDI, HUANGSHI, MASKED).figures)) == ["1234张", "876张"]


# Of something else: questions as they are read, about a city of which one sentence is held


def of_loudi(question: str, text: str) -> tuple[Fitted, ...]:
    asked = analyse(question, (), Holdings(places=("娄底市",)))
    held = paper(text, place="娄底市", period="2022", title="娄底市卫生健康工作报告")
    return found(asked, held).figures


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("娄底市新增床位多少张？", "我市与黄石市开展合作，黄石市新增床位600张。"),
        ("娄底市新增床位多少张？", "全省新增床位6000张，全国新增床位60万张。"),
        (
            "娄底市孕产妇死亡率是多少？",
            "全市孕产妇死亡率低于全省平均水平，全省孕产妇死亡率为9.1/10万。",
        ),
        (
            "娄底市人民医院全年门诊多少万人次？",
            "市第一人民医院全年门诊48万人次，增长8%。",
        ),
        ("娄底市中医院全年门诊多少万人次？", "新化县中医院全年门诊3万人次，增长8%。"),
        ("娄底市中心医院开放床位多少张？", "涟源市中心医院开放床位600张。"),
        ("娄底市2023年新增床位多少张？", "与2023年相比，2024年新增床位600张。"),
    ],
)
def test_a_figure_of_another_place_body_or_year_does_not_fit_at_all(
    question: str, text: str
) -> None:
    assert all(one.fit == 0 for one in of_loudi(question, text))


@pytest.mark.parametrize(
    ("question", "other", "own"),
    [
        ("娄底市2022年上半年门诊多少万人次？", "全年门诊860万人次。", "上半年门诊86万人次。"),
        ("娄底市三级医院有几家？", "二级医院38家，一级医院6家。", "三级医院9家。"),
        (
            "娄底市乡镇卫生院有多少家？",
            "村卫生室2360个，社区卫生服务中心46家。",
            "乡镇卫生院98家。",
        ),
        ("娄底市执业医师有多少名？", "全市执业护士9800名。", "全市执业医师8600名。"),
    ],
)
def test_a_figure_of_another_thing_fits_less_than_half_as_well(
    question: str, other: str, own: str
) -> None:
    (right,) = of_loudi(question, own)
    wrong = of_loudi(question, other)
    assert wrong
    assert all(one.fit < right.fit / 2 for one in wrong)


@pytest.mark.parametrize(
    ("question", "text", "figure"),
    [
        (
            "娄底市有多少家庭签约？",
            "全市家庭签约12万户，家庭医生签约服务提质。",
            "12万户",
        ),
        (
            "娄底免费为多少老年人体检？",
            "全市免费为12万名老年人体检，健康管理率达到72%。",
            "12万名",
        ),
        ("娄底公费医学生招了多少？", "全市招收公费医学生120名。", "120名"),
        ("娄底DRG付费覆盖病种多少？", "全市DRG付费覆盖病种620个。", "620个"),
        ("娄底缴费群众有多少？", "全市缴费群众36万人。", "36万人"),
        (
            "娄底次均费用下降了多少？",
            "全市门诊次均费用下降36元，群众负担减轻。",
            "36元",
        ),
        ("娄底死亡人数下降了多少？", "全市道路伤害死亡人数下降36人。", "36人"),
        ("娄底床位增长了多少？", "全市床位增长320张。", "320张"),
        ("娄底收入院患者有多少？", "全市收入院患者3600人。", "3600人"),
        ("娄底手术成功率是多少？", "全市手术成功率98%，手术量3万台。", "98%"),
        (
            "娄底人均补助标准提高了多少？",
            "全市人均基本公卫补助标准提高5元，达到89元。",
            "5元",
        ),
    ],
)
def test_what_is_stated_comes_first_and_fits(question: str, text: str, figure: str) -> None:
    best, *_ = of_loudi(question, text)
    assert best.stated.quote == figure
    assert best.fit > 0.5


# The year

YEARS = paper("2022年，全市新增托位450个。2023年，全市新增托位620个。", period="2022-2023")
CARE = "全市新增托位多少个？"


@pytest.mark.parametrize(("year", "figure"), [("2022", "450个"), ("2023", "620个")])
def test_another_years_figure_is_never_found(year: str, figure: str) -> None:
    asked = counted(CARE, periods=(year,))
    assert quotes(found(asked, YEARS).figures) == [figure]


def test_a_year_that_no_source_speaks_of_has_no_figure() -> None:
    asked = counted(CARE, periods=("2021",))
    assert found(asked, YEARS).figures == ()
    assert sorted(quotes(elsewhere(asked, YEARS))) == ["450个", "620个"]


def test_a_year_between_the_first_and_last_of_a_plan_is_of_it() -> None:
    held = paper("“十四五”期间（2021—2025年），全市新增托位2600个。", period=None)
    assert quotes(found(counted(CARE, periods=("2023",)), held).figures) == ["2600个"]
    assert found(counted(CARE, periods=("2020",)), held).figures == ()


def test_an_undated_figure_of_an_undated_document_comes_behind() -> None:
    undated = paper("全市新增托位888个。", period=None, doc_id="undated")
    fitted = found(counted(CARE, periods=("2023",)), undated, YEARS).figures
    assert quotes(fitted) == ["620个", "888个"]


# Plan and result

BOTH = paper(
    "2023年，全市新增托位450个。2023年，全市力争新增托位600个。", place="甲市", period="2023"
)


def test_a_result_goes_before_a_target_where_results_are_asked_for() -> None:
    fitted = found(counted("全市新增了多少个托位？", kind="actual"), BOTH).figures
    assert quotes(fitted)[0] == "450个"
    assert fitted[0].stated.figure.kind == "actual"


def test_a_target_goes_before_a_result_where_the_plan_is_asked_for() -> None:
    fitted = found(counted("全市计划新增多少个托位？", kind="target"), BOTH).figures
    assert quotes(fitted)[0] == "600个"
    assert fitted[0].stated.figure.kind == "target"


def test_a_target_fits_a_question_about_results_less_than_about_plans() -> None:
    target = paper("2023年，全市力争新增托位600个。")
    (as_result,) = found(counted(CARE, kind="actual"), target).figures
    (as_plan,) = found(counted(CARE, kind="target"), target).figures
    assert as_result.fit < as_plan.fit


# The body

CLINIC = "全年门诊多少万人次？"
OF_HOSPITALS = paper("市第三人民医院全年门诊12万人次。市第一人民医院全年门诊48万人次。")


def test_only_the_body_that_is_named_answers() -> None:
    asked = counted("市三院全年门诊多少万人次？", institutions=("市三院",))
    assert quotes(found(asked, OF_HOSPITALS).figures) == ["12万人次"]


def test_the_figure_of_another_body_is_not_even_what_comes_nearest() -> None:
    asked = counted("市中医院全年门诊多少万人次？", institutions=("市中医院",), places=("乙市",))
    assert found(asked, OF_HOSPITALS).figures == ()
    assert elsewhere(asked, OF_HOSPITALS) == ()


def test_a_body_that_the_heading_names_is_the_one() -> None:
    held = paper("全年门诊12万人次。", headings=("（三）市第三人民医院",))
    asked = counted("市第三人民医院全年门诊多少万人次？", institutions=("市第三人民医院",))
    assert quotes(found(asked, held).figures) == ["12万人次"]


def test_a_hospitals_own_figure_is_not_the_citys() -> None:
    hospital = paper("市第三人民医院全年门诊12万人次。", doc_id="d1")
    city = paper("全市全年门诊860万人次。", doc_id="d2")
    fitted = found(counted(CLINIC), hospital, city).figures
    assert quotes(fitted) == ["860万人次", "12万人次"]
    asked = counted("市第三人民医院" + CLINIC, institutions=("市第三人民医院",))
    assert quotes(found(asked, hospital, city).figures) == ["12万人次"]


# Gaps

BLANK = "新院区项目总投资〔数字缺失〕亿元，新增床位800张。"


def test_a_blank_is_found_where_the_figure_should_stand() -> None:
    held = found(counted("新院区项目总投资多少亿元？"), paper(BLANK))
    assert [one.gap.what for one in held.gaps] == ["新院区项目总投资"]
    assert held.gaps[0].source.text == BLANK
    assert held.figures == ()


def test_a_blank_of_money_is_none_for_a_question_about_beds() -> None:
    held = found(counted("新院区项目新增床位多少张？"), paper(BLANK))
    assert held.gaps == ()
    assert quotes(held.figures) == ["800张"]


def test_a_figure_fits_better_than_the_blank_of_another_thing() -> None:
    text = "急救中心项目总投资〔数字缺失〕亿元。血站迁建项目总投资1.2亿元。"
    figure = found(counted("血站迁建项目总投资多少亿元？"), paper(text))
    assert figure.figures[0].rank > figure.gaps[0].rank
    blank = found(counted("急救中心项目总投资多少亿元？"), paper(text))
    assert blank.gaps[0].rank > blank.figures[0].rank


def test_a_short_sentence_with_a_blank_stands_on_its_own() -> None:
    held = paper("托育机构布局〔数字缺失〕家。全市托育机构布局继续得到优化。")
    assert [source.text for source in held.sources] == [
        "托育机构布局〔数字缺失〕家。",
        "全市托育机构布局继续得到优化。",
    ]


def test_a_masked_name_is_no_figure_left_blank() -> None:
    held = paper("*县家庭医生签约做到应签尽签。")
    assert [gap.how for gap in held.gaps] == ["masked"]
    assert found(counted("家庭医生签约做到了多少？"), held).gaps == ()


def test_a_blank_of_another_body_is_not_where_the_answer_should_stand() -> None:
    held = paper("市第一人民医院新院区总投资〔数字缺失〕亿元。")
    asked = counted("市中医院新院区总投资多少亿元？", institutions=("市中医院",))
    assert found(asked, held).gaps == ()


# Meaning


def near(wanted: str) -> Similarity:
    def similarity(text: str, sentences: Sequence[str]) -> list[float]:
        return [0.95 if wanted in sentence else 0.5 for sentence in sentences]

    return similarity


def test_meaning_decides_between_figures_of_which_the_words_say_the_same() -> None:
    held = together(
        paper("基层服务站点86个。", doc_id="d1"), paper("婴幼儿照护场所45个。", doc_id="d2")
    )
    asked = counted("托育机构有多少个？")
    for wanted, figure in (("婴幼儿照护", "45个"), ("服务站点", "86个")):
        by_meaning = Lookup(ledger=held, rarity=evenly, similarity=near(wanted))
        fitted = by_meaning.find(asked, held.passages, held.sources).figures
        assert quotes(fitted)[0] == figure


def test_figures_outside_the_passages_are_not_looked_at() -> None:
    held = together(LOUDI, HUANGSHI)
    shown = held.passages[:1]
    fitted = lookup(held).find(counted(BEDS), shown, together(LOUDI).sources).figures
    assert quotes(fitted) == ["1234张"]
