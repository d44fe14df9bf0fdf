"""Who speaks is told by a line of its own, or by the title."""

import pytest

from youju.reading.metadata.bylines import speaker_of

FILL = "推动全市卫生健康工作再上台阶。"


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("○ 丁克明", "丁克明"),
        ("刘 明 张东方", "刘明、张东方"),
        ("市卫生健康委主任　王小明", "王小明"),
        ("市长 李 军", "李军"),
        ("范文斋", None),
        ("向全县", None),
        ("各项任务", None),
        ("王牌专科建设", None),
    ],
)
def test_a_line_below_the_title(line, speaker):
    assert speaker_of(f"筑牢健康防线\n{line}\n{FILL}", "", "筑牢健康防线") == speaker


def test_the_title_names_the_speaker():
    assert speaker_of(FILL, "", "王小明在全市卫生健康会议上的讲话") == "王小明"
    assert speaker_of(FILL, "", "王小明：基层卫生改革研究") == "王小明"
    assert speaker_of(FILL, "", "王小明到云山市调研") is None


def test_the_page_states_the_author():
    assert speaker_of(FILL, "作者：王小明 来源：某报", "题目") == "王小明"
