"""Sentences, each short enough to be looked at as a whole.

A text without marks is one sentence to `text.sentence_spans`; here it comes in pieces, so that no
rule that looks back and forth takes longer than the text is long.
"""

from collections.abc import Iterator

from youju.text import sentence_spans

LONGEST = 1000


def sentence_pieces(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences in `text[start:end]`, long ones cut at a mark."""
    for here, stop in sentence_spans(text, start, end):
        while here < stop:
            border = _border(text, here, stop)
            yield here, border
            here = border


def _border(text: str, start: int, end: int) -> int:
    stop = start + LONGEST
    if stop >= end:
        return end
    cut = max(text.rfind(mark, start + 1, stop) for mark in "，、 ")
    return cut + 1 if cut > start else stop
