"""What several test files share: the folder of real models."""

from pathlib import Path

import pytest

from youju.models.catalogue import find_card, located
from youju.models.download import fetch

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """A folder that holds m3e-small, fetched once and kept between runs."""
    folder = ROOT / ".youju" / "models"
    card = find_card("m3e-small")
    if located(card, [folder]) is None:
        fetch(card, folder, lambda progress: None)
    return folder


@pytest.fixture
def workplace(tmp_path: Path, models_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with the real embedding model, and no chat model."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "models").symlink_to(models_dir)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YOUJU_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("YOUJU_LLM", "none")
    return tmp_path
