"""Makes the files in this folder. They are kept with the tests, so that reading them needs neither
LibreOffice nor a Chinese font; run this again only to change what they hold:

    python tests/data/formats/make.py

The sentences and figures are made up for 云山市, a city that does not exist.
"""

import datetime
import io
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pypdf
from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def main() -> None:
    report = HERE / "年度报告.docx"
    report.write_bytes(docx(REPORT))
    (HERE / "简讯.rtf").write_bytes(rtf())
    for suffix in ("doc", "odt"):
        convert(report, suffix)
    (HERE / "年度报告.doc").rename(HERE / "年度报告.wps")
    convert(report, "doc")
    spreadsheet(HERE / "资源统计.xlsx")
    for suffix in ("xls", "ods"):
        convert(HERE / "资源统计.xlsx", suffix)
    (HERE / "资源统计.csv").write_bytes(TABLE.replace("\n", "\r\n").encode("gb18030"))
    pdfs()
    (HERE / "公告.ofd").write_bytes(ofd())
    (HERE / "汇编.zip").write_bytes(archive())


# ---- Word ------------------------------------------------------------------------------------


def paragraph(words: str, style: str = "", extra: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{words}</w:t>{extra}</w:r></w:p>'


def item(words: str, level: int) -> str:
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{number}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def cell(words: str, extra: str = "") -> str:
    width = 4000 if "gridSpan" in extra else 2000
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{extra}</w:tcPr>{paragraph(words)}</w:tc>"


def table(*rows: str) -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    whole = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    grid = "<w:tblGrid>" + '<w:gridCol w:w="2000"/>' * 4 + "</w:tblGrid>"
    return f"<w:tbl><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>{grid}{whole}</w:tbl>"


def note(kind: str, number: int) -> str:
    return f'<w:{kind}Reference w:id="{number}"/>'


DOWN, ON, TWO = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
BEDS = table(
    cell("县区", DOWN) + cell("每千人口床位数（张）", TWO) + cell("医院（家）", DOWN),
    cell("", ON) + cell("2022年") + cell("2023年") + cell("", ON),
    cell("东川县") + cell("5.8") + cell("6.1") + cell("4"),
    cell("西林区") + cell("6.4") + cell("6.9") + cell("11"),
)
REPORT = "".join(
    (
        paragraph("云山市卫生健康工作年度报告", "Title"),
        paragraph("主要成效", "Heading1"),
        paragraph("医疗资源", "Heading2"),
        paragraph("全市每千人口床位数达到6.5张，增长3.2%。", "", note("footnote", 2)),
        item("新建两所县级医院。", 2),
        item("改造十二所乡镇卫生院。", 2),
        paragraph("人才队伍", "Heading2"),
        paragraph("引进硕士以上人才86名。", "", note("endnote", 2)),
        item("公开招聘医师。", 2),
        paragraph("下步打算", "Heading1"),
        paragraph("公共卫生", "Heading2"),
        paragraph("各县区情况见下表。"),
        BEDS,
        paragraph("继续推进县域医共体建设。"),
    )
)


def level(number: int, kind: str, pattern: str, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{named}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    + level(0, "japaneseCounting", "%1、", "Heading1")
    + level(1, "chineseCounting", "（%2）", "Heading2")
    + level(2, "decimal", "%3.")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def style(key: str, name: str, properties: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def numbered(depth: int) -> str:
    number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
    return f'{number}<w:outlineLvl w:val="{depth}"/>'


STYLES = (
    style("Title", "Title")
    + style("Heading1", "heading 1", numbered(0))
    + style("Heading2", "heading 2", numbered(1))
)


def notes(kind: str, words: str) -> str:
    lines = "".join(
        f'<w:{kind} w:type="{t}" w:id="{i}"><w:p><w:r><w:{t}/></w:r></w:p></w:{kind}>'
        for i, t in enumerate(("separator", "continuationSeparator"))
    )
    return f'{lines}<w:{kind} w:id="2">{paragraph(words)}</w:{kind}>'


FOOTNOTES = notes("footnote", "数据来自2023年统计年报。")
ENDNOTES = notes("endnote", "不含柔性引进人才。")


def docx(body: str, section: str = "", heads: dict[str, str] | None = None) -> bytes:
    parts = {
        "styles": f"<w:styles {W}>{STYLES}</w:styles>",
        "numbering": f"<w:numbering {W}>{NUMBERING}</w:numbering>",
        "footnotes": f"<w:footnotes {W}>{FOOTNOTES}</w:footnotes>",
        "endnotes": f"<w:endnotes {W}>{ENDNOTES}</w:endnotes>",
        **(heads or {}),
    }
    kinds = {name: name.rstrip("0123456789") for name in parts}
    links = "".join(
        f'<Relationship Id="r{name}" Type="{OFFICE}/{kinds[name]}" Target="{name}.xml"/>'
        for name in parts
    )
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), *kinds.items())
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f"{links}</Relationships>",
        "word/document.xml": f'<w:document {W} xmlns:r="{OFFICE}"><w:body>{body}'
        f"<w:sectPr>{section}</w:sectPr></w:body></w:document>",
        **{f"word/{name}.xml": words for name, words in parts.items()},
    }
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return zipped({name: (head + words).encode() for name, words in files.items()})


