"""Headings cut a clean text into sections: stretches under one heading path, spoken by one person.

Works on the text alone: knows neither files nor what a document is about.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from youju.text import trim
from youju.types import Section

_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_MARKDOWN = re.compile(r"(#{1,6})\s+")
# From the outermost to the innermost; a heading without a number stands between 一、 and （一）.
_NUMBERED = (
    (10.0, re.compile(rf"第{_NUMERAL}(?:[编篇部章]分?|大?部分)[\s：:、]*")),
    (20.0, re.compile(rf"{_NUMERAL}[、．.](?!\d)")),
    (30.0, re.compile(rf"[（(]{_NUMERAL}[）)]")),
    (40.0, re.compile(r"\d{1,2}[、．.](?!\d)")),
    (50.0, re.compile(r"(?:[（(]\d{1,2}[）)]|\d{1,2}[）)]|[①-⑳])")),
)
_UNNUMBERED = 25.0
_LONGEST_HEADING = 60
_LONGEST_UNNUMBERED = 30
_LONGEST_LEAD = 45
_DEEPEST_WITH_LEAD = 30.0  # 1. and （1） before a paragraph number the items of a list
_LEAD = re.compile(r"[^。！？；\n]+[。！？](?=.)")
_ENDS = re.compile(r"[。！？；：，、…!?;:,〕）)”]$")
_NO_HEADING = re.compile(
    r"[｜|（(【\[○●◆•·>*\-—〔\d]|.*[｜|]|.{0,20}(?:同志|朋友|代表|来宾|同事)们?$"
)
_SAYS = "强调|指出|要求|表示|认为|充分肯定|介绍|说|在讲话中|在工作报告中|在报告中|在会上|作了|代表"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万"
)
_SPEAKS = re.compile(rf"([{_SURNAMES}][\u3400-\u9fff]{{1,2}}?)(?:同志)?(?:{_SAYS})")
_NARRATES = re.compile("会议|会上|会前|会后|大会|参加|出席|当天|随后")
_NOT_A_NAME = re.compile("会|方|关|有|面|大|要|管|生|何|于是|任务|许多|白")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line that is not blank, trimmed."""

    start: int
    end: int
    text: str
    level: float | None  # of its heading; None for a line of running text
    lead: str  # the heading's words where the line runs on after them; else empty
    body_start: int  # where the running text begins in a line with a lead


def split_sections(doc_id: str, text: str) -> tuple[Section, ...]:
    """Sections in the order of the text; what is no heading is in exactly one of them.

    A paragraph that opens with its heading, （一）加强领导。…, is cut behind it, unless a figure
    stands there. The title is no heading of any path. A heading with nothing under it counts as
    running text.
    """
    lines = list(_lines(text))
    body = _without_title(lines)
    sections: list[Section] = []
    path: list[tuple[float, str]] = []
    pending: list[_Line] = []
    speaker: str | None = None
    for i, line in enumerate(body):
        is_heading = line.level is not None and (bool(line.lead) or _has_body(body, i))
        speaks = None if is_heading else _speaker(line.text, speaker)
        if is_heading or speaks != speaker:
            sections += _closed(doc_id, pending, path, speaker)
            pending = []
        speaker = speaks
        if is_heading and line.level is not None:
            path = [step for step in path if step[0] < line.level]
            path.append((line.level, line.lead or _heading_text(line.text)))
        if not is_heading or line.lead:
            pending.append(line)
    sections += _closed(doc_id, pending, path, speaker)
    return tuple(sections)


def _closed(
    doc_id: str, lines: Sequence[_Line], path: Sequence[tuple[float, str]], speaker: str | None
) -> Iterator[Section]:
    if lines:
        headings = tuple(words for _, words in path)
        start, end = lines[0].body_start, lines[-1].end
        yield Section(
            doc_id=doc_id, kind="heading", headings=headings, start=start, end=end, speaker=speaker
        )


def _spans(text: str) -> Iterator[tuple[int, int]]:
    here = 0
    for line in text.split("\n"):
        start, end = trim(text, here, here + len(line))
        if start < end:
            yield start, end
        here += len(line) + 1


def _lines(text: str) -> Iterator[_Line]:
    spans = list(_spans(text))
    for i, (start, end) in enumerate(spans):
        line = text[start:end]
        below = text[slice(*spans[i + 1])] if i + 1 < len(spans) else ""
        level, lead = _heading(line, below)
        counted = re.search(r"\d", _bare(lead)) is not None
        body_start, _ = trim(text, start if counted else start + len(lead), end)
        yield _Line(
            start=start,
            end=end,
            text=line,
            level=level,
            lead=_heading_text(lead),
            body_start=body_start,
        )


def _heading(line: str, below: str) -> tuple[float | None, str]:
    """The level of the line as a heading, and its words where text follows in the same line."""
    marked = _MARKDOWN.match(line)
    if marked:
        return float(len(marked.group(1))), ""
    for level, pattern in _NUMBERED:
        found = pattern.match(line)
        if found:
            return _numbered_heading(line, found.end(), level)
    return (_UNNUMBERED if _is_unnumbered(line, below) else None), ""


def _numbered_heading(line: str, words_start: int, level: float) -> tuple[float | None, str]:
    if len(line) <= words_start:
        return None, ""
    lead = _LEAD.match(line)
    if lead:
        fits = lead.end() <= _LONGEST_LEAD and level <= _DEEPEST_WITH_LEAD
        return (level, lead.group()) if fits else (None, "")
    return (level if len(line) <= _LONGEST_HEADING else None), ""


def _is_unnumbered(line: str, below: str) -> bool:
    """A short line without an end mark, above a paragraph or a numbered heading."""
    if not 4 <= len(line) <= _LONGEST_UNNUMBERED or _ENDS.search(line) or _NO_HEADING.match(line):
        return False
    if all(len(part) <= 3 for part in line.split()):
        return False  # names
    above_text = re.search("[。！？；：][”’）]?$", below) or len(below) > _LONGEST_HEADING
    return bool(above_text) or any(pattern.match(below) for _, pattern in _NUMBERED)


def _has_body(lines: Sequence[_Line], i: int) -> bool:
    """Whether running text, or a heading of a deeper level, stands right under heading `i`."""
    if i + 1 == len(lines):
        return False
    level, below = lines[i].level, lines[i + 1].level
    return level is None or below is None or below > level


def _without_title(lines: Sequence[_Line]) -> Sequence[_Line]:
    """The lines below the title, where the first line is one."""
    if len(lines) < 2:
        return lines
    first = lines[0]
    words = _heading_text(first.text)
    numbered = any(pattern.match(words) for _, pattern in _NUMBERED)
    fits = len(words) <= _LONGEST_HEADING and not re.search(r"[。！？；：，]$", words)
    return lines[1:] if fits and not numbered and not first.lead else lines


def _heading_text(line: str) -> str:
    return _MARKDOWN.sub("", line, count=1).rstrip("。！？：: #")


def _bare(line: str) -> str:
    """The line without its number."""
    for _, pattern in _NUMBERED:
        line = pattern.sub("", line, count=1) if pattern.match(line) else line
    return line


def _speaker(line: str, before: str | None) -> str | None:
    """Who speaks in a paragraph: whom it opens with (某人指出), or the speaker before it."""
    found = _SPEAKS.match(line)
    if found and len(line) > 30 and not _NOT_A_NAME.search(found.group(1)):
        return found.group(1)
    return None if _NARRATES.match(line) else before
