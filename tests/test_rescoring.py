"""A reranker may fail or stall: the ranking stands, and why is told."""

from collections.abc import Sequence
from threading import Event

from youju.errors import EndpointFailed
from youju.retrieval.rescoring import Rescoring

TEXTS = ["床位一百张", "护士"]


def lengths(question: str, texts: Sequence[str]) -> Sequence[float]:
    return [float(len(text)) for text in texts]


def test_scores_come_in_the_order_of_the_texts() -> None:
    rescoring = Rescoring(lambda: lengths, patience_s=5)
    assert rescoring.scores("问", TEXTS) == [5.0, 2.0]
    assert rescoring.notice == ""


def test_without_a_reranker_nothing_is_said() -> None:
    rescoring = Rescoring(lambda: None, patience_s=5)
    assert rescoring.scores("问", TEXTS) is None
    assert rescoring.notice == ""


def test_nothing_is_asked_about_no_texts() -> None:
    assert Rescoring(lambda: lengths, patience_s=5).scores("问", []) is None


def test_a_failure_is_told_and_the_reranker_rests() -> None:
    asked = []

    def fails(question: str, texts: Sequence[str]) -> Sequence[float]:
        asked.append(question)
        raise EndpointFailed("重排接口连不上。")

    rescoring = Rescoring(lambda: fails, patience_s=5)
    assert rescoring.scores("一", TEXTS) is None
    assert rescoring.notice == "重排接口连不上，先用原来的排序。"
    assert rescoring.scores("二", TEXTS) is None
    assert asked == ["一"]


def test_a_stall_is_not_waited_for() -> None:
    freed = Event()

    def stalls(question: str, texts: Sequence[str]) -> Sequence[float]:
        freed.wait()
        return [0.0] * len(texts)

    rescoring = Rescoring(lambda: stalls, patience_s=0.05)
    try:
        assert rescoring.scores("问", TEXTS) is None
        assert "没有排完" in rescoring.notice
    finally:
        freed.set()


def test_scores_of_another_number_are_no_scores() -> None:
    def breaks(question: str, texts: Sequence[str]) -> Sequence[float]:
        return [1.0]  # one score too few

    rescoring = Rescoring(lambda: breaks, patience_s=5)
    assert rescoring.scores("问", TEXTS) is None
    assert "个数不对" in rescoring.notice
