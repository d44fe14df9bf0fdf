"""Raw text becomes clean text and a log of edits: repair, flag, drop.

The rules are for classes of noise (a crawler's tail, figures taken out, a shifted byte), never for
one site. Knows nothing of files or of what the text is about, and never fills in what is missing.
"""

import html
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain, takewhile

import opencc
import rjieba

from youju.types import Edit, EditOp

BLANK_FIGURE = "〔数字缺失〕"
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_FULL = "，。；：！？、“”‘’（）《》〈〉【】〔〕…—"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹê"


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """A text as it may be indexed and cited, and how it came to be so."""

    text: str
    edits: tuple[Edit, ...]
    complete: bool  # False when the source says that text is missing


@dataclass(frozen=True, slots=True)
class _Change:
    """One replacement, in the coordinates of the text at hand."""

    start: int
    end: int
    after: str
    op: EditOp
    reason: str


class _Traced:
    """A text that remembers, for each of its characters, the raw span that it came from."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = raw
        self._edits: list[Edit] = []
        self._starts = array("I", range(len(raw)))
        self._ends = array("I", range(1, len(raw) + 1))

    def apply(self, changes: Iterable[_Change]) -> None:
        """Make the changes, which are in order and do not overlap, in one linear pass."""
        pieces: list[str] = []
        starts, ends, here = array("I"), array("I"), 0
        for change in changes:
            pieces += (self.text[here : change.start], change.after)
            starts.extend(self._starts[here : change.start])
            ends.extend(self._ends[here : change.start])
            if len(change.after) == change.end - change.start:
                starts.extend(self._starts[change.start : change.end])
                ends.extend(self._ends[change.start : change.end])
                for start, end in self._untouched(change.start, change.end):
                    self._log(change, self._starts[start], self._ends[end - 1])
            else:
                raw_start, raw_end = self._starts[change.start], self._ends[change.end - 1]
                starts.extend([raw_start] * len(change.after))
                ends.extend([raw_end] * len(change.after))
                self._log(change, raw_start, raw_end)
            here = change.end
        if pieces:
            self.text = "".join(pieces) + self.text[here:]
            self._starts = starts + self._starts[here:]
            self._ends = ends + self._ends[here:]

    def _untouched(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches of characters that still stand for one raw character each."""
        here = start
        for i in range(start, end + 1):
            if i == end or self._ends[i] - self._starts[i] != 1:
                if here < i:
                    yield here, i
                here = i + 1

    def _log(self, change: _Change, start: int, end: int) -> None:
        """`after` is filled in at the end: later passes may change the same place again."""
        before = self.raw[start:end]
        self._edits.append(
            Edit(op=change.op, start=start, end=end, reason=change.reason, before=before, after="")
        )

    def edits(self) -> Iterator[Edit]:
        """The edits in raw order, less those inside a larger or earlier one."""
        done_to = -1
        for edit in sorted(self._edits, key=lambda e: (e.start, -e.end)):
            if edit.end > done_to:
                done_to = edit.end
                first = bisect_left(self._starts, edit.start)
                last = bisect_left(self._starts, edit.end)
                yield replace(edit, after=self.text[first:last])


def clean(raw: str) -> CleanText:
    """Repair, flag and drop. A clean text comes back as it is, with no edit."""
    traced = _Traced(raw)
    for find_changes in _PASSES:
        traced.apply(find_changes(traced.text))
    complete = not _GAP_MARK.search(traced.text)
    return CleanText(text=traced.text.strip(), edits=tuple(traced.edits()), complete=complete)


def _replace(
    pattern: re.Pattern[str], after: str | Callable[[str], str], reason: str, op: EditOp = "repair"
) -> Callable[[str], Iterator[_Change]]:
    """A pass that replaces every match; a match that stays the same is no change."""

    def find(text: str) -> Iterator[_Change]:
        for found in pattern.finditer(text):
            new = after if isinstance(after, str) else after(found.group())
            if new != found.group():
                yield _Change(found.start(), found.end(), new, op, reason)

    return find


# ---- characters --------------------------------------------------------------------------------

_HALF_KANA = {"｡": "。", "｢": "“", "｣": "”", "､": "、", "･": "·"}
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ．％｡｢｣､･\u2f00-\u2fdf\uf900-\ufaff]+")
_TAG = re.compile(r"</?(?:p|br|div|span|strong|b|font|a|li|ul|td|tr|table)(?:\s[^<>\n]*)?/?>", re.I)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,4});")


