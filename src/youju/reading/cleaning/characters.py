"""Characters that a site, a crawler or a converter spoilt are put right, one pass for each way.

Shifted GBK bytes, readings in brackets, traditional characters, full-width letters, leaked markup.
What cannot be restored is flagged. Half-width marks beside Chinese text are for `punctuation`.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import opencc
import rjieba

from youju.reading.cleaning.edits import Change, replacing
from youju.reading.cleaning.patterns import FULL_WIDTH, HAN, any_of

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹê"
_HALF_KANA = {"｡": "。", "｢": "“", "｣": "”", "､": "、", "･": "·"}
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ．％｡｢｣､･\u2f00-\u2fdf\uf900-\ufaff]+")
_TAGS = any_of(
    "p br div span strong b font a li ul ol td tr th table thead tbody tfoot h[1-6] em i u s sup",
    "sub bdo img center section article label input script style small big pre code hr dl dt dd",
)
_TAG = re.compile(rf"</?{_TAGS}(?:\s[^<>\n]*)?/?>", re.I)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,4});")


def _narrow(run: str) -> str:
    return "".join(_HALF_KANA.get(c) or unicodedata.normalize("NFKC", c) for c in run)


def _tag_text(tag: str) -> str:
    name = re.sub("[^a-z]", "", tag.lower().split()[0])
    return "\n" if name in ("p", "br", "div", "li", "tr") else ""


line_ends = replacing(re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]"), "\n", "换行符")
invisible = replacing(
    re.compile("[\ufeff\u200b-\u200f\u202a-\u202e\u2060\xad\x00-\x08\x0e-\x1f]+"),
    "",
    "不可见字符",
)
entities = replacing(_ENTITY, html.unescape, "网页代码")
tags = replacing(_TAG, _tag_text, "网页代码")
middle_dots = replacing(
    re.compile(f"(?<=[{HAN}”》])[\u30fb\u2022\u2027\u2219\u22c5](?=[{HAN}“《])"), "·", "间隔号"
)
widths = replacing(_WIDE, _narrow, "全角字符")

# ---- bytes shifted inside GBK text --------------------------------------------------------------

_PINYIN = rf"[a-z{_TONED}]*[{_TONED}][a-z{_TONED}]*"
_TONED_BRACKET = re.compile(rf"(?<=[{HAN}])[(（]{_PINYIN}[)）]")
_BRACKET = re.compile(rf"(?<=[{HAN}])[(（](?:{_PINYIN}|[a-z]{{1,6}})[)）]")
# The byte left alone before the lost pair shows as a question mark, or not at all.
_SHIFTED = re.compile(rf"(?:\?{_PINYIN}\)|\??([?!]))([^\x00-\x7f]*)([@-~?]?)")
_LEFTOVER = re.compile(rf"(?<=[{HAN}])\?+|(?<=[。，])\?+(?=[{HAN}\d])")
_ASKING = re.compile("[吗嗎呢么麼吧]|什|何|谁|誰|哪|几|幾|怎|多少|是否|是不是|能否")
_LOST_PAIR = {"?": b"\xbf", "!": b"\xa1"}  # ？ and ！ lost their first byte and became ASCII
_CONTEXT = 8


@lru_cache(maxsize=1)
def _opencc() -> opencc.OpenCC:
    return opencc.OpenCC("tw2s")


def simplified(text: str) -> str:
    return str(_opencc().convert(text))


@lru_cache(maxsize=10_000)
def _is_common(char: str) -> bool:
    """One of the 3755 汉字 of GB 2312's first level, once simplified, or Chinese punctuation."""
    code = simplified(char).encode("gb2312", "ignore")
    return len(code) == 2 and (0xB0 <= code[0] <= 0xD7 or code[0] in (0xA1, 0xA3))


def _disfluency(text: str) -> float:
    """Lower for a text that falls into whole words."""
    words = [w for w in rjieba.cut(simplified(text), False) if w not in FULL_WIDTH]
    return len(words) + 0.5 * sum(len(w) == 1 for w in words)


@lru_cache(maxsize=256)
def _pairs(*, lead: int | None = None, trail: int | None = None) -> tuple[str, ...]:
    """The common characters whose GBK code has this first or this second byte."""
    other = range(0x81, 0xFF) if lead is None else range(0x40, 0xFF)
    codes = [bytes([b, trail]) if trail else bytes([lead or 0, b]) for b in other]
    decoded = (code.decode("gbk", "ignore") for code in codes)
    return tuple(c for c in decoded if len(c) == 1 and _is_common(c))


@lru_cache(maxsize=1024)
def _most_fluent(candidates: tuple[str, ...], left: str, right: str) -> str | None:
    return min(candidates, key=lambda c: _disfluency(left + c + right), default=None)


