"""Sentences, folding and terms of Chinese text."""

from itertools import pairwise

import pytest

from youju.text import bigrams, estimate_tokens, fold, sentence_spans, words


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def test_a_closing_quote_stays_with_its_sentence() -> None:
    assert cut("他说：“办好了。”大家鼓掌！") == ["他说：“办好了。”", "大家鼓掌！"]


def test_a_decimal_point_ends_no_sentence() -> None:
    assert cut("增长4.88%；下降3.5‰。") == ["增长4.88%；", "下降3.5‰。"]


def test_a_line_break_ends_a_sentence_and_blanks_are_left_out() -> None:
    assert cut("一、回顾\n\n　　全年完成。 ") == ["一、回顾", "全年完成。"]


@pytest.mark.parametrize("text", ["", "\n\n", "。", "没有句号", "甲。乙；丙", "”。”“"])
def test_spans_are_in_order_and_lose_no_character(text: str) -> None:
    spans = list(sentence_spans(text))
    assert all(a < b for a, b in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert "".join(cut(text)) == "".join(text.split())


def test_folding_keeps_every_offset() -> None:
    text = "ＧＤＰ增长５．３％，İstanbul“好”"
    assert len(fold(text)) == len(text)
    assert fold(text).startswith("gdp增长5.3%,")


def test_bigrams_keep_numbers_and_latin_words_whole() -> None:
    assert bigrams("GDP增长5.3%") == ["gdp", "增长", "5.3"]
    assert bigrams("托位数") == ["托位", "位数"]


def test_words_do_not_join_across_digits() -> None:
    assert all(not any(c.isdigit() for c in word) for word in words("2023年新增托位808个"))


def test_more_characters_are_more_tokens() -> None:
    assert estimate_tokens("字" * 800) == 600
    assert estimate_tokens("") == 1
