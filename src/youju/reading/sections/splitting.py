"""A clean text becomes sections: stretches under one path of headings and items, by one speaker.

Works on the text alone: knows neither files nor what a document is about. What a heading, an item
and a speaker look like, the modules say that are named so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from youju.reading.sections.headings import Line, read_lines
from youju.reading.sections.items import split_items
from youju.reading.sections.rows import in_rows
from youju.reading.sections.speakers import Turn, introduced_names, split_turns
from youju.types import Section


def split_sections(doc_id: str, text: str) -> tuple[Section, ...]:
    """Sections in the order of the text; what is no heading is in exactly one of them.

    A paragraph that opens with its numbered heading, （一）加强领导。…, is cut behind it, unless a
    figure stands there; the words of an item, and a slogan that opens its paragraph, are running
    text too and stay in the span. The text before the first item and behind the last is of the path
    above. The title is no heading of any path. A heading with nothing under it is running text.
    """
    blocks = _blocks(in_rows(read_lines(text)))
    return tuple(
        Section(
            doc_id=doc_id,
            kind="item" if stretch.path or block.in_item else "heading",
            headings=block.headings + stretch.path,
            start=stretch.start,
            end=stretch.end,
            speaker=turn.speaker,
        )
        for block, turn in _turns(text, blocks)
        for stretch in split_items(text, turn.start, turn.end)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Running text under one path."""

    path: tuple[Line, ...]
    start: int
    end: int
    goes_on: bool  # no heading stands right above it

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(line.words for line in self.path)

    @property
    def in_item(self) -> bool:
        return bool(self.path) and self.path[-1].kind == "item"


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    path: tuple[Line, ...] = ()
    start = end = 0
    goes_on = True
    for line in lines:
        under = _path(path, line)
        is_heading = line.level is not None and line.kind == "heading"
        if line.level is not None or len(under) != len(path):
            if start < end:
                yield _Block(path=path, start=start, end=end, goes_on=goes_on)
            start, goes_on = line.body_start, not is_heading
        elif start == end:
            start = line.body_start
        path, end = under, line.end
    if start < end:
        yield _Block(path=path, start=start, end=end, goes_on=goes_on)


def _turns(text: str, blocks: Iterator[_Block]) -> Iterator[tuple[_Block, Turn]]:
    """Who speaks in each block: nobody's words go on below a heading."""
    names = introduced_names(text)
    speaker: str | None = None
    for block in blocks:
        before = speaker if block.goes_on else None
        for turn in split_turns(text, block.start, block.end, names=names, before=before):
            speaker = turn.speaker
            yield block, turn


def _path(path: tuple[Line, ...], line: Line) -> tuple[Line, ...]:
    """The path under or, for a heading, down to this line."""
    level = line.level
    if level is not None:
        return (*(step for step in path if step.level is not None and step.level < level), line)
    while path and path[-1].closes:
        path = path[:-1]
    ends = float("inf") if line.leaves is None else line.leaves
    return tuple(step for step in path if step.level is not None and step.level < ends)
