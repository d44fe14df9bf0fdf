"""A reader that may hang, crash or swell runs in a process of its own, which can be ended.

The process reads one file after another and ends when nothing has come for a while. It is told the
reader by name, gets the bytes, and answers in lines of JSON: a sign of life for each page, then the
text or what the user is to be told.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from typing import IO, Any

from youju.errors import UnreadableFile
from youju.reading.formats.raw import RawText

_PATIENCE = 120.0  # seconds without a sign of life; recognising a page may take twenty
_IDLE = 60.0  # seconds after which the process ends
_MEMORY = 4 * 1024**3  # bytes; recognising needs one and a half
_REMEDY = "用阅读器打开并另存为新的文件再导入"

Reader = Callable[[bytes, str, Callable[[], None]], RawText]


class Apart:
    """One such process, begun when it is first needed."""

    def __init__(self, module: str, function: str) -> None:
        self._reader = [module, function]
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._idle: threading.Timer | None = None
        atexit.register(self.end)

    def read(self, data: bytes, name: str) -> RawText:
        """What the reader returns or raises; UnreadableFile too where it hangs or crashes."""
        with self._lock:
            self._rest()
            try:
                answer = self._ask(data, name)
            except (OSError, ValueError) as error:  # it has ended, perhaps amid its answer
                self._end()
                raise UnreadableFile(
                    f"{name} 过于复杂或已损坏，读不完。", remedy=_REMEDY
                ) from error
            self._idle = threading.Timer(_IDLE, self.end)
            self._idle.daemon = True
            self._idle.start()
        if "message" in answer:
            raise UnreadableFile(answer["message"], remedy=answer["remedy"])
        return RawText(**{**answer, "notes": tuple(answer["notes"])})

    def end(self) -> None:
        """End the process; the next file begins another."""
        with self._lock:
            self._rest()
            self._end()

    def _rest(self) -> None:
        if self._idle:
            self._idle.cancel()
            self._idle = None

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _ask(self, data: bytes, name: str) -> dict[str, Any]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = _begun()
        to, back = self._process.stdin, self._process.stdout
        assert to is not None
        assert back is not None
        _send(to, {"reader": self._reader, "name": name, "size": len(data)})
        to.write(data)
        to.flush()
        while True:
            patience = threading.Timer(_PATIENCE, self._process.kill)
            patience.start()
            try:
                answer: dict[str, Any] = json.loads(back.readline())
            finally:
                patience.cancel()
            if answer:  # an empty one is a sign of life
                return answer


def _begun() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _send(to: IO[bytes], words: object) -> None:
    to.write(json.dumps(words).encode() + b"\n")
    to.flush()


def _serve() -> None:
    """Read the files that come in until there are no more."""
    back = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what libraries print is no answer
    _limit_memory()
    for line in sys.stdin.buffer:
        request = json.loads(line)
        data = sys.stdin.buffer.read(request["size"])
        module, function = request["reader"]
        read: Reader = getattr(import_module(module), function)
        try:
            _send(back, asdict(read(data, request["name"], lambda: _send(back, {}))))
        except UnreadableFile as error:
            _send(back, {"message": error.message, "remedy": error.remedy})


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _serve()
