"""The limits of one call: silence, too much of nothing, and a taker who takes his time."""

from collections.abc import Generator
from time import sleep

import httpx
import pytest

from youju.errors import EndpointFailed
from youju.models.watching import Limits, Watch, watch_response

QUICK = Limits(first_word_s=0.8, between_words_s=0.5, whole_s=1.0, wordless_bytes=1000)


def words(*waits: float) -> Generator[str, None, None]:
    for wait in waits:
        sleep(wait)
        yield "词"


def test_words_in_time_pass() -> None:
    with Watch(QUICK) as watch:
        assert list(watch.over(words(0.0, 0.01, 0.01))) == ["词"] * 3


@pytest.mark.parametrize(
    ("waits", "message"),
    [((1.0,), "限定的时间"), ((0.0, 0.7), "写到一半"), ((0.15,) * 9, "限定的时间")],
)
def test_what_comes_too_late_is_a_failure_in_the_end(
    waits: tuple[float, ...], message: str
) -> None:
    """A generator of our own cannot be hung up on: the failure shows when it ends."""
    with Watch(QUICK) as watch, pytest.raises(EndpointFailed, match=message) as caught:
        list(watch.over(words(*waits)))
    assert caught.value.remedy


def test_no_time_runs_while_the_taker_is_busy() -> None:
    with Watch(QUICK) as watch:
        for _ in watch.over(words(0.0, 0.01, 0.01, 0.01)):
            sleep(0.6)


def test_the_source_is_closed_with_its_taker() -> None:
    closed = []

    def source() -> Generator[str, None, None]:
        try:
            yield from ["词"] * 3
        finally:
            closed.append(True)

    with Watch(QUICK) as watch:
        stream = watch.over(source())
        next(stream)
        stream.close()
        assert closed


def response(*chunks: bytes) -> httpx.Response:
    class Stream(httpx.SyncByteStream):
        def __iter__(self) -> Generator[bytes, None, None]:
            yield from chunks

    return httpx.Response(200, stream=Stream())


def test_too_much_without_a_word_is_a_failure() -> None:
    def source() -> Generator[bytes, None, None]:
        got = response(*[b" " * 400] * 9)
        watch_response(got)
        for _ in got.iter_raw():
            pass
        yield b"never"

    with Watch(QUICK) as watch, pytest.raises(EndpointFailed, match="没有一个字"):
        list(watch.over(source()))


def test_much_with_words_between_is_none() -> None:
    def source() -> Generator[bytes, None, None]:
        got = response(*[b"x" * 400] * 9)
        watch_response(got)
        yield from got.iter_raw()

    with Watch(QUICK) as watch:
        assert len(list(watch.over(source()))) == 9


@pytest.mark.parametrize(
    ("chunks", "ended"),
    [
        ((b"data: 1\n\n", b"data: [DONE]\n\n"), True),
        ((b"data: [DO", b"NE]\n\n"), True),
        ((b"data: 1\n\n",), False),
    ],
)
def test_the_mark_of_the_end_is_seen(chunks: tuple[bytes, ...], ended: bool) -> None:
    with Watch(QUICK) as watch:
        got = response(*chunks)
        watch.attach(got)
        got.read()
        assert watch.saw_end is ended


def test_a_response_outside_any_call_is_left_alone() -> None:
    got = response(b"x")
    watch_response(got)
    assert got.read() == b"x"
