"""Measures, by hand-worked examples, and against the libraries that define them."""

import math
import random

import ir_measures
import pytest
import sacrebleu
from ir_measures import RR, R, Success, nDCG

from youju.evaluation.metrics import (
    DEPTHS,
    chrf,
    citation_scores,
    errors_of,
    figure_support,
    forbidden_held,
    keys_held,
    mean,
    numbers_exact,
    overlap,
    percentile,
    refusal_scores,
    retrieval_scores,
)
from youju.types import Check, Verdict

CASES = 1000
SIGNS = "全市新增普惠托位个每千人口有三岁以下婴幼儿1234567890.%，。"


def check(rule: str, verdict: Verdict) -> Check:
    return Check(rule=rule, verdict=verdict, text="", note="", citation=1)


# Retrieval


def test_recall_is_no_success() -> None:
    scores = retrieval_scores(["a", "x", "b", "y", "z", "c"], {"b", "c"})
    assert (scores["recall@5"], scores["success@5"]) == (0.5, 1.0)
    assert scores["mrr"] == pytest.approx(1 / 3)
    assert (scores["recall@2"], scores["success@2"], scores["recall@10"]) == (0.0, 0.0, 1.0)


def test_ndcg_discounts_by_the_logarithm_of_the_rank() -> None:
    best = 1 + 1 / math.log2(3)
    scores = retrieval_scores(["x", "b", "a"], {"a", "b"})
    assert scores["ndcg@5"] == pytest.approx((1 / math.log2(3) + 1 / 2) / best)


def test_nothing_found_is_zero_and_nothing_relevant_is_an_error() -> None:
    assert set(retrieval_scores(["x"], {"a"}).values()) == {0.0}
    assert set(retrieval_scores([], {"a"}).values()) == {0.0}
    with pytest.raises(ValueError, match="undefined"):
        retrieval_scores(["x"], set())


def test_what_is_ranked_twice_counts_at_its_first_place() -> None:
    assert retrieval_scores(["a", "x", "y", "a"], {"a"})["mrr"] == 1.0


def test_retrieval_agrees_with_ir_measures_on_random_rankings() -> None:
    """All questions in one run there, one by one here: a mix-up of order or of k would show."""
    chance = random.Random(1)
    pool = [f"d{n}" for n in range(30)]
    rankings = {f"q{n}": chance.sample(pool, chance.randint(0, 20)) for n in range(CASES)}
    truths = {name: set(chance.sample(pool, chance.randint(1, 6))) for name in rankings}
    qrels = [ir_measures.Qrel(name, doc, 1) for name, docs in truths.items() for doc in docs]
    run = [
        ir_measures.ScoredDoc(name, doc, 1 / (place + 1))
        for name, docs in rankings.items()
        for place, doc in enumerate(docs)
    ]
    kinds = ((R, "recall"), (Success, "success"), (nDCG, "ndcg"))
    names = {kind @ k: f"{name}@{k}" for kind, name in kinds for k in DEPTHS} | {RR: "mrr"}
    theirs = {
        (one.query_id, names[one.measure]): one.value
        for one in ir_measures.iter_calc(list(names), qrels, run)
    }
    assert len(theirs) == CASES * len(names)
    for query, ranked in rankings.items():
        for name, value in retrieval_scores(ranked, truths[query]).items():
            assert value == pytest.approx(theirs[query, name]), (query, name)


def test_recall_and_rank_are_what_their_definitions_say_on_random_rankings() -> None:
    chance = random.Random(2)
    for _ in range(CASES):
        ranked = chance.sample(range(20), chance.randint(1, 15))
        relevant = set(chance.sample(range(20), chance.randint(1, 5)))
        scores = retrieval_scores([str(r) for r in ranked], {str(r) for r in relevant})
        first = next((n for n, r in enumerate(ranked, 1) if r in relevant), math.inf)
        assert scores["mrr"] == pytest.approx(1 / first)
        for k in DEPTHS:
            assert scores[f"recall@{k}"] == pytest.approx(
                len(relevant & set(ranked[:k])) / len(relevant)
            )
            assert scores[f"success@{k}"] == float(first <= k)


# Words


def test_a_key_may_have_alternatives_and_other_widths() -> None:
    assert keys_held(
        "提高到４.３ 个，新增1～2项。", ["4.3个", "1-2项|1～2项", "310"]
    ) == pytest.approx(2 / 3)
    assert keys_held("任何答案", []) == 1.0


