"""The command line as a user meets it: exit codes, JSON, Chinese sentences, no traceback."""

import json
from pathlib import Path

import pytest

from youju import cli
from youju.assistant import Assistant
from youju.errors import LibraryBroken
from youju.settings import load_settings

REPORT = (
    "白河市2022年工作报告\n\n2022年，医疗床位当年新增1232张，比上年多4.4%。"
    "采集血液11.83吨，保障了用血。\n"
)


@pytest.fixture(autouse=True)
def place(workplace: Path) -> Path:
    """An empty working folder with the real embedding model, and no chat model."""
    return workplace


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = cli.main(list(words))
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def test_from_a_file_to_a_cited_answer(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "报告.md").write_text(REPORT, encoding="utf-8")
    code, out, _ = run(capsys, "ingest", "报告.md", "--json")
    report = json.loads(out)
    assert (code, report["added"], report["documents"]) == (0, ["报告.md"], 1)
    assert json.loads(run(capsys, "ingest", "报告.md", "--json")[1])["unchanged"] == ["报告.md"]

    row = json.loads(run(capsys, "search", "新增床位", "--json")[1])
    assert "1232张" in row["passages"][0]["text"]
    assert set(row["passages"][0]) == {
        "rank", "score", "chunk_id", "doc_id", "source", "title", "headings", "place", "period",
        "start", "end", "text",
    }  # fmt: skip

    answer = json.loads(run(capsys, "ask", "白河市2022年新增多少张床位？", "--json")[1])
    assert "1232张" in answer["answer"]
    assert answer["citations"][0]["source"] == "报告.md"
    assert answer["mode"] == "quoted"

    documents = json.loads(run(capsys, "documents", "--json")[1])
    doc_id = documents[0]["doc_id"]
    text = json.loads(run(capsys, "documents", "show", doc_id, "--json")[1])["text"]
    citation = answer["citations"][0]
    assert text[citation["start"] : citation["end"]] == citation["quote"]

    figures = json.loads(run(capsys, "figures", "--json")[1])
    assert ("1232", "张") in [(row["value"], row["unit"]) for row in figures]
    code, out, _ = run(capsys, "documents", "set", doc_id[:6], "place=青山市", "--json")
    assert json.loads(out)[0]["place"] == "青山市"
    assert run(capsys, "documents", "remove", doc_id)[0] == 0
    assert json.loads(run(capsys, "documents", "--json")[1]) == []


def test_a_batch_is_answered_line_by_line(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "报告.md").write_text(REPORT, encoding="utf-8")
    run(capsys, "ingest", "报告.md")
    lines = [
        {"id": "a", "question": "白河市2022年新增多少张床位？"},
        {
            "id": 7,
            "question": "那采集血液呢？",
            "history": [{"role": "user", "content": "白河市2022年新增多少张床位？"}],
        },
    ]
    batch = place / "批.jsonl"
    batch.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    rows = [json.loads(row) for row in run(capsys, "ask", "--batch", str(batch))[1].splitlines()]
    assert [row["id"] for row in rows] == ["a", 7]
    assert "11.83吨" in rows[1]["answer"]
    found = run(capsys, "search", "--batch", str(batch), "-k", "1")[1].splitlines()
    assert [json.loads(row)["id"] for row in found] == ["a", 7]


