"""Links to other pages that a crawler took for text: teasers, lists of articles, neighbours.

Judges lines by their shape and the heading above them; where a list ends, the text begins again.
Does not know the page's own controls: those are for `furniture`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from youju.reading.cleaning.edits import Change
from youju.reading.cleaning.lines import BARE_STAMP, BODY_END, BULLET, NUMBERED, Lines, Verdicts
from youju.reading.cleaning.patterns import any_of

_TEASER = re.compile(r"\.{2,}|…")
_TITLE_END = re.compile(
    any_of("讲话 发言 致辞 总结 报告 汇报 方案 体会 范文 通知 意见 材料 计划 要点 述职 党课 稿")
    + r"稿?(?:[（(].{1,12}[)）])?$"
)
_RELATED = re.compile(
    r"[【\[]?"
    + any_of(
        "(?:更多|查看)?"
        + any_of("相关 推荐 热门 热点 最新 精彩 延伸 拓展 编辑 本类 本栏 同类 为您 图片")
        + any_of("文章 阅读 链接 新闻 推荐 报道 栏目 内容 资讯 主题 标签 专题 范文 资料 排行 信息"),
        "(?:新闻|精彩|热点|今日|热文)(?:速递|推送|推荐|快讯)",
        "往期(?:推荐|回顾|精选|文章) [【][^】]{4,60}[】]相关(?:文章|范文|阅读|内容)",
        "(?:猜你|你可能|大家都在|大家还)[^。]{0,6} 今日热点 焦点图 (?:点击|阅读|热门)排行",
        "更多关于.{1,20}(?:资讯|内容|文章) 更多(?:文章|资讯|内容)",
    )
    + r"(?:$|[】\]：:\s].{0,60}$)"
)
_EDITED_BY = re.compile(
    r"[（(【\[]?\s*(?:责任编辑|责编|编辑|编审|作者|来源)\s*[：:][^。]{0,30}[）)】\]]?|[（(]完[）)]"
)
_WHOLE_TEXT = 150
_COUNTED = re.compile(r"(\d{1,4})[、.．]")
_NEIGHBOUR = re.compile(r"[【\[]?[上下]一[篇条页则]")


def _is_body(line: str) -> bool:
    return len(line) > 60 or BODY_END.search(line) is not None


def summaries(lines: Lines) -> Verdicts:
    """Teasers of other pages: a title, a cut text, a bare timestamp."""
    filled = [i for i, line in enumerate(lines) if line]
    stamps = [k for k, i in enumerate(filled) if BARE_STAMP.fullmatch(lines[i])]
    previous = -1
    for k in stamps:
        item = filled[max(previous + 1, k - 2) : k]
        teaser = lines[item[-1]] if item else ""
        cut = _TEASER.match(teaser) or (len(stamps) > 1 and not BODY_END.search(teaser))
        if teaser and cut and k > 2:
            if len(item) == 2 and _is_body(lines[item[0]]) and previous != k - 3:
                item = item[1:]
            yield from ((i, "其他网页摘要") for i in (*item, filled[k]))
            previous = k
    yield from (
        (i, "其他网页摘要") for i in filled if _TEASER.match(lines[i]) and len(lines[i]) > 6
    )


def _is_link(line: str) -> bool:
    return len(line) <= 60 and not BODY_END.search(line) and not NUMBERED.match(line)


def _linked(lines: Lines, after: int, *, above_text: bool) -> Iterator[int]:
    """The lines of other articles' titles that stand below line `after`.

    The last plain line may be the heading, or above the text the title, of what follows.
    """
    held: int | None = None
    for i in range(after + 1, len(lines)):
        line = lines[i]
        if not line:
            continue
        if held is not None and not _is_body(line):
            yield held
        held = None
        if not _is_link(line):
            return
        if BULLET.match(line) or (_TITLE_END.search(line) and not above_text):
            yield i
        else:
            held = i
    if held is not None:
        yield held


def related(lines: Lines) -> Verdicts:
    """Lists of other articles, under a heading that says so."""
    done_to, above_text = -1, True
    for i, line in enumerate(lines):
        above_text = above_text and not (line and _is_body(line))
        if i <= done_to or len(line) > 90 or line.endswith("。"):
            continue
        if _NEIGHBOUR.match(line):
            yield i, "上下篇链接"
        elif _RELATED.match(line):
            yield i, "相关文章列表"
            for j in _linked(lines, i, above_text=above_text):
                yield j, "相关文章列表"
                done_to = j


def after_credits(lines: Lines) -> Verdicts:
    """All that follows the editor's name, where a list of other articles is part of it.

    What looks like prose there is a chunk of another article.
    """
    seen = 0
    for i, line in enumerate(lines):
        if seen >= _WHOLE_TEXT and _EDITED_BY.fullmatch(line):
            if any(_RELATED.match(below) for below in lines[i + 1 :] if len(below) <= 90):
                yield from ((j, "相关文章列表") for j in range(i + 1, len(lines)))
            return
        seen += len(line) if _is_body(line) else 0


def bullet_titles(lines: Lines) -> Verdicts:
    """Three or more bullets in a row that are mostly titles of speeches and reports."""
    run: list[int] = []
    for i, line in enumerate([*lines, "。"]):
        if line and BULLET.match(line) and not BODY_END.search(line):
            run.append(i)
        elif line:
            titles = sum(_TITLE_END.search(lines[j]) is not None for j in run)
            if len(run) >= 3 and titles >= 0.6 * len(run):
                yield from ((j, "相关文章列表") for j in run)
            run = []


def counted_down(lines: Lines) -> Verdicts:
    """The latest articles of an account below the text, numbered downwards."""
    filled = [i for i, line in enumerate(lines) if line]
    numbers = [_COUNTED.match(lines[i]) for i in filled]
    first = len(filled)
    while first and numbers[first - 1]:
        first -= 1
    counts = [int(found.group(1)) for found in numbers[first:] if found]
    if len(counts) >= 2 and all(a == b + 1 for a, b in pairwise(counts)):
        yield from ((i, "相关文章列表") for i in filled[first:])


def stray_bullets(text: str) -> Iterator[Change]:
    """The end of a cut paragraph that a page shows as the last item of its list of links."""
    bullets = list(re.finditer(r"^[•●▪■◆]\s*(?=.*。$)", text, re.M))
    if len(bullets) == 1:
        yield Change(bullets[0].start(), bullets[0].end(), "", "repair", "项目符号")
