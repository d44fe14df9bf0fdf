"""The 起草 tab: a brief, its outline, the text beside what it rests on, versions and downloads.

Does not know how anything is found, written or checked, nor how a draft looks (drafted).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Protocol

import gradio as gr

from youju.drafting.briefs import Brief, brief_of_text, completed
from youju.drafting.drafter import Drafter
from youju.drafting.drafts import Draft, Written
from youju.drafting.editing import WISHES
from youju.drafting.formats import CLEAN, REVIEW, Copy
from youju.drafting.outlines import Outline, edited
from youju.drafting.overlap import Overlap
from youju.errors import BadInput, YoujuError
from youju.retrieval.query import Holdings
from youju.settings import Settings
from youju.web import drafted
from youju.web.replies import render_failure

_HELP = (
    "例如：帮我起草某某市2024年工作会讲话稿里“托育服务”一段，300字左右，一是二是三是，数据标来源"
)
Updates = dict[Any, Any]


class Drafting(Protocol):
    """What the tab needs of the assistant."""

    @property
    def settings(self) -> Settings: ...
    @property
    def drafter(self) -> Drafter: ...
    def holdings(self) -> Holdings: ...
    def with_sentence(self, draft: Draft, number: int, text: str) -> Draft: ...
    def rewritten(self, draft: Draft, number: int, wish: str) -> Draft: ...
    def overlaps(self, text: str) -> Sequence[Overlap]: ...
    def docx(self, draft: Draft, copy: Copy) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A brief and the outlines that fit it."""

    brief: Brief
    outlines: tuple[Outline, ...]


def build_drafting(assistant: Drafting, clock: gr.Timer) -> None:
    """The tab; `clock` is not needed, nothing here changes by itself."""
    del clock
    _Tab(assistant).build()


