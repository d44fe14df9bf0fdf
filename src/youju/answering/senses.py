"""In which sense a figure is told: a level or a change, before or after, of a year or a half.

提高3.2个百分点 is no answer to 使用率是多少, nor 第三批 to 几批. Looks at the words around the
figure and at those of the question.
"""

import re

from youju.answering.sources import Stated

_OTHER_SENSE = 0.4  # what is left of a fit for a change where a level is asked for
_OTHER_SPAN = 0.3  # … for a whole year where a half is asked for
_CHANGE_BEFORE = re.compile(
    r"(?:增加|提高|提升|增长|下降|减少|上升|降低|压缩|缩短)了?$|(?:同比|环比|较[^，。；]{1,6}|比[^，。；]{1,6})(?:多|少|增|减|高|低)[^，。；到至]{0,3}$"
)
_CHANGE_ASKED = re.compile("增|涨|升|提高|降|减|同比|环比|多了|少了|变化|幅|差|缩短|省")
_NEW = re.compile("^新[增建创设添]|新[增建创设添][^，。；]{0,8}$")
_NEW_ASKED = re.compile("新|增|添|多了|多出|建|创|设")
_BEFORE_ASKED = re.compile("之前|以前|原来|原先|此前|(?:提高|调整|上调|增加|改造|整治)前(?!提)")
_SPAN = re.compile(r"[上下]半年|[一二三四]季度|\d{1,2}月份?")
# 每千人口床位数 is another measure than 床位.
_EACH = re.compile("每[百千万]|[人户]均|平均每")
_EACH_ASKED = re.compile("每|均")
_WIDER = re.compile("(?<![在居列位进])全(?:省|国|球)|省内|国内")


def in_sense(question: str, one: Stated) -> float:
    """From 0 (another sense) to 1: whether a figure is told in the sense that is asked for."""
    before = one.source.text[: one.figure.start - one.source.start]
    clause = re.split("[，。；：]", before)[-1]
    if one.quote.startswith("第") and "第" not in question:
        return 0.0
    if (wider := _WIDER.search(clause)) and wider.group() not in question:
        return 0.0
    if _BEFORE_ASKED.search(question):
        return 1.0 if re.search(r"[由从][^，。；\d]{0,6}$", before) else 0.0
    share = 1.0
    is_change = _CHANGE_BEFORE.search(clause) and not _CHANGE_ASKED.search(question)
    is_new = _NEW.search(one.figure.indicator) and not _NEW_ASKED.search(question)
    if is_change or is_new:
        share *= _OTHER_SENSE
    span = _SPAN.search(question)
    if span and not re.search(rf"(?<!\d){span.group()[:2]}", one.source.text):
        share *= _OTHER_SPAN
    told = f"{clause}{one.figure.indicator}"
    if _EACH.search(told) and not _EACH_ASKED.search(question):
        share *= _OTHER_SENSE
    return share
