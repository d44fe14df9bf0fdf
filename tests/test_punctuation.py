"""Punctuation and blanks are those of Chinese text, beside Chinese text only."""

import pytest

from youju.reading.cleaning import clean


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
