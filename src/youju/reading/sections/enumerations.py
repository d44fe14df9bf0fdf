"""Numbered items inside running text: 一是…；二是…, 一要, 第一，, 首先, （1）, ①, and nested ones.

Works on one stretch of text under one heading. An enumeration is told by its order alone: what has
no second item is none. Does not know lists without numbers: see `items`.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from youju.reading.sections.naming import value

Position = Literal["line", "sentence", "part"]  # what it opens: a paragraph, a sentence, a clause

_DIGITS = "一二三四五六七八九十"
_N = f"[{_DIGITS}]{{1,3}}"
_MARK = re.compile(
    r"(?:^|(?<=[。！？；：，…”’）〕\s])|(?<=要求|强调|指出|提出|工作|任务|措施|做到|包括|方面))(?:"
    rf"(?P<plain>{_N})(?P<verb>[是要抓靠看])(?!(?P=plain)(?:[，、。；！？”’\s{_DIGITS}]|$)|求)|"
    rf"第(?P<ordinal>{_N})(?:点|个?方面)?(?:[，、：]|是)|"
    rf"其(?P<of_them>{_N})(?:[，、：]|是)|"
    r"(?P<first>首先|第一步)|(?P<next>其次|第二步)|(?P<then>再次|再者|第三步)|(?P<last>最后|第四步)|"
    rf"(?P<dotted>{_N})、(?!{_N})|（(?P<bracketed>{_N})）|"
    r"(?P<digits>\d{1,2})[、．.](?!\d)|（(?P<digit>\d{1,2})）|(?P<half>\d{1,2})）|"
    r"(?P<circled>[①-⑳]))",
    re.M,
)
_WORDS = {"first": 1, "next": 2, "then": 3, "last": 0}
_QUOTED = re.compile("“[^“”\n]{0,200}”|（[^（）\n]{0,200}）|《[^《》\n]{0,100}》")
_ROW = re.compile("^.*｜.*$", re.M)  # of a table
_SENTENCE_END = re.compile("[。！？]+[”’）]*")
_DEEPEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    start: int
    end: int
    family: str
    number: int  # 0: one more than the last
    position: Position
    paragraph: int  # counted from 0


@dataclass(slots=True, kw_only=True)
class Item:
    """One item: where it begins, where its words begin, and the enumerations inside it."""

    start: int
    words_start: int
    number: int
    inner: "list[Enumeration]" = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Enumeration:
    """Items that count up, from one; `end` is where the last one ends."""

    family: str
    position: Position  # of its latest item
    items: list[Item]
    end: int = 0


def find_enumerations(text: str, start: int, end: int) -> Sequence[Enumeration]:
    """The enumerations in `text[start:end]`, in order; each of two items at least."""
    frame = _Frame.of(text, start, end)
    found = _counted(_grown(frame))
    _close_all(frame, found, end)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Where paragraphs and sentences of the stretch end, and what stands where one counts."""

    paragraph_ends: Sequence[int]
    sentence_ends: Sequence[int]
    marks: Sequence[_Mark]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "_Frame":
        marks = list(_MARK.finditer(text, start, end))
        paragraph_ends: list[int] = []
        sentence_ends: list[int] = []
        if len(marks) > 1:
            paragraph_ends = [m.start() for m in re.finditer("\n", text[start:end])]
            paragraph_ends = [start + at for at in paragraph_ends]
            sentence_ends = [m.end() for m in _SENTENCE_END.finditer(text, start, end)]
        paragraph_ends.append(end)
        quoted = _spans(_QUOTED, text, start, end) if len(marks) > 1 else []
        rows = _spans(_ROW, text, start, end) if len(marks) > 1 else []
        return cls(
            paragraph_ends=paragraph_ends,
            sentence_ends=sentence_ends,
            marks=[
                _mark(text, start, found, bisect_left(paragraph_ends, found.start()))
                for found in marks
                if not _is_inside(quoted, found.start()) and not _is_inside(rows, found.end())
            ],
        )

    def paragraph_end(self, at: int) -> int:
        return self.paragraph_ends[bisect_left(self.paragraph_ends, at)]

    def sentence_end(self, at: int) -> int:
        """Where the sentence that holds `at` ends, in its paragraph."""
        i = bisect_left(self.sentence_ends, at + 1)
        border = self.paragraph_end(at)
        return min(border, self.sentence_ends[i]) if i < len(self.sentence_ends) else border

    def ends_of_sentences(self, start: int, end: int) -> int:
        first, last = (bisect_left(self.sentence_ends, at + 1) for at in (start, end))
        return last - first


def _spans(pattern: re.Pattern[str], text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text, start, end)]


def _is_inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    i = bisect_left(spans, (at, 0)) - 1
    return i >= 0 and spans[i][0] < at < spans[i][1]


