"""What a question needs passages for."""

from dataclasses import replace

from youju.retrieval.needs import Documents, Need, needs_of
from youju.types import Query

HELD = {"甲山市": frozenset({"a"}), "乙水市": frozenset({"b"})}


def of_place(place: str) -> Documents:
    return HELD.get(place, frozenset())


def asked(text: str, *places: str, years: tuple[str, ...] = (), **more: object) -> Query:
    query = Query(
        text=text,
        standalone=text,
        places=places,
        periods=years,
        wants_figure=False,
        history_used=False,
    )
    return replace(query, **more)  # type: ignore[arg-type]


def frames(needs: tuple[Need, ...]) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(need.place, need.years) for need in needs]


def test_a_plain_question_is_one_need_in_all_documents() -> None:
    (need,) = needs_of(asked("床位多少"), of_place)
    assert (need.text, need.words, need.documents, need.years) == ("床位多少", "床位多少", None, ())


def test_the_words_are_looked_for_without_the_place_whose_documents_they_are() -> None:
    (need,) = needs_of(asked("甲山市床位多少", "甲山市"), of_place)
    assert need.documents == {"a"}
    assert "甲山" not in need.words
    assert need.text == "甲山市床位多少"


def test_a_place_that_no_document_is_about_restricts_nothing() -> None:
    (need,) = needs_of(asked("丙石市床位多少", "丙石市"), of_place)
    assert need.documents is None
    assert "丙石" in need.words


def test_every_place_with_every_year() -> None:
    query = asked("甲山市和乙水市2022年与2023年床位", "甲山市", "乙水市", years=("2022", "2023"))
    assert frames(needs_of(query, of_place)) == [
        ("甲山市", ("2022",)),
        ("乙水市", ("2022",)),
        ("甲山市", ("2023",)),
        ("乙水市", ("2023",)),
    ]


def test_a_part_is_looked_for_where_and_when_it_says() -> None:
    parts = ("甲山2022年床位是多少？", "乙水市2023年床位是多少？")
    query = asked(
        "甲山2022年和乙水市2023年床位各多少",
        "甲山市",
        "乙水市",
        years=("2022", "2023"),
        parts=parts,
    )
    needs = needs_of(query, of_place)
    assert frames(needs[-2:]) == [("甲山市", ("2022",)), ("乙水市", ("2023",))]
    assert [need.text for need in needs[-2:]] == list(parts)
    assert needs[0].text == query.standalone


def test_a_part_that_names_neither_is_of_the_questions_place_and_year() -> None:
    parts = ("床位是多少？", "护士是多少？")
    query = asked("甲山市2022年床位和护士", "甲山市", years=("2022",), parts=parts)
    assert set(frames(needs_of(query, of_place))) == {("甲山市", ("2022",))}
