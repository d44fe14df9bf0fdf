"""How much of the whole a source says that it shows: 2237 of 4027 characters."""

import re

from youju.reading.cleaning.patterns import any_of

_WHOLE_FIRST = re.compile(
    r"(?:全文|原文|本文|总)?共(?:计|有)?\s*(?P<whole>\d+)\s*个?字[^。\n]{0,12}?"
    r"(?:显示|展示|预览|可读|可见)(?:了)?(?:前)?\s*(?P<shown>\d+)\s*个?字"
)
_SHOWN_FIRST = re.compile(
    r"(?:显示|展示|预览|可读|可见)(?:了)?(?:前)?\s*(?P<shown>\d+)\s*个?字[^。\n]{0,12}?"
    r"共(?:计|有)?\s*(?P<whole>\d+)\s*个?字"
)
_LEFT_OUT = re.compile(
    any_of("省略 略去 隐藏 删减 剩余 缺失 缺") + r"[^\d\n（()）]{0,8}(\d+)\s*个?字"
)


def extent_of(clean: str, raw: str) -> tuple[int | None, int | None]:
    """The characters shown and those of the whole text; None where the source does not say.

    Where it says only how many are left out, those shown are the ones that stand here.
    """
    stated = _WHOLE_FIRST.search(raw) or _SHOWN_FIRST.search(raw)
    if stated and int(stated["shown"]) < int(stated["whole"]):
        return int(stated["shown"]), int(stated["whole"])
    left_out = sum(int(count) for count in _LEFT_OUT.findall(raw))
    if left_out:
        shown = len(re.sub(r"\s|〔原文[^〕]*〕", "", clean))
        return shown, shown + left_out
    return None, None
