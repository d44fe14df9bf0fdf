"""Every change is told, can be replayed, and leads back to the raw text."""

import random

import pytest
from raws import BODY, NOISY, TITLE

from youju.reading.cleaning.edits import clean_spans, raw_span
from youju.reading.cleaning.passes import clean

_SCRAPS = [
    *(
        "同志们:\n",
        "全市新增床位120张,",
        "增长3.2%;",
        "\u3000\u3000",
        "\r\n\r\n\r\n",
        "(一)抓基层",
        "。",
    ),
    *("重點(diǎn)??平ㄔO(shè)", "衛(wèi)生", "&nbsp;", "<br/>", "\u200b", "?!?", "责任编辑:张三\n"),
    *(
        "总投资亿元,占地面积亩,",
        "*县、*区",
        "X市",
        "上一篇:某地会议\n",
        "  • 某市推进会讲话\n",
        "\n",
    ),
    *(
        "(未完,全文共4027字,当前只显示2237字)",
        "2023-04-22 10:17:04\n",
        "“好”",
        '"',
        "・",
        "47 3124739",
    ),
]


def _noisy_texts() -> list[str]:
    dice = random.Random(7)
    return ["".join(dice.choices(_SCRAPS, k=dice.randint(1, 60))) for _ in range(150)]


@pytest.mark.parametrize("raws", [NOISY, _noisy_texts()], ids=["written", "random"])
def test_edits_are_spans_of_the_raw_text_that_replay_to_the_clean_one(raws):
    for raw in raws:
        result = clean(raw)
        replayed, here = "", 0
        for edit in result.edits:
            assert raw[edit.start : edit.end] == edit.before
            assert edit.before != edit.after or edit.op == "flag"
            assert edit.start >= here
            replayed += raw[here : edit.start] + edit.after
            here = edit.end
        assert replayed + raw[here:] == result.text


@pytest.mark.parametrize("raws", [NOISY, _noisy_texts()], ids=["written", "random"])
def test_each_edit_has_its_place_in_the_clean_text(raws):
    for raw in raws:
        result = clean(raw)
        spans = clean_spans(result.edits)
        assert [result.text[a:b] for a, b in spans] == [edit.after for edit in result.edits]


@pytest.mark.parametrize("raws", [NOISY, _noisy_texts()], ids=["written", "random"])
def test_every_character_leads_back_to_its_own_or_to_the_edit_that_made_it(raws):
    for raw in raws:
        result = clean(raw)
        made = {i for a, b in clean_spans(result.edits) for i in range(a, b)}
        before = (0, 0)
        for i, char in enumerate(result.text):
            start, end = raw_span(result.edits, i, i + 1)
            assert 0 <= start < end <= len(raw)
            assert (start, end) >= before
            before = (start, end)
            if i not in made:
                assert raw[start:end] == char
        whole = raw_span(result.edits, 0, len(result.text))
        assert whole[0] <= whole[1] <= len(raw)


def test_a_span_leads_back_to_all_that_it_was_made_from():
    raw = "\n重點(diǎn)??平ㄔO(shè)加快,床位增加。"
    result = clean(raw)
    assert result.text == "重点专科建设加快，床位增加。"
    start, end = raw_span(result.edits, 2, 6)
    assert raw[start:end] == "??平ㄔO"
    start, end = raw_span(result.edits, 6, 9)
    assert raw[start:end] == "加快,"
    assert raw_span(result.edits, 0, 0) == (1, 1)
    assert raw_span((), 3, 7) == (3, 7)


def test_a_drop_swallows_the_repairs_inside_it():
    edits = clean(f"{TITLE}\n{BODY}\n上一篇:某地,会议").edits
    assert [edit.before for edit in edits if edit.op == "drop"] == ["上一篇:某地,会议"]
    assert all(edit.reason == "空白" for edit in edits if edit.op != "drop")
