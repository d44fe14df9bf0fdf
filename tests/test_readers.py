"""Files of every format become text, and those that cannot say why in Chinese."""

import re

import pytest
from raws import FORMATS, SIMPLE, written

from youju.errors import UnreadableFile
from youju.reading.formats import archives, readers
from youju.reading.formats.detection import format_by_name
from youju.reading.formats.readers import SUFFIXES, read_bytes, read_file, read_source, split_front

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("空.txt", b"", "空文件"),
        ("白.txt", b" \n\n\t", "没有文字"),
        ("图.txt", b"\x89PNG\r\n\x1a\n" + bytes(64), "图片"),
        ("包.txt", b"PK\x03\x04" + bytes(range(200)), "压缩包"),
        ("长.txt", "字".encode() * 5_000_001, "500 万字"),
        ("零.txt", b"abc\x00def" * 40, "不是文本文件"),
        ("乱.txt", bytes((i * 7919 + i * i) % 224 + 32 for i in range(3000)), "编码"),
        ("片.pptx", b"anything", "不支持"),
        ("锁.docx", OLE + "EncryptedPackage".encode("utf-16-le") + bytes(64), "有打开密码"),
        ("旧.docx", OLE + bytes(64), "旧版"),
        ("演.doc", OLE + "PowerPoint Document".encode("utf-16-le") + bytes(64), "演示文稿"),
        ("坏.docx", b"PK\x03\x04 not a zip", "已损坏"),
        ("坏.xlsx", b"PK\x03\x04 not a zip", "已损坏"),
        ("坏.xls", OLE + "Workbook".encode("utf-16-le") + bytes(64), "已损坏"),
        ("坏.ofd", b"PK\x03\x04 not a zip", "已损坏"),
        ("坏.pdf", b"%PDF-1.7 nothing follows", "已损坏"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(tmp_path, name, data, word):
    with pytest.raises(UnreadableFile, match=word) as caught:
        read_file(written(tmp_path, name, data))
    assert name.split(".")[0] in caught.value.message
    assert caught.value.message.endswith("。")
    assert caught.value.remedy
    assert not re.search("[a-z]{3,} [a-z]{2,}", caught.value.message)  # no library's own words


def test_a_folder_and_a_missing_file_are_told_apart(tmp_path):
    with pytest.raises(UnreadableFile, match="文件夹"):
        read_file(tmp_path)
    with pytest.raises(UnreadableFile, match="找不到"):
        read_file(tmp_path / "无.txt")


def test_a_file_over_the_limit_is_not_read(tmp_path, monkeypatch):
    path = written(tmp_path, "大.txt", SIMPLE.encode())
    monkeypatch.setattr(archives, "MAX_BYTES", 10)
    with pytest.raises(UnreadableFile, match="超过"):
        read_file(path)


def test_front_matter_is_taken_off_and_stays_text(tmp_path):
    head = "---\ntitle: 年度报告\nperiod: 2023\npublished: 2024-01-02\ncomplete: false\n---\n\n"
    raw = read_file(written(tmp_path, "a.md", (head + SIMPLE).encode()))
    assert raw.text == SIMPLE
    assert raw.front == {
        "title": "年度报告",
        "period": "2023",
        "published": "2024-01-02",
        "complete": "false",
    }


def test_a_head_that_writes_down_impossible_characters_is_storable(tmp_path):
    head = '---\ntitle: "年度\\u0000报告\\uD800"\n---\n'
    assert read_file(written(tmp_path, "a.md", (head + SIMPLE).encode())).front == {
        "title": "年度报告?"
    }


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [没有收尾\n---\n正文。",  # no YAML
        "---\n同志们: 大家好\n---\n正文。",  # YAML, but none of ours
        "---\n只是一条横线\n---\n正文。",
        "正文。\n---\ntitle: 在中间\n---\n",
        "---\n" + "title: 一行又一行\n" * 2000 + "---\n正文。",
        "---\ntitle: " + "[" * 4000 + "\n---\n正文。",  # deeper than anything is nested
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(text):
    assert split_front(text) == ({}, text)


def test_every_supported_suffix_has_a_reader():
    promised = {format_by_name(f"a{suffix}") for suffix in SUFFIXES - {".zip"}}
    assert promised <= set(readers._READERS)


@pytest.mark.parametrize(
    ("name", "file", "kind"),
    [
        ("a.txt", "年度报告.docx", "docx"),
        ("a.docx", "年度报告.pdf", "pdf"),
        ("a.pdf", "年度报告.docx", "docx"),
        ("a.doc", "年度报告.docx", "docx"),
        ("a.xlsx", "资源统计.xls", "xls"),
        ("a.xls", "资源统计.xlsx", "xlsx"),
        ("a.xls", "资源统计.csv", "csv"),
        ("a.zip", "公告.ofd", "ofd"),
    ],
)
def test_a_file_under_the_wrong_suffix_is_read_as_what_it_is(name, file, kind):
    raw = read_bytes((FORMATS / file).read_bytes(), name)
    assert raw.format == kind
    assert "云山市" in raw.text
    assert raw.notes[0] == f"扩展名是 {name[1:]}，内容是 {kind} 格式，已按内容读入。"


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "a.rtf", "a.pdf", "a.ofd"])
def test_a_text_under_another_suffix_is_read_as_text(name):
    raw = read_bytes(SIMPLE.encode("gbk"), name)
    assert (raw.text, raw.format) == (SIMPLE, "txt")


@pytest.mark.parametrize("name", ["a.doc", "a.xls", "a.txt"])
def test_a_page_under_another_suffix_is_read_as_a_page(name):
    head = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>t</title></head>'
    raw = read_bytes(f"{head}<body><p>{SIMPLE}</p></body></html>".encode("gbk"), name)
    assert raw.format == "html"
    assert "<" not in raw.text
    assert "新增床位120张" in raw.text


def test_a_file_under_its_own_suffix_has_no_note(tmp_path):
    for name in ("a.markdown", "a.htm", "a.tsv"):
        words = f"<html><p>{SIMPLE}</p></html>" if name == "a.htm" else SIMPLE
        assert read_file(written(tmp_path, name, words.encode())).notes == ()


def test_a_member_of_an_archive_is_read_by_its_content():
    told = {}
    for source in archives.sources_of(FORMATS / "汇编.zip"):
        try:
            told[source.address.split("汇编.zip/")[1]] = read_source(source).text.split("\n")[-1]
        except UnreadableFile as error:
            told[source.address.split("汇编.zip/")[1]] = error.message
    assert told["通知/体检通知.txt"] == "体检从3月1日开始。"
    assert told["统计/妇幼指标.csv"].startswith("指标：婴儿死亡率｜单位：‰｜2022年：2.31")
    assert "已损坏" in told["通知/坏文件.docx"]
