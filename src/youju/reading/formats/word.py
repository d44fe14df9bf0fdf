"""A .docx file becomes the lines of its paragraphs and tables, as they read with changes accepted.

The numbers of automatic lists are written out, notes stand below their paragraph, and a heading
that only its style marks gets the mark of Markdown. Pictures, page heads and a generated table of
contents are passed over.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from youju.errors import UnreadableFile
from youju.reading.formats.grids import Merge, grid_lines
from youju.reading.formats.numbering import Numbering, numbering_of
from youju.reading.formats.ooxml import Package, W, find, value
from youju.reading.formats.raw import SAVE_AS_TEXT, RawText, squeeze

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_OTHER_SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = ("footnote", "endnote")
_CLOSED = frozenset(  # what is below these is no part of the running words
    {f"{W}{tag}" for tag in ("del", "moveFrom", "rt", "txbxContent", "pPr", "rPr", "instrText")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-6])", re.I)
_NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十百]+[、章节编篇部条．.]|[（(][一二三四五六七八九十\d]+[）)]|\d)"
)
_LONGEST_HEADING = 60
_MOST_COLUMNS = 63  # that Word allows
_LONG_CELL = 200  # with several paragraphs in it, the table only lays out the page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    name: str
    based_on: str
    number_id: str
    depth: str
    outline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    body: Any
    styles: Mapping[str, _Style]
    numbering: Numbering
    notes: Mapping[tuple[str, str], Any]  # by kind and id
    has_boxes: bool
    marks_headings: bool  # no heading has a number, so that only its style tells it


def read_docx(data: bytes, name: str) -> RawText:
    """The text of a .docx file; broken and overlarge ones are refused."""
    try:
        document = _opened(Package(data, name))
        text = "\n".join(_lines(document.body, document))
    except UnreadableFile:
        raise
    except Exception as error:  # zipfile and lxml raise their own kinds; so do odd values inside
        raise UnreadableFile(
            f"{name} 已损坏，不是完整的 Word 文件。", remedy=SAVE_AS_TEXT
        ) from error
    return RawText(text=text, format="docx", encoding="")


def _opened(package: Package) -> _Document:
    styles = dict(_styles(package.children("styles")))
    body = package.main.find(f"{W}body")
    headings = [p for p in body.iter(f"{W}p") if len(p) and _heading_level(p, styles)]
    of_lists = {key: style.number_id for key, style in styles.items()}
    return _Document(
        body=body,
        styles=styles,
        numbering=numbering_of(package.children("numbering"), of_lists),
        notes={
            (kind, value(note, "id")): note
            for kind in _NOTES
            for note in package.children(f"{kind}s")
            if not value(note, "type")  # the lines that part notes from text have a type
        },
        has_boxes=next(body.iter(f"{W}txbxContent"), None) is not None,
        marks_headings=not any(
            _number_of(p, styles)[0] or _NUMBERED.match("".join(_words(p)).strip())
            for p in headings
        ),
    )


def _styles(nodes: Iterable[Any]) -> Iterator[tuple[str, _Style]]:
    for node in nodes:
        properties = find(node, "pPr")
        number = find(properties, "numPr")
        yield (
            value(node, "styleId"),
            _Style(
                name=value(find(node, "name")),
                based_on=value(find(node, "basedOn")),
                number_id=value(find(number, "numId")),
                depth=value(find(number, "ilvl")),
                outline=value(find(properties, "outlineLvl")),
            ),
        )


def _chain(paragraph: Any, styles: Mapping[str, _Style]) -> Iterator[tuple[str, _Style]]:
    """The paragraph's style and those that it is based on."""
    key, met = value(find(find(paragraph, "pPr"), "pStyle")), set()
    while key in styles and key not in met:
        met.add(key)
        yield key, styles[key]
        key = styles[key].based_on


def _lines(parent: Any, document: _Document) -> Iterator[str]:
    """Paragraphs and tables in order; those in content controls too, save a table of contents."""
    for child in parent.iterchildren(f"{W}p", f"{W}tbl", f"{W}sdt", f"{W}customXml", f"{W}ins"):
        if child.tag == f"{W}p":
            yield from _paragraph_lines(child, document)
        elif child.tag == f"{W}tbl":
            yield from _table_lines(child, document)
            yield from _note_lines(child, document)
        elif child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery") is None:
            content = find(child, "sdtContent")
            yield from _lines(child if content is None else content, document)


def _paragraph_lines(paragraph: Any, document: _Document) -> Iterator[str]:
    """The paragraph with its number, the text boxes that hang on it, and its notes."""
    if not len(paragraph):  # some files hold millions of these
        return
    styles = [style.name.lower() for _, style in _chain(paragraph, document.styles)]
    if any(re.match(r"(?:toc|目录)\s*\d", name) for name in styles):
        return
    label = _label(paragraph, document)
    words = "".join(_words(paragraph))
    if words.strip():
        yield from f"{_mark(paragraph, words, document)}{label}{words}".split("\n")
    if document.has_boxes:
        yield from _box_lines(paragraph, document)
    if next(paragraph.iterancestors(f"{W}tc"), None) is None:  # those of a table stand below it
        yield from _note_lines(paragraph, document)


