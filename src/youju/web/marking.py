"""A text of an answer cut into what is plain, what is a marker, and what failed a check.

The page and the exported files show the same pieces, so that neither can lose a source or let a
figure that failed its check go out unmarked. Knows nothing of HTML or of files.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from youju.types import Check, Citation, Verdict

MARKER = re.compile(r"[\[【](\d+)[\]】]")
VERDICTS: dict[Verdict, str] = {"pass": "有据", "warn": "待核", "fail": "无据"}
MASKED = "脱敏范文"
GONE = "文献已移出"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the text: plain, or with the citation or the check that it stands for."""

    text: str
    citation: Citation | None = None
    check: Check | None = None


def pieces(text: str, citations: Sequence[Citation], checks: Sequence[Check]) -> Iterator[Piece]:
    """The text in order; a marker that points at nothing is plain text."""
    by_marker = {citation.marker: citation for citation in citations}
    found: list[tuple[int, int, Piece]] = []
    for match in MARKER.finditer(text):
        citation = by_marker.get(int(match[1]))
        if citation:
            found.append((*match.span(), Piece(text=f"[{citation.marker}]", citation=citation)))
    for check in checks:
        found.extend(_faults(text, check))
    here = 0
    for start, end, piece in sorted(found, key=lambda one: one[:2]):
        if start >= here:
            if text[here:start]:
                yield Piece(text=text[here:start])
            yield piece
            here = end
    if text[here:]:
        yield Piece(text=text[here:])


def _faults(text: str, check: Check) -> Iterator[tuple[int, int, Piece]]:
    if check.verdict == "pass" or not check.text:
        return
    # 12 is not to be found in 2012, nor in 12.5
    pattern = rf"(?<![0-9.]){re.escape(check.text)}(?![0-9]|\.[0-9])"
    for match in re.finditer(pattern, text):
        yield (*match.span(), Piece(text=match[0], check=check))


def with_markers(text: str, markers: Sequence[int]) -> str:
    """A sentence or a cell as it is written out."""
    return text + "".join(f"[{marker}]" for marker in markers)
