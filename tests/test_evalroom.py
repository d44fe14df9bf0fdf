"""Suites over a real assistant: drafts are measured too, reports kept and shown, cases added."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_assistant import silent

from youju.assistant import Assistant, build_assistant
from youju.errors import BadInput, BadSuite, EndpointFailed
from youju.evalroom import OWN_SUITE, EvalRoom, expected_of
from youju.evaluation.report import as_table
from youju.evaluation.runner import Plan
from youju.evaluation.suites import EvidenceQuote, QACase, load_suites
from youju.settings import load_settings

REPORT = """---
title: 清河市2023年卫生健康工作总结
place: 清河市
period: "2023"
kind: 总结
---
# 清河市2023年卫生健康工作总结

一、托育服务

全市建成托育机构18家，可供托位1450个。

二、中医药

新建中医馆9个。
"""
QUOTE = "全市建成托育机构18家，可供托位1450个"
FACT = QACase(
    id="fact-1",
    type="fact",
    question="清河市2023年有多少托位？",
    answer_keys=("1450个",),
    evidence=(EvidenceQuote(source="总结.md", quote=QUOTE),),
)
DRAFT = QACase(
    id="draft-1",
    type="draft",
    question="起草清河市2023年托育服务一段，100字",
    answer_keys=("18家", "1450个"),
    evidence=(EvidenceQuote(source="总结.md", quote=QUOTE),),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("library")
    (folder / "总结.md").write_text(REPORT, encoding="utf-8")
    settings = load_settings(data_dir=folder / "data", llm="none", knowledge=Path("none"))
    assistant = build_assistant(settings)
    assistant.ingest([folder / "总结.md"])
    silent(assistant)
    yield assistant
    assistant.close()


def test_questions_and_drafts_are_measured_alike(library: Assistant) -> None:
    report = EvalRoom(library).run([FACT, DRAFT], Plan(mode="quoted"))
    assert not report.failures
    assert not report.left_out
    fact, draft = report.results
    assert fact.scores["right"] == draft.scores["right"] == 1.0
    assert draft.scores["citation_recall"] == 1.0
    assert draft.answer["passages"]


def test_a_draft_of_what_is_not_held_is_a_refusal(library: Assistant) -> None:
    case = QACase(
        id="draft-2",
        type="draft",
        question="起草清河市2023年核电应急一段，100字",
        expect_refusal=True,
    )
    (result,) = EvalRoom(library).run([case], Plan(mode="quoted")).results
    assert result.scores["refusal_right"] == 1.0


def test_a_kept_report_is_shown_against_another(library: Assistant) -> None:
    room = EvalRoom(library)
    first = room.keep(room.run([FACT], Plan(mode="quoted")))
    page, comparison = room.shown(first, first)
    assert comparison is not None
    assert not comparison.regressed
    assert "清河市2023年有多少托位？" in page
    assert "https://" not in page.replace("http://www.w3.org/2000/svg", "")
    assert first in room.reports()


def test_a_stopped_run_says_what_is_left(library: Assistant) -> None:
    report = EvalRoom(library).run([FACT, DRAFT], Plan(mode="quoted", stopped=lambda: True))
    assert report.pending == ("fact-1", "draft-1")
    assert not report.results


def test_a_bad_answer_becomes_a_case_of_the_offices_suite(library: Assistant) -> None:
    room = EvalRoom(library)
    case = room.add_case("清河市新建几个中医馆？", "9个", "总结.md", "新建中医馆9个")
    other = room.add_case("清河市有几架直升机？", "拒答", "", "")
    path = library.settings.data_dir / "evaluation" / OWN_SUITE
    assert load_suites([path]) == (case, other)
    assert other.expect_refusal
    assert path in room.suites()
    with pytest.raises(BadSuite):
        room.add_case("清河市新建几个中医馆？", "10个", "总结.md", "新建中医馆10个")
    with pytest.raises(BadInput, match="出处"):
        room.add_case("清河市新建几个中医馆？", "9个", "", "")
    assert load_suites([path]) == (case, other)


def test_a_search_alone_finds_and_says_nothing(library: Assistant) -> None:
    report = EvalRoom(library).run([FACT, DRAFT], Plan(mode="retrieval"))
    (result,) = report.results
    assert report.left_out == ("draft-1",)
    assert result.scores["success@1"] == 1.0
    assert result.right
    assert "right" not in result.scores
    assert as_table(report)


def test_what_answers_the_complaint_is_among_the_candidates(library: Assistant) -> None:
    room = EvalRoom(library)
    found = room.candidates(library.ask("清河市2023年有多少托位？"))
    assert found[0].quote.startswith(QUOTE)
    assert expected_of(found[0].quote) == "18家、1450个"


def test_a_run_with_a_model_that_cannot_be_had_says_so(library: Assistant) -> None:
    settings = library.settings.model_copy(update={"llm": "http://127.0.0.1:9/v1"})
    other = build_assistant(settings)
    room = EvalRoom(other)
    assert room.models() == ()
    with pytest.raises(EndpointFailed):
        room.run([FACT], Plan(), "another")
    other.close()
