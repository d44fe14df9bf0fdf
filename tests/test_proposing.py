"""Proposed cases: drawn from ledger rows, none that the ledger contradicts, none added unasked."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from builders import facts
from ledgers import figure_row, gap_row

from youju.errors import BadInput, BadSuite, EndpointFailed
from youju.evaluation.proposing import Material, Proposal, Request, material_of, proposals
from youju.evaluation.rewording import accepted_of, reworded, write_proposals
from youju.evaluation.scoring import locate
from youju.evaluation.suites import QACase
from youju.findings import GapRow, LedgerRow
from youju.types import Document

OWN = {"indicator": "注册护士总数", "unit": "名", "place": "甲山市", "source": "a.md"}


def row(value: str, **more: object) -> LedgerRow:
    told = {**OWN, "value": value, **more}
    quote = str(told.pop("quote", f"{value}{told['unit']}"))
    return figure_row(quote, **told)


def document(text: str, doc_id: str = "aaaa", **about: object) -> Document:
    return Document(facts=facts(doc_id, **about), text=text, edits=())


def material(*rows: LedgerRow, gaps: tuple[GapRow, ...] = (), **texts: str) -> Material:
    """Each row's own place has a document of its sentences, unless a text is given for it."""
    told: dict[str, str] = {}
    for one in rows:
        told[one.figure.place or ""] = told.get(one.figure.place or "", "") + one.sentence
    told |= texts
    documents = {
        place: document(text, doc_id=place, place=place or None) for place, text in told.items()
    }
    return Material(rows=rows, gaps=gaps, documents=documents)


def drafted(source: Material, kind: str = "", **wish: object) -> list[Proposal]:
    made = proposals(source, Request(limit=100, **wish))  # type: ignore[arg-type]
    return [p for p in made if not kind or p.case.type == kind]


TWO_PLACES = (row("900"), row("700", place="乙川市", source="b.md"))


def test_a_fact_asks_for_the_frame_and_quotes_the_sentence() -> None:
    (fact,) = drafted(material(row("900")), "fact")
    for part in ("甲山市", "2023", "注册护士总数", "名"):
        assert part in fact.case.question
    assert "900" not in fact.case.question
    assert fact.case.answer_keys == ("900名",)
    (evidence,) = fact.case.evidence
    assert (evidence.source, evidence.quote) == ("a.md", "注册护士总数900名。")


def test_a_hedge_is_part_of_what_must_be_answered() -> None:
    told = row("900", quote="900余名", hedge="余")
    assert drafted(material(told), "fact")[0].case.answer_keys == ("900余名",)


def test_a_figure_written_short_may_be_answered_in_full() -> None:
    told = row("12000", quote="1.2万名")
    assert drafted(material(told), "fact")[0].case.answer_keys == ("1.2万名|12000名",)


def test_a_target_is_asked_for_as_a_target() -> None:
    (fact,) = drafted(material(row("900", kind="target")), "fact")
    assert "目标" in fact.case.question
    assert "目标" in fact.keeps


@pytest.mark.parametrize(
    "spoilt",
    [
        {"indicator": ""},
        {"indicator": "护士"},
        {"indicator": "注册在各级各类医疗卫生机构里的护士和助产士的全部总数"},
        {"indicator": "注册护士要"},
        {"indicator": "“注册护士"},
        {"place": None},
        {"period": None},
        {"period": "2022-2023"},
        {"quote": "九百名"},
        {"sentence": "护士｜注册护士总数｜900名"},
    ],
)
def test_a_row_that_makes_no_question_is_passed_over(spoilt: dict[str, object]) -> None:
    assert drafted(material(row("900", **spoilt))) == []


def test_two_values_of_one_thing_are_no_question_and_one_value_twice_is_one() -> None:
    assert drafted(material(row("900"), row("901", source="b.md")), "fact") == []
    (fact,) = drafted(material(row("900"), row("900", source="b.md")), "fact")
    assert [e.source for e in fact.case.evidence] == ["a.md", "b.md"]


def test_a_second_value_counts_even_where_its_row_is_passed_over() -> None:
    assert drafted(material(row("900"), row("901", quote="九百零一名")), "fact") == []


