"""A text under review: cut once into paragraphs and sentences, with what is known about it.

Knows no rule, and of the library only what `evidence` tells when it is asked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from youju.drafting.rules.claims import read_claims
from youju.drafting.rules.evidence import Evidence, NoEvidence
from youju.drafting.rules.wordlists import Wordlists
from youju.text import sentence_spans, trim
from youju.types import Figure

_NUMBERINGS = (  # of a heading's levels, 1 to 4
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
_ENDED = re.compile(r"[。！？；：，…!?;:,][”’」』）)》〉】]*$")
_LONGEST_HEADING = 45  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A span of the text: a paragraph or a sentence."""

    start: int
    end: int
    text: str  # exactly that span


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Part):
    """A line of the text.

    A numbered line that has no end mark is a heading; one that runs on into text has a numbered
    lead, and is a paragraph as well.
    """

    level: int  # 1 to 4 where it begins with 一、（一） 1. （1）; 0 where it does not
    numbering: str  # the number as written; empty for level 0
    is_heading: bool  # it stands alone on its line; the title counts as one


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is known about a text from outside of it; None where it is not known."""

    place: str | None = None  # whose text it is: 我市
    year: str | None = None  # of the plan or report
    written: date | None = None  # when it goes out
    is_final: bool = True  # False for a draft that may still hold 【待补】
    length: int | None = None  # characters asked for
    elements: tuple[str, ...] = ()  # asked for: 一是二是三是, 数据出处


@dataclass(frozen=True, kw_only=True)
class Manuscript:
    """A text and all that rules need to read it; its parts are cut when first asked for."""

    text: str
    words: Wordlists
    frame: Frame = field(default_factory=Frame)
    evidence: Evidence = field(default_factory=NoEvidence)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The lines that are not empty."""
        return tuple(_paragraphs(self.text))

    @cached_property
    def sentences(self) -> tuple[Part, ...]:
        """Every sentence, headings among them; one ends at 。！？； or with its line."""
        return tuple(
            Part(start=start, end=end, text=self.text[start:end])
            for start, end in sentence_spans(self.text)
        )

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure that the text states, with its place, year and kind."""
        frame = self.frame
        return read_claims(self.text, place=frame.place, year=frame.year, written=frame.written)

    def headings(self, position: int) -> tuple[str, ...]:
        """The headings under which a position lies, the outermost first; the title is none."""
        open_: list[Paragraph] = []
        for one in self.paragraphs:
            if one.start > position:
                break
            if one.is_heading and one.level:
                open_ = [*(h for h in open_ if h.level < one.level), one]
        return tuple(heading.text for heading in open_)

    def sentence_at(self, position: int) -> int:
        """The number, from 1, of the sentence in or before which a position lies."""
        return max(1, sum(one.start <= position for one in self.sentences))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    here = 0
    is_first = True
    for line in text.splitlines(keepends=True):
        start, end = trim(text, here, here + len(line))
        here += len(line)
        if start == end:
            continue
        level, numbering = _numbered(text[start:end])
        alone = not _ENDED.search(text[start:end]) and end - start <= _LONGEST_HEADING
        yield Paragraph(
            start=start,
            end=end,
            text=text[start:end],
            level=level,
            numbering=numbering,
            is_heading=alone and (bool(level) or is_first),
        )
        is_first = False


def _numbered(line: str) -> tuple[int, str]:
    for level, pattern in enumerate(_NUMBERINGS, start=1):
        found = pattern.match(line)
        if found:
            return level, found.group()
    return 0, ""
