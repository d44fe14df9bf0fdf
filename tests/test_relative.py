"""我市 and 今年: words that mean a place or a year only to who says them."""

import pytest

from youju.retrieval.relative import Ground, with_places, with_years

KNOWN = ("娄底市", "黄石市", "盐城市大丰区", "X市")
YEARS = {"娄底市": "2022", "盐城市大丰区": "2024"}


def ground(home: str | None = None, known: tuple[str, ...] = KNOWN, **spoken: str) -> Ground:
    return Ground(known=known, home=home, years=YEARS, **spoken)


@pytest.mark.parametrize(
    ("question", "home", "read"),
    [
        ("我市有几家医院", "娄底市", "娄底市有几家医院"),
        ("全市有几家医院", "娄底市", "娄底市全市有几家医院"),
        ("我区有几家医院", "盐城市大丰区", "盐城市大丰区有几家医院"),
        ("我市有几家医院", "盐城市大丰区", "盐城市有几家医院"),
        ("我省有几家医院", "娄底市", "湖南省有几家医院"),
    ],
)
def test_the_offices_own_place(question: str, home: str, read: str) -> None:
    meant = with_places(question, (), ground(home))
    assert meant.text == read
    (note,) = meant.notes
    assert "理解" in note


def test_the_only_place_of_the_library_is_meant() -> None:
    meant = with_places("本市有几家医院", (), ground(known=("黄石市",)))
    assert meant.text == "黄石市有几家医院"
    assert meant.notes == ("“本市”按黄石市理解。",)


def test_which_city_is_asked_back_with_those_that_there_are() -> None:
    meant = with_places("我市有几家医院", (), ground())
    assert meant.unclear == "“我市”指哪个市？库内有娄底市、黄石市、X市的文献，请写明地名再问。"


@pytest.mark.parametrize("question", ["全市有几家医院", "全区有几家医院", "超市有几家"])
def test_nothing_is_asked_back_about_the_whole(question: str) -> None:
    meant = with_places(question, (), ground())
    assert (meant.text, meant.unclear) == (question, "")


def test_in_a_conversation_it_is_the_place_spoken_of() -> None:
    meant = with_places("我市有几家医院", (), ground("黄石市", spoken_place="娄底市"))
    assert meant.text == "娄底市有几家医院"


@pytest.mark.parametrize(
    ("question", "places", "read", "notes"),
    [
        ("大丰今年的目标", ["盐城市大丰区"], "大丰2024年的目标", ["“今年”按文献的2024年理解。"]),
        ("娄底去年的床位", ["娄底市"], "娄底2021年的床位", ["“去年”按文献的2021年理解。"]),
        ("年底前建成几家", [], "2024年底前建成几家", ["“年底”按文献的2024年理解。"]),
        ("去年底的床位", ["娄底市"], "2021年底的床位", ["“去年”按文献的2021年理解。"]),
        ("2023年和上年各多少", [], "2023年和2022年各多少", ["“上年”按2022年理解。"]),
        ("2023年底的床位", [], "2023年底的床位", []),
        ("床位比上年增加多少", [], "床位比上年增加多少", []),
        ("与去年相比怎么样", [], "与去年相比怎么样", []),
        ("近年来的做法", [], "近年来的做法", []),
    ],
)
def test_years(question: str, places: list[str], read: str, notes: list[str]) -> None:
    meant = with_years(question, places, ground())
    assert (meant.text, list(meant.notes)) == (read, notes)


def test_the_year_of_the_conversation_goes_before_the_documents() -> None:
    meant = with_years("明年的目标", ["娄底市"], ground(spoken_year="2023"))
    assert meant.text == "2024年的目标"


def test_without_any_year_the_word_stays() -> None:
    assert with_years("今年的目标", [], Ground(known=(), home=None, years={})).text == "今年的目标"
