"""What a follow-up names replaces what was named before."""

import pytest

from youju.retrieval.replacing import Spoken, contrasted, framed, replaced

KNOWN = ("娄底市", "黄石市", "盐城市大丰区", "X市")
BEDS = Spoken(base="娄底2022年新增床位多少张？", places=("娄底市",), known=KNOWN)
RATE = Spoken(base="X市2024年产前筛查率要达到多少？", places=("X市",), known=KNOWN)


@pytest.mark.parametrize(
    ("rest", "places", "spoken", "text"),
    [
        ("2023年", (), BEDS, "娄底2023年新增床位多少张？"),
        ("黄石", ("黄石市",), BEDS, "黄石2022年新增床位多少张？"),
        ("黄石2023年", ("黄石市",), BEDS, "黄石2023年新增床位多少张？"),
        ("目标", (), BEDS, "娄底2022年新增床位的目标是多少？"),
        ("新生儿疾病筛查率", (), RATE, "X市2024年新生儿疾病筛查率要达到多少？"),
        ("全国", (), BEDS, "全国2022年新增床位多少张？"),
    ],
)
def test_replacing(rest: str, places: tuple[str, ...], spoken: Spoken, text: str) -> None:
    carried = replaced(rest, places, spoken)
    assert (carried.text, carried.settled) == (text, True)


def test_a_body_replaces_a_body_and_what_is_counted_what_is_counted() -> None:
    body = Spoken(base="X市康宁医院2023年招了几名医生？", places=("X市",), known=KNOWN)
    text = "X市第九医院2023年招了几名医生？"
    assert replaced("第九医院", (), body).text == text
    plan = Spoken(base="黄石2024年计划新增几个急救站？", places=("黄石市",), known=KNOWN)
    assert replaced("甲级卫生室", (), plan).text == "黄石2024年计划新增几个甲级卫生室？"


def test_of_several_places_the_one_asked_for() -> None:
    both = Spoken(base="娄底和黄石的床位哪个多？", places=("娄底市", "黄石市"), known=KNOWN)
    assert replaced("X市", ("X市",), both).text == "X市的床位是多少？"


def test_another_district_is_a_guess_where_there_is_none() -> None:
    district = Spoken(base="大丰有几家医院？", places=("盐城市大丰区",), known=KNOWN)
    assert not replaced("另一个区", (), district).settled
    assert (
        replaced(
            "另一个区",
            (),
            Spoken(base="大丰有几家医院？", places=("盐城市大丰区",), known=(*KNOWN, "云山区")),
        ).text
        == "云山区有几家医院？"
    )


def test_what_is_contrasted_is_asked_in_the_same_frame() -> None:
    base = "黄石人才共用里的“请进来”指什么？"
    assert contrasted("“走出去”怎么安排的？", base) == "黄石人才共用里的“走出去”怎么安排的？"
    assert contrasted("床位有多少", base) == ""


def test_place_and_year_are_borrowed_and_no_more() -> None:
    assert framed("采血多少吨？", (), BEDS).text == "娄底2022年采血多少吨？"
    assert framed("2023年采血多少吨？", (), BEDS).text == "娄底2023年采血多少吨？"
    assert framed("黄石采血多少吨？", ("黄石市",), BEDS).text == "黄石采血多少吨？"


def test_the_paper_that_is_spoken_of_is_borrowed() -> None:
    paper = Spoken(base="人才会议讲话里，要引进几名博士？", known=KNOWN)
    assert framed("谁来考核？", (), paper).text == "人才会议讲话里，谁来考核？"
