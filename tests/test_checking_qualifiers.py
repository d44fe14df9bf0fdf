"""The words around a figure are those that its source has around that very figure."""

import pytest
from sourced import source

from youju.answering.checking.basis import Basis
from youju.answering.checking.qualifiers import check_qualifiers
from youju.answering.sources import SourceSentence
from youju.types import Check

REPORT = source("全市公办机构13家，民办机构83家，医疗床位达到2.4万张，使用率提高3.2个百分点。")


def found(sentence: str, *cited: SourceSentence) -> list[Check]:
    return list(check_qualifiers(sentence, Basis(cited=cited or (REPORT,), marker=2)))


@pytest.mark.parametrize(
    ("sentence", "figure", "word"),
    [
        ("全市公办机构83家。", "83家", "公办"),  # said of another figure
        ("养老床位达到2.4万张。", "2.4万张", "养老"),
        ("使用率下降3.2个百分点。", "3.2个百分点", "下降"),
        ("医疗床位增加2.4万张。", "2.4万张", "增加"),
        ("民办机构13家，公办机构13家。", "13家", "民办"),
    ],
)
def test_a_word_that_the_source_does_not_say_of_the_figure_fails(
    sentence: str, figure: str, word: str
) -> None:
    (check,) = found(sentence)
    assert (check.rule, check.verdict, check.citation) == ("indicator", "fail", 2)
    assert check.text == figure
    assert f"“{word}”" in check.note


@pytest.mark.parametrize(
    "sentence",
    [
        "全市公办机构13家，民办机构83家。",
        "医疗床位24000张。",  # the same number, written out
        "医疗病床数达到2.4万张。",  # a short name for the same
        "使用率提高3.2个百分点。",
        "全市养老床位500张。",  # a figure of no source: for another check
        "全市养老床位充足。",
    ],
)
def test_the_sources_own_words_pass_and_so_does_what_is_no_figure_of_it(sentence: str) -> None:
    assert found(sentence) == []


def test_one_of_the_cited_sources_is_enough() -> None:
    other = source("全市养老床位达到2.4万张。", doc_id="d2")
    assert found("养老床位达到2.4万张。", REPORT, other) == []


def test_a_heading_says_what_its_figures_are_of() -> None:
    sentence = "养老床位达到2.4万张。"
    assert found(sentence, source("床位达到2.4万张。", ("（二）养老服务",))) == []
    assert found(sentence, source("床位达到2.4万张。", ("（二）医疗服务",))) != []
