"""Sets in the formats of others: what they ask, what answers it, and all their faults at once."""

import json
from pathlib import Path

import pytest

from youju.errors import BadInput, BadSuite
from youju.evaluation.formats.lines import LARGEST_CORPUS
from youju.evaluation.formats.reading import FORMATS, read_set, sampled
from youju.evaluation.formats.texts import QASet, file_name
from youju.evaluation.metrics import keys_held

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


def faults(name: str, *paths: Path) -> list[str]:
    """Every fault of a set that has some, as it is told."""
    with pytest.raises(BadSuite) as error:
        read_set(name, paths)
    return error.value.message.split("\n  ")[1:]


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
    assert "第1篇第1段第2题：编号 q1 重复，先见于 a.json 第1篇第1段第1题" in error.value.message
    assert "第2篇第1段：缺少字段 context" in error.value.message
    assert "b.json 第1行：不是 JSON" in error.value.message


def test_every_question_of_a_faulty_set_is_told(tmp_path: Path) -> None:
    """One fault in a paragraph does not hide those of the questions beside it."""
    rows = squad(
        {**asked(1, "18家"), "is_impossible": "no"}, asked(2), {"id": 3, "answers": "18家"}, "坏"
    )
    rows["data"].append("坏")  # type: ignore[attr-defined]
    assert faults("squad", written(tmp_path, "a.json", rows)) == [
        "a.json：第1篇第1段第1题：字段 is_impossible 应是 true 或 false（不加引号）",
        "a.json：第1篇第1段第2题：没有答案（answers 是空的），也没有标明 is_impossible",
        "a.json：第1篇第1段第3题：缺少字段 question",
        "a.json：第1篇第1段第3题：字段 answers 应是列表，例如 […]",
        "a.json：第1篇第1段第4题：不是 JSON 对象，应写成 {…}",
        "a.json：第2篇：不是 JSON 对象，应写成 {…}",
    ]


def test_a_context_that_comes_twice_is_one_text(tmp_path: Path) -> None:
    """A library folds copies: a case that names the second would find no document."""
    one, two = squad(asked(1, "18家")), squad(asked(2, "18家"))
    two["data"][0]["title"] = "又一个题目"  # type: ignore[index]
    paths = [written(tmp_path, "a.json", one), written(tmp_path, "b.json", two)]
    found = read_set("squad", paths)
    assert len(found.texts) == 1
    assert {case.documents for case in found.cases} == {(found.texts[0].name,)}


def test_a_bar_in_an_answer_is_found_in_what_is_said(tmp_path: Path) -> None:
    (case,) = read_set("squad", [written(tmp_path, "a.json", squad(asked(1, "A|B型")))]).cases
    assert keys_held("属于A|B型。", case.answer_keys) == 1.0
    assert keys_held("属于A。", case.answer_keys) == 0.0


@pytest.mark.parametrize("rows", ["[" * 100_000, "null", "3", '{"data": {}}', ""])
def test_what_is_no_squad_is_told_and_does_not_crash(tmp_path: Path, rows: str) -> None:
    assert len(faults("squad", written(tmp_path, "a.json", rows))) == 1


@pytest.mark.parametrize(
    "title", ['a/b\\c:d*?"<>|', "CON", "..", "", "题" * 200, "e\u0301\u2028x", "a\tb"]
)
def test_names_of_texts_are_safe_on_any_file_system(title: str) -> None:
    name = file_name(title, "正文")
    assert not set(name) & set('/\\:*?"<>|\t\u2028')
    assert len(name.encode()) < 200
    assert name[0] not in ".-"
    assert name.endswith(".txt")
    assert name != file_name(title, "正文二")
    assert name == file_name(title, "正文")


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
    assert "文献 d/9 不在 corpus.jsonl 里" in message
    assert "问题 q9 不在 queries.jsonl 里" in message
    assert "test.tsv 第3行" in message
    with pytest.raises(BadSuite, match="没有语料") as error:
        read_set("beir", [folder / "queries.jsonl"])
    assert "没有相关度" in error.value.message


