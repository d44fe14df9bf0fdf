"""A Word file gives its words in order, as they read with changes accepted."""

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from raws import written

from youju.errors import UnreadableFile
from youju.reading import word
from youju.reading.readers import read_file


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
        "指标｜单位｜数值",
        "床位｜120",
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


def test_a_word_file_that_unpacks_to_gigabytes_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(word, "_MAX_UNPACKED", 1000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "0" * 10_000)
    with pytest.raises(UnreadableFile, match="过大"):
        read_file(written(tmp_path, "a.docx", stream.getvalue()))
