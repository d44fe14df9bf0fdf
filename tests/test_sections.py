"""Headings are found by their form, and no running text is lost between them.

The documents in `data/sections` are of one shape each; the `.tree` beside each holds its sections:
kind, speaker and path, and indented below them the text.
"""

from itertools import pairwise
from pathlib import Path

import pytest

from youju.reading.sections.splitting import split_sections
from youju.types import Section

SHAPES = sorted(
    p for p in (Path(__file__).parent / "data/sections").iterdir() if p.suffix != ".tree"
)

PARAGRAPH = "全市坚持预防为主，新增床位120张，各项工作稳步推进，群众满意度继续提升。"


def outline(text: str) -> list[tuple[tuple[str, ...], str]]:
    return [(s.headings, text[s.start : s.end]) for s in split_sections("d", text)]


def written(text: str, section: Section) -> str:
    who = f"（{section.speaker}）" if section.speaker else ""
    body = text[section.start : section.end].replace("\n", "\n    ")
    return f"{section.kind}{who} {' > '.join(section.headings)}\n    {body}\n"


@pytest.mark.parametrize("path", SHAPES, ids=[path.stem for path in SHAPES])
def test_the_tree_of_a_document_is_right(path):
    text = path.read_text(encoding="utf-8")
    tree = "\n".join(written(text, section) for section in split_sections("d", text))
    assert tree == path.with_suffix(".tree").read_text(encoding="utf-8")


def test_there_are_documents_of_six_shapes():
    assert len(SHAPES) >= 6


def test_numbered_headings_nest_by_their_kind():
    text = (
        f"年度工作总结\n\n{PARAGRAPH}\n第一部分 回顾\n一、主要做法\n（一）改革\n1.医共体\n"
        f"{PARAGRAPH}\n2.药品\n{PARAGRAPH}\n（二）服务\n{PARAGRAPH}\n二、存在问题\n{PARAGRAPH}\n"
        f"第二部分 打算\n{PARAGRAPH}"
    )
    assert [headings for headings, _ in outline(text)] == [
        (),
        ("第一部分 回顾", "一、主要做法", "（一）改革", "1.医共体"),
        ("第一部分 回顾", "一、主要做法", "（一）改革", "2.药品"),
        ("第一部分 回顾", "一、主要做法", "（二）服务"),
        ("第一部分 回顾", "二、存在问题"),
        ("第二部分 打算",),
    ]
    assert {body for _, body in outline(text)} == {PARAGRAPH}


def test_markdown_headings_nest_by_their_signs():
    text = f"# 总结\n\n## 一、做法\n\n### 改革\n\n{PARAGRAPH}\n\n## 二、问题\n\n{PARAGRAPH}"
    paths = [headings for headings, _ in outline(text)]
    assert paths == [("一、做法", "改革"), ("二、问题",)]


def test_short_lines_over_paragraphs_are_headings():
    text = f"多措并举推进改革\n\n夯实根基，筑牢底线\n\n{PARAGRAPH}\n\n深化改革，激发活力\n\n短句。"
    assert [h for h, _ in outline(text)] == [("夯实根基，筑牢底线",), ("深化改革，激发活力",)]


@pytest.mark.parametrize(
    "line",
    [
        "同志们：",
        "各位代表、同志们",
        "○ 丁克明",
        "刘 明 张东方",
        "（2024年1月5日）",
        "指标｜数值",
        "- 床位120张",
        "2024年1月5日",
    ],
)
def test_these_lines_are_no_headings(line):
    assert outline(f"在会议上的讲话\n{line}\n{PARAGRAPH}") == [((), f"{line}\n{PARAGRAPH}")]


def test_a_lead_sentence_is_the_heading_of_its_paragraph():
    text = f"工作总结\n（一）深化医药改革。{PARAGRAPH}\n（二）提升服务能力。{PARAGRAPH}"
    assert outline(text) == [
        (("（一）深化医药改革",), PARAGRAPH),
        (("（二）提升服务能力",), PARAGRAPH),
    ]


def test_a_lead_sentence_with_a_figure_stays_in_the_text_too():
    text = f"工作总结\n（一）争取资金500万元。{PARAGRAPH}"
    assert outline(text) == [(("（一）争取资金500万元",), f"（一）争取资金500万元。{PARAGRAPH}")]


