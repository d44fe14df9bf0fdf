"""A document leaf by leaf: nothing is lost between leaves, and every mark stands in both texts."""

import re
from dataclasses import replace
from html import unescape

import pytest
from builders import reading as plain

from youju.reading.cleaning.edits import clean_spans
from youju.reading.cleaning.passes import clean
from youju.types import Edit, Gap, Reading, Section
from youju.web.fulltext import render_clean, render_raw
from youju.web.leaves import count_marks, cut_leaves, is_seen, leaf_at

NASTY = '<script>alert("1")</script>&<img src=x>'
RAW = f"""标题:在示例市会议上的讲话
在示例市会议上的讲话

  同志们:

一、工作回顾

(一)服务能力不断提升。全市总投资亿元,面积平方米,占比达到%,新增床位1200张。X县有8个。
二是{NASTY},每人万元。

上一篇:关于某项工作的通知
下一篇:关于另一项工作的通知
"""


def section(text: str, headings: tuple[str, ...], first: str, last: str) -> Section:
    return Section(
        doc_id="d1",
        kind="heading",
        headings=headings,
        start=text.index(first),
        end=text.index(last) + len(last),
        speaker=None,
    )


def read(raw: str) -> Reading:
    """The raw text, cleaned by the real passes; one section."""
    cleaned = clean(raw)
    base = plain(cleaned.text)
    document = replace(base.document, text=cleaned.text, edits=cleaned.edits)
    return replace(base, document=document, raw=raw)


SPEECH = read(RAW)


def words(html: str) -> str:
    """The document's own words as a reader sees them, without what was dropped."""
    html = re.sub(r"<button.*?</button><span[^>]*hidden>.*?</span>", "", html, flags=re.S)
    return unescape(re.sub(r"<[^>]+>", "", html))


def marked(html: str) -> set[str]:
    return set(re.findall(r'data-edit="(\d+)"', html))


@pytest.mark.parametrize("size", [20, 50, 120, 20_000])
@pytest.mark.parametrize("source", [SPEECH, read("一二三四五，" * 100), read(RAW * 12)])
def test_leaves_hold_both_texts_letter_for_letter(source: Reading, size: int) -> None:
    leaves = cut_leaves(source, size)
    assert "".join(source.document.text[leaf.start : leaf.end] for leaf in leaves) == (
        source.document.text
    )
    assert "".join(unescape(re.sub(r"<[^>]+>", "", render_raw(source, x))) for x in leaves) == (
        source.raw
    )
    shown = "".join(words(render_clean(source, leaf)) for leaf in leaves)
    assert shown == source.document.text.replace("\n", "")


@pytest.mark.parametrize("size", [20, 50, 20_000])
def test_every_edit_stands_on_one_leaf_in_both_texts(size: int) -> None:
    seen = {str(i) for i, edit in enumerate(SPEECH.document.edits) if is_seen(edit)}
    met: list[str] = []
    for leaf in cut_leaves(SPEECH, size):
        clean_marks = marked(render_clean(SPEECH, leaf))
        assert clean_marks <= marked(render_raw(SPEECH, leaf))
        met += sorted(clean_marks)
    assert set(met) == seen
    assert len(met) == len(seen) > 10


def test_a_leaf_ends_where_a_paragraph_does() -> None:
    source = read("第一段说了一件事。\n\n" * 30)
    leaves = cut_leaves(source, 100)
    assert len(leaves) > 2
    assert all(source.document.text[leaf.end - 1] == "\n" for leaf in leaves[:-1])


def test_a_text_without_any_border_is_cut_all_the_same() -> None:
    assert [leaf.end for leaf in cut_leaves(read("字" * 250), 100)] == [100, 200, 250]


def test_what_was_dropped_by_the_page_has_leaves_of_its_own() -> None:
    gone = Edit(op="drop", start=4, end=1004, reason="链接", before="链" * 1000, after="")
    source = replace(plain("正文。"), raw="正文。\n" + "链" * 1000)
    source = replace(source, document=replace(source.document, edits=(gone,), text="正文。\n"))
    leaves = cut_leaves(source, 100, raw_size=300)
    assert [leaf.raw_end - leaf.raw_start for leaf in leaves] == [300, 300, 300, 104]
    assert "删去1000字" in render_clean(source, leaves[0])
    assert all("没有正文" in render_clean(source, leaf) for leaf in leaves[1:])
    assert all(marked(render_raw(source, leaf)) == {"0"} for leaf in leaves)
    assert len(render_clean(source, leaves[0])) < 1500  # an excerpt of what was dropped


def test_a_million_characters_are_fifty_leaves_and_one_is_shown() -> None:
    source = plain("全市新增床位1200张，县域内就诊率达到91.3%。\n" * 36_000)
    leaves = cut_leaves(source)
    assert 45 < len(leaves) < 55
    assert len(words(render_clean(source, leaves[7]))) <= 20_000
    assert leaf_at(leaves, leaves[7].start) == leaf_at(leaves, leaves[7].end - 1) == 7


