"""Lines that form a row: paragraphs opening with slogans, items of a list, headings side by side.

A row shows by its form what belongs to its last member. Does not judge a line alone: see
`headings`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from youju.reading.sections.headings import Line, is_row
from youju.reading.sections.naming import BRACKETED, BULLET

_SLOGAN = 60.0  # a level inside all headings
# 大力度推进优质医疗资源扩容。: names an action, states nothing.
_SLOGAN_LEAD = re.compile(
    r"([^。！？；：，、\d〔\n]{3,20}(?:，[^。！？；：，\d〔\n]{3,16}){0,2})。(?=.{10})"
)
_STATES = re.compile(
    "[是了我你他她它这那吗呢]|"
    "^(?:今|去|近|目前|截至|同时|此外|但|因此|为此|一年来|会议|据|全[市县区省年])"
)
_FEWEST = 3
_ITEM = re.compile(
    "[一二三四五六七八九十]{1,3}[是要抓靠看]|第[一二三四五六七八九十]{1,3}[，、：]|首先|其次|再次|最后"
)


def in_rows(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with slogans as headings, and with the ends of lists and rows marked."""
    return tuple(_with_ends(_with_closings(list(_with_slogans(_without_inner(lines))))))


def _without_inner(lines: Iterable[Line]) -> Iterator[Line]:
    """Numbered lines right below 一是… are inside that item: running text, as it is."""
    inside = False
    for line in lines:
        if line.level is None:
            inside = _ITEM.match(line.text) is not None
        else:
            inside = inside and line.kind == "item" and line.level > BRACKETED
        yield replace(line, level=None) if inside else line


# ---- paragraphs that each open with a slogan -----------------------------------------------------


def _with_slogans(lines: Iterable[Line]) -> Iterator[Line]:
    """Three paragraphs in a row that open with slogans of one build are under these headings.

    The slogan is a sentence of its paragraph, and stays in the running text.
    """
    run: list[tuple[Line, str]] = []
    for line in lines:
        slogan = _slogan(line)
        if run and (slogan is None or slogan.count("，") != run[0][1].count("，")):
            yield from _run(run)
            run = []
        if slogan is None:
            yield line
        else:
            run.append((line, slogan))
    yield from _run(run)


def _slogan(line: Line) -> str | None:
    if line.level is not None or _ITEM.match(line.text):
        return None
    found = _SLOGAN_LEAD.match(line.text)
    return found.group(1) if found and not _STATES.search(found.group(1)) else None


def _run(run: Sequence[tuple[Line, str]]) -> Iterator[Line]:
    for line, slogan in run:
        if len(run) >= _FEWEST:
            yield replace(line, level=_SLOGAN, words=slogan, closes=True)
        else:
            yield line


# ---- lists ---------------------------------------------------------------------------------------


def _with_closings(lines: Sequence[Line]) -> Sequence[Line]:
    """Mark the last item of each list, unless it says that more of it follows."""
    closed: list[Line] = []
    next_number: dict[float, int] = {}
    below = ""
    for line in reversed(lines):
        here = line.level
        if here is not None:
            if line.kind == "item" and here >= BRACKETED:
                announces = line.text.endswith("：") or _ITEM.match(below) is not None
                line = replace(line, closes=not (announces or _goes_on(line, next_number)))
            next_number = {level: n for level, n in next_number.items() if level < here}
            next_number[here] = line.mark.number if line.mark else 0
        closed.append(line)
        below = line.text
    return closed[::-1]


def _goes_on(line: Line, next_number: dict[float, int]) -> bool:
    if line.mark is None or line.level not in next_number:
        return False
    return next_number[line.level] == line.mark.number + (line.level != BULLET)


# ---- rows of headings ----------------------------------------------------------------------------


def _with_ends(lines: Sequence[Line]) -> Sequence[Line]:
    """Where the headings of a row have one paragraph each, the last has no more than one either.

    What stands below that one concludes the whole row.
    """
    marked = list(lines)
    rows: dict[float, list[int]] = {}  # heading lines of one level under one heading
    for i, line in enumerate([*lines, None]):
        level = -1.0 if line is None else line.level
        if level is None:
            continue
        for deeper in [known for known in rows if known > level]:
            _end_row(marked, deeper, rows.pop(deeper))
        rows.setdefault(level, []).append(i)
    return marked


def _end_row(lines: list[Line], level: float, row: Sequence[int]) -> None:
    *earlier, last = (_surplus(lines, i) for i in row)
    if len(row) >= _FEWEST and last is not None and not any(earlier):
        lines[last] = replace(lines[last], leaves=level)


def _surplus(lines: Sequence[Line], i: int) -> int | None:
    """The first paragraph below heading `i`, and its items, that is more than one; else None."""
    first = i if lines[i].body_start < lines[i].end else i + 1
    for j in range(first + 1, len(lines)):
        line, above = lines[j], lines[j - 1]
        if line.level is not None or is_row(line.text) or above.text.endswith(("：", "；")):
            return None
        if not _ITEM.match(line.text):
            return j
    return None
