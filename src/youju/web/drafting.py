"""The 起草 tab: a brief, its outline, the text beside what it rests on, versions and downloads.

Does not know how anything is found, written or checked, nor how a draft looks (drafted).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Protocol
from uuid import uuid4

import gradio as gr
from gradio.context import Context

from youju.draftbook import Draftbook
from youju.drafting.briefs import Brief, brief_of_text, completed
from youju.drafting.comparing import docx_notes, docx_text, sentences_changed
from youju.drafting.drafts import Draft, Written
from youju.drafting.editing import WISHES
from youju.drafting.formats import CLEAN, REVIEW, Copy, lines_of
from youju.drafting.materials import Material
from youju.drafting.outlines import Outline, edited
from youju.drafting.papers import paper_of
from youju.drafting.serialising import draft_of, kept_text
from youju.draftroom import DraftRoom
from youju.errors import BadInput, YoujuError
from youju.retrieval.query import Holdings
from youju.settings import Settings
from youju.store import Store
from youju.web import drafted
from youju.web.replies import render_failure

_HELP = (
    "例如：帮我起草某某市2024年工作会讲话稿里“托育服务”一段，300字左右，一是二是三是，数据标来源"
)
Updates = dict[Any, Any]
Versions = tuple[Draft, ...]


class Drafting(Protocol):
    """What the tab needs of the assistant."""

    @property
    def settings(self) -> Settings: ...
    @property
    def drafting(self) -> DraftRoom: ...
    @property
    def store(self) -> Store: ...
    def holdings(self) -> Holdings: ...


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
        self._room = assistant.drafting
        self._kept = Draftbook(assistant.store)

    def build(self) -> None:
        self.plan: gr.State = gr.State(None)
        self.versions: gr.State = gr.State(())
        self.seat = gr.BrowserState(None, storage_key="youju-drafts", secret="youju-drafts")
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
        self.mend = gr.Button("改正只有一种改法的错误", visible=False)
        self.basis = gr.HTML("")
        self.report = gr.HTML("")
        self.overlap = gr.HTML("")
        with gr.Row():
            self.review_copy = gr.DownloadButton("下载讨论稿 .docx", visible=False)
            self.clean_copy = gr.DownloadButton("下载清稿 .docx", visible=False)
            self.edited_copy = gr.UploadButton(
                "导回改过的 .docx", file_types=[".docx"], visible=False
            )
        self.changes = gr.HTML("")

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
            [*inputs, self.versions, self.seat],
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
        seat = self.seat
        changed = [self.told, self.versions, *self._shown]
        self.mend.click(
            self._mend, [self.versions, self.version, self.seat], changed, api_visibility="private"
        )
        self.edited_copy.upload(
            self._compare,
            [self.versions, self.version, self.edited_copy],
            self.changes,
            api_visibility="private",
        )
        tab = Context.block  # what a browser keeps is at hand only once the tab is open
        if isinstance(tab, gr.Tab):
            tab.select(
                self._arrive,
                [self.seat, self.versions],
                [self.seat, self.versions, *self._shown],
                queue=False,
                show_progress="hidden",
                api_visibility="private",
            )
        self.take.click(self._take, [*editing, self.words, seat], changed, api_visibility="private")
        self.rewrite.click(
            self._rewrite, [*editing, self.wish, seat], changed, api_visibility="private"
        )

    @property
    def _choice(self) -> list[Any]:
        return [self.shape, self.headings, self.pinned, self.outline]

    @property
    def _shown(self) -> list[Any]:
        return [
            *(self.text, self.version, self.editor, self.number, self.words),
            *(self.basis, self.report, self.overlap, self.mend),
            *(self.review_copy, self.clean_copy, self.edited_copy),
        ]

    # --- events ---

    def _plan(self, request: str, papers: str) -> Updates:
        try:
            brief = self._understood(request, papers)
            plan = Plan(brief=brief, outlines=self._room.drafter.outline(brief))
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
        held = {key for _, key in materials}
        others = [(_of_other(m), m.key) for m in outline.elsewhere if m.key not in held]
        names = [(one.name, number) for number, one in enumerate(plan.outlines)]
        return {
            self.shape: gr.update(choices=names, value=at or 0, visible=True),
            self.headings: gr.update(value="\n".join(outline.lines), visible=True),
            self.pinned: gr.update(
                choices=[*materials, *others],
                value=[key for _, key in materials],
                visible=bool(materials or others),
            ),
            self.outline: drafted.render_outline(outline),
        }

    def _write(
        self,
        plan: Plan,
        at: int,
        headings: str,
        pinned: Sequence[str],
        *rest: Any,
    ) -> Iterator[Updates]:
        quoted, versions, seat = rest
        outline = edited(plan.outlines[at or 0], headings.split("\n"), pinned)
        section = self._room.drafter.section
        done: list[Written] = []
        yield {self.stop: gr.update(visible=True), self.text: drafted.render_progress(done)}
        try:
            for event in section.stream(plan.brief, outline, quote_only=quoted):
                if isinstance(event, Draft):
                    versions = (*versions, event)
                    self._kept.append(seat, kept_text(event))
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

    def _arrive(self, stored: object, open_: Versions) -> Updates:
        """What this browser had drafted before, as it left it; what is open stays."""
        if open_:
            return {self.seat: gr.skip()}
        seat = stored if isinstance(stored, str) and stored else uuid4().hex
        versions = tuple(filter(None, map(draft_of, self._kept.all_of(seat))))
        shown = self._updates(versions, len(versions) - 1) if versions else {}
        return {self.seat: seat, self.versions: versions, **shown}

    def _take(self, versions: Versions, at: int, number: int, words: str, seat: str) -> Updates:
        change = partial(self._room.with_sentence, versions[at], number or 0, words)
        return self._changed(versions, change, seat)

    def _rewrite(self, versions: Versions, at: int, number: int, wish: str, seat: str) -> Updates:
        change = partial(self._room.rewritten, versions[at], number or 0, wish)
        return self._changed(versions, change, seat)

    def _mend(self, versions: Versions, at: int, seat: str) -> Updates:
        return self._changed(versions, partial(self._room.mended, versions[at]), seat)

    def _compare(self, versions: Versions, at: int, path: str) -> str:
        """What an edited file has changed, sentence by sentence, and what the rules say of it."""
        try:
            data = Path(path).read_bytes()
            text = docx_text(data)
            before = "\n".join(lines_of(paper_of(versions[at])))
            changes = drafted.render_changes(sentences_changed(before, text), docx_notes(data))
            return changes + drafted.render_faults(self._room.check(text))
        except YoujuError as error:
            return render_failure(error.message, error.remedy)

    def _changed(self, versions: Versions, change: Callable[[], Draft], seat: str) -> Updates:
        """A further version; what was there is kept."""
        try:
            versions = (*versions, change())
            self._kept.append(seat, kept_text(versions[-1]))
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
            self.mend: gr.update(visible=any(f.is_mechanical for f in draft.faults)),
            self.edited_copy: gr.update(visible=True),
            self.number: gr.update(choices=numbers, value=first),
            self.words: words,
            self.basis: drafted.render_basis(draft),
            self.report: drafted.render_report(draft),
            self.overlap: drafted.render_overlap(self._room.overlaps(draft.text)),
            self.review_copy: self._download(draft, REVIEW, "讨论稿"),
            self.clean_copy: self._download(draft, CLEAN, "清稿"),
        }

    def _download(self, draft: Draft, copy: Copy, name: str) -> Any:
        folder = Path(mkdtemp(dir=self._assistant.settings.data_dir))
        path = folder / f"{draft.title or '草稿'}（{name}）.docx"
        try:
            path.write_bytes(self._room.docx(draft, copy))
        except OSError as error:
            raise BadInput("草稿存不下来。", remedy="检查磁盘空间") from error
        return gr.update(value=str(path), visible=True)


def _of_other(material: Material) -> str:
    """What another place does is named as such, and stands in the text only if it is ticked."""
    place = material.source.passage.facts.place or "地方不明"
    return f"【外地做法·{place}】{_label(material.source.text)}"


def _label(text: str, most: int = 46) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most]}…"
