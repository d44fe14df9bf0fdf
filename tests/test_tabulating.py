"""Tables of figures: every cell is a source's own words, and nothing unlike shares a column."""

from stated import stated_as

from youju.answering.sources import SourceSentence
from youju.answering.tabulating import markdown, tabulate
from youju.types import Cell, Table


class Markers:
    """Numbers sentences from 1, in the order in which they are cited."""

    def __init__(self) -> None:
        self.known: dict[SourceSentence, int] = {}

    def __call__(self, source: SourceSentence) -> int:
        return self.known.setdefault(source, len(self.known) + 1)


HERE = stated_as("4.1个", "4.1", "个", indicator="每千人口托位数")
PLAN = stated_as("4.3个", "4.3", "个", indicator="每千人口托位数", period="2024", kind="target")
THERE = stated_as("约3.9个", "3.9", "个", indicator="每千人口托位数", place="乙市", hedge="约")
BEDS = stated_as("2.5万张", "25000", "张", indicator="全市总床位数")


def test_places_side_by_side() -> None:
    table = tabulate([HERE, THERE, BEDS], ["甲市", "乙市"], ["2023"], Markers())
    assert table == Table(
        columns=("地方", "每千人口托位数（个，实际）", "全市总床位数（张，实际）"),
        rows=(
            (
                Cell(text="甲市", citations=()),
                Cell(text="4.1个", citations=(1,)),
                Cell(text="2.5万张", citations=(2,)),
            ),
            (
                Cell(text="乙市", citations=()),
                Cell(text="约3.9个", citations=(3,)),
                Cell(text="", citations=()),
            ),
        ),
    )


def test_plan_and_result_never_share_a_column() -> None:
    table = tabulate([PLAN, HERE], ["甲市"], ["2023", "2024"], Markers())
    assert table is not None
    assert table.columns == ("年份", "每千人口托位数（个，目标）", "每千人口托位数（个，实际）")
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["2023年", "", "4.1个"],
        ["2024年", "4.3个", ""],
    ]


def test_places_of_different_years_say_so() -> None:
    later = stated_as("3.9个", "3.9", "个", indicator="每千人口托位数", place="乙市", period="2022")
    table = tabulate([HERE, later], ["甲市", "乙市"], [], Markers())
    assert table is not None
    assert table.columns[0] == "地方·年份"
    assert [row[0].text for row in table.rows] == ["甲市·2023年", "乙市·2022年"]


def test_units_and_indicators_keep_columns_of_their_own() -> None:
    mass = stated_as("11.8吨", "11.8", "吨", indicator="采血量")
    volume = stated_as("42万毫升", "420000", "毫升", indicator="采血量", place="乙市")
    table = tabulate([mass, volume], ["甲市", "乙市"], ["2023"], Markers())
    assert table is not None
    assert table.columns[1:] == ("采血量（吨，实际）", "采血量（毫升，实际）")


def test_a_place_without_figures_keeps_an_empty_row() -> None:
    table = tabulate([HERE, THERE], ["甲市", "乙市", "丙市"], ["2023"], Markers())
    assert table is not None
    assert table.rows[2] == (Cell(text="丙市", citations=()), Cell(text="", citations=()))


def test_other_places_and_years_stay_out() -> None:
    away = stated_as("9个", "9", "个", indicator="每千人口托位数", place="丁市")
    assert tabulate([HERE, away, PLAN], ["甲市", "乙市"], ["2023"], Markers()) is None


def test_a_place_is_known_by_its_short_name_but_not_its_city() -> None:
    district = stated_as("3个", "3", "个", indicator="每千人口托位数", place="盐城市大丰区")
    city = stated_as("5个", "5", "个", indicator="每千人口托位数", place="盐城市")
    table = tabulate([district, city], ["大丰", "盐城"], ["2023"], Markers())
    assert table is not None
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["盐城市大丰区", "3个"],
        ["盐城市", "5个"],
    ]


def test_fewer_than_two_figures_are_no_table() -> None:
    assert tabulate([HERE], ["甲市", "乙市"], ["2023"], Markers()) is None
    assert tabulate([HERE, HERE], ["甲市"], ["2023"], Markers()) is None
    assert tabulate([], [], [], Markers()) is None


def test_masked_places_of_two_texts_never_share_a_row() -> None:
    years = ["2023", "2024"]
    one = stated_as("3张", "3", "张", place="X市")
    later = stated_as("4张", "4", "张", place="X市", period="2024")
    other = stated_as("9张", "9", "张", place="X市", period="2024", doc_id="d2")
    table = tabulate([one, other, later], ["X市"], years, Markers())
    assert table is not None
    assert [row[1].text for row in table.rows] == ["3张", "4张"]
    assert tabulate([one, other], ["X市"], years, Markers()) is None


def test_sources_that_differ_are_both_shown_in_the_cell() -> None:
    again = stated_as("4.0个", "4.0", "个", indicator="每千人口托位数", doc_id="d2")
    table = tabulate([HERE, again, THERE], ["甲市", "乙市"], ["2023"], Markers())
    assert table is not None
    assert table.rows[0][1] == Cell(text="4.1个；4.0个", citations=(1, 2))


def test_a_bare_number_of_a_table_gets_its_unit() -> None:
    cell = stated_as("31.2", "312000", "人", indicator="常住人口", hedge="约")
    other = stated_as("29万人", "290000", "人", indicator="常住人口", place="乙市")
    table = tabulate([cell, other], ["甲市", "乙市"], ["2023"], Markers())
    assert table is not None
    assert table.rows[0][1].text == "约31.2万人"


def test_markdown_escapes_and_marks() -> None:
    table = Table(
        columns=("地方", "A|B率（%，实际）"),
        rows=(
            (Cell(text="甲市", citations=()), Cell(text="90%以上", citations=(1, 3))),
            (Cell(text="乙|市", citations=()), Cell(text="", citations=())),
        ),
    )
    assert markdown(table) == (
        "| 地方 | A\\|B率（%，实际） |\n| --- | --- |\n| 甲市 | 90%以上[1][3] |\n| 乙\\|市 |  |"
    )
