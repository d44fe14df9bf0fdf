"""Whole documents, from raw text to ledger, against what a careful reader finds in each.

Beside each text of tests/data/reports stands what it states, a line for each, in the order of the
text: a figure as quote, value, kind, place and period; a gap as what stands behind it, and how it
came about.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from youju.reading.cleaning.passes import clean
from youju.reading.figures.finding import find_figures
from youju.reading.figures.gaps import find_gaps
from youju.reading.formats.readers import read_bytes
from youju.reading.metadata.describing import describe
from youju.reading.sections.splitting import split_sections
from youju.types import Document, Figure, Gap

REPORTS = sorted((Path(__file__).parent / "data" / "reports").glob("*.txt"))
BLANK = "〔数字缺失〕"


def read(path: Path) -> tuple[str, tuple[Figure, ...], tuple[Gap, ...]]:
    raw = read_bytes(path.read_bytes(), path.name)
    cleaned = clean(raw.text)
    facts = describe(cleaned.text, raw, path.name, cleaned.complete)
    document = Document(facts=facts, text=cleaned.text, edits=cleaned.edits)
    sections = split_sections(facts.doc_id, cleaned.text)
    return cleaned.text, find_figures(document, sections), find_gaps(document, sections)


def stated(path: Path) -> tuple[list[list[str]], list[list[str]]]:
    lines = path.with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [row for row in rows if len(row) > 2], [row for row in rows if len(row) == 2]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_document_gives_the_figures_that_it_states(path):
    text, figures, _ = read(path)
    wanted, _ = stated(path)
    assert [f.value for f in figures] == [Decimal(value) for _, value, *_ in wanted]
    for figure, (quote, *_) in zip(figures, wanted, strict=True):
        assert quote[:2] in text[figure.start : figure.end]
    told = [(f.kind, f.place or "-", f.period) for f in figures]
    expected = [(kind, place, period) for *_, kind, place, period in wanted]
    for ours, theirs in zip(zip(*told, strict=True), zip(*expected, strict=True), strict=True):
        right = sum(a == b for a, b in zip(ours, theirs, strict=True))
        assert right >= 0.92 * len(theirs), [
            (a, b) for a, b in zip(ours, theirs, strict=True) if a != b
        ]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_document_gives_the_gaps_that_it_has(path):
    text, _, gaps = read(path)
    _, wanted = stated(path)
    found = [(text[g.start : g.end + 4].removeprefix(BLANK), g.how) for g in gaps]
    assert len(found) == len(wanted) == (0 if BLANK not in text else len(wanted))
    for (words, how), (quote, kind) in zip(found, wanted, strict=True):
        assert how == kind
        assert words.startswith(quote[:4].removeprefix("*") if how == "blanked" else quote[:4])