def _narrow(run: str) -> str:
    return "".join(_HALF_KANA.get(c) or unicodedata.normalize("NFKC", c) for c in run)


def _tag_text(tag: str) -> str:
    name = re.sub("[^a-z]", "", tag.lower().split()[0])
    return "\n" if name in ("p", "br", "div", "li", "tr") else ""


# ---- bytes shifted inside GBK text (DOMAIN 3.3) ------------------------------------------------

_PINYIN = rf"[a-z{_TONED}]*[{_TONED}][a-z{_TONED}]*"
_TONED_BRACKET = re.compile(rf"(?<=[{_HAN}])[(（]{_PINYIN}[)）]")
_BRACKET = re.compile(rf"(?<=[{_HAN}])[(（](?:{_PINYIN}|[a-z]{{1,6}})[)）]")
_SHIFTED = re.compile(rf"\?(?:([?!])|{_PINYIN}\))([^\x00-\x7f]*)([@-~?]?)")
_LOST_PAIR = {"?": b"\xbf", "!": b"\xa1"}  # ？ and ！ lost their first byte and became ASCII
_CONTEXT = 8


@lru_cache(maxsize=1)
def _opencc() -> opencc.OpenCC:
    return opencc.OpenCC("tw2s")


def _simplify(text: str) -> str:
    return str(_opencc().convert(text))


@lru_cache(maxsize=10_000)
def _is_common(char: str) -> bool:
    """One of the 3755 汉字 of GB 2312's first level, once simplified, or Chinese punctuation."""
    code = _simplify(char).encode("gb2312", "ignore")
    return len(code) == 2 and (0xB0 <= code[0] <= 0xD7 or code[0] in (0xA1, 0xA3))


def _disfluency(text: str) -> float:
    """Lower for a text that falls into whole words."""
    words = [w for w in rjieba.cut(_simplify(text), False) if w not in _FULL]
    return len(words) + 0.5 * sum(len(w) == 1 for w in words)


def _pairs(*, lead: int | None = None, trail: int | None = None) -> list[str]:
    """The common characters whose GBK code has this first or this second byte."""
    other = range(0x81, 0xFF) if lead is None else range(0x40, 0xFF)
    codes = [bytes([b, trail]) if trail else bytes([lead or 0, b]) for b in other]
    decoded = (code.decode("gbk", "ignore") for code in codes)
    return [c for c in decoded if len(c) == 1 and _is_common(c)]


def _most_fluent(candidates: Iterable[str], left: str, right: str) -> str | None:
    return min(candidates, key=lambda c: _disfluency(left + c + right), default=None)


def _lost_head(kind: str | None, left: str, payload: bytes) -> list[str]:
    """What may have stood where the bytes were lost, with the first byte of `payload` used up."""
    if kind:
        return ["。", *_pairs(trail=0xA3)]
    before, heads = left[-1:].encode("gbk", "ignore"), []
    for byte in range(0x81, 0xFF):
        annotated = (before[-1:] + bytes([byte])).decode("gbk", "ignore")
        char = (bytes([byte]) + payload[:1]).decode("gbk", "ignore")
        if len(annotated) == len(char) == 1 and _simplify(annotated) != annotated:
            heads += [char] * _is_common(char)
    return heads


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


def _damaged(text: str) -> Iterator[_Change]:
    """Runs of GBK text that a site shifted by one byte: 重點??平ㄔO is 重點專科建設."""
    annotated = _TONED_BRACKET.search(text) is not None
    for found in _SHIFTED.finditer(text) if "?" in text else ():
        kind, run, tail = found.groups()
        telling = not all(map(_is_common, run)) if run else annotated and tail == "?"
        restored = _unshift(found, text) if telling else None
        if restored:
            yield _Change(found.start(), found.end(), restored, "repair", "错位乱码")
        elif annotated and kind == "?":
            yield _Change(found.start(), found.start() + 2, "〔?〕", "flag", "无法还原的乱码")


def _pinyin(text: str) -> Iterator[_Change]:
    """Readings in brackets after a 汉字, where a page annotates its text with them."""
    everywhere = len(_TONED_BRACKET.findall(text)) >= 3
    for found in _BRACKET.finditer(text):
        before = text[found.start() - 1]
        if everywhere or (
            _simplify(before) != before and _TONED_BRACKET.match(text, found.start())
        ):
            yield _Change(found.start(), found.end(), "", "repair", "注音")