def test_beir_names_all_that_is_wrong_between_its_files(tmp_path: Path) -> None:
    folder = beir(tmp_path)
    rows = [{"_id": "d1", "text": "一号"}, {"_id": "d1", "text": "二"}, {"_id": 3, "text": 4}]
    lines(folder, "corpus.jsonl", *rows, {"_id": "空", "title": " ", "text": ""}, "{")
    lines(
        folder, "queries.jsonl", {"_id": "q1", "text": "？"}, {"_id": "q1", "text": " "}, "无制表符"
    )
    written(folder, "qrels/test.tsv", "q1\td1\t1\nq1\td1\t0\nq1\t空\t1\nq1\td1\t高\n")
    assert faults("beir", folder) == [
        "corpus.jsonl 第2行：文献编号 d1 重复，先见于 corpus.jsonl 第1行",
        "corpus.jsonl 第3行：字段 text 应是文字（用双引号括起）",
        "corpus.jsonl 第5行：不是 JSON（检查引号、逗号和括号）",
        "queries.jsonl 第2行：字段 text 不能是空的",
        "queries.jsonl 第3行：应是 JSON 对象 {…}，或“编号、制表符、文字”",
        "qrels/test.tsv 第2行：与 qrels/test.tsv 第1行 对同一问题和文献的相关度不同",
        "qrels/test.tsv 第3行：文献 空 在语料里没有标题也没有正文",
        "qrels/test.tsv 第4行：应是“问题编号、文献编号、相关度”三列，或 TREC 的四列",
    ]


def test_documents_that_say_the_same_or_nothing(tmp_path: Path) -> None:
    """Copies share a name; a title alone is a text; an empty document is none."""
    texts = [("d1", "", "同"), ("d2", "题", "同 "), ("d3", "只有题目", ""), ("d4", "", "")]
    lines(tmp_path, "corpus.jsonl", *({"_id": i, "title": t, "text": x} for i, t, x in texts))
    lines(tmp_path, "queries.jsonl", {"_id": "q1", "text": "？"})
    written(tmp_path, "qrels.tsv", "q1\td1\t1\nq1\td2\t1\nq1\td3\t1.0\n")
    found = read_set("beir", [tmp_path])
    assert [(text.title, text.text) for text in found.texts] == [("", "同"), ("只有题目", "")]
    assert found.cases[0].documents == tuple(text.name for text in found.texts)


def test_several_judgements_and_none_of_them_the_test_split_is_told(tmp_path: Path) -> None:
    folder = beir(tmp_path)
    (folder / "qrels/test.tsv").rename(folder / "qrels/a.tsv")
    (folder / "qrels/train.tsv").rename(folder / "qrels/b.tsv")
    (fault,) = faults("beir", folder)
    assert "qrels/a.tsv、qrels/b.tsv" in fault


def test_a_corpus_in_gb18030_is_read_and_one_that_is_too_large_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = beir(tmp_path)
    text = "".join(f'{{"_id": "d/{n}", "text": "{n}号㐂院"}}\r\n' for n in "123")
    (folder / "corpus.jsonl").write_bytes(text.encode("gb18030"))
    assert {text.text for text in read_set("beir", [folder]).texts} == {
        "1号㐂院",
        "2号㐂院",
        "3号㐂院",
    }
    with (folder / "corpus.jsonl").open("wb") as file:
        file.truncate(LARGEST_CORPUS + 1)
    (fault,) = faults("beir", folder)
    assert "500.0 MB，超过500 MB 的上限" in fault
    with (folder / "corpus.jsonl").open("wb") as file:
        file.truncate(100)
    assert faults("beir", folder) == [
        "corpus.jsonl：不是 UTF-8 或 GB18030（GBK）文本，请另存为 UTF-8"
    ]


def test_a_question_that_ends_with_a_number_is_no_judgement(tmp_path: Path) -> None:
    qrels = written(tmp_path, "甲.txt", "1 0 D1 1\n2 0 D2 1\n坏的一行\n")
    topics = written(tmp_path, "乙.txt", "1\t床位 数量 2023\n2\t护士 人数 2022\n")
    corpus = written(tmp_path, "丙.tsv", "D1\t一号\nD2\t二号\n")
    for paths in ([qrels, topics], [topics, qrels]):
        with pytest.raises(BadSuite) as error:
            read_set("trec", paths, corpus)
        assert "题集有1处错误" in error.value.message
        assert "甲.txt 第3行" in error.value.message


def test_a_trec_folder_with_json_topics(tmp_path: Path) -> None:
    lines(tmp_path, "topics.jsonl", {"qid": 7, "query": "哪一号？"})
    lines(tmp_path, "collection.jsonl", {"docid": "D1", "contents": "一号"})
    written(tmp_path, "qrels.txt", "7 Q0 D1 1\n")
    written(tmp_path, "README.md", "说明")
    (case,) = read_set("trec", [tmp_path]).cases
    assert (case.id, case.question, len(case.documents)) == ("7", "哪一号？", 1)


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