def test_numbered_paragraphs_are_items_with_their_words():
    items = [f"1.完成改造。{PARAGRAPH}", f"2.完成培训。{PARAGRAPH}", "3.完成验收。"]
    found = split_sections("d", "工作总结\n一、任务\n" + "\n".join(items) + "\n任务按月通报。")
    assert [s.kind for s in found] == ["item", "item", "item", "heading"]
    assert outline("工作总结\n一、任务\n" + "\n".join(items) + "\n任务按月通报。") == [
        (("一、任务", "1.完成改造"), items[0]),
        (("一、任务", "2.完成培训"), items[1]),
        (("一、任务", "3.完成验收"), items[2]),
        (("一、任务",), "任务按月通报。"),
    ]


def test_numbered_lines_with_nothing_under_them_are_items():
    text = "工作总结\n一、任务清单\n1.完成床位改造\n2.完成人员培训"
    assert outline(text) == [
        (("一、任务清单", "1.完成床位改造"), "1.完成床位改造"),
        (("一、任务清单", "2.完成人员培训"), "2.完成人员培训"),
    ]


def test_a_figure_at_the_start_of_a_line_is_no_number_of_a_heading():
    text = f"工作总结\n1.74亿元资金到位\n{PARAGRAPH}"
    assert outline(text) == [((), f"1.74亿元资金到位\n{PARAGRAPH}")]


def test_a_change_of_speaker_is_a_border():
    text = (
        f"云山区召开会议\n3月5日，云山区召开会议。\n陶明充分肯定了工作成效。{PARAGRAPH}\n"
        f"沈小霞在报告中指出，{PARAGRAPH}\n{PARAGRAPH}\n会议表扬了先进集体，各单位负责人参加。"
    )
    found = split_sections("d", text)
    assert [s.speaker for s in found] == [None, "陶明", "沈小霞", None]
    assert text[found[2].start : found[2].end].count(PARAGRAPH) == 2


def test_an_item_of_running_text_is_in_the_path_and_in_the_span():
    text = f"工作总结\n一、打算\n{PARAGRAPH}一是推进集团建设。{PARAGRAPH}二是做强基层。{PARAGRAPH}"
    assert outline(text) == [
        (("一、打算",), PARAGRAPH),
        (("一、打算", "一是推进集团建设"), f"一是推进集团建设。{PARAGRAPH}"),
        (("一、打算", "二是做强基层"), f"二是做强基层。{PARAGRAPH}"),
    ]


def test_a_person_goes_on_over_items_and_not_below_a_heading():
    items = f"1.抓改革。{PARAGRAPH}\n2.抓服务。{PARAGRAPH}"
    text = f"会议召开\n陶明强调，要抓好两件事。\n{items}\n一、背景\n{PARAGRAPH}"
    assert [s.speaker for s in split_sections("d", text)] == ["陶明", "陶明", "陶明", None]


def test_one_line_is_one_section():
    assert outline(PARAGRAPH) == [((), PARAGRAPH)]
    assert outline("题目") == [((), "题目")]
    assert outline("") == []
    assert outline("\n \n") == []


TEXTS = [
    f"总结\n同志们：\n{PARAGRAPH}\n一、做法\n（一）改革。{PARAGRAPH}\n1.甲\n2.乙\n二、问题\n 尾句",
    "一、\n（一）\n1.\n#\n## \n第一章",
    "一、甲\n二、乙\n三、丙",
    f"{PARAGRAPH}\n" * 50,
    "总结\n一是一是二是；一是：（1）（2）\n二是\n• 甲\n1.乙；2.丙\n三是丁。\n第一条 戊",
]


@pytest.mark.parametrize("text", TEXTS)
def test_sections_are_trimmed_ordered_spans_that_lose_only_headings(text):
    found = split_sections("d", text)
    for section in found:
        body = text[section.start : section.end]
        assert body
        assert body == body.strip()
        assert section.doc_id == "d"
    assert all(a.end <= b.start for a, b in pairwise(found))
    kept = "".join(text[s.start : s.end] for s in found)
    title = text.strip().split("\n")[0]
    told = {title.strip("# 。"), *(words for s in found for words in s.headings)}
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        line = line.strip("• ")
        assert (
            line in kept.replace("\n", "")
            or line.strip("# 。") in told
            or any(line.startswith(w) for w in told)
        )