def _traditional(text: str) -> Iterator[_Change]:
    """Traditional characters, where the text as a whole is written in them."""
    simple = _simplify(text)
    if simple == text or len(simple) != len(text):
        return
    differing = [i for i, (a, b) in enumerate(zip(text, simple, strict=True)) if a != b]
    if len(differing) < 0.08 * len(re.findall(f"[{_HAN}]", text)):
        return
    start = end = differing[0]
    for i in [*differing[1:], len(text) + 1]:
        if i != end + 1:
            yield _Change(start, end + 1, simple[start : end + 1], "repair", "繁体字")
            start = i
        end = i


# ---- punctuation and blanks --------------------------------------------------------------------

_NEAR = rf"[{_HAN}{_FULL}%‰]"
_URL = r"(?:https?://|www\.)[!-~]+"
_MARKS = re.compile(
    rf"{_URL}|(?<={_NEAR})[,;:!?]+|[,;:!?](?=[{_HAN}“《（【])|(?<=[{_HAN}])\.(?=\n|$)"
)
_TO_FULL = str.maketrans(",;:!?.", "，；：！？。")
_PAREN = re.compile(rf"{_URL}|[()]")
_QUOTED = re.compile(rf'"(?=[^"\n]{{0,99}}[{_HAN}])[^"\n]{{1,200}}"')
_SPACE = "[ \\t\u00a0\u3000\u2000-\u200a\u202f\u205f]"
_EDGE_SPACE = re.compile(rf"^{_SPACE}+|(?<!{_SPACE}){_SPACE}+$", re.M)
_INNER_SPACE = re.compile(rf"{_SPACE}+")
_SPACED_OUT = re.compile(rf"(?<=[{_HAN}{_FULL}]) (?=[{_HAN}{_FULL}])")


def _full_width(mark: str) -> str:
    return mark if mark[0] in "hw" else mark.translate(_TO_FULL)  # an address stays as it is


def _is_near(text: str, at: int) -> bool:
    return 0 <= at < len(text) and re.match(_NEAR, text[at]) is not None


def _brackets(text: str) -> Iterator[_Change]:
    """Half-width brackets that touch Chinese text, in pairs where they are pairs."""
    positions: list[int] = []
    opened: list[int] = []
    for found in _PAREN.finditer(text):
        here = found.start()
        if found.group() == "(":
            opened.append(here)
        elif found.group() == ")":
            pair = [here]
            if opened and here - opened[-1] < 200 and "\n" not in text[opened[-1] : here]:
                pair.append(opened.pop())
            if any(_is_near(text, i - 1) or _is_near(text, i + 1) for i in pair):
                positions += pair
    positions += [i for i in opened if _is_near(text, i - 1) or _is_near(text, i + 1)]
    for i in sorted(positions):
        yield _Change(i, i + 1, "（" if text[i] == "(" else "）", "repair", "半角标点")


def _spaced_out(text: str) -> Iterator[_Change]:
    """A blank between every two characters, as some converters leave it."""
    gaps = _SPACED_OUT.findall(text)
    if len(gaps) > 10 and len(gaps) > 0.3 * len(re.findall(f"[{_HAN}]", text)):
        yield from _replace(_SPACED_OUT, "", "字间空格")(text)


# ---- notices that text is missing --------------------------------------------------------------

_GAP_MARK = re.compile(r"〔原文(?:此处缺\d*字?|至此中断)〕")
_IN_BRACKETS = r"[^（()）\n]{0,80}"
_OMITTED = re.compile(
    rf"(?<![…. ])[…. ]*[（(]{_IN_BRACKETS}(?:省略|略去|隐藏|删减|剩余|缺失)"
    rf"[^（()）\n\d]{{0,6}}\d+\s*个?字{_IN_BRACKETS}[)）][…. ]*"
)
_READ_ON = (
    "(?:会员|登录|付费|购买|下载|开通)[^。\n]{0,10}(?:查看|阅读|浏览|显示)(?:全文|剩余|完整|更多)"
)
_BROKEN_OFF = re.compile(
    r"(?<![…. ])[…. ]*(?:[（(【\[]\s*未完(?!成)|[（(【\[]?未完待续|"
    rf"(?:^|[（(【\[…])[^，,。\n]{{0,20}}(?:全文共\s*\d+\s*字[,，]|{_READ_ON}))[^\n]*$",
    re.M,
)


