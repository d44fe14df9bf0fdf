"""Noise goes, by its class; text stays, letter by letter; every change is told."""

import pytest
from controls import CONTROLS
from raws import NOISY

from youju.reading.cleaning.passes import clean


@pytest.mark.parametrize("text", CONTROLS.values(), ids=CONTROLS)
def test_a_clean_document_passes_unchanged(text):
    for raw in (text, text.rstrip()):
        result = clean(raw)
        assert result.edits == ()
        assert result.text == raw
        assert result.complete


@pytest.mark.parametrize("raw", NOISY)
def test_cleaning_twice_changes_nothing_more(raw):
    once = clean(raw)
    again = clean(once.text)
    assert again.text == once.text
    assert again.complete == once.complete


@pytest.mark.parametrize(
    "raw",
    [
        "全市新增床位120张,增长4.4%;开展巡查(民营医院)。" * 12_000,
        " " * 300_000,
        "(" * 300_000,
        "??" * 150_000,
        '"' * 300_000,
        "…" * 300_000,
        "• 标题\n" * 60_000,
        "快3官网\n" * 60_000,
        "《" * 300_000,
        "!豆珗蟆凤@" * 40_000,
        "全市坚持预防为主深化改革完善体系\n" * 60_000,
        "\n" * 300_000,
    ],
    ids=[
        *("text", "blanks", "brackets", "marks", "quotes", "dots", "bullets"),
        *("spam", "titles", "shifted", "wrapped", "lines"),
    ],
)
@pytest.mark.timeout(120)  # what is not linear here takes hours
def test_a_long_text_comes_to_an_end(raw):
    result = clean(raw)
    changed = sum(len(edit.after) - len(edit.before) for edit in result.edits)
    assert len(result.text) == len(raw) + changed
