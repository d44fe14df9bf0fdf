"""Rerankers: how well each text answers a question, by a cross-encoder here or behind an endpoint.

Both are one function. The endpoint is that of Jina, Cohere, vLLM or text-embeddings-inference; its
key is read here, from the environment, and kept nowhere. Knows nothing of passages.
"""

import math
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import httpx

from youju.errors import EndpointFailed, ModelUnavailable
from youju.models.catalogue import CATALOGUE, find_card, located
from youju.models.embedding import HUB_ID, REFUSALS, has_bf16, libraries_silent
from youju.models.endpoints import is_loopback

# A question and texts become one score a text, in their order; higher is better. Raises YoujuError.
Reranker = Callable[[str, Sequence[str]], Sequence[float]]

_REMEDY = "检查 YOUJU_RERANKER；不需要重排时不设它"
_KEY_REMEDY = "用环境变量 YOUJU_RERANKER_API_KEY 给出正确的密钥"


# --- a model on this machine ---


def load_reranker(name: str, places: Sequence[Path]) -> Reranker:
    """The cross-encoder of a catalogue's name, a folder, or a hub id ("org/name").

    Raises NotFound for a name that is none of them, ModelUnavailable where it cannot be had.
    """
    folder = _folder(name, places)
    if folder is not None:
        model = _load(str(folder), name, local=True)
    else:
        try:
            model = _load(name, name, local=True)  # the hub's cache
        except ModelUnavailable:
            model = _load(name, name, local=False)
    lock = Lock()

    def rerank(question: str, texts: Sequence[str]) -> Sequence[float]:
        pairs = [(question, text) for text in texts]
        try:
            with lock:
                raw = model.predict(pairs, batch_size=8, show_progress_bar=False)
        except (RuntimeError, MemoryError) as error:
            raise ModelUnavailable(f"重排模型 {name} 算不出来。", remedy=_REMEDY) from error
        return [float(score) for score in raw]

    return rerank


def _folder(name: str, places: Sequence[Path]) -> Path | None:
    """Where the model lies; None for a hub id."""
    if any(name == card.name for card in CATALOGUE):
        folder = located(find_card(name), places)
        if folder is None:
            raise ModelUnavailable(
                f"重排模型 {name} 还没有下载。", remedy=f"运行 youju models pull {name}"
            )
        return folder
    if Path(name).is_dir():
        return Path(name)
    if HUB_ID.fullmatch(name):
        return None
    raise ModelUnavailable(f"没有重排模型的文件夹 {name}。", remedy=_REMEDY)


def _load(source: str, name: str, *, local: bool) -> Any:
    with libraries_silent():
        import torch
        from huggingface_hub import model_info
        from sentence_transformers import CrossEncoder

        kwargs = {"dtype": torch.bfloat16} if has_bf16() else {}
        try:
            if not local:
                model_info(source, timeout=10)  # fails at once where loading would try for minutes
            model = CrossEncoder(
                source, num_labels=1, local_files_only=local, max_length=512, model_kwargs=kwargs
            )
        except REFUSALS as error:
            raise ModelUnavailable(
                f"重排模型 {name} 打不开：那里没有可用的模型，或文件不完整。", remedy=_REMEDY
            ) from error
    return model


# --- an endpoint ---


def endpoint_reranker(url: str, model: str, timeout_s: float) -> Reranker:
    """A reranker behind an address that ends in /rerank. Asks nothing yet.

    Raises EndpointFailed when it is asked and does not answer as it should.
    """

    def rerank(question: str, texts: Sequence[str]) -> Sequence[float]:
        asked = {"query": question, "documents": list(texts)} | ({"model": model} if model else {})
        reply = _post(url, asked, timeout_s)
        if reply.status_code == 422:  # text-embeddings-inference calls them otherwise
            reply = _post(url, {"query": question, "texts": list(texts)}, timeout_s)
        if reply.status_code != 200:
            remedy = _KEY_REMEDY if reply.status_code in (401, 403) else _REMEDY
            raise EndpointFailed(f"重排接口 {url} 应答 HTTP {reply.status_code}。", remedy=remedy)
        return _scores(reply, url, len(texts))

    return rerank


def _post(url: str, body: object, timeout_s: float) -> httpx.Response:
    key = os.environ.get("YOUJU_RERANKER_API_KEY", "").strip()
    if not key.isascii():
        raise EndpointFailed("重排接口的密钥里有中文或全角字符。", remedy=_KEY_REMEDY)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        return httpx.post(
            url, json=body, headers=headers, timeout=timeout_s, trust_env=not is_loopback(url)
        )
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise EndpointFailed(f"重排接口 {url} 连不上或没有应答。", remedy=_REMEDY) from error


def _scores(reply: httpx.Response, url: str, count: int) -> Sequence[float]:
    """One finite score for each text; raise EndpointFailed for anything else."""
    try:
        told: Any = reply.json()
        rows = told if isinstance(told, list) else told["results"]
        scores = {
            int(row["index"]): float(
                row["relevance_score"] if "relevance_score" in row else row["score"]
            )
            for row in rows
        }
        ordered = [scores[index] for index in range(count)]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise EndpointFailed(f"重排接口 {url} 的应答不合格式。", remedy=_REMEDY) from error
    if not all(math.isfinite(score) for score in ordered):
        raise EndpointFailed(f"重排接口 {url} 给出的分数不是数。", remedy=_REMEDY)
    return ordered
