"""Files of every format become text, and those that cannot say why in Chinese."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from youju.errors import UnreadableFile
from youju.reading import readers
from youju.reading.readers import SUFFIXES, pages_to_text, read_file, split_front

SIMPLE = "云山市卫生健康委召开年度会议。\n会议总结了去年的工作，新增床位120张，增长3.2%。\n"
TRADITIONAL = "雲山市衛生健康委召開年度會議。\n會議總結了去年的工作，新增床位120張，增長3.2%。\n"


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"]
)
def test_simplified_text_is_read_in_every_encoding(tmp_path, encoding):
    assert read_file(written(tmp_path, "a.txt", SIMPLE.encode(encoding))).text == SIMPLE


@pytest.mark.parametrize("encoding", ["big5", "gbk", "utf-8"])
def test_traditional_text_is_read_in_every_encoding(tmp_path, encoding):
    assert read_file(written(tmp_path, "a.txt", TRADITIONAL.encode(encoding))).text == TRADITIONAL


def test_two_characters_of_gbk_are_enough(tmp_path):
    assert read_file(written(tmp_path, "a.txt", "云山".encode("gbk"))).text == "云山"


def test_a_cut_last_character_does_not_change_the_encoding(tmp_path):
    for name, encoding in (("u.txt", "utf-8"), ("g.txt", "gbk")):
        text = read_file(written(tmp_path, name, SIMPLE.strip().encode(encoding)[:-1])).text
        assert text.startswith(
            "云山市卫生健康委召开年度会议。\n会议总结了去年的工作，新增床位120张"
        )


def test_a_few_broken_bytes_leave_utf8_as_it_is(tmp_path):
    data = (SIMPLE * 30).encode() + b"\xff" + (SIMPLE * 30).encode()
    raw = read_file(written(tmp_path, "a.txt", data))
    assert raw.encoding == "utf-8"
    assert raw.text.count("新增床位120张") == 60


def test_a_mostly_latin_gbk_file_is_not_taken_for_broken_utf8(tmp_path):
    text = "DRG, DIP, HPV, CT. " * 100 + "医保支付"
    assert read_file(written(tmp_path, "a.txt", text.encode("gbk"))).text == text


def test_windows_line_ends_become_one_sign(tmp_path):
    assert (
        read_file(written(tmp_path, "a.txt", "甲。\r\n乙。\r丙。".encode())).text
        == "甲。\n乙。\n丙。"
    )


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
    monkeypatch.setattr(readers, "MAX_BYTES", 10)
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


# ---- web pages -----------------------------------------------------------------------------------

PARAGRAPHS = [
    f"第{i}段，各医疗机构坚持预防为主，完成投资{i}亿元，新增床位{i}0张。" for i in range(1, 6)
]


def page(content: str, charset: str = "utf-8") -> str:
    return f"""<html><head><meta charset="{charset}"><title>云山市推进医改_云山网</title></head>
