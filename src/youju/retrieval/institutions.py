"""Bodies that a text names: hospitals, centres, commissions; and what only describes some of them.

公立医院 and 二级以上医院 are descriptions; 中医院 and 第三人民医院 are names.
"""

import re
from collections.abc import Iterator

import rjieba

from youju.reading.cleaning.patterns import any_of
from youju.retrieval.framing import find_places
from youju.retrieval.phrasing import written

_KIND = (
    "医院|卫生院|卫生服务中心|卫生服务站|卫生室|血站|血液中心|疾控中心|疾病预防控制中心|急救中心"
    "|保健院|保健所|保健中心|防治院|防治所|诊疗中心|管理中心|监督所|监督局|执法局|院区|医共体|医联体"
    "|集团|有限公司|学校|大学|学院|研究院|研究所|福利院|敬老院|卫健委|卫健局|卫计委|卫生健康委员会|卫生健康委"
    "|卫生健康局|医保局|教育局|民政局|财政局|发改委|管理局|红十字会"
)
_FULL = re.compile(rf"(?:{_KIND})(?![区名]|健康)")
_SHORT = re.compile(
    r"[一二三四五六七八九十]{1,2}院(?![一-鿿]?区|长|士|校|里|内设|感)"
    r"|(?<=市)(?:人医|中医|妇幼)(?=[的床门住总今202])"
)
# What goes before a kind without naming one body.
_GENERIC = any_of(
    "公立 私立 民营 社会办 基层 各级 各类 各 乡镇 街道 村级 村 国家级 省级 市级 县级 区级 镇级",
    "市直 省直 区直 [一二三]级甲?乙?等? [二三]甲 以上 以下 及 和 与 等 社区 城市 农村 综合 专科",
    "重点 特色 中医 定点 大型 中小型 部分 全部 所有 委属 市属 直属 区属 省属 甲级 甲等",
    "达标 智慧 健康 互联网 儿童友好 老年友善 紧密型 县域 精神病 传染病 康复 试点 牵头 成员 帮扶",
    "对口 上级 下级 支援 知名 高水平 省 市 县 区 乡 镇 本 该 此 这 那 全 我 家 所 个 的 新 老 两",
    r"几 多 医学 医疗 第?[一二三四五六七八九十\d]+[家所个] 疗?养 学科 一批 优质 示范",
    "标准化 规范化 国家 三家 合作 协作 共建 签约 结对 龙头 委托 主办 承办",
    "新建 新增 改建 扩建 改扩建 在建 建设 建成 年",
)
_ONLY_GENERIC = re.compile(rf"{_GENERIC}*")
_LEADING = re.compile("^(?:[比在对跟与和由从向给把到被将为的去是要建老]|新(?!区))+")
_OF_ONE = re.compile("第?[一二三四五六七八九十]+|中医")  # in 中医医院 and 第二医院
_ORDINAL = re.compile(r"第?[一二三四五六七八九十]+$|第[一二三四五六七八九十]+")
# A name goes back over these kinds of words: nouns, names, ordinals, Latin letters.
_NAME_TAGS = ("n", "j", "b", "m", "f", "s", "z", "en", "vn", "a", "l", "i", "q", "uv")
_STOPS = re.compile(
    any_of(
        "的 了 在 和 与 及 或 是 由 为 对 给 到 从 向 把 被 让 将 请问 问 今年 去年 明年 前年",
        "目前 现在 哪 哪家 哪些 哪个 哪几 几家 多少 多少家 几个 一下 其中 以及 还有 同 跟 比 年 月",
        "日 号 家 所 个 里 那 这 那个 这个 那家 这家 该 我们 它 他 她 麻烦",
        "问题 关于 要求 下 上 中 内 后 前 老",
        "[，。？！；：（）《》“”、]",
    )
)


def find_bodies(text: str, known: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The bodies that a text names, letter for letter, in order."""
    spans = sorted({*_full_names(text, known), *_short_names(text, known)})
    names: list[tuple[int, int]] = []
    for span in spans:
        if not names or span[0] >= names[-1][1]:
            names.append(span)
        elif span[1] > names[-1][1]:
            names[-1] = (names[-1][0], span[1])
    return tuple(dict.fromkeys(text[start:end] for start, end in names))


def _full_names(text: str, known: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    borders = list(_words(text))
    last = 0
    for kind in _FULL.finditer(text):
        start = max(last, _name_start(borders, text, kind.start()))
        start += len(text[start : kind.start()]) - len(_LEADING.sub("", text[start : kind.start()]))
        if _is_name(text[start : kind.start()], kind.group(), known):
            last = kind.end()
            yield start, kind.end()


def _words(text: str) -> Iterator[tuple[int, str, str]]:
    here = 0
    for word, tag in rjieba.tag(text):
        yield here, word, tag
        here += len(word)


def _name_start(words: list[tuple[int, str, str]], text: str, kind: int) -> int:
    """Where the name begins whose kind begins at `kind`: back to a word that is in no name."""
    start = kind
    for here, word, tag in reversed(words):
        if here >= kind:
            continue
        fits = tag.startswith(_NAME_TAGS) and not _STOPS.fullmatch(word) and not word.isdigit()
        if not fits or (tag == "m" and not _ORDINAL.fullmatch(word)):
            break
        start = here
    return start


def _is_name(before: str, kind: str, known: tuple[str, ...]) -> bool:
    """Whether what stands before a kind makes it a name: more than places and description.

    A commission or a bureau needs no more than its place.
    """
    proper = before
    places = find_places(before, known)
    for place in places:
        for name in (place, re.sub("[省市县区]$", "", place)):
            proper = proper.replace(name, "")
    if kind in ("卫生院", "卫生服务中心", "卫生服务站"):  # 河口卫生院 has its name of a town
        return bool(set(places) - set(known)) or _is_proper(proper)
    if kind.endswith(("委", "局", "会", "血站", "疾控中心", "控制中心", "急救中心")):
        return bool(places or re.search("[市县区省]$", before)) or _is_proper(proper)
    return _is_proper(proper)


def _is_proper(words: str) -> bool:
    return (
        bool(words)
        and "升" not in words
        and (_ONLY_GENERIC.fullmatch(words) is None or _OF_ONE.fullmatch(words) is not None)
    )


def _short_names(text: str, known: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """三院, with the place before it: X市三院, 大丰二院."""
    for found in _SHORT.finditer(text):
        before = text[max(0, found.start() - 6) : found.start()]
        names = [written(before, place) for place in find_places(before, known)]
        place = next((name for name in names if before.endswith(name)), "")
        place = place or ("市" if before.endswith("市") else "")
        yield found.start() - len(place), found.end()
