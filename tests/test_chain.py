"""From a question to an answer in three beats, over given passages and a scripted model."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from judged import JUDGE
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.retrievers import BaseRetriever
from offices import Scripted
from pydantic import Field
from stated import stated_in

from youju.answering import prompts
from youju.answering.chain import AnswerChain, Asked, Dials, Writer, final_answer
from youju.answering.evidence import Judge
from youju.answering.lookup import Lookup
from youju.retrieval.query import Holdings
from youju.retrieval.retriever import to_langchain
from youju.types import Answer, Chunk, Evidence, Figure, Gap, Passage, Query, Turn, Words

BEDS = stated_in(
    "2023年，云溪市医疗床位达到2.4万张。", doc_id="d1", place="云溪市", title="云溪市报告"
)
OTHERS = stated_in(
    "2023年，白河市采集血液11.8吨。", doc_id="d2", place="白河市", title="白河市报告"
)
CARE = stated_in(
    "云溪市社区里办起了托育服务点120个，家长接送孩子更加方便。", doc_id="d3", place="云溪市"
)
QUESTION = "云溪市2023年医疗床位有多少张？"
GOOD = "云溪市2023年医疗床位达到2.4万张[1]。"
HELD = Holdings(places=("云溪市", "白河市"), years={"云溪市": "2023", "白河市": "2023"})


class Shelf(BaseRetriever):
    """Hands out its passages, those of the places that are asked for, and keeps the queries."""

    passages: tuple[Passage, ...]
    queries: list[Query] = Field(default_factory=list)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, asked: Query
    ) -> list[LangChainDocument]:
        self.queries.append(asked)
        right = [p for p in self.passages if not asked.places or p.facts.place in asked.places]
        return [
            to_langchain(replace(passage, rank=rank)) for rank, passage in enumerate(right, start=1)
        ]


@dataclass(frozen=True)
class Ledger:
    """The figures of the shelf."""

    figures: tuple[Figure, ...]

    def figures_within(self, chunks: list[Chunk]) -> list[Figure]:
        known = {chunk.doc_id for chunk in chunks}
        return [figure for figure in self.figures if figure.doc_id in known]

    def gaps_within(self, chunks: list[Chunk]) -> list[Gap]:
        return []


class Judging(Scripted):
    """Tells with these log-probabilities whether the material holds the answer."""

    odds: dict[str, float]

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        self.heard.append(messages)
        top = [{"token": token, "logprob": odds} for token, odds in self.odds.items()]
        told = {"logprobs": {"content": [{"top_logprobs": top}]}}
        message = AIMessage(content="是", response_metadata=told)
        return ChatResult(generations=[ChatGeneration(message=message)])


class Broken(Scripted):
    """Breaks off after its first words."""

    def _stream(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        yield next(super()._stream(*args, **kwargs))
        raise ConnectionError("gone")


STATED = (*BEDS, *OTHERS, *CARE)
NO_MODEL = Writer(model=None, notice="没有模型。")


def chain_of(writer: Callable[[], Writer], *, held: Holdings = HELD) -> tuple[AnswerChain, Shelf]:
    passages = {one.source.passage.chunk.doc_id: one.source.passage for one in STATED}
    shelf = Shelf(passages=tuple(passages.values()))
    ledger = Ledger(figures=tuple(one.figure for one in STATED))
    lookup = Lookup(
        ledger=ledger, rarity=JUDGE.weighing.rarity, similarity=JUDGE.weighing.similarity
    )
    judge = Judge(weighing=JUDGE.weighing, lookup=lookup, thresholds=JUDGE.thresholds)
    dials = Dials(evidence_tokens=300, fingerprint="0123abcd", sure_weight=9.0)
    chain = AnswerChain(
        retriever=shelf, judge=judge, holdings=lambda: held, writer=writer, dials=dials
    )
    return chain, shelf


def quoting(question: str, held: Holdings = HELD) -> Answer:
    chain, _ = chain_of(lambda: NO_MODEL, held=held)
    return final_answer(chain.stream(Asked(question=question)))


def written(model: Scripted, question: str = QUESTION, odds: float | None = None) -> list[Any]:
    chain, _ = chain_of(lambda: Writer(model=model, notice="", stated_log_odds=odds))
    return list(chain.stream(Asked(question=question)))


# ---- beats ---------------------------------------------------------------------------------------


def test_evidence_words_and_answer_come_in_this_order() -> None:
    first, *words, last = written(Scripted(says=GOOD))
    assert isinstance(first, Evidence)
    assert [quote.quote for quote in first.quotes] == [BEDS[0].source.text]
    assert len(words) > 1
    assert "".join(word.text for word in words) == GOOD
    assert isinstance(last, Answer)
    assert last.text == "云溪市2023年医疗床位达到2.4万张。[1]"
    assert last.timings.first_token_ms is not None
    assert last.fingerprint == "0123abcd"


def test_the_evidence_is_there_before_the_model_is_asked() -> None:
    model = Scripted(says=GOOD)
    chain, _ = chain_of(lambda: Writer(model=model, notice=""))
    events = chain.stream(Asked(question=QUESTION))
    assert isinstance(next(events), Evidence)
    assert model.heard == []
    assert isinstance(next(events), Words)


def test_without_a_model_the_quotes_answer_and_say_why() -> None:
    chain, _ = chain_of(lambda: NO_MODEL)
    first, last = chain.stream(Asked(question=QUESTION))
    assert isinstance(first, Evidence)
    assert isinstance(last, Answer)
    assert (last.mode, last.notice) == ("quoted", "没有模型。")


def test_who_wants_quotes_only_asks_no_model() -> None:
    model = Scripted(says=GOOD)
    chain, _ = chain_of(lambda: Writer(model=model, notice=""))
    answer = final_answer(chain.stream(Asked(question=QUESTION, quote_only=True)))
    assert (answer.mode, answer.notice) == ("quoted", "")
    assert model.heard == []


def test_the_runnable_streams_the_same_beats() -> None:
    chain, _ = chain_of(lambda: Writer(model=Scripted(says=GOOD), notice=""))
    events = list(chain.runnable.stream(Asked(question=QUESTION)))
    assert isinstance(events[0], Evidence)
    assert isinstance(events[-1], Answer)
    assert {type(event) for event in events[1:-1]} == {Words}


def test_a_stream_without_an_answer_is_an_error() -> None:
    with pytest.raises(ValueError, match="Answer"):
        final_answer(iter([Words(text="云")]))


# ---- a model that fails --------------------------------------------------------------------------


def test_a_model_that_breaks_off_leaves_the_quotes_and_the_reason() -> None:
    *_, last = written(Broken(says=GOOD))
    assert (last.mode, last.refused) == ("quoted", False)
    assert "2.4万张" in last.text
    assert last.notice.startswith("对话模型没有完成回答")
    assert "gone" not in last.notice


def test_a_wrong_figure_is_not_shown() -> None:
    *_, last = written(Scripted(says="云溪市2023年医疗床位达到2.6万张。"))
    assert "2.6" not in last.text
    assert last.notice == prompts.QUOTED_CHECK_FAILED


def test_the_prompt_has_the_material_fenced_and_the_question_behind_it() -> None:
    model = Scripted(says=GOOD)
    written(model)
    (system, user), told = model.heard[0], str(model.heard[0][1].content)
    assert prompts.REFUSAL in str(system.content)
    assert user.type == "human"
    material, behind = told.split("</材料>")
    assert "（云溪市，2023年" in material
    assert "2.4万张" in material
    assert QUESTION in behind


# ---- refusals ------------------------------------------------------------------------------------


def test_what_is_refused_by_code_asks_no_model() -> None:
    model = Scripted(says="云溪市采集血液11.8吨。")
    first, last = written(model, "云溪市采集血液多少吨？")
    assert isinstance(first, Evidence)
    assert last.refused
    assert model.heard == []


def test_another_citys_figure_is_pointed_to_and_its_passage_is_among_the_passages() -> None:
    answer = quoting("云溪市采集血液多少吨？")
    assert "只有白河市2023年的数据" in answer.text
    assert "11.8" not in answer.text
    assert {c.doc_id for c in answer.citations} == {"d2"}
    assert "d2" in {passage.facts.doc_id for passage in answer.passages}


@pytest.mark.parametrize(
    ("odds", "refused"),
    [({"是": -9.0, "否": -0.1}, True), ({"是": -0.1, "否": -9.0}, False), ({}, False)],
)
def test_the_model_is_asked_whether_a_doubtful_material_answers(
    odds: dict[str, float], refused: bool
) -> None:
    model = Judging(says="云溪市社区里办起了托育服务点120个。", odds=odds)
    *_, last = written(model, "云溪市的托育服务怎么样？", odds=0.0)
    assert last.refused == refused
    assert str(model.heard[0][1].content).endswith("只回答是或否。")
    assert len(model.heard) == (1 if refused else 2)


def test_the_model_is_not_asked_where_the_ledger_answers() -> None:
    model = Judging(says=GOOD, odds={"是": -9.0, "否": -0.1})
    *_, last = written(model, odds=0.0)
    assert not last.refused
    assert len(model.heard) == 1


# ---- the question --------------------------------------------------------------------------------


def test_the_question_is_looked_for_as_it_was_understood() -> None:
    chain, shelf = chain_of(lambda: NO_MODEL)
    history = (Turn(role="user", content="白河市2023年医疗床位有多少张？"),)
    answer = final_answer(chain.stream(Asked(question="那云溪市呢？", history=history)))
    assert answer.question == "那云溪市呢？"
    assert answer.query.standalone == "云溪市2023年医疗床位有多少张？"
    assert shelf.queries[0] == answer.query
    assert "2.4万张" in answer.text


def test_each_part_is_answered_by_itself() -> None:
    answer = quoting("云溪市2023年医疗床位有多少张？采集血液多少吨？")
    assert "2.4万张" in answer.text
    assert "采集血液多少吨”：知识库的文献没有写明" in answer.text
    assert "11.8" not in answer.text


def test_a_place_that_nothing_tells_is_asked_back_and_nothing_is_looked_for() -> None:
    chain, shelf = chain_of(lambda: NO_MODEL)
    (only,) = chain.stream(Asked(question="我市2023年医疗床位有多少张？"))
    assert isinstance(only, Answer)
    assert only.refused
    assert "我市" in only.text
    assert only.passages == ()
    assert shelf.queries == []


def test_the_configured_place_is_meant_by_our_city() -> None:
    answer = quoting("我市2023年医疗床位有多少张？", replace(HELD, home="云溪市"))
    assert "2.4万张" in answer.text
    assert any("云溪市" in note for note in answer.query.notes)


def test_a_mistyped_place_is_read_as_the_one_that_it_can_be_and_said_so() -> None:
    answer = quoting("云奚市2023年医疗床位有多少张？")
    assert "2.4万张" in answer.text
    assert answer.query.text == "云奚市2023年医疗床位有多少张？"
    assert answer.query.places == ("云溪市",)
    assert prompts.MISTYPED.format(meant="云溪市") in answer.query.notes
    assert answer.query.suggestions == ("云溪市2023年医疗床位有多少张？",)


def test_a_mistyped_place_that_can_be_two_is_not_guessed() -> None:
    held = replace(HELD, places=("云溪市", "云汐市", "白河市"))
    answer = quoting("云奚市2023年医疗床位有多少张？", held)
    assert len(answer.query.suggestions) == 2
    assert prompts.MISTYPED.format(meant="云溪市") not in answer.query.notes


# ---- warming up ----------------------------------------------------------------------------------


def test_warming_up_has_the_model_read_the_constant_part() -> None:
    model = Judging(says="是", odds={"是": 0.0})
    chain, shelf = chain_of(lambda: Writer(model=model, notice="", stated_log_odds=0.0))
    chain.warm_up()
    assert len(model.heard) == 1
    assert shelf.queries == []


def test_warming_up_without_a_model_does_nothing() -> None:
    chain, _ = chain_of(lambda: NO_MODEL)
    chain.warm_up()
