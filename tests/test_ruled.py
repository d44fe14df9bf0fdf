"""Drawn lines become the cells of tables."""

from youju.reading.formats.pages import Char, pieces_of, with_tables
from youju.reading.formats.ruled import Rule, grids_of


def level(y: float, start: float = 0, end: float = 300) -> Rule:
    return Rule(level=True, at=y, start=start, end=end)


def upright(x: float, start: float = 0, end: float = 60) -> Rule:
    return Rule(level=False, at=x, start=start, end=end)


def spans(rules: list[Rule]) -> list[tuple[int, int, int, int]]:
    (grid,) = grids_of(rules)
    return [(c.top_row, c.bottom_row, c.left_column, c.right_column) for c in grid.cells]


GRID = [level(y) for y in (0, 20, 40, 60)] + [upright(x) for x in (0, 100, 200, 300)]


def test_every_place_between_the_lines_is_a_cell():
    assert spans(GRID) == [(r, r, c, c) for r in range(3) for c in range(3)]


def test_a_cell_reaches_as_far_as_no_line_ends_it():
    merged = [
        *(level(y) for y in (0, 40, 60)),
        level(20, 100, 300),  # the first cell reaches two rows down
        *(upright(x) for x in (0, 100, 300)),
        upright(200, 20, 60),  # the second cell of the first row reaches two columns
    ]
    assert spans(merged)[:4] == [(0, 1, 0, 0), (0, 0, 1, 2), (1, 1, 1, 1), (1, 1, 2, 2)]


def test_lines_in_pieces_and_thin_boxes_count_as_one():
    pieces = [
        *(
            level(y + d, x, x + 100)
            for y in (0, 20, 40, 60)
            for d in (0, 0.5)
            for x in (0, 100, 200)
        ),
        *(upright(x, y, y + 20) for x in (0, 100, 200, 300) for y in (0, 20, 40)),
    ]
    assert spans(pieces) == spans(GRID)


def test_a_frame_and_lines_apart_are_no_tables():
    frame = [level(0), level(60), upright(0), upright(300)]
    assert list(grids_of([*frame, level(500), level(520)])) == []


def test_two_tables_on_a_page_are_two():
    moved = [
        Rule(level=r.level, at=r.at + 200, start=r.start, end=r.end)
        if r.level
        else Rule(level=False, at=r.at, start=r.start + 200, end=r.end + 200)
        for r in GRID
    ]
    assert len(list(grids_of([*GRID, *moved]))) == 2


def char(sign: str, left: float, top: float = 0, size: float = 10) -> Char:
    return Char(sign=sign, left=left, top=top, right=left + size, bottom=top + size)


def test_words_inside_a_table_belong_to_its_cells():
    words = [char("床", 10, 5), char("位", 20, 5), char("外", 10, 90)]
    outside, table = with_tables(pieces_of(words), list(grids_of(GRID)))
    assert outside.words == "外"
    assert table.rows[0] == ("床位", "", "")


def test_the_mark_of_a_note_is_no_part_of_a_number():
    line = [char("张", 0), char("3", 10, 0, 5), char("。", 15), char("m", 25), char("2", 35, 0, 5)]
    assert [p.words for p in pieces_of(line)] == ["张。m2"]


def test_a_gap_parts_pieces_and_only_words_in_latin_letters_get_a_blank():
    line = [char("卫", 0), char("生", 13), char("A", 23), char("B", 36), char("C", 80)]
    assert [p.words for p in pieces_of(line)] == ["卫生A B", "C"]
