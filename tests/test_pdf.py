"""A PDF gives paragraphs, or says why it cannot."""

import pypdf
import pytest
from raws import written

from youju.errors import UnreadableFile
from youju.reading.pdf import pages_to_text
from youju.reading.readers import read_file


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
