"""The tags that fence a text in a prompt, taken out of what a model says: a small one repeats them.

Knows no prompt beyond its tags.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

_NAMES = ("材料", "问题", "回答", "题目")
_TAGS = tuple(f"<{slash}{name}>" for name in _NAMES for slash in ("", "/"))
_TAG = re.compile(f"</?(?:{'|'.join(_NAMES)})>")


def unfenced(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces of a stream without the tags; what may be half a tag waits for the next piece."""
    pending = ""
    for piece in pieces:
        pending = _TAG.sub("", pending + piece)
        known = half_tag_start(pending, _TAGS)
        if known:
            yield pending[:known]
        pending = pending[known:]
    if pending:
        yield pending


def half_tag_start(text: str, tags: Sequence[str]) -> int:
    """Where one of some lower-case tags may begin at the end of a text; its length if none may."""
    start = text.rfind("<", max(0, len(text) - max(map(len, tags))))
    is_half = start >= 0 and any(tag.startswith(text[start:].lower()) for tag in tags)
    return start if is_half else len(text)
