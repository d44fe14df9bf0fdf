"""The composition root: what the assistant is made of, and the verbs it answers to.

Read `build_assistant` from top to bottom to see how the parts hang together.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from time import perf_counter

from youju.answering import prompts
from youju.answering.chain import AnswerChain, Asked, Dials, Writer, final_answer
from youju.answering.evidence import Judge, Thresholds
from youju.answering.lookup import Lookup
from youju.answering.weighing import Weighing
from youju.drafting.materials import Gatherer
from youju.drafting.themes import load_themes
from youju.draftroom import DraftRoom, passages_about
from youju.errors import BadInput, BadQuestion, LibraryBusy, LibraryEmpty, YoujuError
from youju.jsonable import Json
from youju.ledger import FigureLedger
from youju.library import Library
from youju.models import chat, download
from youju.models.catalogue import CATALOGUE, find_card, located
from youju.models.loading import Report
from youju.models.services import Models, models_of
from youju.reading.ingest import Cut, Ingestion
from youju.retrieval.lexical import LexicalIndex, Weights
from youju.retrieval.query import Holdings, analyse
from youju.retrieval.rescoring import Rescoring
from youju.retrieval.retriever import HybridRetriever, Mix, Retrieval
from youju.retrieval.similarity import SentenceSimilarity
from youju.retrieval.vectors import VectorIndex
from youju.settings import Settings
from youju.store import Store, open_store
from youju.text import storable
from youju.types import Answer, AnswerEvent, History, QuestionForm, Status, Turn

# A small model leaves out items of lists and gives one person the deed of another (eval/LOG.md).
_SMALL_MODEL_QUOTES: frozenset[QuestionForm] = frozenset({"list", "person"})
_QUESTION_REMEDY = "把问题缩短到{limit}字以内，长材料请先作为文献导入"


class Assistant(Library):
    """A library that can be asked: everything the page and the command line can do."""

    def __init__(
        self,
        settings: Settings,
        *,
        store: Store,
        retriever: HybridRetriever,
        ingestion: Ingestion,
        models: Models,
    ) -> None:
        super().__init__(
            settings.data_dir / "library",
            store=store,
            ingestion=ingestion,
            vectors=retriever.vectors,
            embedding=models.embedding,
        )
        self.settings = settings
        self.chat_model = models.chat
        self.reranker = models.reranker
        self._retriever = retriever
        self._indexing_notice = ""
        judge = _judge(settings, store, retriever)  # one: it remembers what it has embedded
        self.chain = AnswerChain(
            retriever=retriever,
            judge=judge,
            holdings=self.holdings,
            writer=self._writer,
            dials=Dials(
                evidence_tokens=settings.evidence_tokens,
                prompt=settings.prompt,
                fingerprint=settings.fingerprint,
            ),
        )
        self.drafting = DraftRoom(
            settings,
            store=store,
            gatherer=Gatherer(
                retrieve=lambda query, k: retriever.retrieve(query, k).passages,
                survey=lambda place: passages_about(store, place),
                judge=judge,
                ledger=FigureLedger(store),
                holdings=self.holdings,
                cut=ingestion.cut,
                themes=lambda: load_themes(settings.data_dir),
            ),
            writer=self._writer,
            rarity=retriever.lexical.rarity,
        )

    # --- asking ---

    def stream(
        self, question: str, history: History = (), *, quote_only: bool = False
    ) -> Iterator[AnswerEvent]:
        """The three beats of an answer; raise BadQuestion for one that cannot be answered."""
        question = self._checked(question)
        self._require_documents()
        return self.chain.stream(
            Asked(question=question, history=_storable(history), quote_only=quote_only)
        )

    def ask(self, question: str, history: History = (), *, quote_only: bool = False) -> Answer:
        """The answer alone."""
        return final_answer(self.stream(question, history, quote_only=quote_only))

    def search(self, question: str, k: int) -> tuple[Retrieval, int]:
        """The passages for a question, and the milliseconds it took; no model writes."""
        question = self._checked(question)
        self._require_documents()
        if k < 1:
            raise BadInput(f"段数不能是{k}。", remedy="用 -k 给一个大于 0 的数")
        began = perf_counter()
        found = self._retriever.retrieve(analyse(question, (), self.holdings()), k)
        return found, round((perf_counter() - began) * 1000)

    def holdings(self) -> Holdings:
        """What the library holds, as far as it takes to understand a question."""
        years: dict[str, str] = {}
        for place, period in self.store.periods():
            years[place] = max(years.get(place, ""), period[-4:])
        return Holdings(
            places=tuple(self.store.places()), years=years, home=self.settings.place or None
        )

    def _checked(self, question: str) -> str:
        limit = self.settings.question_chars
        if not any(c.isprintable() and not c.isspace() for c in question):
            raise BadQuestion("问题是空的。", remedy="请输入一个问题")
        if len(question) > limit:
            raise BadQuestion(
                f"问题太长：{len(question)}字，最多{limit}字。",
                remedy=_QUESTION_REMEDY.format(limit=limit),
            )
        return storable(question)

    def _require_documents(self) -> None:
        if not self.store.counts()[0]:
            raise LibraryEmpty(
                "知识库里还没有文献。", remedy="先到网页的“文献库”添加文件，或运行 youju ingest"
            )

    def examples(self) -> tuple[str, ...]:
        """Questions to begin with: the lines of the knowledge folder's examples.txt, if any."""
        try:
            text = (self.settings.knowledge / "examples.txt").read_text(encoding="utf-8")
        except OSError:
            return ()
        return tuple(line.strip() for line in text.splitlines() if line.strip())

    # --- models ---

    def start(
        self, report: Callable[[int, int, str], None] = lambda done, total, name: None
    ) -> None:
        """Read the knowledge folder, then fetch and load the models in the background."""
        if self.settings.knowledge.is_dir():
            self.ingest([self.settings.knowledge], report=report)
        Thread(target=self._prepare, name="prepare", daemon=True).start()

    def _prepare(self) -> None:
        if self.embedding.run() is not None:
            try:
                self._follow_record()
                # The first search opens the index; nobody should wait for that.
                if self.store.counts()[0]:
                    self.search("预热", 1)
            except YoujuError as error:
                self._indexing_notice = error.message + error.remedy
        self.reranker.run()
        if self.chat_model.run() is not None:
            self.chain.warm_up()

    def _follow_record(self) -> None:
        """Embed what is pending; another writer, such as an upload, is waited for."""
        while True:
            try:
                self.embed_pending()
            except LibraryBusy as busy:
                self._indexing_notice = f"{busy.message}写完后接着建立向量。"
            else:
                self._indexing_notice = ""
                return

    def pull(self, name: str, report: Report, say: Callable[[str], None]) -> Path:
        """Fetch and verify a model of the catalogue; its licence note is said first."""
        card = find_card(name)
        if card.licence_note:
            say(card.licence_note)
        here = located(card, self.settings.model_places)
        return here or download.fetch(card, self.settings.models_dir, report)

    def catalogue(self) -> list[Json]:
        """The known models as rows, with licence, size and whether they are here."""
        return [
            {
                "name": card.name,
                "role": card.role,
                "description": card.description,
                "licence": card.licence,
                "licence_note": card.licence_note,
                "size": card.size,
                "state": "已下载" if located(card, self.settings.model_places) else "未下载",
            }
            for card in CATALOGUE
        ]

    def status(self) -> Status:
        """What can be done at this moment; cheap."""
        documents, chunks = self.store.counts()
        unembedded = self.store.count_unembedded(self._retriever.vectors.collection)
        notice = self._indexing_notice or self._retriever.rescoring.notice
        if not documents:
            notice = "知识库里还没有文献：到“文献库”添加文件，或运行 youju ingest。"
        models = [self.embedding.state, self.chat_model.state]
        if self.reranker.state.readiness != "off":
            models.append(self.reranker.state)
        return Status(
            models=tuple(models),
            documents=documents,
            chunks=chunks,
            unembedded=unembedded,
            notice=notice,
        )

    def close(self) -> None:
        service = self.chat_model.value
        if service is not None and service.server is not None:
            service.server.close()
        self.store.close()

    def _writer(self) -> Writer:
        service = self.chat_model.value
        if service is not None:
            # The threshold was set for the embedded model; other models have other scales.
            if service.server is None:
                return Writer(model=service.model, notice="", rewrites=True, by_paragraph=True)
            return Writer(
                model=service.model,
                notice="",
                stated_log_odds=self.settings.stated_log_odds,
                quotes=_SMALL_MODEL_QUOTES,
            )
        if self.settings.llm == "none":
            return Writer(model=None, notice=prompts.QUOTED_NO_MODEL)
        error = self.chat_model.error
        notice = error.message + error.remedy + "。" if error else ""
        return Writer(model=None, notice=notice + prompts.QUOTED_MODEL_NOT_READY)