def test_a_passage_that_answers_another_question_is_left_out_too(tmp_path: Path) -> None:
    rows = [
        {"id": 1, "query": "一？", "answer": "甲", "positive": ["甲说"], "negative": ["乙说"]},
        {"id": 2, "query": "二？", "answer": "乙", "positive": ["乙说"], "negative": ["丙说"]},
    ]
    path = lines(tmp_path, "zh.json", *rows)
    assert [text.text for text in read_set("rgb-reject", [path]).texts] == ["丙说"]
    assert [text.text for text in read_set("rgb", [path]).texts] == ["甲说", "乙说", "丙说"]


def test_rgb_faults_are_all_told(tmp_path: Path) -> None:
    good = {"id": 1, "query": "一？", "answer": "甲", "positive": ["甲说"]}
    rows = [good, good, {**good, "id": 2, "answer": " "}, {"query": 5, "positive": "甲说"}]
    more = [{**good, "id": 3, "answer": [{"a": 1}]}, {"id": 4, "query": "？"}, "坏"]
    assert faults("rgb", lines(tmp_path, "zh.json", *rows, *more)) == [
        "zh.json 第2行：编号 1 重复，先见于 zh.json 第1行",
        "zh.json 第3行：有 positive，却没有 answer，无从判断对错",
        "zh.json 第4行：缺少字段 id",
        "zh.json 第4行：字段 query 应是文字（用双引号括起）",
        'zh.json 第4行：字段 positive 应是列表，例如 ["…"]',
        "zh.json 第5行：字段 answer 应是文字，或文字的列表",
        "zh.json 第6行：没有 positive，也没有 negative，不是 RGB 格式",
        "zh.json 第7行：不是 JSON（检查引号、逗号和括号）",
    ]


def test_a_set_that_brings_its_texts_takes_no_other_corpus(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="自带语料"):
        read_set("rgb", [rgb(tmp_path)], tmp_path)


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
    told = faults("csv", written(tmp_path, "空.csv", "a,b\n1,2\n"))
    assert [fault[:19] for fault in told] == [
        "空.csv 第1行：表头没有问题这一列",
        "空.csv 第1行：表头没有答案这一列",
    ]


def test_broken_rows_and_doubtful_ones_are_told(tmp_path: Path) -> None:
    rows = [
        "问题；提问,问题,答案,题型",
        ",一？,好,很好,fact",
        ',二？,"好"的,fact',
        ',三？,"甲\n乙",谜语',
        ",四？,无,followup",
        ",五？,三个,unanswerable",
        ",三？,,fact",
        ',六？,"没有关上',
    ]
    told = faults("csv", written(tmp_path, "题.csv", "\n".join(rows)))
    assert [(fault.split("：")[0], fault.split("：")[1][:8]) for fault in told] == [
        ("题.csv 第2行", "有5格，表头只有"),
        ("题.csv 第3行", "双引号没有成对，"),
        ("题.csv 第4行", "题型 谜语 不存"),
        ("题.csv 第6行", "追问（follo"),
        ("题.csv 第7行", "题型是 unan"),
        ("题.csv 第8行", "答案是空的，应当"),
        ("题.csv 第8行", "问题 三？ 重复"),
        ("题.csv 第9行", "双引号没有成对，"),
    ]


def test_two_columns_of_one_meaning_are_told(tmp_path: Path) -> None:
    (fault,) = faults("csv", written(tmp_path, "题.csv", "问题,提问,答案\n一？,二？,甲\n"))
    assert "问题、提问" in fault


@pytest.mark.parametrize(
    ("answer", "keys"),
    [
        ("超过1,200家，占六成以上", ("1,200家", "六成以上")),
        ("约三百余人", ("三百余人",)),
        ("2021年3月5日", ("2021年3月5日",)),
        ("拨打12320", ("12320",)),
        ("张局长。", ("张局长",)),
        ("甲|乙", ("甲｜乙",)),
        ("统筹协调各部门共同推进" * 4, ()),
    ],
)
def test_the_amounts_of_an_answer_are_its_keys(
    tmp_path: Path, answer: str, keys: tuple[str, ...]
) -> None:
    path = written(tmp_path, "题.csv", f'问题;答案\n一？;"{answer}"\n')
    (case,) = read_set("csv", [path]).cases
    assert case.answer_keys == keys
    assert case.reference == answer
    assert keys_held(answer, case.answer_keys) == 1.0


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
