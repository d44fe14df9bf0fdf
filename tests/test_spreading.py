"""One asking of several things."""

import pytest

from youju.retrieval.spreading import named_as_measure, spread, things_in

PLACES = ("娄底市", "黄石市", "X市")


@pytest.mark.parametrize(
    ("question", "each"),
    [
        (
            "娄底12种药品均价和5类耗材均价各是多少",
            ["娄底12种药品均价是多少", "娄底5类耗材均价是多少"],
        ),
        ("门诊和住院患者满意度分别是多少", ["门诊患者满意度是多少", "住院患者满意度是多少"]),
        ("X市党员、团员、干部各有多少", ["X市党员有多少", "X市团员有多少", "X市干部有多少"]),
        ("娄底献血人次和采血量是多少", ["娄底献血人次是多少", "娄底献血采血量是多少"]),
        (
            "娄底集采，药品和耗材哪个降幅大？",
            ["娄底集采，药品降幅是多少？", "娄底集采，耗材降幅是多少？"],
        ),
        ("药价和床价相差多少元", ["药价多少元", "床价多少元"]),
        (
            "采血量，X市2023年和娄底2022年各是多少",
            ["采血量，X市2023年是多少", "采血量，娄底2022年是多少"],
        ),
        (
            "X市第一医院、市中医院各招了几人",
            ["X市第一医院招了几人", "X市中医院招了几人"],
        ),
    ],
)
def test_of_each(question: str, each: list[str]) -> None:
    assert list(spread(question, PLACES)) == each


@pytest.mark.parametrize(
    "question", ["X市卫生和健康投入各类资金多少", "医院和学校共建了几次讲座", "娄底的床位"]
)
def test_what_is_one_stays_one(question: str) -> None:
    assert spread(question, PLACES) == (question,)


def test_things_named_side_by_side() -> None:
    assert things_in("药品和耗材哪个降得多") == ("药品", "耗材")
    assert things_in("床位有多少") == ()


def test_names_of_measures() -> None:
    assert named_as_measure("产前筛查率")
    assert named_as_measure("总投资")
    assert not named_as_measure("卫生院")
