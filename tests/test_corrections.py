"""What a person states of a document stands, and is checked."""

import pytest
from builders import facts

from youju.errors import BadInput
from youju.reading.corrections import corrected


def test_what_a_person_states_is_inferred_no_longer() -> None:
    better = corrected(facts(inferred=("place", "period")), {"place": "乙市", "speaker": ""})
    assert (better.place, better.speaker, better.inferred) == ("乙市", None, ("period",))


@pytest.mark.parametrize(
    "stated",
    [
        {"text": "假"},
        {"doc_id": "x"},
        {"trust": "sure"},
        {"title": ""},
        {"period": "去年"},
        {"period": "2023-24"},
        {"period": "2023-2021"},
        {"place": "长" * 201},
        {"published": "2024年4月"},
        {"published": "2024-02-30"},
        {"place": "甲市", "complete": "true"},
    ],
)
def test_only_what_can_be_is_stated(stated: dict[str, str]) -> None:
    with pytest.raises(BadInput) as caught:
        corrected(facts(), stated)
    assert caught.value.remedy


@pytest.mark.parametrize("period", ["2023", "2023-2024", ""])
def test_a_period_is_years(period: str) -> None:
    assert corrected(facts(), {"period": period}).period == (period or None)
