"""Noise goes, by its class; text stays, letter by letter; every change is told."""

import time

import pytest

from youju.reading.cleaning import clean

CLEAN = """# 云山市2023年卫生健康工作总结

全市新增床位1,234张，增长4.4%，投资1.74亿元。会议于9:30开始，见https://a.cn/b?c=1,2。

一、主要做法

- 新增床位 120 张
- 新增医师 30 名

| 指标 | 占比% |
| --- | --- |
| 床位 | 20 |

1. “1+X”模式（试点）覆盖4-5个县（区）：一个、几个、每个、这个、多个、整个都算。
2. 引进上亿元的项目，投资亿元以上企业2家，万元GDP能耗下降；各项事项建立台账，张医生到场。

时间：2024年3月5日
地点：市政府会议室
来源于群众的建议有30条。问：怎么办？答：按规定办。"""


def ops(raw: str) -> set[tuple[str, str]]:
    return {(edit.op, edit.reason) for edit in clean(raw).edits}


def test_a_clean_text_passes_unchanged():
    result = clean(CLEAN)
    assert result.text == CLEAN
    assert result.edits == ()
    assert result.complete


# ---- characters ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("重點(diǎn)??平ㄔO(shè)", "重点专科建设"),
        ("重點??平ㄔO", "重点专科建设"),
        ("貫徹?zé)岢薄?", "贯彻热潮。"),
        ("有力??茖W(xué)規(guī)劃", "有力。科学规划"),
        ("談?wù)効捶?。例如", "谈谈看法。例如"),
        ("他說:“促進(jìn)政策?!?", "他说：“促进政策。”"),
    ],
)
def test_text_shifted_by_a_byte_is_restored(damaged, whole):
    assert clean(damaged).text == whole


def test_real_question_marks_are_left_alone():
    assert clean("真的吗??平时怎么办?!").text == "真的吗？？平时怎么办？！"


def test_a_restored_run_shows_the_raw_bytes_and_the_final_words():
    edits = [e for e in clean("重點(diǎn)??平ㄔO(shè)").edits if e.reason == "错位乱码"]
    assert [(e.op, e.before, e.after) for e in edits] == [("repair", "??平ㄔO", "专科建设")]


def test_readings_go_and_real_brackets_stay():
    raw = "衛(wèi)生健康(城南醫(yī)院)與國家(呼吸)中心(區(qū))"
    assert clean(raw).text == "卫生健康（城南医院）与国家（呼吸）中心（区）"


@pytest.mark.parametrize("raw", ["处方药（otc）管理，信息化（his）建设。", "书记郄（qiè）某到会。"])
def test_brackets_that_are_no_annotation_stay(raw):
    assert clean(raw).text == raw


def test_a_text_in_traditional_characters_becomes_simplified():
    raw = "婁底市著力採集血液，註冊醫師，占比於後裡。"
    assert clean(raw).text == "娄底市着力采集血液，注册医师，占比于后里。"


def test_a_simplified_text_keeps_its_rare_characters():
    raw = "著名专家著书立说，乾隆年间的瞭望塔仍在使用，参会的还有於先生。"
    assert clean(raw).text == raw


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("新增5张,增长4.4%,合格率100%;好!", "新增5张，增长4.4%，合格率100%；好！"),
        ("(一)县(区)共1,234人(EPC)", "（一）县（区）共1,234人（EPC）"),
        ("2023-04-22 10:17:04,比例1:3,按1+X推进", "2023-04-22 10:17:04，比例1:3，按1+X推进"),
        ('开展"国考"和"省考"', "开展“国考”和“省考”"),
        ("见http://a.cn/x?y=1,z(1)一文", "见http://a.cn/x?y=1,z(1)一文"),
        ("２０２３年ＣＴ室", "2023年CT室"),
        ("a(b), c.", "a(b), c."),
    ],
)
def test_punctuation_is_full_width_beside_chinese_only(raw, expected):
    assert clean(raw).text == expected


