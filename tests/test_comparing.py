"""An edited draft comes back: its words as they read, and what became of each sentence."""

import io
import struct
import zlib
from dataclasses import replace

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from set_papers import MEASURE, PAPER

from youju.drafting.comparing import docx_notes, docx_text, sentences_changed
from youju.drafting.docx import docx_of
from youju.drafting.formats import CLEAN, REVIEW, blocks_of, lines_of
from youju.drafting.profiles import load_profiles
from youju.errors import BadInput, YoujuError

STANDARD = load_profiles().choose()
BEFORE = "全市新增普惠托位1200个。各县区建立联席会议制度。下一步加快项目建设。"


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def kinds(before: str, after: str) -> list[str]:
    return [change.kind for change in sentences_changed(before, after)]


def edited(insert: str, delete: str) -> bytes:
    """A draft in which somebody has replaced some words with changes tracked."""
    file = docx.Document(io.BytesIO(docx_of(PAPER, STANDARD, CLEAN)))
    paragraph = next(p for p in file.paragraphs if delete in p.text)
    run = next(r for r in paragraph.runs if delete in r.text)
    head, tail = run.text.split(delete)
    run.text = head
    marks = f'{nsdecls("w")} w:id="1" w:author="a"'
    for xml in (
        f"<w:r {nsdecls('w')}><w:t>{tail}</w:t></w:r>",
        f"<w:ins {marks}><w:r><w:t>{insert}</w:t></w:r></w:ins>",
        f"<w:del {marks}><w:r><w:delText>{delete}</w:delText></w:r></w:del>",
    ):
        run._r.addnext(parse_xml(xml))
    return saved(file)


def dot() -> io.BytesIO:
    """A picture of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        ends = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + ends

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b""))


# The file


@pytest.mark.parametrize("copy", [CLEAN, REVIEW], ids=["clean", "review"])
@pytest.mark.parametrize("profile", ["gb9704", "speech_large"])
def test_an_untouched_copy_comes_back_unchanged(copy, profile):
    data = docx_of(PAPER, load_profiles().choose(profile), copy)
    assert docx_text(data).split("\n") == lines_of(PAPER)
    assert docx_notes(data) == ()
    changes = sentences_changed("\n".join(lines_of(PAPER)), docx_text(data))
    assert {change.kind for change in changes} == {"kept"}


def test_a_copy_without_numbered_headings_comes_back_unchanged():
    paper = replace(PAPER, blocks=blocks_of("推进托育服务。\n扩大供给。"))
    for copy in (CLEAN, REVIEW):
        assert docx_text(docx_of(paper, STANDARD, copy)).split("\n") == lines_of(paper)


def test_tracked_changes_count_as_accepted_and_are_told():
    data = edited(insert="1300个", delete="1200个")
    text = docx_text(data)
    assert "全市新增普惠托位1300个，每千人口" in text
    assert "1200个" not in text
    assert docx_notes(data) == ("文件里有修订2处，按全部接受处理。",)
    changes = sentences_changed("\n".join(lines_of(PAPER)), text)
    (changed,) = [change for change in changes if change.kind != "kept"]
    assert changed.kind == "changed"
    assert MEASURE in changed.before
    assert "1300个" in changed.after


def test_a_row_of_a_table_is_a_line_and_pictures_are_told():
    file = docx.Document()
    file.add_paragraph("表前。")
    table = file.add_table(2, 2)
    for cell, words in zip(table._cells, ("指标", "数值", "托位", "1200个"), strict=True):
        cell.text = words
    file.add_picture(dot())
    file.add_paragraph("表后。")
    data = saved(file)
    lines = docx_text(data).split("\n")
    assert (lines[0], lines[-1]) == ("表前。", "表后。")
    assert any("托位" in line and "1200个" in line for line in lines[1:-1])
    assert docx_notes(data) == ("文件里有图片或图表1个，没有读入。",)


def test_a_heading_that_only_its_style_tells_brings_no_mark_along():
    file = docx.Document()
    file.add_heading("工作回顾", 1)
    file.add_paragraph("新增托位5个。")
    assert docx_text(saved(file)) == "工作回顾\n新增托位5个。"


def test_a_section_of_that_name_is_no_annex():
    file = docx.Document()
    for line in ("数据出处表", "以下说明各数据的出处。"):
        file.add_paragraph(line)
    assert docx_text(saved(file)) == "数据出处表\n以下说明各数据的出处。"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "一段文字。".encode()])
@pytest.mark.parametrize("read", [docx_text, docx_notes])
def test_what_is_no_word_file_is_refused_with_a_remedy(read, data):
    with pytest.raises(YoujuError) as raised:
        read(data)
    assert raised.value.remedy


def test_a_file_without_words_is_refused():
    with pytest.raises(BadInput, match="没有文字"):
        docx_text(saved(docx.Document()))


# The sentences


def test_the_same_text_in_other_lines_is_kept():
    assert kinds(BEFORE, BEFORE.replace("。", "。\n　　")) == ["kept"] * 3


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (BEFORE.replace("1200", "1300"), ["changed", "kept", "kept"]),
        (BEFORE.replace("各县区建立", "各县区全面建立"), ["kept", "changed", "kept"]),
        (BEFORE.replace("下一步加快项目建设。", ""), ["kept", "kept", "removed"]),
        ("各位同志大家好。" + BEFORE, ["added", "kept", "kept", "kept"]),
        (BEFORE.replace("。下一步", "。要压实各方责任。下一步"), ["kept", "kept", "added", "kept"]),
        ("", ["removed"] * 3),
    ],
)
def test_what_became_of_each_sentence(after, expected):
    assert kinds(BEFORE, after) == expected


def test_a_sentence_is_paired_with_the_one_that_it_was():
    """Not with the one that stands at its place."""
    after = "要压实各方责任。全市已新增普惠托位1200个。下一步加快项目建设。"
    changes = sentences_changed(BEFORE, after)
    assert [(c.kind, c.before[:4], c.after[:4]) for c in changes] == [
        ("added", "", "要压实各"),
        ("changed", "全市新增", "全市已新"),
        ("removed", "各县区建", ""),
        ("kept", "下一步加", "下一步加"),
    ]


@pytest.mark.parametrize(
    "after",
    ["", BEFORE, "甲。乙。" + BEFORE[5:] + "丙。", "。".join(reversed(BEFORE.split("。")))],
)
def test_every_sentence_of_both_texts_stands_there_once(after):
    changes = sentences_changed(BEFORE, after)
    assert "".join(c.before for c in changes) == BEFORE
    assert "".join(c.after for c in changes) == after
    assert all(c.before == c.after for c in changes if c.kind == "kept")
