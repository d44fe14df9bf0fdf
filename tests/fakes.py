"""A stand-in for what is slow: an assistant that answers in canned events of the real types.

The word in the question chooses the answer: 天气 is refused, 摘录 quoted, 核对 fails a
check, 对比 is a table, 出错 and 崩溃 raise, 慢 takes its time; 那 is a question that leans on the
one before. Obeys the interface of the page's Assistant.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from judged import JUDGE, PLAIN, EmptyLedger
from ledgers import figure_row, gap_row

from youju.answering.chain import Writer
from youju.drafting.materials import Gatherer
from youju.draftroom import DraftRoom
from youju.errors import BadQuestion, EndpointFailed, NotFound
from youju.findings import GapRow, LedgerFilter, LedgerRow
from youju.reading.ingest import Cut
from youju.retrieval.query import Holdings
from youju.settings import Settings
from youju.store import Store, open_store
from youju.types import (
    Answer,
    AnswerEvent,
    Cell,
    Check,
    Chunk,
    Citation,
    Document,
    DocumentFacts,
    Evidence,
    ModelState,
    Passage,
    Query,
    Sentence,
    Status,
    Table,
    Timings,
    Turn,
    Verdict,
    Words,
)

REPORT = """在全市卫生健康工作会议上的讲话

同志们：

今天开会，回顾2023年，谋划2024年。我谈三点看法。

一、2023年工作回顾

（一）医疗服务体系不断完善

2023年，全市新增三级医院2家，医疗卫生机构总数达到5448家。县域内就诊率达到91.3%，比上年提高1.2个百分点。市中心医院新院区投入使用，新增床位1200张。

（二）基层能力持续提升

建成紧密型县域医共体8个，覆盖全部县（市）。为全市2360个村卫生室配备了智慧随访设备，基层诊疗量占比达到%。家庭医生签约服务重点人群覆盖率稳定在80%以上。

二、2024年重点工作

一要深化公立医院改革。二要推进优质医疗资源扩容，力争年内新增床位800张。三要加强人才队伍建设，引进高层次人才50名以上。

三、加强组织领导

各县（市、区）卫生健康委要把责任扛在肩上，把工作抓在手上，确保各项任务落到实处。
"""
MASKED = """X市卫生健康委员会2022年工作报告

过去一年，X市坚持<b>以人民为中心</b>，全市${1+1}孕产妇死亡率持续下降，{{总投资}}亿元的项目落地。

