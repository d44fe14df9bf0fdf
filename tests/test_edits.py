"""Every change is told, and can be replayed."""

import pytest
from raws import BODY, NOISY, TITLE

from youju.reading.cleaning import clean


@pytest.mark.parametrize("raw", NOISY)
def test_edits_are_spans_of_the_raw_text_that_replay_to_the_clean_one(raw):
    result = clean(raw)
    replayed, here = "", 0
    for edit in result.edits:
        assert raw[edit.start : edit.end] == edit.before
        assert edit.start >= here
        replayed += raw[here : edit.start] + edit.after
        here = edit.end
    assert (replayed + raw[here:]).strip() == result.text


def test_a_drop_swallows_the_repairs_inside_it():
    edits = clean(f"{TITLE}\n{BODY}\n上一篇:某地,会议").edits
    assert [(edit.op, edit.before) for edit in edits] == [("drop", "上一篇:某地,会议")]
