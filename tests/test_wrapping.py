"""Paragraphs are whole again; headings, lists and short lines keep theirs."""

from raws import TITLE

from youju.reading.cleaning.passes import clean

FIRST = (
    "全市卫生健康系统坚持预防为主，深化综合改革，新增床位120张，培训乡村医生300名，"
    "群众就医更加方便，各项工作稳步推进，人均预期寿命继续提高，健康素养水平也有提升。"
)
SECOND = (
    "面对新形势新任务，要坚持问题导向，补齐基层短板，推动优质资源下沉，加强人才培养，"
    "完善协作机制，把惠民政策落到实处，让群众在家门口就能看上病、看好病，少跑路。"
)


def _set(paragraph: str, width: int) -> str:
    return "\n".join(paragraph[i : i + width] for i in range(0, len(paragraph), width))


def test_paragraphs_set_to_a_fixed_width_are_joined():
    for width in (18, 24, 33):
        parts = [TITLE, "一、主要做法", FIRST, SECOND, FIRST, "二、下步打算", SECOND, FIRST]
        result = clean("\n".join(_set(part, width) if len(part) > 40 else part for part in parts))
        assert result.text == "\n".join(parts)
        assert {edit.reason for edit in result.edits} == {"段内换行"}


def test_lists_and_headings_keep_their_lines():
    items = "\n".join(f"{n}.完成第{n}批乡镇卫生院标准化改造和设备更新任务" for n in range(1, 12))
    raw = f"{TITLE}\n{items}"
    assert clean(raw).text == raw


def test_whole_paragraphs_of_like_length_keep_their_lines():
    raw = "\n".join([TITLE, *(FIRST[:35] + "。" for _ in range(12))])
    assert clean(raw).text == raw


def test_headings_of_a_text_on_one_line_begin_lines():
    raw = f"{FIRST}{SECOND}{FIRST}{SECOND} 一、总体情况 {FIRST} （二）主要做法。{SECOND}"
    lines = clean(raw).text.split("\n")
    assert [line[:4] for line in lines[1:]] == ["一、总体", "（二）主"]
