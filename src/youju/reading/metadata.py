"""What a document is: title, place, period, kind, speaker, date, trust, and what of it was guessed.

Judges by the words of the text alone. The one table is of China's prefecture-level cities, because
黄石 in a text is 黄石市; which district belongs to which city, this module does not know.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import rjieba

from youju.reading.readers import RawText
from youju.text import sentence_spans
from youju.types import DocumentFacts, Trust


def _words(text: str) -> list[str]:
    return text.split()


_CITIES = _words("""
    北京 天津 上海 重庆 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水
    太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽
    鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新
    辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 吉林 四平 辽源 通化 白山 松原 白城 哈尔滨 齐齐哈尔
    鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州
    南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州
    舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安
    亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江
    新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海
    日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌
    漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州
    黄冈 咸宁 随州 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底
    广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞
    中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池
    来宾 崇左 海口 三亚 三沙 儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山
    南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖
    玉溪 保山 昭通 丽江 普洱 临沧 拉萨 日喀则 昌都 林芝 山南 那曲 西安 铜川 宝鸡 咸阳
    渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳
    定西 陇南 西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密
""")
_PROVINCES = _words(
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 "
    "云南 陕西 甘肃 青海"
)
_PREFECTURES = _words(
    "延边 恩施 湘西 阿坝 甘孜 凉山 黔西南 黔东南 黔南 楚雄 红河 文山 西双版纳 大理 德宏 怒江 迪庆 "
    "临夏 甘南 海北 黄南 海南 果洛 玉树 海西 昌吉 博尔塔拉 巴音郭楞 克孜勒苏 伊犁"
)
# Words of the language too: a city only with 市 behind them.
_CITY_AND_WORD = _words(
    "朝阳 黄山 日照 中山 安康 三明 山南 白银 来宾 大庆 长治 大同 开封 天水 普洱 北海"
)
_NOT_A_CITY = tuple("省县区镇乡村路街")  # 吉林省 is no city, 南阳镇 is not 南阳
_HAN = "\u3400-\u9fff"
_CITY = re.compile("|".join(sorted(_CITIES, key=len, reverse=True)))
_BEFORE_PLACE = "在为与和及对向从由是于到至对据市省州盟、，。；：！？（《“”\\s\\d日"
_REGION = re.compile(
    rf"(?:(?<=[{_BEFORE_PLACE}])|(?<![{_HAN}]))"
    rf"([{_HAN}]{{2,3}}?(?:自治县|[县区旗市]))"
    rf"(?![级直属域民场])(?=[{_HAN}\d，。、；：（“\s]|$)"
)
_FUNCTION_WORDS = set("与和及对向从由是于到至以了着要将把被让使我你他其的有会内外里中间个各")
_PROVINCE = re.compile(
    f"(?:{'|'.join(_PROVINCES)})省|"
    "内蒙古自治区|广西壮族自治区|西藏自治区|宁夏回族自治区|新疆维吾尔自治区"
)
_PREFECTURE = re.compile(f"(?:{'|'.join(_PREFECTURES)})(?:[{_HAN}]{{2,9}}?自治)?州")
# 各县, 城区, 超市 …: no names, whatever stands before them.
_NO_NAME = re.compile(
    r"[全我各本该两每某此几派][县区旗市]$|^[市老主新中偏远]?[山城新老]区$|"
    r"^.?[多外省市县区镇乡跨临一二三四五六七八九十类级的和及][县区旗市]$|"
    r"城市|超市|都市|上市|农贸|门市|股市|夜市|集市|委市|"
    r"社区|地区|园区|辖区|校区|院区|灾区|疫区|景区|片区|小区|郊区|特区|治区|高新区|开发区|责任区|"
    r"病区|库区|牧区|街区|分区|专区|功能区|(?:示范|试点|先进|贫困)[区县市]|"
    r"县[市区]$|市[县区]$|区[县市]$|省[市县区]$"
)
_MASK = re.compile(
    r"(?<![A-Za-z0-9+])(?:[XＸ×]{1,3}|[*＊]{1,3}|某{1,2})"
    "(?=[省市县区镇乡村局]|街道|社区|医院|同志|大学|医科)"
)
_MASKED_PLACE = re.compile(r"(?<![A-Za-z0-9+*])(?:[XＸ×]{1,3}|某{1,2})[市县区州]")
_BLANK = "〔数字缺失〕"
_OWN_LEVEL = {
    "州": re.compile("[全我]州"),
    "省": re.compile("[全我]省"),
    "市": re.compile("[全我]市"),
    "县": re.compile("[全我]县"),
    "区": re.compile("[全我]区"),
}
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|[-—–~至](?:19|20)\d{2}年)")
_DAY = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"
_DATE = r"(\d{4})[-/.年]\s*(\d{1,2})[-/.月]\s*(\d{1,2})日?"
_STATED_DATE = re.compile(rf"(?:发布|发表|更新|刊发|成文)?(?:时间|日期)\s*[：:]\s*{_DATE}")
_STAMP_LINE = re.compile(rf"^\s*[（(\[]?\s*{_DATE}(?:\s+\d{{1,2}}:\d{{2}}|\s*[)）\]]?\s*$)", re.M)
_NOT_OURS = re.compile("快照|采集|抓取|收录")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤马郄"
)
_NAME = rf"[{_SURNAMES}](?:[{_HAN}]{{1,2}}|\s[{_HAN}])"
_POST = "书记|主任|局长|市长|县长|区长|州长|省长|部长|厅长|院长|主席|秘书长|委员|专员|处长|站长"
_BYLINE = re.compile(
    rf"\s*(?:[○◎●◇△▲]\s*|作者\s*[：:]\s*|(?:本报|通讯员|记者)?\s*|[{_HAN}、]{{0,24}}(?:{_POST})\s*)"
    rf"({_NAME}(?:[\s、]+{_NAME}){{0,3}})\s*(?:同志)?\s*"
)
_STATED_AUTHOR = re.compile(rf"作者\s*[：:]\s*({_NAME})(?![{_HAN}])")
_TITLED = (
    ("讲话", r"讲话|致辞|发言|动员"),
    ("工作报告", r"工作报告|述职"),
    ("调研报告", r"调研"),
    ("汇报材料", r"汇报"),
    ("工作简报", r"简报"),
    ("工作总结", r"总结|工作情况|情况报告"),
    ("通知", r"通知|通告|公告|通报"),
    ("文件", r"意见$|方案|办法|规划|条例|决定|计划|要点|细则"),
)
_ENDS = re.compile(r"[。！？；：:，,]$")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、]|[-•]\s"
)


def describe(clean: str, raw: RawText, source: str, complete: bool) -> DocumentFacts:
    """What is stated in the file's head stands; the rest is read from the text or guessed."""
    guess = _guess(clean, raw)
    front = {k: v for k, v in raw.front.items() if v}
    values = {**guess.values, **front}
    inferred = tuple(sorted(guess.inferred - front.keys()))
    trust: Trust = "masked" if values["trust"] == "masked" else "named"
    if "complete" in front:
        complete = front["complete"].lower() not in ("false", "no", "0", "否")
    return DocumentFacts(
        doc_id=hashlib.sha256(clean.encode()).hexdigest()[:16],
        title=str(values["title"]),
        kind=str(values["kind"]),
        place=values["place"],
        period=values["period"],
        published=values["published"],
        speaker=values["speaker"],
        source=source,
        addresses=(source,),
        trust=trust,
        complete=complete,
        inferred=inferred,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guess:
    values: Mapping[str, str | None]
    inferred: frozenset[str]


def _guess(clean: str, raw: RawText) -> _Guess:
    """Read or guess every field, and name those that the text does not state in so many words."""
    stated_title = raw.front.get("title") or _title_line(clean)
    title = stated_title or _made_title(clean)
    trust = "masked" if _masks(clean) >= 2 else "named"
    place, place_stated = _place(clean, raw.text, title)
    published = _published(clean, raw.text)
    period, period_stated = _period(clean, title, published)
    kind, kind_stated = _kind(clean, raw.text, title)
    values = {
        "title": title,
        "place": place,
        "period": period,
        "published": published,
        "kind": kind,
        "speaker": _speaker(clean, raw.text, title),
        "trust": trust,
    }
    guessed = {
        "title": not stated_title,
        "place": place is not None and not place_stated,
        "period": period is not None and not period_stated,
        "kind": not kind_stated,
        "trust": True,
    }
    return _Guess(values=values, inferred=frozenset(k for k, is_so in guessed.items() if is_so))


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.split("\n") if line.strip())


