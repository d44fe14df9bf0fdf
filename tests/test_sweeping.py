"""Sweeping dials: every combination once, what breaks shown as broken, libraries of their own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from youju.assistant import Assistant, build_assistant
from youju.errors import BadInput, BadSetting, EndpointFailed, ModelUnavailable
from youju.evaluation.corpora import library_of
from youju.evaluation.records import CaseFailure, CaseResult, EvaluationReport, Identity
from youju.evaluation.runner import Plan, run
from youju.evaluation.suites import EvidenceQuote, QACase
from youju.evaluation.sweeping import (
    DIALS,
    Cell,
    Dial,
    as_json,
    as_table,
    dial_of,
    means_of,
    sweep,
)
from youju.settings import Settings

BASE = Settings(llm="none")


def result(name: str, *, refuse: bool, refused: bool, total_ms: int, **scores: float) -> CaseResult:
    case = QACase(id=name, type="fact", question=name, expect_refusal=refuse)
    answer = {"refused": refused, "timings": {"total_ms": total_ms}}
    return CaseResult(case=case, answer=answer, scores=scores)


def report(*results: CaseResult, failures: tuple[CaseFailure, ...] = ()) -> EvaluationReport:
    identity = Identity(fingerprint="f", suite="s", library="l", code="c", mode="quoted")
    return EvaluationReport(identity=identity, results=results, failures=failures)


ANSWERED = {"right": 1.0, "recall@5": 1.0, "ndcg@5": 0.5}
MIXED = report(
    result("a", refuse=False, refused=False, total_ms=10, **ANSWERED),
    result("b", refuse=False, refused=True, total_ms=30, **{**ANSWERED, "right": 0.0}),
    result("c", refuse=True, refused=True, total_ms=20, right=1.0),
    failures=(CaseFailure(case=QACase(id="d", type="fact", question="d"), error="broke"),),
)


class Scale:
    """Measures by a rule, and remembers what it measured."""

    def __init__(self, rule: Callable[[Settings], EvaluationReport] = lambda s: MIXED) -> None:
        self._rule = rule
        self.seen: list[Settings] = []

    def __call__(self, settings: Settings) -> EvaluationReport:
        self.seen.append(settings)
        return self._rule(settings)


def swept(*texts: str, scale: Scale | None = None, base: Settings = BASE) -> tuple[Cell, ...]:
    return sweep([dial_of(text, base) for text in texts], scale or Scale(), base)


# Dials


def test_a_dial_is_what_the_fingerprint_hangs_on() -> None:
    """Each declared setting is one or the other: a dial changes the fingerprint, no other does."""
    other: dict[str, Any] = {"llm": "none", "chunk_max_chars": 501}
    base = Settings()
    for name in Settings.model_fields:
        old = getattr(base, name)
        new = other.get(name, f"{old}x" if isinstance(old, str | Path) else old * 0.5 or 0.25)
        if isinstance(old, int) and name not in other:
            new = old + 1
        changed = base.model_copy(update={name: Path(new) if isinstance(old, Path) else new})
        assert (changed.fingerprint != base.fingerprint) == (name in DIALS), name


def test_values_are_what_the_settings_make_of_them() -> None:
    assert dial_of("top_k= 4, 6", BASE) == Dial(name="top_k", values=(4, 6))
    assert dial_of("dense_weight=0.3,0.30,1", BASE).values == (0.3, 1.0)
    assert dial_of("embedding=m3e-small", BASE).values == ("m3e-small",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("top_k", "看不懂"),
        ("top_k=", "看不懂"),
        ("top_k=0", "top_k 不能是“0”"),
        ("top_k=4,", "top_k 不能是“”"),
        ("top_k=four", "four"),
        ("dense_weight=1.5", "1.5"),
        ("llm=gpt", "llm 不能是“gpt”"),
        ("chunk_size=200", "没有 chunk_size"),
        ("port=80", "没有 port"),
    ],
)
def test_what_no_setting_takes_is_refused(text: str, told: str) -> None:
    with pytest.raises((BadInput, BadSetting), match=told) as caught:
        dial_of(text, BASE)
    assert caught.value.remedy


# Sweeping


def test_every_combination_is_measured_in_order() -> None:
    scale = Scale()
    cells = swept("top_k=4,6", "dense_weight=0.3,0.7", scale=scale)
    assert [tuple(cell.changes.values()) for cell in cells] == [
        (4, 0.3),
        (4, 0.7),
        (6, 0.3),
        (6, 0.7),
    ]
    assert [(s.top_k, s.dense_weight) for s in scale.seen] == [
        (4, 0.3),
        (4, 0.7),
        (6, 0.3),
        (6, 0.7),
    ]
    assert [cell.fingerprint for cell in cells] == [s.fingerprint for s in scale.seen]
    assert len({cell.fingerprint for cell in cells}) == 4


def test_the_base_is_kept_but_for_the_dials() -> None:
    base = Settings(llm="none", candidates=33, data_dir=Path("elsewhere"))
    scale = Scale()
    swept("top_k=4", scale=scale, base=base)
    assert scale.seen == [base.model_copy(update={"top_k": 4})]


def test_one_fingerprint_is_measured_once_and_shown_twice() -> None:
    scale = Scale()
    cells = sweep([Dial(name="dense_weight", values=(0.3, "0.30"))], scale, BASE)
    assert len(scale.seen) == 1
    assert [cell.changes["dense_weight"] for cell in cells] == [0.3, "0.30"]
    assert cells[0].means == cells[1].means != {}


def test_the_means_are_of_the_cases_that_have_them() -> None:
    assert means_of(MIXED) == pytest.approx(
        {"right": 2 / 3, "recall@5": 1.0, "ndcg@5": 0.5, "refusal_f1": 2 / 3, "total_ms": 20}
    )
    (cell,) = swept("top_k=4")
    assert (cell.cases, cell.failures, cell.error) == (3, 1, "")


def test_what_breaks_is_told_and_the_rest_goes_on() -> None:
    def rule(settings: Settings) -> EvaluationReport:
        if settings.top_k == 4:
            raise RuntimeError("broke")
        if settings.top_k == 5:
            raise EndpointFailed("接口断了。", remedy="再试")
        return MIXED

    cells = swept("top_k=4,5,6", scale=Scale(rule))
    assert [cell.error for cell in cells] == ["RuntimeError: broke", "接口断了。再试", ""]
    assert [bool(cell.means) for cell in cells] == [False, False, True]
    table = as_table(cells)
    assert "失败 top_k=4：RuntimeError: broke" in table
    assert table.count("0.667") == 2  # of the one that did not break: right, and refusals
    assert "0.000" not in table


def test_an_interruption_stops_the_sweep() -> None:
    def rule(settings: Settings) -> EvaluationReport:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        swept("top_k=4,5", scale=Scale(rule))


def test_values_that_clash_with_one_another_alone_are_a_broken_cell() -> None:
    scale = Scale()
    cells = swept("chunk_min_chars=100,300", "chunk_max_chars=200,400", scale=scale)
    assert [bool(cell.error) for cell in cells] == [False, False, True, False]
    assert [s.chunk_max_chars for s in scale.seen] == [200, 400, 400]


def test_too_many_combinations_and_a_dial_twice_are_refused() -> None:
    many = ",".join(map(str, range(1, 10)))
    scale = Scale()
    with pytest.raises(BadInput, match="81种") as caught:
        swept(f"top_k={many}", f"candidates={many}", scale=scale)
    assert caught.value.remedy
    for texts in ((), ("top_k=1", "top_k=2")):
        with pytest.raises(BadInput):
            swept(*texts, scale=scale)
    assert scale.seen == []


def test_progress_names_the_combination() -> None:
    told: list[tuple[int, int, str]] = []
    dial = dial_of("top_k=4,6", BASE)
    sweep([dial], Scale(), BASE, lambda *step: told.append(step))
    assert told == [(0, 2, "top_k=4"), (1, 2, "top_k=6"), (2, 2, "")]


def test_json_and_table_hold_the_same() -> None:
    cells = swept("top_k=4,6")
    rows = as_json(cells)
    assert [row["changes"] for row in rows] == [{"top_k": 4}, {"top_k": 6}]
    assert rows[0]["means"]["right"] == 0.6667
    lines = as_table(cells).splitlines()
    assert lines[0].startswith("| top_k | 指纹 | 题数")
    assert len({line.count("|") for line in lines}) == 1
    assert lines[2].endswith("| 0.667 | 1.000 | 0.500 | 0.667 | 20 |")


# A library of its own for each way of cutting

TEXT = """# 甲山市2023年卫生健康工作报告

