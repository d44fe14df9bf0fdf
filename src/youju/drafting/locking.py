"""What a rewrite must leave as it is: figures, years, titles, quotations, placeholders, duties.

Compares two wordings of one sentence. Knows no source and no model.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from youju.answering.equality import quantities
from youju.answering.scope import own_places
from youju.reading.figures.quantities import Quantity

LockedKind = Literal["数据", "日期", "文件名", "引语", "待补", "地名"]

_PATTERNS: tuple[tuple[LockedKind, re.Pattern[str]], ...] = (
    ("日期", re.compile(r"(?:(?:19|20)\d\d年)?\d{1,2}月(?:\d{1,2}日)?|(?:19|20)\d\d年")),
    ("文件名", re.compile("《[^》]+》")),
    ("引语", re.compile("“[^”]+”")),
    ("待补", re.compile("【待补[^】]*】")),
)
# How strongly something is asked or aimed at; a rewrite leaves the strength as it is.
_DUTIES = re.compile(
    "必须|应当|不得|严禁|力争|确保|争取|计划|预计|可以|鼓励|不低于|不少于|不超过|控制在|以上|以下|左右|超过"
)


@dataclass(frozen=True, slots=True)
class Locked:
    """Words that may not change."""

    kind: LockedKind
    text: str


def locked(text: str) -> tuple[Locked, ...]:
    """Everything in a sentence that a rewrite must keep, in no particular order."""
    return tuple(_locked(text))


def _locked(text: str) -> Iterator[Locked]:
    for kind, pattern in _PATTERNS:
        yield from (Locked(kind, found.group()) for found in pattern.finditer(text))
    yield from (Locked("地名", place) for place in own_places(text))
    yield from (Locked("数据", _told(figure)) for figure in quantities(text))


def _told(figure: Quantity) -> str:
    upper = "" if figure.upper is None else f"～{figure.upper.normalize():f}"
    return f"{figure.hedge}{figure.value.normalize():f}{upper}{figure.unit}"


def differences(before: str, after: str) -> tuple[str, ...]:
    """A sentence for each locked thing that a rewrite lost or brought in, or duty that changed."""
    old, new = Counter(locked(before)), Counter(locked(after))
    told = [f"{one.kind}“{one.text}”丢失或被改动。" for one in old - new]
    told += [f"{one.kind}“{one.text}”是新加的，原句没有。" for one in new - old]
    if not told:  # 第35个 and the like are no quantities
        old_runs, new_runs = (
            Counter(re.findall(r"\d+(?:\.\d+)?", text)) for text in (before, after)
        )
        told += [f"数字“{one}”丢失或被改动。" for one in old_runs - new_runs]
        told += [f"数字“{one}”是新加的，原句没有。" for one in new_runs - old_runs]
    had, has = (sorted(_DUTIES.findall(text)) for text in (before, after))
    if had != has:
        shown = "、".join(had) or "无", "、".join(has) or "无"
        told.append(f"要求的强弱变了：原为“{shown[0]}”，改为“{shown[1]}”。")
    return tuple(dict.fromkeys(told))
