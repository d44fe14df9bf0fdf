"""Figures that contradict each other are shown together; what may be explained is left alone."""

import pytest
from stated import stated_in, the

from youju.answering.conflicts import Conflict, find_conflicts
from youju.answering.sources import Stated


def of_two(one: str, other: str, **about: object) -> tuple[Conflict, ...]:
    """The conflicts within two documents of one place, all figures asked for."""
    stated = [*stated_in(one, doc_id="d1"), *stated_in(other, **{"doc_id": "d2", **about})]
    assert len(stated) > 1
    return find_conflicts(stated, stated)


# ---- two values ----------------------------------------------------------------------------------


def test_two_values_of_one_thing_are_both_told_with_their_documents() -> None:
    (found,) = of_two(
        "2023年，全市居民健康素养水平达到28.5%。",
        "2023年，全市居民健康素养水平为31.2%。",
        title="年度公报",
        published="2024-03-01",
    )
    assert found.kind == "values"
    assert [member.quote for member in found.members] == ["28.5%", "31.2%"]
    assert found.text == (
        "《工作报告》称甲市2023年居民健康素养水平28.5%，《年度公报》（2024-03-01发布）称为31.2%，"
        "两处不符。若以前者为准，则为28.5%；若以后者为准，则为31.2%。"
    )


def test_one_document_may_contradict_itself() -> None:
    text = "2023年，全市总床位数5200张。新建医院两家。2023年，全市床位共有5300张。"
    stated = stated_in(text)
    (found,) = find_conflicts([the(stated, "5200张")], stated)
    assert "另一处称为5300张" in found.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2023年，全市婴幼儿托育机构100余家。", "2023年，全市婴幼儿托育机构103家。"),
        ("2023年，全市婴幼儿托位约5200个。", "2023年，全市婴幼儿托位5198个。"),
        ("2023年，全市参与无偿献血3.1万人次。", "2023年，全市参与无偿献血31023人次。"),
        ("2023年，全市家庭医生签约率90%以上。", "2023年，全市家庭医生签约率93.5%。"),
        ("2023年，全市居民健康素养水平28.5%。", "2024年，全市居民健康素养水平31.2%。"),
        ("2023年，全市居民健康素养水平28.5%。", "到2023年底，力争居民健康素养水平达到31.2%。"),
        ("2023年，市中心医院门诊量82万人次。", "2023年，市中医院门诊量35万人次。"),
        ("2023年，城市居民健康素养水平31.5%。", "2023年，农村居民健康素养水平25.2%。"),
        ("2023年上半年，全市门诊诊疗人次80万人次。", "2023年，全市门诊诊疗人次170万人次。"),
        ("2023年，全市护士5200名。", "2023年，全市护士5200人。"),
        ("2023年，药品价格平均下降51%。", "2023年，耗材价格平均下降48%。"),
        ("2023年，城市低保标准690元。", "2023年，城市低保标准660元。"),
        ("2023年，办结时限15个工作日。", "2023年，办结时限14个工作日。"),
        ("2023年，全市床位900张。", "2023年，全市床位5200张。"),
        ("2023年，学校检测合格率98%。", "2023年，水质检测合格率91%。"),
    ],
)
def test_what_may_agree_is_no_conflict(one: str, other: str) -> None:
    assert of_two(one, other) == ()


def test_other_places_and_masked_ones_do_not_contradict() -> None:
    texts = "2023年，全市居民健康素养水平28.5%。", "2023年，全市居民健康素养水平31.2%。"
    assert of_two(*texts, place="乙市") == ()
    masked = [
        stated
        for doc_id, text in zip(("d1", "d2"), texts, strict=True)
        for stated in stated_in(text, doc_id=doc_id, place="X市")
    ]
    assert find_conflicts(masked, masked) == ()


def test_a_report_from_within_the_year_may_be_outgrown() -> None:
    one, other = "2023年，全市建成标准化村卫生室320家。", "2023年，全市建成标准化村卫生室355家。"
    assert of_two(one, other) != ()
    assert of_two(one, other, published="2023-07-01") == ()


