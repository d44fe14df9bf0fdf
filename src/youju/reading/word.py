"""A .docx file becomes the lines of its paragraphs and tables, as they read with changes accepted.

Styles, pictures, text boxes and a generated table of contents are passed over; which line is a
heading, `sections` tells by its words.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from youju.errors import UnreadableFile
from youju.reading.raw import SAVE_AS_TEXT, RawText, squeeze

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_UNPACKED = 500 * 1024 * 1024  # a small archive may hold gigabytes


def read_docx(data: bytes, name: str) -> RawText:
    """The text of a .docx file; the older .doc and locked files are refused."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(f"{name} 是加密的或旧版的 Word 文件。", remedy=SAVE_AS_TEXT)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > _MAX_UNPACKED:
            raise UnreadableFile(f"{name} 解压后过大。", remedy="删去图片或拆成几个文件再导入")
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_docx_lines(document.element.body, document))
    except UnreadableFile:
        raise
    except Exception as error:  # zipfile, lxml and python-docx each raise their own kinds
        raise UnreadableFile(
            f"{name} 已损坏，不是完整的 Word 文件。", remedy=SAVE_AS_TEXT
        ) from error
    return RawText(text=text, format="docx", encoding="")


def _docx_lines(parent: Any, document: Any) -> Iterator[str]:
    """Paragraphs and tables in order; those in content controls too, save a table of contents."""
    for child in parent.iterchildren():
        if child.tag == f"{_W}p":
            yield from _paragraph_text(Paragraph(child, document)).split("\n")
        elif child.tag == f"{_W}tbl":
            yield from _table_lines(Table(child, document))
        elif child.tag == f"{_W}sdt" and not child.findall(f".//{_W}docPartGallery"):
            for content in child.findall(f"{_W}sdtContent"):
                yield from _docx_lines(content, document)


def _paragraph_text(paragraph: Paragraph) -> str:
    """The words of a paragraph, inserted ones included, deleted ones not."""
    pieces = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
    nodes = paragraph._p.xpath(".//w:r/*[not(ancestor::w:txbxContent)]")
    return "".join(n.text or "" if n.tag == f"{_W}t" else pieces.get(n.tag, "") for n in nodes)


def _table_lines(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells = []
        for i, cell in enumerate(row.cells):
            if i == 0 or cell._tc is not row.cells[i - 1]._tc:  # a merged cell is met twice
                cells.append(squeeze(" ".join(_docx_lines(cell._tc, table))))
        if any(cells):
            yield "｜".join(cells)
