"""What numbers count, where and when, and what a text leaves blank."""

import pytest

from youju.reading.figures import find_figures
from youju.reading.gaps import find_gaps
from youju.reading.sections import split_sections
from youju.types import Document, DocumentFacts, Figure, Gap


def document(text: str, place: str | None = "云山市", period: str | None = "2023") -> Document:
    facts = DocumentFacts(
        doc_id="d",
        title="总结",
        kind="工作总结",
        place=place,
        period=period,
        published=None,
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


def gaps(text: str) -> tuple[Gap, ...]:
    source = document(text)
    return find_gaps(source, split_sections("d", text))


@pytest.mark.parametrize(
    ("sentence", "indicator"),
    [
        ("全市新增康复床位318张。", "新增康复床位"),
        ("居民健康知识知晓率达到31.5%。", "居民健康知识知晓率"),
        ("全市3家卫生院升级为医院。", "卫生院升级为医院"),
        ("其中，养老机构17家。", "养老机构"),
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


# ---- gaps ----------------------------------------------------------------------------------------


def test_a_blank_is_known_by_what_it_counts_and_its_unit():
    found = gaps("全市总投资〔数字缺失〕亿元，占比达到〔数字缺失〕%，覆盖〔数字缺失〕个县（区）。")
    assert [(g.what, g.unit, g.how) for g in found] == [
        ("总投资", "亿元", "blanked"),
        ("占比", "%", "blanked"),
        ("覆盖县（区）", "个", "blanked"),
    ]


def test_each_mention_of_a_masked_name_is_a_gap_of_its_own():
    text = "*县、*区和X市、X县、某市作了发言，与*医科大学合作，推动X事业。"
    found = gaps(text)
    assert [text[g.start : g.end] for g in found] == [
        "*县",
        "*区",
        "X市",
        "X县",
        "某市",
        "*医科大学",
        "X",
    ]
    assert {g.how for g in found} == {"masked"}
    assert [g.what for g in found][:2] == ["县名", "区名"]


def test_notices_of_missing_text_are_gaps():
    found = gaps("每万人口〔原文此处缺512字〕\n参加〔原文至此中断〕")
    assert [g.how for g in found] == ["truncated", "truncated"]


@pytest.mark.parametrize("text", ["1+X模式、X光片、CTX、某些县、**重点**工作、5*3。"])
def test_these_are_no_gaps(text):
    assert gaps(text) == ()