def _words(node: Any) -> Iterator[str]:
    """The words of a paragraph, inserted ones included, deleted ones not."""
    for child in node.iterchildren():
        if child.tag in (f"{W}t", _MATH):
            yield child.text or ""
        elif child.tag in _OTHER_SIGNS:
            yield _OTHER_SIGNS[child.tag]
        elif child.tag not in _CLOSED and not _is_hidden(child):
            yield from _words(child)


def _is_hidden(node: Any) -> bool:
    vanish = node.find(f"{W}rPr/{W}vanish") if node.tag == f"{W}r" else None
    return vanish is not None and value(vanish) not in ("0", "false")


def _box_lines(paragraph: Any, document: _Document) -> Iterator[str]:
    for box in paragraph.iter(f"{W}txbxContent"):
        copy = any(a.tag.endswith("}Fallback") for a in box.iterancestors())
        if not copy:
            yield from _lines(box, document)


def _note_lines(node: Any, document: _Document) -> Iterator[str]:
    for kind in _NOTES if document.notes else ():
        for reference in node.iter(f"{W}{kind}Reference"):
            note = document.notes.get((kind, value(reference, "id")))
            words = "" if note is None else squeeze(" ".join(map("".join, map(_words, note))))
            if words:
                yield f"注：{words}"


def _heading_level(paragraph: Any, styles: Mapping[str, _Style]) -> int:
    """1 for the outermost heading; 0 for running text."""
    own = value(find(find(paragraph, "pPr"), "outlineLvl"))
    if own:
        return int(own) + 1 if own < "9" else 0
    for _, style in _chain(paragraph, styles):
        named = _HEADING_STYLE.fullmatch(style.name)
        if named:
            return int(named.group(1))
        if style.outline:
            return int(style.outline) + 1 if style.outline < "9" else 0
    return 0


def _mark(paragraph: Any, words: str, document: _Document) -> str:
    if not document.marks_headings or len(words) > _LONGEST_HEADING or "\n" in words:
        return ""
    level = _heading_level(paragraph, document.styles)
    return f"{'#' * min(level, 6)} " if level else ""


def _number_of(paragraph: Any, styles: Mapping[str, _Style]) -> tuple[str, str, str]:
    """The list that numbers the paragraph (empty for none), the level, and the style it is from."""
    own = find(find(paragraph, "pPr"), "numPr")
    number_id, depth = value(find(own, "numId")), value(find(own, "ilvl"))
    style = ""
    for key, candidate in _chain(paragraph, styles):
        if number_id:
            break
        number_id, depth = candidate.number_id, depth or candidate.depth
        style = key
    return ("", "", "") if number_id == "0" else (number_id, depth, style)


def _label(paragraph: Any, document: _Document) -> str:
    number_id, depth, style = _number_of(paragraph, document.styles)
    if not number_id:
        return ""
    of_style = document.numbering.level_of_style(number_id, style) or 0
    return document.numbering.label(number_id, int(depth) if depth else of_style)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    column: int
    width: int  # in columns
    lines: list[str]
    goes_on: bool  # the lower part of a cell that is merged downwards


def _table_lines(table: Any, document: _Document) -> Iterator[str]:
    """The rows as `grids` writes them; the paragraphs where a table only lays out the page."""
    rows = [
        row
        for row in table.iter(f"{W}tr")
        if next(row.iterancestors(f"{W}tbl")) is table and row.find(f"{W}trPr/{W}del") is None
    ]
    grid = [list(_cells(row, document)) for row in rows]
    cells = [cell for row in grid for cell in row]
    long = any(len(c.lines) > 1 and sum(map(len, c.lines)) > _LONG_CELL for c in cells)
    if long or all(len(row) < 2 for row in grid):
        yield from (line for cell in cells for line in cell.lines)
        return
    marked = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    header = marked.index(False) if False in marked else 0
    yield from grid_lines([_row(row) for row in grid], list(_merges(grid)), header)


def _cells(row: Any, document: _Document) -> Iterator[_Cell]:
    column = min(_MOST_COLUMNS, int(value(row.find(f"{W}trPr/{W}gridBefore")) or 0))
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is row:
            properties = find(cell, "tcPr")
            merged = find(properties, "vMerge")
            width = min(_MOST_COLUMNS, int(value(find(properties, "gridSpan")) or 1))
            lines = [line for line in _lines(cell, document) if line.strip()]
            goes_on = merged is not None and value(merged) != "restart"
            yield _Cell(column=column, width=width, lines=lines, goes_on=goes_on)
            column += width


def _row(cells: Iterable[_Cell]) -> list[str]:
    row: list[str] = []
    for cell in cells:
        row += [*[""] * (cell.column - len(row)), " ".join(cell.lines)]
    return row


def _merges(grid: list[list[_Cell]]) -> Iterator[Merge]:
    below = {(i, cell.column) for i, row in enumerate(grid) for cell in row if cell.goes_on}
    for top, row in enumerate(grid):
        for cell in (cell for cell in row if not cell.goes_on):
            bottom = top
            while (bottom + 1, cell.column) in below:
                bottom += 1
            if bottom > top:
                right = cell.column + cell.width - 1
                yield Merge(top=top, bottom=bottom, left=cell.column, right=right)