def _omitted_mark(notice: str) -> str:
    count = re.search(r"(\d+)\s*个?字", notice)
    return f"〔原文此处缺{count.group(1) if count else ''}字〕"


# ---- lines that are not the text ---------------------------------------------------------------

_Lines = Sequence[str]
_Verdicts = Iterator[tuple[int, str]]


def _any(*words: str) -> str:
    """A pattern for any of the words, which blanks part."""
    return f"(?:{'|'.join(' '.join(words).split())})"


_STAMP = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:[ T]*\d{1,2}:\d{2}(?::\d{2})?)?"
_BARE_STAMP = re.compile(_STAMP)
_BULLET = re.compile(r"[•·●○▪◆■◇□※►▶‣∙*\-]\s*")
_MENU_BULLET = re.compile(r"[•·●▪■]\s*[^\d\s]{1,7}")
_TEASER = re.compile(r"\.{2,}|…")
_BODY_END = re.compile(r"[。！？；：!?;]['\"”’）)]*$")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十]+[章节部]"
)
_TITLE_END = re.compile(
    _any("讲话 发言 致辞 总结 报告 汇报 方案 体会 范文 通知 意见 材料 计划 要点 述职 党课 稿")
    + r"稿?(?:[（(].{1,12}[)）])?$"
)
_SPAM = re.compile(
    _any(
        "无码 有码 黄色片 成人网 成人在线 久久久 高潮 午夜福利 午夜久久 在线视频 中文字幕 在线观看",
        "[欧日韩美亚国产洲]{2,4}精品 [一二三]区[一二三]区 博彩 彩票 六合彩 时时彩 百家乐 娱乐城",
        "真人娱乐 棋牌 老虎机 体育投注 私服 代孕",
    )
)
_DISCLAIMER = re.compile(
    _any(
        "(?:以上|本文|本站|文章)?(?:内容|信息)[^。]{0,8}(?:快照|由网友|由用户|由作者|为转载)",
        "(?:以上|本文|本站|文章)?(?:内容|信息|图文)[^。]{0,4}来(?:自|源于)网络",
        ".{0,30}爬虫.{0,20}(?:采集|抓取) 快照(?:生成|抓取)?时间 信息原文地址",
        "原文(?:链接|地址|网址)[：:]? (?:免责|版权|特别|郑重)声明 .{0,20}如有侵权",
        "本(?:站|网|平台|文).{0,30}(?:不代表|立场|转载|收录|免责) .{0,30}不代表本[站网]",
        "(?:声明|说明)：.{0,40}(?:转载|版权|立场|侵权)",
    )
)
_RELATED = re.compile(
    r"[【\[]?"
    + _any(
        "(?:更多|查看)?"
        + _any("相关 推荐 热门 热点 最新 精彩 延伸 拓展 编辑 本类 本栏 同类 为您 图片")
        + _any("文章 阅读 链接 新闻 推荐 报道 栏目 内容 资讯 主题 标签 专题 范文 资料 排行 信息"),
        "(?:猜你|你可能|大家都在|大家还)[^。]{0,6} 今日热点 焦点图 (?:点击|阅读|热门)排行",
        "更多关于.{1,20}(?:资讯|内容|文章) 更多(?:文章|资讯|内容)",
    )
    + r"(?:$|[】\]：:\s].{0,60}$)"
)
_NEIGHBOUR = re.compile(r"[【\[]?[上下]一[篇条页则]")
_STRONG_LABEL = _any(
    "(?:发布|发表|更新|录入|上传|创建)(?:时间|日期) (?:信息|文章|稿件|新闻|内容|图片)?来源 图源",
    "稿源 作者 (?:责任|网络|值班)?编辑 责编 (?:浏览|阅读|点击|访问)(?:次数|量|数|率)? 人气 字体",
    "字号 分享(?:到|至)? 本文转自 转自 转载自 原标题 发布(?:机构|单位|者|人) 收藏",
)
_WEAK_LABEL = _any(
    "时间 日期 (?:生效|废止|成文|发文)日期 发文(?:机关|单位) 文\\s*号 所属主题 有效性 类别 栏目",
    "频道 分类 标签 关键[词字] 主题词 索引号 审核 校对 [初复终一二三]审 签发 监制 记者 通讯员 供稿",
    "撰稿 摄影",
)
_LABELLED = re.compile(
    rf"(?<![{_HAN}])(?:(?P<strong>{_STRONG_LABEL})|{_WEAK_LABEL})"
    rf"(?:[：:]\s*(?:{_STAMP}|[^\s，。？！；、\]】]{{0,30}})|(?=\s|$))"
)
_CONTROL = re.compile(
    _any(
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
_SITE_SUFFIX = re.compile(r"\s*[-_|—–]+\s*[^\s。，]{2,12}(?:网|网站|频道|官网|门户|在线)$")
_EDITOR_INTRO = re.compile(
    "(?:小编|本站|范文网|文秘网).{0,12}(?:整理|收集|搜集|带来|分享|推荐|准备)"
)


def _spam(lines: _Lines) -> _Verdicts:
    for i, line in enumerate(lines):
        if len(line) < 600 and "。" not in line:
            joined = line.count("_") + line.count("|") >= 3
            if len(_SPAM.findall(line)) >= (2 if joined else 3):
                yield i, "垃圾广告"


def _editor_intro(lines: _Lines) -> _Verdicts:
    """What a collection of model essays writes above and below one."""
    for i, line in enumerate(lines):
        if len(line) < 250 and _EDITOR_INTRO.search(line):
            yield i, "网站导语"


def _is_body(line: str) -> bool:
    return len(line) > 60 or _BODY_END.search(line) is not None


def _disclaimed(lines: _Lines) -> _Verdicts:
    """A crawler's disclaimer, and all that follows it once the text itself has been seen."""
    seen = 0
    for i, line in enumerate(lines):
        if len(line) < 160 and _DISCLAIMER.match(line):
            if seen >= 150:
                yield from ((j, "转载声明与尾部") for j in range(i, len(lines)))
                return
            yield i, "转载声明"
        elif len(line) > 30 and _BODY_END.search(line):
            seen += len(line)


def _link_summaries(lines: _Lines) -> _Verdicts:
    """Teasers of other pages: a title, a cut text, a bare timestamp."""
    filled = [i for i, line in enumerate(lines) if line]
    stamps = [k for k, i in enumerate(filled) if _BARE_STAMP.fullmatch(lines[i])]
    previous = -1
    for k in stamps:
        item = filled[max(previous + 1, k - 2) : k]
        teaser = lines[item[-1]] if item else ""
        cut = _TEASER.match(teaser) or (len(stamps) > 1 and not _BODY_END.search(teaser))
        if teaser and cut and k > 2:
            if len(item) == 2 and _is_body(lines[item[0]]) and previous != k - 3:
                item = item[1:]
            yield from ((i, "其他网页摘要") for i in (*item, filled[k]))
            previous = k
    yield from (
        (i, "其他网页摘要") for i in filled if _TEASER.match(lines[i]) and len(lines[i]) > 6
    )


def _is_link(line: str) -> bool:
    return len(line) <= 60 and not _BODY_END.search(line) and not _NUMBERED.match(line)


def _linked(lines: _Lines, after: int, *, above_text: bool) -> Iterator[int]:
    """The lines of other articles' titles that stand below line `after`.

    The last plain line may be the heading, or above the text the title, of what follows.
    """
    held: int | None = None
    for i in range(after + 1, len(lines)):
        line = lines[i]
        if not line:
            continue
        if held is not None and not _is_body(line):
            yield held
        held = None
        if not _is_link(line):
            return
        if _BULLET.match(line) or (_TITLE_END.search(line) and not above_text):
            yield i
        else:
            held = i
    if held is not None:
        yield held


def _related(lines: _Lines) -> _Verdicts:
    """Lists of other articles, under a heading that says so."""
    done_to, above_text = -1, True
    for i, line in enumerate(lines):
        above_text = above_text and not (line and _is_body(line))
        if i <= done_to or len(line) > 90 or line.endswith("。"):
            continue
        if _NEIGHBOUR.match(line):
            yield i, "上下篇链接"
        elif _RELATED.match(line):
            yield i, "相关文章列表"
            for j in _linked(lines, i, above_text=above_text):
                yield j, "相关文章列表"
                done_to = j


def _bullet_titles(lines: _Lines) -> _Verdicts:
    """Three or more bullets in a row that are mostly titles of speeches and reports."""
    run: list[int] = []
    for i, line in enumerate([*lines, "。"]):
        if line and _BULLET.match(line) and not _BODY_END.search(line):
            run.append(i)
        elif line:
            titles = sum(_TITLE_END.search(lines[j]) is not None for j in run)
            if len(run) >= 3 and titles >= 0.6 * len(run):
                yield from ((j, "相关文章列表") for j in run)
            run = []


def _is_furniture(line: str) -> bool:
    """A line of page controls, or of labels with their values."""
    if _NUMBERED.match(line):
        return False
    if _POSITION.match(line) or _CRUMBS.match(line):
        return True
    if _BARE_STAMP.fullmatch(line) and ":" in line:
        return True
    labels = list(_LABELLED.finditer(line))
    rest, controls = _CONTROL.subn("", _BARE_STAMP.sub("", _LABELLED.sub("", line)))
    rest = re.sub(rf"\d[\dA-Z/]{{7,}}|[^{_HAN}A-Za-z0-9]", "", rest)
    if rest and not labels and not _BARE_STAMP.match(line):
        return False
    strong = any(label["strong"] for label in labels)
    told = len(labels) + controls + bool(re.search(r"\d:\d\d", line) and labels)
    enough = strong or told >= 2 or (controls and not rest)
    return bool(enough) and len(rest) <= min(6, 0.4 * len(line))


def _furniture(lines: _Lines) -> _Verdicts:
    for i, line in enumerate(lines):
        if not 0 < len(line) <= 120 or line.endswith("。"):
            continue
        if _PAGE_NUMBER.fullmatch(line):
            yield i, "页码"
        elif _CODE.fullmatch(line) and not re.search(f"[{_HAN}]", line):
            yield i, "网页代码"
        elif _is_furniture(line):
            yield i, "网页控件与来源行"


def _footer(lines: _Lines) -> _Verdicts:
    for i, line in enumerate(lines):
        if len(line) <= 160 and _FOOTER.match(line):
            yield i, "页脚"
            above = range(i - 1, max(-1, i - 8), -1)
            below = range(i + 1, min(len(lines), i + 8))
            yield from ((j, "页脚") for j in takewhile(lambda j: _is_near_footer(lines[j]), above))
            yield from ((j, "页脚") for j in takewhile(lambda j: _is_near_footer(lines[j]), below))


def _is_near_footer(line: str) -> bool:
    return not line or _FOOTER_NEIGHBOUR.match(line) is not None


def _head_and_foot(lines: _Lines) -> _Verdicts:
    """Menu bullets above the title, and a counter or a clock below the text."""
    for i, line in enumerate(lines):
        if len(line) > 8 and not _BULLET.match(line):
            break
        if _MENU_BULLET.fullmatch(line):
            yield i, "导航栏"
    for i in range(len(lines) - 1, -1, -1):
        if lines[i] and not re.fullmatch(r"[\d\s]+|[^\u3400-\u9fff0-9A-Za-z|]{1,6}", lines[i]):
            return
        if lines[i] and not re.fullmatch(r"-{3,}|\*{3,}|`{3}", lines[i]):
            yield i, "尾部残留"


def _title_key(line: str) -> str:
    bare = re.sub(r"^(?:标题|题目)[：:]|[\s“”《》#]", "", _SITE_SUFFIX.sub("", line))
    return re.sub(r"(?:稿|范文|（全文）|全文)*$", "", bare)


def _doubled_title(lines: _Lines) -> _Verdicts:
    """The title said twice: the cleaner one stays."""
    filled = [i for i, line in enumerate(lines) if 6 <= len(line) <= 90][:8]
    for a, first in enumerate(filled):
        for second in filled[a + 1 :]:
            key = _title_key(lines[first])
            if len(key) >= 6 and key == _title_key(lines[second]) and not key.endswith("。"):
                longer = len(lines[first]) > len(lines[second])
                yield (first if longer else second), "重复标题"
                return


_LINE_RULES: tuple[Callable[[_Lines], _Verdicts], ...] = (
    _spam,
    _editor_intro,
    _disclaimed,
    _link_summaries,
    _related,
    _bullet_titles,
    _furniture,
    _footer,
    _head_and_foot,
    _doubled_title,
)


def _take_blank_lines(lines: _Lines, verdicts: dict[int, str]) -> None:
    """Drop the empty lines below a dropped line too, where one stands above it."""
    above_is_empty, reason = True, ""
    for i, line in enumerate(lines):
        if i in verdicts:
            reason = verdicts[i]
        elif reason and not line and above_is_empty:
            verdicts[i] = reason
        else:
            above_is_empty, reason = not line, ""


def _dropped_lines(text: str) -> Iterator[_Change]:
    """Whole lines that are not the text; neighbours with one reason are one edit."""
    lines = text.split("\n")
    verdicts: dict[int, str] = {}
    for rule in _LINE_RULES:
        left = ["" if i in verdicts else line for i, line in enumerate(lines)]
        for i, reason in rule(left):
            verdicts.setdefault(i, reason)
    _take_blank_lines(lines, verdicts)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    open_change: _Change | None = None
    for i in sorted(verdicts):
        end = min(starts[i + 1], len(text))
        joined = open_change and text[open_change.end : starts[i]].strip() == ""
        if open_change and joined and open_change.reason == verdicts[i]:
            open_change = _Change(open_change.start, end, "", "drop", verdicts[i])
        else:
            if open_change:
                yield open_change
            open_change = _Change(starts[i], end, "", "drop", verdicts[i])
    if open_change and open_change.end > open_change.start:
        yield open_change


def _title_trimmings(text: str) -> Iterator[_Change]:
    """`标题：` before the first line, the site's name behind it."""
    end = text.find("\n")
    first = text[: 200 if end < 0 else min(end, 200)]
    prefix = re.match(r"(?:标题|题目)：\s*", first)
    if prefix:
        yield _Change(0, prefix.end(), "", "repair", "标题前缀")
    suffix = _SITE_SUFFIX.search(first)
    if suffix and suffix.start() >= 8:
        yield _Change(suffix.start(), suffix.end(), "", "repair", "标题中的站名")


def _stray_bullets(text: str) -> Iterator[_Change]:
    """The end of a cut paragraph that a page shows as the last item of its list of links."""
    bullets = list(re.finditer(r"^[•●▪■◆]\s*(?=.*。$)", text, re.M))
    if len(bullets) == 1:
        yield _Change(bullets[0].start(), bullets[0].end(), "", "repair", "项目符号")


# ---- figures taken out of their sentences ------------------------------------------------------

_UNIT = (
    "(?:[万亿]?元|万?平方米|亩|公顷|万?人次|万?人|万?张|万?只|个百分点|分钟|小时|天|"
    "[个家所张名例台套项次种支辆件场期批处条吨户])"
)
_PEOPLE = _any(
    "患者 病人 群众 居民 学员 人员 人才 博士 硕士 专家 医生 医师 护士 职工 老人 儿童 妇女 党员",
    "研究生 志愿者",
)
# In each the last group is the unit. Whole texts show none of these.
_STRICT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<=[{_HAN}，、；。])(?<![零一二三四五六七八九十百千万亿半几数])([%‰])(?!）)",
        "(?<=[升降低高下长加减快点])(个百分点)",
        "面积(万?平方米|亩(?!均)|公顷)",
        "(?:投资额?|资金|总额|经费|金额|补助|贷款|负担)(?:达到?|共计?|约)?([万亿]元)(?=[，。；、）])",
        "[床病]位数?(?:达到?|共)?(万?张)(?=[，。；、])",
        f"{_PEOPLE}(?:达到?|共)?(万?[名例]|万人次)(?=[，。；、])",
        "(?:时[间限长]|缩短|压缩)(?:缩短|压缩|控制)?[至到在](分钟|小时|天)"
        "(?=[以之]?内|以下|左右|[，。；])",
        rf"(?<=[{_HAN}])(?<![每各几数单两多一])(台（套）)(?!数)",
        r"(?<![A-Za-z0-9+*＊×])([*＊×XＸ]{1,4}(?:[%‰]|个百分点|[万亿]元|万?人次|分钟|小时|平方米|[例张]))",
        rf"(?<![A-Za-z0-9+*＊×])([*＊×]{{1,4}}{_UNIT}|[XＸ]{{2,4}}[名家所项次台]|[XＸ]个)",
    )
)
_MASKED_DIGITS = re.compile("[*＊×XＸ]+")
_LOOSE = re.compile(rf"(?<=[{_HAN}、])(?:[%‰]|{_UNIT}(?:（套）)?)")
_DETERMINERS = set(
    "这那每各某该本几多数整首单逐两第另哪同上下前后半余零一二三四五六七八九十百千万亿近超若干小"
)
_CUES = re.compile(
    _any(
        "等 完成 建成 达到? 至少? 表彰 设立 引进 新增 每人 最高 储备 共 培养 培训 设置 配备 开展",
        "建设 创建 打造 覆盖 招聘",
    )
)
_MONEY_NOT_BLANK = re.compile("以上|以下|GDP|产值|户|村|镇|级|企业|项目|园|楼|均")
_ENOUGH = 2  # strict signs, before the loose ones are believed


