"""The real m3e-small: vectors of length 1, no network, plain errors."""

import socket
import subprocess
import sys
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from youju.errors import ModelUnavailable, NotFound
from youju.models.embedding import SentenceEmbedder, load_embedder


@pytest.fixture(scope="module")
def embedder(models_dir: Path) -> SentenceEmbedder:
    return load_embedder("m3e-small", [models_dir])


def test_vectors_have_length_one_and_the_declared_width(embedder: SentenceEmbedder) -> None:
    vectors = np.array(embedder.embed_documents(["基层医疗", "疫苗接种率达到95%。", "长" * 2000]))
    assert vectors.shape == (3, embedder.dimensions) == (3, 512)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_what_means_the_same_is_nearer(embedder: SentenceEmbedder) -> None:
    question = np.array(embedder.embed_query("每千人口有多少张病床？"))
    near, far = np.array(
        embedder.embed_documents(["每千人口床位数达到7.4张。", "加强控烟宣传，建设无烟机关。"])
    )
    assert question @ near > question @ far + 0.1


def test_a_text_is_the_same_alone_and_in_a_batch(embedder: SentenceEmbedder) -> None:
    texts = [f"第{n}项工作：推进紧密型医共体建设{'，做实家庭医生签约' * n}。" for n in range(12)]
    together = np.array(embedder.embed_documents(texts))
    alone = np.array([embedder.embed_query(text) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.999


def test_capitals_are_read(embedder: SentenceEmbedder) -> None:
    assert embedder.embed_query("建成DRG付费") == embedder.embed_query("建成drg付费")
    assert embedder.embed_query("DRG") != embedder.embed_query("ICU")


def test_no_texts_no_vectors(embedder: SentenceEmbedder) -> None:
    assert embedder.embed_documents([]) == []


def test_threads_may_share_it(embedder: SentenceEmbedder) -> None:
    texts = ["健康细胞", "妇幼保健院建设", "院前急救", "中医药传承创新"]
    alone = [embedder.embed_query(text) for text in texts]
    found: dict[int, list[float]] = {}

    def ask(number: int) -> None:
        found[number] = embedder.embed_query(texts[number])

    threads = [Thread(target=ask, args=(n,)) for n in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[n] for n in range(len(texts))] == alone


def test_a_folder_is_loaded_without_the_network(
    models_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("a network call")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert load_embedder(str(models_dir / "m3e-small"), []).dimensions == 512


def test_loading_says_nothing(models_dir: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from youju.models.embedding import load_embedder; "
        "print(load_embedder('m3e-small', [Path(sys.argv[1])]).dimensions)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, str(models_dir)], capture_output=True, text=True, check=True
    )
    assert (run.stdout, run.stderr) == ("512\n", "")


def test_a_model_that_is_not_here_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="还没有下载") as caught:
        load_embedder("m3e-small", [tmp_path])
    assert "youju models pull m3e-small" in caught.value.remedy


def test_an_unknown_name_is_told_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="m3e-large") as caught:
        load_embedder("m3e-large", [tmp_path])
    assert "m3e-small" in caught.value.remedy


def test_a_chat_model_is_no_embedding_model(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="不是向量模型"):
        load_embedder("qwen2.5-coder-1.5b", [tmp_path])


@pytest.mark.parametrize("files", [{}, {"config.json": "{}"}, {"modules.json": "汉字"}])
def test_a_folder_that_is_no_model(tmp_path: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ModelUnavailable, match="打不开") as caught:
        load_embedder(str(tmp_path), [])
    assert "YOUJU_EMBEDDING" in caught.value.remedy


def test_a_folder_with_cut_weights(models_dir: Path, tmp_path: Path) -> None:
    for path in (models_dir / "m3e-small").glob("**/*"):
        if path.is_file():
            copy = tmp_path / path.relative_to(models_dir / "m3e-small")
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(path.read_bytes()[:1_000_000])
    with pytest.raises(ModelUnavailable, match="打不开"):
        load_embedder(str(tmp_path), [])


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="没有向量模型的文件夹"):
        load_embedder(str(tmp_path / "none"), [])


def test_a_hub_id_that_cannot_be_had() -> None:
    with pytest.raises(ModelUnavailable, match="打不开"):
        load_embedder("youju-none/no-such-model", [])
