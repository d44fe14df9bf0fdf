"""A paper becomes a .docx file that needs no setting by hand.

Knows the order of the parts and which style each has. How a style looks is for `docx_styles`, the
page for `docx_page`, the annex for `docx_annex`.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate
from math import ceil
from typing import Any

import rjieba

from youju.drafting import docx_styles as styles
from youju.drafting.docx_annex import annex
from youju.drafting.docx_page import empty_page
from youju.drafting.docx_parts import paragraph, plain, runs
from youju.drafting.docx_styles import element, indent, twips
from youju.drafting.formats import (
    CLEAN,
    MARK,
    Block,
    Copy,
    Paper,
    is_heading,
    lead_of,
    lines_in,
    paragraphs_in,
    title_of,
)
from youju.drafting.profiles import Profile

_SIGNATURE_INDENT = 2.0  # 右空二字
_DATE_OFFSET = 2.0  # the date begins two characters right of where the office begins
_NO_LINE_START = "的了和与及、，。；：？！”’）》〉】"


def docx_of(paper: Paper, profile: Profile, copy: Copy = CLEAN) -> bytes:
    """The bytes of the file."""
    file = empty_page(profile, title_of(paper), MARK if copy.has_mark else "")
    end = file.element.body.sectPr
    for node in _nodes(paper, profile, copy):
        end.addprevious(node)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _nodes(paper: Paper, profile: Profile, copy: Copy) -> Iterator[Any]:
    title = title_of(paper)
    yield paragraph(styles.TITLE, *_title_indents(title, profile), plain(title))
    for line in lines_in(f"{paper.date_line}\n{paper.speaker_line}"):
        yield paragraph(styles.BYLINE, plain(line))
    yield paragraph(styles.NORMAL)
    for line in lines_in(paper.salutation):
        yield paragraph(styles.SALUTATION, plain(line))
    for block in paragraphs_in(paper.blocks):
        node = _block(block, copy)
        if node is not None:
            yield node
    yield from _signature(lines_in(paper.signature), profile)
    if copy.has_annex and paper.sources:
        yield from annex(paper.sources, profile)


def _block(block: Block, copy: Copy) -> Any:
    """The paragraph, or None where nothing but markers that are not shown stands in it."""
    lead, rest = lead_of(block)
    if is_heading(block):
        content = list(runs(lead, copy))
        return paragraph(styles.heading_style(block.level), *content) if content else None
    content = [
        *runs(lead, copy, styles.lead_style(block.level) if lead else ""),
        *runs(rest, copy),
    ]
    return paragraph(styles.BODY, *content) if content else None


def _signature(lines: Sequence[str], profile: Profile) -> Iterator[Any]:
    """The office and the date, one line below the text, as GB/T 9704 7.3.5 wants without a seal."""
    if lines:
        yield paragraph(styles.NORMAL)
    for line, characters in zip(lines, signature_indents(lines), strict=True):
        side = indent(characters, profile.body_size, "right")
        yield paragraph(styles.SIGNATURE, side, plain(line))


def signature_indents(lines: Sequence[str]) -> list[float]:
    """How many characters stay empty on the right of each line of a signature."""
    if len(lines) != 2:
        return [_SIGNATURE_INDENT] * len(lines)
    office, date = map(width_of, lines)
    if office - date >= _SIGNATURE_INDENT:
        return [_SIGNATURE_INDENT, office - date]
    return [date - office + _SIGNATURE_INDENT + _DATE_OFFSET, _SIGNATURE_INDENT]


def width_of(text: str) -> float:
    """In characters: a digit or a letter is half of one."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


# The title: as few lines as it needs, of nearly one length, broken between words


def _title_indents(title: str, profile: Profile) -> Iterator[Any]:
    """Indents that break a long title where it should be; none for a title of one line.

    A line break would be a character of the title: whoever shortens it would have to find it.
    """
    advance = profile.title_size + profile.spacing / 20
    measure = title_measure(title, profile.width / advance)
    if measure:
        side = twips((profile.width - (measure + 0.4) * advance) / 2)
        if side > 0:
            none = {"leftChars": 0, "rightChars": 0, "firstLineChars": 0, "firstLine": 0}
            yield element("ind", left=side, right=side, **none)


def title_measure(title: str, longest: float) -> float:
    """The width in characters that breaks a title well; 0 where it fits on one line."""
    total = width_of(title)
    if total <= longest:
        return 0
    borders = set(accumulate(len(word) for word in rjieba.cut(title)))
    least = total / ceil(total / longest)
    steps = [ceil(least * 2) / 2 + half / 2 for half in range(int((longest - least) * 2) + 1)]
    for measure in (step for step in steps if step <= longest):
        breaks = list(_breaks(title, measure))
        if all(at in borders and title[at] not in _NO_LINE_START for at in breaks):
            return measure
    return least


def _breaks(title: str, measure: float) -> Iterator[int]:
    """Where lines of that width begin, after the first."""
    used = 0.0
    for at, character in enumerate(title):
        width = width_of(character)
        if used + width > measure:
            yield at
            used = 0.0
        used += width
