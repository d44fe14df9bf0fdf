"""Rows of a table: which cells are numbers, and what row and head say about them."""

from decimal import Decimal

from youju.reading.figures.tables import Cell, find_tables, table_cells


def cells(text: str) -> list[Cell]:
    return [cell for rows in find_tables(text, 0, len(text)) for cell in table_cells(text, rows)]


def test_rows_that_follow_each_other_are_a_table_and_one_row_is_none():
    text = "前言｜不是表\n正文\n指标｜数值\n床位｜30\n医师｜20\n结尾"
    (rows,) = find_tables(text, 0, len(text))
    assert [text[start:end] for start, end in rows] == ["指标｜数值", "床位｜30", "医师｜20"]


def test_the_unit_stands_in_a_column_in_the_head_or_in_the_row():
    by_column = cells("指标｜单位｜数值\n床位｜张｜30")
    by_head = cells("县区｜床位（张）\n东区｜30")
    by_row = cells("指标｜2023年\n就诊率（%）｜90.5")
    by_cell = cells("指标｜2023年\n就诊率｜90.5%")
    assert [c.unit for c in (*by_column, *by_head, *by_row, *by_cell)] == ["张", "张", "%", "%"]


def test_ten_thousands_are_in_the_value():
    (cell,) = cells("指标｜2023年\n投入（万元）｜1,250.5")
    assert (cell.value, cell.unit) == (Decimal("12505000"), "元")


def test_the_head_tells_year_and_plan():
    done, planned = cells("指标｜2023年完成值｜2024年目标值\n床位（张）｜30｜≥40")
    assert (done.period, done.planned, done.hedge) == ("2023", False, "")
    assert (planned.period, planned.planned, planned.hedge) == ("2024", True, "以上")
    assert done.indicator(row_names_place=False) == "床位"


def test_serial_numbers_and_words_are_no_figures():
    found = cells("序号｜指标｜编号｜数值\n1｜床位｜77｜30\n2｜医师｜78｜暂无")
    assert [(c.row, c.value) for c in found] == [("床位", 30)]


def test_a_cell_is_a_span_of_the_text():
    text = "说明\n指标｜2023年\n床位｜ 1,200 \n"
    (cell,) = cells(text)
    assert text[cell.start : cell.end] == "1,200"
    assert text[cell.row_start : cell.row_end].startswith("床位")


def test_a_row_that_names_the_head_over_its_cells_needs_no_other_row():
    text = "统计表\n指标：床位｜单位：张｜2022年：6.1｜2023年计划：6.5"
    done, planned = cells(text)
    assert (done.row, done.value, done.unit, done.period) == ("床位", Decimal("6.1"), "张", "2022")
    assert (planned.value, planned.planned) == (Decimal("6.5"), True)
    assert text[planned.start : planned.end] == "6.5"
    assert text[planned.row_start : planned.row_end].startswith("指标：床位")


def test_the_unit_may_stand_before_the_year_in_a_divided_head():
    (cell,) = cells("县区：东川县｜床位（张）2022年：5.8")
    assert (cell.row, cell.column, cell.unit, cell.period) == ("东川县", "床位", "张", "2022")


def test_a_table_drawn_with_bars_is_read_like_any_other():
    found = cells(
        "| 机构 | 2022年（个） | 2023年（个） |\n| --- | ---: | --- |\n| 医院 | 83 | 86 |"
    )
    assert [(c.row, c.value, c.unit, c.period) for c in found] == [
        ("医院", Decimal(83), "个", "2022"),
        ("医院", Decimal(86), "个", "2023"),
    ]
