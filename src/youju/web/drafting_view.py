"""What the parts of the 起草 tab show of an outline and of a version. Changes nothing."""

from collections.abc import Sequence
from typing import Any

import gradio as gr

from youju.drafting.drafts import Draft
from youju.drafting.formats import Form, lines_of
from youju.drafting.materials import Material
from youju.drafting.outlines import Outline
from youju.drafting.overlap import Overlap
from youju.drafting.papers import paper_of
from youju.errors import BadInput
from youju.web import drafted
from youju.web.drafting_parts import BriefParts, TextParts

Updates = dict[Any, Any]


def outline_shown(asked: BriefParts, outlines: Sequence[Outline], at: int) -> Updates:
    """The outline that is taken, open to be edited."""
    outline = outlines[at]
    materials = [(_label(m.source.text), m.key) for m in outline.materials]
    held = {key for _, key in materials}
    others = [(_of_other(m), m.key) for m in outline.elsewhere if m.key not in held]
    names = [(one.name, number) for number, one in enumerate(outlines)]
    return {
        asked.shape: gr.update(choices=names, value=at, visible=True),
        asked.headings: gr.update(value="\n".join(outline.lines), visible=True),
        asked.pinned: gr.update(
            choices=[*materials, *others],
            value=[key for _, key in materials],
            visible=bool(materials or others),
        ),
        asked.outline: drafted.render_outline(outline),
    }


def version_shown(
    shown: TextParts, versions: Sequence[Draft], at: int, overlaps: Sequence[Overlap]
) -> Updates:
    """One version with all that belongs to it."""
    draft = versions[at]
    names = [(f"第{number + 1}稿", number) for number in range(len(versions))]
    numbers = [(_label(f"{i + 1} {s.text}"), i) for i, s in enumerate(draft.sentences)]
    first = next((i for i, s in enumerate(draft.sentences) if s.role == "fact"), 0)
    faults = [
        (_label(f"{f.rule}：“{f.text}”改为“{f.instead}”"), i)
        for i, f in enumerate(draft.faults)
        if f.instead
    ]
    others = [pair for pair in names if pair[1] != at]
    chosen = faults[0][1] if faults else None
    return {
        shown.text: drafted.render_text(draft),
        shown.version: gr.update(choices=names, value=at, visible=True),
        shown.other: gr.update(choices=others, value=None, visible=bool(others)),
        shown.editor: gr.update(visible=True),
        shown.number: gr.update(choices=numbers, value=first),
        shown.words: draft.sentences[first].text if draft.sentences else "",
        shown.fault: gr.update(choices=faults, value=chosen, visible=bool(faults)),
        shown.mend: gr.update(visible=bool(faults)),
        shown.mend_all: gr.update(visible=any(f.is_mechanical for f in draft.faults)),
        shown.basis: drafted.render_basis(draft),
        shown.report: drafted.render_report(draft),
        shown.overlap: drafted.render_overlap(overlaps),
        shown.taking: gr.update(visible=True),
        shown.edited_copy: gr.update(visible=True),
        shown.changes: "",
    }


def form_named(name: str) -> Form:
    if name not in ("docx", "md", "txt"):
        raise BadInput(f"没有“{name}”这种格式。", remedy="选 Word、Markdown 或纯文本")
    return name  # type: ignore[return-value]


def file_name(title: str) -> str:
    kept = "".join(c for c in title if c not in '\\/:*?"<>|' and c.isprintable())
    return kept[:60].strip(" .") or "草稿"


def text_of(draft: Draft) -> str:
    return "\n".join(lines_of(paper_of(draft)))


def _of_other(material: Material) -> str:
    """What another place does is named as such, and stands in the text only if it is ticked."""
    place = material.source.passage.facts.place or "地方不明"
    return f"【外地做法·{place}】{_label(material.source.text)}"


def _label(text: str, most: int = 46) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most]}…"
