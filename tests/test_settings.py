"""Dials and their fingerprint."""

from pathlib import Path

import pytest

from youju.errors import BadSetting
from youju.settings import load_settings


def test_the_environment_sets_a_dial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_TOP_K", "3")
    assert load_settings().top_k == 3


def test_a_wrong_dial_is_named_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_PORT", "七千")
    with pytest.raises(BadSetting, match="YOUJU_PORT=七千") as caught:
        load_settings()
    assert caught.value.remedy


def test_a_chunk_cannot_be_longest_below_shortest() -> None:
    with pytest.raises(BadSetting):
        load_settings(chunk_min_chars=500, chunk_max_chars=300)


def test_an_unknown_chat_model_address_is_refused() -> None:
    with pytest.raises(BadSetting, match="YOUJU_LLM"):
        load_settings(llm="ollama")


def test_the_fingerprint_names_the_dials_and_not_the_place(tmp_path: Path) -> None:
    here = load_settings()
    assert load_settings(data_dir=tmp_path, port=9999).fingerprint == here.fingerprint
    assert load_settings(top_k=3).fingerprint != here.fingerprint


def test_no_secret_is_among_the_dials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_LLM_API_KEY", "sk-secret")
    assert "sk-secret" not in load_settings().model_dump_json()
