"""Whole answers over a small real library: what its users are promised, one test a promise.

Full-text search alone and no model, or a scripted one, so that what holds is held by our code.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from offices import (
    cited_by,
    hush,
    open_library,
    speak,
    verdicts_of,
)

from youju.answering import prompts
from youju.assistant import Assistant
from youju.types import Answer, Evidence, Turn, Words

BEDS = "云溪市2023年医疗床位有多少张？"
PLACES = "云溪市2023年可供使用的托位有多少个？"
TARGET = "云溪市2024年每千人口托位数的目标是多少？"
LECTURES = "松岭县2023年举办健康讲座多少场？"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    assistant = open_library(tmp_path_factory.mktemp("offices"))
    yield assistant
    assistant.close()


@pytest.fixture
def library(opened: Assistant) -> Assistant:
    """Without a chat model, whatever the test before had."""
    hush(opened)
    return opened


# ---- figures ------------------------------------------------------------------------------------


def test_a_figure_comes_with_unit_place_year_and_the_sentence_that_states_it(
    library: Assistant,
) -> None:
    answer = library.ask(BEDS)
    assert not answer.refused
    assert [s.text for s in answer.sentences] == ["2023年，云溪市医疗床位达到2.4万张。"]
    assert cited_by(answer, "2.4万张") == ["2023年，云溪市医疗床位达到2.4万张。"]
    assert verdicts_of(answer, "figure") == ["pass"]


def test_the_year_asked_for_decides_between_two_documents_of_a_city(library: Assistant) -> None:
    assert "2万张" in library.ask("云溪市2022年医疗床位有多少张？").text
    assert "2.4万张" not in library.ask("云溪市2022年医疗床位有多少张？").text


@pytest.mark.xfail(reason="a quote that names no place or year is shown bare", strict=False)
def test_a_figure_whose_sentence_names_no_place_is_told_with_its_place_and_year(
    library: Assistant,
) -> None:
    text = library.ask("白河市2023年家庭医生签约率是多少？").text
    assert "71%" in text
    assert "白河市" in text
    assert "2023" in text


def of_beds(*sentences: str) -> str:
    """A document about 云溪市 in 2023 with these sentences, a paragraph each."""
    told = "\n\n".join(sentences)
    return f"---\ntitle: 云溪市报告\nplace: 云溪市\nperiod: '2023'\n---\n# 云溪市报告\n\n{told}\n"


@pytest.mark.parametrize(
    "question",
    [
        BEDS,
        "云溪市医疗床位是多少张？",
        "云溪市2023年医疗床位达到了多少张？",
    ],
)
def test_a_number_in_ten_thousands_answers_as_well(tmp_path: Path, question: str) -> None:
    text = of_beds("2023年，医疗床位达到2.4万张。", "2023年，每千人口医疗床位数达到6.8张。")
    library = open_library(tmp_path, texts={"报告.md": text})
    answer = library.ask(question)
    library.close()
    assert "2.4万张" in answer.sentences[0].text


def test_a_target_is_said_to_be_one(library: Assistant) -> None:
    answer = library.ask(TARGET)
    assert "4.3个" in answer.text
    assert verdicts_of(answer, "kind") == ["warn"]
    assert prompts.ONLY_TARGET not in answer.text  # it is what was asked for


@pytest.mark.parametrize(
    "question",
    ["云溪市每千人口托位数达到了多少？", "云溪市2024年新建社区卫生服务站完成了多少个？"],
)
def test_a_target_is_no_result(library: Assistant, question: str) -> None:
    answer = library.ask(question)
    assert prompts.ONLY_TARGET in answer.text
    assert "warn" in verdicts_of(answer, "kind")


def test_an_investment_keeps_its_unit(library: Assistant) -> None:
    assert "3.5亿元" in library.ask("云溪市妇幼保健院迁建项目完成投资多少亿元？").text


# ---- two parts ----------------------------------------------------------------------------------


def test_two_parts_are_both_answered(library: Assistant) -> None:
    answer = library.ask("云溪市2023年可供使用的托位有多少个？家庭医生签约率是多少？")
    assert "5200个" in cited_by(answer, "5200个")[0]
    assert "66%" in cited_by(answer, "66%")[0]


def test_a_part_that_is_not_there_is_said_to_be_missing(library: Assistant) -> None:
    answer = library.ask("云溪市2023年可供使用的托位有多少个？救护车有多少辆？")
    assert not answer.refused
    assert "5200个" in answer.text
    (missing,) = (s for s in answer.sentences if "没有写明" in s.text)
    assert "救护车" in missing.text
    assert missing.citations == ()


def test_a_part_that_the_model_leaves_out_is_quoted(library: Assistant) -> None:
    speak(library, "云溪市2023年可供使用的托位共5200个[1]。")
    answer = library.ask("云溪市2023年可供使用的托位有多少个？家庭医生签约率是多少？")
    assert "5200个" in answer.text
    assert cited_by(answer, "66%")


# ---- comparisons --------------------------------------------------------------------------------


def cells(answer: Answer) -> list[list[str]]:
    assert answer.table is not None
    return [[cell.text for cell in row] for row in answer.table.rows]


def assert_cells_cite_their_figures(answer: Answer) -> None:
    quotes = {citation.marker: citation.quote for citation in answer.citations}
    assert answer.table is not None
    for _, *figures in answer.table.rows:
        for cell in figures:
            assert bool(cell.text) == bool(cell.citations)
            assert all(cell.text in quotes[marker] for marker in cell.citations)


def test_cities_side_by_side_are_a_table_with_a_citation_in_each_cell(library: Assistant) -> None:
    answer = library.ask("云溪市和白河市2023年医疗床位各有多少张？")
    assert cells(answer) == [["云溪市", "2.4万张"], ["白河市", "1.8万张"]]
    assert_cells_cite_their_figures(answer)


def test_years_side_by_side_are_a_table(library: Assistant) -> None:
    answer = library.ask("云溪市2022年和2023年的家庭医生签约率分别是多少？")
    assert cells(answer) == [["2022年", "60%"], ["2023年", "66%"]]
    assert_cells_cite_their_figures(answer)


def test_a_cell_that_nothing_states_is_empty(library: Assistant) -> None:
    answer = library.ask("云溪市、白河市2022年和2023年的家庭医生签约率各是多少？")
    assert cells(answer) == [
        ["云溪市·2022年", "60%"],
        ["云溪市·2023年", "66%"],
        ["白河市·2022年", ""],
        ["白河市·2023年", "71%"],
    ]
    assert_cells_cite_their_figures(answer)


def test_a_single_figure_is_no_table(library: Assistant) -> None:
    assert library.ask(BEDS).table is None


# ---- derived figures ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "result", "formula"),
    [
        ("云溪市2023年的医疗床位比白河市多多少张？", "多6000张", "2.4万张−1.8万张＝6000张"),
        ("云溪市和白河市2023年医疗床位一共多少张？", "合计4.2万张", "2.4万张＋1.8万张＝4.2万张"),
        ("白河市2023年采集血液折合多少公斤？", "即11830公斤", "11.83吨＝11830公斤"),
        ("云溪市妇幼保健院迁建项目完成投资折合多少万元？", "35000万元", "3.5亿元＝35000万元"),
        (
            "云溪市2023年执业医师和卫生技术人员各多少人，算下来占几成？",
            "的40%",
            "3200人÷8000人×100%＝40%",
        ),
        ("云溪市2023年医疗床位比2022年增长了多少？", "增长20%", "(2.4−2)÷2×100%＝20%"),
        ("云溪市家庭医生签约率2023年比2022年提高了多少？", "6个百分点", "66%−60%＝6个百分点"),
    ],
)
def test_what_follows_is_told_with_its_formula_and_its_figures(
    library: Assistant, question: str, result: str, formula: str
) -> None:
    answer = library.ask(question)
    (told,) = (s for s in answer.sentences if formula in s.text)
    assert result in told.text
    assert told.citations
    assert verdicts_of(answer, "derived") == ["pass"]


@pytest.mark.xfail(reason="几成 finds no figures but percentages", strict=False)
def test_a_share_asked_for_in_one_clause_is_told(library: Assistant) -> None:
    answer = library.ask("云溪市2023年执业医师占卫生技术人员的几成？")
    assert "40%" in answer.text


@pytest.mark.xfail(reason="both the figure and that it is not stated are told", strict=False)
def test_what_was_reckoned_is_not_said_to_be_missing(library: Assistant) -> None:
    answer = library.ask("云溪市2023年执业医师和卫生技术人员各多少人，算下来占几成？")
    assert "40%" in answer.text
    assert "没有写明" not in answer.text


@pytest.mark.xfail(reason="of several years any is taken, not one that both have", strict=False)
def test_without_a_year_cities_are_compared_in_one_year(library: Assistant) -> None:
    answer = library.ask("云溪市的家庭医生签约率比白河市低多少？")
    assert "71%−66%＝5个百分点" in answer.text
    assert "71%−60%" not in answer.text


def test_nothing_follows_from_a_blank(library: Assistant) -> None:
    answer = library.ask("云溪市中心医院新院区总投资和妇幼保健院迁建项目完成投资一共多少？")
    assert "数字缺失" in answer.text
    assert "合计" not in answer.text
    assert verdicts_of(answer, "derived") == ["warn"]


@pytest.mark.parametrize(
    "question",
    [
        "云溪市2023年医疗床位和白河市2023年采集血液一共多少？",
        "云溪市2023年医疗床位和卫生技术人员一共多少？",
        "云溪市的家庭医生签约率和托位加起来是多少？",
    ],
)
def test_nothing_follows_from_figures_without_a_common_basis(
    library: Assistant, question: str
) -> None:
    answer = library.ask(question)
    assert "不能相加" in answer.text
    assert verdicts_of(answer, "derived") == ["warn"]
    assert "＝" not in answer.text


def test_a_unit_of_another_kind_is_not_converted(library: Assistant) -> None:
    answer = library.ask("云溪市2023年医疗床位2.4万张折合多少公斤？")
    assert "不能换算" in answer.text or answer.refused
    assert "公斤（" not in answer.text


# ---- other places, years, and blanks ------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "whose", "value"),
    [
        ("云溪市采集血液多少吨？", "白河市", "11.83"),
        ("白河市2023年可供使用的托位有多少个？", "云溪市", "5200"),
        ("云溪市为老年人接种流感疫苗多少剂次？", "X市", "9.6"),
    ],
)
def test_another_citys_figure_is_offered_by_name_and_not_by_value(
    library: Assistant, question: str, whose: str, value: str
) -> None:
    answer = library.ask(question)
    assert answer.refused
    assert prompts.REFUSAL in answer.text
    assert value not in answer.text
    assert f"只有{whose}" in answer.text
    assert answer.citations


def test_another_years_figure_is_offered_by_name_and_not_by_value(library: Assistant) -> None:
    answer = library.ask("白河市2022年家庭医生签约率是多少？")
    assert answer.refused
    assert "71" not in answer.text
    assert "白河市2023年" in answer.text


def test_a_masked_city_stands_for_no_named_one(library: Assistant) -> None:
    answer = library.ask("X市2023年可供使用的托位有多少个？")
    assert "5200" not in answer.text


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("云溪市中心医院新院区总投资是多少？", "总投资，单位亿元"),
        ("云溪市中心医院新院区设置床位多少张？", "设置床位，单位张"),
    ],
)
def test_a_blank_is_said_to_be_one_and_what_is_missing(
    library: Assistant, question: str, what: str
) -> None:
    answer = library.ask(question)
    assert answer.refused
    assert prompts.GAP in answer.text
    assert what in answer.text
    assert "新院区总投资" in cited_by(answer, what)[0]


@pytest.mark.parametrize(
    "question",
    [
        "宜昌市2023年医疗床位有多少张？",
        "云溪市和松岭县2023年医疗床位各有多少张？",
        "X市和云溪市2023年医疗床位相差多少张？",
    ],
)
def test_a_blank_of_another_city_is_no_blank_of_this_one(library: Assistant, question: str) -> None:
    assert "缺失" not in library.ask(question).text


def test_a_blank_of_another_year_is_no_blank_of_this_one(library: Assistant) -> None:
    assert "缺失" not in library.ask("云溪市2019年医疗床位有多少张？").text


def test_a_question_off_the_subject_is_refused_in_one_sentence(library: Assistant) -> None:
    answer = library.ask("红烧肉怎么做才好吃？")
    assert (answer.refused, answer.text) == (True, prompts.REFUSAL)


# ---- conflicts and masked documents -------------------------------------------------------------


def test_a_total_and_its_parts_that_differ_are_shown_from_both_sides(library: Assistant) -> None:
    answer = library.ask("云溪市2023年开展托育服务的机构有多少家？")
    (told,) = (s for s in answer.sentences if "若以" in s.text)
    assert told.text.count("若以") == 2
    assert "100家" in told.text
    assert "96家" in told.text
    assert told.citations
    assert verdicts_of(answer, "conflict") == ["warn"]


def test_two_documents_that_differ_are_both_shown(tmp_path: Path) -> None:
    stating = "---\ntitle: 云溪市{}\nplace: 云溪市\nperiod: '2023'\n---\n# 云溪市{}\n\n一、床位\n\n"
    told = "2023年，云溪市医疗床位达到{}张。"
    library = open_library(
        tmp_path,
        texts={
            f"{name}.md": stating.format(name, name) + told.format(beds)
            for name, beds in (("工作报告", "24000"), ("统计公报", "23500"))
        },
    )
    answer = library.ask(BEDS)
    assert "24000张" in answer.text
    assert "23500张" in answer.text
    assert "两处不符" in answer.text
    assert "23750" not in answer.text
    assert len({citation.doc_id for citation in answer.citations}) == 2
    library.close()


def test_figures_that_agree_are_no_conflict(library: Assistant) -> None:
    assert verdicts_of(library.ask(BEDS), "conflict") == []


@pytest.mark.parametrize("text", ["", "X市为老年人接种流感疫苗9.6万剂次[1]。"])
def test_a_masked_document_is_said_to_be_one(library: Assistant, text: str) -> None:
    if text:
        speak(library, text)
    answer = library.ask("X市为老年人接种流感疫苗多少剂次？")
    assert "9.6万剂次" in answer.text
    assert verdicts_of(answer, "trust") == ["warn"]


def test_a_masked_document_that_is_only_pointed_to_is_said_to_be_one(library: Assistant) -> None:
    answer = library.ask("云溪市为老年人接种流感疫苗多少剂次？")
    assert verdicts_of(answer, "trust") == ["warn"]


# ---- how a question is understood ---------------------------------------------------------------


HISTORY = (
    Turn(role="user", content="云溪市2022年家庭医生签约率是多少？"),
    Turn(role="assistant", content="家庭医生签约率达到60%。[1]"),
)


@pytest.mark.parametrize(
    ("question", "understood", "value"),
    [
        ("那2023年呢？", ("云溪市", "2023", "家庭医生签约率"), "66%"),
        ("白河市2023年呢？", ("白河市", "2023", "家庭医生签约率"), "71%"),
    ],
)
def test_a_follow_up_is_resolved_and_told(
    library: Assistant, question: str, understood: tuple[str, ...], value: str
) -> None:
    answer = library.ask(question, HISTORY)
    assert value in answer.text
    assert "60%" not in answer.text
    assert answer.question == question
    assert answer.query.history_used
    assert all(word in answer.query.standalone for word in understood)


def test_a_follow_up_on_another_city_keeps_the_year(library: Assistant) -> None:
    answer = library.ask("那白河市呢？", HISTORY)
    assert answer.query.periods == ("2022",)
    assert answer.refused
    assert "71" not in answer.text


def test_our_city_is_asked_back_where_nothing_tells_which(library: Assistant) -> None:
    events = list(library.stream("我市2023年医疗床位有多少张？"))
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert answer.refused
    assert "我市" in answer.text
    assert "云溪市" in answer.text
    assert "万张" not in answer.text
    assert answer.query.unclear


def test_our_city_is_the_configured_one_and_said_to_be(tmp_path: Path) -> None:
    library = open_library(tmp_path, place="云溪市")
    answer = library.ask("我市2023年医疗床位有多少张？")
    library.close()
    assert "2.4万张" in answer.text
    assert "1.8" not in answer.text
    assert any("我市" in note and "云溪市" in note for note in answer.query.notes)


def test_a_mistyped_place_is_answered_with_a_note_and_the_suggestion(library: Assistant) -> None:
    answer = library.ask("云奚市2023年医疗床位有多少张？")
    assert "2.4万张" in answer.text
    assert any("云溪市" in note for note in answer.query.notes)
    assert answer.query.suggestions == ("云溪市2023年医疗床位有多少张？",)
    assert answer.question == "云奚市2023年医疗床位有多少张？"


def test_the_order_of_place_and_year_makes_no_difference(library: Assistant) -> None:
    for question in ("云溪市2023年医疗床位有多少张？", "2023年云溪市医疗床位有多少张？"):
        assert "2.4万张" in library.ask(question).text


@pytest.mark.xfail(reason="年云溪市新建社区卫生服务站 is read as a body", strict=False)
def test_a_station_that_is_to_be_built_is_no_body(library: Assistant) -> None:
    answer = library.ask("2024年云溪市新建社区卫生服务站多少个？")
    assert "12个" in answer.text


# ---- what every answer holds to -----------------------------------------------------------------


ASKED = [
    BEDS,
    PLACES,
    TARGET,
    LECTURES,
    "云溪市和白河市2023年医疗床位各有多少张？",
    "云溪市2023年的医疗床位比白河市多多少张？",
    "云溪市2023年开展托育服务的机构有多少家？",
    "云溪市中心医院新院区总投资是多少？",
    "云溪市采集血液多少吨？",
    "白河市2022年家庭医生签约率是多少？",
    "X市为老年人接种流感疫苗多少剂次？",
    "云溪市的托育服务怎么样？",
    "松岭县的健康教育情况怎么样？",
    "红烧肉怎么做才好吃？",
]


@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize("text", ["", "云溪市2023年医疗床位达到2.4万张[7]。"])
def test_every_citation_is_found_again(library: Assistant, question: str, text: str) -> None:
    if text:
        speak(library, text)
    answer = library.ask(question)
    shown = {passage.facts.doc_id for passage in answer.passages}
    for citation in answer.citations:
        assert library.document(citation.doc_id).text[citation.start : citation.end] == (
            citation.quote
        )
        assert citation.doc_id in shown
    markers = [citation.marker for citation in answer.citations]
    assert markers == list(range(1, len(markers) + 1))
    rows = answer.table.rows if answer.table else ()
    used = [cell.citations for row in rows for cell in row]
    used += [sentence.citations for sentence in answer.sentences]
    assert {marker for one in used for marker in one} == set(markers)


@pytest.mark.parametrize("question", ASKED)
def test_evidence_then_words_then_one_answer(library: Assistant, question: str) -> None:
    speak(library, "云溪市2023年医疗床位达到2.4万张[1]。")
    first, *words, last = library.stream(question)
    assert isinstance(first, Evidence)
    assert isinstance(last, Answer)
    assert all(isinstance(event, Words) for event in words)
    assert bool(words) == (not last.refused)
    assert first.query == last.query
    assert set(first.passages) <= set(last.passages)


def test_the_evidence_has_the_quote_before_a_word_is_written(library: Assistant) -> None:
    speak(library, "云溪市2023年医疗床位达到2.4万张[1]。")
    events = list(library.stream(BEDS))
    assert isinstance(events[0], Evidence)
    assert events[0].quotes[0].quote == "2023年，云溪市医疗床位达到2.4万张。"
    words = [event.text for event in events if isinstance(event, Words)]
    assert len(words) > 1
    assert "".join(words) == "云溪市2023年医疗床位达到2.4万张[1]。"


def test_without_a_chat_model_it_says_so(library: Assistant) -> None:
    assert library.ask(BEDS).notice == prompts.QUOTED_NO_MODEL
