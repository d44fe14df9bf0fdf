"""Variants by rule: the same question in other clothes, read as of the same place and year."""

from datetime import date

import pytest

from youju.evaluation.suites import QACase
from youju.evaluation.variants import KINDS, variants, with_variants
from youju.retrieval.query import Holdings, analyse

PLACES = ("娄底市", "黄石市", "盐城市大丰区")
TODAY = date(2026, 5, 1)
CASE = QACase(id="c1", type="fact", question="娄底市2022年有多少张床位？", answer_keys=("10张",))


def made(case: QACase = CASE) -> dict[str, QACase]:
    return {one.id.split("~")[1]: one for one in variants(case, PLACES, TODAY)}


def test_every_kind_is_made_and_expects_what_its_parent_does() -> None:
    found = made()
    assert set(found) == set(KINDS)
    for one in found.values():
        assert one.parent == CASE.id
        assert one.answer_keys == CASE.answer_keys
        assert one.question != CASE.question
    assert found["traditional"].question == "婁底市2022年有多少張床位？"
    assert found["abbreviated"].question == "娄底2022年有多少张床位？"


@pytest.mark.parametrize("kind", KINDS)
def test_a_variant_is_read_as_of_the_same_place_and_year(kind: str) -> None:
    holdings = Holdings(places=PLACES)
    parent, query = (analyse(c.question, (), holdings) for c in (CASE, made()[kind]))
    if query.suggestions and not query.places:
        query = analyse(query.suggestions[0], (), holdings)
    assert (query.places, query.periods) == (parent.places, parent.periods)


def test_what_a_rule_does_not_fit_has_no_variant() -> None:
    plain = CASE.model_copy(update={"question": "县域内就诊率是多少？"})
    assert set(made(plain)) <= {"traditional", "polite"}
    two_years = CASE.model_copy(update={"question": "娄底2021年和2022年各有多少张床位？"})
    assert "relative" not in made(two_years)


def test_variants_of_variants_and_of_drafts_are_none() -> None:
    assert not variants(CASE.model_copy(update={"parent": "c0"}), PLACES, TODAY)
    assert not variants(CASE.model_copy(update={"type": "draft"}), PLACES, TODAY)


def test_a_suite_is_followed_by_its_variants_once() -> None:
    once = with_variants([CASE], PLACES, TODAY)
    assert once[0] == CASE
    assert len(once) == len({one.id for one in once}) == 1 + len(KINDS)
    assert with_variants(once, PLACES, TODAY) == once
