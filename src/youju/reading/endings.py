"""The ends of paragraphs and of the text: a full stop that is missing, a sentence broken off.

A paragraph of several sentences ends like one; a heading, an item of a list, a signature does not.
"""

import re
from collections.abc import Iterator

from youju.reading.blanks import is_complete
from youju.reading.edits import Change
from youju.reading.lines import BULLET, NUMBERED
from youju.reading.patterns import HAN

BROKEN_OFF = "〔原文至此中断〕"
_PROSE = re.compile(r"[。；]")
_OPEN_END = re.compile(rf"[{HAN}\d%‰）)》”]$")
_LABELLED = re.compile(rf".*[|｜\t]|附件|[#>]|[{HAN}]{{1,8}}[：:]")
_SHORTEST = 40
_SHORTEST_CUT = 25
_WHOLE_TEXT = 200


def _is_open_prose(line: str) -> bool:
    """Whether a line of whole sentences ends without a mark."""
    return (
        len(line) >= _SHORTEST
        and _OPEN_END.search(line) is not None
        and _PROSE.search(line[:-1]) is not None
        and not _LABELLED.match(line)
        and not BULLET.match(line)
        and not _is_closed(line)
    )


def _is_closed(line: str) -> bool:
    """Whether a closing quote or bracket follows a full stop: （完。）"""
    return re.search(r"[。！？；…][”’）)》]+$|[（(][^（()）。]{0,40}[)）]$", line) is not None


def _is_cut(line: str) -> bool:
    """Whether a last line is a sentence that goes on: no title, signature, label or list."""
    return (
        len(line) >= _SHORTEST_CUT
        and re.search(rf"[{HAN}\d，、]$", line) is not None
        and re.search("[，。；]", line[:-1]) is not None
        and not _LABELLED.match(line)
    )


def missing_stops(text: str) -> Iterator[Change]:
    """Paragraphs that lack their full stop, where another paragraph surely begins below."""
    lines = text.split("\n")
    start = 0
    for i, line in enumerate(lines):
        below = next((later for later in lines[i + 1 : i + 3] if later), "")
        parted = below and (not lines[i + 1] or NUMBERED.match(below))
        if parted and _is_open_prose(line):
            end = start + len(line)
            yield Change(end - 1, end, f"{line[-1]}。", "repair", "缺句号")
        start += len(line) + 1


def broken_off(text: str) -> Iterator[Change]:
    """A last paragraph that stops in the middle of a sentence."""
    whole = text.rstrip()
    line = whole.rpartition("\n")[2]
    open_ended = _is_open_prose(line) or _is_cut(line)
    if len(whole) >= _WHOLE_TEXT and open_ended and is_complete(whole[-20:]):
        end = len(whole)
        yield Change(end - 1, end, whole[-1] + BROKEN_OFF, "flag", "原文缺失")
