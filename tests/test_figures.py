"""Numbers with units, what they count, and what a text leaves blank."""

import time
from decimal import Decimal
from itertools import pairwise

import pytest

from youju.reading.figures import find_figures, find_gaps, find_quantities
from youju.reading.sections import split_sections
from youju.types import Document, DocumentFacts, Figure, Gap


@pytest.mark.parametrize(
    ("text", "value", "unit", "hedge"),
    [
        ("新增床位1232张", 1232, "张", ""),
        ("新增床位 1232 张", 1232, "张", ""),
        ("服务1,234人次", 1234, "人次", ""),
        ("每万人5.1名", "5.1", "名", ""),
        ("减负1.74亿元", 174_000_000, "元", ""),
        ("有3.1万人次参与", 31_000, "人次", ""),
        ("采集422.8万毫升", 4_228_000, "毫升", ""),
        ("增长４.４％", "4.4", "%", ""),
        ("死亡率4.5‰以下", "4.5", "‰", "以下"),
        ("提升2.3个百分点", "2.3", "个百分点", ""),
        ("投资300余万元", 3_000_000, "元", "余"),
        ("技术协作20余项", 20, "项", "余"),
        ("服务3000余人次", 3000, "人次", "余"),
        ("开展新项目近10项", 10, "项", "近"),
        ("招商不低于1000万的目标", 10_000_000, "", "不低于"),
        ("超过100家", 100, "家", "超过"),
        ("立项20项左右", 20, "项", "左右"),
        ("百分之三十以上", 30, "%", "以上"),
        ("千分之三点五", "3.5", "‰", ""),
        ("新建三家医院", 3, "家", ""),
        ("两个项目", 2, "个", ""),
        ("近百家医院", 100, "家", "近"),
        ("引进十余种设备", 10, "种", "余"),
        ("一百二十名医师", 120, "名", ""),
        ("五千万元以上", 50_000_000, "元", "以上"),
        ("“15分钟”服务圈", 15, "分钟", ""),
        ("配置AED405台", 405, "台", ""),
        ("建立平台3个", 3, "个", ""),
    ],
)
def test_a_quantity_has_value_unit_and_hedge(text, value, unit, hedge):
    (found,) = find_quantities(text)
    assert (found.value, found.unit, found.hedge) == (Decimal(str(value)), unit, hedge)
    assert found.upper is None


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("卫生室4-5个", 4, 5, "个"),
        ("招收18—36个月的幼儿", 18, 36, "个月"),
        ("占60%至66%", 60, 66, "%"),
        ("投入3～5万元", 30_000, 50_000, "元"),
        ("三至五家", 3, 5, "家"),
    ],
)
def test_a_range_has_two_ends(text, low, high, unit):
    (found,) = find_quantities(text)
    assert (found.value, found.upper, found.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    "text",
    [
        "2023年至2024年，2020-2021年度，2025年底",
        "4月10日，10月末，3月份，2023-04-22 10:17:04",
        "第35个世界日，第一人民医院，第五轮，第三",
        "1.推进改革\n2、强化服务\n（3）抓好落实",
        "一家三口、一个也不少、千家万户、万一",
        "党的二十大和二十届二中全会",
        "“六个年”“四个意识”“两癌”“135”行动",
        "1+X模式，1+3+3，12345热线，十四五",
        "国家专家大家，名医名院，平台台账，项目事项",
        "云政发〔2024〕5号",
    ],
)
def test_these_are_no_quantities(text):
    assert find_quantities(text) == ()


def test_quantities_are_ordered_spans_of_the_text():
    text = "新增5张、近10%，投资1.74亿元，覆盖三家医院，4-5个县，百分之九十以上，" * 20
    found = find_quantities(text)
    assert len(found) == 120
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert {text[q.start : q.end] for q in found} == {
        "5张",
        "近10%",
        "1.74亿元",
        "三家",
        "4-5个",
        "百分之九十以上",
    }


def test_a_wall_of_digits_takes_linear_time():
    began = time.perf_counter()
    for text in ("1" * 100_000, "一" * 100_000, "1," * 50_000, "第" * 100_000):
        find_quantities(text)
    assert time.perf_counter() - began < 10


# ---- figures -------------------------------------------------------------------------------------


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