def test_a_line_that_cannot_be_answered_does_not_end_the_batch(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "报告.md").write_text(REPORT, encoding="utf-8")
    run(capsys, "ingest", "报告.md")
    batch = place / "批.jsonl"
    lines = [{"id": 1, "question": ""}, {"id": 2, "question": "\ud800白河市新增多少张床位？"}]
    batch.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    for verb in ("ask", "search"):
        code, out, _ = run(capsys, verb, "--batch", str(batch))
        rows = [json.loads(row) for row in out.splitlines()]
        assert (code, [row["id"] for row in rows]) == (1, [1, 2])
        assert "问题是空的" in rows[0]["error"]
        assert "1232张" in out.splitlines()[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["ask", ""], "问题是空的"),
        (["ask", "问" * 20_000], "问题太长"),
        (["ask", "有多少床位？"], "还没有文献"),
        (["search", "床位"], "还没有文献"),
        (["ingest", "没有.txt"], "不存在"),
        (["documents", "show", "ffff"], "没有编号"),
        (["search", "--batch", "没有.jsonl"], "打不开"),
        (["eval", "没有.jsonl"], "打不开"),
        (["models", "pull", "没有"], "没有"),
        (["ask", "问", "--history", "没有.json"], "打不开"),
    ],
)
def test_a_users_error_is_a_sentence_and_a_remedy(
    capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    code, _, err = run(capsys, *words)
    assert code == 1
    assert says in err


@pytest.mark.parametrize(
    ("name", "value"),
    [("YOUJU_LLM", "ollama"), ("YOUJU_PORT", "x"), ("YOUJU_DATA_DIR", "报告.md")],
)
def test_a_wrong_setting_is_named(
    place: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
) -> None:
    (place / "报告.md").write_text(REPORT, encoding="utf-8")
    monkeypatch.setenv(name, value)
    code, _, err = run(capsys, "documents")
    assert code == 1
    assert "办法" in err


@pytest.mark.parametrize("words", [[], ["飞"], ["ingest"], ["figures", "--kind", "guess"]])
def test_wrong_usage_is_2_and_chinese(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(words)
    assert caught.value.code == 2
    err = capsys.readouterr().err
    assert "用法" in err
    assert "办法" in err
    assert "error:" not in err


def test_one_bad_file_does_not_keep_the_others_out(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = place / "文献"
    folder.mkdir()
    (folder / "好.md").write_text(REPORT, encoding="utf-8")
    (folder / "空.txt").write_bytes(b"")
    (folder / "乱.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7 broken")
    code, out, err = run(capsys, "ingest", "文献", "--json")
    report = json.loads(out)
    assert code == 1
    assert [Path(path).name for path in report["added"]] == ["好.md"]
    assert sorted(Path(f["path"]).name for f in report["failed"]) == [
        "乱.txt", "坏.docx", "坏.pdf", "空.txt",
    ]  # fmt: skip
    assert all(any("一" <= c <= "鿿" for c in f["error"]) for f in report["failed"])
    assert "Error" not in err


def test_the_catalogue_names_licences(capsys: pytest.CaptureFixture[str]) -> None:
    rows = {row["name"]: row for row in json.loads(run(capsys, "models", "--json")[1])}
    assert rows["qwen2.5-coder-1.5b"]["licence"] == "Apache-2.0"
    assert "非商业" in rows["m3e-small"]["licence_note"]
    assert rows["m3e-small"]["state"] == "已下载"


def test_without_any_model_words_still_find(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An embedding that cannot be had leaves full-text search, and says so."""
    monkeypatch.setenv("YOUJU_EMBEDDING", str(place / "没有这个文件夹"))
    (place / "报告.md").write_text(REPORT, encoding="utf-8")
    code, _, err = run(capsys, "ingest", "报告.md")
    assert code == 0
    assert "提示" in err
    answer = json.loads(run(capsys, "ask", "白河市2022年新增多少张床位？", "--json")[1])
    assert "1232张" in answer["answer"]


def test_the_defaults_are_those_of_the_readme() -> None:
    assert load_settings().port == 7860


def test_a_wrong_correction_is_refused_before_any_model_is_loaded(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "a.md").write_text(REPORT, encoding="utf-8")
    run(capsys, "ingest", "a.md")
    monkeypatch.setattr(cli, "_load", lambda *_, **__: pytest.fail("loads a model"))
    for words in (("set", "ffff", "place=x"), ("remove", "ffff")):
        code, _, err = run(capsys, "documents", *words)
        assert (code, "没有编号" in err) == (1, True)


def test_what_was_read_is_told_even_where_the_vectors_break_off(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object) -> int:
        raise LibraryBroken("磁盘已满。", remedy="腾出空间")

    (place / "a.md").write_text(REPORT, encoding="utf-8")
    monkeypatch.setattr(Assistant, "embed_pending", break_off)
    code, out, err = run(capsys, "ingest", "a.md", "--json")
    assert (code, len(json.loads(out)["added"])) == (1, 1)
    assert "磁盘已满" in err


def test_a_draft_is_cited_and_saved(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "报告.md").write_text(REPORT, encoding="utf-8")
    run(capsys, "ingest", "报告.md")
    words = ("draft", "写一段白河市2022年医疗床位，100字", "--json")
    words += ("--docx", "稿.docx", "--md", "稿.md", "--txt", "稿.txt", "--clean")
    code, out, err = run(capsys, *words)
    row = json.loads(out)
    assert code == 0
    assert "1232张" in row["text"]
    assert row["citations"][0]["source"] == "报告.md"
    assert row["mode"] == "quoted"
    assert (place / "稿.docx").read_bytes().startswith(b"PK")
    assert "稿.docx" in err
    assert "1232张" in (place / "稿.md").read_text(encoding="utf-8")
    assert (place / "稿.txt").read_text(encoding="utf-8").splitlines()[0] == row["title"]


def test_a_brief_that_lacks_its_place_is_asked_for(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "draft", "--topic", "托育服务", "--period", "2024")
    assert code == 1
    assert "地区" in err
    assert "办法" in err


def test_a_brief_in_a_file_and_options_over_it(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "要求.yaml").write_text(
        "文种: 总结\n地区: 白河市\n年份: 2022\n主题: 医疗床位\n字数: 200\n", encoding="utf-8"
    )
    (place / "报告.md").write_text(REPORT, encoding="utf-8")
    run(capsys, "ingest", "报告.md")
    words = ("draft", "--brief", "要求.yaml", "--length", "100", "--outline-only", "--json")
    code, out, _ = run(capsys, *words)
    assert code == 0
    assert "1232张" in json.loads(out)[0]["points"][0]["materials"][0]["quote"]


def test_check_tells_faults_with_their_spans(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "截止目前,党的XX大精神全面落实。"
    (place / "稿.txt").write_text(text, encoding="utf-8")
    code, out, _ = run(capsys, "check", "稿.txt", "--json")
    rows = json.loads(out)
    assert code == 1
    assert {row["rule"] for row in rows} >= {"L1", "L6", "F6"}
    for row in rows:
        assert text[row["start"] : row["end"]] == row["text"]
    (place / "好.txt").write_text("2024年，全市培训300人次。", encoding="utf-8")
    assert run(capsys, "check", "好.txt")[0] == 0
    assert run(capsys, "check", "没有.txt")[0] == 1


def test_a_fault_of_ours_is_a_sentence_and_its_trace_is_kept(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Assistant) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(Assistant, "documents", broken)
    code, _, err = run(capsys, "documents")
    assert code == 1
    assert "错误：程序出错，这条命令没有做完。" in err
    kept = load_settings().data_dir / "error.log"
    assert str(kept) in err
    assert "RuntimeError: a fault of ours" in kept.read_text(encoding="utf-8")
