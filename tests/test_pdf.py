"""A PDF gives paragraphs, or says why it cannot."""

import pypdf
import pytest
from raws import FORMATS, written

from youju.errors import UnreadableFile
from youju.reading.formats import pdf
from youju.reading.formats.raw import RawText
from youju.reading.formats.readers import read_file
from youju.reading.formats.scans import can_recognise

needs_ocr = pytest.mark.skipif(not can_recognise(), reason="the extra `ocr` is not installed")


def read_here(name: str) -> RawText:
    return pdf.read_here((FORMATS / name).read_bytes(), name)


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


def test_radicals_become_characters_and_a_paragraph_goes_on_over_the_page(tmp_path):
    pages = [
        ["⼯作会议要求各单位压实责任，细", "化措施，确保全年⽬标任务全⾯完"],
        ["成，⻓期坚持。"],
    ]
    text = read_file(written(tmp_path, "a.pdf", pdf_of(pages))).text
    assert text == "工作会议要求各单位压实责任，细化措施，确保全年目标任务全面完成，长期坚持。"


def test_columns_are_read_one_after_the_other():
    lines = read_file(FORMATS / "两栏简报.pdf").text.split("\n")
    numbers = "一二三四五六七八"
    assert lines[::5] == [f"（{numbers[n - 1]}）第{n}片区" for n in range(1, 9)]
    assert lines[2] == "全年完成家庭医生签约12万人，比上年增长1.4%。" * 2
    assert not any("简报" in line or "—" in line for line in lines)


def test_a_ruled_table_has_its_headers_and_marks_of_notes_are_left_out():
    lines = read_file(FORMATS / "年度报告.pdf").text.split("\n")
    assert "全市每千人口床位数达到6.5张，增长3.2%。" in lines
    at = lines.index("各县区情况见下表。")
    assert lines[at + 1 : at + 4] == [
        "县区：东川县｜每千人口床位数（张）2022年：5.8｜每千人口床位数（张）2023年：6.1｜医院（家）：4",
        "县区：西林区｜每千人口床位数（张）2022年：6.4｜每千人口床位数（张）2023年：6.9｜医院（家）：11",
        "继续推进县域医共体建设。",
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(tmp_path, turn):
    reader = pypdf.PdfReader(FORMATS / "年度报告.pdf")
    writer = pypdf.PdfWriter()
    page = writer.add_page(reader.pages[0])
    # The words turn one way in the file, and the page the other way: it is seen upright.
    page.add_transformation(pypdf.Transformation().rotate(turn))
    left, bottom, right, top = {
        90: (-842, 0, 0, 595),
        180: (-595, -842, 0, 0),
        270: (0, -595, 842, 0),
    }[turn]
    page.mediabox = page.cropbox = pypdf.generic.RectangleObject((left, bottom, right, top))
    page.rotate(turn)
    writer.write(tmp_path / "a.pdf")
    whole = read_file(FORMATS / "年度报告.pdf").text
    assert read_file(tmp_path / "a.pdf").text == whole[: whole.index("\ni")]


def test_a_locked_file_and_one_without_words_are_told_apart(tmp_path):
    with pytest.raises(UnreadableFile, match="密码"):
        read_file(FORMATS / "加密.pdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(tmp_path / "空白.pdf")
    with pytest.raises(UnreadableFile, match="没有文字"):
        read_file(tmp_path / "空白.pdf")


def test_without_the_extra_a_scan_is_refused_and_a_scanned_page_is_named(monkeypatch):
    monkeypatch.setattr(pdf, "can_recognise", lambda: False)
    with pytest.raises(UnreadableFile, match="扫描件") as caught:
        read_here("扫描件.pdf")
    assert "youju[ocr]" in caught.value.remedy
    raw = read_here("部分扫描.pdf")
    assert "每千人口床位数达到6.5张" in raw.text
    assert raw.notes == (
        "第3页为扫描件，没有读入；安装文字识别组件（pip install 'youju[ocr]'）后再导入。",
    )


@needs_ocr
def test_a_scan_is_recognised_and_only_pages_without_words_are():
    raw = read_file(FORMATS / "部分扫描.pdf")
    assert "全市每千人口床位数达到6.5张，增长3.2%。" in raw.text
    assert raw.text.split("\n")[-4:] == [
        "一、时间安排",
        "体检从3月1日开始，到6月30日结束,共为65岁以上老年人体检4.2万人。",
        "二、经费保障",
        "市级财政安排专项经费380万元。",
    ]
    assert raw.notes == ("第3页为扫描件，由文字识别得到，引用前请与原件核对。",)


@needs_ocr
def test_no_more_pages_are_recognised_than_time_allows(monkeypatch):
    monkeypatch.setattr(pdf, "_MAX_RECOGNISED", 0)
    assert "超出一次识别的页数" in read_here("部分扫描.pdf").notes[0]


def test_a_file_that_takes_too_long_or_has_too_many_pages_is_refused(monkeypatch):
    data = pdf_of([["一页。"], ["两页。"]])
    monkeypatch.setattr(pdf, "_MAX_SECONDS", 0.0)
    with pytest.raises(UnreadableFile, match="太久"):
        pdf.read_here(data, "a.pdf")
    monkeypatch.setattr(pdf, "_MAX_PAGES", 1)
    with pytest.raises(UnreadableFile, match="超过 1 页"):
        pdf.read_here(data, "a.pdf")


def test_a_page_tree_without_end_is_left(tmp_path):
    data = pdf_of([["正文一行，坚持预防为主。"]]).replace(b"/Kids[6 0 R]", b"/Kids[2 0 R]")
    with pytest.raises(UnreadableFile):
        read_file(written(tmp_path, "a.pdf", data))


def test_a_broken_page_costs_only_itself(tmp_path):
    data = pdf_of([["第一页写着正文。"], ["第二页也写着正文。"]])
    broken = data.replace(b"/Kids[6 0 R 8 0 R]", b"/Kids[6 0 R 99 0 R]")
    raw = read_file(written(tmp_path, "a.pdf", broken))
    assert raw.text == "第一页写着正文。"
    assert raw.notes == ("第2页已损坏，没有读入。",)
