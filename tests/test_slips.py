"""Slips are flagged and kept."""

import pytest

from youju.reading.cleaning.passes import clean


@pytest.mark.parametrize(
    ("raw", "at", "reason"),
    [
        ("印发X市办公室关于成立领导小组的通知》，抓好落实。", "》", "书名号不成对"),
        ("学习《条例和《办法》，抓好落实。", "《", "书名号不成对"),
        ("组建专科盟12个，一如继往抓好落实。", "专科盟", "疑似错别字"),
    ],
)
def test_a_slip_is_flagged_and_the_text_stays(raw, at, reason):
    result = clean(raw)
    assert result.text == raw
    first = result.edits[0]
    assert (first.op, first.before, first.after, first.reason) == ("flag", at, at, reason)


@pytest.mark.parametrize(
    "raw",
    [
        "学习《条例》和《〈办法〉解读》，组建专科联盟。",
        "有关健康政策既使群众受益，又按装备标准配齐设备，公园满意度高。",
    ],
)
def test_right_words_are_not_flagged(raw):
    assert clean(raw).edits == ()
