"""Measures, by hand-worked examples."""

import pytest

from youju.evaluation.metrics import (
    citation_scores,
    forbidden_held,
    keys_held,
    mean,
    overlap,
    retrieval_scores,
)


def test_recall_is_no_success() -> None:
    scores = retrieval_scores(["a", "x", "b", "y", "z", "c"], {"b", "c"})
    assert scores == {"recall@5": 0.5, "success@5": 1.0, "mrr": pytest.approx(1 / 3)}


def test_nothing_found_is_zero_and_nothing_relevant_is_an_error() -> None:
    assert retrieval_scores(["x"], {"a"}) == {"recall@5": 0.0, "success@5": 0.0, "mrr": 0.0}
    assert retrieval_scores([], {"a"})["mrr"] == 0.0
    with pytest.raises(ValueError, match="undefined"):
        retrieval_scores(["x"], set())


def test_a_key_may_have_alternatives_and_other_widths() -> None:
    assert keys_held(
        "提高到４.３ 个，新增1～2项。", ["4.3个", "1-2项|1～2项", "310"]
    ) == pytest.approx(2 / 3)
    assert keys_held("任何答案", []) == 1.0


def test_what_is_forbidden_is_counted() -> None:
    assert forbidden_held("有163家。", ["163家", "85%"]) == 1


def test_spans_overlap_only_in_one_document() -> None:
    assert overlap(("d", 0, 5), ("d", 4, 9))
    assert not overlap(("d", 0, 5), ("d", 5, 9))
    assert not overlap(("d", 0, 5), ("e", 0, 5))


def test_citations() -> None:
    cited = [("d", 0, 5), ("d", 90, 95)]
    evidence = [("d", 2, 4), ("e", 0, 9)]
    both = citation_scores(cited, evidence, any_suffices=False)
    assert both == {"citation_precision": 0.5, "citation_recall": 0.5}
    assert citation_scores(cited, evidence, any_suffices=True)["citation_recall"] == 1.0
    none = citation_scores([], evidence, any_suffices=True)
    assert none == {"citation_precision": 0.0, "citation_recall": 0.0}


def test_a_mean_leaves_out_what_has_no_score() -> None:
    assert mean([{"a": 1.0}, {}, {"a": 0.0}], "a") == 0.5
    assert mean([{}], "a") is None