def _title_line(clean: str) -> str:
    """The first line, where it can be a title; empty otherwise."""
    for line in _lines(clean):
        title = re.sub(r"^#+\s*", "", line)
        fits = 4 <= len(title) <= 60 and not _ENDS.search(title) and not _NUMBERED.match(title)
        return title if fits else ""
    return ""


def _made_title(clean: str) -> str:
    """The first sentence without its date, as a title for a text that has none."""
    for start, end in sentence_spans(clean):
        if _NUMBERED.match(clean, start) or clean[start:end].endswith(("：", "〕")):
            continue
        sentence = re.sub(rf"^{_DAY}(?:上午|下午)?[，,]?", "", clean[start:end])
        sentence = sentence.rstrip("。；！？：:")
        if len(sentence) >= 6:
            return sentence if len(sentence) <= 40 else re.split("[，,]", sentence)[0][:40]
    return clean.strip()[:40] or "无题"


# ---- place -----------------------------------------------------------------------------------


def _masks(clean: str) -> int:
    return len(_MASK.findall(clean)) + clean.count(_BLANK) // 3


def find_places(text: str) -> tuple[tuple[int, str], ...]:
    """The named places in `text`, with where each begins; 娄底 is given as 娄底市."""
    whole_names = (*_PROVINCE.finditer(text), *_PREFECTURE.finditer(text))
    found: dict[int, str] = {m.start(): m.group() for m in whole_names}
    borders = {0, *accumulate(len(word) for word in rjieba.cut(text, False))}
    for match in _CITY.finditer(text):
        after = text[match.end() : match.end() + 1]
        whole = {match.start(), match.end()} <= borders and match.group() not in _CITY_AND_WORD
        if after == "市" or (whole and after not in _NOT_A_CITY):
            found[match.start()] = match.group() + "市"
    for match in _REGION.finditer(text):
        name = match.group(1)
        if match.start(1) not in found and not _NO_NAME.search(name) and _is_name(name[:-1]):
            found[match.start(1)] = name
    return tuple(sorted(found.items()))