def _mark(text: str, start: int, found: re.Match[str], paragraph: int) -> _Mark:
    group = found.lastgroup or ""
    numeral = found["plain"] if group == "verb" else found[group]
    before = text[max(start, found.start() - 1) : found.start()].strip()
    position: Position = "line"
    if before and found.start() > start:
        position = "sentence" if re.match("[。！？”’）〕]", before) else "part"
    return _Mark(
        start=found.start(),
        end=found.end(),
        family="words" if group in _WORDS else found["verb"] or group,
        number=_WORDS[group] if group in _WORDS else value(numeral),
        position=position,
        paragraph=paragraph,
    )


# ---- marks become enumerations -------------------------------------------------------------------


def _grown(frame: _Frame) -> list[Enumeration]:
    """Every mark that counts on, or counts one, has its place; the others are words."""
    opening = defaultdict[str, list[_Mark]](list)
    for mark in frame.marks:
        if mark.position == "line":
            opening[mark.family].append(mark)
    top: list[Enumeration] = []
    open_: list[Enumeration] = []  # the outermost first, each inside the last item before it
    paragraph = 0
    for mark in frame.marks:
        if mark.paragraph != paragraph:
            open_ = _still_open(open_, opening, mark.paragraph)
            paragraph = mark.paragraph
        home = _home(open_, mark)
        if home is not None:
            open_ = open_[: home + 1]
            _append(open_[home], mark)
        elif mark.number == 1:
            open_ = _unfinished(frame, open_, mark)[: _DEEPEST - 1]
            new = Enumeration(family=mark.family, position=mark.position, items=[])
            _append(new, mark)
            (open_[-1].items[-1].inner if open_ else top).append(new)
            open_.append(new)
    return top


def _append(enumeration: Enumeration, mark: _Mark) -> None:
    number = mark.number or enumeration.items[-1].number + 1
    enumeration.items.append(Item(start=mark.start, words_start=mark.end, number=number))
    enumeration.position = mark.position


def _still_open(
    open_: list[Enumeration], opening: dict[str, list[_Mark]], paragraph: int
) -> list[Enumeration]:
    """Those that a paragraph from here on opens with the next item of; the others have ended."""
    going_on = []
    for i, enumeration in enumerate(open_):
        marks = opening.get(enumeration.family, [])
        at = bisect_left(marks, paragraph, key=lambda mark: mark.paragraph)
        if at < len(marks) and marks[at].number in (0, enumeration.items[-1].number + 1):
            going_on.append((enumeration.position == "line", i))
    return open_[: max(going_on)[1] + 1] if going_on else []


def _home(open_: Sequence[Enumeration], mark: _Mark) -> int | None:
    """The open enumeration that the mark counts on: of its own position rather, and innermost.

    A number that is repeated or left out is the writer's slip.
    """
    for steps in ((1,), (0, 2)):
        fitting = [
            (enumeration.position == mark.position, i)
            for i, enumeration in enumerate(open_)
            if enumeration.family == mark.family
            and (not mark.number or mark.number - enumeration.items[-1].number in steps)
        ]
        if fitting:
            return max(fitting)[1]
        if mark.number == 1:
            return None
    return None


def _unfinished(frame: _Frame, open_: list[Enumeration], mark: _Mark) -> list[Enumeration]:
    """Those that the mark may be inside of: an item that has a paragraph to itself fills it."""
    while (
        open_
        and open_[-1].position != "line"
        and 0 < _last_sentence(frame, open_[-1]) <= mark.start
    ):
        open_ = open_[:-1]
    return open_


def _last_sentence(frame: _Frame, enumeration: Enumeration) -> int:
    """Where the last item ends, if those before it show that each is one sentence; else 0."""
    items = enumeration.items
    within = 0 if enumeration.position == "part" else 1
    whole = all(
        frame.ends_of_sentences(item.start, after.start) <= within
        for item, after in pairwise(items)
    )
    return frame.sentence_end(items[-1].start) if whole and len(items) >= 2 + within else 0


# ---- enumerations find their end -----------------------------------------------------------------


def _counted(enumerations: Sequence[Enumeration]) -> Sequence[Enumeration]:
    """Without those of one item; what stands inside such a one takes its place."""
    kept: list[Enumeration] = []
    for enumeration in enumerations:
        for item in enumeration.items:
            item.inner = list(_counted(item.inner))
        if len(enumeration.items) > 1:
            kept.append(enumeration)
        else:
            kept += enumeration.items[0].inner
    return kept


def _close_all(frame: _Frame, enumerations: Sequence[Enumeration], limit: int) -> None:
    starts = [enumeration.items[0].start for enumeration in enumerations[1:]]
    for enumeration, border in zip(enumerations, [*starts, limit], strict=False):
        _close(frame, enumeration, border)


def _close(frame: _Frame, enumeration: Enumeration, limit: int) -> None:
    items = enumeration.items
    borders = [item.start for item in items[1:]]
    for item, border in zip(items, [*borders, limit], strict=True):
        _close_all(frame, item.inner, border)
    last = items[-1]
    if last.inner:
        end = max(frame.paragraph_end(last.start), last.inner[-1].end)
    elif enumeration.position == "line":
        end = frame.paragraph_end(last.start)
    else:
        end = _last_sentence(frame, enumeration) or frame.paragraph_end(last.start)
    enumeration.end = min(end, limit)
