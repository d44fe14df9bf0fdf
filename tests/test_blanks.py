"""What a source fails to say is marked, and whole texts get no mark."""

import pytest
from raws import BLANKED

from youju.reading.cleaning.passes import clean


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


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("全市新增床位张，缓解了住院难。", "床位〔数字缺失〕张"),
        ("电子码覆盖率达到%，更加方便。", "达到〔数字缺失〕%"),
        ("新楼总投资亿元，明年投用。", "总投资〔数字缺失〕亿元"),
        ("候诊时间缩短至分钟以内。", "至〔数字缺失〕分钟以内"),
        ("治愈率提高个百分点。", "提高〔数字缺失〕个百分点"),
        ("年底前至少建成所村卫生室。", "建成〔数字缺失〕所"),
        ("中心接诊患者万人次。", "患者〔数字缺失〕万人次"),
        ("义诊服务群众余人次。", "群众〔数字缺失〕人次"),
        ("给予每人万元补助。", "每人〔数字缺失〕万元"),
        ("建成个国家级重点专科。", "建成〔数字缺失〕个国家级"),
        ("参演单位个。", "单位〔数字缺失〕个"),
        ("为岁以上老人体检。", "为〔数字缺失〕岁以上"),
        ("打造城区分钟就医圈。", "〔数字缺失〕分钟就医圈"),
        ("病床总数达到张，增幅明显。", "达到〔数字缺失〕张"),
        ("投入资金____万元，用于更新。", "资金〔数字缺失〕万元"),
        ("完成白内障复明手术例。", "手术〔数字缺失〕例"),
        ("费用同期下降X%，群众受益。", "下降〔数字缺失〕%"),
    ],
)
def test_a_single_figure_taken_out_is_marked_where_the_sign_is_unmistakable(sentence, marked):
    text = clean("今年以来，各项工作落实到位。" + sentence + "群众总体满意。").text
    assert marked in text
    assert text.count("〔数字缺失〕") == 1


def test_where_figures_were_taken_out_all_over_a_counter_alone_is_marked():
    speech = "是个好办法，培育名医，请张院长来。"
    plain = f"力争个专科进入全省前列，选派名医师下乡，提供服务的机构有家。{speech}"
    assert clean(plain).text == plain
    signs = "总投资亿元，床位达到张，占比达到%，缩短至分钟以内，提升个百分点。"
    text = clean(signs + plain).text.replace("〔数字缺失〕", "▮")
    assert text.endswith(
        "力争▮个专科进入全省前列，选派▮名医师下乡，提供服务的机构有▮家。"
        "是个好办法，培育名医，请张院长来。"
    )


@pytest.mark.parametrize(
    "text",
    [
        "收到选票近万张，来信近万件，帮扶近万人次。",
        "新增个税抵扣，设立个人账户，完成个案管理，配备救护车辆。",
        "培养名医，引进名师，建成家门口的医院，达到所要求的标准。",
        "补短板强弱项，够条件的项目先开工，不是为了处理多少人。",
        "周岁以上、多岁以上，几分钟就医，业余人员，剩余名额。",
        "推荐人才培训项目，储备项目，新签约项目，重点学科。",
    ],
)
def test_words_that_end_like_units_get_no_mark(text):
    assert clean(text * 3).text == text * 3
