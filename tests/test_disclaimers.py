"""What a site says of itself goes; what an office says stays."""

import pytest
from raws import BODY, TITLE

from youju.reading.cleaning.passes import clean


@pytest.mark.parametrize(
    "notice",
    [
        "以上内容为信息快照,由a.cn爬虫采集。",
        "以上文章仅代表作者个人观点,本网只是转载,如涉及版权请联系。",
        "2. 为防止用户资源被随意传播,本站部分文稿需要会员才可下载。",
        "版权声明：凡注明来源的作品，版权归本网所有。",
        "未经授权不得转载、复制或建立镜像",
    ],
)
def test_a_disclaimer_ends_the_text_and_what_follows_goes(notice):
    tail = f"{notice}\n\n某地获批中心\n全市有8张床位。"
    result = clean(f"{TITLE}\n{BODY}\n\n{tail}")
    assert result.text == f"{TITLE}\n{BODY}"
    (drop,) = [edit for edit in result.edits if edit.op == "drop"]
    assert drop.before == tail


def test_a_disclaimer_above_the_text_takes_only_its_own_line():
    assert clean(f"免责声明：本文为转载。\n{TITLE}\n{BODY}").text == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    "line",
    [
        "电脑桌面\n添加云山文库到电脑桌面\n安装后可以在桌面快捷访问",
        "云山范文,海量公文素材资料,下载网址:www.a.cn,润笔请加微:b1。",
        "2023年工作总结.docx_第1页\n2023年工作总结.docx_第2页",
        "A1.COM —— 专注党建行政公文写作范文",
    ],
)
def test_offers_go(line):
    assert clean(f"{line}\n{TITLE}\n{BODY}").text == f"{TITLE}\n{BODY}"


def test_offers_and_page_numbers_inside_a_paragraph_go():
    raw = f"{TITLE}\n{BODY}去年12月第 1 页 共 16 页下载后可任意编辑份，床位增加。"
    assert clean(raw).text == f"{TITLE}\n{BODY}去年12月份，床位增加。"


@pytest.mark.parametrize(
    "line",
    [
        "本平台注册会员达到3万人，覆盖全市。",
        "本文所称基层医疗卫生机构，是指乡镇卫生院和村卫生室。",
        "声明：自2024年1月1日起停止使用旧版处方。",
        "请登录系统填报，欢迎社会各界监督。",
    ],
)
def test_sentences_of_an_office_stay(line):
    raw = f"{TITLE}\n{BODY}\n{line}\n{BODY}"
    assert clean(raw).text == raw
