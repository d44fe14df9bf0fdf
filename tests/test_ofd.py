"""An OFD gives its words in the order of reading."""

import io
import zipfile

import pytest
from raws import FORMATS, written

from youju.errors import UnreadableFile
from youju.reading.formats import ofd
from youju.reading.formats.readers import read_bytes, read_file

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd_of(content: str, template: str = "") -> bytes:
    head = "<ofd:DocBody><ofd:DocRoot>/Doc/Document.xml</ofd:DocRoot></ofd:DocBody>"
    page = '<ofd:TemplatePage ID="9" BaseLoc="Tpl.xml"/>'
    page += '<ofd:Pages><ofd:Page BaseLoc="P.xml"/></ofd:Pages>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, words in (
            ("OFD.xml", head),
            ("Doc/Document.xml", page),
            ("Doc/P.xml", f'<ofd:Template TemplateID="9"/>{content}'),
            ("Doc/Tpl.xml", template),
        ):
            archive.writestr(name, f"<ofd:R {SPACE}>{words}</ofd:R>")
    return stream.getvalue()


def text(words: str, **attributes: str) -> str:
    said = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f"<ofd:TextObject {said}><ofd:TextCode>{words}</ofd:TextCode></ofd:TextObject>"


def test_pages_are_read_in_order_and_lines_from_the_top_down():
    raw = read_file(FORMATS / "公告.ofd")
    assert raw.format == "ofd"
    assert raw.text.split("\n") == [
        "云山市医疗保障公告",
        "一、参保对象",
        "全市城乡居民参保率稳定在97.5%以上，人均财政补助标准提高到640元。",
        "二、办理时间",
        "集中参保期到12月31日结束。",
    ]


def test_the_words_of_a_template_stand_among_those_of_the_page():
    page = text("120张", Boundary="45 20 50 5", Size="5")
    data = ofd_of(page, text("新增床位：", Boundary="20 20 30 5", Size="5"))
    assert read_bytes(data, "a.ofd").text == "新增床位：120张"


def test_sizes_are_scaled_by_the_matrix_of_the_object():
    small = "0.5 0 0 0.5 0 0"
    words = [text("甲", Boundary=f"{x} 20 9 5", Size="10", CTM=small) for x in (25, 20)]
    assert read_bytes(ofd_of("".join(words)), "a.ofd").text == "甲甲"


def test_words_without_a_place_stand_below_each_other():
    data = ofd_of(text("一、工作目标") + text("全市参保率稳定在97.5%以上。"))
    assert read_bytes(data, "a.ofd").text == "一、工作目标\n全市参保率稳定在97.5%以上。"


def test_a_file_of_pictures_and_a_broken_one_are_told_apart(tmp_path):
    with pytest.raises(UnreadableFile, match="只有图像"):
        read_bytes(ofd_of("<ofd:ImageObject/>"), "a.ofd")
    with pytest.raises(UnreadableFile, match="已损坏"):
        read_file(written(tmp_path, "b.ofd", ofd_of("").replace(b"Doc/P.xml", b"Doc/Q.xml")))


def test_more_words_than_a_file_can_have_are_refused(monkeypatch):
    monkeypatch.setattr(ofd, "_MAX_PIECES", 2)
    assert read_bytes(ofd_of(text("甲") * 2), "a.ofd").text
    with pytest.raises(UnreadableFile, match="太多"):
        read_bytes(ofd_of(text("甲") * 3), "a.ofd")
