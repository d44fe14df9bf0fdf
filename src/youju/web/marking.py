"""A text of an answer cut into what is plain, what is a marker, and what failed a check.

The page and the exported files show the same pieces, so that neither can lose a source or let a
figure that failed its check go out unmarked. Knows nothing of HTML or of files.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from youju.types import Check, Citation, Verdict

MARKER = re.compile(r"[\[【](\d+)[\]】]")
VERDICTS: dict[Verdict, str] = {"pass": "有据", "warn": "待核", "fail": "无据"}
MASKED = "脱敏范文"
GONE = "文献已移出"
_SHORT = 40  # characters of a faulty sentence that are repeated beside what is wrong with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the text: plain, or with the citation or the check that it stands for."""

    text: str
    citation: Citation | None = None
    check: Check | None = None
    is_last: bool = True  # of the pieces that the check's words are cut into


def pieces(text: str, citations: Sequence[Citation], checks: Sequence[Check]) -> Iterator[Piece]:
    """The text in order; a marker that points at nothing is plain text.

    Where faults lie within each other the worse one shows, and of equals the shorter one.
    """
    found = [(0, len(text), Piece(text=text)), *_faults(text, checks), *_markers(text, citations)]
    painted = [0] * len(text)
    for number, (start, end, _) in enumerate(found):
        painted[start:end] = [number] * (end - start)
    here = 0
    while here < len(text):
        number = painted[here]
        end = next((i for i in range(here, len(text)) if painted[i] != number), len(text))
        _, whole_end, piece = found[number]
        shown = piece.text if piece.citation else text[here:end]
        yield replace(piece, text=shown, is_last=number == 0 or end == whole_end)
        here = end


def _markers(text: str, citations: Sequence[Citation]) -> Iterator[tuple[int, int, Piece]]:
    by_marker = {citation.marker: citation for citation in citations}
    for match in MARKER.finditer(text):
        citation = by_marker.get(int(match[1]))
        if citation:
            yield (*match.span(), Piece(text=f"[{citation.marker}]", citation=citation))


def _faults(text: str, checks: Sequence[Check]) -> list[tuple[int, int, Piece]]:
    """The mildest and longest first: who comes later is painted over them."""
    told = [check for check in checks if check.verdict != "pass" and check.text]
    told.sort(key=lambda check: (check.verdict == "fail", -len(check.text)))
    # 12 is not to be found in 2012, nor in 12.5
    return [
        (*match.span(), Piece(text=match[0], check=check))
        for check in told
        for match in re.finditer(rf"(?<![0-9.]){re.escape(check.text)}(?![0-9]|\.[0-9])", text)
    ]


def shown_faults(checks: Sequence[Check]) -> list[Check]:
    """What did not pass, each thing once, with long sentences cut short."""
    told = [check for check in checks if check.verdict != "pass"]
    once = {(check.verdict, check.text, check.note): check for check in told}
    return [replace(check, text=_shortened(check.text)) for check in once.values()]


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


def with_markers(text: str, markers: Sequence[int]) -> str:
    """A sentence or a cell as it is written out."""
    return text + "".join(f"[{marker}]" for marker in markers)
