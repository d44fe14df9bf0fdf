"""Sets in the formats of others: what they ask, what answers it, and all their faults at once."""

import json
from pathlib import Path

import pytest

from youju.errors import BadInput, BadSuite
from youju.evaluation.formats.reading import FORMATS, read_set, sampled
from youju.evaluation.formats.texts import QASet

CONTEXT = "清河市2023年建成托育机构18家，可供托位1450个。"


def written(folder: Path, name: str, rows: object, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = rows if isinstance(rows, str) else json.dumps(rows, ensure_ascii=False)
    path.write_bytes(text.encode(encoding))
    return path


def lines(folder: Path, name: str, *rows: object) -> Path:
    return written(
        folder, name, "\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows)
    )


def squad(*questions: dict[str, object]) -> dict[str, object]:
    return {"data": [{"title": "托育", "paragraphs": [{"context": CONTEXT, "qas": questions}]}]}


def asked(number: int, *answers: str, **more: object) -> dict[str, object]:
    told = [{"text": a, "answer_start": CONTEXT.find(a)} for a in answers]
    return {"id": f"q{number}", "question": f"第{number}问？", "answers": told, **more}


# SQuAD


def test_squad_contexts_become_texts_and_answers_one_key(tmp_path: Path) -> None:
    path = written(
        tmp_path, "dev.json", squad(asked(1, "18家", "18 家|", "18家"), asked(2, "1450个"))
    )
    found = read_set("squad", [path])
    first, second = found.cases
    assert first.answer_keys == ("18家|18 家｜",)
    assert [text.text for text in found.texts] == [CONTEXT]
    assert first.documents == second.documents == (found.texts[0].name,)
    assert found.texts[0].title == "托育"


def test_squad_impossible_questions_are_to_be_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "dev.json", squad(asked(1, is_impossible=True), asked(2, "18家")))
    gone, _ = read_set("squad", [path]).cases
    assert (gone.type, gone.expect_refusal, gone.documents) == ("unanswerable", True, ())


def test_the_flat_form_of_cmrc(tmp_path: Path) -> None:
    rows = [
        {
            "context_id": "A",
            "context_text": CONTEXT,
            "title": "托育",
            "qas": [{"query_id": "A_Q", "query_text": "几家？", "answers": ["18家", "18家"]}],
        }
    ]
    (case,) = read_set("squad", [written(tmp_path, "cmrc.json", rows)]).cases
    assert (case.id, case.question, case.answer_keys) == ("A_Q", "几家？", ("18家",))


def test_squad_faults_are_all_told(tmp_path: Path) -> None:
    twice = squad(asked(1, "18家"), asked(1, "18家"))
    twice["data"].append({"title": "坏", "paragraphs": [{"qas": []}]})  # type: ignore[attr-defined]
    paths = [written(tmp_path, "a.json", twice), written(tmp_path, "b.json", "{")]
    with pytest.raises(BadSuite) as error:
        read_set("squad", paths)
    assert "编号 q1 重复" in error.value.message
    assert "第2篇：context_text" in error.value.message
    assert "b.json 第1行：不是 JSON" in error.value.message


# BEIR and TREC


def beir(folder: Path) -> Path:
    lines(
        folder, "corpus.jsonl", *({"_id": f"d/{n}", "title": "", "text": f"{n}号"} for n in "123")
    )
    lines(folder, "queries.jsonl", *({"_id": f"q{n}", "text": f"{n}？"} for n in "123"))
    written(folder, "qrels/train.tsv", "query-id\tcorpus-id\tscore\nq3\td/3\t1\n")
    rows = "query-id\tcorpus-id\tscore\nq1\td/1\t2\nq1\td/2\t1\nq2\td/3\t0\n"
    written(folder, "qrels/test.tsv", rows)
    return folder


def test_beir_judges_by_the_test_split_and_what_is_above_zero(tmp_path: Path) -> None:
    found = read_set("beir", [beir(tmp_path)])
    (case,) = found.cases
    assert case.id == "q1"
    by_name = {text.name: text.text for text in found.texts}
    assert [by_name[name] for name in case.documents] == ["1号", "2号"]
    assert len(by_name) == 3
    assert all("/" not in name for name in by_name)


def test_trec_files_of_any_order(tmp_path: Path) -> None:
    corpus = written(tmp_path, "docs.tsv", "D1\t一号\nD2\t二号\n")
    qrels = written(tmp_path, "qrels.txt", "1 0 D2 1\n1 0 D1 0\n")
    topics = written(tmp_path, "topics.tsv", "1\t哪一号？\n")
    (case,) = read_set("trec", [qrels, topics], corpus).cases
    assert (case.question, len(case.documents)) == ("哪一号？", 1)


