"""Sentence embeddings on this machine: texts become vectors of length 1.

Does not know what the texts are, nor where vectors are kept. A folder is loaded without a single
network call; only a hub id may ask the hub, and only for what its cache lacks.
"""

import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import httpx
import numpy as np
from langchain_core.embeddings import Embeddings
from safetensors import SafetensorError

from youju.errors import ModelUnavailable
from youju.models.catalogue import CATALOGUE, find_card, located

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_QUESTIONS = 512  # whose vectors are kept
HUB_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*/[A-Za-z0-9][A-Za-z0-9_.-]*")
_BATCH = 6  # texts of like length: padding costs more than a bigger batch gains on a CPU (LOG.md)
# What the libraries raise for a folder or repository that is no model they can load.
REFUSALS = (
    OSError,
    ValueError,
    RuntimeError,
    LookupError,
    TypeError,
    ImportError,
    SafetensorError,
    httpx.HTTPError,
)


class SentenceEmbedder(Embeddings):
    """A sentence-transformers model as LangChain and Chroma ask for it. Safe to share by threads.

    Texts are lower-cased, for the Chinese tokenizers know no capitals. The same text in another
    batch may differ in the third decimal (bf16).
    """

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        self.name = name
        self._model = model
        self._lock = Lock()
        self._asked = lru_cache(maxsize=_QUESTIONS)(self._of_question)
        self.dimensions = len(self.embed_query("维"))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._unit_vectors(self._model.encode_document, texts)

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question; search and judging ask for the same one several times."""
        return list(self._asked(text))

    def _of_question(self, text: str) -> tuple[float, ...]:
        return tuple(self._unit_vectors(self._model.encode_query, [text])[0])

    def _unit_vectors(self, encode: Any, texts: Sequence[str]) -> list[list[float]]:
        if not texts:
            return []
        with self._lock:
            raw = encode([t.lower() for t in texts], batch_size=_BATCH, show_progress_bar=False)
        vectors = np.asarray(raw, dtype=np.float32)  # bf16 is too coarse to divide by a length
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: list[list[float]] = (vectors / np.maximum(lengths, 1e-12)).tolist()
        return unit


def load_embedder(name: str, places: Sequence[Path]) -> SentenceEmbedder:
    """The embedder of a catalogue's name, a folder, or a hub id ("org/name").

    Raises NotFound for a name that is none of them, ModelUnavailable where it cannot be had.
    """
    folder = _folder(name, places)
    if folder is not None:
        return SentenceEmbedder(name, _load(str(folder), name, local=True))
    try:
        model = _load(name, name, local=True)  # the hub's cache
    except ModelUnavailable:
        model = _load(name, name, local=False)
    return SentenceEmbedder(name, model)


def _folder(name: str, places: Sequence[Path]) -> Path | None:
    """Where the model lies; None for a hub id."""
    if any(name == card.name for card in CATALOGUE):
        return _catalogued(name, places)
    if Path(name).is_dir():
        return Path(name)
    if HUB_ID.fullmatch(name):
        return None
    if "/" in name or "\\" in name:
        raise ModelUnavailable(
            f"没有向量模型的文件夹 {name}。", remedy="检查 YOUJU_EMBEDDING 里的路径"
        )
    find_card(name)
    raise AssertionError(name)  # find_card has raised


def _catalogued(name: str, places: Sequence[Path]) -> Path:
    card = find_card(name)
    if card.role != "embedding":
        raise ModelUnavailable(
            f"{name} 不是向量模型。", remedy="把 YOUJU_EMBEDDING 改为 m3e-small 等向量模型"
        )
    folder = located(card, places)
    if folder is None:
        raise ModelUnavailable(
            f"向量模型 {name} 还没有下载。", remedy=f"运行 youju models pull {name}"
        )
    return folder


def _load(source: str, name: str, *, local: bool) -> "SentenceTransformer":
    with libraries_silent():
        import torch
        from huggingface_hub import model_info
        from sentence_transformers import SentenceTransformer

        kwargs = {"dtype": torch.bfloat16} if has_bf16() else {}
        try:
            if not local:
                model_info(source, timeout=10)  # fails at once where loading would try for minutes
            return SentenceTransformer(source, local_files_only=local, model_kwargs=kwargs)
        except REFUSALS as error:
            raise ModelUnavailable(
                f"向量模型 {name} 打不开：那里没有可用的模型，或文件不完整。",
                remedy="检查 YOUJU_EMBEDDING；不便联网时用 YOUJU_EMBEDDING=m3e-small",
            ) from error


def has_bf16() -> bool:
    """Whether the CPU computes in bf16 by itself (Linux says; elsewhere float32 is kept)."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


@contextmanager
def libraries_silent() -> Iterator[None]:
    """Keep warnings and progress bars of the libraries off the user's terminal."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from transformers.utils import logging as untyped

        transformers_logging: Any = untyped
        transformers_logging.disable_progress_bar()
        for library in ("transformers", "sentence_transformers", "huggingface_hub"):
            logging.getLogger(library).setLevel(logging.ERROR)
        yield
