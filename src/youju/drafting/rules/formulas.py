"""P1: core formulas garbled: a word left out, put in, changed or moved.

A formula of the list is looked for by its halves: a slip in one half leaves the other whole, and
what stands beside it is measured letter by letter. Slips that change more than that are patterns
of the list. Does not know what a formula means.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from youju.drafting.rules.faults import Fault
from youju.drafting.rules.listed import Hit, excused, hits, told
from youju.drafting.rules.manuscript import Manuscript
from youju.drafting.rules.wordlists import Entry

_LIST = "formulas"
_MARKS = frozenset("，。；：、！？“”‘’（）《》,;:\n ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Halves:
    head: str
    tail: str


def find_garbled(manuscript: Manuscript) -> Iterator[Fault]:
    """Each garbled formula once; what a pattern of the list names goes before what is measured."""
    found = [hit for hit in hits(manuscript, _LIST) if hit.entry.pattern]
    text = manuscript.text
    for entry in manuscript.words.entries(_LIST):
        if not entry.pattern and entry.wrong:
            found.extend(_garbled(entry, text))
    found.sort(key=lambda hit: (hit.start, -hit.end))
    last = -1
    for hit in found:
        if hit.start >= last:
            last = hit.end
            yield told("P1", "error", manuscript, hit, _why)


def _why(words: str, hit: Hit) -> str:
    return hit.entry.note or f"核心表述要完整准确：应为“{hit.right}”。"


def _garbled(entry: Entry, text: str) -> Iterator[Hit]:
    formula = entry.wrong
    for start, end in _near(formula, text):
        is_whole = formula in text[start : end + 1]
        if not is_whole and not excused(entry, text, (start, end)):
            yield Hit(entry=entry, start=start, end=end, right=formula)


def _near(formula: str, text: str) -> Iterator[tuple[int, int]]:
    """The spans that begin or end as the formula does and differ from it by a slip."""
    halves = _halves(formula)
    for start in _places(halves.head, text):
        behind = start + len(halves.head)
        length = _slipped(halves.tail, text[behind : behind + len(halves.tail) + 2])
        if length is not None and not text.startswith(formula, start):
            yield start, behind + length
    for place in _places(halves.tail, text):
        before = text[max(0, place - len(halves.head) - 2) : place]
        length = _slipped(halves.head[::-1], before[::-1])
        if length is not None and not before.endswith(halves.head):
            yield place - length, place + len(halves.tail)


def _halves(formula: str) -> _Halves:
    middle = (len(formula) + 1) // 2
    return _Halves(head=formula[:middle], tail=formula[middle:])


def _places(part: str, text: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)


def _slipped(right: str, around: str) -> int | None:
    """How long the beginning of `around` is that stands for `right` with a slip, or None."""
    limit = max(1, len(right) // 3)
    readings: list[tuple[int, int, int]] = []
    for length, distance in enumerate(_distances(right, around)):
        if 0 < distance <= limit and length > len(right) // 2:
            # Of two readings the longer: a letter changed is likelier than one left out.
            readings.append((distance, abs(len(right) - length), length))
    if not readings:
        return None
    length = min(readings)[-1]
    return None if set(around[:length]) & _MARKS - set(right) else length


def _distances(right: str, around: str) -> list[int]:
    """The edit distance between `right` and each beginning of `around`, the empty one first."""
    row = list(range(len(right) + 1))
    lasts = [row[-1]]
    for here, letter in enumerate(around, start=1):
        above, row = row, [here]
        for place, wanted in enumerate(right, start=1):
            change = above[place - 1] + (letter != wanted)
            row.append(min(change, above[place] + 1, row[place - 1] + 1))
        lasts.append(row[-1])
    return lasts
