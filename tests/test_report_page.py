"""The report as one page: nothing is fetched, nothing runs that was not ours, each case opens."""

import re
from html.parser import HTMLParser

from test_evaluation import GOOD, Scripted, case, says

from youju.evaluation.comparing import compare
from youju.evaluation.html import as_html
from youju.evaluation.records import EvaluationReport, as_baseline, report_json, report_of
from youju.evaluation.runner import run

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


class Outside(HTMLParser):
    """Notes everything that a browser would fetch, and every handler that would run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            fetched = name in ("src", "href", "action", "data", "poster", "srcset")
            if name.startswith("on") or (fetched and not (value or "").startswith("#")):
                self.found.append(f"{tag} {name}={value}")


def report(**answers: str) -> EvaluationReport:
    told = {name: says(text, "全市托位5200个。") for name, text in answers.items()}
    return run(Scripted(good=GOOD, **told), [case("good"), *(case(name) for name in told)])


def test_nothing_comes_from_outside() -> None:
    found = report(wrong="有6000个。")
    page = as_html(found, compare(found, found), found)
    outside = Outside()
    outside.feed(page)
    assert outside.found == []
    assert not re.search(r"url\(|@import", page)


def test_what_is_measured_is_text_and_never_markup() -> None:
    subject = Scripted(evil=says(EVIL), good=GOOD)
    asked = case("good").model_copy(update={"id": EVIL, "question": EVIL + "good"})
    subject._answers[EVIL + "good"] = GOOD
    page = as_html(run(subject, [case("evil"), asked]))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "alert(1)" in page  # it is shown


def test_the_worst_come_first_and_each_says_what_was_expected() -> None:
    page = as_html(report(wrong="有6000个。"))
    assert page.index("有6000个") < page.index("有5200个。")
    assert "5200个" in page[: page.index("有5200个。")]


def test_a_case_tells_its_difference_to_the_baseline() -> None:
    before, after = report(asked="有5200个。"), report(asked="有6000个。")
    page = as_html(after, compare(after, before), before)
    assert "由对变错" in page
    assert re.search(r"<del>[^<]*5200", page)
    assert re.search(r"<ins>[^<]*6000", page)


def test_a_failure_is_apart_and_no_zero() -> None:
    page = as_html(run(Scripted(bad=ValueError("boom"), good=GOOD), [case("bad"), case("good")]))
    assert "ValueError: boom" in page
    assert "运行失败 1" in page


def test_a_baseline_is_small_and_can_be_shown_and_compared() -> None:
    found = report(wrong="有6000个。")
    bare = report_of(report_json(as_baseline(found)))
    assert all(not result.answer["passages"] for result in bare.results)
    assert not compare(found, bare).regressed
    assert as_html(bare, compare(bare, found), found)
