"""An enumeration is told by its order; where its last item ends, by the form of those before it."""

import pytest

from youju.reading.sections.items import split_items


def cut(text: str) -> list[tuple[tuple[str, ...], str]]:
    return [(s.path, text[s.start : s.end]) for s in split_items(text, 0, len(text))]


def pieces(text: str) -> list[str]:
    return [piece for _, piece in cut(text)]


@pytest.mark.parametrize(
    "text",
    [
        "一是加强领导，任务繁重。还要抓督查。",
        "“一是一，二是二”是本色。",
        "讲话里的“一是抓改革；二是抓服务”要落实。",
        "一是一、二是二，这一是态度，二是方法。",
        "一、二级医院要联动，三、四季度要见效。",
        "坚持第一、第二、第三产业联动。",
        "第一人民医院第一时间响应，第二人民医院跟进。",
        "统一要求各地落实，二要抓督查。",
        "一要求真，二要求实。",
        "全市共有（一）类二类机构。",
        "一、床位｜5张\n二、人员｜6名",
    ],
)
def test_these_are_no_enumerations(text):
    assert cut(text) == [((), text)]


@pytest.mark.parametrize(
    "items",
    [
        ("一是抓改革；", "二是抓服务；", "三是抓安全。"),
        ("一是一院改造，", "二是二院迁建，", "三是三院扩容。"),
        ("一要抓改革，", "二要抓服务，", "三要抓安全。"),
        ("第一，抓改革。", "第二，抓服务。", "第三，抓安全。"),
        ("首先，摸清底数。", "其次，整改问题。", "最后，检查验收。"),
        ("（1）抓改革；", "（2）抓服务；", "（3）抓安全。"),
        ("①抓改革；", "②抓服务；", "③抓安全。"),
        ("1.抓改革；", "2.抓服务；", "3.抓安全。"),
        ("（一）抓改革。", "（二）抓服务。", "（三）抓安全。"),
        ("一是抓改革。", "二是抓服务。", "四是抓安全。"),
    ],
)
def test_items_and_the_text_around_them(items):
    text = "工作如下：" + "".join(items) + "以上工作按月通报。"
    assert pieces(text) == ["工作如下：", *items, "以上工作按月通报。"]
    assert [path for path, _ in cut(text)] == [
        (),
        *((item.rstrip("，；。"),) for item in items),
        (),
    ]


def test_items_of_several_sentences_end_with_their_paragraph():
    items = ["一是抓改革。县级先行。", "二是抓服务。开设门诊。"]
    assert pieces("".join(items) + "\n要按月通报。") == [*items, "要按月通报。"]


def test_the_outer_enumeration_goes_on_behind_an_inner_one():
    text = "一是甲事办好。二是乙事：一是乙一；二是乙二。三是丙事办好。"
    assert [path for path, _ in cut(text)] == [
        ("一是甲事办好",),
        ("二是乙事",),
        ("二是乙事", "一是乙一"),
        ("二是乙事", "二是乙二"),
        ("三是丙事办好",),
    ]


def test_an_inner_enumeration_may_reach_the_number_of_the_outer_one():
    inner = "一是建机制。补政策。二是搭平台。补资金。三是育队伍。补编制。"
    text = f"一是抓改革。\n二是抓服务。\n三是抓人才。{inner}\n四是抓安全。"
    assert [path for path, _ in cut(text)][-2:] == [("三是抓人才", "三是育队伍"), ("四是抓安全",)]


def test_a_second_enumeration_is_not_inside_the_first():
    text = "成效有：一是建院；二是招人。打算是：一是扩容；二是提质。"
    assert [path for path, _ in cut(text)] == [
        (),
        ("一是建院",),
        ("二是招人",),
        (),
        ("一是扩容",),
        ("二是提质",),
    ]


def test_items_go_on_over_paragraphs_and_end_where_they_are_not_taken_up():
    text = "有三件事。一是抓改革。\n补充说明。\n二是抓服务。\n另外：一是通报；二是问责。"
    assert cut(text) == [
        ((), "有三件事。"),
        (("一是抓改革",), "一是抓改革。\n补充说明。"),
        (("二是抓服务",), "二是抓服务。"),
        ((), "另外："),
        (("一是通报",), "一是通报；"),
        (("二是问责",), "二是问责。"),
    ]


@pytest.mark.parametrize("text", ["一是甲，二是乙，" * 3000, "一是甲：一要乙：第一，丙：" * 2000])
def test_a_senseless_row_of_marks_loses_nothing_and_repeats_nothing(text):
    assert "".join(pieces(text)) == text