@lru_cache(maxsize=4096)
def _is_name(stem: str) -> bool:
    """Whether the characters before 县, 区 or 市 can be a name: 明确 (市第一医院) is a verb."""
    return not any(
        word in _FUNCTION_WORDS or (len(word) > 1 and tag[0] in "vpcdrmua")
        for word, tag in rjieba.tag(stem)
    )


def _joined(places: tuple[tuple[int, str], ...], text: str) -> Iterator[str]:
    """Places as written: 盐城市 and 大丰区 right behind it are one."""
    here = 0
    while here < len(places):
        start, name = places[here]
        end = start + len(name)
        inner = places[here + 1] if here + 1 < len(places) else None
        if (
            text.startswith(name, start)
            and inner
            and inner[0] == end
            and inner[1][-1] in "区县市旗"
        ):
            yield name + inner[1]
            here += 2
        else:
            yield name
            here += 1


def _own_level(clean: str) -> str:
    """市, 县 or 区: the level on which the text speaks of itself; empty when it does not."""
    counts = {level: len(pattern.findall(clean)) for level, pattern in _OWN_LEVEL.items()}
    best = max(counts, key=lambda level: counts[level])
    return best if counts[best] else ""


def _place(clean: str, raw: str, title: str) -> tuple[str | None, bool]:
    """The place that the document speaks for, and whether the text itself writes that name."""
    level = _own_level(clean)
    scores: Counter[str] = Counter()
    head = clean[:400]
    papers = " ".join(re.findall(rf"(?:转自|来源)\s*[：:]?\s*([{_HAN}]{{2,12}})", raw[:1500]))
    for text, weight in ((title, 20), (papers, 25), (head, 3), (clean, 1)):
        for name in _joined(find_places(text), text):
            scores[name] += weight
    first = next((name for name in _joined(find_places(clean), clean) if scores[name] > 4), "")
    scores[first] += 8  # a text names its own place before others
    for text, weight in ((title, 20), (clean, 1)):
        for found in _MASKED_PLACE.finditer(text):
            scores[found.group().replace("Ｘ", "X")] += weight
    enough = 6 if _masks(clean) >= 2 else 2
    fitting = {
        name: n
        for name, n in scores.items()
        if name and _fits(name, level) and (n >= enough or _MASKED_PLACE.match(name))
    }
    if not fitting:
        return None, False
    best = max(fitting, key=lambda name: fitting[name])
    return best, best in clean or best in title