def test_counts_of_a_leaf_are_the_marks_on_it() -> None:
    gap = Gap(doc_id="d1", start=60, end=63, what="总投资", unit="亿元", how="blanked")
    source = replace(SPEECH, gaps=(gap,))
    leaves = cut_leaves(source, 50)
    for leaf, counts in zip(leaves, count_marks(source, leaves), strict=True):
        html = render_clean(source, leaf)
        assert counts["flag"] == len(re.findall('class="yj-flagged"', html))
        assert counts["drop"] == len(re.findall("<button", html))
        assert counts["repair"] == len(
            set(re.findall(r'yj-(?:repaired|gone)" data-\w+="\d+', html))
        )
        assert counts["gap"] == len(re.findall('class="yj-gap"', html))


def test_nobody_else_writes_html() -> None:
    edits = (
        Edit(op="repair", start=0, end=3, reason=NASTY, before=NASTY, after="新"),
        Edit(op="drop", start=3, end=9, reason=NASTY, before=NASTY, after=""),
    )
    gap = Gap(doc_id="d1", start=2, end=4, what=NASTY, unit=NASTY, how="blanked")
    base = plain("新" + NASTY)
    source = replace(
        base, raw="旧旧旧" + NASTY, gaps=(gap,), document=replace(base.document, edits=edits)
    )
    (leaf,) = cut_leaves(source)
    for html in (render_clean(source, leaf), render_raw(source, leaf)):
        assert "<script" not in html
        assert "<img" not in html
        assert "&lt;" in html


def test_headings_are_headings_and_keep_their_depth() -> None:
    text = "总题\n\n一、回顾\n\n（一）能力。各地抓紧落实。\n二、安排\n\n下一步要抓好。\n"
    sections = (
        section(text, ("一、回顾", "（一）能力"), "各地", "落实。"),
        section(text, ("二、安排",), "下一步", "抓好。"),
    )
    source = replace(plain(text), sections=sections)
    html = render_clean(source, cut_leaves(source)[0])
    assert re.findall(r"<(h\d)>(.*?)</h\d>", html) == [
        ("h3", "总题"),
        ("h4", "一、回顾"),
        ("h4", "二、安排"),
    ]
    assert "<p><b>（一）能力。</b>各地抓紧落实。</p>" in html


def test_the_hashes_of_a_heading_stay_in_the_text_and_out_of_sight() -> None:
    text = "# 总题\n\n## 一、回顾\n\n各地抓紧落实。\n"
    sections = (section(text, ("一、回顾",), "各地", "落实。"),)
    html = render_clean(replace(plain(text), sections=sections), cut_leaves(plain(text))[0])
    assert '<span class="yj-hashes"># </span>总题</h3>' in html
    assert '<span class="yj-hashes">## </span>一、回顾</h4>' in html


def test_an_item_of_an_enumeration_stays_in_the_running_text() -> None:
    text = "一是抓改革。二是抓落实。\n"
    items = (
        section(text, ("一是抓改革",), "一是", "改革。"),
        section(text, ("二是抓落实",), "二是", "落实。"),
    )
    source = replace(plain(text), sections=items)
    assert render_clean(source, cut_leaves(source)[0]) == "<p>一是抓改革。二是抓落实。</p>"


def test_a_gap_within_a_flag_tells_what_is_missing() -> None:
    start = SPEECH.document.text.index("〔数字缺失〕亿元")
    gap = Gap(doc_id="d1", start=start, end=start + 6, what="总投资", unit="亿元", how="blanked")
    source = replace(SPEECH, gaps=(gap,))
    html = render_clean(source, cut_leaves(source)[0])
    assert (
        '<span class="yj-gap" title="数字缺失：总投资，单位亿元">〔数字缺失〕</span>亿元</span>'
        in html
    )
    assert words(html) == SPEECH.document.text.replace("\n", "")


def test_marks_that_cross_each_other_are_both_there() -> None:
    edit = Edit(op="flag", start=0, end=2, reason="存疑", before="甲乙", after="甲乙")
    gap = Gap(doc_id="d1", start=1, end=3, what="名称", unit="", how="masked")
    base = plain("甲乙丙丁")
    source = replace(base, gaps=(gap,), document=replace(base.document, edits=(edit,)))
    html = re.sub(' (?:title|data-edit)="[^"]*"', "", render_clean(source, cut_leaves(source)[0]))
    flag, lack = '<span class="yj-flagged">', '<span class="yj-gap">'
    assert html == f"<p>{flag}甲{lack}乙</span></span>{lack}丙</span>丁</p>"


def test_what_was_dropped_opens_in_its_place() -> None:
    source = read("这是正文的第一句话，说了一件事。\n\n上一篇:某通知\n下一篇:另一通知\n")
    html = render_clean(source, cut_leaves(source)[0])
    assert html.index("第一句话") < html.index('aria-expanded="false"') < html.index("上一篇")
    assert '<span class="yj-dropped-words" hidden>上一篇:某通知\n下一篇:另一通知</span>' in html


def test_blanks_that_went_leave_no_mark_and_letters_do() -> None:
    edits = (
        Edit(op="repair", start=0, end=2, reason="空白", before="\u00a0 ", after=""),
        Edit(op="repair", start=3, end=8, reason="注音", before="(wei)", after=""),
    )
    base = plain("卫生。")
    source = replace(base, raw="\u00a0 卫(wei)生。", document=replace(base.document, edits=edits))
    html = render_clean(source, cut_leaves(source)[0])
    assert marked(html) == {"1"}
    assert clean_spans(edits)[1] == (1, 1)
    assert re.search('卫<span class="yj-gone"[^>]*></span>生', html)
