"""A row of lines shows what belongs to its last member."""

from youju.reading.sections.headings import read_lines
from youju.reading.sections.rows import in_rows
from youju.reading.sections.splitting import split_sections

BODY = "各单位按月报送进度，市级按季通报结果。"


def paths(text: str) -> list[tuple[str, ...]]:
    return [section.headings for section in split_sections("d", text)]


def slogans(text: str) -> list[str]:
    return [line.words for line in in_rows(read_lines(text)) if line.words]


def test_three_paragraphs_that_open_with_slogans_have_headings():
    leads = ("健全工作机制", "强化要素保障", "注重宣传引导")
    text = "经验材料\n" + "\n".join(f"{lead}。{BODY}" for lead in leads)
    assert slogans(text) == list(leads)
    assert next(text[s.start : s.end] for s in split_sections("d", text)) == f"健全工作机制。{BODY}"


def test_two_slogans_or_slogans_of_unlike_build_are_text():
    assert slogans(f"材料\n健全机制。{BODY}\n强化保障。{BODY}") == []
    assert slogans(f"材料\n健全机制。{BODY}\n强化保障，压实责任。{BODY}\n注重宣传。{BODY}") == []


def test_statements_are_no_slogans():
    leads = ("健康是民生之需", "我们取得了成效", "今年任务很重")
    assert slogans("材料\n" + "\n".join(f"{lead}。{BODY}" for lead in leads)) == []


def test_items_of_an_enumeration_are_no_slogans():
    assert slogans("材料\n" + "\n".join(f"{n}要健全机制。{BODY}" for n in "一二三")) == []


def test_a_paragraph_behind_the_last_item_is_of_the_heading_above():
    text = f"总结\n一、任务\n1.抓改革。{BODY}\n2.抓服务。{BODY}\n{BODY}"
    assert paths(text)[-1] == ("一、任务",)


def test_a_paragraph_between_items_is_of_the_item_above():
    text = f"总结\n一、任务\n1.抓改革。{BODY}\n{BODY}\n2.抓服务。{BODY}"
    assert paths(text) == [("一、任务", "1.抓改革"), ("一、任务", "2.抓服务")]


def test_an_item_that_announces_more_holds_what_is_below():
    text = f"总结\n一、任务\n1.抓改革。{BODY}\n2.抓好以下工作：\n一是建机制。\n二是强保障。"
    assert paths(text)[-1] == ("一、任务", "2.抓好以下工作", "二是强保障")


def test_the_last_of_a_row_of_single_paragraphs_has_no_second_one():
    row = "\n".join(f"（{n}）做法{n}\n{BODY}" for n in "一二三")
    assert paths(f"总结\n一、回顾\n{row}\n{BODY}")[-1] == ("一、回顾",)


def test_a_row_whose_members_have_several_paragraphs_keeps_them():
    row = "\n".join(f"（{n}）做法{n}\n{BODY}\n{BODY}" for n in "一二三")
    assert paths(f"总结\n一、回顾\n{row}")[-1] == ("一、回顾", "（三）做法三")


def test_numbers_right_below_an_item_are_inside_it():
    text = "要点\n工作如下。\n一是抓改革。\n（1）医保；\n（2）医药。\n二是抓服务。"
    assert paths(text) == [
        (),
        ("一是抓改革",),
        ("一是抓改革", "（1）医保"),
        ("一是抓改革", "（2）医药"),
        ("二是抓服务",),
    ]
