"""Files of every format become text, and those that cannot say why in Chinese."""

import re

import pytest
from raws import SIMPLE, written

from youju.errors import UnreadableFile
from youju.reading import archives, readers
from youju.reading.readers import SUFFIXES, read_file, split_front


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("空.txt", b"", "空文件"),
        ("白.txt", b" \n\n\t", "没有文字"),
        ("图.txt", b"\x89PNG\r\n\x1a\n" + bytes(64), "图片"),
        ("包.txt", b"PK\x03\x04" + bytes(range(200)), "压缩包"),
        ("零.txt", b"abc\x00def" * 40, "不是文本文件"),
        ("乱.txt", bytes((i * 7919 + i * i) % 224 + 32 for i in range(3000)), "编码"),
        ("旧.doc", b"anything", "不支持"),
        ("锁.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "旧版"),
        ("坏.docx", b"PK\x03\x04 not a zip", "已损坏"),
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


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [没有收尾\n---\n正文。",  # no YAML
        "---\n同志们: 大家好\n---\n正文。",  # YAML, but none of ours
        "---\n只是一条横线\n---\n正文。",
        "正文。\n---\ntitle: 在中间\n---\n",
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(text):
    assert split_front(text) == ({}, text)


def test_every_supported_suffix_has_a_reader():
    assert {*readers._READERS, ".zip"} == SUFFIXES
