"""A run: scores by hand-worked cases, failures apart, evidence that must be in the library."""

from collections.abc import Sequence

import pytest
from builders import passage, reading

from youju.errors import BadSuite
from youju.evaluation import report
from youju.evaluation.runner import run
from youju.evaluation.suites import EvidenceQuote, QACase
from youju.retrieval.query import analyse
from youju.types import Answer, Chunk, Citation, Document, DocumentFacts, History, Timings

TEXT = "全市托位5200个。\n采集血液11.83吨。"
ONE = reading(TEXT, "d1")


class Scripted:
    """Answers from a table; obeys the interface of what is measured."""

    def __init__(self, **answers: Answer | Exception) -> None:
        self._answers = answers

    def ask(self, question: str, history: History = (), *, quote_only: bool = False) -> Answer:
        answer = self._answers[question]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def documents(self) -> Sequence[DocumentFacts]:
        return (ONE.document.facts,)

    def document(self, doc_id: str) -> Document:
        return ONE.document

    def chunks(self, doc_id: str) -> Sequence[Chunk]:
        return ONE.chunks


def says(text: str, *cited: str, refused: bool = False) -> Answer:
    citations = tuple(
        Citation(marker=n, doc_id="d1", start=TEXT.index(q), end=TEXT.index(q) + len(q), quote=q)
        for n, q in enumerate(cited, start=1)
    )
    return Answer(
        question="", query=analyse(""), text=text, sentences=(), table=None,
        citations=citations, refused=refused, mode="quoted", notice="", checks=(),
        passages=(passage(ONE.chunks[0].text),),
        timings=Timings(evidence_ms=1, first_token_ms=None, total_ms=2), fingerprint="f",
    )  # fmt: skip


def case(question: str, **more: object) -> QACase:
    evidence = (EvidenceQuote(source="d1.md", quote="托位5200个"),)
    values = {"id": question, "type": "fact", "question": question, "evidence": evidence}
    return QACase.model_validate({**values, "answer_keys": ("5200个",), **more})


def test_right_needs_every_key_and_nothing_forbidden() -> None:
    subject = Scripted(
        good=says("有5200个。", "全市托位5200个。"),
        wrong=says("有6000个。", "采集血液11.83吨。"),
        both=says("有5200个，另一说6000个。", "全市托位5200个。"),
        shy=says("没有写明。", refused=True),
    )
    cases = [case("good"), case("wrong"), case("both", must_not=("6000",)), case("shy")]
    scores = {r.case.id: r.scores for r in run(subject, cases).results}
    assert [scores[c.id]["right"] for c in cases] == [1.0, 0.0, 0.0, 0.0]
    assert scores["good"]["citation_precision"] == 1.0
    assert scores["wrong"]["citation_recall"] == 0.0
    assert scores["good"]["recall@5"] == 1.0
    assert scores["shy"]["refusal_right"] == 0.0


def test_a_refusal_that_is_asked_for_is_right() -> None:
    subject = Scripted(gone=says("没有写明。", refused=True))
    asked = case("gone", type="unanswerable", expect_refusal=True, answer_keys=(), evidence=())
    assert run(subject, [asked]).results[0].scores["right"] == 1.0


def test_a_crash_is_a_failure_and_no_zero() -> None:
    subject = Scripted(bad=RuntimeError("broke"), good=says("5200个", "全市托位5200个。"))
    outcome = run(subject, [case("bad"), case("good")])
    assert [failure.case.id for failure in outcome.failures] == ["bad"]
    row = report.as_json(outcome)
    assert row["failures"][0]["error"] == "RuntimeError: broke"
    assert row["groups"][-1]["right"] == 1.0
    assert "运行失败 1 题" in report.as_table(outcome)


def test_evidence_that_is_nowhere_stops_the_run_before_it_begins() -> None:
    lost = (EvidenceQuote(source="d1.md", quote="并无此句"),)
    with pytest.raises(BadSuite, match="并无此句"):
        run(Scripted(), [case("a", evidence=lost)])