全年新增床位300张，“<i>健康</i>细胞”建成率达到60%至66%。
"""
PROJECTS = "".join(f"第{i}类项目完成{i}项。\n" for i in range(1, 131))


def _facts(doc_id: str, title: str, **more: object) -> DocumentFacts:
    known = {
        "kind": "讲话",
        "place": "示例市",
        "period": "2023-2024",
        "published": "2024-02-21",
        "speaker": "市卫生健康委主任",
        "source": "示例市2024年讲话.txt",
        "addresses": (),
        "trust": "named",
        "complete": True,
        "shown_chars": None,
        "whole_chars": None,
        "inferred": (),
    }
    return DocumentFacts(doc_id=doc_id, title=title, **{**known, **more})  # type: ignore[arg-type]


DOCUMENTS = {
    "aaaa": Document(facts=_facts("aaaa", "在全市卫生健康工作会议上的讲话"), text=REPORT, edits=()),
    "bbbb": Document(
        facts=_facts(
            "bbbb",
            "X市卫生健康委员会2022年工作报告",
            kind="工作报告",
            place="X市",
            period="2022",
            published=None,
            trust="masked",
            complete=False,
        ),
        text=MASKED,
        edits=(),
    ),
    "cccc": Document(
        facts=_facts(
            "cccc",
            "示例区2022年项目进展情况的报告及各类项目完成数量明细表（征求意见稿）",
            place="示例区",
            source="示例区项目.xlsx",
        ),
        text=PROJECTS,
        edits=(),
    ),
}


def _figure(doc_id: str, sentence: str, quote: str, indicator: str, **more: Any) -> LedgerRow:
    facts = DOCUMENTS[doc_id].facts
    known = {name: getattr(facts, name) for name in ("doc_id", "place", "title", "source", "trust")}
    start = DOCUMENTS[doc_id].text.index(sentence)
    more = known | more
    return figure_row(quote, sentence=sentence, indicator=indicator, start=start, **more)


def _figures() -> Iterator[LedgerRow]:
    """The figures of the documents above, as the real assistant would tell them."""
    beds = "市中心医院新院区投入使用，新增床位1200张。"
    plan = "二要推进优质医疗资源扩容，力争年内新增床位800张。"
    people = "三要加强人才队伍建设，引进高层次人才50名以上。"
    masked = MASKED.splitlines()[4]
    target: dict[str, Any] = {"kind": "target", "period": "2024"}
    yield _figure("aaaa", COUNT, "2家", "三级医院", value="2", unit="家")
    yield _figure("aaaa", COUNT, "5448家", "医疗卫生机构总数", value="5448", unit="家")
    yield _figure("aaaa", RATE, "91.3%", "县域内就诊率", value="91.3", unit="%")
    yield _figure("aaaa", beds, "1200张", "新增床位", value="1200")
    yield _figure("aaaa", plan, "800张", "新增床位", value="800", **target)
    yield _figure(
        "aaaa", people, "50名以上", "高层次人才", value="50", unit="名", hedge="以上", **target
    )
    yield _figure("bbbb", masked, "300张", "新增床位", value="300", period="2022")
    rate: dict[str, Any] = {"value": "60", "upper": "66", "unit": "%", "period": "2022"}
    yield _figure("bbbb", masked, "60%至66%", "“<i>健康</i>细胞”建成率", **rate)
    for i in range(1, 131):
        sentence = f"第{i}类项目完成{i}项。"
        yield _figure(
            "cccc", sentence, f"{i}项", f"第{i}类项目", value=str(i), unit="项", period="2022"
        )


def _gaps() -> Iterator[GapRow]:
    title = DOCUMENTS["aaaa"].facts.title
    yield gap_row("%。家庭", REPORT, what="基层诊疗量占比", unit="%", title=title)
    masked = DOCUMENTS["bbbb"].facts
    yield gap_row("X市", MASKED, what="市名", how="masked", doc_id="bbbb", title=masked.title)


def cite(marker: int, doc_id: str, quote: str) -> Citation:
    start = DOCUMENTS[doc_id].text.index(quote)
    return Citation(marker=marker, doc_id=doc_id, start=start, end=start + len(quote), quote=quote)


def passage(rank: int, doc_id: str, headings: tuple[str, ...], around: str) -> Passage:
    found = cite(rank, doc_id, around)
    chunk = Chunk(
        doc_id=doc_id, headings=headings, start=found.start, end=found.end, text=found.quote
    )
    return Passage(
        chunk=chunk, facts=DOCUMENTS[doc_id].facts, rank=rank, score=0.9, found_by=("dense",)
    )


COUNT = "2023年，全市新增三级医院2家，医疗卫生机构总数达到5448家。"
RATE = "县域内就诊率达到91.3%，比上年提高1.2个百分点。"
PLAN = "二要推进优质医疗资源扩容，力争年内新增床位800张。"
BLURRED = MASKED.splitlines()[2]
PASSAGES = (
    passage(1, "aaaa", ("一、2023年工作回顾", "（一）医疗服务体系不断完善"), COUNT + RATE),
    passage(2, "aaaa", ("二、2024年重点工作",), PLAN),
    passage(3, "bbbb", (), BLURRED),
)
QUOTES = (cite(1, "aaaa", COUNT), cite(2, "aaaa", PLAN), cite(3, "bbbb", BLURRED))


def _passed(text: str, marker: int) -> Check:
    return Check(rule="figure", verdict="pass", text=text, note="与所引原文一致", citation=marker)


def _faulty(verdict: Verdict, text: str, note: str, marker: int) -> Check:
    return Check(rule="figure", verdict=verdict, text=text, note=note, citation=marker)


def _row(name: str, *cells: tuple[str, int]) -> tuple[Cell, ...]:
    figures = (Cell(text=text, citations=(m,) if m else ()) for text, m in cells)
    return (Cell(text=name, citations=()), *figures)


TABLE = Table(
    columns=("地方", "2023年新增床位", "2024年计划新增床位"),
    rows=(_row("示例市", ("1200张", 1), ("800张", 2)), _row("X市", ("300张", 3), ("", 0))),
)
_MASKED_BEDS = "全年新增床位300张，“<i>健康</i>细胞”建成率达到60%至66%。"
_PARTS: dict[str, dict[str, Any]] = {
    "天气": {
        "text": "知识库的文献没有写明这个问题的答案。"
        "最接近的内容见《在全市卫生健康工作会议上的讲话》（示例市，2023-2024年）[1]。",
        "citations": (cite(1, "aaaa", COUNT),),
        "refused": True,
        "mode": "quoted",
        "checks": (),
    },
    "摘录": {
        "text": f"{BLURRED}[1]\n{COUNT}[2]",
        "citations": (cite(1, "bbbb", BLURRED), cite(2, "aaaa", COUNT)),
        "mode": "quoted",
        "notice": "语言模型还在下载，先给出原文。",
        "checks": (),
    },
    "核对": {
        "text": "2023年新增床位1200张[1]，其中床位800张[2]，投资12亿元[1]。",
        "checks": (
            _passed("1200张", 1),
            _faulty("warn", "800张", "此数在原文另一句，且为计划数", 2),
            _faulty("fail", "12亿元", "所引文献中没有这个数字", 1),
        ),
    },
    "对比": {
        "text": "示例市2023年新增床位1200张[1]，X市300张[3]。",
        "table": TABLE,
        "citations": (
            cite(1, "aaaa", "市中心医院新院区投入使用，新增床位1200张。"),
            cite(2, "aaaa", PLAN),
            cite(3, "bbbb", _MASKED_BEDS),
        ),
        "checks": (_passed("1200张", 1), _faulty("warn", "300张", "来源为脱敏范文", 3)),
    },
}


def query_of(question: str) -> Query:
    """How the fake understands a question."""
    query = Query(
        text=question,
        standalone=question,
        places=(),
        periods=(),
        wants_figure=True,
        history_used=False,
    )
    if "那" in question:
        query = replace(query, standalone="示例市2024年计划新增多少张床位？", history_used=True)
    if "天气" in question:
        query = replace(
            query, suggestions=("示例市2024年要新增多少张床位？", "县域内就诊率是多少？")
        )
    if "对比" in question:
        query = replace(query, notes=("没有写年份，按2023年查找。",))
    return query


def answer_to(question: str) -> Answer:
    """The canned answer to a question, chosen by the word in it."""
    parts: dict[str, Any] = {
        "text": "2023年，全市医疗卫生机构总数达到5448家[1]，县域内就诊率达到91.3%[2]。\n\n"
        "2024年计划新增床位800张[3]，这是目标，尚未见完成情况[3]。",
        "table": None,
        "citations": (cite(1, "aaaa", COUNT), cite(2, "aaaa", RATE), cite(3, "aaaa", PLAN)),
        "refused": False,
        "mode": "generated",
        "notice": "",
        "checks": (_passed("5448家", 1), _passed("91.3%", 2), _passed("800张", 3)),
    }
    for word, others in _PARTS.items():
        if word in question:
            parts |= others
    return Answer(
        question=question,
        query=query_of(question),
        sentences=(Sentence(text=COUNT, citations=(1,)),),
        passages=PASSAGES,
        timings=Timings(evidence_ms=180, first_token_ms=900, total_ms=6230),
        fingerprint="0123abcd",
        **parts,
    )


class FakeAssistant:
    """Notes what was done to it, so that tests can ask."""

    def __init__(self, data_dir: Path, *, pace: float = 0.02) -> None:
        self.settings = Settings(data_dir=data_dir)
        self.pace = pace
        self.did: list[str] = []  # start, close
        self.histories: list[Sequence[Turn]] = []

    @cached_property
    def store(self) -> Store:
        """A real record; it holds conversations and no document."""
        return open_store(self.settings.data_dir)

    @cached_property
    def drafting(self) -> DraftRoom:
        """A real one over the passages above; no model writes."""
        return DraftRoom(
            self.settings,
            store=self.store,
            gatherer=Gatherer(
                retrieve=lambda query, k: PASSAGES,
                survey=lambda place: PASSAGES,
                judge=JUDGE,
                ledger=EmptyLedger(),
                holdings=self.holdings,
                cut=Cut(min_chars=20, max_chars=300),
            ),
            writer=lambda: Writer(model=None, notice=""),
            rarity=PLAIN.rarity,
        )

    def holdings(self) -> Holdings:
        return Holdings(places=tuple(p.facts.place for p in PASSAGES if p.facts.place))

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[AnswerEvent]:
        self.histories.append(history)
        pace = 0.4 if "慢" in question else self.pace
        try:
            yield from self._events(question, pace)
        finally:
            print(f"ended: {question}", flush=True)

    def _events(self, question: str, pace: float) -> Iterator[AnswerEvent]:
        if len(question) > self.settings.question_chars:
            raise BadQuestion("问题太长。", remedy="把问题缩短")
        if "出错" in question:
            raise EndpointFailed("语言模型接口没有回应。", remedy="检查接口地址后再问")
        refused = "天气" in question
        yield Evidence(
            query=query_of(question),
            passages=() if refused else PASSAGES,
            quotes=() if refused else QUOTES,
        )
        time.sleep(5 * pace)
        if "崩溃" in question:
            raise RuntimeError("the fake was asked to crash")
        if not refused:
            for piece in (
                "2023年，",
                "全市医疗",
                "卫生机构",
                "总数达到",
                "5448家，",
                "县域内",
                "就诊率",
            ):
                yield Words(text=piece)
                time.sleep(pace)
        yield answer_to(question)

    def document(self, doc_id: str) -> Document:
        if doc_id not in DOCUMENTS:
            raise NotFound("库里没有这篇文献。", remedy="刷新页面后再试")
        return DOCUMENTS[doc_id]

    def documents(self) -> tuple[DocumentFacts, ...]:
        return tuple(document.facts for document in DOCUMENTS.values())

    def ledger(self, wanted: LedgerFilter) -> Iterator[LedgerRow]:
        return (r for r in _figures() if wanted.doc_id in (None, r.figure.doc_id))

    def missing(self) -> Iterator[GapRow]:
        return _gaps()

    def status(self) -> Status:
        licence = "仅限研究与非商业用途"
        return Status(
            models=(
                ModelState(
                    name="m3e-small",
                    role="embedding",
                    readiness="ready",
                    done=0,
                    total=0,
                    note=licence,
                ),
                ModelState(
                    name="qwen2.5-coder-1.5b-instruct",
                    role="chat",
                    readiness="fetching",
                    done=412_000_000,
                    total=1_117_320_768,
                    note="",
                ),
            ),
            documents=20,
            chunks=812,
            unembedded=0,
            notice="",
        )

    def examples(self) -> tuple[str, ...]:
        return (
            "示例市2023年医疗卫生机构总数是多少？",
            "2024年要新增多少张床位？",
            "紧密型县域医共体建设情况如何？",
        )

    def start(self) -> None:
        self.did.append("start")

    def close(self) -> None:
        self.store.close()
        self.did.append("close")
        print("closed", flush=True)


if __name__ == "__main__":  # python tests/fakes.py PORT FOLDER
    from youju.web.page import launch

    launch(FakeAssistant(Path(sys.argv[2])), host="127.0.0.1", port=int(sys.argv[1]))
