"""A model on its way to being usable: fetched, loaded, ready or failed; in the background.

Knows nothing of any particular model: what makes one is passed in.
"""

from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Generic, TypeVar

from youju.errors import YoujuError
from youju.models.download import Progress
from youju.types import ModelRole, ModelState, Readiness

Model = TypeVar("Model")
Report = Callable[[Progress], None]


class Loading(Generic[Model]):
    """One model, made once by `make`; its state can be asked for at any moment."""

    def __init__(
        self, name: str, role: ModelRole, note: str, make: Callable[[Report], Model] | None
    ) -> None:
        """`note` is shown beside the model; without `make` the model is off."""
        self._name = name
        self._role: ModelRole = role
        self._note = note
        self._make = make
        self._readiness: Readiness = "absent" if make else "off"
        self._progress = Progress(name=name, done=0, total=0)
        self._value: Model | None = None
        self._error: YoujuError | None = None
        self._ended = Event()
        self._running = Lock()

    @property
    def value(self) -> Model | None:
        """The model, or None as long as it is not ready."""
        return self._value

    @property
    def error(self) -> YoujuError | None:
        """Why the model could not be had."""
        return self._error

    @property
    def state(self) -> ModelState:
        return ModelState(
            name=self._name,
            role=self._role,
            readiness=self._readiness,
            done=self._progress.done,
            total=self._progress.total,
            note=self._error.message + self._error.remedy if self._error else self._note,
        )

    def run(self, report: Report = lambda progress: None) -> Model | None:
        """Make the model now, in this thread; None when it is off or cannot be had."""
        with self._running:
            if self._make is None or self._ended.is_set():
                return self._value
            self._readiness = "loading"
            try:
                self._value = self._make(lambda progress: self._note_progress(progress, report))
                self._readiness = "ready"
            except YoujuError as error:
                self._error = error
                self._readiness = "failed"
            self._ended.set()
            return self._value

    def start(self) -> Thread:
        """Make the model in the background."""
        thread = Thread(target=self.run, name=f"load-{self._role}", daemon=True)
        thread.start()
        return thread

    def _note_progress(self, progress: Progress, report: Report) -> None:
        self._progress = progress
        whole = progress.total and progress.done >= progress.total
        self._readiness = "loading" if whole else "fetching"
        report(progress)
