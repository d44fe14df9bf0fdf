"""The JSON of the command line: its keys stay, and what they hold is what the answer says."""

import json
from dataclasses import replace

from fakes import answer_to, query_of

from youju.jsonable import answer_json, understood

FIXED = {
    "question", "answer", "refused", "mode", "sentences", "citations", "checks", "passages",
    "timings", "fingerprint",
}  # fmt: skip


def test_the_keys_of_an_answer_stay() -> None:
    row = json.loads(json.dumps(answer_json(answer_to("问"))))
    assert set(row) == FIXED | {"notice", "understood", "notes", "suggestions", "table"}
    assert set(row["citations"][0]) == {
        "marker", "doc_id", "source", "title", "start", "end", "quote",
    }  # fmt: skip
    assert (row["understood"], row["notes"], row["suggestions"], row["table"]) == ("", [], [], None)


def test_a_table_tells_each_cell_with_its_markers() -> None:
    row = answer_json(answer_to("对比"))
    assert row["table"]["columns"] == ["地方", "2023年新增床位", "2024年计划新增床位"]
    assert row["table"]["rows"][0][1] == {"text": "1200张", "citations": [1]}
    assert row["table"]["rows"][1][2] == {"text": "", "citations": []}
    assert row["notes"] == ["没有写年份，按2023年查找。"]


def test_a_question_that_was_rewritten_says_so() -> None:
    assert answer_json(answer_to("那床位呢？"))["understood"] == "示例市2024年计划新增多少张床位？"
    assert answer_json(answer_to("天气"))["suggestions"][1] == "县域内就诊率是多少？"


def test_another_spelling_of_the_same_question_is_no_rewriting() -> None:
    query = replace(query_of(" ＧＤＰ是多少?"), standalone="gdp是多少？")
    assert understood(query) == ""
    assert understood(replace(query, standalone="gdp是多少？2023年")) == "gdp是多少？2023年"
