"""Clauses of a sentence, and sentences that only link others."""

import pytest

from youju.answering.clauses import clause_at, clauses, is_connective


def test_a_sentence_falls_into_clauses_at_its_marks_but_not_inside_a_number() -> None:
    assert clauses("全年接诊1,200人次，其中急诊3：7；平稳。") == (
        "全年接诊1,200人次",
        "其中急诊3",
        "7",
        "平稳",
    )
    assert clauses("，。") == ()


def test_a_clause_is_found_by_a_place_in_it() -> None:
    text = "床位80张，比上年多5张。"
    assert clause_at(text, text.index("5张")) == "比上年多5张"
    assert clause_at(text, text.index("，")) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "具体如下：",
        "综上，",
        "娄底市2022年主要做法如下：",
        "根据资料，具体情况如下：",
        "总的来看，",
    ],
)
def test_what_only_links_needs_no_citation(sentence: str) -> None:
    assert is_connective(sentence)


@pytest.mark.parametrize(
    "sentence", ["新建卫生院。", "主要包括3个方面：", "总的来看，成绩显著。", "情况好转。"]
)
def test_what_states_something_is_no_link(sentence: str) -> None:
    assert not is_connective(sentence)
