"""What sort of document a text is: 讲话, 工作报告, 通知, 新闻通稿 …

Told by the title where it names its sort, by the opening of the text elsewhere.
"""

import re

from youju.reading.metadata.bylines import is_byline
from youju.reading.metadata.headlines import text_lines

_ISSUED = ("通知", "通告", "公告", "通报", "批复", "请示", "纪要", "决定", "意见")
_TITLED = (
    ("讲话", "讲话|致辞|发言|主持词|党课"),
    ("工作报告", "工作报告|述职"),
    ("调研报告", "(?:调研|调查)(?:报告|与思考|情况)|调研$"),
    ("汇报材料", "汇报"),
    ("工作简报", "简报"),
    ("工作总结", "总结|工作情况|情况报告"),
    ("会议纪要", "纪要"),
    ("方案", "方案"),
    ("规划", "规划"),
    ("计划", "计划|要点"),
    ("意见", "意见"),
    ("制度", "办法|细则|规定|条例|制度"),
    ("公报", "公报"),
)
_EVENT = re.compile(
    "召开|举行|举办|莅临|启动|发布|开工|封顶|(?:赴|到|深入|来).{2,12}(?:调研|考察|检查)"
)
_REVIEW = re.compile("(?:解读|侧记|综述|纪实|特写|专访)$")
_TAIL = re.compile("(?:[（(][^（()）]*[)）]|稿|范文|全文)+$")
_DAY = r"(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}日|近日|日前|昨日|今日)"
_HAPPENED = re.compile(
    rf"^(?:据[^，。\n]{{2,20}}消息，)?{_DAY}[^。\n]{{0,60}}(?:召开|举行|举办|发布|印发|启动|视察|调研|考察|检查|封顶|揭牌)",
    re.M,
)
_WIRE = re.compile(r"^[^\n]{0,12}(?:\d{1,2}月)?\d{1,2}日(?:电|讯|消息)", re.M)
_REPORTED = re.compile("编辑\\s*[：:]|责编|本报讯|本网讯|记者|通讯员")
_ADDRESSED = re.compile("同志们[：:，！]|各位(?:领导|同事|来宾|同志|委员)")
_ACCOUNTABLE = re.compile("向(?:大会|会议|全会)(?:作)?报告工作|现将.{2,30}(?:工作|情况)报告如下")
_OPENINGS = (
    ("工作报告", _ACCOUNTABLE),
    ("讲话", _ADDRESSED),
    ("通讯", _WIRE),
    ("新闻通稿", _HAPPENED),
)
_OPENING = 300


def kind_of(clean: str, page: str, title: str, *, stated: bool) -> tuple[str, bool]:
    """The sort of a document, and whether its title (where it is `stated`) says so."""
    bare = _TAIL.sub("", title)
    if stated and not _REVIEW.search(bare):
        for form in _ISSUED:
            if bare.endswith(form):
                return ("会议纪要" if form == "纪要" else form), True
        if not _EVENT.search(bare):
            for kind, cue in _TITLED:
                if re.search(cue, bare):
                    return kind, True
    return _told_by_text(clean, page, bare), False


def _told_by_text(clean: str, page: str, title: str) -> str:
    opening = clean[:_OPENING]
    told = (kind for kind, cue in _OPENINGS if cue.search(opening))
    return next(told, "") or _told_by_press(clean, page, title)


def _told_by_press(clean: str, page: str, title: str) -> str:
    """A text with no opening of its own sort: an author's, a reporter's or an office's."""
    signed = any(is_byline(line) for line in list(text_lines(clean))[:4])
    reported = _REPORTED.search(page[:600])
    if signed and (not reported or re.search(r"我[市县区省委们]", clean)):
        return "署名文章"
    if reported or signed or _REVIEW.search(title):
        return "通讯"
    return "新闻通稿" if _EVENT.search(title) else "材料"
