"""What a page puts around a text goes, and what resembles it stays."""

import pytest
from raws import BODY, TITLE

from youju.reading.cleaning.passes import clean


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
        "已有0人发表了评论",
        "已有0人发表了评论，共12人参与",
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


@pytest.mark.parametrize(
    "credit",
    [
        "供稿：人口家庭处\n发布：冯某 审核：林某",
        "记者：张三、李四\n云山电视台制作\n统筹：\n编审：\n关键词：",
        "标签： 健康 医疗",
    ],
)
def test_the_credits_of_a_press_office_below_the_text_go(credit):
    text = clean(f"{TITLE}\n{BODY}\n{credit}").text
    assert not any(label in text for label in ("供稿", "审核", "记者", "统筹", "标签"))
    assert BODY in text


@pytest.mark.parametrize(
    "line",
    [
        "/ G- k; W% a% |( ^# n% J3",
        "➮📪☲",
        "💲点此领取📪",
    ],
)
def test_litter_goes(line):
    assert clean(f"{TITLE}\n{line}\n{BODY}").text == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize("line", ["| A | B | C |", "CT MRI DSA PET", "x = a + b", "A、B、C"])
def test_short_tokens_that_are_text_stay(line):
    assert line in clean(f"{TITLE}\n{BODY}\n{line}\n{BODY}").text
