"""What a web page puts around a text: controls, labels with their values, page numbers, footers.

Each rule looks at the lines of a whole text and names those to drop; it is for a class of lines,
never for one site. Links to other pages are for `links`, the page's head for `mastheads`.
"""

import re
from itertools import takewhile

from youju.reading.cleaning.lines import BARE_STAMP, BULLET, NUMBERED, STAMP, Lines, Verdicts
from youju.reading.cleaning.patterns import HAN, any_of

_MENU_BULLET = re.compile(r"[•·●▪■]\s*[^\d\s]{1,7}")
_STRONG_LABEL = any_of(
    "(?:发布|发表|更新|录入|上传|创建)(?:时间|日期) (?:信息|文章|稿件|内容|图片)?来源 图源 稿源",
    f"作者 [{HAN}]{{0,4}}新闻来源 (?:责任|网络|值班)?编辑 责编 人气 字体 字号",
    "(?:浏览|阅读|点击|访问)(?:次数|量|数|率)? 分享(?:到|至)? 本文转自 转自 转载自 原标题 收藏",
    "发布(?:机构|单位|者|人)",
)
_WEAK_LABEL = any_of(
    "时间 日期 (?:生效|废止|成文|发文|公开)日期 (?:信息)?提供日期 发文(?:机关|单位) 文\\s*号",
    "所属主题 有效性 类别 栏目 频道 分类 标签 关键[词字] 主题词 索\\s*引\\s*号 审核 校对 签发 监制",
    "[初复终一二三]审 记者 通讯员 供稿 撰稿 摄影 统筹 编审 发布(?=[：:]) 视力保护色",
)
_PRESS = any_of(
    "供稿 撰稿 来源 作者 记者 通讯员 摄影 (?:责任)?编辑 责编 审核 校对 [初复终一二三]审 统筹 编审",
    "监制 签发 发布 标签 关键[词字]",
)
_CREDIT = re.compile(rf"[（(【\[]?(?:{_PRESS}[：:]\s*[^。！？：:]{{0,30}})+")
_LABELLED = re.compile(
    rf"(?<![{HAN}])(?:(?P<strong>{_STRONG_LABEL})|{_WEAK_LABEL})"
    rf"(?:[：:]\s*(?:{STAMP}|[^\s，。？！；、\]】]{{0,30}})|(?=\s|$))"
)
_CONTROL = re.compile(
    any_of(
        "返回(?:首页|顶部|列表|上页)? 首页 (?:加入|点击)?收藏(?:本[页站])? 打印(?:[本此][页文])?",
        "关注 反馈 原创 长按(?:识别|扫描)?二维码.{0,8} 点(?:分享|收藏|在看|赞|击[上下]方.{0,14})",
        "分享(?:到|至)? 关闭(?:窗口|本页)? 微信(?:好友)? (?:新浪)?微博 QQ(?:空间|好友)? 朋友圈",
        "复制链接 扫一扫.{0,14} 字体 字号 登录 注册 站内搜索 搜索 设为首页 网站地图 联系我们",
        "关于我们 无障碍(?:浏览|阅读)?",
        "繁体(?:版)? 简体(?:版)? 手机版 客户端 点赞 评论 举报 我的订阅 订阅 阅读全文 展开全文",
        "点击(?:查看|展开|阅读)(?:全文|更多) (?:VIP|会员|点击|立即|免费|可|请)*下载[全本原此]文",
        "(?:点击|立即|免费)*下载(?:该?文[档章])? 语音播报 [大中小](?=[\\s】\\]）/|]|$) 纠错 打赏",
        "责任编辑 听全文 加入书签 阅读历史 正文复制 (?:会员|免费)注册 请先?登录",
        "(?:下载|打开)?APP(?:下载|内打开)? 手机(?:查看|阅读|扫码) A[+-] 长者助手 英文版? 登\\s录",
        "EN 网站支持I[Pp][Vv]6 二维码 VIP专?[免享]? 侵权投诉 海报 触碰右侧展开 合作伙伴 版权声明",
        "关于本站 营业执照.{0,6} logo admin 共计\\d+个字 预计阅读时长\\d+分钟",
        "\\d+(?:[.]\\d+)?[KM]B \\d{2,4}[+]",
        "(?:已有?|共有?|有)\\d+[人条位](?:网友|用户)?(?:参与|发表|评论|点赞|收藏|回复|跟帖|围观|转发)了?(?:评论|讨论|回复|跟帖)?",
    )
)
_POSITION = re.compile(r"(?:当前|您的|你的|您现在的|您所在的|所在)位置|首页\s*(?:>|»|›|/|-)")
_CRUMBS = re.compile(
    rf"(?:[>»›]\s*)?(?:[^\d\s>»›]{{1,12}}\s*[>»›]\s*){{2,}}|[>»›]\s*[{HAN}]+\s*[>»›]|"
    rf"[{HAN}]{{2,8}}\s+[>»›]\s*[^\d\s]"
)
_MADE_BY = re.compile(rf"[{HAN}]{{2,14}}(?:制作|出品|策划)")
_IMAGE_NOTE = re.compile(r"[（(【\[]?(?:相关)?资料图(?:片)?(?:[，,]?仅供参考)?[）)】\]]?")
_SIGN = re.compile(r"[~^`{}\\$@;!]|[/&*]\s+[^\s\d]")
_PICTURE = re.compile("^[\U0001f300-\U0001faff\u2600-\u27bf]|[\U0001f300-\U0001faff\u2600-\u27bf]$")
_TIMED = re.compile(r"\d[:时]\d\d")
_POSTED = re.compile(rf"原创\s.{{2,40}}{STAMP}.{{0,8}}$")
_CLOCK = re.compile(rf"{STAMP}\s*星期[一二三四五六日天]")
_FOOTER = re.compile(
    r".{0,20}版权所有|copyright|.{0,30}ICP备|.{0,30}公网安备|网站标识码|技术支持：|建议使用.{0,20}浏览器",
    re.I,
)
_FOOTER_NEIGHBOUR = re.compile(
    r"(?:主办|承办|协办|地址|邮编|邮政编码|电话|联系|传真|邮箱|维护)[^。]{0,60}$"
)
_PAGE_NUMBER = re.compile(
    r"[—–-]+\s*\d{1,4}\s*[—–-]+|第\s*\d+\s*页(?:[\s/,，]*共\s*\d+\s*页)?|\d+\s*/\s*\d+\s*页?|\d+\s*页"
)
_CODE = re.compile(
    r"[\"'\])}({;,\s•·●▪]+|.{0,80}[\"'})\]]\s*\)?;|"
    r"(?:var |function|document\.|window\.).*|<!--.*|.*-->"
)


