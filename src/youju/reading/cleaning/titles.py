"""The title of a text: said once, without what the page put before and behind it.

Judges the first lines of a text. Which title a text without one is given, `metadata` decides.
"""

import re
from collections.abc import Iterator

from youju.reading.cleaning.edits import Change
from youju.reading.cleaning.lines import Lines, Verdicts

_SITE_SUFFIX = re.compile(r"\s*[-_|—–]+\s*[^\s。，]{2,12}(?:网|网站|频道|官网|门户|在线)$")


def _title_key(line: str) -> str:
    bare = re.sub(r"^(?:标题|题目)[：:]|[\s“”《》#]", "", _SITE_SUFFIX.sub("", line))
    return re.sub(r"(?:稿|范文|（全文）|全文)*$", "", bare)


def doubled_title(lines: Lines) -> Verdicts:
    """The title said twice or more: the cleanest one stays."""
    filled = [i for i, line in enumerate(lines) if 6 <= len(line) <= 90][:8]
    said: dict[str, list[int]] = {}
    for i in filled:
        key = _title_key(lines[i])
        if len(key) >= 6 and not key.endswith("。"):
            said.setdefault(key, []).append(i)
    copies = next((copies for copies in said.values() if len(copies) > 1), [])
    kept = min(copies, key=lambda i: (len(lines[i]), -i), default=None)
    yield from ((i, "重复标题") for i in copies if i != kept)


_ADDRESS = re.compile(r"(?=(?:同志们|各位|尊敬的)[^。\n]{0,30}[：:])")


def glued_title(text: str) -> Iterator[Change]:
    """The title once more, on one line with the words by which a speech begins."""
    title = text.partition("\n")[0]
    again = text.find(title, len(title)) if 6 <= len(title) <= 90 else -1
    if 0 < again < len(title) + 400 and _ADDRESS.match(text, again + len(title)):
        yield Change(again, again + len(title), "", "drop", "重复标题")


def title_trimmings(text: str) -> Iterator[Change]:
    """`标题：` before the first line, the site's name behind it."""
    end = text.find("\n")
    first = text[: 200 if end < 0 else min(end, 200)]
    prefix = re.match(r"(?:标题|题目)：\s*", first)
    if prefix:
        yield Change(0, prefix.end(), "", "repair", "标题前缀")
    suffix = _SITE_SUFFIX.search(first)
    if suffix and suffix.start() >= 8:
        yield Change(suffix.start(), suffix.end(), "", "repair", "标题中的站名")
