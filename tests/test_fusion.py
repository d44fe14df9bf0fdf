"""Two searches' scores become one."""

from youju.retrieval.fusion import min_max, mixed


def test_mixing_adds_weighted_min_max_scores() -> None:
    scores = mixed({"dense": [("a", 0.9), ("b", 0.5)], "lexical": [("b", 8.0), ("c", 2.0)]}, 0.25)
    assert scores == {"a": 0.25, "b": 0.75, "c": 0.0}


def test_a_search_that_is_alone_counts_whole() -> None:
    assert mixed({"lexical": [("a", 3.0)]}, 0.25) == {"a": 1.0}


def test_stretching_keeps_order_and_ends() -> None:
    assert min_max([("a", -4.0), ("b", 4.0), ("c", 0.0)]) == [("a", 0.0), ("b", 1.0), ("c", 0.5)]
    assert min_max([("a", 2.0), ("b", 2.0)]) == [("a", 1.0), ("b", 1.0)]
    assert min_max([]) == []
