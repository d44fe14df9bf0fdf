"""Rankings take turns, and what was said already waits."""

from builders import passage

from youju.retrieval.diversity import in_turns
from youju.types import Passage

BEDS = "全市新增床位八百张。"
NURSES = "护士比上年多了一百人。"


def texts(*rankings: list[Passage], limit: int = 6) -> list[str]:
    return [p.chunk.text for p in in_turns(rankings, limit)]


def one(text: str, doc_id: str = "d1", place: str = "甲市") -> Passage:
    return passage(text, doc_id=doc_id, place=place)


def test_each_ranking_gives_its_best_before_any_gives_its_second() -> None:
    beds = [one("床一。", "a"), one("床二。", "b"), one("床三。", "c")]
    nurses = [one("护一。", "d"), one("护二。", "e")]
    assert texts(beds, nurses) == ["床一。", "护一。", "床二。", "护二。", "床三。"]
    assert texts(beds, nurses, limit=3) == ["床一。", "护一。", "床二。"]


def test_a_ranking_whose_best_was_shown_gives_its_next() -> None:
    shared = one(BEDS, "a")
    assert texts([shared, one("床二。", "b")], [shared, one(NURSES, "c")]) == [
        BEDS,
        NURSES,
        "床二。",
    ]


def test_ranks_are_counted_anew() -> None:
    ranked = in_turns([[one(BEDS, "a")], [one(NURSES, "b")]], 6)
    assert [p.rank for p in ranked] == [1, 2]


def test_the_same_sentences_in_another_version_come_last() -> None:
    first = one(BEDS + NURSES, "a")
    version = one(f"{NURSES}\n{BEDS}", "b")
    assert texts([first, version, one("献血三千人次。", "c")]) == [
        first.chunk.text,
        "献血三千人次。",
        version.chunk.text,
    ]
    assert len(texts([first, version], limit=1)) == 1


def test_another_figure_is_another_sentence() -> None:
    other = one("全市新增床位九百张。", "b")
    assert texts([one(BEDS, "a"), other, one(NURSES, "c")])[1] == other.chunk.text


def test_another_place_may_say_the_same() -> None:
    other = one(BEDS, "b", place="乙市")
    assert texts([one(BEDS, "a"), other, one(NURSES, "c")])[1:] == [BEDS, NURSES]


def test_no_rankings_give_no_passages() -> None:
    assert texts() == []
    assert texts([], []) == []
