"""Marks: half-width ones beside 汉字, 、 between quotations, and those without their mate.

Knows characters and lines only: not what a sentence says, nor how numbers are written.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from youju.drafting.rules.faults import Fault, Rule, fault_at
from youju.drafting.rules.manuscript import Manuscript, Paragraph
from youju.reading.cleaning.edits import Change
from youju.reading.cleaning.patterns import FULL_WIDTH, HAN
from youju.reading.cleaning.punctuation import brackets, marks, quotes

# ---- L1: half-width marks ------------------------------------------------------------------------

_NEAR = rf"[{HAN}{FULL_WIDTH}%‰]"
# What the passes of cleaning leave alone, because there it may be something else.
_OTHERS = (
    (re.compile(rf"(?<=[{HAN}”）》])\.(?=[{HAN}“《（])"), "。", False),  # a foreign name's dot
    (re.compile(rf"(?<=[{HAN}”）》%‰])\.{{3,6}}|(?<=[{HAN}”）》])。{{3,}}"), "……", False),
    (re.compile(rf"(?<=[{HAN}”）》])-{{2,3}}(?=[{HAN}“《（])"), "——", True),
    (re.compile(rf"(?<=[{HAN}\d%”）》])[｡](?![\d])"), "。", True),
    (re.compile(rf"(?<=[{HAN}\d%”）》])[､](?=[{HAN}“《\d])"), "、", True),
    (re.compile(r"(?<=\d)[．。](?=\d+(?:\.\d+)?[%‰万亿个张名人岁年元倍家])"), ".", False),
)
_TITLE = re.compile(rf"<(?=[{HAN}])(?P<title>[^<>\n]{{2,60}})>")
_SINGLE = re.compile(rf"(?<![A-Za-z])'(?P<words>[{HAN}][^'\n]{{0,40}})'")
_DOUBLED = re.compile("[，、；：]+[。！？；，、：]+|[。！？]+[，、；]+|(?<!。)。。(?!。)")
_BLANKS = " \t\u00a0\u3000"
_NO_ANGLES = "书名号用《》，不用小于号和大于号。"
_HALF = "改用全角标点：汉字之间不用半角标点。"


def _half_width(manuscript: Manuscript) -> Iterator[Fault]:
    """Half-width marks that stand beside 汉字; those inside numbers, Latin and addresses are right.

    A mark that follows another is told as well: a pair such as ，。 has one too many.
    """
    text = manuscript.text
    for change in (*marks(text), *brackets(text), *quotes(text)):
        yield _full_width(manuscript, change)
    for pattern, instead, is_mechanical in _OTHERS:
        for found in pattern.finditer(text):
            fault = fault_at("L1", "warning", manuscript, found.span(), _HALF)
            yield replace(fault, instead=instead, is_mechanical=is_mechanical)
    for found in _TITLE.finditer(text):
        fault = fault_at("L1", "warning", manuscript, found.span(), _NO_ANGLES)
        yield replace(fault, instead=f"《{found['title']}》")
    for found in _SINGLE.finditer(text):
        fault = fault_at("L1", "warning", manuscript, found.span(), _HALF)
        yield replace(fault, instead=_quoted(text, found))
    for found in _DOUBLED.finditer(text):
        yield fault_at("L1", "warning", manuscript, found.span(), "标点重复，两个标点只留一个。")


def _quoted(text: str, found: re.Match[str]) -> str:
    """Single quotes stand inside of double ones only."""
    is_inside = text.rfind("“", 0, found.start()) > text.rfind("”", 0, found.start())
    return f"‘{found['words']}’" if is_inside else f"“{found['words']}”"


def _full_width(manuscript: Manuscript, change: Change) -> Fault:
    """The blank that typists leave around a half-width mark goes with it."""
    start, end, text = change.start, change.end, manuscript.text
    if change.after[0] in "，；：！？）":
        while end < len(text) and text[end] in _BLANKS:
            end += 1
    if change.after[0] in "（":
        while start and text[start - 1] in _BLANKS:
            start -= 1
    fault = fault_at("L1", "warning", manuscript, (start, end), _HALF)
    return replace(fault, instead=change.after, is_mechanical=True)


# ---- L2: 、 between quotations -------------------------------------------------------------------

_LISTED = re.compile(r"[”’》〉」\"]\s*(?P<comma>[、､])\s*[“‘《〈「\"]")


def _listed(manuscript: Manuscript) -> Iterator[Fault]:
    """、 between two that stand in quotes or in 《》, with nothing behind the first."""
    for found in _LISTED.finditer(manuscript.text):
        what = "书名号" if found.group()[0] in "》〉" else "引号"
        note = f"标有{what}的并列成分之间不用顿号。"
        fault = fault_at("L2", "warning", manuscript, found.span(), note)
        instead = found.group()[0] + found.group()[-1]
        yield replace(fault, instead=instead, is_mechanical=True)


# ---- L13: pairs ----------------------------------------------------------------------------------

_OPEN = dict(zip("“‘（(《〈【〔「『[", "”’））》〉】〕」』]", strict=True))
_SAME = str.maketrans("()", "（）")
_CLOSE = frozenset("”’）)》〉】〕」』]")
# 1）and 一）number an item; an apostrophe closes nothing.
_NO_PAIR = re.compile(
    r"(?:^|(?<=[。；：，、\s]))(?:\d{1,2}|[一二三四五六七八九十a-zA-Z])[）)]|(?<=[A-Za-z])’(?=[A-Za-z])"
)
_MATE = {close: opening for opening, close in _OPEN.items()} | {"）": "（"}
_SHOWN = 8  # characters beside a lone mark


def _unpaired(manuscript: Manuscript) -> Iterator[Fault]:
    """Marks without a mate in their paragraph; a quotation may run on into the next one.

    A paragraph that opens a quotation and does not close it is right where the next one opens it
    again.
    """
    paragraphs = manuscript.paragraphs
    for i, paragraph in enumerate(paragraphs):
        runs_on = i + 1 < len(paragraphs) and paragraphs[i + 1].text.startswith("“")
        for at in _lone_marks(paragraph):
            mark = paragraph.text[at]
            if not (mark == "“" and runs_on):
                yield _lone(manuscript, paragraph, at)
    for paragraph in paragraphs:
        if paragraph.text.count('"') % 2:
            at = paragraph.start + paragraph.text.rfind('"')
            note = "引号不成对，本段的半角引号是单数。"
            yield fault_at("L13", "warning", manuscript, (at, at + 1), note)


def _lone_marks(paragraph: Paragraph) -> Iterator[int]:
    """Where a mark closes nothing, is never closed, or opens what is already open."""
    text = paragraph.text
    skipped = {at for found in _NO_PAIR.finditer(text) for at in range(*found.span())}
    open_: list[int] = []
    for at, mark in enumerate(text):
        if at in skipped or (mark not in _OPEN and mark not in _CLOSE):
            continue
        if mark in _OPEN:
            if mark in "“‘《" and open_ and text[open_[-1]] == mark:
                yield open_.pop()  # ““ or “…“: the first was never closed
            open_.append(at)
            continue
        wanted = _MATE[mark.translate(_SAME)]
        back = next((k for k in range(len(open_)) if _opens(text, open_[-1 - k], wanted)), None)
        if back is None:
            yield at
        else:
            if back:
                yield from open_[-back:]  # what was opened inside and never closed
            del open_[-1 - back :]
    yield from open_


def _opens(text: str, at: int, wanted: str) -> bool:
    return text[at].translate(_SAME) == wanted


def _lone(manuscript: Manuscript, paragraph: Paragraph, at: int) -> Fault:
    """A lone mark, shown with some of what it should enclose."""
    mark, here = paragraph.text[at], paragraph.start + at
    if mark in _OPEN:
        span = here, min(paragraph.end, here + 1 + _SHOWN)
        note = f"“{mark}”没有配对的“{_OPEN[mark]}”。"
    else:
        span = max(paragraph.start, here - _SHOWN), here + 1
        note = f"“{mark}”没有配对的“{_MATE[mark.translate(_SAME)]}”。"
    return fault_at("L13", "warning", manuscript, span, note)


RULES: tuple[Rule, ...] = (
    Rule(id="L1", level="warning", title="半角标点", find=_half_width),
    Rule(id="L2", level="warning", title="引号、书名号之间的顿号", find=_listed),
    Rule(id="L13", level="warning", title="标点不成对", find=_unpaired),
)
