"""Texts cut into pieces: nothing is lost, and a figure is found only where it stands as one."""

import pytest
from fakes import answer_to

from youju.types import Check
from youju.web.marking import Piece, pieces, with_markers


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


def test_of_faults_that_overlap_the_first_stands() -> None:
    assert faults("新增床位800张。", fault("床位800张", "warn"), fault("800张")) == ["床位800张"]


def test_what_passed_or_has_no_text_marks_nothing() -> None:
    assert faults("800张。", fault("800张", "pass"), fault("")) == []


def test_a_cell_is_written_with_its_markers() -> None:
    assert with_markers("800张", (2, 3)) == "800张[2][3]"
    assert with_markers("", ()) == ""
