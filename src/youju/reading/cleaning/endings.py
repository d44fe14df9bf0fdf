"""The ends of paragraphs and of the text: a missing full stop, a broken sentence, a paid rest.

A paragraph of several sentences ends like one; a heading, an item of a list, a signature does not.
"""

import re
from collections.abc import Iterator

from youju.reading.cleaning.blanks import is_complete
from youju.reading.cleaning.edits import Change
from youju.reading.cleaning.lines import BULLET, NUMBERED
from youju.reading.cleaning.patterns import HAN, any_of

BROKEN_OFF = "〔原文至此中断〕"
_HIDDEN = re.compile(
    r"(?<![…. ])[…. ]{0,12}(?:此处|中间|以下)?(?:已)?(?:隐藏|省略|略去|删减)\s*(\d+)\s*个?字[…. ]*"
)
_PAID_REST = re.compile(
    "^[（(【\\[]?(?:"
    + any_of(
        "试读(?:已)?(?:结束|完毕) 剩余.{0,12}(?:未显示|未读|隐藏|会员|付费|购买|解锁) 本文未完",
        "(?:以下|剩余|其余|后面)(?:内容|部分|全文)?.{0,8}(?:隐藏|付费|会员|登录|购买|解锁|省略)",
        "(?:继续|阅读|查看)(?:阅读)?(?:全文|剩余|完整).{0,12}(?:付费|支付|会员|登录|下载|购买|解锁)",
        "(?:支付|付费|购买|开通会员|下载)后.{0,8}(?:查看|阅读|显示)(?:全文|完整|剩余)",
    )
    + ").{0,60}(?<!。)$",
    re.M,
)
_PROSE = re.compile(r"[。；]")
_OPEN_END = re.compile(rf"[{HAN}\d%‰）)》”]$")
_LABELLED = re.compile(rf".*[|｜\t]|附件|[#>]|[{HAN}]{{1,8}}[：:]")
_SHORTEST = 40
_SHORTEST_CUT = 25
_WHOLE_TEXT = 200


def hidden(text: str) -> Iterator[Change]:
    """Notices inside the text that so many characters are left out."""
    for found in _HIDDEN.finditer(text):
        if found.group().strip("…. ") != found.group().strip():
            mark = f"〔原文此处缺{found.group(1)}字〕"
            yield Change(found.start(), found.end(), mark, "flag", "原文缺失")


def paid_rest(text: str) -> Iterator[Change]:
    """Notices below the text that the rest is for those who pay or log in."""
    marked = False
    for found in _PAID_REST.finditer(text):
        if found.start() >= _SHORTEST:  # below the text, not in place of it
            yield Change(
                found.start(), found.end(), "" if marked else BROKEN_OFF, "flag", "原文缺失"
            )
            marked = True


def _is_open_prose(line: str) -> bool:
    """Whether a line of whole sentences ends without a mark."""
    return (
        len(line) >= _SHORTEST
        and _OPEN_END.search(line) is not None
        and _PROSE.search(line[:-1]) is not None
        and not _LABELLED.match(line)
        and not BULLET.match(line)
        and not _is_closed(line)
    )


def _is_closed(line: str) -> bool:
    """Whether a closing quote or bracket follows a full stop: （完。）"""
    return re.search(r"[。！？；…][”’）)》]+$|[（(][^（()）。]{0,40}[)）]$", line) is not None


def _is_cut(line: str) -> bool:
    """Whether a last line is a sentence that goes on: no title, signature, label or list."""
    return (
        len(line) >= _SHORTEST_CUT
        and re.search(rf"[{HAN}\d，、]$", line) is not None
        and re.search("[，。；]", line[:-1]) is not None
        and not _LABELLED.match(line)
    )


def missing_stops(text: str) -> Iterator[Change]:
    """Paragraphs that lack their full stop, where another paragraph surely begins below."""
    lines = text.split("\n")
    start = 0
    for i, line in enumerate(lines):
        below = next((later for later in lines[i + 1 : i + 3] if later), "")
        parted = below and (not lines[i + 1] or NUMBERED.match(below))
        if parted and _is_open_prose(line):
            end = start + len(line)
            yield Change(end - 1, end, f"{line[-1]}。", "repair", "缺句号")
        start += len(line) + 1


def broken_off(text: str) -> Iterator[Change]:
    """A last paragraph that stops in the middle of a sentence."""
    whole = text.rstrip()
    line = whole.rpartition("\n")[2]
    open_ended = _is_open_prose(line) or _is_cut(line)
    if len(whole) >= _WHOLE_TEXT and open_ended and is_complete(whole[-20:]):
        end = len(whole)
        yield Change(end - 1, end, whole[-1] + BROKEN_OFF, "flag", "原文缺失")
