"""The figures that a text under review states, read as those of a document are.

Knows no rule; a text is read as it stands, without the repairs that a document gets.
"""

from dataclasses import replace
from datetime import date

from youju.reading.figures.finding import find_figures
from youju.reading.formats.raw import RawText
from youju.reading.metadata.describing import describe
from youju.reading.sections.splitting import split_sections
from youju.types import Document, Figure


def read_claims(
    text: str, *, place: str | None, year: str | None, written: date | None
) -> tuple[Figure, ...]:
    """Every figure with what, where, when and in which sense; what is given stands for the text."""
    facts = describe(text, RawText(text=text, format="txt", encoding=""), "", complete=True)
    facts = replace(
        facts,
        place=place or facts.place,
        period=year or facts.period,
        published=written.isoformat() if written else facts.published,
    )
    document = Document(facts=facts, text=text, edits=())
    return find_figures(document, split_sections(facts.doc_id, text))
