"""Sentence to citation, by code."""

from collections.abc import Iterable, Sequence

import pytest
from builders import passage

from youju.answering.citing import (
    Citations,
    Support,
    answer_sentences,
    bare_clauses,
    strip_markers,
    support,
    supporters,
    with_markers,
)
from youju.answering.sources import sentences_of
from youju.types import Sentence

SPEECH = passage(
    "全市开展托育服务的机构有100家。托位共5200个，每千人口4.1个。全年采血422.8万毫升。",
    headings=("一、2023年工作回顾",),
)
OTHER = passage("医疗床位当年新增1232张，比上年多4.4%。", rank=2, doc_id="d2", place="乙市")


def evenly(terms: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(terms, 1.0)


def unknown(text: str, sentences: Sequence[str]) -> None:
    """No embedding model: words and figures alone."""


def supports(sentence: str) -> list[str]:
    return [s.text for s in supporters(sentence, sentences_of([SPEECH, OTHER]), evenly, unknown)]


def test_a_sentence_is_supported_by_the_sentence_with_its_words_and_figures() -> None:
    assert supports("甲市2023年有托位5200个。") == ["托位共5200个，每千人口4.1个。"]
    assert supports("乙市新增床位1232张。") == ["医疗床位当年新增1232张，比上年多4.4%。"]


def test_two_sentences_are_cited_when_the_figures_need_both() -> None:
    found = supports("甲市开展托育服务的机构有100家，托位共5200个。")
    assert set(found) == {"全市开展托育服务的机构有100家。", "托位共5200个，每千人口4.1个。"}


@pytest.mark.parametrize("sentence", ["今天天气晴朗适合出行。", "医生建议多喝热水早睡早起。", "。"])
def test_what_no_source_says_is_never_cited_by_force(sentence: str) -> None:
    assert supports(sentence) == []


def test_every_source_sentence_is_a_span_of_its_document() -> None:
    for source in sentences_of([SPEECH]):
        assert SPEECH.chunk.text[source.start : source.end] == source.text


@pytest.mark.parametrize(
    "text",
    ["有5200个[1]。", "有5200个【1】。", "有5200个[1][2]。", "有5200个[1, 2]。", "有5200个（1）。"],
)
def test_a_models_own_markers_are_taken_out(text: str) -> None:
    assert strip_markers(text) == "有5200个。"


def test_brackets_that_are_no_markers_stay() -> None:
    text = "包括县（区）和街道（乡镇）、《通知》（2023年）。"
    assert strip_markers(text) == text


def test_list_signs_are_no_part_of_a_sentence() -> None:
    assert answer_sentences("1. 一家。\n- 两家。\n**三家**。") == ["一家。", "两家。", "三家。"]


def test_markers_count_sources_in_the_order_of_first_use() -> None:
    citations = Citations()
    first, second, *_ = sentences_of([SPEECH])
    assert [citations.cite(s) for s in (second, first, second)] == [1, 2, 1]
    quotes = [c.quote for c in citations.all()]
    assert quotes == [second.text, first.text]
    assert with_markers([Sentence(text="甲。", citations=(2, 1))]) == "甲。[2][1]"


def judged(sentence: str) -> Support:
    return support(sentence, sentences_of([SPEECH, OTHER]), evenly, unknown)


def test_two_sentences_without_figures_are_cited_for_one_that_says_both() -> None:
    told = passage(
        "中医馆已经在所有乡镇实现了全面覆盖。公立医院薪酬制度改革稳步推进。家庭医生签约服务有序开展。"
    )
    sources = sentences_of([told])
    both = "中医馆在所有乡镇全面覆盖，公立医院薪酬制度改革稳步推进。"
    found = supporters(both, sources, evenly, unknown)
    assert {s.text for s in found} == {
        "中医馆已经在所有乡镇实现了全面覆盖。",
        "公立医院薪酬制度改革稳步推进。",
    }


def test_no_citation_is_added_that_adds_nothing() -> None:
    twice = passage("托位共5200个，每千人口4.1个。托位5200个。")
    found = supporters("托位共5200个，每千人口4.1个。", sentences_of([twice]), evenly, unknown)
    assert [s.text for s in found] == ["托位共5200个，每千人口4.1个。"]


def test_a_clause_that_nothing_bears_out_makes_it_support_in_part() -> None:
    added = judged("托位共5200个，居全省第一。")
    assert added.verdict == "part"
    assert bare_clauses("托位共5200个，居全省第一。", added.citations, evenly) == ("居全省第一",)
    assert judged("托位共5200个。").verdict == "whole"
    assert judged("医生建议多喝热水早睡早起。").verdict == "none"


def test_a_sentence_that_only_links_needs_no_citation() -> None:
    assert judged("具体情况如下：") == Support(citations=(), verdict="needless")


def test_another_place_or_year_is_never_cited() -> None:
    assert supports("黄石市医疗床位当年新增1232张。") == []
    assert supports("2021年托位共5200个。") == []


def test_what_is_of_another_place_is_not_cited_beside() -> None:
    here = passage("全市新增医疗床位1232张。", place="娄底市", doc_id="d1")
    there = passage("每万居民拥有全科医生5.1名，居全省第一。", place="黄石市", doc_id="d2")
    told = "全市新增医疗床位1232张，居全省第一。"
    found = supporters(told, sentences_of([here, there]), evenly, unknown)
    assert [s.passage.facts.doc_id for s in found] == ["d1"]