class _Tab:
    """The parts of the tab, and what each of their events does."""

    def __init__(self, assistant: Drafting) -> None:
        self._assistant = assistant

    def build(self) -> None:
        self.plan: gr.State = gr.State(None)
        self.versions: gr.State = gr.State(())
        with gr.Row(elem_classes="yj-drafting"):
            with gr.Column(scale=2, min_width=320):
                self._build_brief()
            with gr.Column(scale=3, min_width=420):
                self._build_text()
        self._bind()

    def _build_brief(self) -> None:
        self.request = gr.Textbox(label="写作要求", lines=4, placeholder=_HELP, max_length=20_000)
        self.papers = gr.Textbox(
            label="本次材料（只用于这一稿，不入库）", lines=2, max_length=50_000
        )
        self.list = gr.Button("列提纲", variant="primary")
        self.said = gr.HTML("")
        self.shape = gr.Radio(label="提纲", choices=[], visible=False)
        self.headings = gr.Textbox(
            label="要点（一行一个，可改写、调序、增删）", lines=5, visible=False
        )
        self.pinned = gr.CheckboxGroup(label="采用的材料", choices=[], visible=False)
        self.outline = gr.HTML("")
        with gr.Row():
            self.write = gr.Button("写正文", variant="primary", interactive=False)
            self.quoted = gr.Checkbox(label="只用原文", value=False, min_width=80)
            self.stop = gr.Button("停止", visible=False)

    def _build_text(self) -> None:
        self.text = gr.HTML('<p class="yj-quiet">先写要求，列出提纲，再写正文。</p>')
        self.version = gr.Dropdown(label="版本", choices=[], visible=False)
        with gr.Accordion("改一句", open=False, visible=False) as self.editor:
            self.number = gr.Dropdown(label="句子", choices=[])
            self.words = gr.Textbox(label="改成", lines=3)
            with gr.Row():
                self.wish = gr.Dropdown(label="要求", choices=list(WISHES), value="更简洁")
                self.rewrite = gr.Button("按要求改写")
                self.take = gr.Button("换上这一句", variant="primary")
            self.told = gr.HTML("")
        self.basis = gr.HTML("")
        self.report = gr.HTML("")
        self.overlap = gr.HTML("")
        with gr.Row():
            self.review_copy = gr.DownloadButton("下载讨论稿 .docx", visible=False)
            self.clean_copy = gr.DownloadButton("下载清稿 .docx", visible=False)

    def _bind(self) -> None:
        planning = [self.request, self.papers]
        planned = [self.said, self.plan, *self._choice, self.write]
        self.list.click(self._plan, planning, planned, api_visibility="private")
        self.shape.input(
            self._choose, [self.plan, self.shape], self._choice, api_visibility="private"
        )
        inputs = [self.plan, self.shape, self.headings, self.pinned, self.quoted]
        writing = self.write.click(
            self._write,
            [*inputs, self.versions],
            [self.said, self.stop, self.versions, *self._shown],
            api_visibility="private",
        )
        stopped = (gr.update(visible=False), "已停止，没写完的这一稿没有保存；上一稿还在“版本”里。")
        self.stop.click(
            lambda: stopped,
            None,
            [self.stop, self.said],
            cancels=[writing],
            api_visibility="private",
        )
        self.version.input(
            lambda versions, at: self._updates(versions, at),
            [self.versions, self.version],
            self._shown,
            api_visibility="private",
        )
        self.number.input(
            lambda versions, at, n: versions[at].sentences[n].text,
            [self.versions, self.version, self.number],
            self.words,
            api_visibility="private",
        )
        editing = [self.versions, self.version, self.number]
        changed = [self.told, self.versions, *self._shown]
        self.take.click(self._take, [*editing, self.words], changed, api_visibility="private")
        self.rewrite.click(self._rewrite, [*editing, self.wish], changed, api_visibility="private")

    @property
    def _choice(self) -> list[Any]:
        return [self.shape, self.headings, self.pinned, self.outline]

    @property
    def _shown(self) -> list[Any]:
        return [
            *(self.text, self.version, self.editor, self.number, self.words),
            *(self.basis, self.report, self.overlap, self.review_copy, self.clean_copy),
        ]

    # --- events ---

    def _plan(self, request: str, papers: str) -> Updates:
        try:
            brief = self._understood(request, papers)
            plan = Plan(brief=brief, outlines=self._assistant.drafter.outline(brief))
        except YoujuError as error:
            return {self.said: render_failure(error.message, error.remedy)}
        told = f"{brief.place}｜{brief.period}年｜{brief.kind}｜{brief.topic}｜{brief.length}字"
        return {
            self.said: f'<p class="yj-quiet">{told}</p>',
            self.plan: plan,
            self.write: gr.update(interactive=True),
            **self._choose(plan, 0),
        }

    def _understood(self, request: str, papers: str) -> Brief:
        holdings = self._assistant.holdings()
        brief = brief_of_text(request, today=date.today(), holdings=holdings)
        if papers.strip():
            brief = replace(brief, materials=(*brief.materials, papers))
        return completed(brief, self._assistant.settings.place or None)

    def _choose(self, plan: Plan, at: int) -> Updates:
        """The outline that is taken, open to be edited."""
        outline = plan.outlines[at or 0]
        materials = [(_label(m.source.text), m.key) for m in outline.materials]
        names = [(one.name, number) for number, one in enumerate(plan.outlines)]
        return {
            self.shape: gr.update(choices=names, value=at or 0, visible=True),
            self.headings: gr.update(
                value="\n".join(point.heading for point in outline.points), visible=True
            ),
            self.pinned: gr.update(
                choices=materials, value=[key for _, key in materials], visible=bool(materials)
            ),
            self.outline: drafted.render_outline(outline),
        }

    def _write(
        self,
        plan: Plan,
        at: int,
        headings: str,
        pinned: Sequence[str],
        quoted: bool,
        versions: tuple[Draft, ...],
    ) -> Iterator[Updates]:
        outline = edited(plan.outlines[at or 0], headings.splitlines(), pinned)
        section = self._assistant.drafter.section
        done: list[Written] = []
        yield {self.stop: gr.update(visible=True), self.text: drafted.render_progress(done)}
        try:
            for event in section.stream(plan.brief, outline, quote_only=quoted):
                if isinstance(event, Draft):
                    versions = (*versions, event)
                else:
                    done.append(event)
                    yield {self.text: drafted.render_progress(done)}
        except YoujuError as error:
            yield {
                self.said: render_failure(error.message, error.remedy),
                self.stop: gr.update(visible=False),
            }
            return
        yield {
            self.stop: gr.update(visible=False),
            self.versions: versions,
            **self._updates(versions, len(versions) - 1),
        }

    def _take(self, versions: tuple[Draft, ...], at: int, number: int, words: str) -> Updates:
        return self._changed(
            versions, lambda: self._assistant.with_sentence(versions[at], number or 0, words)
        )

    def _rewrite(self, versions: tuple[Draft, ...], at: int, number: int, wish: str) -> Updates:
        return self._changed(
            versions, lambda: self._assistant.rewritten(versions[at], number or 0, wish)
        )

    def _changed(self, versions: tuple[Draft, ...], change: Any) -> Updates:
        """A further version; what was there is kept."""
        try:
            versions = (*versions, change())
        except YoujuError as error:
            return {self.told: render_failure(error.message, error.remedy)}
        return {
            self.told: "",
            self.versions: versions,
            **self._updates(versions, len(versions) - 1),
        }

    def _updates(self, versions: Sequence[Draft], at: int) -> Updates:
        """One version with all that belongs to it."""
        draft = versions[at]
        names = [(f"第{number + 1}稿", number) for number in range(len(versions))]
        numbers = [(_label(f"{i + 1} {s.text}"), i) for i, s in enumerate(draft.sentences)]
        first = next((i for i, s in enumerate(draft.sentences) if s.role == "fact"), 0)
        words = draft.sentences[first].text if draft.sentences else ""
        return {
            self.text: drafted.render_text(draft),
            self.version: gr.update(choices=names, value=at, visible=True),
            self.editor: gr.update(visible=True),
            self.number: gr.update(choices=numbers, value=first),
            self.words: words,
            self.basis: drafted.render_basis(draft),
            self.report: drafted.render_report(draft),
            self.overlap: drafted.render_overlap(self._assistant.overlaps(draft.text)),
            self.review_copy: self._download(draft, REVIEW, "讨论稿"),
            self.clean_copy: self._download(draft, CLEAN, "清稿"),
        }

    def _download(self, draft: Draft, copy: Copy, name: str) -> Any:
        folder = Path(mkdtemp(dir=self._assistant.settings.data_dir))
        path = folder / f"{draft.title or '草稿'}（{name}）.docx"
        try:
            path.write_bytes(self._assistant.docx(draft, copy))
        except OSError as error:
            raise BadInput("草稿存不下来。", remedy="检查磁盘空间") from error
        return gr.update(value=str(path), visible=True)


def _label(text: str, most: int = 46) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most]}…"