def _strict_blanks(text: str) -> Iterator[tuple[int, int]]:
    """Units whose number has gone, by signs that whole texts do not show."""
    for found in chain.from_iterable(pattern.finditer(text) for pattern in _STRICT):
        start, end = found.span(1)
        line = text[max(0, start - 80) : start].rpartition("\n")[2]
        if "｜" not in line and "|" not in line and not line.endswith("单位"):
            yield start, end


def _token_borders(text: str) -> tuple[set[int], dict[int, str]]:
    """Where words begin, and for each border the word that ends there."""
    borders, ending, here = {0}, {}, 0
    for word in rjieba.cut(text, False):
        here += len(word)
        borders.add(here)
        ending[here] = word
    return borders, ending


def _is_loose_blank(found: re.Match[str], text: str, ending: dict[int, str]) -> bool:
    start, unit, after = found.start(), found.group(), text[found.end() : found.end() + 4]
    before = ending.get(start, "")
    if before[-1:] in _DETERMINERS or text[start - 1] in _DETERMINERS:
        return False
    if "元" in unit:
        return unit != "元" and not _MONEY_NOT_BLANK.match(after)
    if len(unit) > 1 and unit not in ("分钟", "小时", "人次"):
        return True
    closed = not after or re.match("[，。；、）]|以[上下内]|左右|等", after) is not None
    return _CUES.fullmatch(before) is not None or (closed and len(before) > 1)


