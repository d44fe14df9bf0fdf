"""A paper as plain text and as Markdown: every word is there, and nothing formats itself."""

from dataclasses import replace

import pytest
from set_papers import MEASURE, PAPER

from youju.drafting.formats import (
    ANNEX,
    CLEAN,
    MARK,
    REVIEW,
    UNTITLED,
    Block,
    Paper,
    blocks_of,
    is_heading,
    lead_of,
    lines_of,
    markdown_of,
    plain_of,
)

FORMS = pytest.mark.parametrize("form", [markdown_of, plain_of])


@FORMS
def test_a_clean_copy_holds_the_text_and_nothing_beside_it(form):
    text = form(PAPER, CLEAN)
    assert f"{MEASURE}，每千人口托位数达到4.1个。" in text
    assert "【待补：床位数，单位张】" in text
    assert MARK not in text
    assert ANNEX not in text
    assert "[1" not in text
    assert "示例市公报" not in text


@FORMS
def test_a_review_copy_carries_mark_markers_and_sources(form):
    text = form(PAPER, REVIEW)
    assert text.index("讨论稿") < text.index(PAPER.title)
    assert "个[1]，" in text or "个[1\\]，" in text
    assert text.index("2024年4月10日", text.index("示例市卫生")) < text.index(ANNEX)
    assert text.index(ANNEX) < text.index("示例市公报")


def test_plain_text_indents_the_body_and_nothing_else():
    lines = plain_of(PAPER, CLEAN).splitlines()
    indented = [line for line in lines if line.startswith("　　")]
    assert len(indented) == 6
    assert all(not line.startswith("　　　") for line in indented)
    assert "同志们：" in lines


def test_markdown_marks_only_headings_that_have_a_line_of_their_own():
    lines = markdown_of(PAPER, CLEAN).splitlines()
    heads = [line for line in lines if line.startswith("#")]
    assert heads == [
        f"# {PAPER.title}",
        "## 一、2024年工作回顾",
        "#### 1.健全工作机制",
        "##### （1）开展督导检查",
        "## 二、2025年工作安排",
    ]


def test_markdown_in_the_text_stays_text():
    paper = Paper(title="甲*乙*", blocks=(Block(text="- <b>丙</b> [丁](http://x) | `戊`"),))
    text = markdown_of(paper)
    assert "# 甲\\*乙\\*" in text
    assert "\\- \\<b\\>丙\\</b\\> [丁]\\(http://x) \\| \\`戊\\`" in text


def test_a_cell_of_the_annex_cannot_open_a_column_or_a_line():
    row = replace(PAPER.sources[0], quote="一|二\n三")
    table = [
        line
        for line in markdown_of(replace(PAPER, sources=(row,)), REVIEW).splitlines()
        if line.startswith("| [1]")
    ]
    assert len(table) == 1
    assert "一\\|二 三" in table[0]


@pytest.mark.parametrize(
    ("text", "lead", "rest"),
    [
        ("一、工作回顾", "一、工作回顾", ""),
        ("（一）聚焦托育。新增5个。", "（一）聚焦托育。", "新增5个。"),
        ("1.新增5个[1]。", "1.新增5个[1]。", ""),
        ("一是新增5个。二是建成2家。", "", "一是新增5个。二是建成2家。"),
    ],
)
def test_the_lead_of_a_numbered_paragraph(text, lead, rest):
    (block,) = blocks_of(text)
    assert lead_of(block) == (lead, rest)


def test_a_numbered_sentence_is_no_heading():
    sentence, heading = blocks_of("（一）新增5个。\n（二）扩大供给[3]")
    assert not is_heading(sentence)
    assert is_heading(heading)


def test_what_no_file_can_hold_is_left_out_and_breaks_become_lines():
    paper = Paper(title="甲\x00乙\u202e", blocks=(Block(text="一、丙\n丁\x07戊"),))
    assert lines_of(paper) == ["甲乙", "一、丙", "丁戊"]


def test_a_paper_without_a_title_has_one_all_the_same():
    assert lines_of(Paper(title=" ", blocks=())) == [UNTITLED]