def rtf() -> bytes:
    lines = ("云山市医疗服务简讯", "一、服务效率", "床位使用率达到83.5%。")
    words = "".join(f"{line}\\par\n" for line in lines).encode("gbk")
    coded = "".join(chr(b) if b < 128 else f"\\'{b:02x}" for b in words)
    return f"{{\\rtf1\\ansi\\ansicpg936\\deff0{{\\fonttbl{{\\f0 SimSun;}}}}\n{coded}}}".encode()


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def convert(path: Path, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}"]
        command += ["--convert-to", suffix, "--outdir", str(HERE), str(path)]
        subprocess.run(command, check=True, timeout=120)


# ---- tables ----------------------------------------------------------------------------------

TABLE = """云山市妇幼健康指标
指标,单位,2022,2023,备注
孕产妇死亡率,1/10万,9.8,8.1,
婴儿死亡率,‰,2.31,2.05,"低于全省,连续三年下降"
"""


def spreadsheet(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "医疗资源"
    for row in (
        ["云山市医疗资源统计表"],
        ["指标", "单位", "2022年", "2023年", None, "填报日期"],
        [None, None, None, "计划", "实际", None],
        ["每千人口床位数", "张", 6.1, 6.3, 6.5, datetime.date(2024, 1, 15)],
        ["床位使用率", "%", 0.8123, 0.82, 0.835, datetime.date(2024, 1, 15)],
        [],
        ["注册护士", "人", 11200, 12500, 13000, None],
        ["注：床位不含家庭病床。"],
    ):
        sheet.append(row)
    for span in ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"):
        sheet.merge_cells(span)
    for place in ("C5", "D5", "E5"):
        sheet[place].number_format = "0.00%"
    for place in ("C7", "D7", "E7"):
        sheet[place].number_format = "#,##0"
    names = book.create_sheet("机构名单")
    for row in (
        ["县区", "机构", "床位（张）"],
        ["东川县", "县人民医院", 500],
        [None, "县中医医院", 300],
    ):
        names.append(row)
    names.merge_cells("A2:A3")
    hidden = book.create_sheet("测算草稿")
    hidden.append(["不要引用"])
    hidden.sheet_state = "hidden"
    book.save(path)


# ---- PDF -------------------------------------------------------------------------------------

SENTENCES = (
    "云山市第{n}片区坚持预防为主，把基层首诊落到实处。",
    "全年完成家庭医生签约{n}2万人，比上年增长{n}.4%。",
    "县级医院派出骨干医师{n}5名，定期到乡镇卫生院坐诊。",
    "片区内双向转诊病人{n}3人次，患者等候时间明显缩短。",
)


def pdfs() -> None:
    text = "".join(
        paragraph(f"（{'一二三四五六七八九'[n - 1]}）第{n}片区")
        + "".join(paragraph(s.format(n=n) * 2) for s in SENTENCES)
        for n in range(1, 9)
    )
    dash = "<w:r><w:t>—</w:t></w:r>"
    field = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    heads = {
        "header1": f"<w:hdr {W}>{paragraph('云山市卫生健康工作简报')}</w:hdr>",
        "footer1": f"<w:ftr {W}><w:p>{dash}{field}{dash}</w:p></w:ftr>",
    }
    section = (
        '<w:headerReference w:type="default" r:id="rheader1"/>'
        '<w:footerReference w:type="default" r:id="rfooter1"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" '
        'w:left="1440" w:header="720" w:footer="720" w:gutter="0"/>'
    )
    columns = '<w:cols w:num="2" w:space="600"/>'
    to_pdf("两栏简报", docx(text, section + columns, heads))
    to_pdf("年度报告", docx(REPORT, section, heads))
    scan = scanned()
    scan.save(HERE / "扫描件.pdf", "PDF", resolution=100, quality=40)
    writer = pypdf.PdfWriter()
    writer.append(HERE / "年度报告.pdf")
    writer.append(HERE / "扫描件.pdf")
    writer.write(HERE / "部分扫描.pdf")
    locked = pypdf.PdfWriter()
    locked.append(HERE / "扫描件.pdf")
    locked.encrypt("云山", algorithm="AES-256")
    locked.write(HERE / "加密.pdf")


def to_pdf(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.docx"
        path.write_bytes(data)
        convert(path, "pdf")


def scanned() -> Image.Image:
    font = ImageFont.truetype(FONT, 26, index=2)
    page = Image.new("L", (827, 1169), 250)
    draw = ImageDraw.Draw(page)
    for i, words in enumerate(
        (
            "关于开展健康体检的通知",
            "一、时间安排",
            "体检从3月1日开始，到6月30日结束，",
            "共为65岁以上老年人体检4.2万人。",
            "二、经费保障",
            "市级财政安排专项经费380万元。",
        )
    ):
        draw.text((100, 120 + 60 * i), words, fill=20, font=font)
    return page.rotate(0.4, fillcolor=250)


# ---- OFD and zip -----------------------------------------------------------------------------

PAGES = (
    (
        (105, 30, "云山市医疗保障公告"),
        (30, 60, "一、参保对象"),
        (30, 75, "全市城乡居民参保率"),
        (75, 75, "稳定在97.5%以上，"),
        (30, 85, "人均财政补助标准提高到640元。"),
    ),
    ((30, 30, "二、办理时间"), (30, 45, "集中参保期到12月31日结束。")),
)


def ofd() -> bytes:
    namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    files = {
        "OFD.xml": f'<ofd:OFD {namespace} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {namespace}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
        + "".join(
            f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(PAGES))
        )
        + "</ofd:Pages></ofd:Document>",
    }
    for i, page in enumerate(PAGES):
        objects = "".join(
            f'<ofd:TextObject ID="{n}" Boundary="{x} {y} 80 6" Font="1" Size="5">'
            f'<ofd:TextCode X="0" Y="5" DeltaX="g {len(words) - 1} 5">{words}</ofd:TextCode>'
            "</ofd:TextObject>"
            for n, (x, y, words) in enumerate(reversed(page))
        )
        files[f"Doc_0/Pages/Page_{i}/Content.xml"] = (
            f"<ofd:Page {namespace}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
            "</ofd:Page>"
        )
    return zipped({name: (head + words).encode() for name, words in files.items()})


def archive() -> bytes:
    """As made on Chinese Windows: names in GBK, with no word of it."""
    files = {
        "通知/体检通知.txt": "体检从3月1日开始。".encode("gb18030"),
        "统计/妇幼指标.csv": TABLE.encode("gb18030"),
        "通知/坏文件.docx": b"PK\x03\x04 cut off",
    }
    stand_ins = {f"{i}" * len(name.encode("gbk")): name for i, name in enumerate(files, start=1)}
    whole = zipped({key: files[name] for key, name in stand_ins.items()})
    for key, name in stand_ins.items():
        whole = whole.replace(key.encode(), name.encode("gbk"))
    return whole


if __name__ == "__main__":
    if not shutil.which("soffice"):
        raise SystemExit("soffice is needed to make these files")
    main()