def _loose_blanks(text: str) -> Iterator[tuple[int, int]]:
    """Units that stand as words of their own with no number before them."""
    borders, ending = _token_borders(text)
    for found in _LOOSE.finditer(text):
        if found.start() in borders and _is_loose_blank(found, text, ending):
            yield found.span()
    for found in re.finditer("(?:开展|实施|完成)[^，。；\\d]{0,8}手术(台)(?=[，。；])", text):
        yield found.span(1)


def _blank_figures(text: str) -> Iterator[_Change]:
    spans = dict(_strict_blanks(text))
    if len(spans) >= _ENOUGH:
        for start, end in _loose_blanks(text):
            spans.setdefault(start, end)
    done_to = 0
    for start, end in sorted(spans.items()):
        if start >= done_to:
            marked = BLANK_FIGURE + _MASKED_DIGITS.sub("", text[start:end])
            yield _Change(start, end, marked, "flag", "数字缺失")
            done_to = end


_PASSES: tuple[Callable[[str], Iterator[_Change]], ...] = (
    _replace(re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]"), "\n", "换行符"),
    _replace(
        re.compile("[\ufeff\u200b-\u200f\u202a-\u202e\u2060\xad\x00-\x08\x0e-\x1f]+"),
        "",
        "不可见字符",
    ),
    _replace(_ENTITY, html.unescape, "网页代码"),
    _replace(_TAG, _tag_text, "网页代码"),
    _replace(_WIDE, _narrow, "全角字符"),
    _damaged,
    _pinyin,
    _traditional,
    _replace(_OMITTED, _omitted_mark, "原文缺失", "flag"),
    _replace(_BROKEN_OFF, "〔原文至此中断〕", "原文缺失", "flag"),
    _replace(_QUOTED, lambda quoted: f"“{quoted[1:-1]}”", "半角标点"),
    _brackets,
    _replace(_MARKS, _full_width, "半角标点"),
    _replace(_EDGE_SPACE, "", "空白"),
    _replace(_INNER_SPACE, " ", "空白"),
    _spaced_out,
    _replace(re.compile(r"(?<=\n\n)\n+"), "", "空行"),
    _dropped_lines,
    _replace(re.compile(r"(?<![.…])(?:\.{3,}|…+)[\s>]*\Z"), "〔原文至此中断〕", "原文缺失", "flag"),
    _title_trimmings,
    _stray_bullets,
    _blank_figures,
)