def test_blanks_and_empty_lines_are_repaired():
    raw = "\u3000\u3000第一段。\u00a0\n\n\n\n    第二段\u00a0\u00a0续。\t"
    assert clean(raw).text == "第一段。\n\n第二段 续。"


def test_markup_and_entities_that_leaked_into_a_text_go():
    raw = "<p>第一段&ldquo;好&rdquo;。</p><p>第二段<br/>第三行&nbsp;完。</p>"
    assert clean(raw).text.split() == ["第一段“好”。", "第二段", "第三行", "完。"]


# ---- lines ---------------------------------------------------------------------------------------

TITLE = "在全市卫生健康工作会议上的讲话"
BODY = "今天召开会议，总结去年工作，部署今年任务，全市新增床位120张，各项工作稳步推进。" * 5


@pytest.mark.parametrize(
    "line",
    [
        "日韩无码_欧美精品一区二区_久久久成人网_在线视频",
        "首页 > 政务公开 > 工作动态",
        "当前位置：首页 > 卫健动态 > 正文",
        "发布时间:2024-03-05 10:22 来源:云山日报 浏览次数:123次 字体:[大 中 小]",
        "2024-03-05 10:22:01 [来源:云山在线] [编辑:某人]",
        "2024-03-05 10:22:01",
        "爱云山 分享 时间:",
        "字体:【",
        "本文转自:云山日报",
        "分享到:微信 微博 QQ空间",
        "打印本页 关闭窗口",
        "上一篇:某地召开动员会",
        "下一篇：没有了",
        "索引号： | 307021102/2024 | 发布机构： | |",
        "责任编辑:张三 审核:李四",
        "版权所有 云山市人民政府 ICP备00000号",
        "— 12 —",
        "第3页 共10页",
        "今日热点",
        "以下是某某范文网小编为大家整理的讲话稿，仅供参考。",
        '");',
    ],
)
def test_page_furniture_goes_wherever_it_stands(line):
    for raw in (f"{line}\n{TITLE}\n{BODY}", f"{TITLE}\n{line}\n{BODY}", f"{TITLE}\n{BODY}\n{line}"):
        result = clean(raw)
        assert result.text == f"{TITLE}\n{BODY}"
        assert any(edit.op == "drop" for edit in result.edits)


@pytest.mark.parametrize(
    "line",
    [
        "一、来源",
        "资金来源：财政补助",
        "记者：请问今年有什么打算，准备新增几家医院？",
        "编辑完成区域医疗规划。",
        "收藏家协会捐赠药箱120个。",
        "首页设计方案已经通过，网站改版完成。",
        "相关工作要求如下：",
        "血压>140且>90的患者",
        "推荐阅读书目的活动覆盖全市。",
    ],
)
def test_text_that_resembles_furniture_stays(line):
    assert line in clean(f"{TITLE}\n{BODY}\n{line}\n{BODY}").text.split("\n")


def test_a_disclaimer_ends_the_text_and_what_follows_goes():
    tail = "以上内容为信息快照,由a.cn爬虫采集。\n\n某地获批中心\n全市有8张床位。"
    result = clean(f"{TITLE}\n{BODY}\n\n{tail}")
    assert result.text == f"{TITLE}\n{BODY}"
    (drop,) = [edit for edit in result.edits if edit.op == "drop"]
    assert drop.before == tail


def test_a_disclaimer_above_the_text_takes_only_its_own_line():
    assert clean(f"免责声明：本文为转载。\n{TITLE}\n{BODY}").text == f"{TITLE}\n{BODY}"


def test_teasers_of_other_pages_go():
    tail = "某市出台新规\n...规定指出要加强管理,\n2024-05-18 04:00:00\n"
    tail += "另一标题\n另一摘要没有句号\n2024-01-23 10:44"
    assert clean(f"{TITLE}\n{BODY}\n{tail}").text == f"{TITLE}\n{BODY}"


