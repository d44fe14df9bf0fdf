"""A run: scores by hand-worked cases, failures apart, stopped and taken up again, side by side."""

import threading
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from builders import facts, passage, reading

from youju.errors import BadSuite
from youju.evaluation.records import EvaluationReport
from youju.evaluation.runner import Plan, run, time_left
from youju.evaluation.suites import EvidenceQuote, QACase
from youju.retrieval.query import analyse
from youju.types import Answer, Check, Chunk, Citation, Document, DocumentFacts, History, Timings

TEXT = "全市托位5200个。\n采集血液11.83吨。"
ONE = reading(TEXT, "d1")


class Scripted:
    """Answers from a table; obeys the interface of what is measured, and tells what was asked."""

    def __init__(self, **answers: Answer | BaseException) -> None:
        self._answers = answers
        self.asked: list[str] = []
        self.place = "甲市"

    def ask(self, question: str, history: History = (), *, quote_only: bool = False) -> Answer:
        self.asked.append(question)
        answer = self._answers[question]
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def documents(self) -> Sequence[DocumentFacts]:
        return (replace(ONE.document.facts, place=self.place),)

    def document(self, doc_id: str) -> Document:
        return ONE.document

    def chunks(self, doc_id: str) -> Sequence[Chunk]:
        return ONE.chunks


class Drafting(Scripted):
    """The same, for what can draft."""

    def draft(self, request: str) -> Answer:
        return says("草稿写有5200个。", "全市托位5200个。")


def says(text: str, *cited: str, refused: bool = False, checks: tuple[Check, ...] = ()) -> Answer:
    citations = tuple(
        Citation(marker=n, doc_id="d1", start=TEXT.index(q), end=TEXT.index(q) + len(q), quote=q)
        for n, q in enumerate(cited, start=1)
    )
    return Answer(
        question="", query=analyse(""), text=text, sentences=(), table=None,
        citations=citations, refused=refused, mode="quoted", notice="", checks=checks,
        passages=(passage(ONE.chunks[0].text),),
        timings=Timings(evidence_ms=1, first_token_ms=None, total_ms=2), fingerprint="f",
    )  # fmt: skip


def case(question: str, **more: object) -> QACase:
    evidence = (EvidenceQuote(source="d1.md", quote="托位5200个"),)
    values = {"id": question, "type": "fact", "question": question, "evidence": evidence}
    return QACase.model_validate({**values, "answer_keys": ("5200个",), **more})


GOOD = says("有5200个。", "全市托位5200个。")


def failed(report: EvaluationReport) -> dict[str, str]:
    return {failure.case.id: failure.error for failure in report.failures}


# Scores


def test_right_needs_every_key_and_nothing_forbidden() -> None:
    subject = Scripted(
        good=GOOD,
        wrong=says("有6000个。", "采集血液11.83吨。"),
        both=says("有5200个，另一说6000个。", "全市托位5200个。"),
        shy=says("没有写明。", refused=True),
    )
    cases = [case("good"), case("wrong"), case("both", must_not=("6000",)), case("shy")]
    scores = {r.case.id: r.scores for r in run(subject, cases).results}
    assert [scores[c.id]["right"] for c in cases] == [1.0, 0.0, 0.0, 0.0]
    assert [scores[c.id]["numbers"] for c in cases] == [1.0, 0.0, 1.0, 0.0]
    assert scores["good"]["citation_precision"] == 1.0
    assert scores["wrong"]["citation_recall"] == 0.0
    assert scores["good"]["recall@5"] == 1.0
    assert scores["shy"]["refusal_right"] == 0.0
    assert scores["good"]["chrf"] > scores["wrong"]["chrf"] > scores["shy"]["chrf"] == 0.0


def test_a_refusal_that_is_asked_for_is_right() -> None:
    subject = Scripted(gone=says("没有写明。", refused=True))
    asked = case("gone", type="unanswerable", expect_refusal=True, answer_keys=(), evidence=())
    scores = run(subject, [asked]).results[0].scores
    assert scores["right"] == 1.0
    assert not {"keys", "numbers", "chrf", "citation_recall", "mrr"} & scores.keys()


def test_where_each_evidence_is_needed_half_of_it_is_half() -> None:
    both = tuple(EvidenceQuote(source="d1.md", quote=q) for q in ("托位5200个", "血液11.83吨"))
    cases = [case("good", evidence=both), case("many", evidence=both, type="multi")]
    subject = Scripted(good=GOOD, many=GOOD)
    recalls = [r.scores["citation_recall"] for r in run(subject, cases).results]
    assert recalls == [1.0, 0.5]


def test_the_checks_of_an_answer_are_scored() -> None:
    checks = tuple(
        Check(rule=rule, verdict=verdict, text="", note="", citation=1)  # type: ignore[arg-type]
        for rule, verdict in (("figure", "pass"), ("figure", "fail"), ("place", "fail"))
    )
    subject = Scripted(told=says("有5200个。", checks=checks), good=GOOD)
    told, good = (r.scores for r in run(subject, [case("told"), case("good")]).results)
    assert (told["figure_support"], told["place_errors"], told["period_errors"]) == (0.5, 1.0, 0.0)
    assert "figure_support" not in good


# Failures


