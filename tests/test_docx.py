"""The file of a draft, read as XML: page, grid, faces, indents; and rendered, where that can be."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import docx
import numpy as np
import pypdfium2
import pytest
from lxml import etree
from set_papers import MEASURE, PAPER

from youju.drafting.docx import docx_of, signature_indents, title_measure, width_of
from youju.drafting.formats import CLEAN, MARK, REVIEW, Block, Paper, lines_of
from youju.drafting.profiles import load_profiles
from youju.reading.formats.word import read_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")
STANDARD = load_profiles().choose()
COPIES = pytest.mark.parametrize("copy", [CLEAN, REVIEW], ids=["clean", "review"])


def parts_of(data: bytes) -> dict[str, "etree._Element"]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name.removeprefix("word/").removesuffix(".xml"): etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xml")
        }


def written(copy=CLEAN, paper=PAPER, profile=STANDARD):
    return parts_of(docx_of(paper, profile, copy))


def attributes(node) -> dict[str, str]:
    return {name.removeprefix(W): value for name, value in node.attrib.items()}


def words(node) -> str:
    return "".join(t.text for t in node.iter(f"{W}t"))


def paragraph_with(parts, text: str):
    return next(p for p in parts["document"].iter(f"{W}p") if text in words(p))


def style_of(parts, paragraph):
    key = paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
    return next(s for s in parts["styles"] if s.get(f"{W}styleId") == key)


def face_of(parts, text: str) -> str:
    """The East-Asian face of the run that holds the text, its own style's or its paragraph's."""
    paragraph = paragraph_with(parts, text)
    run = next(r for r in paragraph.iter(f"{W}r") if text in words(r))
    own = run.find(f"{W}rPr/{W}rStyle")
    style = style_of(parts, paragraph)
    if own is not None:
        key = own.get(f"{W}val")
        style = next(s for s in parts["styles"] if s.get(f"{W}styleId") == key)
    return style.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia")


# The page


def test_the_page_is_that_of_the_standard():
    section = written()["document"].find(f"{W}body/{W}sectPr")
    size, margins = (attributes(section.find(f"{W}{tag}")) for tag in ("pgSz", "pgMar"))
    assert size == {"w": "11906", "h": "16838"}
    sides = {side: int(margins[side]) for side in ("top", "bottom", "left", "right")}
    expected = {"top": 2098, "bottom": 1984, "left": 1587, "right": 1474}
    assert all(abs(sides[side] - expected[side]) <= 1 for side in expected)


def test_the_grid_holds_28_characters_a_line():
    grid = attributes(next(written()["document"].iter(f"{W}docGrid")))
    assert grid == {"type": "linesAndChars", "linePitch": "579", "charSpace": "-848"}


def test_page_numbers_stand_outside_on_odd_and_even_pages():
    parts = written()
    assert parts["settings"].find(f"{W}evenAndOddHeaders") is not None
    section = parts["document"].find(f"{W}body/{W}sectPr")
    kinds = [node.get(f"{W}type") for node in section.iter(f"{W}footerReference")]
    assert sorted(kinds) == ["default", "even"]
    sides = set()
    for name in ("footer1", "footer2"):
        footer = parts[name]
        assert words(footer) == "— 1 —"
        assert [node.text.strip() for node in footer.iter(f"{W}instrText")] == ["PAGE"]
        marks = [node.get(f"{W}fldCharType") for node in footer.iter(f"{W}fldChar")]
        assert marks == ["begin", "separate", "end"]
        side = next(footer.iter(f"{W}jc")).get(f"{W}val")
        assert next(footer.iter(f"{W}ind")).get(f"{W}{side}Chars") == "100"
        sides.add(side)
        look = style_of(parts, footer.find(f"{W}p")).find(f"{W}rPr")
        assert look.find(f"{W}rFonts").get(f"{W}eastAsia") == "宋体"
        assert look.find(f"{W}sz").get(f"{W}val") == "28"
    assert sides == {"left", "right"}


def test_a_profile_may_centre_the_page_number():
    parts = written(profile=load_profiles().choose("speech_large"))
    for name in ("footer1", "footer2"):
        assert next(parts[name].iter(f"{W}jc")).get(f"{W}val") == "center"


# Faces and paragraphs


@COPIES
def test_no_part_names_a_face_by_theme(copy):
    data = docx_of(PAPER, STANDARD, copy)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "theme" in name]
        for name in archive.namelist():
            assert not re.search(rb'Theme="|cstheme', archive.read(name)), name


@COPIES
def test_every_style_of_the_text_names_its_faces_for_all_scripts(copy):
    parts = written(copy)
    styled = [style.find(f"{W}rPr/{W}rFonts") for style in parts["styles"].iter(f"{W}style")
              if style.get(f"{W}type") == "paragraph"]  # fmt: skip
    defaults = next(parts["styles"].iter(f"{W}rPrDefault")).find(f"{W}rPr/{W}rFonts")
    for faces in (*styled, defaults):
        assert all(faces.get(f"{W}{script}") for script in SCRIPTS)


@COPIES
def test_every_style_that_is_used_is_there(copy):
    parts = written(copy)
    known = {style.get(f"{W}styleId") for style in parts["styles"].iter(f"{W}style")}
    used = {
        node.get(f"{W}val")
        for part in parts.values()
        for tag in ("pStyle", "rStyle", "basedOn", "next")
        for node in part.iter(f"{W}{tag}")
    }
    assert used <= known
    assert not [p for p in parts["document"].iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is None]


@pytest.mark.parametrize(
    ("text", "face"),
    [
        ("上的讲话", "宋体"),
        ("（2024年4月10日）", "楷体"),
        ("同志们：", "仿宋"),
        ("一、2024年工作回顾", "黑体"),
        ("（一）聚焦普惠托育，着力扩大服务供给。", "楷体"),
        (MEASURE, "仿宋"),
        ("1.健全工作机制", "仿宋"),
    ],
)
def test_each_part_has_its_face(text, face):
    assert face_of(written(), text) == face


@pytest.mark.parametrize(
    ("text", "level"), [("一、2024年", "0"), ("1.健全", "2"), ("（1）开展", "3")]
)
def test_headings_have_outline_levels(text, level):
    parts = written()
    style = style_of(parts, paragraph_with(parts, text))
    assert next(style.iter(f"{W}outlineLvl")).get(f"{W}val") == level


def test_text_after_a_lead_is_no_heading():
    parts = written()
    style = style_of(parts, paragraph_with(parts, MEASURE))
    assert next(style.iter(f"{W}outlineLvl"), None) is None


@pytest.mark.parametrize("text", ["一、2024年", MEASURE, "1.健全", "各县区"])
def test_the_body_is_indented_by_characters_at_an_exact_pitch(text):
    parts = written()
    settings = style_of(parts, paragraph_with(parts, text)).find(f"{W}pPr")
    assert attributes(settings.find(f"{W}ind")) == {"firstLineChars": "200", "firstLine": "640"}
    spacing = {"before": "0", "after": "0", "line": "579", "lineRule": "exact"}
    assert attributes(settings.find(f"{W}spacing")) == spacing
    for tag in ("widowControl", "autoSpaceDE", "autoSpaceDN"):
        assert settings.find(f"{W}{tag}").get(f"{W}val") == "0"


@pytest.mark.parametrize("text", ["同志们", "上的讲话", "（2024年4月10日）"])
def test_what_stands_above_the_body_is_not_indented(text):
    parts = written()
    assert style_of(parts, paragraph_with(parts, text)).find(f"{W}pPr/{W}ind") is None


def test_the_text_is_said_to_be_chinese():
    parts = written()
    languages = next(parts["styles"].iter(f"{W}lang"))
    assert languages.get(f"{W}eastAsia") == "zh-CN"
    assert parts["settings"].find(f"{W}themeFontLang").get(f"{W}eastAsia") == "zh-CN"


def test_large_type_is_larger_and_its_indent_with_it():
    parts = written(profile=load_profiles().choose("speech_large"))
    style = style_of(parts, paragraph_with(parts, MEASURE))
    assert style.find(f"{W}rPr/{W}sz").get(f"{W}val") == "36"
    assert style.find(f"{W}pPr/{W}ind").get(f"{W}firstLine") == "720"
    assert style.find(f"{W}pPr/{W}spacing").get(f"{W}line") == "600"


# What a copy carries


def all_words(parts) -> str:
    return "\n".join(words(part) for part in parts.values())


def test_a_clean_copy_holds_the_text_and_nothing_beside_it():
    data = docx_of(PAPER, STANDARD, CLEAN)
    parts = parts_of(data)
    assert read_docx(data, "稿.docx").text.split("\n") == lines_of(PAPER)
    assert "讨论稿" not in all_words(parts)
    assert not list(parts["document"].iter(f"{W}tbl", f"{W}highlight"))
    assert "【待补：床位数，单位张】" in words(parts["document"])
    assert not re.search(r"\[\d", all_words(parts))


def test_a_review_copy_says_so_on_every_page():
    parts = written(REVIEW)
    section = parts["document"].find(f"{W}body/{W}sectPr")
    kinds = [node.get(f"{W}type") for node in section.iter(f"{W}headerReference")]
    assert sorted(kinds) == ["default", "even"]
    assert [words(parts[name]) for name in ("header1", "header2")] == [MARK, MARK]


def test_a_review_copy_lights_what_is_missing_and_raises_markers():
    parts = written(REVIEW)
    lit = [
        run for run in parts["document"].iter(f"{W}r") if run.find(f".//{W}highlight") is not None
    ]
    assert [words(run) for run in lit] == ["【待补：床位数，单位张】"]
    marked = [
        words(run)
        for run in parts["document"].iter(f"{W}r")
        if (style := run.find(f"{W}rPr/{W}rStyle")) is not None
        and style.get(f"{W}val") == "GwMarker"
    ]
    assert marked == ["[1]", "[2]", "[2]"]


def test_the_annex_ties_each_sentence_to_source_and_quote():
    data = docx_of(PAPER, STANDARD, REVIEW)
    (table,) = docx.Document(io.BytesIO(data)).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["标号", "文中语句", "来源", "原文"],
        ["[1]", f"{MEASURE}。", "示例市2023年工作报告", "新增普惠托位1200个"],
        ["[2]", "达到4.1个。", "示例市公报", "4.1个"],
    ]
    heading = paragraph_with(parts_of(data), "数据出处表")
    assert heading.find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_without_sources_there_is_no_annex():
    parts = written(REVIEW, replace(PAPER, sources=()))
    assert "数据出处表" not in all_words(parts)


def test_characters_that_xml_cannot_hold_do_not_break_the_file():
    paper = Paper(title="甲\x00\ufffe乙", blocks=(Block(text="丙\x0b丁\ud800"),))
    assert read_docx(docx_of(paper, STANDARD), "稿.docx").text == "甲乙\n丙\n丁"


def test_nobody_is_named_as_author():
    properties = docx.Document(io.BytesIO(docx_of(PAPER, STANDARD))).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == (
        PAPER.title,
        "",
        "",
    )


# Title and signature


def test_a_short_title_needs_no_break():
    assert title_measure("在会议上的讲话", 20) == 0


def test_a_long_title_breaks_between_words_into_lines_of_nearly_one_length():
    title = "在全市卫生健康工作会议暨区域医疗中心建设推进会议上的讲话"
    measure = title_measure(title, 20)
    at = next(i for i in range(len(title)) if width_of(title[: i + 1]) > measure)
    assert abs(2 * at - len(title)) <= 6
    assert title[at - 2 : at] == "区域"
    assert not title[at:].startswith(("的", "暨"))


def test_the_office_leaves_two_characters_free_and_the_date_follows_it():
    assert signature_indents(["示例市卫生健康委员会", "2024年4月10日"])[0] == 2
    office, date = signature_indents(["某委", "2024年4月10日"])
    assert date == 2
    assert office > date


# Rendered

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
LINE = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁"


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """Three full pages, as LibreOffice lays them out."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed, so no page can be rendered")
    folder = tmp_path_factory.mktemp("rendered")
    paper = replace(PAPER, blocks=(*PAPER.blocks, Block(text=LINE * 60)))
    profile = load_profiles().choose("gb9704", "open")
    (folder / "draft.docx").write_bytes(docx_of(paper, profile, CLEAN))
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = [SOFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([*command, folder / "draft.docx"], check=True, capture_output=True, timeout=240)
    return pypdfium2.PdfDocument(folder / "draft.pdf")


def test_a_full_page_has_22_lines_of_28_characters(rendered):
    lines = rendered[1].get_textpage().get_text_range().splitlines()
    assert [len(line) for line in lines[:-1]] == [28] * 22
    assert lines[-1].strip() == "— 2 —"


def test_ink_stays_where_the_standard_wants_the_text(rendered):
    scale = 100 / 25.4  # pixels in a millimetre
    page = rendered[1].render(scale=scale * 25.4 / 72).to_pil().convert("L")
    rows, columns = np.nonzero(np.asarray(page) < 128)
    text = rows < (297 - 35) * scale
    assert 28 <= columns.min() / scale <= 30
    assert 210 - 28 <= columns.max() / scale <= 210 - 26 + 1
    assert 37 <= rows.min() / scale <= 41
    assert rows[text].max() / scale >= 297 - 41
    assert 297 - 35 <= rows[~text].min() / scale <= 297 - 21
