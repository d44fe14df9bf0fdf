"""What a question asks for."""

import pytest

from youju.retrieval.folding import simplified
from youju.retrieval.query import Holdings, analyse
from youju.types import Turn

KNOWN = ("娄底市", "黄石市", "盐城市大丰区", "X市")
HOLDINGS = Holdings(places=KNOWN)


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("托位有多少个？", True),
        ("满意度达到多少", True),
        ("有几家卫生院", True),
        ("主要任务是什么？", False),
        ("由谁对口支援", False),
    ],
)
def test_whether_a_figure_is_asked_for(question: str, wants: bool) -> None:
    assert analyse(question).wants_figure is wants


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