def test_a_list_of_other_articles_goes_but_the_end_of_a_cut_paragraph_stays():
    links = "  更多相关文章:\n  • 全市推进会议讲话\n\n  • 某局党建工作总结\n\n"
    links += "  • 夯实发展基础。\n"
    raw = f"{TITLE}\n{BODY}\n{links}\n一、下一步打算\n{BODY}"
    assert clean(raw).text == f"{TITLE}\n{BODY}\n夯实发展基础。\n\n一、下一步打算\n{BODY}"


def test_a_list_of_links_without_bullets_ends_before_the_next_heading():
    raw = f"{TITLE}\n{BODY}\n相关阅读\n某市召开推进会上的讲话\n某局年度工作总结\n夯实基础\n{BODY}"
    assert clean(raw).text == f"{TITLE}\n{BODY}\n夯实基础\n{BODY}"


@pytest.mark.parametrize("first", [f"标题:{TITLE}", f"{TITLE}稿", f"{TITLE}_范文网", TITLE])
def test_a_title_said_twice_is_kept_once_and_clean(first):
    assert clean(f"{first}\n{TITLE}\n\n{BODY}").text.split() == [TITLE, BODY]


def test_a_single_title_loses_its_prefix_and_the_site_name():
    assert clean(f"标题:{TITLE} - 某某网\n{BODY}").text == f"{TITLE}\n{BODY}"


# ---- what is missing -----------------------------------------------------------------------------


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


BLANKED = (
    "新楼总投资亿元，绿化面积亩，门诊楼面积万平方米，开放床位张，购置设备台（套）。门诊接待患者万人次，完成介入手术台，"
    "转诊率达到%，比去年提升个百分点，排队时间至分钟以内。打造康复医学科等个特色专科，争创重点专科个。"
    "年底至少建成所示范医院，%的卫生室达标。引进硕士名，开展新项目项，给予每人万元补贴、万元经费。"
    "知晓率从%提升至*%，完成个乡镇建设，救治患者例，缩短至*小时。储备药品万只，培训次以上，参会单位个。"
)


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


# ---- the log -------------------------------------------------------------------------------------

NOISY = [
    f"标题:{TITLE}\n{TITLE}\n\n同志们:\n{BLANKED}\n上一篇:某地会议",
    "基層(céng)醫(yī)療(liáo)服務(wù)穩(wěn)步提升,重點(diǎn)??平ㄔO(shè)。\n今日熱點",
    "甲&nbsp;<b>乙</b>\u200b，\r\n\r\n\r\n丙(丁),戊",
    "",
    "\n \n",
    "?!?",
]


@pytest.mark.parametrize("raw", NOISY)
def test_cleaning_twice_changes_nothing_more(raw):
    once = clean(raw)
    again = clean(once.text)
    assert again.text == once.text
    assert again.complete == once.complete


@pytest.mark.parametrize("raw", NOISY)
def test_edits_are_spans_of_the_raw_text_that_replay_to_the_clean_one(raw):
    result = clean(raw)
    replayed, here = "", 0
    for edit in result.edits:
        assert raw[edit.start : edit.end] == edit.before
        assert edit.start >= here
        replayed += raw[here : edit.start] + edit.after
        here = edit.end
    assert (replayed + raw[here:]).strip() == result.text


def test_a_drop_swallows_the_repairs_inside_it():
    edits = clean(f"{TITLE}\n{BODY}\n上一篇:某地,会议").edits
    assert [(edit.op, edit.before) for edit in edits] == [("drop", "上一篇:某地,会议")]


@pytest.mark.parametrize(
    "raw",
    [
        "全市新增床位120张,增长4.4%;开展巡查(民营医院)。" * 12_000,
        " " * 300_000,
        "(" * 300_000,
        "??" * 150_000,
        '"' * 300_000,
        "…" * 300_000,
        "• 标题\n" * 60_000,
    ],
    ids=["text", "blanks", "brackets", "marks", "quotes", "dots", "bullets"],
)
def test_a_long_text_takes_linear_time(raw):
    began = time.perf_counter()
    clean(raw)
    assert time.perf_counter() - began < 15