def _lost_head(kind: str | None, left: str, payload: bytes) -> tuple[str, ...]:
    """What may have stood where the bytes were lost, with the first byte of `payload` used up."""
    if kind:
        return ("。", *_pairs(trail=0xA3))
    before, heads = left[-1:].encode("gbk", "ignore"), []
    for byte in range(0x81, 0xFF):
        annotated = (before[-1:] + bytes([byte])).decode("gbk", "ignore")
        char = (bytes([byte]) + payload[:1]).decode("gbk", "ignore")
        if len(annotated) == len(char) == 1 and simplified(annotated) != annotated:
            heads += [char] * _is_common(char)
    return tuple(heads)


def _lost_tail(lead: int, left: str) -> str | None:
    """The last character, of which only the first byte survived."""
    if lead == 0xA1:
        return "”" if left.endswith("。") else "。"
    return _most_fluent(_pairs(lead=lead), left[-_CONTEXT:], "")


def _unshift(found: re.Match[str], text: str) -> str | None:
    """The text before the damage, or None where this is no such damage."""
    kind, run, tail = found.groups()
    try:
        payload = _LOST_PAIR.get(kind, b"") + run.encode("gbk")
    except UnicodeEncodeError:
        return None
    body = payload if kind else payload[1:]  # a head that is found by pinyin uses one byte up
    if tail != "?":
        body += tail.encode()
    whole = body[: len(body) // 2 * 2].decode("gbk", "replace")
    if (len(body) % 2 == 1) != (tail == "?") or not all(map(_is_common, whole)):
        return None
    left = _BRACKET.sub("", text[max(0, found.start() - 4 * _CONTEXT) : found.start()])
    right = _BRACKET.sub("", text[found.end() : found.end() + 4 * _CONTEXT])[:_CONTEXT]
    head = _most_fluent(
        _lost_head(kind, left, payload), left[-_CONTEXT:], (whole + right)[:_CONTEXT]
    )
    last = _lost_tail(body[-1], left + (head or "") + whole) if tail == "?" else ""
    return None if head is None or last is None else head + whole + last


def shifted_bytes(text: str) -> Iterator[Change]:
    """Runs of GBK text that a site shifted by one byte: 重點??平ㄔO is 重點專科建設."""
    annotated = _TONED_BRACKET.search(text) is not None
    for found in _SHIFTED.finditer(text) if "?" in text or "!" in text else ():
        restored = _unshift(found, text) if _is_telling(found, text, annotated) else None
        if restored:
            yield Change(found.start(), found.end(), restored, "repair", "错位乱码")
        elif annotated and found.group().startswith("??"):
            yield Change(found.start(), found.start() + 2, "〔？〕", "flag", "无法还原的乱码")


def _is_telling(found: re.Match[str], text: str, annotated: bool) -> bool:
    """Whether a mark and what follows look like shifted bytes rather than like a question."""
    kind, run, tail = found.groups()
    alone = kind and found.start(1) == found.start()
    if run:
        return not all(map(_is_common, run)) and (not alone or len(run) >= 3)
    if tail.isalpha():
        return not alone and re.match(f"[{HAN}]", text[found.end() : found.end() + 1]) is not None
    return annotated and tail == "?"


def leftover_marks(text: str) -> Iterator[Change]:
    """Question marks that no question explains, in a text that was spoilt elsewhere too."""
    if _TONED_BRACKET.search(text) is None:
        return
    for found in _LEFTOVER.finditer(text):
        if not _ASKING.search(text[max(0, found.start() - 12) : found.start()]):
            yield Change(found.start(), found.end(), "〔？〕", "flag", "无法还原的乱码")


# ---- readings and traditional characters ---------------------------------------------------------


def readings(text: str) -> Iterator[Change]:
    """Readings in brackets after a 汉字, where a page annotates its text with them."""
    everywhere = len(_TONED_BRACKET.findall(text)) >= 3
    for found in _BRACKET.finditer(text):
        before = text[found.start() - 1]
        if everywhere or (
            simplified(before) != before and _TONED_BRACKET.match(text, found.start())
        ):
            yield Change(found.start(), found.end(), "", "repair", "注音")


def traditional(text: str) -> Iterator[Change]:
    """Traditional characters, where the text as a whole is written in them."""
    simple = simplified(text)
    if simple == text or len(simple) != len(text):
        return
    differing = [i for i, (a, b) in enumerate(zip(text, simple, strict=True)) if a != b]
    if len(differing) < 0.08 * len(re.findall(f"[{HAN}]", text)):
        return
    start = end = differing[0]
    for i in [*differing[1:], len(text) + 1]:
        if i != end + 1:
            yield Change(start, end + 1, simple[start : end + 1], "repair", "繁体字")
            start = i
        end = i


def plain(text: str) -> str:
    """Spoilt text as it can be read, for a look at its words: not for keeping."""
    return simplified(_TONED_BRACKET.sub("", text))
