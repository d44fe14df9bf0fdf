"""Chunks are spans of whole sentences inside one section."""

from dataclasses import replace
from itertools import pairwise

import pytest

from youju.reading.sections.chunking import chunk_sections
from youju.reading.sections.splitting import split_sections
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
    sections = [replace(section(text, *span), headings=(str(span),)) for span in borders]
    chunks = chunk_sections(text, sections, min_chars=300, max_chars=500)
    assert chunks[0].text == "短句一。"
    assert chunks[-1].text == "短句二。"
    assert all(any(a <= c.start and c.end <= b for a, b in borders) for c in chunks)
    assert {chunk.headings for chunk in chunks} == {(str(span),) for span in borders}


ITEMS = [f"{n}是推进事项。{SENTENCE * 3}" for n in "一二三四五六"]


def packed(text: str, **lengths: int) -> list[tuple[tuple[str, ...], str]]:
    sections = split_sections("d", text)
    sizes = {"min_chars": 300, "max_chars": 500} | lengths
    return [(c.headings, c.text) for c in chunk_sections(text, sections, **sizes)]


def test_items_are_packed_together_under_the_path_that_they_share():
    text = f"题目\n一、做法\n{SENTENCE}{''.join(ITEMS)}"
    found = packed(text)
    assert [headings for headings, _ in found] == [("一、做法",)] * len(found)
    assert [body[:2] for _, body in found][1:] == ["四是"]
    assert "".join(body for _, body in found) == text.split("\n")[2]


def test_a_chunk_inside_one_item_is_called_after_it():
    text = f"题目\n一、做法\n一是抓改革。{SENTENCE * 14}二是抓服务。{SENTENCE * 14}"
    assert [headings for headings, _ in packed(text)] == [
        ("一、做法", "一是抓改革"),
        ("一、做法", "二是抓服务"),
    ]


def test_items_under_different_headings_are_never_in_one_chunk():
    text = f"题目\n一、甲事\n一是短。二是短。\n二、乙事\n一是短。二是短。\n三、丙事\n{SENTENCE}"
    assert [headings for headings, _ in packed(text)] == [
        ("一、甲事",),
        ("二、乙事",),
        ("三、丙事",),
    ]


def test_what_concludes_a_row_of_headings_is_not_packed_with_its_last():
    row = "".join(f"（{n}）做法{n}\n一是短。二是短。\n" for n in "一二三")
    text = f"题目\n一、回顾\n{row}{SENTENCE}"
    assert packed(text)[-1] == (("一、回顾",), SENTENCE)


def test_two_speakers_are_never_in_one_chunk():
    text = f"会议召开。\n陶明强调，{SENTENCE}\n沈小霞指出，{SENTENCE}"
    assert [body[:3] for _, body in packed(text)] == ["会议召", "陶明强", "沈小霞"]


def test_the_text_behind_the_items_joins_them():
    text = f"题目\n一、做法\n要抓好：一是甲；二是乙。{SENTENCE}"
    assert [headings for headings, _ in packed(text)] == [("一、做法",)]


def test_a_border_before_an_item_or_a_paragraph_is_preferred():
    listed = "一是" + SENTENCE * 13 + "二是" + SENTENCE * 13
    assert [body[:2] for _, body in packed(listed)] == ["一是", "二是"]
    paragraphs = SENTENCE * 12 + "\n" + SENTENCE * 14
    assert [chunk.text.count(SENTENCE) for chunk in cut(paragraphs)] == [12, 14]


def test_an_item_inside_a_sentence_can_open_a_chunk():
    text = (
        "要抓好以下工作：" + "一是" + "推进改革，" * 70 + "；" + "二是" + "强化服务，" * 70 + "。"
    )
    assert any(body.startswith("二是") for _, body in packed(text))


def test_a_long_sentence_is_cut_at_a_comma_and_not_inside_a_number():
    text = "完成投资1,234万元，" * 60
    chunks = cut(text)
    assert len(chunks) > 1
    assert all(chunk.text.endswith("，") for chunk in chunks)


def test_very_short_sentences_are_weighed_together_and_not_lost():
    text = "改革。" * 4000
    chunks = cut(text)
    assert "".join(chunk.text for chunk in chunks) == text
    assert all(300 <= len(chunk.text) <= 500 for chunk in chunks)
