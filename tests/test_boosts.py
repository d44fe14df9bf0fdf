"""What moves a passage besides its words."""

import pytest
from builders import passage

from youju.retrieval.boosts import Wanted, body_pattern, boost, covers

NOTHING = {"place": "", "years": (), "kind": None, "bodies": ()}


def moved(
    text: str, headings: tuple[str, ...] = (), period: str = "2023", **asked: object
) -> float:
    one = passage(text, headings=headings, title="报告", period=period)
    return boost(Wanted(**{**NOTHING, **asked}), one.chunk, one.facts)  # type: ignore[arg-type]


def test_nothing_asked_moves_nothing() -> None:
    assert moved("2023年新增床位。") == 0


def test_a_named_year_counts_more_than_a_documents_more_than_none() -> None:
    asked = {"years": ("2022",)}
    named = moved("2022年新增床位。", period="2023", **asked)
    heading = moved("新增床位。", ("2022年工作回顾",), period="2023", **asked)
    inferred = moved("新增床位。", period="2021-2023", **asked)
    other = moved("2021年新增床位。", period="2021", **asked)
    assert named == heading > inferred > other == 0


@pytest.mark.parametrize("text", ["经费12022年元", "20225人", "编号A2022号"])
def test_a_year_is_a_whole_number(text: str) -> None:
    whole = moved("2022年。", period="", years=("2022",))
    assert (moved(text, period="", years=("2022",)) == whole) == ("A2022" in text)


def test_plans_stand_under_headings_of_plans() -> None:
    plan, review = ("二、下一步工作安排",), ("一、工作回顾",)
    assert moved("新增床位。", plan, kind="target") > moved("新增床位。", review, kind="target")
    assert moved("新增床位。", review, kind="actual") > moved("新增床位。", plan, kind="actual")


def test_a_body_counts_by_any_of_its_names() -> None:
    asked = {"bodies": (body_pattern("甲市三院", ("甲市",)),)}
    for text in ("市第三人民医院门诊楼", "甲市三院门诊楼", "第三医院"):
        assert moved(text, **asked) > 0.2
    for text in ("市第一人民医院门诊楼", "第十三人民医院", "三院区"):
        assert moved(text, **asked) == 0


def test_a_body_without_a_number_is_looked_for_as_written() -> None:
    pattern = body_pattern("甲市中心血站", ("甲市",))
    assert pattern.search("市中心血站采血")
    assert not pattern.search("市中心医院")


def test_a_text_of_no_known_place_should_name_the_one_asked_for() -> None:
    def placed(text: str, place: str | None) -> float:
        one = passage(text, title="通知", place=place)
        return boost(Wanted(**{**NOTHING, "place": "甲山"}), one.chunk, one.facts)  # type: ignore[arg-type]

    assert placed("床位一百张。", None) < 0 == placed("甲山床位一百张。", None)
    assert placed("床位一百张。", "甲山市") == 0


@pytest.mark.parametrize(
    ("period", "year", "expected"),
    [
        ("2023", "2023", True),
        ("2021-2023", "2022", True),
        ("2021-2023", "2024", False),
        (None, "2023", False),
    ],
)
def test_years_that_a_document_covers(period: str | None, year: str, expected: bool) -> None:
    assert covers(period, year) is expected
