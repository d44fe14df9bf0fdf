"""The thinking of a model that thinks aloud, kept apart from its answer while both stream.

Qwen3, DeepSeek R1 and their kin write `<think>…</think>` before the answer. Some servers cut the
opening tag off, as their prompt has it already. Knows nothing of servers.
"""

import re

from youju.models.fencing import half_tag_start

_TAGS = ("<think>", "</think>", "<thinking>", "</thinking>", "<thought>", "</thought>")
_TAG = re.compile("<(/?)(?:think|thinking|thought)>", re.IGNORECASE)
_LONGEST_TAG = max(map(len, _TAGS))


class Speech:
    """What is said aloud in a stream of text: `hear` each piece, then `finish`."""

    def __init__(self, *, begins_in_thought: bool) -> None:
        """`begins_in_thought`: the first words may be thinking whose opening tag was cut off."""
        self._pending = ""  # not told yet: perhaps half a tag, or thinking
        self._open = begins_in_thought
        self._thinking = False
        self.words = False  # whether anything but blanks was said
        self.thought = False  # whether there was any thinking
        self.thought_aloud = False  # whether thinking went out as words: its tag came too late

    def note_thinking(self) -> None:
        """The server tells thinking apart itself: its text is the answer from the first word."""
        self.thought = True
        self._open = False

    def hear(self, piece: str) -> str:
        """The part of the text so far that is known to be said and was not given out yet."""
        self._pending += piece
        said = ""
        while tag := _TAG.search(self._pending):
            said += self._before(tag)
            self._pending = self._pending[tag.end() :]
        if self._thinking:
            self._pending = self._pending[-_LONGEST_TAG:]
        elif not self._open:
            text = said + self._pending
            end = _known_length(text)
            said, self._pending = text[:end], text[end:]
        return self._said(said)

    def finish(self) -> str:
        """What was held back and turns out to be said."""
        return "" if self._thinking else self._said(self._pending.rstrip())

    def _before(self, tag: re.Match[str]) -> str:
        closes = bool(tag[1])
        inside = self._thinking or (self._open and closes)
        self.thought_aloud |= closes and not inside and self.words
        self.thought = True
        self._thinking = not closes
        self._open = False
        return "" if inside or closes else self._pending[: tag.start()]

    def _said(self, text: str) -> str:
        text = text if self.words else text.lstrip()
        self.words = self.words or bool(text)
        return text


def _known_length(text: str) -> int:
    """Where half a tag may begin at the end, or blanks that nothing may follow."""
    return len(text[: half_tag_start(text, _TAGS)].rstrip())
