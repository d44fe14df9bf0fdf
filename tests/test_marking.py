"""Texts cut into pieces: nothing is lost, and a figure is found only where it stands as one."""

import pytest
from fakes import answer_to

from youju.types import Check
from youju.web.marking import Piece, pieces, shown_faults, with_markers


def fault(text: str, verdict: str = "fail") -> Check:
    return Check(rule="figure", verdict=verdict, text=text, note="", citation=None)  # type: ignore[arg-type]


def faults(text: str, *checks: Check) -> list[str]:
    return [piece.text for piece in pieces(text, (), checks) if piece.check]


@pytest.mark.parametrize("question", ["问", "摘录", "核对", "天气", "对比"])
def test_the_pieces_are_the_text(question: str) -> None:
    answer = answer_to(question)
    cut = list(pieces(answer.text, answer.citations, answer.checks))
    assert "".join(piece.text for piece in cut) == answer.text
    assert all(piece.text for piece in cut)


def test_a_marker_is_a_piece_only_where_it_points_at_something() -> None:
    citations = answer_to("问").citations[:2]
    cut = list(pieces("甲【2】，乙[9]。", citations, ()))
    assert cut == [
        Piece(text="甲"),
        Piece(text="[2]", citation=citations[1]),
        Piece(text="，乙[9]。"),
    ]


def test_a_figure_is_not_found_within_another() -> None:
    assert faults("2012年12家，112家，12家以上，0.12家", fault("12家")) == ["12家", "12家"]
    assert faults("12.5张，125张，12张", fault("12")) == ["12"]


def test_a_wrong_figure_shows_within_a_doubtful_sentence() -> None:
    text = "2024年新增床位800张，投资12亿元。"
    sentence, figure = fault(text, "warn"), fault("800张")
    for checks in ((sentence, figure), (figure, sentence)):
        cut = list(pieces(text, (), checks))
        assert [(p.text, p.check and p.check.verdict, p.is_last) for p in cut] == [
            ("2024年新增床位", "warn", False),
            ("800张", "fail", True),
            ("，投资12亿元。", "warn", True),
        ]


def test_of_equal_faults_within_each_other_both_show() -> None:
    assert faults("新增床位800张。", fault("800张"), fault("床位800张。")) == [
        "床位",
        "800张",
        "。",
    ]


def test_faults_are_told_once_and_in_few_words() -> None:
    long = fault("字" * 100, "warn")
    told = shown_faults([long, fault("800张"), long, fault("12亿元", "pass")])
    assert [check.text for check in told] == ["字" * 40 + "…", "800张"]


def test_what_passed_or_has_no_text_marks_nothing() -> None:
    assert faults("800张。", fault("800张", "pass"), fault("")) == []


def test_a_cell_is_written_with_its_markers() -> None:
    assert with_markers("800张", (2, 3)) == "800张[2][3]"
    assert with_markers("", ()) == ""
