"""Rerankers: a tiny real cross-encoder made here, and an endpoint on this machine."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from youju.errors import EndpointFailed, ModelUnavailable
from youju.models.loading import Loading
from youju.models.reranking import endpoint_reranker, load_reranker
from youju.models.services import rerank_loading
from youju.settings import load_settings

TEXTS = ["床位一百张", "护士二百名", "献血"]
Reply = Callable[[dict[str, object]], tuple[int, bytes]]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder of one layer and random weights, saved as any is."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    folder = tmp_path_factory.mktemp("tiny")
    letters = sorted(set("".join(TEXTS) + "问多少"))
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    CrossEncoder(str(folder), local_files_only=True).save_pretrained(str(folder))
    return folder


def test_a_cross_encoder_scores_each_text_by_itself(tiny: Path) -> None:
    rerank = load_reranker(str(tiny), ())
    scores = rerank("床位多少", TEXTS)
    assert len(set(scores)) == len(TEXTS)
    backwards = rerank("床位多少", TEXTS[::-1])
    assert list(backwards)[::-1] == pytest.approx(scores, abs=1e-2)
    assert list(rerank("护士多少", TEXTS)) != list(scores)


def test_a_folder_that_is_no_model_is_told(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelUnavailable, match="打不开"):
        load_reranker(str(tmp_path), ())
    with pytest.raises(ModelUnavailable, match="没有重排模型的文件夹"):
        load_reranker(str(tmp_path / "none"), ())
    with pytest.raises(ModelUnavailable, match="还没有下载"):
        load_reranker("bge-reranker-v2-m3", (tmp_path,))


# --- an endpoint ---


class Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A client that did not wait is no error of the test."""


@pytest.fixture
def serve() -> Iterator[Callable[[Reply], str]]:
    """Serves replies on this machine; gives the address."""
    servers: list[Server] = []

    def start(reply: Reply) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                asked["key"] = self.headers.get("Authorization")
                status, body = reply(asked)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        server = Server(("127.0.0.1", 0), Handler)
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/v1/rerank"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def results(asked: dict[str, object]) -> tuple[int, bytes]:
    """As Jina, Cohere and vLLM reply: best first, by the number of the document."""
    texts = asked["documents"]
    assert isinstance(texts, list)
    rows = [{"index": i, "relevance_score": len(text)} for i, text in enumerate(texts)]
    return 200, json.dumps({"results": rows[::-1]}).encode()


def test_scores_are_put_in_the_order_of_the_texts(
    serve: Callable[[Reply], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUJU_RERANKER_API_KEY", "secret")
    seen: list[dict[str, object]] = []

    def reply(asked: dict[str, object]) -> tuple[int, bytes]:
        seen.append(asked)
        return results(asked)

    rerank = endpoint_reranker(serve(reply), "m", timeout_s=5)
    assert rerank("问", TEXTS) == [5.0, 5.0, 2.0]
    assert seen == [{"model": "m", "query": "问", "documents": TEXTS, "key": "Bearer secret"}]


def test_text_embeddings_inference_is_understood(serve: Callable[[Reply], str]) -> None:
    def reply(asked: dict[str, object]) -> tuple[int, bytes]:
        if "texts" not in asked:
            return 422, b"missing field `texts`"
        rows = [{"index": 2, "score": 0.9}, {"index": 0, "score": 0.5}, {"index": 1, "score": 0.1}]
        return 200, json.dumps(rows).encode()

    assert endpoint_reranker(serve(reply), "", timeout_s=5)("问", TEXTS) == [0.5, 0.1, 0.9]


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"[]",
        b"null",
        b'{"results": 1}',
        b'{"results": [{"index": 0, "relevance_score": 1}]}',
        b'[{"index": 0, "score": "x"}, {"index": 1, "score": 1}, {"index": 2, "score": 1}]',
        b'[{"index": 0, "score": NaN}, {"index": 1, "score": 1}, {"index": 2, "score": 1}]',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_garbage_is_no_score(serve: Callable[[Reply], str], body: bytes) -> None:
    rerank = endpoint_reranker(serve(lambda asked: (200, body)), "", timeout_s=5)
    with pytest.raises(EndpointFailed):
        rerank("问", TEXTS)


@pytest.mark.parametrize(("status", "remedy"), [(401, "KEY"), (500, "YOUJU_RERANKER"), (422, "")])
def test_a_refusal_is_told(serve: Callable[[Reply], str], status: int, remedy: str) -> None:
    rerank = endpoint_reranker(serve(lambda asked: (status, b"")), "", timeout_s=5)
    with pytest.raises(EndpointFailed, match=str(status)) as failure:
        rerank("问", TEXTS)
    assert remedy in failure.value.remedy


def test_a_stall_ends(serve: Callable[[Reply], str]) -> None:
    freed = Event()

    def stall(asked: dict[str, object]) -> tuple[int, bytes]:
        freed.wait(timeout=30)
        return results(asked)

    rerank = endpoint_reranker(serve(stall), "", timeout_s=0.1)
    with pytest.raises(EndpointFailed):
        rerank("问", TEXTS)
    freed.set()


def test_nobody_there_is_told() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(EndpointFailed, match="连不上"):
        endpoint_reranker(f"http://127.0.0.1:{port}/rerank", "", timeout_s=5)("问", TEXTS)


def test_a_key_of_another_script_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_RERANKER_API_KEY", "密钥")
    with pytest.raises(EndpointFailed, match="密钥"):
        endpoint_reranker("http://127.0.0.1:9/rerank", "", timeout_s=5)("问", TEXTS)


# --- what the settings ask for ---


def loading(**dials: object) -> Loading[object]:
    return rerank_loading(load_settings(**dials))  # type: ignore[return-value]


def test_no_reranker_is_the_default() -> None:
    assert loading().state.readiness == "off"
    assert loading().run() is None


def test_the_settings_name_a_folder_or_an_address(
    tiny: Path, serve: Callable[[Reply], str]
) -> None:
    for name in (str(tiny), serve(results)):
        model = loading(reranker=name)
        rerank = model.run()
        assert model.state.readiness == "ready"
        assert len(rerank("床位多少", TEXTS)) == len(TEXTS)  # type: ignore[operator]


def test_a_reranker_that_cannot_be_had_has_failed(tmp_path: Path) -> None:
    model = loading(reranker=str(tmp_path / "none"))
    assert model.run() is None
    assert model.state.readiness == "failed"
    assert "YOUJU_RERANKER" in model.state.note
