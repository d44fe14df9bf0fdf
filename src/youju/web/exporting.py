"""A conversation, or one answer of it, as a file to keep: Markdown or .docx.

Every answer stands with its numbered sources, and with what its checks found wanting. Takes our
nouns and returns text and bytes. Knows nothing of the page, or of where conversations are kept.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

import docx
from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from youju.conversations import KeptAnswer
from youju.jsonable import understood
from youju.types import Answer, Cell, Citation, DocumentFacts
from youju.web.marking import GONE, MASKED, VERDICTS, Piece, pieces, shown_faults, with_markers
from youju.web.sources import facts_by_id

_MARKDOWN = re.compile(r"([\\`*_<>|~#$]|(?<=\])\()")  # and the ( of [words](address)
_FOOT = "答案只依据库内文献，正式引用前请核对原件。"
_UNREAD = "（这个回答是另一个版本的有据存下的，出处已经读不出。）"
_FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
_FAULT_COLOURS = {"warn": RGBColor(0x94, 0x60, 0x00), "fail": RGBColor(0xB3, 0x26, 0x1E)}
_BODY_FONT, _HEAD_FONT = "宋体", "黑体"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What is exported."""

    title: str
    day: str  # ISO
    answers: tuple[KeptAnswer, ...]
    gone: Collection[str] = ()  # ids of cited documents that have left the library


def file_name(transcript: Transcript, ending: str) -> str:
    """A name that every system takes."""
    title = _FORBIDDEN_IN_NAMES.sub("", transcript.title)[:24].strip(".…") or "对话"
    return f"有据-{title}-{transcript.day}.{ending}"


# What stands in both


def _asides(answer: Answer) -> list[str]:
    """How the question was understood, and what has to be said of the answer as a whole."""
    whole = understood(answer.query)
    asides = [f"按这个问题查找：{whole}"] if whole else []
    return [*asides, *answer.query.notes, *([answer.notice] if answer.notice else [])]


def _faults(answer: Answer) -> list[str]:
    found = shown_faults(answer.checks)
    return [f"{VERDICTS[c.verdict]}：{c.text}（{c.note.rstrip('。')}）" for c in found]


def _source(citation: Citation, facts: DocumentFacts | None, gone: bool) -> str:
    """Title, file, place and year of a source; the quote stands on a line of its own."""
    if facts is None:
        return f"[{citation.marker}] {GONE}"
    known = [f"《{facts.title}》", facts.source]
    known += [facts.place] if facts.place else []
    known += [f"{facts.period}年"] if facts.period else []
    warnings = [MASKED] if facts.trust == "masked" else []
    warnings += [GONE] if gone else []
    return f"[{citation.marker}] {'，'.join(known)}" + "".join(f"（{w}）" for w in warnings)


