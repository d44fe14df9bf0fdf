"""What the README promises: its commands exist, its settings are settings, its answer is real."""

import re
import subprocess
from pathlib import Path

import pytest

from youju import cli
from youju.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
FROM_ENVIRONMENT_ONLY = {"YOUJU_LLM_API_KEY", "YOUJU_RERANKER_API_KEY"}


@pytest.mark.parametrize("text", [README, CHINESE])
def test_every_make_target_is_there(text: str) -> None:
    for target in set(re.findall(r"make ([a-z]+)", text)):
        subprocess.run(["make", "-n", target], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("verb", sorted(set(re.findall(r"`?youju ([a-z]+)", README))))
def test_every_command_of_the_readme_is_understood(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main([verb, "--help"])
    assert caught.value.code == 0
    assert "用法" in capsys.readouterr().out


@pytest.mark.parametrize("text", [README, CHINESE])
def test_every_setting_of_the_readme_is_one(text: str) -> None:
    named = set(re.findall(r"YOUJU_[A-Z_]+[A-Z]", text)) - FROM_ENVIRONMENT_ONLY
    assert {name.removeprefix("YOUJU_").lower() for name in named} <= set(Settings.model_fields)


def test_every_file_of_the_tree_is_there() -> None:
    tree = README.split("## The files")[1].split("```")[1]
    for name in re.findall(r"(?m)^(?:  )?([\w.]+(?:/|\.\w+)(?: [\w.]+\.py)*)", tree):
        for part in name.split():
            found = [ROOT / part, ROOT / "src" / "youju" / part, ROOT / "src" / part]
            assert any(path.exists() for path in found), part


@pytest.mark.parametrize("text", [README, CHINESE])
def test_the_answer_of_the_readme_quotes_the_knowledge(text: str) -> None:
    """The printed answer's source lines are letter by letter in the file that they name."""
    shown = re.findall(r"\[\d+\] 《[^》]+》（([^）]+)）\n\s+“(.+?)”\n", text)
    assert shown
    for name, quote in shown:
        (path,) = (ROOT / "knowledge").rglob(name)
        assert quote in path.read_text(encoding="utf-8")


def test_the_readmes_question_is_answered_from_that_source(
    tmp_path: Path,
    models_dir: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    question = re.search(r"youju ask \"(.+?)\"\n", README)
    quote = re.search(r"\n\s+“(.+?)”\n", README)
    assert question
    assert quote
    (tmp_path / "models").symlink_to(models_dir)
    monkeypatch.setenv("YOUJU_DATA_DIR", str(tmp_path))
    assert cli.main(["ingest", str(ROOT / "knowledge")]) == 0
    assert cli.main(["ask", question[1], "--quote"]) == 0
    assert quote[1] in capsys.readouterr().out


@pytest.mark.parametrize("path", ["README.md", "README.zh-CN.md", "Makefile", "pyproject.toml"])
def test_no_package_registry_is_named(path: str) -> None:
    hosts = r"pypi\.org|pythonhosted|npmjs|tuna\.tsinghua|download\.pytorch|aliyun\.com/pypi"
    assert not re.search(hosts, (ROOT / path).read_text(encoding="utf-8"))
