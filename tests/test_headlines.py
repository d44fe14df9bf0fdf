"""A title is read where there is one, and made where there is none."""

import pytest

from youju.reading.metadata.headlines import made_title, title_line


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 云山市工作总结\n正文。", "云山市工作总结"),
        (
            "关于印发云山市三年行动计划\n（2023—2025年）的通知\n各县：",
            "关于印发云山市三年行动计划（2023—2025年）的通知",
        ),
        ("关于加强基层卫生工作的通知\n云山市卫生健康委\n各县：", "关于加强基层卫生工作的通知"),
        ("守护健康\n——记云山市中医院\n正文。", "守护健康"),
        ("同志们：\n今天开会。", ""),
        ("一、总体情况\n正文。", ""),
        ("今天召开会议，总结工作。", ""),
    ],
)
def test_the_title_line(text, title):
    assert title_line(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("3月5日，云山区召开年度工作会议。", "云山区召开年度工作会议"),
        ("新华社云山5月27日电（记者张三）云山市新增床位。", "云山市新增床位"),
        (
            "——2024年1月16日在云山市第九届人民代表大会上\n市长 李四\n各位代表：",
            "在云山市第九届人民代表大会上",
        ),
        ("", "无题"),
    ],
)
def test_a_made_title(text, title):
    assert made_title(text) == title
