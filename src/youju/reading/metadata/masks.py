"""Names that a text masks (X市, 某县, 健康XX), and whether a text is a model essay.

Masked names are no places of the map, and tell nothing of each other. What they stand for is never
guessed.
"""

import re

from youju.reading.cleaning.blanks import BLANK_FIGURE
from youju.reading.cleaning.patterns import any_of

_LETTERS = "XxＸｘ×╳"
_STANDING_IN = rf"(?<![A-Za-z0-9+])(?:[{_LETTERS}]{{1,4}}|[*＊]{{1,4}}|某{{1,2}}|[○〇]{{2,4}})"
_MASK = re.compile(
    _STANDING_IN
    + "(?="
    + any_of(
        "[省市县区镇乡村局州] 街道 社区 医院 同志 大学 医科 书记 主任 局长 公司 集团 思想 精神",
        "建设 地区 [十百]?大(?!家|型) 届 年(?!级)",
    )
    + ")"
)
_MASKED_PLACE = re.compile(rf"(?<![A-Za-z0-9+*])(?:[{_LETTERS}]{{1,3}}|某{{1,2}})[市县区州]")
_ESSAY_TITLE = re.compile(
    r"范文|模板|[（(](?:精品|参考|精选|通用)[^）)]{0,8}[)）]|[\d一二三四五六七八九十]+篇"
)
_ESSAY_PAGE = re.compile(
    any_of(
        "范文(?!化) 公文(?:网|素材|写作|驿站) 文秘 秘书网 笔杆子 文库 小编 VIP 下载积分 可任意编辑",
        "(?:正式|注册)?会员[^。\n]{0,12}(?:阅读|下载|查看) fanwen gongwen wenku wenmi",
    )
)
_FRAME = 600  # of the raw page, at its head and its foot, is where a site speaks of itself
_ENOUGH = 2


def count_masks(clean: str) -> int:
    """How often a name was masked, three figures taken out weighing as one name."""
    return len(_MASK.findall(clean)) + clean.count(BLANK_FIGURE) // 3


def masked_places(text: str) -> list[str]:
    """The masked places, in capital letters: xx区 is XX区."""
    return [found.translate(_TO_CAPITALS) for found in _MASKED_PLACE.findall(text)]


_TO_CAPITALS = str.maketrans("xＸｘ╳", "XXX×")


def is_model_essay(clean: str, raw: str, title: str) -> bool:
    """Whether names are masked, or the page is that of a collection of model texts."""
    if count_masks(clean) >= _ENOUGH or _ESSAY_TITLE.search(title):
        return True
    frame = raw if len(raw) <= 2 * _FRAME else f"{raw[:_FRAME]}\n{raw[-_FRAME:]}"
    body = set(clean.split("\n"))
    around = "\n".join(line for line in frame.split("\n") if line.strip() not in body)
    return _ESSAY_PAGE.search(around) is not None
