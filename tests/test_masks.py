"""Masked names are seen, and a model essay is known by them or by its page."""

import pytest

from youju.reading.metadata.masks import count_masks, is_model_essay, masked_places


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("X市和某县，xx区与**镇", 4),
        ("党的XX大，健康XX建设，X同志", 3),
        ("推行1+X模式，配备X光机，XX染色体，某些地区", 0),
        ("占〔数字缺失〕%。" * 6, 2),
    ],
)
def test_masked_names_are_counted(text, count):
    assert count_masks(text) == count


def test_a_masked_place_is_written_in_capitals():
    assert masked_places("xx区与Ｘ市、某县、*县") == ["XX区", "X市", "某县"]


@pytest.mark.parametrize(
    ("clean", "page", "title"),
    [
        ("X市和X县都有进展。", "", "工作总结"),
        ("全市进展良好。", "", "在会议上的讲话（精品）"),
        ("全市进展良好。", "", "工作总结汇编（5篇）"),
        ("全市进展良好。", "以下是小编为大家整理的总结\n全市进展良好。", "工作总结"),
        ("全市进展良好。", "全市进展良好。\n正式会员可完整阅读", "工作总结"),
        ("全市进展良好。", "VIP专免\n全市进展良好。", "工作总结"),
    ],
)
def test_a_model_essay_is_known(clean, page, title):
    assert is_model_essay(clean, page, title)


def test_an_office_that_speaks_of_model_texts_is_no_model_essay():
    clean = "印发公文写作范文汇编，建设市级文库，VIP病房已经取消。"
    assert not is_model_essay(clean, clean, "工作总结")
