"""Suites are checked whole; every fault is named with its line."""

import json
from pathlib import Path

import pytest

from youju.errors import BadSuite
from youju.evaluation.suites import load_suites

GOOD = {"id": "a", "type": "fact", "question": "问？", "answer_keys": ["1"]}


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "suite.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_case_has_defaults(tmp_path: Path) -> None:
    (case,) = load_suites([written(tmp_path, json.dumps(GOOD), "")])
    assert (case.expect_refusal, case.split, case.history) == (False, "report", ())


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        json.dumps(GOOD),
        "{broken",
        json.dumps({**GOOD, "id": "b", "type": "riddle"}),
        json.dumps({**GOOD, "id": "a"}),
        json.dumps({"id": "c", "type": "fact"}),
        json.dumps({**GOOD, "id": "d", "typo": 1}),
    )
    with pytest.raises(BadSuite) as caught:
        load_suites([path])
    message = caught.value.message
    assert "有5处错误" in message
    for line, word in ((2, "JSON"), (3, "type"), (4, "重复"), (5, "question"), (6, "typo")):
        assert f"第{line}行" in message
        assert word in message


def test_a_missing_or_empty_suite_is_an_error(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", written(tmp_path, "")):
        with pytest.raises(BadSuite):
            load_suites([path])
