"""Full-text search, on a real SQLite FTS5."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import reading

from youju.changes import put_reading, remove_document
from youju.retrieval.lexical import LexicalIndex, Weights, match_expression
from youju.store import Store, open_store

WEIGHTS = Weights(title=2.0, document_share=0.5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def index_of(store: Store, weights: Weights = WEIGHTS, **texts: str) -> LexicalIndex:
    index = LexicalIndex(store, weights)
    for doc_id, text in texts.items():
        one = reading(text, doc_id, title=f"{doc_id}的报告")
        with store.writing() as connection:
            put_reading(connection, one)
            index.add(connection, one)
    return index


def test_the_chunk_that_holds_the_words_comes_first(store: Store) -> None:
    index = index_of(store, d1="全市托位达到5200个。\n采血量422.8万毫升。", d2="新增床位1232张。")
    found = index.search("采血量是多少？", 5)
    assert found[0][0].startswith("d1:")
    assert "采血" in store.chunks_by_id([found[0][0]])[found[0][0]][0].text
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_words_that_only_ask_are_not_looked_for() -> None:
    asked = match_expression("请问全市托位一共有多少个呢？")
    assert "多少" not in asked
    assert "请问" not in asked
    assert '"托位"' in asked


@pytest.mark.parametrize("text", ["", "？？？", '" OR 1=1 --', "AND NOT *", "a" * 3000, "多少"])
def test_any_text_is_a_harmless_query(store: Store, text: str) -> None:
    index = index_of(store, d1="全市托位达到5200个。")
    index.search(text, 5)


def test_a_match_in_the_title_counts(store: Store) -> None:
    index = index_of(store, 托育="今年有新的进展。", 采血="今年有新的进展。")
    assert index.search("托育进展", 5)[0][0].startswith("托育:")


def test_the_parent_document_lifts_its_chunks(store: Store) -> None:
    texts = {"d1": "床位新增。\n托育托育托育工作。", "d2": "床位新增。\n道路清扫工作很多。"}
    lifted = dict(
        index_of(store, Weights(title=1, document_share=0.5), **texts).search("床位托育", 9)
    )
    beds = {key: score for key, score in lifted.items() if key.endswith(":0-5")}
    assert beds["d1:0-5"] > beds["d2:0-5"]


def test_a_search_can_be_kept_to_some_documents(store: Store) -> None:
    index = index_of(store, d1="托位5200个。", d2="托位808个。")
    assert {i.split(":")[0] for i, _ in index.search("托位", 5, {"d2"})} == {"d2"}
    assert index.search("托位", 5, set()) == []


def test_a_removed_document_is_not_found(store: Store) -> None:
    index = index_of(store, d1="托位5200个。")
    with store.writing() as connection:
        index.remove(connection, "d1")
        remove_document(connection, "d1")
    assert index.search("托位", 5) == []
    rarity = index.rarity(["托位", "未见"])
    assert rarity["托位"] == rarity["未见"]  # both in no chunk: equally rare


def test_a_rare_term_weighs_more_than_a_common_one(store: Store) -> None:
    index = index_of(store, d1="全市托位。\n全市床位。\n全市采血。")
    rarity = index.rarity(["全市", "托位", "火星"])
    assert 0 < rarity["全市"] < rarity["托位"] < rarity["火星"]


def test_traditional_and_simplified_characters_are_one(store: Store) -> None:
    index = index_of(store, d1="護理員經過統一培訓。", d2="护理员经过统一培训。", d3="采血。")
    assert {i.split(":")[0] for i, _ in index.search("护理员培训", 5)} == {"d1", "d2"}
    first, second = (score for _, score in index.search("护理员培训", 5))
    assert first == pytest.approx(second)


def test_documents_of_no_known_place_are_found_by_the_places_they_name(store: Store) -> None:
    index = LexicalIndex(store, WEIGHTS)
    texts = {
        "a": ("石家莊的通知。", None),
        "b": ("石家庄的报告。", "石家庄市"),
        "c": ("庄家的石头。", None),
    }
    for doc_id, (text, place) in texts.items():
        one = reading(text, doc_id, place=place)
        with store.writing() as connection:
            put_reading(connection, one)
            index.add(connection, one)
    assert index.placeless_naming("石家庄") == {"a"}
    assert index.placeless_naming("") == set()
    assert index.placeless_naming('"') == set()
