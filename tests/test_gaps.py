"""What a document fails to say: figures taken out, names masked, text left out."""

import pytest
from builders import facts

from youju.reading.cleaning.passes import clean
from youju.reading.figures.gaps import find_gaps
from youju.reading.sections.splitting import split_sections
from youju.types import Document, Gap


def gaps(text: str) -> tuple[Gap, ...]:
    source = Document(facts=facts(), text=text, edits=())
    return find_gaps(source, split_sections("d1", text))


@pytest.mark.parametrize(
    ("text", "what", "unit"),
    [
        ("项目总投资〔数字缺失〕亿元。", "项目总投资", "亿元"),
        ("转诊率占比达到〔数字缺失〕%。", "转诊率占比", "%"),
        ("全市覆盖〔数字缺失〕个县（区）。", "覆盖县（区）", "个"),
        ("年内至少新建〔数字缺失〕所示范学校。", "新建示范学校", "所"),
        ("平均等候时间缩短至〔数字缺失〕分钟以内。", "平均等候时间", "分钟"),
        ("引进硕士〔数字缺失〕名，成效明显。", "引进硕士", "名"),
        ("〔数字缺失〕%的村卫生室完成改造。", "村卫生室完成改造", "%"),
        ("打造康复、儿科等〔数字缺失〕个特色专科。", "打造特色专科", "个"),
        ("购置CT、彩超等设备〔数字缺失〕台（套）。", "购置设备", "台（套）"),
        ("给予每人〔数字缺失〕万元生活补贴。", "给予每人生活补贴", "万元"),
        ("储备防护服〔数字缺失〕套、口罩〔数字缺失〕万只。", "储备防护服", "套"),
    ],
)
def test_a_blank_is_known_by_what_it_counts_and_its_unit(text, what, unit):
    first = gaps(text)[0]
    assert (first.what, first.unit, first.how) == (what, unit, "blanked")
    assert text[first.start : first.end] == "〔数字缺失〕"


def test_both_ends_of_a_change_are_blanks_of_the_same_thing():
    found = gaps("群众满意度从〔数字缺失〕%提升至〔数字缺失〕%，投诉率下降〔数字缺失〕%。")
    assert [g.what for g in found] == ["群众满意度", "群众满意度", "投诉率下降"]


def test_a_blank_that_its_sentence_does_not_name_is_named_by_its_heading():
    (gap,) = gaps("工作总结\n（一）能力建设\n〔数字缺失〕个。")
    assert gap.what == "（一）能力建设"


@pytest.mark.parametrize(
    ("text", "words", "what"),
    [
        ("*县作了发言。", "*县", "县名"),
        ("X市、X县都来了。", "X市", "市名"),
        ("某市某单位发言。", "某市", "市名"),
        ("××市推进改革。", "××市", "市名"),
        ("与*医科大学合作。", "*医科大学", "医科大学名称"),
        ("XX医院挂牌。", "XX医院", "医院名称"),
        ("贯彻党的XX大精神。", "XX", "届次"),
        ("召开XX年会议，提出要求。", "XX", "年份"),
        ("20XX年工作总结。", "20XX", "年份"),
        ("市长×××出席。", "×××", "姓名"),
        ("×××同志主持会议。", "×××同志", "姓名"),
        ("推动X事业发展。", "X", "名称"),
        ("以县为例，新增床位。", "县", "县名"),
    ],
)
def test_a_mask_is_known_by_the_kind_of_name_that_it_hides(text, words, what):
    first = gaps(text)[0]
    assert (text[first.start : first.end], first.what, first.how) == (words, what, "masked")


def test_each_mention_of_a_masked_name_is_a_gap_of_its_own():
    text = "*县、*区和X市、X县、某市作了发言，X街道X村和X区X社区参加，与*医科大学合作。"
    found = [text[g.start : g.end] for g in gaps(text)]
    assert found == [
        *("*县", "*区", "X市", "X县", "某市", "X街道", "X村", "X区", "X社区", "*医科大学"),
    ]


def test_notices_of_missing_text_are_gaps():
    found = gaps("每万人口〔原文此处缺512字〕\n参加〔原文至此中断〕")
    assert [g.how for g in found] == ["truncated", "truncated"]


@pytest.mark.parametrize(
    "text",
    [
        "1+X模式、X光片、X线检查、CTX、X染色体、DNA-X。",
        "某些县、某种方法、某一项、某个人。",
        "**市级**重点工作，5*3，7×24小时。",
        "* 县级医院\n* 市级医院",
        "一个、几个、每个、这个、多个，占比（%），亿元以上企业，每人，万元GDP。",
        "以人为本，以县为单位，以市场为导向。",
        "规格为20×30厘米，X轴和Y轴。",
    ],
)
def test_these_are_no_gaps(text):
    assert gaps(clean(text).text) == ()
