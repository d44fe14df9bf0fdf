"""The 文献库 tab: what the browser may ask the library for, and the frame it is shown in.

Does not know how documents look (listing, documents, fulltext, progress), how uploads are read
(intake), or what is pressed where: that is known to static/library.js.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, Protocol

import gradio as gr

from youju.errors import BadInput, UnreadableFile, YoujuError
from youju.findings import Copy, DocumentReport, Version
from youju.reading.ingest import IngestFailure
from youju.reading.report import report_on
from youju.types import DocumentFacts, Reading
from youju.web import intake
from youju.web.documents import (
    REQUIRED,
    render_about,
    render_form,
    render_relatives,
    render_report,
)
from youju.web.fulltext import render_clean, render_raw
from youju.web.intake import Intake
from youju.web.leaves import count_marks, cut_leaves
from youju.web.listing import ORDERS, render_list, wish_of
from youju.web.progress import render_outcome, render_progress, render_refused
from youju.web.replies import render_failure
from youju.web.uploads import Upload, admit
from youju.words import FACT_NAMES, OP_NAMES

_log = logging.getLogger(__name__)
_JS = Path(__file__).parent / "static" / "library.js"
_CRASH = "程序出错，这一步没有做成。"
NOT_SENT = "没有传上来：连接断了，或文件已被移走。请再传一次"
_CRASH_REMEDY = "请再试一次；仍不行，把启动窗口里的记录发给管理员"

QUESTIONS = (
    *("admit", "take_in", "follow"),
    *("listing", "open_document", "leaf", "relatives", "form"),
    *("change", "remove"),
)
Asked = Mapping[str, Any]  # what the browser sent
Told = dict[str, Any]  # what it gets


class Library(intake.Library, Protocol):
    """What the tab needs of the assistant."""

    def documents(self) -> tuple[DocumentFacts, ...]: ...
    def reading(self, doc_id: str) -> Reading: ...
    def report(self, doc_id: str) -> DocumentReport: ...
    def copies(self, doc_id: str) -> tuple[Copy, ...]: ...
    def versions(self, doc_id: str) -> tuple[Version, ...]: ...
    def change_document(self, doc_id: str, changes: dict[str, str]) -> DocumentFacts: ...
    def remove_document(self, doc_id: str) -> DocumentFacts: ...


def build_library(library: Library, clock: gr.Timer) -> None:
    """Lay out the tab in the surrounding Blocks; it asks by itself for what changes."""
    desk = Desk(library, uploads=Path(gr.utils.get_upload_folder()))
    gr.HTML(
        render_frame(),
        elem_id="yj-library",
        apply_default_css=False,
        js_on_load=_JS.read_text(encoding="utf-8"),
        server_functions=[_asking(desk, name) for name in QUESTIONS],
    )


def _asking(desk: "Desk", name: str) -> Callable[[Asked], Told]:
    def ask(asked: Asked) -> Told:
        return desk.answer(name, asked)

    ask.__name__ = name  # under which static/library.js calls it
    return ask


class Desk:
    """Answers what the browser asks."""

    def __init__(self, library: Library, uploads: Path) -> None:
        self.library = library
        self.uploads = uploads.resolve()  # the folder where Gradio leaves them
        self.intake = Intake(library)
        self._counts: dict[str, tuple[int, int]] = {}  # a text's own: they stay while we run
        self._opened: Reading | None = None  # the last one: its leaves are turned soon

    def answer(self, name: str, asked: Asked) -> Told:
        """The rim: a failure is told in a sentence with its remedy."""
        try:
            told: Told = getattr(self, name)(asked)
        except YoujuError as error:
            return {"error": render_failure(error.message, error.remedy)}
        except Exception:  # staff get a sentence, the log gets the trace
            _log.exception("%s failed", name)
            return {"error": render_failure(_CRASH, _CRASH_REMEDY)}
        return told

    # --- taking in ---

    def admit(self, asked: Asked) -> Told:
        """Which of these files need not be sent, and why."""
        refused = []
        for number, file in enumerate(asked["files"]):
            for failure in _refused([file]):
                html = render_refused(failure.path, failure.error)
                refused.append({"number": number, "html": html})
        return {"refused": refused}

    def take_in(self, asked: Asked) -> Told:
        """Queue what was sent; what was not is part of the batch's report."""
        uploads = [
            Upload(path=self._uploaded(str(file["path"])), name=str(file["name"]))
            for file in asked["files"]
        ]
        lost = [IngestFailure(path=str(name), error=NOT_SENT) for name in asked["lost"]]
        return {"key": self.intake.hand_in(uploads, [*_refused(asked["refused"]), *lost])}

    def _uploaded(self, path: str) -> Path:
        """The path, if it is one that Gradio left for us: no other file may be named."""
        resolved = Path(path).resolve()
        if not resolved.is_relative_to(self.uploads):
            raise BadInput("这不是上传的文件。", remedy="重新选择文件上传")
        return resolved

    def follow(self, asked: Asked) -> Told:
        batch = self.intake.state(str(asked["key"]))
        if batch is None:
            return {"stage": "unknown"}
        outcome = render_outcome(batch.outcome) if batch.outcome and asked.get("outcome") else ""
        is_read = batch.outcome is not None
        progress = render_progress(batch)
        return {"stage": batch.stage, "read": is_read, "progress": progress, "outcome": outcome}

    # --- showing ---

    def listing(self, asked: Asked) -> Told:
        return {"html": render_list(self.library.documents(), wish_of(asked), self._count)}

    def _count(self, doc_id: str) -> tuple[int, int]:
        if doc_id not in self._counts:
            report = self.library.report(doc_id)
            self._counts[doc_id] = (report.figures, report.gaps)
        return self._counts[doc_id]

    def open_document(self, asked: Asked) -> Told:
        reading = self._opened = self.library.reading(str(asked["doc"]))
        facts = reading.document.facts
        return {
            "doc": facts.doc_id,
            "title": facts.title,
            "about": render_about(facts),
            "report": render_report(report_on(reading)),
            "copies": len(facts.addresses),
            "marks": count_marks(reading, cut_leaves(reading)),
        }

    def leaf(self, asked: Asked) -> Told:
        reading = self._opened
        if reading is None or reading.document.doc_id != asked["doc"]:
            reading = self._opened = self.library.reading(str(asked["doc"]))
        leaves = cut_leaves(reading)
        leaf = leaves[min(max(0, int(asked["leaf"])), len(leaves) - 1)]
        return {"clean": render_clean(reading, leaf), "raw": render_raw(reading, leaf)}

    def relatives(self, asked: Asked) -> Told:
        document = self.library.reading(str(asked["doc"])).document
        doc_id = document.doc_id
        copies, versions = self.library.copies(doc_id), self.library.versions(doc_id)
        return {"html": render_relatives(document, copies, versions)}

    # --- changing ---

    def form(self, asked: Asked) -> Told:
        return {"html": render_form(self.library.reading(str(asked["doc"])).document.facts)}

    def change(self, asked: Asked) -> Told:
        doc_id = str(asked["doc"])
        facts = self.library.reading(doc_id).document.facts
        changes = changes_of(facts, asked["values"], asked.get("sure", ()))
        if changes:
            facts = self.library.change_document(doc_id, changes)
        return {"title": facts.title, "about": render_about(facts)}

    def remove(self, asked: Asked) -> Told:
        self._opened = None
        facts = self.library.remove_document(str(asked["doc"]))
        folder = self.library.library_dir.resolve()
        for path in (Path(address) for address in facts.addresses):
            if path.is_relative_to(folder) and path.is_file():
                path.unlink()
        return {"told": f"<p>已删除《{escape(facts.title)}》。</p>"}


