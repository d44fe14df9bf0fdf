"""Variants by rule: the same question in other clothes, read as of the same place and year."""

import re
from collections.abc import Sequence
from datetime import date

import pytest

from youju.evaluation.suites import Message, QACase
from youju.evaluation.variants import KINDS, variants, with_variants
from youju.retrieval.folding import folded
from youju.retrieval.mistyped import mistyped_places
from youju.retrieval.query import Holdings, analyse
from youju.types import Query, Turn

PLACES = ("娄底市", "黄石市", "盐城市大丰区")
TODAY = date(2026, 5, 1)
CASE = QACase(
    id="c1",
    type="trap",
    question="娄底市2022年有多少张床位？",
    answer_keys=("10张",),
    must_not=("20张",),
)


def made(
    question: str = CASE.question, places: Sequence[str] = PLACES, **about: object
) -> dict[str, QACase]:
    case = CASE.model_copy(update={"question": question, **about})
    return {one.id.split("~")[1]: one for one in variants(case, places, TODAY)}


def read(case: QACase) -> Query:
    """The case as the chain reads it: a name that can mean but one place is read as that one."""
    holdings = Holdings(places=PLACES)
    history = tuple(Turn(role=m.role, content=m.content) for m in case.history)
    query = analyse(case.question, history, holdings)
    if len(query.suggestions) == 1 and not query.places:
        return analyse(query.suggestions[0], (), holdings)
    return query


def numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+(?:\.\d+)?", text))


def test_every_kind_is_made_and_expects_what_its_parent_does() -> None:
    found = made()
    assert tuple(found) == KINDS
    kept = {"id", "parent", "question", "history"}
    for one in found.values():
        assert one.parent == CASE.id
        assert one.model_dump(exclude=kept) == CASE.model_dump(exclude=kept)
        assert one.question != CASE.question


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "question", [CASE.question, "黄石市2024年要建几家托育机构？", "大丰区2023年有多少名护士？"]
)
def test_a_variant_is_read_as_of_the_same_place_and_year(kind: str, question: str) -> None:
    parent, varied = read(CASE.model_copy(update={"question": question})), made(question)[kind]
    assert (read(varied).places, read(varied).periods) == (parent.places, parent.periods)


@pytest.mark.parametrize("kind", KINDS)
def test_no_number_is_added_or_lost_but_the_year_that_is_put_in_words(kind: str) -> None:
    question = "黄石市2024年要给60岁以上的3.5万人体检，完成了多少？"
    lost = ["2024"] if kind == "relative" else []
    assert numbers(made(question)[kind].question + "，".join(lost)) == numbers(question)


def test_the_same_variants_are_made_every_time() -> None:
    assert made() == made()


# --- traditional ---


def test_traditional_characters_fold_back_into_the_question() -> None:
    found = made()["traditional"]
    assert found.question == "婁底市2022年有多少張床位？"
    assert folded(found.question) == CASE.question


# --- typo ---


@pytest.mark.parametrize("place", ["娄底市", "黄石市", "大丰区", "株洲市", "西宁市", "丽水市"])
def test_a_mistyped_place_is_told_apart_as_that_one(place: str) -> None:
    places = (*(known for known in PLACES if not known.endswith(place)), place)
    question = f"{place}2022年有多少张床位？"
    varied = made(question, places)["typo"].question
    assert place not in varied
    assert sum(one != other for one, other in zip(question, varied, strict=True)) in (1, 2)
    ((written, meant),) = mistyped_places(varied, places)
    assert varied.replace(written, meant) == question


def test_a_place_that_is_not_held_or_has_a_twin_or_a_mask_is_not_mistyped() -> None:
    assert "typo" not in made("沈阳市2022年有多少张床位？")
    assert "typo" not in made("X市2022年有多少张床位？", ("X市", "娄底市"))
    assert "typo" not in made("长沙市2022年有多少张床位？", ("长沙市", "长沙县"))


# --- abbreviated ---


def test_a_place_without_its_rank() -> None:
    assert made()["abbreviated"].question == "娄底2022年有多少张床位？"
    inner = made("盐城市大丰区2022年有多少张床位？")["abbreviated"]
    assert inner.question == "盐城市大丰2022年有多少张床位？"
    twice = made("娄底市的床位比娄底市的护士多吗？")["abbreviated"]
    assert twice.question == "娄底的床位比娄底的护士多吗？"


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("长沙市有多少张床位？", ("长沙市", "长沙县")),  # 长沙 is both
        ("荣县有多少张床位？", ("荣县",)),  # 荣 is no name
        ("X市有多少张床位？", ("X市",)),
        ("娄底有多少张床位？", PLACES),  # bare as it is
        ("娄底市级公立医院有几家？", PLACES),  # no 娄底级
        ("娄底市场监管局罚了多少钱？", PLACES),
    ],
)
def test_where_the_rank_has_to_stay(question: str, places: Sequence[str]) -> None:
    assert "abbreviated" not in made(question, places)


# --- relative ---


@pytest.mark.parametrize(
    ("year", "word"), [(2026, "今年"), (2025, "去年"), (2024, "前年"), (2027, "明年")]
)
def test_a_year_as_seen_from_today(year: int, word: str) -> None:
    found = made(f"娄底市{year}年有多少张床位？")["relative"]
    assert found.question == f"娄底市{word}有多少张床位？"
    assert found.history[0] == Message(role="user", content="现在是2026年5月。")
    assert read(found).periods == (str(year),)


def test_an_older_year_is_seen_from_a_date_of_its_time() -> None:
    words = set()
    for number in range(12):
        found = made(id=f"c{number}")["relative"]
        assert read(found).periods == ("2022",)
        words.add(found.question.removeprefix("娄底市")[:2])
    assert words == {"今年", "去年", "前年"}


@pytest.mark.parametrize(
    "question",
    [
        "娄底市有多少张床位？",
        "娄底市2021年和2022年各有多少张床位？",
        "娄底市2022年比上年多了多少张床位？",  # 上年 would be the year itself
        "娄底市今年比2022年多了多少张床位？",
        "娄底市2030年要有多少张床位？",  # said from a day to come
        "娄底市2022年度表彰了谁？",  # no 去年度
        "娄底市2022有多少张床位？",
    ],
)
def test_where_a_year_stays_a_number(question: str) -> None:
    assert "relative" not in made(question)


def test_what_leans_on_a_conversation_gets_no_other_one() -> None:
    history = (Message(role="user", content="娄底市有多少张床位？"),)
    found = made("2022年的呢？", type="followup", history=history)
    assert "relative" not in found
    assert all(one.history == history for one in found.values())


# --- polite ---


def test_courtesies_stand_around_the_question_and_differ_by_case() -> None:
    polite = {made(id=f"c{number}")["polite"].question for number in range(12)}
    assert len(polite) == 3
    assert all(CASE.question in one for one in polite)


def test_who_is_polite_already_only_thanks() -> None:
    assert made("请问娄底市有多少张床位")["polite"].question == "请问娄底市有多少张床位，谢谢！"
    assert "polite" not in made("娄底市有多少张床位？谢谢")


# --- suites ---


def test_variants_of_variants_and_of_drafts_are_none() -> None:
    assert not made(parent="c0")
    assert not made(type="draft")


def test_a_suite_is_followed_by_its_variants_once() -> None:
    once = with_variants([CASE], PLACES, TODAY)
    assert once[0] == CASE
    assert len(once) == len({one.id for one in once}) == 1 + len(KINDS)
    assert with_variants(once, PLACES, TODAY) == once