2023年，甲山市注册护士总数900名，比上年增加20名。

2023年，甲山市新增床位1200张，县域内就诊率91.3%。
"""
CASES = (
    QACase(
        id="one",
        type="fact",
        question="甲山市2023年新增床位多少张？",
        answer_keys=("1200张",),
        evidence=(EvidenceQuote(source="report.md", quote="新增床位1200张"),),
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "report.md").write_text(TEXT, encoding="utf-8")
    return documents


def test_combinations_that_cut_alike_share_a_library(
    tmp_path: Path, folder: Path, models_dir: Path
) -> None:
    built: list[Assistant] = []

    def build(settings: Settings) -> Assistant:
        built.append(build_assistant(settings))
        return built[-1]

    base = Settings(llm="none", data_dir=models_dir.parent)
    dials = [dial_of(text, base) for text in ("chunk_max_chars=500,600", "dense_weight=0.3,0.7")]

    def measure(settings: Settings) -> EvaluationReport:
        with library_of(settings, folder, tmp_path / "work", build) as assistant:
            plan = Plan(fingerprint=settings.fingerprint, mode="quoted")
            return run(assistant, CASES, plan)

    cells = sweep(dials, measure, base)
    assert [cell.error for cell in cells] == [""] * 4
    assert [cell.means["right"] for cell in cells] == [1.0] * 4
    places = [one.settings.data_dir for one in built]
    assert places[0] == places[1] != places[2] == places[3]
    assert models_dir.parent not in places
    assert [one.settings.fingerprint for one in built] == [cell.fingerprint for cell in cells]
    again = build_assistant(built[0].settings)
    assert again.is_embedded
    again.close()


def test_without_its_model_nothing_is_measured(tmp_path: Path, folder: Path) -> None:
    settings = Settings(llm="none", data_dir=tmp_path / "data", embedding=str(tmp_path / "none"))
    with (
        pytest.raises(ModelUnavailable),
        library_of(settings, folder, tmp_path / "work", build_assistant),
    ):
        pass
