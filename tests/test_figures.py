"""The figures of a document: value, what it counts, where, when, planned or done."""

import pytest

from youju.reading.figures.finding import find_figures
from youju.reading.sections.splitting import split_sections
from youju.types import Document, DocumentFacts, Figure, Section


def document(
    text: str,
    place: str | None = "云山市",
    period: str | None = "2023",
    published: str | None = None,
) -> Document:
    facts = DocumentFacts(
        doc_id="d",
        title="总结",
        kind="工作总结",
        place=place,
        period=period,
        published=published,
        speaker=None,
        source="a.txt",
        addresses=("a.txt",),
        trust="named",
        complete=True,
        shown_chars=None,
        whole_chars=None,
        inferred=(),
    )
    return Document(facts=facts, text=text, edits=())


def figures(body: str) -> tuple[Figure, ...]:
    source = document(f"年度工作总结\n{body}")
    return find_figures(source, split_sections("d", source.text))


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("全市新增康复床位318张。", "新增康复床位"),
        ("居民健康知识知晓率达到31.5%。", "居民健康知识知晓率"),
        ("全市3家卫生院升级为医院。", "卫生院升级为医院"),
        ("其中，养老机构17家。", "养老机构"),
        ("全市县域内就诊率达91.2%。", "县域内就诊率"),
        ("到2024年底，车位数达到2160个。", "车位数"),
        ("创建健康县（区）3个。", "创建健康县（区）"),
        ("对100名优秀党员进行表彰。", "优秀党员进行表彰"),
    ],
)
def test_the_indicator_is_in_the_words_of_the_clause(sentence, indicator):
    assert figures(sentence)[0].indicator == indicator


def test_a_change_is_told_of_what_changed():
    first, second = figures("全市新增康复床位318张，增长3.6%。")
    assert (first.indicator, second.indicator) == ("新增康复床位", "新增康复床位增长")


def test_a_figure_carries_its_sentence_and_its_own_span():
    source = document("总结\n先说一句。全市新增床位318张，增长3.6%。再说一句。")
    found = find_figures(source, split_sections("d", source.text))
    assert [source.text[f.start : f.end] for f in found] == ["318张", "3.6%"]
    for figure in found:
        sentence = source.text[figure.sentence_start : figure.sentence_end]
        assert sentence == "全市新增床位318张，增长3.6%。"


def test_place_and_period_are_those_of_the_sentence_before_those_of_the_document():
    own, other, listed, masked = figures(
        "全市建成5家。\n2022年，新化县建成6家。\n桂东县、临武县、嘉禾县共建成7家。\nX县建成8家。"
    )
    assert (own.place, own.period) == ("云山市", "2023")
    assert (other.place, other.period) == ("新化县", "2022")
    assert listed.place == "桂东县、临武县、嘉禾县"
    assert masked.place == "X县"


def test_a_city_in_the_name_of_an_institution_is_not_the_place():
    (figure,) = figures("与广州医科大学合作，引进专家5名。")
    assert figure.place == "云山市"


def test_the_heading_gives_the_period_that_the_sentence_lacks():
    body = (
        "一、2022年工作回顾\n建成5家医院，成效明显。\n二、2024年工作安排\n建成6家医院，补齐短板。"
    )
    assert [(f.period, f.kind) for f in figures(body)] == [("2022", "actual"), ("2024", "target")]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("新增床位120张。", "actual"),
        ("力争新增床位120张。", "target"),
        ("到2024年底，覆盖率达到85%以上。", "target"),
        ("要新建医院3家。", "target"),
        ("主要建成重要医院3家。", "actual"),
        ("将3家医院纳入集团。", "actual"),
        ("将新增床位120张。", "target"),
        ("发病率控制在3.2‰以下。", "target"),
        ("总投资2.46亿元。", "input"),
        ("力争总投资2.46亿元。", "target"),
        ("印发《健康行动计划》，招聘147人。", "actual"),
    ],
)
def test_plan_result_and_input_are_kept_apart(sentence, kind):
    assert figures(sentence)[0].kind == kind


def test_under_a_plan_only_what_is_done_is_actual():
    done, planned = figures("二、下一步工作打算\n目前，已建成5家。\n建成6家，覆盖全市。")
    assert (done.kind, planned.kind) == ("actual", "target")


def test_what_follows_the_opening_of_a_plan_is_a_target():
    before, after = figures("去年新增5家。2024年要重点抓好以下工作：一是推进改革。新增6家。")
    assert (before.kind, after.kind) == ("actual", "target")


def test_ages_that_say_who_is_counted_are_no_figures():
    assert [f.unit for f in figures("65岁以上老人管理率100%，人均寿命79.5岁。")] == ["%", "岁"]


def test_a_title_and_a_heading_state_figures_too():
    body = "（一）深入实施“三大行动”\n各项任务有序推进，新增床位40张。"
    assert [(f.value, f.indicator) for f in figures(body)] == [
        (3, "三大行动"),
        (40, "新增床位"),
    ]


def test_a_topic_year_holds_to_the_end_of_its_paragraph():
    body = "2021年，全市新建医院2家。新增床位90张。\n培训医师300人次。"
    assert [f.period for f in figures(body)] == ["2021", "2021", "2023"]


