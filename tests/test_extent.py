"""How much of the whole a source shows."""

import pytest

from youju.reading.metadata.extent import extent_of


@pytest.mark.parametrize(
    ("raw", "extent"),
    [
        ("（未完,全文共4027字,当前只显示2237字,请阅读提示）", (2237, 4027)),
        ("本文共3500字，您可预览前800字", (800, 3500)),
        ("已显示1200字，全文共5600字，登录后阅读", (1200, 5600)),
        ("全市共3500人，培训800人次", (None, None)),
        ("全文共800字，当前显示800字", (None, None)),
    ],
)
def test_the_source_says_so(raw, extent):
    assert extent_of("正文。", raw) == extent


def test_what_was_left_out_is_counted_to_what_stands_here():
    clean = "前半部分。〔原文此处缺861字〕\n后半部分。"
    assert extent_of(clean, "前半部分。……(某网省略861字)……\n后半部分。") == (10, 871)
