"""When a text was written, as far as it tells, and whether words were in use then.

Knows no rule. Judges by the frame and by the years that stand in the text; it cannot tell a text
without any year from one of today.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from youju.drafting.rules.listed import Hit, title_spans
from youju.drafting.rules.manuscript import Manuscript

# A year that is no aim and no end of a range.
_YEAR = re.compile(
    r"(?<![\d到至—\-～~－])(?<!力争)((?:19|20)\d{2})(?=年(?!底?[前止]|以前|之前|版))"
)
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|[—\-～~－至]\d)")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日")
_CLAUSE = re.compile(r"[，。；！？\n]")
_LONGEST_DATELINE = 30  # characters
_PAST = re.compile("更名|改名|改称|前身|撤销|撤并|历史上|当年|时任|曾任|曾用名")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Between which days a text was written."""

    earliest: date
    latest: date


def written(manuscript: Manuscript) -> Written | None:
    """When the text goes out: by its frame, a line with its date, its title, else its last year."""
    frame = manuscript.frame
    if frame.written:
        return Written(earliest=frame.written, latest=frame.written)
    if day := _dateline(manuscript):
        return Written(earliest=day, latest=day)
    year = int(frame.year) if frame.year and frame.year.isdigit() else last_year(manuscript)
    return _whole(year) if year else None


def last_year(manuscript: Manuscript) -> int | None:
    """The latest year that the text tells of as its own; that of its title goes first."""
    title = manuscript.paragraphs[0] if manuscript.paragraphs else None
    if title and title.is_heading and (years := _years(title.text)):
        return max(years)
    return max(_years(manuscript.text), default=None)


@lru_cache(maxsize=8)
def _years(text: str) -> tuple[int, ...]:
    titles = title_spans(text)
    return tuple(
        int(found[1])
        for found in _YEAR.finditer(text)
        if not any(start <= found.start() < end for start, end in titles)
    )


def _dateline(manuscript: Manuscript) -> date | None:
    """The day on a short line of its own at the head or the foot."""
    for line in (*manuscript.paragraphs[:4], *manuscript.paragraphs[-3:]):
        found = _DAY.search(line.text)
        if found and len(line.text) <= _LONGEST_DATELINE and not line.text.endswith("。"):
            try:
                return date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
    return None


def _whole(year: int) -> Written:
    return Written(earliest=date(year, 1, 1), latest=date(year, 12, 31))


def sentence_around(manuscript: Manuscript, start: int) -> str:
    """The sentence in which a position lies."""
    number = manuscript.sentence_at(start)
    return manuscript.sentences[number - 1].text if manuscript.sentences else ""


def out_of_use(manuscript: Manuscript, hit: Hit, when: Written | None) -> bool:
    """Whether the words of a hit came too late or too early for the text.

    Words without dates are out of use at all times; so are words that have gone out of use in a
    text that tells no year. A sentence that tells of the years in which the words were right, or
    of the change itself, may use them.
    """
    entry = hit.entry
    if entry.since and entry.until is None:
        return when is not None and when.latest < entry.since
    if entry.until and (when is None or when.earliest > entry.until):
        return not _tells_of_then(manuscript, hit.start, entry.until)
    return entry.until is None


def _tells_of_then(manuscript: Manuscript, start: int, until: date) -> bool:
    """By the years of the clause; where it has none, by those of the sentence."""
    sentence = sentence_around(manuscript, start)
    clause = _clause_around(manuscript.text, start)
    years = _all_years(clause) or _all_years(sentence)
    return bool(_PAST.search(sentence)) or (bool(years) and max(years) <= until.year)


def _clause_around(text: str, start: int) -> str:
    before = _CLAUSE.search(text[max(0, start - 60) : start][::-1])
    behind = _CLAUSE.search(text, start)
    first = start - (before.start() if before else min(start, 60))
    return text[first : behind.start() if behind else len(text)]


def _all_years(words: str) -> list[int]:
    return [int(found[1]) for found in _ANY_YEAR.finditer(words)]
