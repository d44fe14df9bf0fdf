"""Changes to a text, and the log that ties every one of them to the raw text.

Knows spans and reasons, not what deserves a change: that is for the modules of passes, which
`cleaning` puts in order.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from youju.types import Edit, EditOp


@dataclass(frozen=True, slots=True)
class Change:
    """One replacement, in the coordinates of the text at hand."""

    start: int
    end: int
    after: str
    op: EditOp
    reason: str


# A pass over a whole text: its changes, in order and without overlaps.
Pass = Callable[[str], Iterator[Change]]


class TracedText:
    """A text that remembers, for each of its characters, the raw span that it came from."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = raw
        self._edits: list[Edit] = []
        self._starts = array("I", range(len(raw)))
        self._ends = array("I", range(1, len(raw) + 1))

    def apply(self, changes: Iterable[Change]) -> None:
        """Make the changes, which are in order and do not overlap, in one linear pass."""
        pieces: list[str] = []
        starts, ends, here = array("I"), array("I"), 0
        for change in map(self._anchored, changes):
            pieces += (self.text[here : change.start], change.after)
            starts.extend(self._starts[here : change.start])
            ends.extend(self._ends[here : change.start])
            if len(change.after) == change.end - change.start:
                starts.extend(self._starts[change.start : change.end])
                ends.extend(self._ends[change.start : change.end])
                for start, end in self._untouched(change.start, change.end):
                    self._log(change, self._starts[start], self._ends[end - 1])
            else:
                raw_start, raw_end = self._starts[change.start], self._ends[change.end - 1]
                starts.extend([raw_start] * len(change.after))
                ends.extend([raw_end] * len(change.after))
                self._log(change, raw_start, raw_end)
            here = change.end
        if pieces:
            self.text = "".join(pieces) + self.text[here:]
            self._starts = starts + self._starts[here:]
            self._ends = ends + self._ends[here:]

    def _anchored(self, change: Change) -> Change:
        """An insertion, held by the character before it: an edit is a span of the raw text."""
        if change.start < change.end or not self.text:
            return change
        at = max(change.start - 1, 0)
        held = self.text[at]
        after = held + change.after if change.start else change.after + held
        return replace(change, start=at, end=at + 1, after=after)

    def _untouched(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches of characters that still stand for one raw character each."""
        here = start
        for i in range(start, end + 1):
            if i == end or self._ends[i] - self._starts[i] != 1:
                if here < i:
                    yield here, i
                here = i + 1

    def _log(self, change: Change, start: int, end: int) -> None:
        """`after` is filled in at the end: later passes may change the same place again."""
        before = self.raw[start:end]
        self._edits.append(
            Edit(op=change.op, start=start, end=end, reason=change.reason, before=before, after="")
        )

    def edits(self) -> Iterator[Edit]:
        """The edits in raw order, less those inside a larger or earlier one."""
        done_to = -1
        for edit in sorted(self._edits, key=lambda e: (e.start, -e.end)):
            if edit.end > done_to:
                done_to = edit.end
                first = bisect_left(self._starts, edit.start)
                last = bisect_left(self._starts, edit.end)
                yield replace(edit, after=self.text[first:last])


def replacing(
    pattern: re.Pattern[str], after: str | Callable[[str], str], reason: str, op: EditOp = "repair"
) -> Pass:
    """A pass that replaces every match; a match that stays the same is no change."""

    def find(text: str) -> Iterator[Change]:
        for found in pattern.finditer(text):
            new = after if isinstance(after, str) else after(found.group())
            if new != found.group():
                yield Change(found.start(), found.end(), new, op, reason)

    return find


# ---- from the clean text back to the raw one ----------------------------------------------------


def clean_spans(edits: Sequence[Edit]) -> tuple[tuple[int, int], ...]:
    """For each edit of a text's whole log, what stands for it in the clean text.

    The span is empty where the edit left nothing.
    """
    spans, shift = [], 0
    for edit in edits:
        start = edit.start + shift
        spans.append((start, start + len(edit.after)))
        shift += len(edit.after) - (edit.end - edit.start)
    return tuple(spans)


def raw_span(edits: Sequence[Edit], start: int, end: int) -> tuple[int, int]:
    """Where the characters `start` to `end` of the clean text stand in the raw one.

    A character that an edit made, and that has no raw character of its own, stands for all of it.
    """
    raw_start, _ = _raw_place(edits, start)
    if start == end:
        return raw_start, raw_start
    return raw_start, _raw_place(edits, end - 1)[1]


def _raw_place(edits: Sequence[Edit], at: int) -> tuple[int, int]:
    """The raw span of one character of the clean text."""
    spans = clean_spans(edits)
    done = bisect_right(spans, at, key=lambda span: span[1])  # the edits that end before it
    if done < len(edits) and spans[done][0] <= at:
        edit, inside = edits[done], at - spans[done][0]
        if len(edit.after) == edit.end - edit.start:
            return edit.start + inside, edit.start + inside + 1
        return edit.start, edit.end
    raw = edits[done - 1].end + at - spans[done - 1][1] if done else at
    return raw, raw + 1
