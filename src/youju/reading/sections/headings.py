"""Lines of a clean text: which are headings, which open an item of a list, which run on.

Judges a line by its form and by its neighbours. Does not know where a list or a row of headings
ends (see `rows`), nor enumerations inside a paragraph (see `items`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from youju.reading.sections.naming import (
    ARTICLE,
    BRACKETED,
    BULLET,
    CHAPTER,
    Mark,
    bare,
    mark_of,
    name,
    runs_on,
)
from youju.text import trim
from youju.types import SectionKind

_MARKDOWN = re.compile(r"(#{1,6})\s+(?=\S)")
# A heading without a number stands between 一、 and （一）, or inside （一） where that goes on.
_OUTER_UNNUMBERED, _UNNUMBERED, _INNER_UNNUMBERED = 24.0, 25.0, 35.0
_LONGEST_HEADING = 60
_LONGEST_UNNUMBERED = 30
_LONGEST_LEAD = 45
_LEAD = re.compile(r"[^。！？；\n]+[。！？](?=.)")
_ENDS = re.compile(r"[。！？；：，、…!?;:,〕）)”]$")
_POST = "书记|主任|局长|市长|县长|区长|院长|主席|委员|处长|科长|站长|部长|厅长"
_NO_HEADING = re.compile(
    r"[（(【\[○●◆•·>*\-—〔\d]|.{0,20}(?:同志|朋友|代表|来宾|同事)们?$|"
    rf"(?:来源|作者|编辑|责编|记者|通讯员|供稿|日期|时间|地点|附件|主送|抄送).{{0,20}}$|"
    rf".{{0,20}}(?:{_POST})\s*[\u3400-\u9fff]{{2,3}}$"
)
_TEXT_ENDS = re.compile("[。！？；：][”’）]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank, trimmed, and what it opens."""

    start: int
    end: int
    text: str
    mark: Mark | None
    level: float | None = None  # of the heading or item that it opens; None for running text
    kind: SectionKind = "heading"
    words: str = ""  # what names that heading or item
    body_start: int  # where running text begins; the line's end, where it is all heading
    closes: bool = False  # a paragraph below, without a number, does not belong to it
    leaves: float | None = None  # belongs to no heading of this level or a deeper one


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines below the title, each with the heading or item that it opens."""
    lines = _below_title([_line(text, *span) for span in _spans(text)])
    levels = [_form_level(line) for line in lines]
    for i, level in _unnumbered(lines):
        levels[i] = level
    read: list[Line] = []
    for i, line in enumerate(lines):
        read.append(_judged(lines, levels, i, read[-1] if read else None))
        if read[i].level is None and line.mark:
            levels[i] = None
    return tuple(read)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    here = 0
    for line in text.split("\n"):
        start, end = trim(text, here, here + len(line))
        if start < end:
            yield start, end
        here += len(line) + 1


def _line(text: str, start: int, end: int) -> Line:
    words = text[start:end]
    mark = None if is_row(words) else mark_of(words)
    if mark and (mark.end >= len(words) or runs_on(words, mark)):
        mark = None
    return Line(start=start, end=end, text=words, mark=mark, body_start=start)


def is_row(line: str) -> bool:
    return "｜" in line or "\t" in line or line.startswith("|")


def _form_level(line: Line) -> float | None:
    marked = _MARKDOWN.match(line.text)
    if marked:
        return float(len(marked.group(1)))
    return line.mark.level if line.mark else None


def _heading_text(line: str) -> str:
    return _MARKDOWN.sub("", line, count=1).rstrip("。！？：: #")


def _below_title(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines below the title and its repetitions, where the first line is one."""
    if len(lines) < 2:
        return lines
    title = _heading_text(lines[0].text)
    fits = len(title) <= _LONGEST_HEADING and not re.search(r"[。！？；：，]$", lines[0].text)
    if not fits or mark_of(title):
        return lines
    below = 1
    while below + 1 < len(lines) and _heading_text(lines[below].text) == title:
        below += 1
    return lines[below:]


# ---- headings without a number -------------------------------------------------------------------


