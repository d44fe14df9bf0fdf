"""Advertising goes, however it is strung together; reports that use its words stay."""

import pytest
from raws import BODY, TITLE

from youju.reading.cleaning.passes import clean


@pytest.mark.parametrize(
    "line",
    [
        "日韩无码_欧美精品一区二区_久久久成人网_在线视频",
        "国产精品久久久在线观看-亚洲无码专区-午夜福利高清-人妻熟妇中出",
        "麻豆影视|蜜桃影像|91制片厂|天天干在线,免费观看高清",
        "开云体育-开云体育APP下载-官方网站|开云官网登录,博彩平台注册。",
    ],
)
def test_a_string_of_advertising_goes_wherever_it_stands(line):
    for raw in (f"{line}\n{TITLE}\n{BODY}", f"{TITLE}\n{BODY}\n{line}\n{BODY}"):
        result = clean(raw)
        assert line[:4] not in result.text
        assert TITLE in result.text
        assert BODY in result.text


def test_a_block_of_advertised_names_goes_and_so_do_they_inside_the_text():
    block = "快3官网\n\n快3官网注册\n\n快3开奖结果\n\n快3下载"
    raw = f"{block}\n{TITLE}\n{BODY}全年诊疗3万快3官网人次，比上年增加2万人次。"
    assert clean(raw).text.split("\n")[-1] == f"{BODY}全年诊疗3万人次，比上年增加2万人次。"


def test_a_name_of_a_site_behind_every_paragraph_goes():
    raw = "\n".join(f"{BODY}k9m云山新闻网" for _ in range(3))
    assert clean(raw).text == "\n".join([BODY] * 3)
    once = f"{BODY}云山新闻网\n{BODY}"
    assert clean(once).text == once


@pytest.mark.parametrize(
    "line",
    [
        "安排福利彩票公益金30万元，用于社区养老服务。",
        "开展高清影像在线会诊，平台注册医生120名，APP下载3万次。",
        "打击非法代孕",
        "全市无码头作业区职业病病例。",
        "欧美、日韩等国家的经验值得借鉴，中文字幕版教材已经印发。",
    ],
)
def test_reports_that_use_such_words_stay(line):
    assert line in clean(f"{TITLE}\n{BODY}\n{line}\n{BODY}").text


def test_a_paragraph_into_which_an_advertisement_was_put_is_not_lost():
    line = f"{BODY}由凯时平台官网设计院设计，与新院区同步凯时平台官网与提高。{BODY}"
    assert clean(f"{TITLE}\n{line}").text.endswith(line)
