"""The models that the settings ask for: each fetched where it is missing, then loaded.

Knows which model a setting names; not what it is asked.
"""

from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel

from youju.models import chat, download
from youju.models.catalogue import CATALOGUE, DEFAULT_CHAT, ModelCard, find_card, located
from youju.models.embedding import SentenceEmbedder, load_embedder
from youju.models.endpoints import endpoint_models, probe_endpoint
from youju.models.loading import Loading, Report
from youju.models.reranking import Reranker, endpoint_reranker, load_reranker
from youju.models.server import ChatServer, start_chat_server
from youju.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatService:
    """A chat model, and the server in this process that runs it, if any."""

    model: BaseChatModel
    server: ChatServer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The models of one assistant, each on its way."""

    embedding: Loading[SentenceEmbedder]
    chat: Loading[ChatService]
    reranker: Loading[Reranker]


def models_of(settings: Settings) -> Models:
    """All that the settings ask for; none is loaded yet."""
    return Models(
        embedding=embedding_loading(settings),
        chat=chat_loading(settings),
        reranker=rerank_loading(settings),
    )


def embedding_loading(settings: Settings) -> Loading[SentenceEmbedder]:
    """The embedding model that the settings ask for."""
    return Loading(
        settings.embedding,
        "embedding",
        _licence_note(settings.embedding),
        lambda report: _make_embedder(settings, report),
    )


def chat_loading(settings: Settings) -> Loading[ChatService]:
    """The chat model that the settings ask for; off in quoted mode."""
    if settings.llm == "none":
        return Loading("none", "chat", "摘录模式，不用对话模型", None)
    if settings.llm == "embedded":
        card = find_card(settings.llm_model or DEFAULT_CHAT)
        return Loading(
            card.name, "chat", card.licence_note, lambda report: _embedded(settings, card, report)
        )
    return Loading(settings.llm_model or settings.llm, "chat", "", lambda _: _endpoint(settings))


def chat_choices(settings: Settings) -> tuple[str, ...]:
    """The chat models that can be had where the settings look for one; asks an endpoint."""
    if settings.llm == "none":
        return ()
    if settings.llm == "embedded":
        return tuple(card.name for card in CATALOGUE if card.role == "chat")
    return endpoint_models(settings.llm)


def rerank_loading(settings: Settings) -> Loading[Reranker]:
    """The reranker that the settings ask for; off where they ask for none."""
    name = settings.reranker
    if not name:
        return Loading("none", "rerank", "", None)
    return Loading(
        name, "rerank", _licence_note(name), lambda report: _make_reranker(settings, report)
    )


def _licence_note(name: str) -> str:
    return next((card.licence_note for card in CATALOGUE if card.name == name), "")


def _make_embedder(settings: Settings, report: Report) -> SentenceEmbedder:
    card = next((card for card in CATALOGUE if card.name == settings.embedding), None)
    if card is not None and located(card, settings.model_places) is None:
        download.fetch(card, settings.models_dir, report)
    return load_embedder(settings.embedding, settings.model_places)


def _make_reranker(settings: Settings, report: Report) -> Reranker:
    name = settings.reranker
    if name.startswith(("http://", "https://")):
        return endpoint_reranker(name, settings.reranker_model, settings.reranker_timeout_s)
    card = next((card for card in CATALOGUE if card.name == name), None)
    if card is not None and located(card, settings.model_places) is None:
        download.fetch(card, settings.models_dir, report)
    return load_reranker(name, settings.model_places)


def _embedded(settings: Settings, card: ModelCard, report: Report) -> ChatService:
    path = located(card, settings.model_places)
    if path is None:
        path = download.fetch(card, settings.models_dir, report)
    server = start_chat_server(path, threads=settings.llm_threads)
    model = chat.chat_model(settings, base_url=server.base_url, model=card.name)
    return ChatService(model=model, server=server)


def _endpoint(settings: Settings) -> ChatService:
    found = probe_endpoint(settings.llm, settings.llm_model)
    model = chat.chat_model(settings, base_url=found.base_url, model=found.model)
    return ChatService(model=model, server=None)