def _unnumbered(lines: Sequence[Line]) -> Iterator[tuple[int, float]]:
    """Short lines without an end mark right above a paragraph or a numbered line.

    Two of them in a row are a heading and its first subheading; three are a list. Above the first
    paragraph more than one such line may be the document's head: two of them count as a pair only
    where the text has such pairs.
    """
    short = [_is_short(line) for line in lines]
    first_text = next((i for i, line in enumerate(lines) if _is_text(line)), len(lines))
    carrying = [i for i in range(len(lines) - 1) if short[i] and _carries(lines[i + 1])]
    listed = {i for i in carrying if i > first_text + 2 and short[i - 1] and short[i - 2]}
    pairs = [i for i in carrying if i > first_text + 1 and short[i - 1] and i not in listed]
    if pairs:
        pairs += [i for i in carrying if 0 < i < first_text and short[i - 1]]
    inner = _inside_bracketed(lines)
    for i in carrying:
        if i not in listed:
            yield i, _INNER_UNNUMBERED if i in inner else _UNNUMBERED
    yield from ((i - 1, _OUTER_UNNUMBERED) for i in pairs if i not in inner)


def _is_short(line: Line) -> bool:
    text = line.text
    if line.mark or _MARKDOWN.match(text) or is_row(text):
        return False
    if not 4 <= len(text) <= _LONGEST_UNNUMBERED or _ENDS.search(text) or _NO_HEADING.match(text):
        return False
    return any(len(part) > 3 for part in text.split())  # else names


def _is_text(line: Line) -> bool:
    return not line.mark and (
        len(line.text) > _LONGEST_HEADING or _TEXT_ENDS.search(line.text) is not None
    )


def _carries(below: Line) -> bool:
    return below.mark is not None or _is_text(below)


def _inside_bracketed(lines: Sequence[Line]) -> set[int]:
    """The lines that stand between （一） and （二）, or behind the last of such a row."""
    inside: set[int] = set()
    held: list[int] = []
    within = False
    for i, line in enumerate(lines):
        mark = line.mark if line.mark and line.mark.level <= BRACKETED else None
        if mark is None:
            held.append(i)
            continue
        if within and not (mark.level == BRACKETED and mark.number == 1):
            inside.update(held)
        held, within = [], mark.level == BRACKETED
    if within:
        inside.update(held)
    return inside


# ---- what a line opens ---------------------------------------------------------------------------


def _judged(
    lines: Sequence[Line], levels: Sequence[float | None], i: int, above: Line | None
) -> Line:
    line, level = lines[i], levels[i]
    if level is None:
        return line
    has_body = _has_body(levels, i)
    if not line.mark:
        return _as_heading(line, level, line.text) if has_body else line
    if level == BULLET:
        listed = any(0 <= j < len(lines) and levels[j] == BULLET for j in (i - 1, i + 1))
        return _as_item(line, level) if listed else line
    lead = _LEAD.match(line.text)
    if lead:
        return _with_lead(line, level, lead.group())
    listed = above is not None and above.kind == "item" and above.level == level
    if _is_alone(line, level) and has_body and not listed:
        return _as_heading(line, level, line.text)
    return line if level <= CHAPTER else _as_item(line, level)


def _has_body(levels: Sequence[float | None], i: int) -> bool:
    """Whether running text, or a heading of a deeper level, stands right under heading `i`."""
    level, below = levels[i], levels[i + 1] if i + 1 < len(levels) else 0.0
    return level is None or below is None or below > level


def _is_alone(line: Line, level: float) -> bool:
    """Whether the line can be all heading: short, and no whole sentence but where sloppy."""
    if re.search("[；，、]$", line.text) or (level == ARTICLE and _TEXT_ENDS.search(line.text)):
        return False
    return len(line.text) <= (_LONGEST_LEAD if _TEXT_ENDS.search(line.text) else _LONGEST_HEADING)


def _with_lead(line: Line, level: float, lead: str) -> Line:
    """A line that runs on behind its first sentence: 1. and （1） number the items of a list."""
    if level <= CHAPTER:
        return line
    if level > BRACKETED or level == ARTICLE or len(lead) > _LONGEST_LEAD:
        return _as_item(line, level)
    counted = re.search(r"\d", bare(lead))
    skipped = 0 if counted else len(lead)
    return replace(line, level=level, words=_heading_text(lead), body_start=line.start + skipped)


def _as_heading(line: Line, level: float, words: str) -> Line:
    return replace(line, level=level, words=_heading_text(words), body_start=line.end)


def _as_item(line: Line, level: float) -> Line:
    words_start = line.mark.end if line.mark else 0
    words = name(line.text, 0, words_start, len(line.text))
    words = words[words_start:] if level == BULLET else words
    return replace(line, level=level, kind="item", words=words)
