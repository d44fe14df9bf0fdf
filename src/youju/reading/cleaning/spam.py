"""Advertising that a hijacked site puts above, below and into a text.

A line goes for the words of the trade that it strings together, not for one of them: a report may
well speak of the lottery fund. Its words are shown nowhere.
"""

import re
from collections import Counter
from collections.abc import Iterator

from youju.reading.cleaning.edits import Change
from youju.reading.cleaning.lines import Lines, Verdicts
from youju.reading.cleaning.patterns import HAN, any_of

SPAM = "垃圾广告"

_CERTAIN = re.compile(
    any_of(
        "[无有巨]码(?!头) 人妻 熟妇 [内颜]射 中出 喷[水潮] 做受 乱伦 自慰 制服丝袜 丝袜美 涩涩 A片",
        "黄色?片 色[aA][vV] 黄色[.]?av 成人(?:网|在线|影|视频|电影|小说|A) 久久久 丁香六月 黑料",
        "午夜(?:福利|久久|国产|影院|精品) 天天干 狠狠[躁干爱] [夜天][夜天][躁骑爽] 女人被 91制片",
        "麻豆[影传映] 蜜桃[影传] 糖心 爱豆 国产精品 欧美精品 [p9]站 快3 六合彩 时时彩 百家乐",
        "老虎机 [日韩欧美亚国产]{2,6}(?:精品|无|有|激情|综合|一区|在线|视频|专区) 真人娱乐 博彩",
        "体育投注 球探 比分网 开云 Kaiyun 凯时 亚博 万博 娱乐城 彩票(?:邀请|平台|网|官|下载)",
        "官网开奖",
        "(?:体育|娱乐|棋牌|彩票|电玩)(?:APP|官网|平台|下载)",
    ),
    re.I,
)
_TRADE = re.compile(
    any_of(
        "在线(?:视频|观看|播放) 免费(?:看|观看) 未满 高清 [一二三]区 中文字幕 精品 激情 影院 视频",
        "官网 注册 下载 平台 客户端 APP 手机版 开奖 彩票 棋牌 登录 足球 福利 高潮 欧美 亚洲 日韩",
    ),
    re.I,
)
_JOINTS = re.compile(r"[_|\-,，]")
_FRINGE = re.compile(rf"^[^{HAN}A-Za-z0-9]+|[^{HAN}A-Za-z0-9]+$")
_TAIL = re.compile(
    rf"(?<=[。！？；：”）])[A-Za-z0-9]{{0,8}}[{HAN}]{{2,10}}(?:网|在线|日报|热线)$", re.M
)
_LONGEST = 800
_MUCH = 0.15
_SHORT = 24


def spam(lines: Lines) -> Verdicts:
    """Strings of advertising phrases, and short lines that hold one, where they are several."""
    hits = {i: words for i, line in enumerate(lines) if (words := _hits(line))}
    phrases = {i for i in hits if _is_phrase(lines[i])}
    first = next((i for i, line in enumerate(lines) if line), 0)
    for i, words in hits.items():
        if _is_strung(lines[i], words) or (i in phrases and (len(phrases) > 2 or i == first)):
            yield i, SPAM


def _hits(line: str) -> list[str]:
    return _CERTAIN.findall(line) if 0 < len(line) < _LONGEST else []


def _is_strung(line: str, certain: list[str]) -> bool:
    """Whether the words of the trade are much of the line, not an advertisement put into it."""
    words = certain + _TRADE.findall(line)
    much = sum(map(len, words)) >= _MUCH * len(line)
    return much and (len(certain) >= 3 or (len(words) >= 3 and len(_JOINTS.findall(line)) >= 3))


def _is_phrase(line: str) -> bool:
    return len(line) <= _SHORT and not re.search("[。，；,;]", line)


def watermarks(text: str) -> Iterator[Change]:
    """The name of a site behind three paragraphs or more; an advertised name inside long ones."""
    tails = Counter(found.group() for found in _TAIL.finditer(text))
    marks = {mark for mark, n in tails.items() if n >= 3}
    lines = (_FRINGE.sub("", line) for line in text.split("\n") if len(line) <= _SHORT)
    marks |= {line for line in lines if len(line) >= 3 and _CERTAIN.match(line)}
    pattern = re.compile("|".join(map(re.escape, sorted(marks, key=len, reverse=True))))
    start = 0
    for line in text.split("\n") if marks else ():
        for found in pattern.finditer(line) if len(line) > _SHORT else ():
            yield Change(start + found.start(), start + found.end(), "", "drop", "网站水印")
        start += len(line) + 1