def _storable(history: History) -> tuple[Turn, ...]:
    return tuple(replace(turn, content=storable(turn.content)) for turn in history)


def build_assistant(settings: Settings) -> Assistant:
    """Put the assistant together; loads no model and reads no document yet."""
    chat.silence_telemetry()
    store = open_store(settings.data_dir)
    weights = Weights(title=settings.title_weight, document_share=settings.document_share)
    lexical = LexicalIndex(store, weights)
    vectors = VectorIndex(settings.data_dir / "chroma", collection_name(settings), store)
    models = models_of(settings)
    retriever = HybridRetriever(
        store=store,
        lexical=lexical,
        vectors=vectors,
        embedder=lambda: models.embedding.value,
        mix=Mix(
            top_k=settings.top_k,
            candidates=settings.candidates,
            dense_weight=settings.dense_weight,
            reranked=settings.reranked,
        ),
        rescoring=Rescoring(lambda: models.reranker.value, settings.reranker_timeout_s),
    )
    cut = Cut(min_chars=settings.chunk_min_chars, max_chars=settings.chunk_max_chars)
    return Assistant(
        settings,
        store=store,
        retriever=retriever,
        ingestion=Ingestion(store, lexical, cut),
        models=models,
    )


def _judge(settings: Settings, store: Store, retriever: HybridRetriever) -> Judge:
    rarity, similarity = retriever.lexical.rarity, SentenceSimilarity(retriever.embedder)
    return Judge(
        weighing=Weighing(rarity=rarity, similarity=similarity),
        lookup=Lookup(ledger=FigureLedger(store), rarity=rarity, similarity=similarity),
        thresholds=Thresholds(
            mixed=settings.refusal_weight,
            lexical=settings.refusal_weight_lexical,
            sure=settings.sure_weight,
            figure=settings.figure_fit,
            figure_lexical=settings.figure_fit_lexical,
            gap=settings.gap_fit,
        ),
    )


def collection_name(settings: Settings) -> str:
    """Named after what shapes the vectors, so an old index cannot answer for a new dial."""
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in settings.embedding)
    return f"chunks-{name.strip('-')[-40:]}"
