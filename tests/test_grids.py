"""A row of a table can be read without the rows above it."""

from youju.reading.formats.grids import Merge, grid_lines


def lines(*rows: str, merges: tuple[Merge, ...] = (), header: int = 0) -> list[str]:
    return list(grid_lines([row.split("|") for row in rows], merges, header))


def test_titles_stay_lines_and_rows_carry_their_header():
    assert lines(
        "资源统计表||", "||单位：张", "指标|2022|2023", "床位|6.1|6.5", "注：年报数。||"
    ) == [
        "资源统计表",
        "单位：张",
        "指标：床位｜2022年：6.1｜2023年：6.5",
        "注：年报数。",
    ]


def test_a_divided_header_is_named_over_each_of_its_columns():
    assert lines("县区|床位||医师", "|计划|实际|", "甲县|6.1|6.5|300") == [
        "县区：甲县｜床位计划：6.1｜床位实际：6.5｜医师：300"
    ]


def test_a_merged_cell_counts_in_every_row_it_reaches():
    merges = (Merge(top=1, bottom=2, left=0, right=0),)
    assert lines(
        "县区|机构|床位", "甲县|县医院|500", "|中医院|300", "|合计|800", merges=merges
    ) == [
        "县区：甲县｜机构：县医院｜床位：500",
        "县区：甲县｜机构：中医院｜床位：300",
        "机构：合计｜床位：800",
    ]


def test_a_blank_row_does_not_take_the_header_away_but_a_new_header_does():
    rows = ("指标|数值", "床位|5", "|", "医师|7", "|", "县区|护士", "甲县|9")
    assert lines(*rows) == ["指标：床位｜数值：5", "指标：医师｜数值：7", "县区：甲县｜护士：9"]


def test_a_form_has_no_header():
    """项目名称：总投资 would be read as a statement."""
    assert lines("项目名称|新院区|负责单位|医政科", "总投资|2亿元|工期|24个月") == [
        "项目名称｜新院区｜负责单位｜医政科",
        "总投资｜2亿元｜工期｜24个月",
    ]


def test_words_need_a_sign_that_the_first_row_is_header():
    rows = ("任务|责任单位|时限", "建设胸痛中心|医政科|6月底")
    assert lines(*rows) == ["任务｜责任单位｜时限", "建设胸痛中心｜医政科｜6月底"]
    named = ["任务：建设胸痛中心｜责任单位：医政科｜时限：6月底"]
    assert lines(*rows, header=1) == named
    assert lines("序号|任务|时限", "1|建设胸痛中心|6月底")[0].startswith("序号：1｜任务：建设")


def test_numbers_alone_are_only_joined():
    assert lines("1|2|3", "4|5|6") == ["1｜2｜3", "4｜5｜6"]
    assert lines("床位|120", "医师|30") == ["床位｜120", "医师｜30"]
