"""The 测评 tab: run a suite and stop it, see its report, compare two, make a case of a bad answer.

Does not know how anything is asked or measured.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from typing import Any, Protocol

import gradio as gr

from youju.errors import YoujuError
from youju.evalroom import EvalRoom
from youju.evaluation import report as reporting
from youju.evaluation.records import MODE_NAMES, EvaluationReport, RunMode
from youju.evaluation.runner import Plan
from youju.evaluation.suites import evenly, load_suites
from youju.subjects import Measured
from youju.web.replies import render_failure

Updates = dict[Any, Any]
_PRIVATE: dict[str, Any] = {"api_visibility": "private"}
_PACE_S = 0.5  # between two looks at how far a run is
_MODES = tuple((name, mode) for mode, name in MODE_NAMES.items())
_CONFIGURED = "设置里的模型"
_STOPPED = "已停止。做完的题目已经记下，再次运行同一测评集会接着做。"


class Evaluated(Measured, Protocol):
    """What the tab needs of the assistant."""


def build_evaluation(assistant: Evaluated, clock: gr.Timer) -> None:
    """The tab; `clock` is not needed, nothing here changes by itself."""
    del clock
    _Tab(assistant).build()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """What is to be run."""

    suite: Path
    limit: int  # cases; 0 is all
    model: str  # empty: the one that is configured


class _Tab:
    """The parts of the tab, and what each of their events does."""

    def __init__(self, assistant: Evaluated) -> None:
        self._assistant = assistant
        self._room = EvalRoom(assistant)
        self._stop = Event()

    def build(self) -> None:
        with gr.Column(elem_classes="yj-evaluation"):
            self._lay_out()
        self._bind()

    def _lay_out(self) -> None:
        suites, reports = _choices(self._room.suites()), _kept(self._room.reports())
        with gr.Row():
            self.suite = gr.Dropdown(
                label="测评集", choices=suites, value=suites[0][1] if suites else None
            )
            self.mode = gr.Radio(label="方式", choices=list(_MODES), value="quoted")
            self.limit = gr.Number(label="只做几题（0 表示全部）", value=0, precision=0, minimum=0)
        self.model = gr.Dropdown(
            label="对话模型（由模型作答时用）", choices=[(_CONFIGURED, "")], value=""
        )
        with gr.Row():
            self.start = gr.Button("运行", variant="primary")
            self.stop = gr.Button("停止", visible=False)
            self.refresh = gr.Button("刷新列表")
        self.said = gr.HTML("")
        with gr.Row():
            self.report = gr.Dropdown(label="看报告", choices=reports, value=None)
            self.baseline = gr.Dropdown(label="与哪一份比较", choices=reports, value=None)
            self.file = gr.DownloadButton("下载这份报告（网页）", visible=False)
        self.page = gr.HTML("")
        with gr.Accordion("把答错的问答变成题目", open=False):
            self._build_case()

    def _build_case(self) -> None:
        self.question = gr.Textbox(label="问题", max_length=2000, value="")
        self.expected = gr.Textbox(
            label="正确答案里必须有的词（用顿号隔开；文献里没有答案的写“拒答”）", value=""
        )
        self.source = gr.Dropdown(label="出处", choices=[], value=None)
        self.quote = gr.Textbox(label="能回答它的原句（从文献里照抄）", lines=2, value="")
        self.add = gr.Button("加入本单位的测评集")
        self.added = gr.HTML("")

    def _bind(self) -> None:
        self.start.click(
            self._run,
            [self.suite, self.mode, self.limit, self.model],
            [self.said, self.stop, self.report, self.baseline, self.page, self.file],
            **_PRIVATE,
        )
        self.stop.click(self._stop.set, None, None, **_PRIVATE)
        showing = [self.report, self.baseline]
        shown = [self.said, self.page, self.file]
        self.report.input(self._show, showing, shown, **_PRIVATE)
        self.baseline.input(self._show, showing, shown, **_PRIVATE)
        listed = [self.suite, self.report, self.baseline, self.source, self.model]
        self.refresh.click(self._lists, None, listed, **_PRIVATE)
        self.add.click(
            self._add,
            [self.question, self.expected, self.source, self.quote],
            [self.added, self.suite],
            **_PRIVATE,
        )

    # --- events ---

    def _run(
        self, suite: str | None, mode: RunMode, limit: int | None, model: str | None
    ) -> Iterator[Updates]:
        """Run in the background, so that the page shows how far it is and can stop it."""
        if not suite:
            yield {self.said: render_failure("还没有选测评集。", "先选一个")}
            return
        self._stop.clear()
        beats: Queue[tuple[int, int, str] | EvaluationReport | Exception] = Queue()
        plan = Plan(
            mode=mode,
            progress=lambda done, total, text: beats.put((done, total, text)),
            stopped=self._stop.is_set,
        )
        chosen = _Chosen(suite=Path(suite), limit=limit or 0, model=model or "")
        work = Thread(target=self._work, args=(chosen, plan, beats), daemon=True)
        work.start()
        yield {self.stop: gr.update(visible=True), self.said: _progress(0, 0, "正在核对测评集")}
        while True:
            beat = _latest(beats)
            if isinstance(beat, tuple):
                yield {self.said: _progress(*beat)}
            elif beat is not None:
                break
        yield {self.stop: gr.update(visible=False), **self._ended(beat)}

    def _work(self, chosen: "_Chosen", plan: Plan, beats: "Queue[Any]") -> None:
        try:
            cases = evenly(load_suites([chosen.suite]), chosen.limit)
            report = self._room.run(cases, plan, chosen.model)
            beats.put(report)
        except Exception as error:  # handed over to the page, which tells it
            beats.put(error)

    def _ended(self, outcome: EvaluationReport | Exception) -> Updates:
        if isinstance(outcome, YoujuError):
            return {self.said: render_failure(outcome.message, outcome.remedy)}
        if isinstance(outcome, Exception):
            return {self.said: render_failure("测评中断。", "查看日志后再运行，已做的题不会重做")}
        path = self._room.keep(outcome)
        reports = _kept(self._room.reports())
        told = _STOPPED if outcome.pending else "已完成。"
        page, file = self._page(path, None)
        return {
            self.said: f'<p class="yj-quiet">{told}</p>',
            self.report: gr.update(choices=reports, value=str(path)),
            self.baseline: gr.update(choices=reports, value=None),
            self.page: page,
            self.file: file,
        }

    def _show(self, path: str | None, baseline: str | None) -> Updates:
        if not path:
            return {self.said: ""}
        try:
            page, file = self._page(Path(path), Path(baseline) if baseline else None)
        except YoujuError as error:
            return {self.said: render_failure(error.message, error.remedy)}
        return {self.said: "", self.page: page, self.file: file}

    def _page(self, path: Path, baseline: Path | None) -> tuple[str, Any]:
        html, comparison = self._room.shown(path, baseline)
        saved = path.with_suffix(".html")
        saved.write_text(html, encoding="utf-8")
        verdict = (
            f"<pre>{escape(reporting.comparison_table(comparison))}</pre>" if comparison else ""
        )
        frame = (
            f'<iframe class="yj-report-page" title="测评报告" sandbox="allow-scripts"'
            f' srcdoc="{escape(html)}"></iframe>'
        )
        return verdict + frame, gr.update(value=str(saved), visible=True)

    def _lists(self) -> Updates:
        reports = _kept(self._room.reports())
        sources = [(facts.title, facts.source) for facts in self._assistant.documents()]
        return {
            self.suite: gr.update(choices=_choices(self._room.suites())),
            self.report: gr.update(choices=reports),
            self.baseline: gr.update(choices=reports),
            self.source: gr.update(choices=sources),
            self.model: gr.update(
                choices=[(_CONFIGURED, ""), *((name, name) for name in self._room.models())]
            ),
        }

    def _add(self, question: str, expected: str, source: str | None, quote: str) -> Updates:
        try:
            case = self._room.add_case(question or "", expected or "", source or "", quote or "")
        except YoujuError as error:
            return {self.added: render_failure(error.message, error.remedy)}
        told = f"已加入，编号 {case.id}。"
        return {
            self.added: f'<p class="yj-quiet">{told}</p>',
            self.suite: gr.update(choices=_choices(self._room.suites())),
        }


def _latest(beats: "Queue[Any]") -> Any:
    """The newest beat, or the one that ends the run; None where nothing came."""
    try:
        beat = beats.get(timeout=_PACE_S)
        while isinstance(beat, tuple) and not beats.empty():
            beat = beats.get_nowait()
    except Empty:
        return None
    return beat


def _progress(done: int, total: int, text: str) -> str:
    bar = f'<progress max="{total or 1}" value="{done}"></progress>'
    count = f"{done}/{total} 题" if total else ""
    return f'<p class="yj-quiet">{count} {bar} {escape(text)}</p>'


def _kept(paths: tuple[Path, ...]) -> list[tuple[str, str]]:
    """The reports by when and how they came about: see `EvalRoom.keep`."""
    told = []
    for path in paths:
        day, time, mode, fingerprint = f"{path.stem}---".split("-")[:4]
        name = MODE_NAMES.get(mode, mode)  # type: ignore[call-overload]
        told.append((f"{day} {time[:2]}:{time[2:4]} {name} {fingerprint}".strip(), str(path)))
    return told


def _choices(paths: tuple[Path, ...]) -> list[tuple[str, str]]:
    return [(path.stem, str(path)) for path in paths]
