"""Runs and paragraphs of a .docx file: markers raised, placeholders lit, leads in their own face.

Knows the names of styles, not how they look, and no paper as a whole.
"""

import re
from collections.abc import Iterator
from typing import Any

from youju.drafting.docx_styles import MARKER, element
from youju.drafting.formats import Copy, pieces_of, printable

_PLACEHOLDER = re.compile("(【待补[^】]*】)")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def words(text: str, tag: str = "t") -> Any:
    """The text of a run, blanks at its ends kept."""
    node = element(tag)
    node.text = text
    node.set(_SPACE, "preserve")
    return node


def paragraph(style: str, *content: Any) -> Any:
    """A paragraph of that style; what `content` puts first may be more of its settings."""
    properties = element("pPr", element("pStyle", val=style))
    settings = [node for node in content if not node.tag.endswith("}r")]
    properties.extend(settings)
    return element("p", properties, *content[len(settings) :])


def runs(text: str, copy: Copy, style: str = "") -> Iterator[Any]:
    """The runs of a text; `style` is of its characters, empty for those of the paragraph."""
    for piece, is_marker in pieces_of(text):
        if is_marker:
            if copy.has_markers:
                yield _run(piece, element("rStyle", val=MARKER))
            continue
        for at, part in enumerate(_PLACEHOLDER.split(piece)):
            if part:
                yield _run(part, *_settings(style, copy.has_mark and at % 2 == 1))


def _settings(style: str, is_lit: bool) -> Iterator[Any]:
    if style:
        yield element("rStyle", val=style)
    if is_lit:
        yield element("highlight", val="yellow")


def _run(text: str, *settings: Any) -> Any:
    properties = (element("rPr", *settings),) if settings else ()
    return element("r", *properties, words(text))


def plain(text: str) -> Any:
    """One run of characters that XML can hold."""
    return _run(printable(text))
