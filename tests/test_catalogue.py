"""The cards are consistent, and only a whole model counts as located."""

import json
import os
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from youju.errors import NotFound
from youju.models.catalogue import (
    CATALOGUE,
    DEFAULT_CHAT,
    MARKER,
    PackageOrigin,
    find_card,
    located,
    seal,
)

CHAT = find_card(DEFAULT_CHAT)
EMBEDDING = find_card("bge-small-zh-v1.5")


def test_names_are_unique_and_found() -> None:
    names = [card.name for card in CATALOGUE]
    assert len(set(names)) == len(names)
    assert [find_card(name) for name in names] == list(CATALOGUE)


def test_packages_add_up_to_the_size_and_are_verified() -> None:
    for card in CATALOGUE:
        if isinstance(card.origin, PackageOrigin):
            assert sum(part.size for part in card.origin.parts) == card.size
            assert len(card.sha256) == 64


def test_a_restrictive_licence_is_told_in_chinese() -> None:
    assert "非商业" in find_card("m3e-small").licence_note
    assert CHAT.licence_note == ""


def test_an_unknown_name_is_told_the_known_ones() -> None:
    with pytest.raises(NotFound, match="gpt") as caught:
        find_card("gpt")
    assert all(card.name in caught.value.remedy for card in CATALOGUE)


def test_a_chat_model_is_its_file_and_an_embedding_model_its_folder(tmp_path: Path) -> None:
    for card in (CHAT, EMBEDDING):
        folder = tmp_path / card.name
        folder.mkdir()
        (folder / card.file).write_bytes(b"weights")
        seal(card, folder)
    assert located(CHAT, [tmp_path]) == tmp_path / CHAT.name / CHAT.file
    assert located(EMBEDDING, [tmp_path]) == tmp_path / EMBEDDING.name


def test_the_first_place_that_holds_it_whole_wins(tmp_path: Path) -> None:
    places = [tmp_path / "none", tmp_path / "broken", tmp_path / "whole"]
    for place in places[1:]:
        (place / CHAT.name).mkdir(parents=True)
        (place / CHAT.name / CHAT.file).write_bytes(b"weights")
    seal(CHAT, places[2] / CHAT.name)
    assert located(CHAT, places) == places[2] / CHAT.name / CHAT.file


@pytest.mark.parametrize("harm", ["no marker", "spoilt marker", "cut", "lost", "another version"])
def test_what_is_not_whole_is_not_there(tmp_path: Path, harm: str) -> None:
    folder = tmp_path / CHAT.name
    folder.mkdir()
    weights, marker, card = folder / CHAT.file, folder / MARKER, CHAT
    weights.write_bytes(b"weights")
    seal(card, folder)
    assert located(card, [tmp_path])
    if harm == "no marker":
        marker.unlink()
    elif harm == "spoilt marker":
        marker.write_text("[]", encoding="utf-8")
    elif harm == "cut":
        os.truncate(weights, 3)
    elif harm == "lost":
        weights.unlink()
    else:
        card = replace(card, sha256="0" * 64)
    assert located(card, [tmp_path]) is None


def test_the_marker_says_the_licence(models_dir: Path) -> None:
    facts = json.loads((models_dir / "m3e-small" / MARKER).read_text(encoding="utf-8"))
    assert "非商用" in facts["licence"]
    assert facts["file"] == "model.safetensors"
    assert not (models_dir / "m3e-small" / "pytorch_model.bin").exists()


class _Command:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("the-pickle-ran",)


def test_a_pickle_cannot_run_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pytorch_model.bin").write_bytes(pickle.dumps(_Command(), protocol=2))
    with pytest.raises(pickle.UnpicklingError):
        seal(find_card("m3e-small"), tmp_path)
    assert not Path("the-pickle-ran").exists()