def test_two_places_and_two_years_are_compared_when_all_else_is_equal() -> None:
    (places,) = drafted(material(*TWO_PLACES), "compare")
    assert places.case.answer_keys == ("900名", "700名")
    assert all(word in places.case.question for word in ("甲山市", "乙川市", "2023"))
    assert len(places.case.evidence) == 2
    (years,) = drafted(material(row("900"), row("950", period="2024")), "compare")
    assert years.case.answer_keys == ("900名", "950名")
    assert all(word in years.case.question for word in ("2023", "2024"))
    for other in (
        row("700", place="乙川市", unit="人"),
        row("700", place="乙川市", kind="target"),
        row("700", place="乙川市", period="2024"),
        row("700", place="甲山"),  # the same place in other letters
    ):
        assert drafted(material(row("900"), other), "compare") == []


@pytest.mark.parametrize("near", [{"place": "乙川市"}, {"period": "2024"}, {"kind": "target"}])
def test_a_neighbours_figure_is_a_trap(near: dict[str, object]) -> None:
    traps = drafted(material(row("900"), row("700", **near)), "trap")
    mine = [t.case for t in traps if t.case.answer_keys == ("900名",)]
    assert [case.must_not for case in mine] == [("700名",)]


def test_what_stands_in_the_right_sentence_is_not_forbidden() -> None:
    told = row("900", sentence="注册护士总数900名，其中新增700名。")
    near = row("700", place="乙川市")
    traps = drafted(material(told, near), "trap")
    assert [t.case.answer_keys for t in traps] == [("700名",)]


def test_a_blank_is_asked_for_and_refused() -> None:
    text = "全院总投资〔数字缺失〕亿元。另有注册护士总数〔数字缺失〕名。"
    gap = gap_row("〔数字缺失〕名", text, what="注册护士总数", unit="名", source="a.md")
    source = Material(rows=(), gaps=(gap,), documents={"aaaa": document(text, place="甲山市")})
    (blank,) = drafted(source)
    assert blank.case.type == "blanked"
    assert blank.case.expect_refusal
    assert blank.case.evidence[0].quote == "另有注册护士总数〔数字缺失〕名。"
    elsewhere = replace(source, rows=(row("900"),))
    assert drafted(elsewhere, "blanked") == []
    assert drafted(replace(source, gaps=(gap, gap)), "blanked") == []


def test_what_no_source_states_of_a_place_is_to_be_refused() -> None:
    source = material(row("900"), 乙川市="乙川市开展家庭医生签约服务。")
    asked = [p.case for p in drafted(source, "unanswerable") if "乙川" in p.case.question]
    assert [(c.must_not, c.expect_refusal, c.evidence) for c in asked] == [(("900名",), True, ())]


@pytest.mark.parametrize(
    "text", ["乙川市有注册护士七百名，总数居前。", "各区护士人手充足，总数稳定。", "注册护士增多。"]
)
def test_a_place_whose_documents_may_tell_is_not_asked(text: str) -> None:
    source = material(row("900"), 乙川市=text)
    assert not [p for p in drafted(source, "unanswerable") if "乙川" in p.case.question]


def test_a_document_of_no_place_may_tell_of_any() -> None:
    source = material(row("900"), row("700", place=None), 乙川市="签约服务。")
    assert not [p for p in drafted(source, "unanswerable") if "乙川" in p.case.question]


def test_a_year_is_asked_that_no_document_names_nor_the_year_after() -> None:
    told = "2023年注册护士总数900名。比2021年多。"
    source = material(row("900"), 甲山市=told)
    years = [p.case.question for p in drafted(source, "unanswerable")]
    assert len(years) == 1
    assert "2019" in years[0]


def test_the_same_seed_drafts_the_same_and_known_questions_are_not_repeated() -> None:
    source = material(*TWO_PLACES, row("30", indicator="重症床位总数", unit="张"))
    first, again = drafted(source, seed=3), drafted(source, seed=3)
    assert first == again
    assert any(drafted(source, seed=seed) != first for seed in range(4, 9))
    known = tuple(p.case for p in first)
    spaced = tuple(c.model_copy(update={"question": f" {c.question[:-1]}?"}) for c in known)
    fresh = drafted(source, seed=3, known=spaced)
    assert not {p.case.question for p in fresh} & {c.question for c in known}


