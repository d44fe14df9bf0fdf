"""Watches over one call to an endpoint: how long it may be silent, and what it may send in vain.

A client library's own time-out ends silence only: an endpoint that keeps a line open with blanks,
or sends a line without end, would hold a reader for ever. Knows nothing of what is asked.
"""

import socket
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from math import inf
from threading import Condition, Thread
from time import monotonic
from typing import TypeVar

import httpx

from youju.errors import EndpointFailed

Piece = TypeVar("Piece")
_DONE = b"[DONE]"
_CURRENT: ContextVar["Watch"] = ContextVar("watch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds that an answer may take, and bytes that may come without a word in them."""

    first_word_s: float
    between_words_s: float
    whole_s: float
    wordless_bytes: int = 4_000_000  # thinking may be long


class Watch:
    """Ends a call that takes too long or sends too much; used as a context."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._failure: EndpointFailed | None = None
        self._response: httpx.Response | None = None
        self._words = False
        self._bytes = 0
        self._tail = b""
        self._whole_end = monotonic() + limits.whole_s
        self._word_end = monotonic() + limits.first_word_s
        self._resting = False
        self._over = False
        self._waits_until = 0.0
        self._changed = Condition()

    def __enter__(self) -> "Watch":
        Thread(target=self._keep, name="watch", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._over = True
            self._changed.notify()

    @property
    def left_s(self) -> float:
        """Seconds until the next word must have come."""
        return min(self._whole_end, self._word_end) - monotonic()

    @property
    def saw_end(self) -> bool:
        """Whether the stream was ended by its own mark."""
        return _DONE in self._tail

    def over(self, pieces: Generator[Piece, None, None]) -> Generator[Piece, None, None]:
        """The pieces as they come, each a word; raise EndpointFailed where they fail the limits.

        While the taker is busy with a piece, no time runs.
        """
        with closing(pieces):
            while (piece := self._next(pieces)) is not None:
                self._words, self._bytes = True, 0
                with self._rest():
                    yield piece

    def _next(self, pieces: Generator[Piece, None, None]) -> Piece | None:
        token = _CURRENT.set(self)
        try:
            piece = next(pieces, None)
        except Exception as error:  # whatever it is, it may come of our having hung up
            self.check(error)
            raise
        finally:
            _CURRENT.reset(token)
        if piece is None:
            self.check()
        return piece

    def check(self, cause: Exception | None = None) -> None:
        """Raise EndpointFailed if the call was ended here."""
        if self._failure is not None:
            raise self._failure from cause

    def count(self, chunk: bytes) -> None:
        """Note what was received."""
        self._tail = (self._tail + chunk)[-64:]
        self._bytes += len(chunk)
        if self._bytes > self._limits.wordless_bytes:
            self._failure = EndpointFailed(
                "语言模型接口送来大量内容，却没有一个字的回答。",
                remedy="检查 YOUJU_LLM 指向的是不是对话接口",
            )
            self.check()

    def attach(self, response: httpx.Response) -> None:
        """Watch over this response from now on."""
        assert isinstance(response.stream, httpx.SyncByteStream)
        response.stream = _Counted(response.stream, self)
        self._response = response
        self._tail = b""

    @contextmanager
    def _rest(self) -> Iterator[None]:
        self._resting = True
        began = monotonic()
        yield
        with self._changed:
            self._whole_end += monotonic() - began
            self._word_end = monotonic() + self._limits.between_words_s
            self._resting = False
            if monotonic() + self.left_s < self._waits_until:
                self._changed.notify()

    def _keep(self) -> None:
        with self._changed:
            while not self._over:
                left = inf if self._resting else self.left_s
                if left <= 0:
                    self._failure = self._too_late()
                    _hang_up(self._response)
                    return
                self._waits_until = monotonic() + left
                self._changed.wait(None if left == inf else left)

    def _too_late(self) -> EndpointFailed:
        if self._words and self._word_end < self._whole_end:
            return EndpointFailed("语言模型写到一半停住了。", remedy="稍后再试")
        return EndpointFailed(
            "语言模型没有在限定的时间内答完。", remedy="稍后再试，或调大 YOUJU_LLM_TIMEOUT_S"
        )


class _Counted(httpx.SyncByteStream):
    """A response's bytes, counted as they are read."""

    def __init__(self, stream: httpx.SyncByteStream, watch: Watch) -> None:
        self._stream = stream
        self._watch = watch

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            self._watch.count(chunk)
            yield chunk

    def close(self) -> None:
        self._stream.close()


def watch_response(response: httpx.Response) -> None:
    """To be called by the client for each response: puts it under the watch of its call, if any."""
    if watch := _CURRENT.get(None):
        watch.attach(response)


def _hang_up(response: httpx.Response | None) -> None:
    """Wake the thread that reads the response: closing the socket alone would not."""
    if response is None:
        return  # still connecting: the client's own time-out ends that
    stream = response.extensions.get("network_stream")
    connection = stream.get_extra_info("socket") if stream else None
    if isinstance(connection, socket.socket):
        with suppress(OSError):  # gone by itself
            connection.shutdown(socket.SHUT_RDWR)
