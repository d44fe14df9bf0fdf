"""Who did what, and which grade is whose, against the clause that says so."""

import pytest
from sourced import source

from youju.answering.checking.basis import Basis
from youju.answering.checking.deeds import check_deeds, check_grades
from youju.types import Check

MEETING = "会上，王芳主持会议，张海明部署下一步工作。"
GRADES = "市中心医院电子病历应用水平达到四级，市中医院通过三级甲等医院评审。"


def deeds(sentence: str, *texts: str) -> list[Check]:
    return list(check_deeds(sentence, Basis(cited=tuple(map(source, texts)), marker=3)))


def grades(sentence: str, text: str = GRADES) -> list[str]:
    checks = list(check_grades(sentence, Basis(cited=(source(text),), marker=1)))
    assert all((check.rule, check.verdict) == ("grade", "fail") for check in checks)
    return [check.text for check in checks]


@pytest.mark.parametrize("sentence", ["张海明主持会议。", "王芳部署下一步工作。"])
def test_the_deed_of_one_person_is_not_anothers(sentence: str) -> None:
    (check,) = deeds(sentence, MEETING)
    assert (check.rule, check.verdict, check.citation) == ("person", "fail", 3)
    assert check.text in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "王芳主持会议。",
        "会议由王芳主持。",
        "王芳主持会议，张海明部署下一步工作。",
        "会议部署了下一步工作。",  # no person
        "张海明致辞。",  # no source tells the deed
    ],
)
def test_what_the_source_says_or_does_not_tell_of_anyone_else_passes(sentence: str) -> None:
    assert deeds(sentence, MEETING) == []


def test_a_deed_that_two_sources_tell_of_two_persons_is_eithers() -> None:
    other = "张海明主持会议。"
    assert deeds("张海明主持会议。", MEETING, other) == []


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("市中心医院电子病历应用水平达到三级。", "三级"),
        ("市中医院通过三级乙等医院评审。", "三级乙等"),
        ("市中医院通过二级甲等医院评审。", "二级甲等"),
    ],
)
def test_another_grade_than_the_sources_fails(sentence: str, grade: str) -> None:
    assert grades(sentence) == [grade]


@pytest.mark.parametrize(
    "sentence",
    [
        "市中心医院电子病历应用水平达到四级。",
        "市中医院通过三级甲等医院评审。",
        "市中医院通过三级医院评审。",  # less exact
        "市中医院开展义诊。",
        "全市建成三级网络。",  # no clause says the like
    ],
)
def test_the_sources_grade_or_its_first_part_passes(sentence: str) -> None:
    assert grades(sentence) == []
