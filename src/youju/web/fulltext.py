"""The clean text of a leaf with its headings, edits and gaps marked, and the raw text beside it.

Takes our nouns and returns HTML; every text is escaped here. Knows nothing of Gradio, of how a
document is cut into leaves, or of why an edit was made.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate, pairwise

from youju.reading.cleaning.edits import clean_spans
from youju.reading.cleaning.spam import SPAM
from youju.text import trim
from youju.types import Edit, Gap, Reading, Section
from youju.web.leaves import Leaf, Span, is_seen
from youju.words import HOW_NAMES, OP_NAMES

_WORDS_SHOWN = 600  # characters of a dropped stretch that open within the clean text
_HASHES = re.compile(r"#{1,6}\s+")
_NOTE = 60  # characters of the raw text in the note on an edit
_NOTHING_LEFT = '<p class="yj-empty">这一页的原始文本都已删去，没有正文。</p>'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """HTML around a stretch of the clean text; a mark without length is all in `before`."""

    start: int
    end: int
    before: str
    after: str = ""
    apart: bool = False  # in a line of its own, where it stands at the border of one


# The clean text


def render_clean(reading: Reading, leaf: Leaf) -> str:
    """The paragraphs and headings of a leaf, with its edits and gaps marked."""
    text = reading.document.text
    if leaf.start == leaf.end:
        return _NOTHING_LEFT
    lines = _lines(text, leaf)
    titles = {line: (end, level) for line, end, level in _titles(reading, lines)}
    marks = [*_edit_marks(reading, leaf), *_gap_marks(reading.gaps, leaf)]
    html = []
    for (start, end), found in zip(lines, _by_line(lines, marks), strict=True):
        above = [m.before for m in found if m.apart and m.start == start]
        below = [m.before for m in found if m.apart and start < m.start == len(text)]
        inline = [m for m in found if not (m.apart and m.start in (start, len(text)))]
        body = _line(text, (start, end), inline, titles.get(start))
        html += [*map(_apart, above), body, *map(_apart, below)]
    return "".join(html)


def _lines(text: str, leaf: Leaf) -> list[Span]:
    """The lines of a leaf, each with its line break."""
    breaks = [leaf.start + m.end() for m in re.finditer("\n", text[leaf.start : leaf.end])]
    return list(pairwise(sorted({leaf.start, *breaks, leaf.end})))


def _by_line(lines: Sequence[Span], marks: Iterable[_Mark]) -> list[list[_Mark]]:
    """The marks of each line; one that runs over several lines is in each of them."""
    found: list[list[_Mark]] = [[] for _ in lines]
    starts = [start for start, _ in lines]
    for mark in marks:
        first = max(0, bisect_right(starts, mark.start) - 1)
        stop = max(first + 1, bisect_left(starts, mark.end))
        for of_line in found[first:stop]:
            of_line.append(mark)
    return found


def _apart(html: str) -> str:
    return f'<div class="yj-apart">{html}</div>'


def _line(text: str, line: Span, marks: Sequence[_Mark], title: tuple[int, int] | None) -> str:
    """One paragraph or heading; `title` is where its heading's words end, and their level."""
    start, end = trim(text, *line)
    if start >= end and not marks:
        return ""
    if title is None:
        return f"<p>{_marked(text, line, marks)}</p>"
    words_end, level = title
    hashes = _HASHES.match(text, start, end)
    if hashes:  # Markdown's marks stay in the text and out of sight
        hidden = '<span class="yj-hashes">'
        marks = [_Mark(start=start, end=hashes.end(), before=hidden, after="</span>"), *marks]
    if words_end >= end:
        tag = f"h{min(level, 3) + 3}"
        return f"<{tag}>{_marked(text, line, marks)}</{tag}>"
    bold = _Mark(start=start, end=words_end, before="<b>", after="</b>")
    return f"<p>{_marked(text, line, [bold, *marks])}</p>"


def _marked(text: str, span: Span, marks: Sequence[_Mark]) -> str:
    """A line, letter for letter, with its marks; one that crosses another is in two pieces."""
    low, high = span
    points: dict[int, list[_Mark]] = defaultdict(list)
    opening: dict[int, list[_Mark]] = defaultdict(list)
    for mark in sorted(marks, key=lambda m: -m.end):
        start = max(mark.start, low)
        (opening if mark.start < mark.end else points)[start].append(mark)
    borders = sorted({low, high, *points, *opening, *(min(m.end, high) for m in marks)})
    pieces: list[str] = []
    around: list[_Mark] = []  # those that are open, the innermost last
    for here, there in pairwise([*borders, high]):
        first = next((i for i, m in enumerate(around) if min(m.end, high) <= here), len(around))
        pieces += [m.after for m in reversed(around[first:])]
        reopened = [m for m in around[first:] if min(m.end, high) > here]
        pieces += [m.before for m in (*reopened, *points[here], *opening[here])]
        around[first:] = [*reopened, *opening[here]]
        pieces.append(escape(text[here:there].rstrip("\n")))
    return "".join(pieces)