<body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li></ul></div>
<div class="article"><h1>云山市推进医改</h1><p>发布时间：2024-3-5 来源：云山日报</p>{content}</div>
<div class="xg"><h3>相关链接</h3><ul><li><a href="1">某地开展健康宣传活动</a></li>
<li><a href="2">某院获评先进单位</a></li></ul></div>
<div class="footer">版权所有 云山市人民政府</div></body></html>"""


@pytest.mark.parametrize(
    "content",
    [
        "".join(f"<p>{p}</p>" for p in PARAGRAPHS),
        "".join(f"<div>{p}</div>" for p in PARAGRAPHS),
        "<br>".join(PARAGRAPHS),
        "<table><tr><td>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "</td></tr></table>",
        "".join(f"<p><span><font size=3>{p}</font></span></p>" for p in PARAGRAPHS),
    ],
    ids=["p", "div", "br", "td", "font"],
)
def test_a_page_gives_its_paragraphs_and_not_its_menus(tmp_path, content):
    raw = read_file(written(tmp_path, "a.html", page(content).encode()))
    lines = raw.text.split("\n")
    assert [line for line in lines if line in PARAGRAPHS] == PARAGRAPHS
    assert not any(word in raw.text for word in ("政务公开", "相关链接", "获评先进", "版权所有"))


def test_a_page_keeps_headings_and_short_items_and_states_title_and_date(tmp_path):
    items = "<ul><li>一是加强领导。</li><li>二是强化督查。</li></ul>"
    content = f"<h2>一、去年工作</h2><p>{PARAGRAPHS[0]}</p><h2>二、今年任务</h2>{items}"
    raw = read_file(written(tmp_path, "a.htm", page(content).encode()))
    expected = ["一、去年工作", PARAGRAPHS[0], "二、今年任务", "一是加强领导。", "二是强化督查。"]
    assert raw.text.split("\n")[-5:] == expected
    assert raw.front == {"title": "云山市推进医改", "published": "2024-03-05"}


def test_a_page_is_read_in_the_charset_that_it_states(tmp_path):
    data = page("".join(f"<p>{p}</p>" for p in PARAGRAPHS), "gb2312").encode("gbk")
    raw = read_file(written(tmp_path, "a.html", data))
    assert raw.encoding == "gb18030"
    assert PARAGRAPHS[0] in raw.text


def test_a_table_of_a_page_has_one_line_a_row(tmp_path):
    table = "<table><tr><td>指标</td><td>数值</td></tr><tr><td>床位</td><td>120</td></tr></table>"
    content = f"<p>{PARAGRAPHS[0]}</p>{table}<p>{PARAGRAPHS[1]}</p>"
    text = read_file(written(tmp_path, "a.html", page(content).encode())).text
    assert "指标｜数值\n床位｜120" in text


# ---- Word ----------------------------------------------------------------------------------------


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
    monkeypatch.setattr(readers, "_MAX_UNPACKED", 1000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "0" * 10_000)
    with pytest.raises(UnreadableFile, match="过大"):
        read_file(written(tmp_path, "a.docx", stream.getvalue()))


# ---- PDF -----------------------------------------------------------------------------------------


def pdf_of(pages: list[list[str]]) -> bytes:
    """A PDF with a text layer: one composite font whose codes are UTF-16."""
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> "
        "endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"
    )
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H"
        "/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/F/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
    ]
    for i, lines in enumerate(pages):
        shown = " T* ".join(f"<{line.encode('utf-16-be').hex()}> Tj" for line in lines)
        content = f"BT /F1 16 Tf 20 TL 50 780 Td {shown} ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {7 + 2 * i} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    data, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end = data.index("xref\n0")
    data += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{end}\n%%EOF"
    return data.encode("latin-1")


def test_a_pdf_gives_paragraphs_without_running_heads_and_page_numbers(tmp_path):
    pages = [
        [
            "工作简报",
            "一、工作回顾",
            "全市坚持预防为主，新增床位一百",
            "二十张，增长3.2%。",
            "- 1 -",
        ],
        ["工作简报", "二、下步打算", "继续推进县域医共体建设，落实", "各项任务。", "- 2 -"],
        ["工作简报", "今后还要加强人才队伍建设，补齐", "短板。", "- 3 -"],
    ]
    text = read_file(written(tmp_path, "a.pdf", pdf_of(pages))).text
    assert text.split("\n") == [
        "一、工作回顾",
        "全市坚持预防为主，新增床位一百二十张，增长3.2%。",
        "二、下步打算",
        "继续推进县域医共体建设，落实各项任务。",
        "今后还要加强人才队伍建设，补齐短板。",
    ]


def test_a_paragraph_goes_on_over_the_page_and_radicals_become_characters():
    pages = ["⼯作会议要求各单位压实责任，细化措\n施，确保全年⽬标", "任务全⾯完成，⻓期坚持。"]
    assert (
        pages_to_text(pages)
        == "工作会议要求各单位压实责任，细化措施，确保全年目标任务全面完成，长期坚持。"
    )


def test_a_scanned_and_a_locked_pdf_are_told_apart(tmp_path):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(tmp_path / "扫描.pdf")
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "加密.pdf")
    with pytest.raises(UnreadableFile, match="扫描件"):
        read_file(tmp_path / "扫描.pdf")
    with pytest.raises(UnreadableFile, match="密码"):
        read_file(tmp_path / "加密.pdf")


def test_every_supported_suffix_has_a_reader():
    assert set(readers._READERS) == SUFFIXES
