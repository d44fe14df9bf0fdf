"""What a web page puts around a text: controls, labels, disclaimers, footers, spam, doubled titles.

Each rule looks at the lines of a whole text and names those to drop; it is for a class of lines,
never for one site. Does not know links to other pages: those are for `links`.
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from youju.reading.edits import Change
from youju.reading.lines import BARE_STAMP, BODY_END, BULLET, NUMBERED, STAMP, Lines, Verdicts
from youju.reading.patterns import HAN, any_of

_MENU_BULLET = re.compile(r"[•·●▪■]\s*[^\d\s]{1,7}")
SPAM = "垃圾广告"  # this reason: its words are shown nowhere
_SPAM = re.compile(
    any_of(
        "无码 有码 黄色片 成人网 成人在线 久久久 高潮 午夜福利 午夜久久 在线视频 中文字幕 在线观看",
        "[欧日韩美亚国产洲]{2,4}精品 [一二三]区[一二三]区 博彩 彩票 六合彩 时时彩 百家乐 娱乐城",
        "真人娱乐 棋牌 老虎机 体育投注 私服 代孕",
    )
)
_DISCLAIMER = re.compile(
    any_of(
        "(?:以上|本文|本站|文章)?(?:内容|信息)[^。]{0,8}(?:快照|由网友|由用户|由作者|为转载)",
        "(?:以上|本文|本站|文章)?(?:内容|信息|图文)[^。]{0,4}来(?:自|源于)网络",
        ".{0,30}爬虫.{0,20}(?:采集|抓取) 快照(?:生成|抓取)?时间 信息原文地址",
        "原文(?:链接|地址|网址)[：:]? (?:免责|版权|特别|郑重)声明 .{0,20}如有侵权",
        "本(?:站|网|平台|文).{0,30}(?:不代表|立场|转载|收录|免责) .{0,30}不代表本[站网]",
        "(?:声明|说明)：.{0,40}(?:转载|版权|立场|侵权)",
    )
)
_STRONG_LABEL = any_of(
    "(?:发布|发表|更新|录入|上传|创建)(?:时间|日期) (?:信息|文章|稿件|新闻|内容|图片)?来源 图源",
    "稿源 作者 (?:责任|网络|值班)?编辑 责编 (?:浏览|阅读|点击|访问)(?:次数|量|数|率)? 人气 字体",
    "字号 分享(?:到|至)? 本文转自 转自 转载自 原标题 发布(?:机构|单位|者|人) 收藏",
)
_WEAK_LABEL = any_of(
    "时间 日期 (?:生效|废止|成文|发文)日期 发文(?:机关|单位) 文\\s*号 所属主题 有效性 类别 栏目",
    "频道 分类 标签 关键[词字] 主题词 索引号 审核 校对 [初复终一二三]审 签发 监制 记者 通讯员 供稿",
    "撰稿 摄影",
)
_LABELLED = re.compile(
    rf"(?<![{HAN}])(?:(?P<strong>{_STRONG_LABEL})|{_WEAK_LABEL})"
    rf"(?:[：:]\s*(?:{STAMP}|[^\s，。？！；、\]】]{{0,30}})|(?=\s|$))"
)
_CONTROL = re.compile(
    any_of(
        "返回(?:首页|顶部|列表|上页)? 首页 (?:加入|点击)?收藏(?:本[页站])? 打印(?:本[页文])?",
        "分享(?:到|至)? 关闭(?:窗口|本页)? 微信(?:好友)? (?:新浪)?微博 QQ(?:空间|好友)? 朋友圈",
        "复制链接 扫一扫.{0,14} 字体 字号 登录 注册 站内搜索 搜索 设为首页 网站地图 联系我们",
        "关于我们 无障碍(?:浏览|阅读)?",
        "繁体(?:版)? 简体(?:版)? 手机版 客户端 点赞 评论 举报 我的订阅 订阅 阅读全文 展开全文",
        "点击(?:查看|展开|阅读)(?:全文|更多) (?:VIP|会员|点击|立即|免费|可|请)*下载[全本原此]文",
        "(?:点击|立即|免费)*下载(?:该?文[档章])? 语音播报 [大中小](?=[\\s】\\]）/|]|$) 纠错 打赏",
        "责任编辑 听全文 加入书签 阅读历史 正文复制 (?:会员|免费)注册 请先?登录",
        "(?:下载|打开)?APP(?:下载|内打开)?",
    )
)
_POSITION = re.compile(r"(?:当前|您的|你的|您现在的|您所在的|所在)位置|首页\s*(?:>|»|›|/|-)")
_CRUMBS = re.compile(r"(?:[^\d\s>»›]{1,12}\s*[>»›]\s*){2,}")
_FOOTER = re.compile(
    r"版权所有|copyright|.{0,30}ICP备|.{0,30}公网安备|网站标识码|技术支持：|建议使用.{0,20}浏览器",
    re.I,
)
_FOOTER_NEIGHBOUR = re.compile(
    r"(?:主办|承办|协办|地址|邮编|邮政编码|电话|联系|传真|邮箱|维护)[^。]{0,60}$"
)
_PAGE_NUMBER = re.compile(
    r"[—–-]+\s*\d{1,4}\s*[—–-]+|第\s*\d+\s*页(?:[\s/,，]*共\s*\d+\s*页)?|\d+\s*/\s*\d+\s*页?"
)
_CODE = re.compile(
    r"[\"'\])}({;,\s]+|.{0,80}[\"'})\]]\s*\)?;|(?:var |function|document\.|window\.).*|<!--.*|.*-->"
)
_EDITOR_INTRO = re.compile(
    "(?:小编|本站|范文网|文秘网).{0,12}(?:整理|收集|搜集|带来|分享|推荐|准备)"
)


def spam(lines: Lines) -> Verdicts:
    for i, line in enumerate(lines):
        if len(line) < 600 and "。" not in line:
            joined = line.count("_") + line.count("|") >= 3
            if len(_SPAM.findall(line)) >= (2 if joined else 3):
                yield i, SPAM


def editor_intro(lines: Lines) -> Verdicts:
    """What a collection of model essays writes above and below one."""
    for i, line in enumerate(lines):
        if len(line) < 250 and _EDITOR_INTRO.search(line):
            yield i, "网站导语"


def disclaimed(lines: Lines) -> Verdicts:
    """A crawler's disclaimer, and all that follows it once the text itself has been seen."""
    seen = 0
    for i, line in enumerate(lines):
        if len(line) < 160 and _DISCLAIMER.match(line):
            if seen >= 150:
                yield from ((j, "转载声明与尾部") for j in range(i, len(lines)))
                return
            yield i, "转载声明"
        elif len(line) > 30 and BODY_END.search(line):
            seen += len(line)


