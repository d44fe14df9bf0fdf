"""The title of a text: its first line where that can be one, else made from its first sentence."""

import re
from collections.abc import Iterator

from youju.text import sentence_spans

_ENDS = re.compile(r"[。！？；：:，,]$")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、]|[-•]\s|——"
)
_MARKED = re.compile(r"^#+\s*")
_REST = re.compile(
    r"[（(].{2,20}[)）](?:的.{2,8})?|.{2,40}的(?:通知|意见|报告|决定|公告|批复|请示)"
)
_FORM = re.compile(r"的(?:通知|意见|报告|决定|公告|批复|请示)$")
_DATELINE = re.compile(
    r"^(?:[\u3400-\u9fff]{2,8}[\d月]+日?[电讯]|(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午)?[，,]?)"
    r"\s*(?:[（(][^（()）]{0,20}[)）])?\s*"
)
_HELD = re.compile(r"[—\-]*\s*[（(]?\d{4}年\d{1,2}月\d{1,2}日(在[^。，\n]{4,40}上)[)）]?(?=\n|$)")
_LONGEST_MADE = 40


def text_lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.split("\n") if line.strip())


def title_line(clean: str) -> str:
    """The first line, with its second part where it has one; empty where it is no title."""
    lines = text_lines(clean)
    title = _MARKED.sub("", next(lines, ""))
    if not 4 <= len(title) <= 60 or _ENDS.search(title) or _NUMBERED.match(title):
        return ""
    below = next(lines, "")
    goes_on = title.startswith("关于") or "关于" in title[:20]
    if goes_on and not _FORM.search(title) and _REST.fullmatch(below):
        return title + below
    return title


def made_title(clean: str) -> str:
    """The first sentence without its date, as a title for a text that has none."""
    held = _HELD.match(clean)
    if held:
        return held.group(1)
    for start, end in sentence_spans(clean):
        sentence = clean[start:end]
        if _NUMBERED.match(sentence) or sentence.endswith(("：", "〕")):
            continue
        sentence = _DATELINE.sub("", sentence).rstrip("。；！？：:")
        if len(sentence) >= 6:
            short = len(sentence) <= _LONGEST_MADE
            return sentence if short else re.split("[，,]", sentence)[0][:_LONGEST_MADE]
    return clean.strip()[:_LONGEST_MADE] or "无题"