def test_place_and_limit_narrow_and_every_type_has_its_turn() -> None:
    source = material(*TWO_PLACES, row("950", period="2024"))
    only = drafted(source, place="乙川")
    assert only
    assert all("乙川" in p.case.question for p in only)
    first = proposals(source, Request(limit=4))
    assert {p.case.type for p in first} == {"fact", "compare", "trap", "unanswerable"}


# Rewording


def test_a_rewording_that_asks_the_same_is_taken() -> None:
    (fact,) = drafted(material(row("900")), "fact")
    (told,) = reworded([fact], lambda prompt: "2023年甲山市的注册护士总数有多少名？")
    assert told.case.question == "2023年甲山市的注册护士总数有多少名？"
    assert told.case.answer_keys == fact.case.answer_keys


@pytest.mark.parametrize(
    "words",
    [
        "",
        "2023年乙川市的注册护士总数有多少名？",
        "2024年甲山市的注册护士总数有多少名？",
        "2023年甲山市的注册医师总数有多少名？",
        "2023年甲山市和黄石市的注册护士总数有多少名？",
        "2023年甲山市和乙川市的注册护士总数有多少名？",
        "2023年甲山市的注册护士总数的目标有多少名？",
        "2023年甲山市的注册护士总数是900名吗？",
        "2023年甲山市的注册护士总数。",
        "2023年甲山市的注册护士总数有多少名？\n答：不知道",
    ],
)
def test_a_rewording_that_asks_something_else_is_not(words: str) -> None:
    both = drafted(material(*TWO_PLACES), "fact")
    fact = next(p for p in both if p.case.answer_keys == ("900名",))
    told = reworded(both, lambda prompt: words if fact.case.question in prompt else "")
    assert told == tuple(both)


def test_a_model_that_fails_leaves_the_question() -> None:
    def fail(prompt: str) -> str:
        raise EndpointFailed("断了。")

    (fact,) = drafted(material(row("900")), "fact")
    assert reworded([fact], fail) == (fact,)


# The file


def test_only_what_a_person_accepted_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "proposed.jsonl"
    made = drafted(material(*TWO_PLACES))
    write_proposals(path, made)
    assert accepted_of(path) == ()
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert all(line["accepted"] is None and line["why"] for line in lines)
    lines[0]["accepted"], lines[1]["accepted"] = True, False
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert accepted_of(path) == (made[0].case,)
    assert isinstance(accepted_of(path)[0], QACase)


def test_a_file_with_decisions_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "proposed.jsonl"
    path.write_text("取舍", encoding="utf-8")
    with pytest.raises(BadInput, match="已经存在"):
        write_proposals(path, ())
    assert path.read_text(encoding="utf-8") == "取舍"
    with pytest.raises(BadInput, match="写不了"):
        write_proposals(tmp_path / "none" / "proposed.jsonl", ())


@pytest.mark.parametrize("line", ["{", '{"accepted": "yes", "case": {}}', '{"case": {}}', "[]"])
def test_a_faulty_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "proposed.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(BadSuite, match="第2行"):
        accepted_of(path)
    with pytest.raises(BadSuite, match="打不开"):
        accepted_of(tmp_path / "none.jsonl")


# A real library


def test_the_evidence_of_what_is_drafted_from_a_real_library_is_in_it(tmp_path: Path) -> None:
    from youju.assistant import build_assistant
    from youju.settings import Settings

    folder = Path(__file__).parent.parent / "knowledge" / "娄底市"
    assistant = build_assistant(Settings(data_dir=tmp_path, llm="none"))
    try:
        assistant.ingest([folder])
        made = proposals(material_of(assistant), Request(limit=60))
        assert {"fact", "unanswerable"} <= {p.case.type for p in made}
        locate(assistant, [p.case for p in made])  # raises for a quote that is nowhere
    finally:
        assistant.close()
