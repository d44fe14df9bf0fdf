"""Punctuation and blanks are those of Chinese text, beside Chinese text only."""

import pytest

from youju.reading.cleaning.passes import clean


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


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "床位增加，，人员增加，。机构增加，、设备增加。。",
            "床位增加，人员增加。机构增加、设备增加。",
        ),
        (
            "以 “健康云山” 为引领，纲要（ 2015—2020 年） 》",
            "以“健康云山”为引领，纲要（2015—2020 年）》",
        ),
        ("云山市十大新闻 |", "云山市十大新闻"),
    ],
)
def test_marks_and_blanks_that_a_page_put_in_go(raw, expected):
    assert clean(raw).text.replace("《", "") == expected


@pytest.mark.parametrize(
    "raw", ["等等……还有。", "守护健康 服务群众", "| 床位 | 20 |", "主任　李明远", "新增 120 张"]
)
def test_marks_and_blanks_that_belong_there_stay(raw):
    assert clean(raw).text == raw
