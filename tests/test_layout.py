"""Words on pages are read in the order of reading."""

from youju.reading.formats.layout import Piece, pages_to_text

SIZE = 10.0


def piece(words: str, left: float, row: float, size: float = SIZE) -> Piece:
    top = row * 2 * SIZE
    return Piece(words=words, left=left, top=top, right=left + size * len(words), bottom=top + size)


def page(*rows: str, left: float = 50) -> list[Piece]:
    return [
        piece(words, left + SIZE * (len(words) - len(words.lstrip())), i)
        for i, words in enumerate(rows)
    ]


def test_lines_become_paragraphs_by_their_indents_ends_and_numbers():
    text = pages_to_text(
        [
            [
                piece("一、工作回顾", 70, 0),
                piece("各县区坚持预防为主，健全机制", 70, 1),
                piece("把各项任务落到实处。全年新增床位", 50, 2),
                piece("一百二十张。", 50, 3),
                piece("继续推进县域医共体建设，共四", 70, 4),
                piece("个县参加。", 50, 5),
            ]
        ]
    )
    assert text.split("\n") == [
        "一、工作回顾",
        "各县区坚持预防为主，健全机制把各项任务落到实处。全年新增床位一百二十张。",
        "继续推进县域医共体建设，共四个县参加。",
    ]


def test_a_sentence_that_ends_with_its_line_does_not_end_the_paragraph():
    rows = ("各地坚持预防为主，完善了机制。", "全年新增床位一百二十张，其中县", "级六十张。")
    assert pages_to_text([page(*rows)]) == "".join(rows)


def test_running_heads_of_all_pages_and_of_every_other_page_are_taken_off():
    def whole(n: int) -> list[Piece]:
        head = "云山市卫生健康委" if n % 2 else "年度工作报告"
        body = [f"第{'一二三四五六'[n - 1]}部分的正文{sign}内容各不相同。" for sign in "甲乙丙"]
        return [
            piece(head, 50, 0),
            *(piece(w, 50, 2 + i) for i, w in enumerate(body)),
            piece(f"- {n} -", 90, 9),
        ]

    text = pages_to_text([whole(n) for n in range(1, 7)])
    assert "卫生健康委" not in text
    assert "年度工作报告" not in text
    assert "- " not in text
    assert text.count("内容各不相同") == 18


def test_a_first_line_that_one_page_has_stays():
    text = pages_to_text([page("云山市工作报告", "正文甲。"), page("正文乙。", "正文丙。")])
    assert text.startswith("云山市工作报告")


def test_a_title_over_two_columns_comes_first_and_what_is_below_last():
    left = [piece(f"左栏第{i}行一直写到栏的边上", 50, 2 + i) for i in range(5)]
    right = [piece(f"右栏第{i}行一直写到栏的边上", 220, 2 + i) for i in range(5)]
    title = piece("横跨两栏的一个长长的标题写在上面一行", 90, 0)
    foot = piece("以下横跨两栏的一行字写在两栏的下面，写到右边的栏。", 50, 9)
    text = pages_to_text([[foot, *right, title, *left]])
    places = [
        text.index(words)
        for words in ("横跨两栏的一个", "左栏第0", "左栏第4", "右栏第0", "右栏第4", "以下")
    ]
    assert places == sorted(places)


def test_cells_of_a_table_without_lines_are_read_row_by_row():
    names = [
        ("床位", "120张"),
        ("医师", "300人"),
        ("护士", "500人"),
        ("药师", "60人"),
        ("技师", "80人"),
    ]
    rows = [p for i, (a, b) in enumerate(names) for p in (piece(a, 50, i), piece(b, 200, i))]
    assert pages_to_text([rows]).split("\n")[1] == "医师 300人"


def test_a_title_of_two_lines_in_the_middle_is_one():
    title = [piece("云山市关于推进紧密型县域", 100, 0), piece("医共体建设的实施意见", 110, 0.8)]
    body = [piece("各县区要把这项工作摆在突出的位置，抓好落实。", 50, 3)]
    text = pages_to_text([[*title, *body]])
    assert text.startswith("云山市关于推进紧密型县域医共体建设的实施意见\n")


def test_a_table_goes_on_over_the_page_under_its_header():
    def table(top: float, *rows: tuple[str, ...]) -> Piece:
        return Piece(words="", left=50, top=top, right=300, bottom=top + 90, rows=rows)

    first = table(600, ("县区", "床位"), ("东川县", "120"))
    second = table(50, ("县区", "床位"), ("西林区", "80"))
    third = table(40, ("南湾区", "70"))
    text = pages_to_text(
        [[piece("见下表。", 50, 1), first], [second], [third, piece("表后。", 50, 20)]]
    )
    assert text.split("\n") == [
        "见下表。",
        "县区：东川县｜床位：120",
        "县区：西林区｜床位：80",
        "县区：南湾区｜床位：70",
        "表后。",
    ]
