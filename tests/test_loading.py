"""A model on its way: fetched, loaded, ready or failed."""

from threading import Event

from youju.errors import DownloadFailed
from youju.models.download import Progress
from youju.models.loading import Loading, Report


def test_a_model_is_made_once_and_is_ready() -> None:
    made: list[int] = []

    def make(report: Report) -> str:
        made.append(1)
        return "model"

    loading = Loading("m", "chat", "许可", make)
    assert (loading.state.readiness, loading.value) == ("absent", None)
    assert loading.run() == loading.run() == "model"
    assert (loading.state.readiness, loading.state.note, made) == ("ready", "许可", [1])


def test_a_model_that_cannot_be_had_says_why() -> None:
    def make(report: Report) -> str:
        raise DownloadFailed("没有下载到。", remedy="检查网络")

    loading = Loading("m", "chat", "", make)
    assert loading.run() is None
    assert loading.state.readiness == "failed"
    assert loading.state.note == "没有下载到。检查网络"


def test_a_model_that_is_off_stays_off() -> None:
    loading: Loading[str] = Loading("none", "chat", "", None)
    assert loading.run() is None
    assert loading.state.readiness == "off"


def test_what_is_under_way_can_be_seen_from_outside() -> None:
    reported, go_on = Event(), Event()

    def make(report: Report) -> str:
        report(Progress(name="m", done=5, total=10))
        reported.set()
        go_on.wait(10)
        report(Progress(name="m", done=10, total=10))
        return "model"

    loading = Loading("m", "embedding", "", make)
    thread = loading.start()
    assert reported.wait(10)
    state = loading.state
    assert (state.readiness, state.done, state.total) == ("fetching", 5, 10)
    assert loading.value is None
    go_on.set()
    thread.join(10)
    assert loading.state.readiness == "ready"
