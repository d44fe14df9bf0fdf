"""The drawer of earlier conversations as a reader sees it.

Takes our nouns and returns HTML; every text is escaped here. How it opens, and what a press on it
asks for, is known to static/history.js.
"""

from collections.abc import Sequence
from html import escape

from youju.conversations import ConversationFacts

_ACTIONS = (
    ('class="yj-rename"', "改名"),
    ('class="yj-save" data-as="docx"', "导出 Word"),
    ('class="yj-save" data-as="md"', "导出文本"),
    ('class="yj-delete"', "删除"),
)


def render_history(conversations: Sequence[ConversationFacts], current: str) -> str:
    """The button, and the drawer behind it; `current` is the conversation on the page."""
    rows = "".join(_row(one, one.conversation_id == current) for one in conversations)
    empty = '<p class="yj-empty">还没有历史对话。问过的问题和答案会留在这里。</p>'
    return (
        '<button type="button" class="yj-past">历史对话</button>'
        '<aside class="yj-drawer" aria-label="历史对话"><header><h2>历史对话</h2>'
        '<button type="button" class="yj-fold">收起</button></header>'
        f"{f'<ul>{rows}</ul>' if rows else empty}</aside>"
    )


def _row(one: ConversationFacts, is_current: bool) -> str:
    actions = "".join(f'<button type="button" {how}>{name}</button>' for how, name in _ACTIONS)
    when = one.changed[:16].replace("T", " ")  # to the minute
    here = ' aria-current="true"' if is_current else ""
    return (
        f'<li data-conversation="{escape(one.conversation_id)}"{here}>'
        f'<button type="button" class="yj-reopen">{escape(one.title)}</button>'
        f"<p><time>{escape(when)}</time>{actions}</p></li>"
    )


def render_download(name: str, data_url: str, once: str) -> str:
    """A link that static/history.js follows; `once` tells it from the one before."""
    return f'<a download="{escape(name)}" href="{data_url}" data-once="{once}" hidden></a>'
