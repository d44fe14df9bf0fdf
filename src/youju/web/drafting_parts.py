"""What the 起草 tab is made of. Knows no event and no draft."""

from dataclasses import dataclass, fields
from typing import Any

import gradio as gr

from youju.drafting.editing import WISHES

_HELP = (
    "例如：帮我起草某某市2024年工作会讲话稿里“托育服务”一段，300字左右，一是二是三是，数据标来源"
)
COPIES = ("讨论稿", "清稿")
FORMS = (("Word", "docx"), ("Markdown", "md"), ("纯文本", "txt"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefParts:
    """What is asked for, the outline, and what starts and stops the writing."""

    request: gr.Textbox
    papers: gr.Textbox
    files: gr.File
    style: gr.Dropdown
    outline_it: gr.Button
    said: gr.HTML
    shape: gr.Radio
    headings: gr.Textbox
    pinned: gr.CheckboxGroup
    outline: gr.HTML
    write: gr.Button
    quoted: gr.Checkbox
    stop: gr.Button

    @property
    def choice(self) -> list[Any]:
        """What shows the outline that is taken."""
        return [self.shape, self.headings, self.pinned, self.outline]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextParts:
    """The text of a version with all that belongs to it; in the order in which it is shown."""

    text: gr.HTML
    version: gr.Dropdown
    other: gr.Dropdown
    editor: gr.Accordion
    number: gr.Dropdown
    words: gr.Textbox
    fault: gr.Dropdown
    mend: gr.Button
    mend_all: gr.Button
    basis: gr.HTML
    report: gr.HTML
    overlap: gr.HTML
    taking: gr.Row
    file: gr.DownloadButton
    edited_copy: gr.UploadButton
    changes: gr.HTML

    @property
    def all(self) -> list[Any]:
        return [getattr(self, field.name) for field in fields(self)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditParts:
    """How a sentence is changed and how a version leaves the page."""

    wish: gr.Dropdown
    whole: gr.Checkbox
    rewrite: gr.Button
    take: gr.Button
    told: gr.HTML
    copy: gr.Radio
    form: gr.Radio
    profile: gr.Dropdown


def build_brief() -> BriefParts:
    request = gr.Textbox(label="写作要求", lines=4, placeholder=_HELP, max_length=20_000)
    with gr.Accordion("本次材料和样稿", open=False):
        papers = gr.Textbox(label="本次材料（只用于这一稿，不入库）", lines=2, max_length=50_000)
        files = gr.File(label="材料文件（只用于这一稿，不入库）", file_count="multiple", height=110)
        style = gr.Dropdown(label="样稿（只仿照它的结构，不用它的内容）", choices=[], value=None)
    outline_it = gr.Button("列提纲", variant="primary")
    said = gr.HTML("")
    shape = gr.Radio(label="提纲", choices=[], visible=False)
    headings = gr.Textbox(
        label="要点（一行一个，可改写、调序、增删；行首空一格是下一级）", lines=5, visible=False
    )
    pinned = gr.CheckboxGroup(label="采用的材料", choices=[], visible=False)
    outline = gr.HTML("")
    with gr.Row():
        write = gr.Button("写正文", variant="primary", interactive=False)
        quoted = gr.Checkbox(label="只用原文", value=False, min_width=80)
        stop = gr.Button("停止", visible=False)
    return BriefParts(
        request=request,
        papers=papers,
        files=files,
        style=style,
        outline_it=outline_it,
        said=said,
        shape=shape,
        headings=headings,
        pinned=pinned,
        outline=outline,
        write=write,
        quoted=quoted,
        stop=stop,
    )


def build_text(profiles: list[str]) -> tuple[TextParts, EditParts]:
    text = gr.HTML('<p class="yj-quiet">先写要求，列出提纲，再写正文。</p>')
    with gr.Row():
        version = gr.Dropdown(label="版本", choices=[], visible=False)
        other = gr.Dropdown(label="与哪一稿比较", choices=[], visible=False)
    with gr.Accordion("改一句", open=False, visible=False) as editor:
        number = gr.Dropdown(label="句子", choices=[])
        words = gr.Textbox(label="改成", lines=3)
        with gr.Row():
            wish = gr.Dropdown(label="要求", choices=list(WISHES), value="更简洁")
            whole = gr.Checkbox(label="整段", value=False, min_width=70)
            rewrite = gr.Button("按要求改写")
            take = gr.Button("换上这一句", variant="primary")
        told = gr.HTML("")
    with gr.Row():
        fault = gr.Dropdown(label="有建议的问题", choices=[], visible=False, scale=3)
        mend = gr.Button("照建议改这一处", visible=False)
        mend_all = gr.Button("改正只有一种改法的错误", visible=False)
    basis, report, overlap = gr.HTML(""), gr.HTML(""), gr.HTML("")
    with gr.Row(visible=False) as taking:
        copy = gr.Radio(label="哪一种", choices=list(COPIES), value=COPIES[0])
        form = gr.Radio(label="格式", choices=list(FORMS), value="docx")
        profile = gr.Dropdown(label="版式", choices=profiles, value=profiles[0])
    with gr.Row():
        file = gr.DownloadButton("下载", visible=False)
        edited_copy = gr.UploadButton("导回改过的 .docx", file_types=[".docx"], visible=False)
    changes = gr.HTML("")
    shown = TextParts(
        text=text,
        version=version,
        other=other,
        editor=editor,
        number=number,
        words=words,
        fault=fault,
        mend=mend,
        mend_all=mend_all,
        basis=basis,
        report=report,
        overlap=overlap,
        taking=taking,
        file=file,
        edited_copy=edited_copy,
        changes=changes,
    )
    editing = EditParts(
        wish=wish,
        whole=whole,
        rewrite=rewrite,
        take=take,
        told=told,
        copy=copy,
        form=form,
        profile=profile,
    )
    return shown, editing
