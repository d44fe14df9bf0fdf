"""A paragraph gets the full stop that it lacks; a text that breaks off is said to."""

import pytest
from raws import BODY, TITLE

from youju.reading.cleaning.passes import clean

OPEN = "市中医院获评省级重点专科。两家县级医院建成中医馆，覆盖全部乡镇，服务群众2万人次，满意率100%"


def test_a_paragraph_of_sentences_gets_its_full_stop():
    result = clean(f"{TITLE}\n\n{OPEN}\n\n{BODY}")
    assert result.text == f"{TITLE}\n\n{OPEN}。\n\n{BODY}"
    assert [(e.op, e.before, e.after) for e in result.edits] == [("repair", "%", "%。")]
    assert clean(f"{TITLE}\n{OPEN}\n（二）健全体系\n{BODY}").text.count(f"{OPEN}。\n") == 1


@pytest.mark.parametrize(
    "line",
    [
        "一、坚持预防为主，全面提升重大疫情防控和应急处置能力，守护人民群众生命健康安全",
        "- 完成改造。涉及市第一医院、市中医院、市妇幼保健院和四家县级医院，计划年底前交付使用",
        "| 指标。 | 市第一医院、市中医院、市妇幼保健院和四家县级医院，计划年底前交付使用 | 5 |",
        "市长强调：“要把健康放在优先发展的位置。各级各部门都要扛起责任，拿出更加有力的举措。”",
        "会议在市委党校举行。各县（市、区）卫生健康局主要负责人参加（名单附后，请提前准备发言材料）",
    ],
)
def test_headings_lists_tables_and_closed_quotations_get_none(line):
    raw = f"{TITLE}\n\n{line}\n\n{BODY}"
    assert clean(raw).text == raw


@pytest.mark.parametrize(
    "end", ["要加快推进县级医院提标改造，力争新增", "投入资金3000万元，新建村卫生室86"]
)
def test_a_text_that_stops_in_a_sentence_is_broken_off(end):
    result = clean(f"{TITLE}\n{BODY}\n{BODY}\n各级各部门都很重视。{end}")
    assert result.text.endswith(f"{end}〔原文至此中断〕")
    assert not result.complete


@pytest.mark.parametrize(
    "end",
    [
        "云山市卫生健康委员会",
        "2024年3月5日",
        "附件：1.重点单位名单，2.工作情况统计表，3.联系人员名单和联系方式",
        "联系人：王芳，办公室；电话：0000-1234567，传真：0000-7654321",
        "（市卫生健康委办公室，办公地址在人民路18号，邮编000000）",
    ],
)
def test_a_signature_or_a_label_is_an_end(end):
    result = clean(f"{TITLE}\n{BODY}\n{BODY}\n{end}")
    assert result.text.endswith(end)
    assert result.complete


@pytest.mark.parametrize(
    "notice",
    [
        "试读已结束，继续阅读需支付6元",
        "剩余70%内容未显示，开通会员后查看",
        "（本文未完，共3200字，已显示1500字，登录后查看全文）",
        "以下内容仅会员可见，请登录后阅读",
        "下载后可查看完整内容",
    ],
)
def test_a_notice_that_the_rest_is_paid_for_becomes_a_mark(notice):
    result = clean(f"{TITLE}\n{BODY}\n{notice}")
    assert result.text == f"{TITLE}\n{BODY}\n〔原文至此中断〕"
    assert not result.complete


def test_a_count_of_hidden_characters_becomes_a_mark():
    result = clean(f"{TITLE}\n{BODY}全县建成……此处隐藏1200字……三、下步打算\n{BODY}")
    assert "全县建成〔原文此处缺1200字〕三、下步打算" in result.text
    assert not result.complete


@pytest.mark.parametrize(
    "line",
    ["剩余资金会同财政部门收回，用于基层。", "以下内容由会员单位分头落实。", "摘要省略200字以内。"],
)
def test_sentences_with_such_words_stay(line):
    raw = f"{TITLE}\n{BODY}\n{line}\n{BODY}"
    assert clean(raw).text == raw
