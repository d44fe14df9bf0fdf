"""Lines are judged by their form and their neighbours."""

import pytest

from youju.reading.sections.headings import read_lines

BODY = "全市坚持预防为主，各项工作稳步推进。"


def judged(text: str) -> list[tuple[str, str | None]]:
    """Kind and words of every line; None for running text."""
    return [(line.words or line.text, line.level and line.kind) for line in read_lines(text)]


def test_a_title_that_is_repeated_is_no_heading():
    text = f"年度工作总结\n年度工作总结\n\n一、做法\n{BODY}"
    assert judged(text) == [("一、做法", "heading"), (BODY, None)]


def test_an_article_is_an_item_and_a_chapter_a_heading():
    text = f"管理办法\n第一章 总则\n第一条 {BODY}\n第二条 {BODY}后文。"
    kinds = [kind for _, kind in judged(text)]
    assert kinds == ["heading", "item", "item"]


def test_a_sentence_about_a_chapter_is_text():
    line = "第一章规定了采购的程序。第二章规定了储存的条件。"
    assert judged(f"学习体会\n{line}") == [(line, None)]


def test_whole_sentences_are_items_and_one_above_a_paragraph_is_a_heading():
    listed = "（一）完成改造；\n（二）完成培训。"
    assert [kind for _, kind in judged(f"总结\n{listed}\n{BODY}")] == ["item", "item", None]
    assert judged(f"总结\n（一）加强领导。\n{BODY}")[0] == ("（一）加强领导", "heading")


@pytest.mark.parametrize("row", ["一、改革｜5项｜完成", "| 一、改革 | 5项 |"])
def test_a_row_of_a_table_is_text(row):
    assert judged(f"总结\n{row}\n{BODY}")[0] == (row, None)


def test_a_run_of_bullets_is_a_list_and_one_alone_is_not():
    assert judged(f"总结\n• 甲事\n• 乙事\n{BODY}")[:2] == [("甲事", "item"), ("乙事", "item")]
    assert judged(f"总结\n○ 丁克明\n{BODY}")[0] == ("○ 丁克明", None)


def test_two_short_lines_are_a_heading_and_its_subheading():
    text = f"总结\n{BODY}\n改革工作\n医保改革\n{BODY}\n药品改革\n{BODY}"
    lines = read_lines(text)
    outer, first, second = (line for line in lines if line.level is not None)
    assert (outer.words, first.words, second.words) == ("改革工作", "医保改革", "药品改革")
    assert outer.level < first.level == second.level


def test_three_short_lines_are_a_list():
    text = f"总结\n{BODY}\n床位改造\n人员培训\n设备验收\n{BODY}"
    assert all(kind is None for _, kind in judged(text))


def test_an_unnumbered_heading_inside_a_bracketed_one_does_not_end_the_row():
    text = f"总结\n一、做法\n（一）改革工作\n{BODY}\n药品集中采购\n{BODY}\n（二）服务工作\n{BODY}"
    lines = {line.words: line.level for line in read_lines(text) if line.level}
    assert lines["药品集中采购"] > lines["（二）服务工作"]


def test_an_office_and_a_name_are_no_heading():
    line = "市卫生健康委主任 王立明"
    assert judged(f"在会议上的讲话\n{line}\n{BODY}")[0] == (line, None)