@pytest.mark.parametrize(
    ("answer", "key", "held"),
    [
        ("新增1200个。", "200个", 0.0),
        ("新增1，200个。", "200个", 0.0),
        ("新增1,200个。", "1200个", 1.0),
        ("占4.35%。", "4.3", 0.0),
        ("占4.3%。", "4.3", 1.0),
        ("占14.3%。", "4.3", 0.0),
        ("见2023。5个县", "5个", 1.0),
        ("为10、20个。", "20个", 1.0),
        ("有5个，共20人", "20人", 1.0),
        ("新增5200个", "新增5", 0.0),
    ],
)
def test_a_key_is_no_part_of_another_number(answer: str, key: str, held: float) -> None:
    assert keys_held(answer, [key]) == held


def test_what_is_forbidden_is_counted() -> None:
    assert forbidden_held("有163家。", ["163家", "85%"]) == 1
    assert forbidden_held("有1163家。", ["163家", " "]) == 0


def test_numbers_are_equal_by_value_and_unit() -> None:
    assert numbers_exact("采集约1500公斤。", ["1.5吨"]) == 1.0
    assert numbers_exact("有147人、13家。", ["147名", "14家"]) == 0.5
    assert numbers_exact("增幅4.9%。", ["4.88%"]) == 0.0
    assert numbers_exact("有13家。", ["12家|13家", "联席会议"]) == 1.0
    with pytest.raises(ValueError, match="undefined"):
        numbers_exact("有13家。", ["联席会议"])


def test_chrf_by_hand() -> None:
    """甲乙 of 甲乙丙: one-grams 2/2 and 2/3, two-grams 1/1 and 1/2; no longer n-gram has both."""
    precision, recall = 1.0, (2 / 3 + 1 / 2) / 2
    assert chrf("甲乙[1]", "甲 乙 丙") == pytest.approx(
        5 * precision * recall / (4 * precision + recall), abs=1e-3
    )
    assert chrf("托位5200个。", "托位5200个。") == pytest.approx(1.0)
    assert chrf("", "托位") == 0.0
    with pytest.raises(ValueError, match="undefined"):
        chrf("托位", " ")


def test_chrf_agrees_with_sacrebleu_on_random_texts() -> None:
    chance = random.Random(3)

    def text() -> str:
        return "".join(chance.choices(SIGNS, k=chance.randint(1, 60)))

    for _ in range(CASES):
        answer, reference = text(), text()
        theirs = sacrebleu.sentence_chrf(answer, [reference]).score
        assert chrf(answer, reference) * 100 == pytest.approx(theirs)


# Citations and checks


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


def test_a_figure_in_another_sentence_or_unit_is_not_supported() -> None:
    verdicts = [("figure", "pass"), ("figure", "warn"), ("unit", "fail"), ("gap", "fail")]
    checks = [check(rule, verdict) for rule, verdict in verdicts]  # type: ignore[arg-type]
    assert figure_support([*checks, check("place", "pass")]) == 0.25
    with pytest.raises(ValueError, match="undefined"):
        figure_support([check("trust", "warn")])


def test_errors_are_counted_by_rule_and_a_warning_is_none() -> None:
    checks = [check("place", "fail"), check("place", "warn"), check("period", "fail")]
    assert (errors_of(checks, "place"), errors_of(checks, "period")) == (1, 1)


# Over many cases


def test_refusals() -> None:
    asked_and_refused = [(True, True), (True, False), (False, True), (False, False), (True, True)]
    scores = refusal_scores(asked_and_refused)
    assert scores["refusal_precision"] == pytest.approx(2 / 3)
    assert scores["refusal_recall"] == pytest.approx(2 / 3)
    assert scores["refusal_f1"] == pytest.approx(2 / 3)


def test_what_is_undefined_of_refusals_is_left_out() -> None:
    assert refusal_scores([(False, False)]) == {}
    assert refusal_scores([(True, False)]) == {"refusal_recall": 0.0, "refusal_f1": 0.0}
    assert refusal_scores([(False, True)]) == {"refusal_precision": 0.0, "refusal_f1": 0.0}


def test_a_percentile_is_one_of_the_values() -> None:
    hundred = list(range(100, 0, -1))
    assert [percentile(hundred, p) for p in (50, 95, 99, 100)] == [50, 95, 99, 100]
    assert percentile([3.0, 1.0], 50) == 1.0
    assert percentile([3.0, 1.0], 51) == 3.0
    assert percentile([7.0], 95) == 7.0
    for percent in (0, 101):
        with pytest.raises(ValueError, match="percentage"):
            percentile([1.0], percent)


def test_a_mean_leaves_out_what_has_no_score() -> None:
    assert mean([{"a": 1.0}, {}, {"a": 0.0}], "a") == 0.5
    assert mean([{}], "a") is None
