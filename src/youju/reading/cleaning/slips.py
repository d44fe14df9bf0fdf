"""Slips of the pen that a reader should know of: they are flagged, and the text is left as it is.

Knows the few that are wrong whatever the words around them say.
"""

import re
from collections.abc import Iterator

from youju.reading.cleaning.edits import Change
from youju.reading.cleaning.patterns import any_of

_TITLE_MARK = re.compile("[《》\n]")
_MISSPELT = re.compile(
    any_of(
        "布署 一如继往 再接再励 迫不急待 按步就班 穿流不息 松驰 脉博 症侯群 专科盟 医撩 诊疔 竟争",
        "坚苦奋斗 不径而走 相辅相承 走头无路 出奇不意 甘败下风 名符其实 一愁莫展 震憾 气慨 凑和",
        "复盖面 复盖率",
    )
)


def misspelt(text: str) -> Iterator[Change]:
    for found in _MISSPELT.finditer(text):
        yield Change(found.start(), found.end(), found.group(), "flag", "疑似错别字")


def unopened_titles(text: str) -> Iterator[Change]:
    """A 》 without its 《, or a 《 without its 》, in one paragraph."""
    opened: list[int] = []
    for found in _TITLE_MARK.finditer(text):
        if found.group() == "《":
            opened.append(found.start())
        elif found.group() == "》" and opened:
            opened.pop()
        else:
            lonely = [*opened, *([found.start()] if found.group() == "》" else [])]
            yield from (Change(i, i + 1, text[i], "flag", "书名号不成对") for i in lonely)
            opened.clear()
    yield from (Change(i, i + 1, text[i], "flag", "书名号不成对") for i in opened)
