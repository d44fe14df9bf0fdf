"""Suites against a library: evidence that is nowhere is told with what may have been meant."""

import json
from pathlib import Path

import pytest
from builders import reading

from youju.errors import BadSuite
from youju.evaluation.checking import (
    CheckReport,
    check_json,
    check_suites,
    check_text,
    nearest_stretch,
)
from youju.evaluation.scoring import locate
from youju.evaluation.suites import load_suites
from youju.types import Chunk, Document, DocumentFacts, Reading

FIRST = "全市现有托位5200个，每千人口4.1个。\n全年采集血液11.83吨，比上年多一成。"
SECOND = "甲市有医院12家，医生1980人，护士3000人。"


class Books:
    """A shelf of texts that were never files."""

    def __init__(self, *readings: Reading) -> None:
        self._readings = {one.document.doc_id: one for one in readings}

    def documents(self) -> list[DocumentFacts]:
        return [one.document.facts for one in self._readings.values()]

    def document(self, doc_id: str) -> Document:
        return self._readings[doc_id].document

    def chunks(self, doc_id: str) -> tuple[Chunk, ...]:
        return self._readings[doc_id].chunks


SHELF = Books(
    reading(FIRST, "d1", source="甲市2023年工作报告.md"),
    reading(SECOND, "d2", source="甲市医院名录.md"),
)


def case(number: int, source: str, quote: str, *keys: str, **more: object) -> dict[str, object]:
    evidence = [{"source": source, "quote": quote}]
    row = {"id": f"q{number}", "type": "fact", "question": "问？", "evidence": evidence}
    return {**row, "answer_keys": keys, **more}


def checked(tmp_path: Path, *rows: object) -> CheckReport:
    return check_suites([written(tmp_path, *rows)], SHELF)


def written(tmp_path: Path, *rows: object) -> Path:
    path = tmp_path / "s.jsonl"
    texts = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_faults_of_lines_and_of_evidence_come_together(tmp_path: Path) -> None:
    report = checked(
        tmp_path,
        case(1, "甲市2023年工作报告.md", "托位5200个", "5200个"),
        "{broken",
        case(2, "甲市2023年工作报告.md", "全市已有托位5200个"),
        case(3, "甲市2023工作报告.md", "托位九千个"),
        case(4, "甲市医院名录.md", "采集血液11.83吨"),
    )
    assert not report.sound
    lines = {fault.line: fault.text for fault in report.faults}
    assert sorted(lines) == [2, 3, 4, 5]
    assert "最接近的是“全市现有托位5200个”" in lines[3]
    assert "最接近的是“甲市2023年工作报告.md”" in lines[4]
    assert "这句原文在“甲市2023年工作报告.md”里" in lines[5]


@pytest.mark.parametrize("quote", ["托位5200个", "。\n全年采集", "托位5200", "托位5201个"])
def test_what_is_sound_is_what_can_run(tmp_path: Path, quote: str) -> None:
    path = written(tmp_path, case(1, "甲市2023年工作报告.md", quote))
    try:
        locate(SHELF, load_suites([path]))
    except BadSuite:
        runs = False
    else:
        runs = True
    assert check_suites([path], SHELF).sound == runs


def test_the_nearest_stretch_stands_in_the_text_and_nothing_is_made_up() -> None:
    text = "开头。" * 3000 + FIRST + "结尾。" * 3000
    for quote in ("全年采集的血液11.83吨", "每千人口4.2个", "全市现有托位 5200 个"):
        found = nearest_stretch(quote, text)
        assert found in FIRST
        assert found[-1] == quote[-1]
    assert nearest_stretch("与此毫不相干的一句话", text) == ""
    assert nearest_stretch("字", text) == nearest_stretch("", text) == ""


def test_a_document_that_answers_as_a_whole_must_be_there(tmp_path: Path) -> None:
    row = {"id": "w1", "type": "fact", "question": "问？"}
    report = checked(tmp_path, row | {"documents": ["甲市医院名录.md", "甲市医院名.md"]})
    assert [fault.line for fault in report.faults] == [1]
    assert "最接近的是“甲市医院名录.md”" in report.faults[0].text


def test_a_copy_is_found_under_each_of_its_names(tmp_path: Path) -> None:
    folded = reading(FIRST, "d1", source="甲.md", addresses=("/a/甲.md", "/b/转载.md"))
    path = written(
        tmp_path, {"id": "w", "type": "fact", "question": "问", "documents": ["转载.md"]}
    )
    assert check_suites([path], Books(folded)).sound


def test_a_key_whose_number_no_evidence_states_is_doubtful(tmp_path: Path) -> None:
    source, quote = "甲市2023年工作报告.md", "全年采集血液11.83吨"
    report = checked(
        tmp_path,
        case(1, source, quote, "11.83吨"),
        case(2, source, quote, "11830公斤"),
        case(3, source, quote, "11.38吨"),
        case(4, source, quote, "1.83吨"),
        case(5, source, quote, "吨"),
        case(6, source, quote, "11.38吨|11.83吨"),
        case(7, source, quote, expect_refusal=True),
    )
    assert report.sound
    assert [fault.line for fault in report.warnings if fault.line] == [3, 4]


def test_what_a_suite_has_too_little_of_is_told(tmp_path: Path) -> None:
    quote = ("甲市医院名录.md", "医院12家", "12家")
    rows = [case(number, *quote) for number in range(9)]
    rows.append(case(9, *quote, type="trap"))
    rows += [case(number, *quote, type="trap", parent="q9") for number in range(10, 40)]
    report = checked(tmp_path, *rows)
    assert report.by_type == {"fact": 9, "trap": 31}
    assert (report.cases, report.refusals, report.variants) == (40, 0, 30)
    told = [fault.text for fault in report.warnings]
    assert any("trap 只有1道" in text for text in told)
    assert any("fact 有9道" in text for text in told)
    assert any("没有应当拒答" in text for text in told)


def test_a_suite_of_refusals_only_is_doubtful_and_an_empty_one_a_fault(tmp_path: Path) -> None:
    rows = [
        {"id": str(i), "type": "offtopic", "question": "问", "expect_refusal": True}
        for i in "12345"
    ]
    assert "一律拒答" in str(checked(tmp_path, *rows).warnings)
    assert not checked(tmp_path, "").sound


def test_the_report_is_read_by_people_and_by_programs(tmp_path: Path) -> None:
    report = checked(tmp_path, case(1, "丙.md", "无", "3"), "[]")
    text, row = check_text(report), check_json(report)
    assert "s.jsonl 第1行" in text
    assert "有2处错误" in text
    assert json.loads(json.dumps(row))["faults"][0]["line"] in (1, 2)
    assert not row["sound"]
    good = checked(tmp_path, case(1, "甲市医院名录.md", "医院12家", "12家"))
    assert check_text(good).endswith("可以运行。")
