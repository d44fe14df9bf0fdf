"""Units, scales, gaps, hedges, ages and other numbers of a sentence against what it cites."""

import pytest
from sourced import checks, failed, source, verdicts


@pytest.mark.parametrize(
    ("told", "stated"),
    [
        ("全年接诊3.1万人。", "全年接诊3.1万人次。"),
        ("争取资金687元。", "争取资金687万元。"),
        ("婴儿死亡率为4.5%。", "婴儿死亡率为4.5‰。"),
        ("全年采血11.83毫升。", "全年采血11.83吨。"),
    ],
)
def test_another_unit_or_scale_fails_and_the_sources_is_named(told: str, stated: str) -> None:
    (wrong,) = [c for c in checks(told, source(stated)) if c.verdict == "fail"]
    assert wrong.rule == "unit"
    assert wrong.text in told
    assert wrong.note[-8:-2] in stated or wrong.note.split("“")[1].rstrip("”。") in stated


def test_the_same_amount_in_another_unit_passes() -> None:
    assert verdicts("财政投入24600万元。", source("财政投入2.46亿元。")) == {"figure": "pass"}
    assert verdicts("占比为百分之三十。", source("占比为30%。")) == {"figure": "pass"}


def test_a_figure_where_the_source_has_a_gap_fails_for_that() -> None:
    blank = source("新院区总投资〔数字缺失〕亿元，占地〔数字缺失〕亩。")
    assert failed("新院区总投资12亿元。", blank) == {"gap": "12亿元"}


@pytest.mark.parametrize(
    ("told", "stated", "verdict"),
    [
        ("服务群众超过3000人。", "服务群众3000余人。", None),
        ("服务群众3000人。", "服务群众3000余人。", "warn"),
        ("服务群众约3000人。", "服务群众3000人。", "warn"),
        ("服务群众近3000人。", "服务群众3000余人。", "fail"),
        ("招商引资达到1000万元。", "招商引资不低于1000万元。", "fail"),
        ("覆盖率不超过90%。", "覆盖率90%以上。", "fail"),
    ],
)
def test_a_hedge_is_kept(told: str, stated: str, verdict: str | None) -> None:
    assert verdicts(told, source(stated)).get("hedge") == verdict


def test_days_and_ranks_stand_in_the_source_too() -> None:
    meeting = source("4月10日召开会议，服务能力居全省第三。")
    assert failed("4月12日召开会议。", meeting) == {"figure": "12日"}
    assert failed("服务能力居全省第一。", meeting) == {"figure": "第一"}
    assert failed("4月10日召开会议，服务能力居全省第三。", meeting) == {}


def test_who_is_counted_is_told_by_age() -> None:
    children = source("3岁以下儿童系统管理率达到90%以上。")
    told = "7岁以下儿童系统管理率达到90%以上。"
    assert "7岁以下" in {c.text for c in checks(told, children) if c.verdict == "fail"}
    assert failed("3岁以下儿童系统管理率达到90%以上。", children) == {}


def test_figures_of_one_clause_are_not_crossed() -> None:
    rates = source("门诊患者满意度达92.25%、住院患者满意度达93.97%。")
    crossed = "门诊患者满意度为93.97%，住院患者满意度为92.25%。"
    assert "indicator" in failed(crossed, rates)
    assert failed("门诊患者满意度为92.25%，住院患者满意度为93.97%。", rates) == {}
