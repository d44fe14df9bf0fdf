"""Noise goes, by its class; text stays, letter by letter; every change is told."""

import time

import pytest
from raws import NOISY

from youju.reading.cleaning import clean

CLEAN = """# 云山市2023年卫生健康工作总结

全市新增床位1,234张，增长4.4%，投资1.74亿元。会议于9:30开始，见https://a.cn/b?c=1,2。

一、主要做法

- 新增床位 120 张
- 新增医师 30 名

| 指标 | 占比% |
| --- | --- |
| 床位 | 20 |

1. “1+X”模式（试点）覆盖4-5个县（区）：一个、几个、每个、这个、多个、整个都算。
2. 引进上亿元的项目，投资亿元以上企业2家，万元GDP能耗下降；各项事项建立台账，张医生到场。

时间：2024年3月5日
地点：市政府会议室
来源于群众的建议有30条。问：怎么办？答：按规定办。"""


def test_a_clean_text_passes_unchanged():
    result = clean(CLEAN)
    assert result.text == CLEAN
    assert result.edits == ()
    assert result.complete


@pytest.mark.parametrize("raw", NOISY)
def test_cleaning_twice_changes_nothing_more(raw):
    once = clean(raw)
    again = clean(once.text)
    assert again.text == once.text
    assert again.complete == once.complete


@pytest.mark.parametrize(
    "raw",
    [
        "全市新增床位120张,增长4.4%;开展巡查(民营医院)。" * 12_000,
        " " * 300_000,
        "(" * 300_000,
        "??" * 150_000,
        '"' * 300_000,
        "…" * 300_000,
        "• 标题\n" * 60_000,
    ],
    ids=["text", "blanks", "brackets", "marks", "quotes", "dots", "bullets"],
)
def test_a_long_text_takes_linear_time(raw):
    began = time.perf_counter()
    clean(raw)
    assert time.perf_counter() - began < 15