def test_a_plan_opened_with_a_colon_goes_on_in_the_items_below():
    text = "总结\n2025年要重点做好以下工作：\n一是扩容。新增床位80张。\n另有一段：新增床位30张。"
    source = document(text, period="2024-2025")
    spans = [
        (i, text.index(line), text.index(line) + len(line))
        for i, line in enumerate(text.split("\n"))
    ]
    parts = tuple(
        Section(
            doc_id="d",
            kind="item" if i == 2 else "heading",
            headings=("一是扩容",) if i == 2 else (),
            start=start,
            end=end,
            speaker=None,
        )
        for i, start, end in spans
    )
    planned, done = find_figures(source, parts)
    assert (planned.kind, planned.period) == ("target", "2025")
    assert (done.kind, done.period) == ("actual", "2024")


def test_of_two_years_the_first_is_reported_on_and_the_second_planned_for():
    source = document("总结\n新增床位30张。要新增床位50张。", period="2023-2024")
    found = find_figures(source, split_sections("d", source.text))
    assert [(f.kind, f.period) for f in found] == [("actual", "2023"), ("target", "2024")]


def test_nothing_is_reported_from_after_the_day_of_publication():
    source = document("新闻\n大楼共11层。", period="2025", published="2023-05-01")
    (figure,) = find_figures(source, split_sections("d", source.text))
    assert figure.period == "2023"


def test_each_item_of_a_list_of_districts_starts_a_new_place():
    first, second, third = figures("东山区新建3家；西湖县新建4家，改造5家；南河区全面达标。")
    assert (first.place, second.place, third.place) == ("东山区", "西湖县", "西湖县")


def test_the_ledger_takes_slogans_rounds_and_ranks_but_no_groups_or_guards():
    body = (
        "开展第三轮对口支援，落实“四个统一”，综合排名全省第二。\n"
        "0～3岁儿童和24小时值守岗位全部落实，招收12个月幼儿。"
    )
    assert [(f.value, f.indicator) for f in figures(body)] == [
        (3, "对口支援"),
        (4, "四个统一"),
        (2, "综合全省排名"),
    ]


def test_a_table_gives_unit_year_and_kind_by_its_heads():
    body = (
        "指标｜单位｜2022年｜2023年｜2024年目标\n"
        "床位数｜张｜5120｜5,340｜5600\n"
        "就诊率｜%｜88.1｜90.2｜≥92"
    )
    found = figures(body)
    assert [(f.indicator, f.unit, f.period, f.kind) for f in found] == [
        ("床位数", "张", "2022", "actual"),
        ("床位数", "张", "2023", "actual"),
        ("床位数", "张", "2024", "target"),
        ("就诊率", "%", "2022", "actual"),
        ("就诊率", "%", "2023", "actual"),
        ("就诊率", "%", "2024", "target"),
    ]
    assert [str(f.value) for f in found[:3]] == ["5120", "5340", "5600"]
    assert found[-1].hedge == "以上"


def test_rows_of_places_give_the_place_and_their_columns_the_indicator():
    body = "县区｜床位数（张）｜财政投入（万元）\n东山区｜120｜35.5\n西湖县｜80｜20"
    assert [(f.place, f.indicator, f.unit, int(f.value)) for f in figures(body)] == [
        ("东山区", "床位数", "张", 120),
        ("东山区", "财政投入", "元", 355_000),
        ("西湖县", "床位数", "张", 80),
        ("西湖县", "财政投入", "元", 200_000),
    ]


def test_a_text_without_marks_is_read_in_pieces():
    text = "总结\n" + "新增床位120张" * 5000
    source = document(text)
    found = find_figures(source, split_sections("d", text))
    assert len(found) >= 4900
    assert max(f.sentence_end - f.sentence_start for f in found) <= 1000


def test_the_caption_of_a_table_tells_result_from_plan_before_the_section_does():
    table = "指标｜2022年｜2023年\n床位（张）｜300｜320"
    plan = "二、2024年工作打算\n新增床位30张。\n"
    told = figures(f"{plan}附表：2023年指标完成情况\n{table}")
    assert [f.kind for f in told] == ["target", "actual", "actual"]
    untold = figures(f"{plan}{table}")
    assert [f.kind for f in untold] == ["target", "target", "target"]


def test_what_was_reported_on_under_a_name_is_no_target_later():
    review = "一、2023年工作回顾\n开展“六个年”活动。\n"
    plan = "二、2024年工作打算\n深入推进“六个年”活动，实施“八大工程”，坚定“四个自信”。"
    assert [f.kind for f in figures(review + plan)] == ["actual", "actual", "target", "actual"]


@pytest.mark.parametrize(
    "sentence",
    [
        "30年来守护山村。（共印50份）",
        "工作总结汇编（5篇）已经印发。",
        "癌症五年生存率提高。",
        "比重增长0.03个百〔原文至此中断〕",
        "近三年没有外出进修。",
        "今后五年要加快发展。",
        "适龄儿童入园，3岁以下儿童建档。",
    ],
)
def test_spans_ages_print_runs_and_broken_numbers_are_no_figures(sentence):
    assert figures(sentence) == ()


def test_the_time_that_a_paragraph_opened_with_holds_until_it_speaks_of_now():
    told = figures("2021年以来，带出学员2名。再带3名。如今，学员已有9名。")
    assert [f.period for f in told] == ["2021", "2021", "2023"]