def test_a_crash_is_a_failure_and_no_zero() -> None:
    subject = Scripted(bad=RuntimeError("broke"), good=GOOD)
    report = run(subject, [case("bad"), case("good")])
    assert failed(report) == {"bad": "RuntimeError: broke"}
    assert [r.case.id for r in report.results] == ["good"]


def test_evidence_that_is_nowhere_stops_the_run_before_it_begins() -> None:
    lost = (EvidenceQuote(source="d1.md", quote="并无此句"),)
    subject = Scripted(good=GOOD)
    with pytest.raises(BadSuite, match="并无此句"):
        run(subject, [case("good"), case("a", evidence=lost)])
    assert subject.asked == []


# Interruptions


def test_what_is_finished_is_not_asked_again(tmp_path: Path) -> None:
    cases = [case("one"), case("bad"), case("two")]
    first = Scripted(one=GOOD, bad=RuntimeError("broke"), two=KeyboardInterrupt())
    plan = Plan(fingerprint="f", journal=tmp_path)
    with pytest.raises(KeyboardInterrupt):
        run(first, cases, plan)
    second = Scripted(bad=GOOD, two=GOOD)
    report = run(second, cases, plan)
    assert sorted(second.asked) == ["bad", "two"]
    whole = run(Scripted(one=GOOD, bad=GOOD, two=GOOD), cases)
    assert [asdict(r) for r in report.results] == [asdict(r) for r in whole.results]
    assert list(tmp_path.iterdir()) == []


def test_a_line_that_was_cut_off_is_asked_again(tmp_path: Path) -> None:
    cases = [case("one"), case("two"), case("three")]
    plan = Plan(journal=tmp_path)
    with pytest.raises(KeyboardInterrupt):
        run(Scripted(one=GOOD, two=GOOD, three=KeyboardInterrupt()), cases, plan)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-20])
    again = Scripted(two=GOOD, three=KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        run(again, cases, plan)
    assert again.asked == ["two", "three"]
    last = Scripted(three=GOOD)
    assert len(run(last, cases, plan).results) == 3


@pytest.mark.parametrize("change", ["fingerprint", "mode", "suite", "library"])
def test_nothing_is_taken_over_from_another_run(tmp_path: Path, change: str) -> None:
    def stop() -> bool:
        return bool(first.asked)

    first = Scripted(one=GOOD, two=GOOD)
    cases = [case("one"), case("two")]
    report = run(first, cases, Plan(fingerprint="f", journal=tmp_path, stopped=stop))
    assert report.pending == ("two",)
    second = Scripted(one=GOOD, two=GOOD)
    second.place = "乙市" if change == "library" else second.place
    if change == "suite":
        cases = [case("one", must_not=("6000",)), case("two")]
    plan = Plan(
        fingerprint="g" if change == "fingerprint" else "f",
        mode="quoted" if change == "mode" else "generated",
        journal=tmp_path,
    )
    assert run(second, cases, plan).pending == ()
    assert second.asked == ["one", "two"]


def test_a_stopped_run_says_what_is_left() -> None:
    subject = Scripted(one=GOOD, two=GOOD)
    report = run(subject, [case("one"), case("two")], Plan(stopped=lambda: True))
    assert (report.results, report.pending, subject.asked) == ((), ("one", "two"), [])


# Several at a time, progress, drafts


def test_cases_run_side_by_side_and_stand_in_their_order() -> None:
    """Each waits until all three are being asked: one after the other this would never end."""
    together = threading.Barrier(3, timeout=30)

    class Waiting(Scripted):
        def ask(self, question: str, history: History = (), *, quote_only: bool = False) -> Answer:
            together.wait()
            return GOOD

    cases = [case(name) for name in ("one", "two", "three")]
    report = run(Waiting(), cases, Plan(workers=3))
    assert [r.case.id for r in report.results] == ["one", "two", "three"]


def test_progress_counts_to_the_end() -> None:
    seen: list[tuple[int, int]] = []
    plan = Plan(progress=lambda done, total, text: seen.append((done, total)))
    run(Scripted(one=GOOD, two=RuntimeError()), [case("one"), case("two")], plan)
    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_time_left() -> None:
    assert time_left(0, 10, 5.0) == ""
    assert time_left(10, 10, 5.0) == ""
    assert time_left(2, 10, 5.0) == "还需约20秒"
    assert time_left(1, 10, 10.0) == "还需约1分30秒"


def test_the_same_is_the_same_and_where_files_lie_does_not_matter() -> None:
    subject = Scripted(one=GOOD)
    elsewhere = Scripted(one=GOOD)
    elsewhere.documents = lambda: (facts("d1", place="甲市", addresses=("/other/d1.md",)),)  # type: ignore[method-assign]
    first, second = run(subject, [case("one")]), run(elsewhere, [case("one")])
    assert first.identity == second.identity
    assert first.results == second.results


def test_drafts_go_to_what_can_draft_and_are_left_out_elsewhere() -> None:
    asked = QACase.model_construct(**{**dict(case("写一段")), "type": "draft"})
    report = run(Scripted(), [asked])
    assert (report.left_out, report.pending, report.failures) == (("写一段",), (), ())
    subject = Drafting()
    assert run(subject, [asked]).results[0].scores["keys"] == 1.0
    assert subject.asked == []