def _sources(answer: Answer, gone: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each source with its quote, in one line each."""
    facts = facts_by_id(answer.passages)
    for citation in answer.citations:
        about = _source(citation, facts.get(citation.doc_id), citation.doc_id in gone)
        yield about, "".join(citation.quote.split("\n"))


def _pieces(text: str, answer: Answer) -> list[Piece]:
    return list(pieces(text, answer.citations, answer.checks))


def _spoken(piece: Piece) -> str:
    if piece.check is None or not piece.is_last:
        return piece.text
    return f"{piece.text}（{VERDICTS[piece.check.verdict]}）"


# Markdown


def as_markdown(transcript: Transcript) -> str:
    blocks = [f"# {_plain(transcript.title)}", transcript.day]
    for kept in transcript.answers:
        blocks.append(f"## {_plain(kept.question)}")
        blocks += _markdown(kept.answer, transcript.gone) if kept.answer else _unread(kept)
    return "\n\n".join([*blocks, "---", _FOOT]) + "\n"


def _unread(kept: KeptAnswer) -> list[str]:
    return [_plain(kept.text), _UNREAD]


def _markdown(answer: Answer, gone: Collection[str]) -> Iterator[str]:
    yield from (f"*{_plain(line)}*" for line in _asides(answer))
    text = "".join(_spoken(piece) for piece in _pieces(answer.text, answer))
    yield from (_plain(line) for line in text.split("\n") if line.strip())
    if answer.table:
        rows = [[_cell(cell, answer) for cell in row] for row in answer.table.rows]
        head = [_plain(column) for column in answer.table.columns]
        lines = [head, ["---"] * len(head), *rows]
        yield "\n".join(f"| {' | '.join(line)} |" for line in lines)
    if faults := _faults(answer):
        yield "\n".join(f"- {_plain(fault)}" for fault in faults)
    if answer.citations:
        yield "来源："
    for about, quote in _sources(answer, gone):
        yield f"{_plain(about)}\n\n> “{_plain(quote)}”"


def _cell(cell: Cell, answer: Answer) -> str:
    found = _pieces(with_markers(cell.text, cell.citations), answer)
    return _plain("".join(_spoken(piece) for piece in found))


def _plain(text: str) -> str:
    """One line in which nothing is taken for Markdown."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


# .docx


def as_docx(transcript: Transcript) -> bytes:
    file = docx.Document()
    _dress(file)
    file.add_heading(_printable(transcript.title), 0)
    file.add_paragraph(transcript.day)
    for kept in transcript.answers:
        file.add_heading(_printable(kept.question), 1)
        if kept.answer:
            _write(file, kept.answer, transcript.gone)
        else:
            file.add_paragraph(_printable(kept.text))
            file.add_paragraph(_UNREAD)
    file.add_paragraph(_FOOT).runs[0].font.size = Pt(9)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _dress(file: Docx) -> None:
    """Chinese type: the template's own has none, and every computer would choose another."""
    fonts = (("Normal", _BODY_FONT), ("Title", _HEAD_FONT), ("Heading 1", _HEAD_FONT))
    sizes = {"Normal": Pt(12), "Title": Pt(18), "Heading 1": Pt(14)}
    for name, font in fonts:
        style = file.styles[name]
        style.font.name = font
        style.font.size = sizes[name]
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts_of = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts_of.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "eastAsia"):
            fonts_of.set(qn(f"w:{script}"), font)


def _write(file: Docx, answer: Answer, gone: Collection[str]) -> None:
    for line in _asides(answer):
        file.add_paragraph().add_run(_printable(line)).italic = True
    for paragraph in _paragraphs(_pieces(answer.text, answer)):
        _fill(file.add_paragraph(), paragraph)
    if answer.table:
        _tabulate(file, answer)
    for fault in _faults(answer):
        file.add_paragraph(_printable(fault), style="List Bullet")
    if answer.citations:
        file.add_paragraph().add_run("来源").bold = True
    for about, quote in _sources(answer, gone):
        file.add_paragraph(_printable(about)).paragraph_format.space_after = Pt(0)
        file.add_paragraph(_printable(f"“{quote}”")).paragraph_format.left_indent = Pt(24)


def _paragraphs(found: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces by lines: a line break of the text begins a paragraph."""
    broken = [
        piece if piece.check or piece.citation else Piece(text=part)
        for piece in found
        for part in re.split(r"(\n+)", piece.text)
        if part
    ]
    for is_break, line in groupby(broken, key=lambda piece: not piece.text.strip("\n")):
        if not is_break:
            yield list(line)


def _fill(paragraph: Paragraph, line: Sequence[Piece]) -> None:
    for piece in line:
        run = paragraph.add_run(_printable(_spoken(piece)))
        if piece.check:
            run.bold = True
            run.font.color.rgb = _FAULT_COLOURS[piece.check.verdict]


def _tabulate(file: Docx, answer: Answer) -> None:
    assert answer.table is not None
    rows = answer.table.rows
    grid = file.add_table(rows=1 + len(rows), cols=len(answer.table.columns), style="Table Grid")
    for cell, column in zip(grid.rows[0].cells, answer.table.columns, strict=True):
        cell.paragraphs[0].add_run(_printable(column)).bold = True
    for line, row in zip(grid.rows[1:], rows, strict=True):
        for cell, figure in zip(line.cells, row, strict=True):
            text = with_markers(figure.text, figure.citations)
            _fill(cell.paragraphs[0], _pieces(text, answer))
    file.add_paragraph()


def _printable(text: str) -> str:
    """What XML can hold: no control characters."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t")