def _is_furniture(line: str) -> bool:
    """A line of page controls, or of labels with their values."""
    if NUMBERED.match(line):
        return False
    if _POSITION.match(line) or _CRUMBS.match(line):
        return True
    if BARE_STAMP.fullmatch(line) and ":" in line:
        return True
    labels = list(_LABELLED.finditer(line))
    rest, controls = _CONTROL.subn("", BARE_STAMP.sub("", _LABELLED.sub("", line)))
    rest = re.sub(rf"\d[\dA-Z/]{{7,}}|[^{HAN}A-Za-z0-9]", "", rest)
    if rest and not labels and not BARE_STAMP.match(line):
        return False
    strong = any(label["strong"] for label in labels)
    told = len(labels) + controls + bool(re.search(r"\d:\d\d", line) and labels)
    enough = strong or told >= 2 or (controls and not rest)
    return bool(enough) and len(rest) <= min(6, 0.4 * len(line))


def page_controls(lines: Lines) -> Verdicts:
    for i, line in enumerate(lines):
        if not 0 < len(line) <= 120 or line.endswith("。"):
            continue
        if _PAGE_NUMBER.fullmatch(line):
            yield i, "页码"
        elif _CODE.fullmatch(line) and not re.search(f"[{HAN}]", line):
            yield i, "网页代码"
        elif _is_furniture(line):
            yield i, "网页控件与来源行"


def footer(lines: Lines) -> Verdicts:
    for i, line in enumerate(lines):
        if len(line) <= 160 and _FOOTER.match(line):
            yield i, "页脚"
            above = range(i - 1, max(-1, i - 8), -1)
            below = range(i + 1, min(len(lines), i + 8))
            yield from ((j, "页脚") for j in takewhile(lambda j: _is_near_footer(lines[j]), above))
            yield from ((j, "页脚") for j in takewhile(lambda j: _is_near_footer(lines[j]), below))


def _is_near_footer(line: str) -> bool:
    return not line or _FOOTER_NEIGHBOUR.match(line) is not None


def head_and_foot(lines: Lines) -> Verdicts:
    """Menu bullets above the title, and a counter or a clock below the text."""
    for i, line in enumerate(lines):
        if len(line) > 8 and not BULLET.match(line):
            break
        if _MENU_BULLET.fullmatch(line):
            yield i, "导航栏"
    for i in range(len(lines) - 1, -1, -1):
        if lines[i] and not re.fullmatch(r"[\d\s]+|[^\u3400-\u9fff0-9A-Za-z|]{1,6}", lines[i]):
            return
        if lines[i] and not re.fullmatch(r"-{3,}|\*{3,}|`{3}", lines[i]):
            yield i, "尾部残留"


# ---- titles --------------------------------------------------------------------------------------

_SITE_SUFFIX = re.compile(r"\s*[-_|—–]+\s*[^\s。，]{2,12}(?:网|网站|频道|官网|门户|在线)$")


def _title_key(line: str) -> str:
    bare = re.sub(r"^(?:标题|题目)[：:]|[\s“”《》#]", "", _SITE_SUFFIX.sub("", line))
    return re.sub(r"(?:稿|范文|（全文）|全文)*$", "", bare)


def doubled_title(lines: Lines) -> Verdicts:
    """The title said twice: the cleaner one stays."""
    filled = [i for i, line in enumerate(lines) if 6 <= len(line) <= 90][:8]
    for a, first in enumerate(filled):
        for second in filled[a + 1 :]:
            key = _title_key(lines[first])
            if len(key) >= 6 and key == _title_key(lines[second]) and not key.endswith("。"):
                longer = len(lines[first]) > len(lines[second])
                yield (first if longer else second), "重复标题"
                return


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
