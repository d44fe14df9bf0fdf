"""Numbers of one text that contradict each other are found, and nothing that may be right is."""

import pytest

from youju.answering.arithmetic import growth_disagrees, parts_disagree

# ---- parts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("全区有养老机构50家，其中公办12家、民办35家。", 47),
        ("全区有养老机构50家。其中，公办养老机构12家，民办养老机构35家，护理床位900张。", 47),
        ("全区有养老机构50家（其中公办12家、民办40家）。", 52),
        ("全区共有养老机构50家，公办、民办分别为12家和35家。", 47),
        ("投资9.0亿元，其中中央资金5.5亿元、地方资金3.0亿元。", 850000000),
    ],
)
def test_a_partition_that_does_not_add_up_is_found(text: str, added: int) -> None:
    fault = parts_disagree(text)
    assert fault is not None
    assert fault.added == added


def test_the_note_shows_the_sum() -> None:
    fault = parts_disagree("全区有养老机构50家，其中公办12家、民办35家。")
    assert fault is not None
    assert fault.note == "各部分相加是47家（12家＋35家），与50家不符。"
    assert fault.total is not None
    assert (fault.total.value, len(fault.parts)) == (50, 2)


@pytest.mark.parametrize(
    "text",
    [
        "全区有养老机构50家，其中公办12家、民办38家。",
        "全区有养老机构50家，其中三星级2家。",  # one part is no partition
        "全区有养老机构50家，其中公办12家、民办5家。",  # far off: only some are named
        "全区有养老机构50家，其中公办12家、民办35家，其余为小微机构。",
        "全区有养老机构50家，其中公办12家、民办35家等。",
        "全区有养老机构50家，其中三级10家、二级37家。",  # the lowest rank is left out
        "全区有病床99张，其中内科病床20张、外科病床30张、儿科病床25张、骨科病床20张。",
        "全区有职工50人，其中女性28人、党员20人。",  # no partition at all
        "全区有养老机构约50家，其中公办12家、民办35家。",
        "全区有养老机构50家，其中公办10余家、民办35家。",
        "全区有养老机构50家，其中公办12家、民办35家（其中连锁8家）。",
        "全区有养老机构50家，床位900张，其中公办12家、民办35家。",
        "全区有养老机构50家，2022年、2023年分别新增12家、35家。",
        "投资9亿元，其中中央资金5.5亿元、地方资金3.46亿元。",  # within the rounding
        "两类床位分别为20张、28张，比上年多5张。",
    ],
)
def test_what_may_be_right_is_no_fault(text: str) -> None:
    assert parts_disagree(text) is None


def test_shares_of_a_structure_add_up_to_a_hundred() -> None:
    fault = parts_disagree("支出结构中，人员、公用、项目支出占比分别为55.2%、20.1%、20.0%。")
    assert fault is not None
    assert fault.total is None
    assert "与100%不符" in fault.note
    rounded = "支出结构中，人员、公用、项目支出占比分别为55.2%、20.1%、24.6%。"
    assert parts_disagree(rounded) is None
    assert parts_disagree("党员、女性占比分别为45%、50%。") is None


# ---- growth --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected", "unit"),
    [
        ("签约率由60%提高到66%，提高6%。", 6, "个百分点"),
        ("签约率由60%提高到66%，提高8个百分点。", 6, "个百分点"),
        ("床位从4000张增加到4500张，增加400张。", 500, "张"),
        ("床位从4000张减少至3600张，减少300张。", 400, "张"),
        ("床位达到4500张，同比增加300张（上年4000张）。", 500, "张"),
        ("门诊量由2.0万人次增加到2.5万人次，增长15%。", 25, "%"),
    ],
)
def test_a_change_that_its_ends_contradict_is_found(text: str, expected: int, unit: str) -> None:
    fault = growth_disagrees(text)
    assert fault is not None
    assert (fault.expected, fault.unit) == (expected, unit)
    assert fault.note.endswith("。")


@pytest.mark.parametrize(
    "text",
    [
        "签约率由60%提高到66%，提高6个百分点。",
        "签约率由60%提高到66%，提高10%。",  # of the rate itself
        "床位从4000张增加到4500张，增加500张。",
        "床位从4000张增加到4500张，增长12.5%。",
        "门诊量由2.1万人次增加到2.3万人次，增长11%。",  # within the rounding
        "床位从4000张增加到约4500张，增加400张。",
        "床位从4000张增加到4500张，医生增加400名。",
        "床位达到4500张，同比增加300张。",
        "投入由3亿元增加到4亿元，床位增加20%。",
    ],
)
def test_a_change_that_may_be_right_is_no_fault(text: str) -> None:
    assert growth_disagrees(text) is None
