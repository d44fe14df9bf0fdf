"""An endpoint of OpenAI's protocol on this machine, which behaves or misbehaves as it is told.

`endpoint.script` plays the next answers: a function that is given the line to the client. Those
below are the usual ones.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from youju.errors import EndpointFailed

MODELS = {"data": [{"id": "bge-m3"}, {"id": "qwen2.5:latest"}, {"id": "glm4"}]}
FINISHED = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}


def reply(content: str) -> dict[str, Any]:
    """A whole answer that is not streamed."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}


class Line:
    """What a script writes to."""

    def __init__(self, handler: "_Handler") -> None:
        self._handler = handler
        self.left = False  # whether the client has gone

    def open(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self._handler.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            self._handler.send_header(name.replace("_", "-"), value)
        self._handler.end_headers()

    def send(self, data: bytes) -> None:
        try:
            self._handler.wfile.write(data)
            self._handler.wfile.flush()
        except OSError:
            self.left = True
            self._handler.server.left.set()

    def event(self, data: object) -> None:
        self.send(f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode())

    def delta(self, **delta: object) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": None}
        self.event({"id": "1", "object": "chat.completion.chunk", "choices": [choice]})

    def finish(self) -> None:
        self.event(FINISHED)
        self.send(b"data: [DONE]\n\n")

    def whole(self, status: int, body: object, **headers: str) -> None:
        """A reply that is not streamed; a string is sent as a web page."""
        page = isinstance(body, str)
        data = (str(body) if page else json.dumps(body, ensure_ascii=False)).encode()
        kind = "text/html" if page else "application/json"
        self.open(status, kind, Content_Length=str(len(data)), **headers)
        self.send(data)


Script = Callable[[Line], None]


class Endpoint(ThreadingHTTPServer):
    """Lists MODELS, plays scripts, and remembers what was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies: dict[str, tuple[int, object]] = {"/v1/models": (200, MODELS)}
        self.scripts: list[Script] = []  # one for each of the next questions; the last one stays
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.headers: list[dict[str, str]] = []
        self.delay_s = 0.0
        self.left = Event()  # set when a client has gone before the end

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    @property
    def questions(self) -> list[dict[str, Any]]:
        return [body for path, body in self.asked if path.endswith("/chat/completions")]

    def play(self, *scripts: Script) -> None:
        self.scripts = list(scripts)
        self.asked.clear()


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((self.path, json.loads(body or b"{}")))
        self.server.headers.append({k.lower(): v for k, v in self.headers.items()})
        time.sleep(self.server.delay_s)
        line = Line(self)
        if self.path in self.server.replies:
            line.whole(*self.server.replies[self.path])
        elif "/chat/completions" in self.path and self.server.scripts:
            scripts = self.server.scripts
            (scripts.pop(0) if len(scripts) > 1 else scripts[0])(line)
        else:
            line.whole(404, {"error": "no such path"})

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *args: object) -> None: ...

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()


@contextmanager
def running() -> Iterator[Endpoint]:
    with Endpoint() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def assert_plain(error: EndpointFailed) -> None:
    """A Chinese sentence and a remedy, with no English of a library."""
    assert error.remedy
    assert re.search("[一-龥]", error.message)
    assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", error.message)


# --- scripts ---


def saying(text: str, pace_s: float = 0.0) -> Script:
    """The text as a stream, character by character."""

    def script(line: Line) -> None:
        line.open()
        line.delta(role="assistant", content="")
        for character in text:
            line.delta(content=character)
            time.sleep(pace_s)
        line.finish()

    return script


def refusing(status: int, body: object = None, **headers: str) -> Script:
    return lambda line: line.whole(status, body or {"error": {"message": "no"}}, **headers)


def sending(*parts: bytes, kind: str = "text/event-stream") -> Script:
    """These bytes as the stream, and then nothing more."""

    def script(line: Line) -> None:
        line.open(kind=kind)
        for part in parts:
            line.send(part)

    return script


def event(**delta: object) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": None}
    return f"data: {json.dumps({'choices': [choice]}, ensure_ascii=False)}\n\n".encode()


def stalling(*parts: bytes) -> Script:
    """These bytes, and then a line that stays open and silent."""

    def script(line: Line) -> None:
        sending(*parts)(line)
        line._handler.rfile.read(1)  # until the client hangs up
        line._handler.server.left.set()

    return script


def endless(part: bytes, *before: bytes, pace_s: float = 0.0) -> Script:
    """The same bytes until the client hangs up."""

    def script(line: Line) -> None:
        sending(*before)(line)
        while not line.left:
            line.send(part)
            time.sleep(pace_s)

    return script


def hanging_up(line: Line) -> None:
    """Not a byte of a reply."""
    line._handler.close_connection = True