def _titles(reading: Reading, lines: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
    """What no section covers is a heading: the start of its line, the end of its words, its level.

    The words end before the line does where the running text follows them in the same line.
    """
    text, sections = reading.document.text, sorted(reading.sections, key=lambda s: s.start)
    starts = [section.start for section in sections]
    covered_to = list(accumulate((section.end for section in sections), max))
    for line in lines:
        start, end = trim(text, *line)
        below = bisect_right(starts, start)
        covered = below > 0 and covered_to[below - 1] > start
        if start < end and not covered and below < len(sections):
            stop = trim(text, start, min(end, sections[below].start))[1]
            words = _HASHES.sub("", text[start:stop], count=1)
            yield line[0], stop, _level(words, sections[below])


def _level(words: str, section: Section) -> int:
    """From 1; 0 for the document's own title, which is no section's heading."""
    for level, heading in enumerate(section.headings, start=1):
        if words.startswith(heading) or heading.startswith(words):
            return level
    return 0


# Marks


def _edit_marks(reading: Reading, leaf: Leaf) -> Iterator[_Mark]:
    edits = reading.document.edits
    for i, (edit, (start, end)) in enumerate(zip(edits, clean_spans(edits), strict=True)):
        if not (leaf.raw_start <= edit.start < leaf.raw_end and is_seen(edit)):
            continue
        if edit.op == "drop":
            yield _Mark(start=start, end=start, before=_dropped(i, edit), apart=True)
        elif start == end:
            yield _Mark(start=start, end=start, before=_changed(i, edit, "yj-gone") + "</span>")
        else:
            name = "yj-flagged" if edit.op == "flag" else "yj-repaired"
            yield _Mark(start=start, end=end, before=_changed(i, edit, name), after="</span>")


def _changed(number: int, edit: Edit, name: str) -> str:
    was = f"原文为“{excerpt(edit.before, _NOTE)}”" if edit.before else "原文没有"
    note = escape(f"{OP_NAMES[edit.op]}（{edit.reason}）：{was}")
    return f'<span class="{name}" data-edit="{number}" title="{note}">'


def _dropped(number: int, edit: Edit) -> str:
    count = len(edit.before.strip())
    words = escape(excerpt(edit.before.strip(), _WORDS_SHOWN))
    return (
        f'<button type="button" class="yj-dropped" data-edit="{number}" aria-expanded="false"'
        f' title="删去（{escape(edit.reason)}）：{count}字">删去{count}字</button>'
        f'<span class="yj-dropped-words" hidden>{words}</span>'
    )


def excerpt(text: str, length: int) -> str:
    """At most about `length` characters of a text: its beginning and its end."""
    if len(text) <= length:
        return text
    half = length // 2
    return f"{text[:half]} …（略{len(text) - 2 * half}字）… {text[-half:]}"


def _gap_marks(gaps: Sequence[Gap], leaf: Leaf) -> Iterator[_Mark]:
    for gap in gaps:
        if leaf.start <= gap.start < leaf.end:
            unit = f"，单位{gap.unit}" if gap.unit else ""
            note = escape(f"{HOW_NAMES[gap.how]}：{gap.what}{unit}")
            before = f'<span class="yj-gap" title="{note}">'
            yield _Mark(start=gap.start, end=gap.end, before=before, after="</span>")


# The raw text


def render_raw(reading: Reading, leaf: Leaf) -> str:
    """The raw text of a leaf, letter for letter, with what cleaning changed marked in it."""
    raw, here = reading.raw, leaf.raw_start
    pieces: list[str] = []
    for i, edit in enumerate(reading.document.edits):
        start, end = max(edit.start, here), min(edit.end, leaf.raw_end)
        if start < end:
            spam = " yj-spam" if edit.reason == SPAM else ""  # blurred until it is asked for
            pieces += [
                escape(raw[here:start]),
                f'<span class="yj-raw-{edit.op}{spam}" data-edit="{i}"',
                f' title="{OP_NAMES[edit.op]}（{escape(edit.reason)}）">',
                f"{escape(raw[start:end])}</span>",
            ]
            here = end
    return "".join([*pieces, escape(raw[here : leaf.raw_end])])
