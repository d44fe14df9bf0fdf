"""A finished text as it goes to paper, and its plain-text and Markdown forms.

Takes the words as they are: knows no brief, no library and no rule, and nothing of type or pages.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from youju.drafting.rules.manuscript import Manuscript
from youju.drafting.rules.wordlists import Wordlists

MARK = "讨论稿（AI辅助起草，须经人工审核）"
ANNEX = "数据出处表"
ANNEX_NOTE = "（供核稿时逐句对照，定稿时删去）"
COLUMNS = ("标号", "文中语句", "来源", "原文")
UNTITLED = "未命名草稿"

_MARKER = re.compile(r"\[\d{1,3}\]")
_END_MARK = re.compile("[。！？]")
_NUMBERED_LEAD = re.compile(r"[^。！？]{1,60}[。！？][”’」』）》]*")
# What no XML can hold, and marks that only steer the direction of writing.
_UNPRINTABLE = re.compile(
    "[^\t\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]"
    "|[\u202a-\u202e\u2066-\u2069]"
)
_MARKDOWN = re.compile(r"([\\`*_<>|~#$&]|(?<=\])\()")  # and the ( of [words](address)
_LIST_MARKS = re.compile(r"^(?:(\d{1,9})([.)])(?=\s|$)|([-+=])(?=[\s=-]|$))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph. Where a numbered one runs on, its first sentence alone is the heading."""

    text: str
    level: int = 0  # 1 to 4 where it begins with 一、（一） 1. （1）; 0 for running text


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One line of the annex: a sentence of the text, and the words that it rests on."""

    marker: int
    sentence: str
    title: str  # of the source
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A text to be set; an empty field is a line that the text does not have."""

    title: str
    date_line: str = ""  # （2024年4月10日）
    speaker_line: str = ""
    salutation: str = ""  # 同志们：
    blocks: tuple[Block, ...]
    signature: str = ""  # the office, and on a second line the date
    sources: tuple[SourceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What a copy carries beside the text itself."""

    has_mark: bool  # that the text is for discussion, and that placeholders stand out
    has_markers: bool  # [1] behind a sentence
    has_annex: bool  # the sources, sentence by sentence


Form = Literal["docx", "md", "txt"]

REVIEW = Copy(has_mark=True, has_markers=True, has_annex=True)
CLEAN = Copy(has_mark=False, has_markers=False, has_annex=False)


def blocks_of(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text without a title, with the levels of their numbers."""
    manuscript = Manuscript(text=text, words=Wordlists({}))
    return tuple(Block(text=one.text, level=one.level) for one in manuscript.paragraphs)


def is_heading(block: Block) -> bool:
    """Whether it is a heading with a line of its own: numbered, and no sentence ends in it."""
    return bool(block.level) and not _END_MARK.search(without_markers(block.text))


def lead_of(block: Block) -> tuple[str, str]:
    """The words that are set as the heading, and those that follow on the same line.

    A numbered sentence too long for a heading is none.
    """
    text = printable(block.text)
    if not block.level:
        return "", text
    if is_heading(block):
        return text, ""
    found = _NUMBERED_LEAD.match(text)
    return (found.group(), text[found.end() :]) if found else ("", text)


def printable(text: str) -> str:
    """One line, without what XML cannot hold."""
    return _UNPRINTABLE.sub("", " ".join(text.splitlines()).replace("\t", " ")).strip()


def lines_in(text: str) -> list[str]:
    """The lines that are not empty, each printable."""
    return [line for line in map(printable, text.splitlines()) if line]


def paragraphs_in(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """One block for each line: a line break within a block begins a paragraph of running text."""
    for block in blocks:
        for at, line in enumerate(lines_in(block.text)):
            yield Block(text=line, level=0 if at else block.level)


def without_markers(text: str) -> str:
    """The text as it goes out."""
    return _MARKER.sub("", text)


def pieces_of(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut at its markers; True for a marker."""
    here = 0
    for found in _MARKER.finditer(text):
        if found.start() > here:
            yield text[here : found.start()], False
        yield found.group(), True
        here = found.end()
    if here < len(text):
        yield text[here:], False


def title_of(paper: Paper) -> str:
    """The title on one line; a paper always has one."""
    return printable(without_markers(paper.title)) or UNTITLED


def lines_of(paper: Paper) -> list[str]:
    """The text of a clean copy, a line a paragraph: what reading a file of it back gives."""
    blocks = [block.text for block in paragraphs_in(paper.blocks)]
    lines = [
        title_of(paper),
        *lines_in(f"{paper.date_line}\n{paper.speaker_line}\n{paper.salutation}"),
        *blocks,
        *lines_in(paper.signature),
    ]
    return [line for line in map(printable, map(without_markers, lines)) if line]


# Plain text


def plain_of(paper: Paper, copy: Copy = CLEAN) -> str:
    """The text with the indents of Chinese type, an empty line before the body and the end."""
    shown = _shown(copy)
    parts = [
        [MARK] if copy.has_mark else [],
        [title_of(paper), *lines_in(f"{paper.date_line}\n{paper.speaker_line}")],
        [
            *lines_in(paper.salutation),
            *(f"\u3000\u3000{shown(block.text)}" for block in paragraphs_in(paper.blocks)),
        ],
        lines_in(paper.signature),
        list(_annex_lines(paper)) if copy.has_annex and paper.sources else [],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _shown(copy: Copy) -> Callable[[str], str]:
    return printable if copy.has_markers else lambda text: printable(without_markers(text))


def _annex_lines(paper: Paper) -> Iterator[str]:
    yield f"{ANNEX}{ANNEX_NOTE}"
    for row in paper.sources:
        sentence, title, quote = cells_of(row)[1:]
        yield f"[{row.marker}] {sentence}——《{title}》：“{quote}”"


def cells_of(row: SourceRow) -> tuple[str, str, str, str]:
    """The cells of a line of the annex."""
    sentence = printable(without_markers(row.sentence))
    return f"[{row.marker}]", sentence, printable(row.title), printable(row.quote)


# Markdown


def markdown_of(paper: Paper, copy: Copy = CLEAN) -> str:
    """The text with its headings marked; nothing in it is taken for Markdown."""
    blocks = [f"> {_plain(MARK)}"] if copy.has_mark else []
    blocks.append(f"# {_plain(title_of(paper))}")
    above = f"{paper.date_line}\n{paper.speaker_line}\n{paper.salutation}"
    blocks += map(_plain, lines_in(above))
    blocks += (_markdown(block, copy) for block in paragraphs_in(paper.blocks))
    blocks += map(_plain, lines_in(paper.signature))
    if copy.has_annex and paper.sources:
        rows = [COLUMNS, ("---",) * len(COLUMNS), *map(_cells, paper.sources)]
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        blocks += [f"## {ANNEX}", ANNEX_NOTE, table]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _markdown(block: Block, copy: Copy) -> str:
    text = _plain(_shown(copy)(block.text))
    return f"{'#' * (block.level + 1)} {text}" if is_heading(block) and text else text


def _cells(row: SourceRow) -> tuple[str, ...]:
    return tuple(map(_plain, cells_of(row)))


def _plain(text: str) -> str:
    escaped = _MARKDOWN.sub(r"\\\1", text)
    return _LIST_MARKS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)
