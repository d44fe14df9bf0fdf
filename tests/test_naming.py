"""Numbers and names of headings and items."""

import pytest

from youju.reading.sections.naming import mark_of, name, runs_on, shortened, value


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("一百零三", 103)],
)
def test_chinese_numerals(numeral, number):
    assert value(numeral) == number


def test_other_numerals():
    assert (value("12"), value("⑫")) == (12, 12)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("第二部分 打算", 2),
        ("第十二章 附则", 12),
        ("第三节 储存", 3),
        ("四、保障", 4),
        ("第五条 为了规范", 5),
        ("（六）改革", 6),
        ("7.药品", 7),
        ("（8）药品", 8),
        ("⑨药品", 9),
    ],
)
def test_marks_tell_their_number_and_get_deeper(line, number):
    mark = mark_of(line)
    assert mark is not None
    assert mark.number == number
    assert line[mark.end :].strip() == line[mark.end :]


def test_levels_go_from_the_outermost_inwards():
    lines = (
        "第一编 总",
        "第一章 总",
        "第一节 总",
        "一、总",
        "第一条 总",
        "（一）总",
        "1.总",
        "（1）总",
    )
    levels = [mark.level for line in lines if (mark := mark_of(line))]
    assert len(levels) == len(lines)
    assert levels == sorted(set(levels))


@pytest.mark.parametrize(
    "line",
    ["一、二级医院联动", "1.74亿元资金", "第一条经验是改革", "第一时间响应", "一是改革", "２"],
)
def test_these_lines_have_no_mark(line):
    assert mark_of(line) is None


def test_a_line_that_holds_the_next_number_runs_on():
    line = "1.抓改革；2.抓服务。"
    mark = mark_of(line)
    assert mark is not None
    assert runs_on(line, mark)
    assert not runs_on("1.抓改革；3.抓服务。", mark)


def test_the_name_is_the_short_opening_sentence_else_the_first_clause():
    short = "一是优化流程，方便群众。后文很长。"
    assert name(short, 0, 2, len(short)) == "一是优化流程，方便群众"
    long = "二是以专病建设为契机，加快推进二级综合医院改革发展，建设高水平公立医院网络。"
    assert name(long, 0, 2, len(long)) == "二是以专病建设为契机"
    assert name("第一，抓改革，抓到底。", 0, 3, 11) == "第一，抓改革，抓到底"


def test_a_quotation_in_a_name_stays_whole():
    text = "一是打好“组合拳，连环拳”，在均衡发展上下更大的功夫，做更足的文章，见更好的成效。"
    assert name(text, 0, 2, len(text)) == "一是打好“组合拳，连环拳”"


def test_a_long_name_is_cut_at_a_mark_and_not_inside_a_number():
    assert shortened("甲" * 20 + "、" + "乙" * 20) == "甲" * 20
    assert shortened("甲" * 27 + "12345元") == "甲" * 27