def _fits(name: str, level: str) -> bool:
    """Whether a text that says 全市 can be of this place: it needs a name of its own level."""
    wider = {"市": "州盟", "县": "旗市", "省": "区市"}
    return not level or name[-1] in level + wider.get(level, "")


# ---- period and date -------------------------------------------------------------------------


def _years(text: str) -> list[int]:
    return [int(y) for y in _YEAR.findall(text)]


def _span(years: list[int]) -> str | None:
    if not years:
        return None
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}-{last}"


def _period(clean: str, title: str, published: str | None) -> tuple[str | None, bool]:
    """The years that the text reports on or plans for, and whether title or headings say so."""
    body = re.sub(rf"^\s*[（(\[]?{_DATE}.*$", "", clean, flags=re.M)
    headings = [line for line in _lines(body) if len(line) <= 40 and _NUMBERED.match(line)]
    named = _years(title)
    if named:
        near = [y for line in headings for y in _years(line) if abs(y - named[0]) <= 1]
        return _span(named + near), True
    if any(_years(line) for line in headings):
        return _span([y for line in headings for y in _years(line)][:6]), True
    counts = Counter(_years(body))
    if counts:
        return _span(_main_years(body, counts)), False
    return (published[:4] if published else None), False


def _main_years(body: str, counts: Counter[int]) -> list[int]:
    """The year most spoken of, and its neighbours where they weigh too or hold the plan."""
    top = max(counts, key=lambda year: (counts[year], year))
    years = [top]
    for year in (top - 1, top + 1):
        planned = (
            re.search(rf"{year}年[^。；]{{0,12}}(?:要|将|重点|工作|目标)", body) and year > top
        )
        if counts[year] >= max(2, 0.4 * counts[top]) or planned:
            years.append(year)
    return years


def _iso(found: re.Match[str]) -> str | None:
    year, month, day = (int(g) for g in found.groups()[:3])
    if not (1949 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _published(clean: str, raw: str) -> str | None:
    """The date that stands with the title, or under the text."""
    head = "\n".join(line for line in list(_lines(raw))[:15] if not _NOT_OURS.search(line))
    for pattern in (_STATED_DATE, _STAMP_LINE):
        found = pattern.search(head)
        if found and _iso(found):
            return _iso(found)
    for line in list(_lines(clean))[-3:]:
        found = re.fullmatch(rf"[（(]?{_DATE}[)）]?", line)
        if found:
            return _iso(found)
    return None


# ---- kind and speaker ------------------------------------------------------------------------


def _kind(clean: str, raw: str, title: str) -> tuple[str, bool]:
    """What sort of document it is, and whether its title says so."""
    for kind, cue in _TITLED:
        if re.search(cue, title) and not re.search(r"召开|举行", title):
            return kind, True
    opening = clean[:300]
    if re.search(r"同志们[：:，！]|各位(?:代表|领导|同事|来宾)", opening):
        return "讲话", False
    if re.search(rf"^{_DAY}[^。\n]{{0,60}}(?:召开|举行|举办)", opening, re.M):
        return "新闻通稿", False
    signed = any(_BYLINE.fullmatch(line) for line in list(_lines(clean))[:4])
    reported = re.search(r"编辑\s*[：:]|編輯|本报讯|本网讯|记者|通讯员", raw[:600])
    if signed and (not reported or re.search(r"我[市县区省委们]", clean)):
        return "署名文章", False
    if reported or signed:
        return "通讯", False
    return "材料", False


def _speaker(clean: str, raw: str, title: str) -> str | None:
    """Who speaks or signs, where a line of its own says so."""
    for line in list(_lines(clean))[:5]:
        found = _BYLINE.fullmatch(line)
        if found and line != title:
            return _names(found.group(1))
    stated = _STATED_AUTHOR.search(raw[:2000])
    in_title = re.match(rf"({_NAME})(?:同志)?在.{{4,}}(?:讲话|报告|发言)", title)
    found = stated or in_title
    return _names(found.group(1)) if found else None


def _names(names: str) -> str:
    parts = re.split(r"[\s、]+", names.strip())
    joined: list[str] = []
    for part in parts:
        if joined and len(part) == 1 and len(joined[-1]) == 1:
            joined[-1] += part  # 张 三, spread to the width of a longer name
        else:
            joined.append(part)
    return "、".join(joined)
