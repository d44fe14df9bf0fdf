"""What a source fails to say is marked, and whole texts get no mark."""

import pytest
from raws import BLANKED

from youju.reading.cleaning import clean


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (
            "每万人口 ……(某网http://www.a.cn省略512字,会员可阅读全文)……\n续文。",
            "每万人口〔原文此处缺512字〕\n续文。",
        ),
        (
            "到会单位5个,参 ……(未完,全文共3000字,仅显示1500字,请看提示。收藏本文",
            "到会单位5个，参〔原文至此中断〕",
        ),
        ("思路清晰...\n请先登录", "思路清晰〔原文至此中断〕"),
    ],
)
def test_a_notice_of_missing_text_becomes_a_mark(raw, text):
    result = clean(raw)
    assert result.text == text
    assert not result.complete
    assert any(edit.op == "flag" for edit in result.edits)


@pytest.mark.parametrize("text", ["工作未完成的要抓紧。", "省略号和缺5个字的表格都要补齐。"])
def test_words_about_omission_are_no_notice(text):
    assert clean(text).complete
    assert clean(text).text == text


def test_figures_taken_out_are_marked_and_nothing_else_is_changed():
    result = clean(BLANKED)
    marks = result.text.count("〔数字缺失〕")
    assert marks >= 25
    assert result.text.replace("〔数字缺失〕", "") == BLANKED.replace("*", "")
    flags = [edit for edit in result.edits if edit.op == "flag"]
    assert len(flags) == marks
    assert {edit.reason for edit in flags} == {"数字缺失"}


@pytest.mark.parametrize(
    "text",
    [
        "床位紧张，一张床位难求，主张扩张。",
        "服务送到家，快递到家，国家专家大家一家。",
        "占比（%）和增幅（%）见下表，单位：万元。",
        "出台平台台账，首次层次人次，各项事项专项，病例比例惯例。",
        "引进投资亿元以上项目，培育上亿元企业，百万元医疗设备。",
        "提高一个百分点，下降两个百分点，增长百分之五。",
        "每个县、几个镇、多个村、整个市、这个区、逐个点。",
        "手术台、诊疗人次、门诊患者人次、平均住院日。",
        "*县、*区和X市、X县作了发言，X光片和1+X模式。",
    ],
)
def test_whole_texts_get_no_mark(text):
    assert "〔数字缺失〕" not in clean(text * 3).text
