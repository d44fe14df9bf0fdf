"""The annex of a copy for review: a table of each sentence, its source and the source's words.

Knows the rows and the profile, not the text that they are of.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from youju.drafting.docx_parts import paragraph, plain
from youju.drafting.docx_styles import ANNEX as ANNEX_STYLE
from youju.drafting.docx_styles import TABLE, element, twips
from youju.drafting.formats import ANNEX, ANNEX_NOTE, COLUMNS, SourceRow, cells_of
from youju.drafting.profiles import Profile

_SHARES = (0.09, 0.36, 0.19, 0.36)  # of the width, by column
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def annex(rows: Sequence[SourceRow], profile: Profile) -> Iterator[Any]:
    """On a page of its own: the title, what it is for, and the table."""
    yield paragraph(ANNEX_STYLE, element("pageBreakBefore"), plain(ANNEX))
    yield paragraph(TABLE, element("jc", val="center"), plain(ANNEX_NOTE))
    widths = [twips(profile.width * share) for share in _SHARES]
    table = element("tbl", _settings(widths))
    table.append(element("tblGrid", *(element("gridCol", w=width) for width in widths)))
    table.append(_row(COLUMNS, widths, is_head=True))
    table.extend(_row(cells_of(row), widths) for row in rows)
    yield table
    yield paragraph(TABLE)  # Word wants one behind a table


def _settings(widths: Sequence[int]) -> Any:
    line = {"val": "single", "sz": 4, "space": 0, "color": "auto"}
    return element(
        "tblPr",
        element("tblW", w=sum(widths), type="dxa"),
        element("tblBorders", *(element(side, **line) for side in _SIDES)),
        element("tblLayout", type="fixed"),
    )


def _row(cells: Sequence[str], widths: Sequence[int], *, is_head: bool = False) -> Any:
    """A row that stays on one page; the head is repeated on each."""
    settings = element("trPr", element("cantSplit"))
    if is_head:
        settings.append(element("tblHeader"))
    row = element("tr", settings)
    for at, (text, width) in enumerate(zip(cells, widths, strict=True)):
        middle = [element("jc", val="center")] if is_head or at == 0 else []
        properties = element("tcPr", element("tcW", w=width, type="dxa"))
        row.append(element("tc", properties, paragraph(TABLE, *middle, plain(text))))
    return row
