"""Chunks are spans of whole sentences inside one section."""

import time
from itertools import pairwise

import pytest

from youju.reading.chunking import chunk_sections
from youju.types import Chunk, Section

SENTENCE = "全市新增床位120张，增长4.4%，各项工作稳步推进。"  # 27 characters


def section(text: str, start: int = 0, end: int | None = None) -> Section:
    stop = len(text) if end is None else end
    return Section(
        doc_id="d", kind="heading", headings=("一、做法",), start=start, end=stop, speaker=None
    )


def cut(text: str, min_chars: int = 300, max_chars: int = 500) -> tuple[Chunk, ...]:
    return chunk_sections(text, [section(text)], min_chars=min_chars, max_chars=max_chars)


TEXTS = [
    SENTENCE * 40,
    (SENTENCE * 3 + "\n\n") * 15,
    "没有句号的长句，" * 200,
    "既无句号也无逗号" * 200,
    "一是" + SENTENCE * 6 + "二是" + SENTENCE * 9 + "三是" + SENTENCE * 2,
    "（" * 700,
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(("min_chars", "max_chars"), [(1, 1), (5, 12), (30, 60), (300, 500)])
def test_every_chunk_is_a_span_and_no_character_is_lost(text, min_chars, max_chars):
    chunks = cut(text, min_chars, max_chars)
    assert all(chunk.text == text[chunk.start : chunk.end] for chunk in chunks)
    assert all(0 < len(chunk.text) <= max_chars for chunk in chunks)
    assert all(chunk.text == chunk.text.strip() for chunk in chunks)
    assert all(a.end <= b.start for a, b in pairwise(chunks))
    assert "".join("".join(c.text for c in chunks).split()) == "".join(text.split())


def test_chunks_end_with_their_sentence():
    for chunk in cut(SENTENCE * 60):
        assert chunk.text.endswith("。")
        assert 300 <= len(chunk.text) <= 500


def test_a_short_rest_is_balanced_away():
    lengths = [len(chunk.text) for chunk in cut(SENTENCE * 19)]  # 513: one too many for one chunk
    assert len(lengths) == 2
    assert min(lengths) > 200


def test_a_section_is_never_left_and_never_joined_to_the_next():
    text = "短句一。" + SENTENCE * 30 + "短句二。"
    borders = [(0, 4), (4, len(text) - 4), (len(text) - 4, len(text))]
    chunks = chunk_sections(
        text, [section(text, *border) for border in borders], min_chars=300, max_chars=500
    )
    assert chunks[0].text == "短句一。"
    assert chunks[-1].text == "短句二。"
    assert all(any(a <= c.start and c.end <= b for a, b in borders) for c in chunks)
    assert {chunk.headings for chunk in chunks} == {("一、做法",)}


def test_a_border_before_an_item_or_a_paragraph_is_preferred():
    listed = "一是" + SENTENCE * 13 + "二是" + SENTENCE * 13
    assert [chunk.text[:2] for chunk in cut(listed)] == ["一是", "二是"]
    paragraphs = SENTENCE * 12 + "\n" + SENTENCE * 14
    assert [chunk.text.count(SENTENCE) for chunk in cut(paragraphs)] == [12, 14]


def test_an_item_inside_a_sentence_can_open_a_chunk():
    text = (
        "要抓好以下工作：" + "一是" + "推进改革，" * 70 + "；" + "二是" + "强化服务，" * 70 + "。"
    )
    assert any(chunk.text.startswith("二是") for chunk in cut(text))


def test_a_long_sentence_is_cut_at_a_comma_and_not_inside_a_number():
    text = "完成投资1,234万元，" * 60
    chunks = cut(text)
    assert len(chunks) > 1
    assert all(chunk.text.endswith("，") for chunk in chunks)


def test_a_long_section_takes_linear_time():
    began = time.perf_counter()
    cut(SENTENCE * 10_000)
    assert time.perf_counter() - began < 5
