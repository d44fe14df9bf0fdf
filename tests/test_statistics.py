"""Intervals and paired comparison: reproducible, as wide as they should be, cases named."""

import random

import pytest

from youju.evaluation.statistics import interval, paired


def test_the_same_values_give_the_same_interval() -> None:
    values = [1.0, 0.0, 1.0, 1.0, 0.5] * 8
    assert interval(values) == interval(list(values))
    assert interval(values).mean == pytest.approx(0.7)


def test_an_interval_is_as_wide_as_theory_says() -> None:
    """For 400 yes-or-no cases at a half: 1.96 · sqrt(0.25 / 400) = 0.049 to either side."""
    found = interval([0.0, 1.0] * 200)
    assert found.low == pytest.approx(0.451, abs=0.006)
    assert found.high == pytest.approx(0.549, abs=0.006)


def test_the_truth_lies_in_most_intervals() -> None:
    chance = random.Random(5)
    hits = 0
    for _ in range(200):
        found = interval([float(chance.random() < 0.7) for _ in range(80)])
        hits += found.low <= 0.7 <= found.high
    assert 180 <= hits <= 199


def test_variants_of_one_question_are_drawn_together() -> None:
    """Ten questions of nine like cases each tell no more than ten cases do."""
    values = [float(n % 2) for n in range(10)]
    alone = interval(values)
    repeated = [value for value in values for _ in range(9)]
    families = [str(n) for n in range(10) for _ in range(9)]
    together = interval(repeated, families)
    assert together.high - together.low == pytest.approx(alone.high - alone.low, abs=0.02)
    apart = interval(repeated)
    assert apart.high - apart.low < (together.high - together.low) / 2


def test_equal_values_are_a_point_and_none_are_an_error() -> None:
    assert (interval([1.0] * 9).low, interval([1.0] * 9).high) == (1.0, 1.0)
    with pytest.raises(ValueError, match="values"):
        interval([])


def test_a_pair_counts_and_names_what_changed() -> None:
    before = {"a": 1.0, "b": 0.0, "c": 0.5, "gone": 1.0}
    after = {"b": 1.0, "a": 0.0, "c": 0.1 + 0.4, "new": 1.0}
    found = paired(before, after)
    assert (found.shared, found.up, found.down) == (3, ("b",), ("a",))
    assert found.before == found.after == pytest.approx(0.5)
    assert found.difference.low < 0 < found.difference.high


def test_pairing_sees_what_unpaired_intervals_do_not() -> None:
    """Six of 120 fall: the intervals of the means overlap, that of the difference is below 0."""
    before = {str(n): float(n % 2) for n in range(120)}
    after = before | {str(n): 0.0 for n in (1, 21, 41, 61, 81, 101)}
    found = paired(before, after)
    assert found.difference.high < 0
    assert interval(list(after.values())).high > interval(list(before.values())).low
    assert len(found.down) == 6
    assert found.up == ()


def test_one_case_of_many_is_no_difference_beyond_chance() -> None:
    before = {str(n): 1.0 for n in range(60)}
    assert paired(before, before | {"7": 0.0}).difference.high == 0.0


def test_runs_without_a_common_case_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="common"):
        paired({"a": 1.0}, {"b": 1.0})