def test_beir_faults_are_all_told(tmp_path: Path) -> None:
    folder = beir(tmp_path)
    written(folder, "qrels/test.tsv", "q1\td/9\t1\nq9\td/1\t1\n坏的一行\n")
    with pytest.raises(BadSuite) as error:
        read_set("beir", [folder])
    message = error.value.message
    assert "文献 d/9 不在语料里" in message
    assert "问题 q9 不在 queries.jsonl 里" in message
    assert "test.tsv 第3行" in message
    with pytest.raises(BadSuite, match="没有 corpus"):
        read_set("beir", [folder / "queries.jsonl"])


# RGB


def rgb(folder: Path) -> Path:
    return lines(
        folder,
        "zh.json",
        {
            "id": 0,
            "query": "几家？",
            "answer": ["18家"],
            "positive": [CONTEXT],
            "negative": ["无关"],
        },
        {
            "id": 1,
            "query": "谁和谁？",
            "answer": [["张三", "老张"], "李四"],
            "positive": [["甲", "乙"]],
        },
        {"id": 2, "query": "无解？", "answer": "无", "positive": [], "negative": ["无关"]},
    )


def test_rgb_alternatives_and_what_nothing_answers(tmp_path: Path) -> None:
    one, two, none = read_set("rgb", [rgb(tmp_path)]).cases
    assert one.answer_keys == ("18家",)
    assert two.answer_keys == ("张三|老张", "李四")
    assert len(two.documents) == 2
    assert none.expect_refusal


def test_rgb_without_its_answers_is_all_refusals(tmp_path: Path) -> None:
    found = read_set("rgb-reject", [rgb(tmp_path)])
    assert all(case.expect_refusal and not case.documents for case in found.cases)
    assert {text.text for text in found.texts} == {"无关"}


# CSV

TABLE = """编号,问题,答案,来源
1,托位有多少？,"全市有托位1450个，
机构18家。",总结.md；报告.md
2,谁主持？,张局长,总结.md
3,直升机几架？,没有写明。,
"""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_table_of_an_office(tmp_path: Path, encoding: str) -> None:
    one, two, three = read_set("csv", [written(tmp_path, "题.csv", TABLE, encoding)]).cases
    assert one.answer_keys == ("1450个", "18家")
    assert one.documents == ("总结.md", "报告.md")
    assert one.reference.startswith("全市有托位")
    assert two.answer_keys == ("张局长",)
    assert three.expect_refusal
    assert not three.answer_keys


def test_other_heads_and_delimiters(tmp_path: Path) -> None:
    text = f"source\tAnswer\tquestion\na.md\t一段{'很长' * 20}的话\t怎么做？\n"
    (case,) = read_set("csv", [written(tmp_path, "t.tsv", text)]).cases
    assert (case.id, case.answer_keys, case.documents) == ("t-2", (), ("a.md",))


def test_faults_of_a_table_have_their_lines(tmp_path: Path) -> None:
    broken = TABLE + "4,,有,\n1,又一个？,3个,\n"
    with pytest.raises(BadSuite) as error:
        read_set("csv", [written(tmp_path, "题.csv", broken)])
    assert "题.csv 第6行：问题是空的" in error.value.message
    assert "题.csv 第7行：编号 1 重复，先见于 题.csv 第2行" in error.value.message
    with pytest.raises(BadSuite, match="没有问题、答案"):
        read_set("csv", [written(tmp_path, "空.csv", "a,b\n1,2\n")])


# Of all formats


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_is_not_there_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadSuite):
        read_set(name, [tmp_path / "无"])


def test_an_unknown_format_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        read_set("xml", [tmp_path])
    assert "squad" in error.value.remedy


def many(tmp_path: Path) -> QASet:
    return read_set(
        "squad", [written(tmp_path, "d.json", squad(*(asked(n, "18家") for n in range(50))))]
    )


def test_a_sample_is_the_same_for_the_same_seed_and_keeps_all_texts(tmp_path: Path) -> None:
    whole = many(tmp_path)
    first, again, other = (sampled(whole, 10, seed) for seed in (1, 1, 2))
    assert first == again != other
    assert len(first.cases) == 10
    assert first.texts == whole.texts
    assert [case.id for case in sampled(whole, 5, None).cases] == ["q0", "q10", "q20", "q30", "q40"]
    assert sampled(whole, None, 3) == sampled(whole, 99, None) == whole
