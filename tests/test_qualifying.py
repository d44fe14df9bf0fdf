"""The words that qualify a figure: whose they are, and whether two indicators differ in one."""

import pytest

from youju.answering.equality import quantities
from youju.answering.qualifying import (
    differing,
    holds_word,
    piece_of,
    said_of,
    telling_words,
)

BOTH = "全市公办机构13家，民办机构83家，覆盖所有乡镇。"


def test_what_is_said_of_a_figure_is_its_own_piece_and_those_without_a_figure() -> None:
    public, private = (said_of(figure, BOTH) for figure in quantities(BOTH))
    assert "公办" in public
    assert "民办" not in public
    assert "民办" in private
    assert "公办" not in private
    assert all("乡镇" in said for said in (public, private))


def test_what_is_said_has_short_names() -> None:
    text = "疾病预防控制中心36家。"
    (figure,) = quantities(text)
    assert "疾控" in said_of(figure, text)


def test_the_piece_of_a_figure_ends_at_commas_of_any_kind() -> None:
    pieces = [piece_of(BOTH, figure) for figure in quantities(BOTH)]
    assert pieces == ["全市公办机构13家", "民办机构83家"]


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        ("全市2023年新增养老床位2.4万张", ["养老", "床位"]),
        ("云溪市托位数达到4.1个", ["托位"]),
        ("公办机构13家", ["公办", "机构"]),
        ("节省资金3亿元", ["节省"]),
        ("全市总数达到86家左右", []),
    ],
)
def test_figures_places_years_and_common_words_tell_nothing(piece: str, words: list[str]) -> None:
    assert telling_words(piece) == words


def test_a_word_is_held_whole_or_in_its_two_parts() -> None:
    assert holds_word("公办机构13家", "公办机构")
    assert holds_word("公办的医疗机构13家", "公办机构")
    assert not holds_word("民办机构13家", "公办机构")


def test_only_a_predicate_is_held_by_one_of_its_characters() -> None:
    assert holds_word("省下3亿元", "节省")
    assert not holds_word("养育儿童床位", "养老")


@pytest.mark.parametrize(
    ("question", "indicator"),
    [
        ("婴儿死亡率是多少", "孕产妇死亡率"),
        ("孕产妇死亡率是多少", "婴儿死亡率"),
        ("引进博士多少名", "引进硕士"),
        ("一类疫苗接种率", "二类疫苗接种率"),
        ("三级医院有几家", "二级医院"),
        ("重点人群签约率是多少", "脱贫人口签约率"),
    ],
)
def test_something_alike_but_other_differs(question: str, indicator: str) -> None:
    assert differing(question, indicator, indicator)


@pytest.mark.parametrize(
    ("question", "indicator"),
    [
        ("孕产妇死亡率是多少", "孕产妇死亡率"),
        ("引进博士多少名", "引进博士"),
        ("死亡率是多少", "孕产妇死亡率"),
        ("床位有多少张", "注册护士"),
    ],
)
def test_the_same_a_wider_and_a_wholly_other_thing_do_not_differ(
    question: str, indicator: str
) -> None:
    assert not differing(question, indicator, indicator)


def test_what_is_said_of_the_figure_elsewhere_does_not_differ() -> None:
    assert differing("引进博士多少名", "引进硕士", "引进硕士36名")
    assert not differing("引进博士多少名", "引进硕士", "引进硕士、博士36名")
