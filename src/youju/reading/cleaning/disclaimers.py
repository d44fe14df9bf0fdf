"""What a site says of itself and its texts: disclaimers, introductions, calls to join and load.

Judges single lines by their words, and drops all that follows a disclaimer below the text.
"""

import re
from collections.abc import Iterator

from youju.reading.cleaning.edits import Change, replacing
from youju.reading.cleaning.lines import BODY_END, Lines, Verdicts
from youju.reading.cleaning.patterns import any_of

_NUMBER = r"(?:\d+[.、]\s*|[（(]\d+[)）]\s*|[*＊※]\s*)?"
_DISCLAIMER = re.compile(
    _NUMBER
    + any_of(
        "(?:以上|本文|本站|文章)?(?:内容|信息)[^。]{0,8}(?:快照|由网友|由用户|由作者|为转载)",
        "(?:以上|本文|本站|文章)?(?:内容|信息|图文)[^。]{0,4}来(?:自|源于)网络",
        "(?:以上|本文)(?:文章|内容|信息|观点)?(?:仅|只|不)?代表[^。]{0,12}(?:观点|立场)",
        ".{0,30}爬虫.{0,20}(?:采集|抓取) 快照(?:生成|抓取)?时间 信息原文地址",
        "原文(?:链接|地址|网址)[：:]? (?:免责|版权|特别|郑重)(?:声明|提示|说明) .{0,20}如有侵权",
        "本(?:站|网|平台|文).{0,30}(?:不代表|立场|转载|收录|免责) 本站.{0,30}(?:会员|用户上传)",
        ".{0,30}不代表本[站网]",
        "(?:声明|说明)：.{0,40}(?:转载|版权|立场|侵权)",
        "凡(?:本网|本站|注明).{0,40}(?:转载|版权|来源)",
        "为防止用户.{0,40}(?:会员|下载)",
        ".{0,20}未经(?:同意|授权|许可|允许).{0,10}(?:转载|复制|镜像)",
        "(?:温馨|版权|重要)提示：.{0,40}(?:下载|版权|会员|侵权)",
    )
)
_EDITOR_INTRO = re.compile(
    "(?:小编|本站|范文网|文秘网|文库).{0,12}(?:整理|收集|搜集|带来|分享|推荐|准备)|"
    "欢迎(?:大家)?(?:阅读|借鉴|参考).{0,14}(?:喜欢|帮助|帮到)"
)
_OFFER = re.compile(
    any_of(
        ".{0,20}(?:公文|范文|文案)(?:素材|资料|写作).{0,40}(?:下载|网址|加微|www).{0,60}",
        ".{0,40}(?:润笔|代写|定制|写作)请?加(?:微|v|V|QQ).{0,30}",
        ".{0,60}[.]docx?(?:_第\\d+页|.{0,4}VIP).{0,20}",
        "[A-Za-z0-9.]{4,30}[\\s—-]+.{0,10}专注.{0,20}(?:范文|公文|文库).{0,20} 电脑桌面",
        "添加.{2,20}到电脑桌面 安装后可以在桌面快捷访问 (?:下载后)?可(?:任意|自由)编辑",
        "欢迎(?:来到|访问|光临|您).{2,24}[！!] 请?先?(?:登录|注册)后?(?:查看|阅读|下载).{0,10}",
    )
)
_OFFER_INSIDE = re.compile(
    r"(?:^|(?<=[。！？\s]))[^。！？\s]{0,40}(?:下载网址|(?:请?加|添加)(?:微信?|QQ))[：:]?[^。！？\s]{0,60}[。]?\s?|"
    r"(?:第\s*\d+\s*页\s*[，,/]?\s*)共\s*\d+\s*页|下载后可(?:任意|自由)?编辑",
    re.M,
)


def editor_intro(lines: Lines) -> Verdicts:
    """What a collection of model essays writes above and below one."""
    for i, line in enumerate(lines):
        if len(line) < 250 and _EDITOR_INTRO.search(line):
            yield i, "网站导语"


def offers(lines: Lines) -> Verdicts:
    """A site's calls to load, to join, to order."""
    for i, line in enumerate(lines):
        if len(line) < 120 and _OFFER.fullmatch(line):
            yield i, "网站推销"


def offers_inside(text: str) -> Iterator[Change]:
    """Such calls, and numbers of pages, that stand in the midst of a paragraph."""
    yield from replacing(_OFFER_INSIDE, "", "网站推销", "drop")(text)


def disclaimed(lines: Lines) -> Verdicts:
    """A disclaimer, and all that follows it once the text itself has been seen."""
    seen = 0
    for i, line in enumerate(lines):
        if len(line) < 160 and _DISCLAIMER.match(line):
            if seen >= 150:
                yield from ((j, "转载声明与尾部") for j in range(i, len(lines)))
                return
            yield i, "转载声明"
        elif len(line) > 30 and BODY_END.search(line):
            seen += len(line)