def is_furniture(line: str) -> bool:
    """A line of page controls, or of labels with their values."""
    if NUMBERED.match(line):
        return False
    if any(shape.match(line) for shape in (_POSITION, _CRUMBS, _CLOCK, _POSTED)):
        return True
    stamp = BARE_STAMP.match(line)
    if _IMAGE_NOTE.fullmatch(line) or (stamp and _TIMED.search(line) and stamp.end() == len(line)):
        return True
    labels = list(_LABELLED.finditer(line))
    rest, controls = _CONTROL.subn("", BARE_STAMP.sub("", _LABELLED.sub("", line)))
    rest = re.sub(rf"\d[\dA-Z/]{{7,}}|[^{HAN}A-Za-z0-9]", "", rest)
    if rest and not labels and not stamp:
        return False
    timed = _TIMED.search(line) is not None
    told = len(labels) + controls + bool(timed and (labels or stamp))
    if timed and len(labels) >= 2 and labels[0].start() == 0:
        return True  # whatever the values are
    strong = any(label["strong"] for label in labels)
    enough = strong or told >= 2 or (controls and not rest) or (timed and stamp)
    return bool(enough) and len(rest) <= min(6, 0.4 * len(line))


def litter(lines: Lines) -> Verdicts:
    """Lines of signs and single letters, as a forum puts between its own; lines of pictures."""
    for i, line in enumerate(lines):
        tokens = line.split() if _SIGN.search(line) and not re.search(f"[{HAN}]", line) else []
        short = sum(len(token) <= 3 for token in tokens)
        pictured = _PICTURE.search(line) and len(line) <= 40 and not line.endswith(("。", "！"))
        if pictured or (len(tokens) >= 3 and short >= 0.8 * len(tokens)):
            yield i, "乱码行"


def page_controls(lines: Lines) -> Verdicts:
    for i, line in enumerate(lines):
        if not 0 < len(line) <= 120 or line.endswith("。"):
            continue
        if _PAGE_NUMBER.fullmatch(line):
            yield i, "页码"
        elif _CODE.fullmatch(line) and not re.search(f"[{HAN}]", line):
            yield i, "网页代码"
        elif is_furniture(line):
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


def credits_below(lines: Lines) -> Verdicts:
    """The labels of a press office below the text: who wrote, checked, published it."""
    for i in range(len(lines) - 1, -1, -1):
        line = lines[i]
        if line and not _CREDIT.fullmatch(line) and not _MADE_BY.fullmatch(line):
            return
        if line and _CREDIT.fullmatch(line):
            yield i, "网页控件与来源行"


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