def test_a_list_of_many_values_is_no_conflict() -> None:
    text = "2023年，核定种植面积46万亩。2023年，核定种植面积42万亩。2023年，核定种植面积38万亩。"
    stated = stated_in(text)
    assert len(stated) == 3
    assert find_conflicts(stated, stated) == ()
    assert find_conflicts(stated[:2], stated[:2]) != ()


def test_only_what_was_asked_for_is_told() -> None:
    text = "2023年，全市总床位数5200张。新建医院两家。2023年，全市床位共有5300张。"
    stated = stated_in(text)
    assert find_conflicts([the(stated, "两家")], stated) == ()
    assert find_conflicts([], stated) == ()


# ---- parts ---------------------------------------------------------------------------------------

HOMES = "2023年，全市有养老机构50家。其中，公办养老机构12家，民办养老机构35家，护理床位900张。"


@pytest.mark.parametrize("quote", ["50家", "12家", "35家"])
def test_a_total_and_its_parts_are_told_whichever_is_asked_for(quote: str) -> None:
    stated = stated_in(HOMES)
    (found,) = find_conflicts([the(stated, quote)], stated)
    assert found.kind == "parts"
    assert {member.quote for member in found.members} == {"50家", "12家", "35家"}
    assert "12家、" in found.text
    assert "相加是47家，比50家少3家" in found.text
    assert "若以50家为准，则有3家没有列入各项；若以各项为准，则总数是47家。" in found.text


def test_a_figure_beside_the_parts_has_no_conflict() -> None:
    stated = stated_in(HOMES)
    assert find_conflicts([the(stated, "900张")], stated) == ()


def test_parts_are_told_of_though_the_ledger_lacks_some() -> None:
    whole = the(stated_in(HOMES), "50家")
    (found,) = find_conflicts([whole], [whole])
    assert found.members == (whole,)
    assert "各部分相加是47家" in found.text


# ---- growth --------------------------------------------------------------------------------------


def grown(now: str, before: str) -> tuple[Stated, Stated, tuple[Conflict, ...]]:
    stated = stated_in(f"{before}\n{now}", period="2023-2024")
    base, new = stated[0], next(s for s in stated if s.figure.period == "2024")
    return base, new, find_conflicts([base], stated)


def test_a_step_that_the_year_before_denies_is_told() -> None:
    base, new, (found,) = grown(
        "2024年，全市床位4500张，同比增加300张。", "2023年，全市床位4000张。"
    )
    assert found.kind == "growth"
    assert (found.members[0], found.members[-1]) == (new, base)
    assert "由此推算2023年是4200张" in found.text
    assert "若以4000张为准，则比上年增加500张" in found.text
    assert "若以同比增加300张为准，则2023年是4200张。" in found.text


def test_a_percentage_that_the_year_before_denies_is_told() -> None:
    _, _, (found,) = grown(
        "2024年，全市门诊量25000人次，同比增长15%。", "2023年，全市门诊量20000人次。"
    )
    assert "由此推算2023年是约21739人次" in found.text


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("2024年，全市床位4500张，同比增加500张。", "2023年，全市床位4000张。"),
        ("2024年，全市床位4500张，同比增长12.5%。", "2023年，全市床位4000张。"),
        ("2024年，全市床位4500张，同比增加300张。", "2023年，全市重症床位400张。"),
        ("2024年，全市床位4500张，同比增加300张。", "2022年，全市床位4000张。"),
        ("2024年，全市床位4500余张，同比增加300张。", "2023年，全市床位4000张。"),
        ("2024年，全市新增床位450张，同比增长9%。", "2023年，全市新增床位400张。"),
        ("2024年，全市健康素养水平28.5%，同比提高2.5个百分点。", "2023年，全市健康素养水平26%。"),
        ("2024年，全市门诊量2.5万人次，同比增长19%。", "2023年，全市门诊量2.1万人次。"),
    ],
)
def test_a_change_that_fits_or_is_of_something_else_is_left_alone(now: str, before: str) -> None:
    assert grown(now, before)[2] == ()
