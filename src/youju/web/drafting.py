"""The 起草 tab: a brief, its outline, the text beside what it rests on, versions and downloads.

Does not know how anything is found, written or checked, nor how a draft looks (drafted).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import gradio as gr
from gradio.context import Context

from youju.draftbook import Draftbook
from youju.drafting.briefs import Brief, brief_of_text, completed
from youju.drafting.comparing import docx_notes, docx_text, sentences_changed
from youju.drafting.drafts import Draft, Written
from youju.drafting.formats import CLEAN, REVIEW
from youju.drafting.outlines import Outline, edited
from youju.drafting.serialising import draft_of, kept_text
from youju.draftroom import DraftRoom
from youju.errors import YoujuError
from youju.inputs import manuscript, save
from youju.retrieval.query import Holdings
from youju.settings import Settings
from youju.store import Store
from youju.web import drafted
from youju.web.drafting_parts import COPIES, build_brief, build_text
from youju.web.drafting_view import (
    file_name,
    form_named,
    outline_shown,
    text_of,
    version_shown,
)
from youju.web.replies import render_failure

Updates = dict[Any, Any]
Versions = tuple[Draft, ...]
_PRIVATE: dict[str, Any] = {"api_visibility": "private"}
_STOPPED = "已停止，没写完的这一稿没有保存；上一稿还在“版本”里。"


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
                self.asked = build_brief()
            with gr.Column(scale=3, min_width=420):
                self.shown, self.editing = build_text(list(self._room.profiles))
        self._bind_brief()
        self._bind_text()

    def _bind_brief(self) -> None:
        asked, shown = self.asked, self.shown
        planning = [asked.request, asked.papers, asked.files, asked.style]
        planned = [asked.said, self.plan, *asked.choice, asked.write]
        asked.outline_it.click(self._plan, planning, planned, **_PRIVATE)
        asked.shape.input(self._choose, [self.plan, asked.shape], asked.choice, **_PRIVATE)
        inputs = [self.plan, asked.shape, asked.headings, asked.pinned, asked.quoted]
        writing = asked.write.click(
            self._write,
            [*inputs, self.versions, self.seat],
            [asked.said, asked.stop, self.versions, *shown.all],
            **_PRIVATE,
        )
        stopped = (gr.update(visible=False), _STOPPED)
        asked.stop.click(
            lambda: stopped, None, [asked.stop, asked.said], cancels=[writing], **_PRIVATE
        )
        tab = Context.block  # what a browser keeps is at hand only once the tab is open
        if isinstance(tab, gr.Tab):
            tab.select(
                self._arrive,
                [self.seat, self.versions],
                [self.seat, self.versions, asked.style, *shown.all],
                queue=False,
                show_progress="hidden",
                **_PRIVATE,
            )

    def _bind_text(self) -> None:
        shown, editing = self.shown, self.editing
        now = [self.versions, shown.version]
        changed = [editing.told, self.versions, *shown.all]
        shown.version.input(self._updates, now, shown.all, **_PRIVATE)
        shown.other.input(self._against, [*now, shown.other], shown.changes, **_PRIVATE)
        shown.number.input(
            lambda versions, at, n: versions[at].sentences[n].text,
            [*now, shown.number],
            shown.words,
            **_PRIVATE,
        )
        editing.take.click(
            self._take, [*now, self.seat, shown.number, shown.words], changed, **_PRIVATE
        )
        editing.rewrite.click(
            self._rewrite,
            [*now, self.seat, shown.number, editing.wish, editing.whole],
            changed,
            **_PRIVATE,
        )
        shown.mend.click(self._mend, [*now, self.seat, shown.fault], changed, **_PRIVATE)
        shown.mend_all.click(self._mend_all, [*now, self.seat], changed, **_PRIVATE)
        shown.edited_copy.upload(
            self._compare, [*now, shown.edited_copy], shown.changes, **_PRIVATE
        )
        taking = [editing.copy, editing.form, editing.profile]
        gr.on(
            [editing.copy.input, editing.form.input, editing.profile.input, shown.text.change],
            self._file,
            [*now, *taking],
            shown.file,
            show_progress="hidden",
            trigger_mode="always_last",  # a choice made while a file is written is not lost
            **_PRIVATE,
        )

    # --- the brief ---

    def _plan(
        self, request: str, papers: str | None, paths: list[str] | None, style: str
    ) -> Updates:
        asked = self.asked
        try:
            brief = self._understood(request, papers, paths or [], style)
            plan = Plan(brief=brief, outlines=self._room.drafter.outline(brief))
        except YoujuError as error:
            return {asked.said: render_failure(error.message, error.remedy)}
        told = f"{brief.place}｜{brief.period}年｜{brief.kind}｜{brief.topic}｜{brief.length}字"
        return {
            asked.said: f'<p class="yj-quiet">{escape(told)}</p>',
            self.plan: plan,
            asked.write: gr.update(interactive=True),
            **self._choose(plan, 0),
        }

    def _understood(
        self, request: str, papers: str | None, paths: Sequence[str], style: str
    ) -> Brief:
        holdings = self._assistant.holdings()
        brief = brief_of_text(request, today=date.today(), holdings=holdings)
        own = [papers or "", *(manuscript(Path(path)) for path in paths)]
        materials = tuple(text for text in own if text.strip())
        brief = replace(brief, materials=brief.materials + materials, style=style or brief.style)
        return completed(brief, self._assistant.settings.place or None)

    def _choose(self, plan: Plan, at: int) -> Updates:
        return outline_shown(self.asked, plan.outlines, at or 0)

    # --- the text ---

    def _write(
        self,
        plan: Plan,
        at: int,
        headings: str,
        pinned: Sequence[str],
        *rest: Any,
    ) -> Iterator[Updates]:
        quoted, versions, seat = rest
        asked, shown = self.asked, self.shown
        outline = edited(plan.outlines[at or 0], headings.split("\n"), pinned)
        section = self._room.drafter.section
        done: list[Written] = []
        yield {asked.stop: gr.update(visible=True), shown.text: drafted.render_progress(done)}
        try:
            for event in section.stream(plan.brief, outline, quote_only=quoted):
                if isinstance(event, Draft):
                    versions = (*versions, event)
                    self._kept.append(seat, kept_text(event))
                else:
                    done.append(event)
                    yield {shown.text: drafted.render_progress(done)}
        except YoujuError as error:
            yield {
                asked.said: render_failure(error.message, error.remedy),
                asked.stop: gr.update(visible=False),
            }
            return
        yield {
            asked.stop: gr.update(visible=False),
            self.versions: versions,
            **self._updates(versions, len(versions) - 1),
        }

    def _arrive(self, stored: object, open_: Versions) -> Updates:
        """What this browser had drafted before, as it left it; what is open stays."""
        titles = [facts.title for facts in self._assistant.store.facts()]
        choices = {self.asked.style: gr.update(choices=["", *dict.fromkeys(titles)])}
        if open_:
            return {self.seat: gr.skip(), **choices}
        seat = stored if isinstance(stored, str) and stored else uuid4().hex
        versions = tuple(filter(None, map(draft_of, self._kept.all_of(seat))))
        shown = self._updates(versions, len(versions) - 1) if versions else {}
        return {self.seat: seat, self.versions: versions, **choices, **shown}

    def _take(self, versions: Versions, at: int, seat: str, number: int, words: str) -> Updates:
        change = partial(self._room.with_sentence, versions[at], number or 0, words)
        return self._changed(versions, change, seat)

    def _rewrite(self, versions: Versions, at: int, seat: str, number: int, *rest: Any) -> Updates:
        wish, is_whole = rest
        rewrite = self._room.rewritten_paragraph if is_whole else self._room.rewritten
        return self._changed(versions, partial(rewrite, versions[at], number or 0, wish), seat)

    def _mend(self, versions: Versions, at: int, seat: str, fault: int | None) -> Updates:
        if fault is None:
            return {self.editing.told: ""}
        return self._changed(versions, partial(self._room.mended_at, versions[at], fault), seat)

    def _mend_all(self, versions: Versions, at: int, seat: str) -> Updates:
        return self._changed(versions, partial(self._room.mended, versions[at]), seat)

    def _changed(self, versions: Versions, change: Callable[[], Draft], seat: str) -> Updates:
        """A further version; what was there is kept."""
        try:
            versions = (*versions, change())
            self._kept.append(seat, kept_text(versions[-1]))
        except YoujuError as error:
            return {self.editing.told: render_failure(error.message, error.remedy)}
        return {
            self.editing.told: "",
            self.versions: versions,
            **self._updates(versions, len(versions) - 1),
        }

    def _compare(self, versions: Versions, at: int, path: str) -> str:
        """What an edited file has changed, sentence by sentence, and what the rules say of it."""
        try:
            data = Path(path).read_bytes()
            text = docx_text(data)
            changes = sentences_changed(text_of(versions[at]), text)
            shown = drafted.render_changes(changes, docx_notes(data))
            return shown + drafted.render_faults(self._room.check(text))
        except YoujuError as error:
            return render_failure(error.message, error.remedy)

    def _against(self, versions: Versions, at: int, other: int | None) -> str:
        """What has changed from another version to this one."""
        if other is None:
            return ""
        changes = sentences_changed(text_of(versions[other]), text_of(versions[at]))
        return drafted.render_changes(changes, ())

    def _file(self, versions: Versions, at: int | None, *chosen: Any) -> Any:
        """The version as the file that is wished for, ready to be taken."""
        copy, form, profile = chosen
        if not versions or at is None:
            return gr.update(visible=False)
        draft = versions[at]
        folder = self._assistant.settings.data_dir / "exports" / uuid4().hex[:8]
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{file_name(draft.title)}（{copy}）.{form}"
        marks = REVIEW if copy == COPIES[0] else CLEAN
        save(path, self._room.exported(draft, form_named(form), marks, profile))
        return gr.update(value=str(path), visible=True)

    def _updates(self, versions: Sequence[Draft], at: int) -> Updates:
        overlaps = self._room.overlaps(versions[at].text)
        return version_shown(self.shown, versions, at, overlaps)
