"""Suites are checked whole; every fault is named with its file and line."""

import json
from pathlib import Path

import pytest

from youju.errors import BadSuite
from youju.evaluation.suites import LARGEST, load_suites, read_suites, suite_text

GOOD = {"id": "a", "type": "fact", "question": "问？", "answer_keys": ["1"]}
SAID = [{"role": "user", "content": "前一问？"}, {"role": "assistant", "content": "前一答。"}]


def written(tmp_path: Path, *lines: object, name: str = "suite.jsonl") -> Path:
    path = tmp_path / name
    texts = [x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def faults(*paths: Path) -> list[str]:
    return [str(fault) for fault in read_suites(paths).faults]


def fault_of(tmp_path: Path, **fields: object) -> str:
    """The only fault of a case that is good but for these fields."""
    (fault,) = faults(written(tmp_path, {**GOOD, **fields}))
    return fault


# ---- reading -------------------------------------------------------------------------------------


def test_a_case_has_defaults(tmp_path: Path) -> None:
    (case,) = load_suites([written(tmp_path, GOOD, "")])
    assert (case.expect_refusal, case.split, case.history) == (False, "report", ())
    assert case.parent is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encodings_of_notepad_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "suite.jsonl"
    line = json.dumps({**GOOD, "question": "娄底有几家㐂院？"}, ensure_ascii=False)
    path.write_bytes(f"{line}\r\n\r\n".encode(encoding))
    assert [case.question for case in load_suites([path])] == ["娄底有几家㐂院？"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_another_encoding_is_refused(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "suite.jsonl"
    path.write_bytes(json.dumps(GOOD).encode(encoding))
    assert "UTF-8" in faults(path)[0]


def test_a_line_separator_inside_of_a_text_ends_no_line(tmp_path: Path) -> None:
    path = written(tmp_path, {**GOOD, "question": "一\u2028二\x85三？"}, {**GOOD, "id": "b"})
    assert [case.id for case in load_suites([path])] == ["a", "b"]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """The file is a hole of 100 MB: whoever read it whole would find no JSON in it."""
    path = tmp_path / "huge.jsonl"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    (fault,) = faults(path)
    assert "100.0 MB" in fault
    assert f"{LARGEST // 1_000_000} MB" in fault


def test_a_missing_file_a_folder_and_an_empty_suite_are_errors(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path, written(tmp_path, "")):
        with pytest.raises(BadSuite):
            load_suites([path])


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    evidence = [{"source": "甲.md", "quote": "一\n二"}]
    rows = [
        {**GOOD, "type": "followup", "history": SAID, "evidence": evidence},
        {**GOOD, "id": "a~polite", "parent": "a"},
        {"id": "d", "type": "draft", "question": "写一段。", "must_not": ["6000"]},
    ]
    cases = load_suites([written(tmp_path, *rows)])
    assert load_suites([written(tmp_path, suite_text(cases), name="again.jsonl")]) == cases


# ---- faults of a line ----------------------------------------------------------------------------


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        GOOD,
        "{broken",
        {**GOOD, "id": "b", "type": "riddle"},
        GOOD,
        {"id": "c", "type": "fact"},
        {**GOOD, "id": "d", "typo": 1},
        "[1]",
        "[" * 100_000,
    )
    with pytest.raises(BadSuite) as caught:
        load_suites([path])
    message = caught.value.message
    assert "有7处错误" in message
    words = ["JSON", "riddle", "重复", "question", "typo", "JSON 对象", "JSON"]
    for line, word in enumerate(words, start=2):
        told = next(row for row in message.splitlines() if f"第{line}行" in row)
        assert word in told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"id": 3}, "字段 id 应是文字"),
        ({"question": ""}, "字段 question 不能为空"),
        ({"question": " "}, "不能是空白"),
        ({"answer_keys": "1"}, "字段 answer_keys 应是列表"),
        ({"answer_keys": [1]}, "字段 answer_keys 第1条 应是文字"),
        ({"expect_refusal": "false"}, "字段 expect_refusal 应是 true 或 false"),
        ({"split": "test"}, "字段 split 应是 tune 或 report"),
        ({"history": [{"role": "bot", "content": ""}]}, "user 或 assistant"),
        ({"evidence": ["甲.md"]}, '应写成 {"source"'),
        ({"evidence": [{"source": "甲.md"}]}, "缺少字段 evidence 第1条的 quote"),
        ({"evidence": [{"source": "a", "quote": "b", "page": 1}]}, "可用的有source、quote"),
        ({"parent": ""}, "字段 parent 不能为空"),
    ],
)
def test_a_wrong_field_is_named_with_what_it_should_be(
    tmp_path: Path, fields: dict[str, object], told: str
) -> None:
    assert told in fault_of(tmp_path, **fields)


def test_an_unknown_type_is_told_the_known_ones(tmp_path: Path) -> None:
    told = fault_of(tmp_path, type="riddle")
    assert all(name in told for name in ("riddle", "fact", "unanswerable", "draft"))


# ---- what cannot be meant ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"expect_refusal": True}, "answer_keys"),
        ({"answer_keys": []}, "无从判断"),
        ({"type": "followup"}, "history"),
        ({"parent": "a"}, "自己"),
        ({"parent": "b"}, "b 不是测评集里的编号"),
        ({"answer_keys": ["4.3个|"]}, "空的写法"),
        ({"answer_keys": [" "]}, "空的写法"),
        ({"must_not": [""]}, "must_not"),
        ({"answer_keys": ["11.83吨"], "must_not": ["11.83"]}, "11.83"),
        ({"answer_keys": ["八十|80个"], "must_not": ["80个"]}, "答对也会判错"),
    ],
)
def test_a_contradiction_is_a_fault(tmp_path: Path, fields: dict[str, object], told: str) -> None:
    assert told in fault_of(tmp_path, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"answer_keys": ["1200个"], "must_not": ["200个"]},  # another number
        {"answer_keys": ["4.3"], "must_not": ["实际达到4.3"]},
        {"answer_keys": [], "evidence": [{"source": "甲.md", "quote": "乙"}]},
        {"answer_keys": [], "type": "draft"},
        {"answer_keys": [], "type": "unanswerable", "expect_refusal": True},
        {"type": "followup", "history": SAID},
    ],
)
def test_what_only_looks_like_one_is_none(tmp_path: Path, fields: dict[str, object]) -> None:
    assert faults(written(tmp_path, {**GOOD, **fields})) == []


def test_an_id_is_unique_over_all_files_and_the_first_is_named(tmp_path: Path) -> None:
    one = written(tmp_path, {**GOOD, "id": "b"}, GOOD, name="one.jsonl")
    two = written(tmp_path, GOOD, {**GOOD, "id": "c"}, name="two.jsonl")
    assert faults(one, two) == ["two.jsonl 第1行：编号 a 重复，先见于 one.jsonl 第2行"]


def test_a_parent_may_stand_in_another_file_and_further_down(tmp_path: Path) -> None:
    one = written(tmp_path, {**GOOD, "id": "a~polite", "parent": "a"}, name="one.jsonl")
    assert faults(one, written(tmp_path, GOOD, name="two.jsonl")) == []


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
    one, two = (written(tmp_path / folder, "{", name="s.jsonl") for folder in ("x", "y"))
    assert [fault.split(" 第")[0] for fault in faults(one, two)] == [str(one), str(two)]
