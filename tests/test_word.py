"""A Word file gives its words in order, as they read with changes accepted."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from raws import FORMATS, written

from youju.errors import UnreadableFile
from youju.reading.formats.readers import read_file


def saved(document: "docx.document.Document") -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_word_paragraphs_and_tables_keep_their_order(tmp_path):
    document = docx.Document()
    document.add_heading("一、工作回顾", 1)
    document.add_paragraph("新增床位120张。")
    table = document.add_table(2, 3)
    for cell, words in zip(table.row_cells(0), ("指标", "单位", "数值"), strict=True):
        cell.text = words
    table.cell(1, 0).merge(table.cell(1, 1)).text = "床位"
    table.cell(1, 2).text = "120"
    document.add_paragraph("表后的段落。")
    text = read_file(written(tmp_path, "a.docx", saved(document))).text
    assert text.split("\n") == [
        "一、工作回顾",
        "新增床位120张。",
        "指标：床位｜数值：120",
        "表后的段落。",
    ]


def test_word_insertions_count_and_deletions_do_not(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("新增床位")
    ins = f'<w:ins {nsdecls("w")} w:id="1" w:author="a"><w:r><w:t>120张</w:t></w:r></w:ins>'
    words = "<w:r><w:delText>90张</w:delText></w:r>"
    gone = f'<w:del {nsdecls("w")} w:id="2" w:author="a">{words}</w:del>'
    paragraph._p.append(parse_xml(ins))
    paragraph._p.append(parse_xml(gone))
    assert read_file(written(tmp_path, "a.docx", saved(document))).text == "新增床位120张"


def test_a_moved_paragraph_is_read_where_it_was_moved_to(tmp_path):
    document = docx.Document()
    for tag in ("moveFrom", "moveTo"):
        words = "<w:r><w:t>新增床位120张。</w:t></w:r>"
        run = f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a">{words}</w:{tag}>'
        document.add_paragraph(tag)._p.append(parse_xml(run))
    text = read_file(written(tmp_path, "a.docx", saved(document))).text
    assert text == "moveFrom\nmoveTo新增床位120张。"


def test_automatic_numbers_notes_and_merged_cells_are_written_out():
    raw = read_file(FORMATS / "年度报告.docx")
    assert raw.text.split("\n") == [
        "云山市卫生健康工作年度报告",
        "一、主要成效",
        "（一）医疗资源",
        "全市每千人口床位数达到6.5张，增长3.2%。",
        "注：数据来自2023年统计年报。",
        "1.新建两所县级医院。",
        "2.改造十二所乡镇卫生院。",
        "（二）人才队伍",
        "引进硕士以上人才86名。",
        "注：不含柔性引进人才。",
        "1.公开招聘医师。",
        "二、下步打算",
        "（一）公共卫生",
        "各县区情况见下表。",
        "县区：东川县｜每千人口床位数（张）2022年：5.8｜每千人口床位数（张）2023年：6.1｜医院（家）：4",
        "县区：西林区｜每千人口床位数（张）2022年：6.4｜每千人口床位数（张）2023年：6.9｜医院（家）：11",
        "继续推进县域医共体建设。",
    ]


def test_headings_without_numbers_are_marked_unless_others_have_numbers(tmp_path):
    document = docx.Document()
    document.add_heading("云山市工作报告", 0)
    for words, level in (("主要成效", 1), ("医疗资源", 2)):
        document.add_heading(words, level)
        document.add_paragraph("新增床位120张。")
    marked = read_file(written(tmp_path, "a.docx", saved(document))).text.split("\n")
    assert marked[:4] == ["云山市工作报告", "# 主要成效", "新增床位120张。", "## 医疗资源"]
    document.add_heading("一、下步打算", 1)
    plain = read_file(written(tmp_path, "b.docx", saved(document))).text.split("\n")
    assert plain[1] == "主要成效"


def test_a_table_that_lays_out_the_page_gives_its_paragraphs(tmp_path):
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "工作简报"
    table.cell(0, 1).text = "\n".join(
        f"第{i}条，坚持预防为主，{'落实各项任务，' * 8}完成。" for i in (1, 2, 3, 4)
    )
    lines = read_file(written(tmp_path, "a.docx", saved(document))).text.split("\n")
    assert [line[:3] for line in lines] == ["工作简", "第1条", "第2条", "第3条", "第4条"]


def test_text_boxes_are_read_once_and_a_table_of_contents_is_not(tmp_path):
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>框内文字。</w:t></w:r></w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    run = (
        f'<w:r {nsdecls("w")} xmlns:mc="{mc}"><mc:AlternateContent><mc:Choice Requires="wps">{box}'
    )
    run += f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    document.add_paragraph("正文。")._p.append(parse_xml(run))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    contents = "<w:sdtContent><w:p><w:r><w:t>一、目录行</w:t></w:r></w:p></w:sdtContent>"
    sdt = f"<w:sdt {nsdecls('w')}><w:sdtPr>{gallery}</w:sdtPr>{contents}</w:sdt>"
    document.element.body.insert(0, parse_xml(sdt))
    assert read_file(written(tmp_path, "a.docx", saved(document))).text == "正文。\n框内文字。"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"vnd.ms-word.document.macroEnabled.main+xml",
        ),
        (
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    ],
    ids=["with macros", "strict"],
)
def test_the_other_kinds_of_docx_are_read(tmp_path, old, new):
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(FORMATS / "年度报告.docx") as archive,
        zipfile.ZipFile(stream, "w") as copy,
    ):
        for name in archive.namelist():
            copy.writestr(name, archive.read(name).replace(old, new))
    raw = read_file(written(tmp_path, "a.docm", stream.getvalue()))
    assert raw.text == read_file(FORMATS / "年度报告.docx").text


def changed(name: str, data: bytes) -> bytes:
    """The report with one part replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(FORMATS / "年度报告.docx") as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
        for part, words in {**parts, name: data}.items():
            copy.writestr(part, words)
    return stream.getvalue()


LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 9))


@pytest.mark.parametrize(
    ("part", "data", "why"),
    [
        ("word/document.xml", b"<w:document><w:body><w:p>", "已损坏"),
        ("word/document.xml", b" " * 41 * 2**20, "过大"),
        (
            "word/document.xml",
            f'<!DOCTYPE x [<!ENTITY a0 "x">{LAUGHS}]><x>&a8;</x>'.encode(),
            "已损坏",
        ),
        ("word/numbering.xml", b"no xml", "已损坏"),
    ],
    ids=["cut off", "a bomb", "a bomb of entities", "a broken part"],
)
def test_a_bad_word_file_is_refused(tmp_path, part, data, why):
    with pytest.raises(UnreadableFile, match=why):
        read_file(written(tmp_path, "a.docx", changed(part, data)))