def _refused(files: Sequence[Asked]) -> Iterator[IngestFailure]:
    """Those that would not be read."""
    for file in files:
        try:
            admit(str(file["name"]), int(file["size"]))
        except UnreadableFile as error:
            yield IngestFailure(path=str(file["name"]), error=error.message + error.remedy)


def changes_of(
    facts: DocumentFacts, values: Mapping[str, object], sure: Sequence[object]
) -> dict[str, str]:
    """What staff changed, and what they found right though it was inferred; raise BadInput."""
    given = {name: " ".join(str(values.get(name, "")).split()) for name in FACT_NAMES}
    for name in REQUIRED:
        if not given[name]:
            raise BadInput(f"{FACT_NAMES[name]}不能为空。", remedy="填好后再保存")
    return {
        name: value
        for name, value in given.items()
        if value != (getattr(facts, name) or "") or (name in facts.inferred and name in sure)
    }


def render_frame() -> str:
    """The tab before anything is shown in it; static/library.js fills it."""
    orders = "".join(f'<option value="{key}">{label}</option>' for key, label in ORDERS.items())
    kinds_of_marks = "".join(
        f'<option value="{op}">{name}</option>' for op, name in OP_NAMES.items()
    )
    return (
        '<section class="yj-shelf"><header class="yj-bar">'
        '<button type="button" class="yj-add yj-do">添加文件</button>'
        '<button type="button" class="yj-add-folder">添加文件夹</button>'
        '<p class="yj-kinds">Word、PDF、网页、表格、文本都能读；'
        "也可以把文件、文件夹、压缩包拖进来</p>"
        '<input type="search" class="yj-search" aria-label="搜索文献" maxlength="100"'
        ' placeholder="搜题名、地方、年份、文件名">'
        f'<select class="yj-order" aria-label="排序">{orders}</select></header>'
        '<div class="yj-told" role="status"></div><div class="yj-batches"></div>'
        '<div class="yj-rows" tabindex="-1"><p class="yj-empty">正在打开…</p></div></section>'
        '<section class="yj-document" hidden><header class="yj-doc-head">'
        '<button type="button" class="yj-back">返回列表</button><h2 tabindex="-1"></h2>'
        '<button type="button" class="yj-edit">修改信息</button>'
        '<button type="button" class="yj-remove">删除</button></header>'
        '<div class="yj-told" role="alert"></div>'
        '<div class="yj-doc-about"></div><div class="yj-parts" role="tablist">'
        '<button type="button" role="tab" data-part="text">正文</button>'
        '<button type="button" role="tab" data-part="report">处理报告</button>'
        '<button type="button" role="tab" data-part="relatives">副本与版本</button></div>'
        '<div class="yj-part" data-part="text"><div class="yj-tools">'
        '<span class="yj-leaves"><button type="button" class="yj-leaf-back">上一页</button>'
        '<span class="yj-leaf"></span>'
        '<button type="button" class="yj-leaf-on">下一页</button></span>'
        '<span class="yj-steps"><select class="yj-which" aria-label="逐处查看哪一类">'
        f'{kinds_of_marks}<option value="gap">缺失</option></select>'
        '<button type="button" class="yj-step-back">上一处</button>'
        '<button type="button" class="yj-step-on">下一处</button></span>'
        '<span class="yj-note" role="status"></span>'
        '<label class="yj-quiet"><input type="checkbox" checked>显示修复</label>'
        '<button type="button" class="yj-raw-on" aria-pressed="true">原始文本</button></div>'
        '<div class="yj-texts"><article class="yj-clean" tabindex="0" aria-label="正文"></article>'
        '<article class="yj-raw" tabindex="0" aria-label="原始文本"></article></div></div>'
        '<div class="yj-part" data-part="report" hidden></div>'
        '<div class="yj-part" data-part="relatives" hidden></div></section>'
    )
