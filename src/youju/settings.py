"""Every dial, read once from the environment (YOUJU_…), and the fingerprint that answers carry.

Secrets are not here: an endpoint's key is read in `models.endpoints`, so settings can be printed.
"""

import hashlib
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from youju.errors import BadSetting

_PLACES_AND_DOORS = {"data_dir", "knowledge", "host", "port", "llm_threads"}


class Settings(BaseSettings):
    """One frozen set of dials."""

    model_config = SettingsConfigDict(env_prefix="YOUJU_", frozen=True, extra="forbid")

    data_dir: Path = Path(".youju")  # holds all state
    place: str = ""  # the office's own city or district: what 我市 means in a question
    knowledge: Path = Path("knowledge")  # ingested by `youju serve` at its start
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)

    llm: str = "embedded"  # embedded, none, or http://…/v1
    llm_model: str = ""  # empty: the catalogue's default, or the endpoint's first model
    llm_threads: int = Field(default=0, ge=0)  # 0: as many as there are cores
    llm_timeout_s: int = Field(default=45, gt=0)  # without a word; then the quotes answer
    llm_stall_s: int = Field(default=15, gt=0)  # between words, from an endpoint elsewhere
    llm_total_s: int = Field(default=120, gt=0)  # for a whole answer
    prompt: Literal["full", "brief"] = "full"  # the rules that a model answers by
    answer_tokens: int = Field(default=256, gt=0)

    embedding: str = "m3e-small"  # a name of the catalogue, a hub id, or a folder
    reranker: str = ""  # the same, or http://…/rerank; empty: none
    reranker_model: str = ""  # of an endpoint that wants it named
    reranker_timeout_s: float = Field(default=3.0, gt=0)  # then the ranking stands as it was
    reranked: int = Field(default=20, gt=0)  # so many of the best are ranked anew

    chunk_min_chars: int = Field(default=300, gt=0)
    chunk_max_chars: int = Field(default=500, gt=0)

    top_k: int = Field(default=6, gt=0)
    candidates: int = Field(default=50, gt=0)  # from each of dense and lexical, before mixing
    dense_weight: float = Field(default=0.5, ge=0, le=1)
    title_weight: float = Field(default=2.0, ge=0)
    document_share: float = Field(default=0.5, ge=0)  # of the document's own lexical score
    # Refusals, by the weight of the best sentence and by the chat model; see eval/LOG.md.
    refusal_weight: float = Field(default=0.3, ge=0)
    refusal_weight_lexical: float = Field(default=0.12, ge=0)
    figure_fit: float = Field(default=0.31, ge=0)  # of the ledger's figure to the question
    figure_fit_lexical: float = Field(default=0.15, ge=0)
    gap_fit: float = Field(default=0.55, ge=0)  # of a gap where the answer should stand
    sure_weight: float = Field(default=0.5, ge=0)
    stated_log_odds: float = 3.0  # of 是 against 否, by the embedded model
    evidence_tokens: int = Field(default=360, gt=0)
    question_chars: int = Field(default=2000, gt=0)

    @field_validator("llm")
    @classmethod
    def _known_chat(cls, llm: str) -> str:
        if llm in ("embedded", "none") or llm.startswith(("http://", "https://")):
            return llm
        raise ValueError("embedded, none or an address")

    @model_validator(mode="after")
    def _chunk_lengths_agree(self) -> Self:
        if self.chunk_min_chars > self.chunk_max_chars:
            raise ValueError("CHUNK_MIN_CHARS > CHUNK_MAX_CHARS")
        return self

    @property
    def fingerprint(self) -> str:
        """Eight letters that name this exact set of dials, wherever the data lies."""
        dials = self.model_dump_json(exclude=_PLACES_AND_DOORS)
        return hashlib.sha256(dials.encode()).hexdigest()[:8]

    @property
    def models_dir(self) -> Path:
        """Where models are fetched to."""
        return self.data_dir / "models"

    @property
    def model_places(self) -> tuple[Path, ...]:
        """Where models are looked for: a second data folder need not hold 1.1 GB again."""
        return (self.models_dir, Path(".youju") / "models")


def load_settings(**overrides: Any) -> Settings:
    """Read the environment; raise BadSetting naming each dial that is wrong."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        wrong = "、".join(_name_and_value(e["loc"], e["input"]) for e in error.errors())
        raise BadSetting(
            f"设置有误：{wrong}。", remedy="对照 README 的设置表改正环境变量"
        ) from error


def _name_and_value(place: tuple[int | str, ...], value: Any) -> str:
    if not place:
        return "YOUJU_CHUNK_MIN_CHARS 大于 YOUJU_CHUNK_MAX_CHARS"
    return f"YOUJU_{str(place[0]).upper()}={value}"
