"""What a question asks for."""

import pytest

from youju.retrieval.folding import simplified
from youju.retrieval.query import Holdings, analyse
from youju.types import Turn

KNOWN = ("娄底市", "黄石市", "盐城市大丰区", "X市")
HOLDINGS = Holdings(places=KNOWN, years={"娄底市": "2022", "盐城市大丰区": "2024"})


def test_a_question_in_traditional_characters_is_read() -> None:
    assert simplified("婁底新增醫療床位") == "娄底新增医疗床位"
    assert analyse("婁底2022年床位", (), HOLDINGS).places == ("娄底市",)


def asked(*questions: str) -> tuple[Turn, ...]:
    return tuple(Turn(role="user", content=q) for q in questions)


def test_a_new_year_replaces_the_old_one() -> None:
    query = analyse("那2024年的目标呢？", asked("X市2023年每千人口托位数是多少？"), HOLDINGS)
    assert query.history_used
    assert query.periods == ("2024",)
    assert "每千人口托位数" in query.standalone
    assert query.text == "那2024年的目标呢？"


def test_a_new_place_replaces_the_old_one() -> None:
    query = analyse("黄石市呢？", asked("娄底市2022年采血多少？"), HOLDINGS)
    assert query.places == ("黄石市",)
    assert "采血" in query.standalone


def test_a_question_that_stands_alone_borrows_nothing() -> None:
    query = analyse("娄底市新增床位多少？", asked("X市2023年每千人口托位数是多少？"), HOLDINGS)
    assert not query.history_used


def test_a_question_without_a_place_stays_with_the_conversations_place() -> None:
    query = analyse(
        "第三人民医院后来是怎么重新定位的，业务有没有增长？",
        asked("X市第一人民医院转型成什么？"),
        HOLDINGS,
    )
    assert query.places == ("X市",)


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("娄底在湖南省里排第几", ("娄底市",)),
        ("黄石有没有提到跟武汉搞互认", ("黄石市",)),
        ("娄底和长沙的床位差多少", ("娄底市", "长沙")),
        ("盐城大丰的目标", ("盐城市大丰区",)),
        ("娄底市新化县有几家医院", ("新化县",)),
        ("黄石派人帮扶阳新县人民医院了吗", ("黄石市",)),
        ("长沙市有几家医院", ("长沙市",)),
    ],
)
def test_places_that_are_asked_about(question: str, places: tuple[str, ...]) -> None:
    assert analyse(question, (), HOLDINGS).places == places


def test_a_question_is_understood_as_a_whole() -> None:
    query = analyse("大丰今年计划新增多少台AED，覆盖率多少?", (), HOLDINGS)
    assert query.text == "大丰今年计划新增多少台AED，覆盖率多少?"
    assert query.standalone == "大丰2024年计划新增多少台AED，覆盖率多少？"
    assert query.periods == ("2024",)
    assert (query.form, query.kind, query.wants_figure) == ("figure", "target", True)
    assert query.parts == ("大丰2024年计划新增多少台AED？", "大丰2024年覆盖率多少？")
    assert query.notes == ("“今年”按文献的2024年理解。",)
    assert not query.history_used


def test_a_mistyped_place_is_suggested_and_not_put_right() -> None:
    query = analyse("大封区2024年有多少台AED", asked("娄底2022年床位多少？"), HOLDINGS)
    assert query.suggestions == ("大丰区2024年有多少台AED",)
    assert query.places == ()
    assert query.standalone == "大封区2024年有多少台AED"


def test_our_city_is_asked_back() -> None:
    query = analyse("我市去年床位多少", (), HOLDINGS)
    assert "指哪个市" in query.unclear
    assert query.notes == ()


def test_only_named_bodies_may_answer() -> None:
    query = analyse("X市第三人民医院和公立医院的床位", (), HOLDINGS)
    assert query.institutions == ("X市第三人民医院",)


def test_a_follow_up_leans_on_one_that_leaned_itself() -> None:
    query = analyse("那2023年呢？", asked("娄底2022年采血多少？", "黄石呢？"), HOLDINGS)
    assert query.standalone == "黄石2023年采血多少？"


def test_next_year_is_counted_from_the_conversation() -> None:
    query = analyse("明年呢？", asked("娄底2021年采血多少？", "谢谢"), HOLDINGS)
    assert query.periods == ("2022",)


def test_an_answer_tells_what_it_means() -> None:
    history = (
        Turn(role="user", content="娄底哪家医院床位最多？"),
        Turn(role="assistant", content="娄底市康宁医院床位最多。"),
    )
    query = analyse("它有多少名医生？", history, HOLDINGS)
    assert query.standalone == "娄底市康宁医院有多少名医生？"
    assert query.settled
    assert not analyse("她是什么职务？", history, HOLDINGS).settled


def test_a_long_conversation_is_read_at_its_end() -> None:
    old = tuple(Turn(role="user", content="黄石" * 10_000) for _ in range(200))
    query = analyse("那2023年呢？", (*old, *asked("娄底2022年采血多少？")), HOLDINGS)
    assert query.standalone == "娄底2023年采血多少？"
    assert len(analyse("它呢？", old, HOLDINGS).standalone) < 3000


@pytest.mark.parametrize(
    "question",
    ["", "？？？", "😀", "'; DROP TABLE x;--", "<b>多少</b>", "How many?", "（“《", "和" * 20_000],
)
def test_anything_can_be_asked(question: str) -> None:
    for history in ((), asked("娄底2022年采血多少？"), asked(question)):
        query = analyse(question, history, HOLDINGS)
        assert query.text == question
        assert 1 <= len(query.parts) <= 6


def test_what_must_be_computed_wants_a_figure() -> None:
    query = analyse("黄石新增床位占全市床位的比重算一下", (), HOLDINGS)
    assert (query.form, query.derivation, query.wants_figure) == ("figure", "share", True)
