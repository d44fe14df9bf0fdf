"""The head of a page goes, its title stays."""

import pytest
from raws import BODY, TITLE

from youju.reading.cleaning.passes import clean


@pytest.mark.parametrize(
    "head",
    [
        "云山热线",
        "• 云山卫生网移动版\n\n云山卫生网移动版",
        "国内国际图片视频军事历史科技娱乐经济评论",
        "• 联系电话：0000-1234567\n• 投稿邮箱：a@b.cn",
        "工作动态\n首页 > 政务公开 > 工作动态",
        "欢迎来到云山市人民医院！\n当前位置：首页 > 医院动态",
        "计划总结\n索 引 号：000000/2023-00095 公开日期：2023-04-22",
    ],
)
def test_names_of_site_and_channel_go(head):
    assert clean(f"{head}\n\n{TITLE}\n\n{BODY}").text == f"{TITLE}\n\n{BODY}"


@pytest.mark.parametrize(
    "counters", ["2024-06-07\n999+\n14.51KB\n11 页\n海报\n侵权投诉", "0", "12"]
)
def test_counters_below_the_title_go(counters):
    assert clean(f"{TITLE}\n{counters}\n{BODY}").text == f"{TITLE}\n{BODY}"


def test_a_title_that_stands_above_the_labels_stays_where_no_other_can_be_one():
    raw = f"{TITLE}\n发布时间:2024-03-05 10:22 来源:云山日报\n一、主要做法\n{BODY}"
    assert clean(raw).text == f"{TITLE}\n一、主要做法\n{BODY}"


def test_a_site_that_is_the_title_stays():
    raw = f"健康云山网\n{BODY}"
    assert clean(raw).text == raw
