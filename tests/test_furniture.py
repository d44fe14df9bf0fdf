"""What a page puts around a text goes, and what resembles it stays."""

import pytest
from raws import BODY, TITLE

from youju.reading.cleaning import clean


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


@pytest.mark.parametrize("first", [f"标题:{TITLE}", f"{TITLE}稿", f"{TITLE}_范文网", TITLE])
def test_a_title_said_twice_is_kept_once_and_clean(first):
    assert clean(f"{first}\n{TITLE}\n\n{BODY}").text.split() == [TITLE, BODY]


def test_a_single_title_loses_its_prefix_and_the_site_name():
    assert clean(f"标题:{TITLE} - 某某网\n{BODY}").text == f"{TITLE}\n{BODY}"
