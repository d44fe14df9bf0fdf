"""What stands between the top of a page and the title of its text: names of site and channel.

Judges the first lines by their shape and by what stands around them. A line that may be the title
stays, where nothing below it can be one.
"""

import re

from youju.reading.cleaning.furniture import is_furniture
from youju.reading.cleaning.lines import BODY_END, BULLET, NUMBERED, Lines, Verdicts
from youju.reading.cleaning.patterns import HAN, any_of

_SITE = re.compile(
    rf"[{HAN}A-Za-z0-9]{{2,10}}(?:网|热线|在线|频道|门户|文库|范文[网斋]?)(?:移动版|手机版|首页)?"
)
_CHANNELS = re.compile(
    any_of(
        "首页 国内 国际 图片 视频 军事 历史 科技 娱乐 经济 评论 财经 体育 社会 新闻 要闻 时政 教育",
        "健康 文化 旅游 房产 汽车 专题 政务 公开 互动 服务 党建 法治 生活 地方 滚动 热点",
        "直播 English",
    )
    + r"[\s|·/]*"
)
_CONTACT = re.compile(r"(?:联系|投稿|客服|新闻|举报)?(?:电话|邮箱|热线|QQ)\s*[：:].{0,40}")
_COUNTER = re.compile(r"\d{1,5}|\d{4}-\d{1,2}-\d{1,2}")
_DEPTH = 10  # of the filled lines of a page
_LONGEST_CHANNEL = 12


def mastheads(lines: Lines) -> Verdicts:
    """Names of the site, its channels and its contacts, and counters, above the text itself."""
    head = _head(lines)
    for n, i in enumerate(head):
        bullet = BULLET.match(lines[i])
        bare = lines[i][bullet.end() :] if bullet else lines[i]
        named = _SITE.fullmatch(bare) and _may_be_title(lines, head[n + 1 :])
        if named or (len(_CHANNELS.findall(bare)) >= 4 and not _CHANNELS.sub("", bare)):
            yield i, "网站栏目名"
        elif _CONTACT.fullmatch(bare) or (n and _COUNTER.fullmatch(bare)):
            yield i, "网页控件与来源行"


def channels(lines: Lines) -> Verdicts:
    """Short lines above the first line of labels or of the way here, where a title follows it."""
    head = _head(lines)
    first = next((n for n, i in enumerate(head) if is_furniture(lines[i])), 0)
    below = head[first + 1 :]
    if first and _may_be_title(lines, below):
        for i in head[:first]:
            if len(lines[i]) <= _LONGEST_CHANNEL and not _is_repeated(lines[i], lines, below):
                yield i, "网站栏目名"


def _head(lines: Lines) -> list[int]:
    """The filled lines above the first paragraph, the first few of them."""
    head: list[int] = []
    for i, line in enumerate(lines):
        if len(head) == _DEPTH or len(line) > 60 or (len(line) > 30 and BODY_END.search(line)):
            break
        if line:
            head.append(i)
    return head


def _may_be_title(lines: Lines, head: list[int]) -> bool:
    return any(
        6 <= len(lines[i]) <= 60
        and not re.search(r"[。！？；：:，,]$", lines[i])
        and not NUMBERED.match(lines[i])
        and not is_furniture(lines[i])
        and not _SITE.fullmatch(lines[i])
        for i in head
    )


def _is_repeated(line: str, lines: Lines, head: list[int]) -> bool:
    return any(lines[i] == line for i in head)
