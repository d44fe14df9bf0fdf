"""`youju eval` at the terminal: run, check, compare, propose and accept, sweep, others' formats."""

import json
from pathlib import Path

import pytest
from test_cli import run

REPORT = """# 白河市2022年卫生健康工作报告

2022年，白河市医疗床位当年新增1232张，比上年多4.4%。

2022年，白河市采集血液11.83吨，保障了用血。

2022年，白河市建成托育机构18家，可供托位1450个。
"""
BEDS = {
    "id": "beds",
    "type": "fact",
    "question": "白河市2022年新增多少张床位？",
    "answer_keys": ["1232张"],
    "evidence": [{"source": "报告.md", "quote": "当年新增1232张"}],
}
PLANES = {
    "id": "planes",
    "type": "offtopic",
    "question": "白河市有几架直升机？",
    "expect_refusal": True,
}


@pytest.fixture(autouse=True)
def folder(workplace: Path) -> Path:
    """A working folder with documents, a suite, the real embedding model, and no chat model."""
    (workplace / "docs").mkdir()
    (workplace / "docs" / "报告.md").write_text(REPORT, encoding="utf-8")
    suite(workplace / "s.jsonl", BEDS, PLANES)
    return workplace


def suite(path: Path, *rows: object) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


OWN = ("--corpus", "docs", "--quote")


def test_a_run_leaves_the_offices_library_alone(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "eval", "s.jsonl", *OWN, "--html", "r.html", "--json")
    row = json.loads(out)
    assert code == 0
    assert [one["scores"]["right"] for one in row["results"]] == [1.0, 1.0]
    assert "1232张" in Path("r.html").read_text(encoding="utf-8")
    assert json.loads(run(capsys, "documents", "--json")[1]) == []


def test_a_regression_ends_with_1_and_names_the_case(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [BEDS | {"id": f"beds-{n}"} for n in range(8)]
    suite(Path("many.jsonl"), *rows)
    assert run(capsys, "eval", "many.jsonl", *OWN, "--save-baseline", "b.json")[0] == 0
    broken = json.loads(Path("b.json").read_text(encoding="utf-8"))
    assert run(capsys, "eval", "many.jsonl", *OWN, "--baseline", "b.json")[0] == 0
    for one in broken["results"]:
        one["scores"]["right"] = 0.0
    Path("worse.json").write_text(json.dumps(broken), encoding="utf-8")
    code, out, _ = run(capsys, "eval", "compare", "b.json", "worse.json", "--html", "c.html")
    assert code == 1
    assert "退步" in out
    assert "beds-7" in out
    assert Path("c.html").exists()


def test_check_tells_all_faults_and_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    lost = BEDS | {"id": "lost", "evidence": [{"source": "报告.md", "quote": "当年新增1322张"}]}
    suite(Path("bad.jsonl"), lost, {"id": "bare"}, PLANES)
    code, out, _ = run(capsys, "eval", "check", "bad.jsonl", "--corpus", "docs")
    assert code == 1
    assert "bad.jsonl 第1行" in out
    assert "最接近的是“当年新增1232张”" in out
    assert "bad.jsonl 第2行：缺少字段 type" in out
    assert run(capsys, "eval", "check", "s.jsonl", "--corpus", "docs")[0] == 0


def test_proposals_wait_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "eval", "propose", "p.jsonl", "--corpus", "docs", "--sample", "1")
    assert code == 0, err
    rows = [json.loads(line) for line in Path("p.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 2
    assert {row["accepted"] for row in rows} == {None}
    accept = ("eval", "accept", "p.jsonl", "s.jsonl", "--corpus", "docs")
    run(capsys, *accept)
    assert len(Path("s.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    rows[0]["accepted"], rows[1]["accepted"] = True, False
    suite(Path("p.jsonl"), *rows)
    for _ in range(2):  # once is enough
        assert run(capsys, *accept)[0] == 0
        lines = Path("s.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["id"] for line in lines][2:] == [rows[0]["case"]["id"]]
    assert run(capsys, "eval", "propose", "p.jsonl", "--corpus", "docs")[0] == 1  # kept as it is


def test_a_sweep_is_a_table_of_fingerprints(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("eval", "sweep", "s.jsonl", *OWN, "--dial", "top_k=2,4", "--dial", "dense_weight=0")
    code, out, _ = run(capsys, *words)
    assert code == 0
    assert out.count("\n| ") == 3  # the rule, and two combinations
    assert run(capsys, "eval", "sweep", "s.jsonl", *OWN, "--dial", "nothing=1")[0] == 1
    assert run(capsys, "eval", "sweep", "s.jsonl", "--quote", "--dial", "top_k=2")[0] == 1


def test_a_set_of_others_with_its_own_texts(capsys: pytest.CaptureFixture[str]) -> None:
    question = {"id": "q", "question": "白河市采了多少血？", "answers": [{"text": "11.83吨"}]}
    rows = {"data": [{"title": "白河", "paragraphs": [{"context": REPORT, "qas": [question]}]}]}
    Path("dev.json").write_text(json.dumps(rows), encoding="utf-8")
    for how in ("--quote", "--retrieval"):
        words = ("eval", "dev.json", "--format", "squad", how, "--json")
        code, out, err = run(capsys, *words)
        assert code == 0, err
        (row,) = json.loads(out)["results"]
        assert row["scores"]["success@1"] == 1.0
        assert ("right" in row["scores"]) == (how == "--quote")


def test_variants_are_asked_too(capsys: pytest.CaptureFixture[str]) -> None:
    row = json.loads(run(capsys, "eval", "s.jsonl", *OWN, "--variants", "--json")[1])
    ids = [one["case"]["id"] for one in row["results"]]
    assert "beds~traditional" in ids
    assert "planes~polite" in ids


@pytest.mark.parametrize(
    "words",
    [
        ("check",), ("compare", "一份.json"), ("propose",), ("accept", "一份.jsonl"), ("sweep",),
        ("s.jsonl", "--format", "xml"), ("s.jsonl", "--quote", "--corpus", "没有"),
        ("s.jsonl", "--corpus", "docs", "--judge", "--quote"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_with_a_remedy(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "eval", *words)
    assert (code, out) == (1, "")
    assert "错误：" in err
    assert "办法：" in err
