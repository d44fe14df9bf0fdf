"""The names of places in a text, and the place that a text as a whole speaks for.

Judges by the words of the text alone. The one table is of China's prefecture-level cities, because
黄石 in a text is 黄石市; which district belongs to which city, this module does not know.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

import rjieba

from youju.reading.blanks import BLANK_FIGURE


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
_OWN_LEVEL = {
    "州": re.compile("[全我]州"),
    "省": re.compile("[全我]省"),
    "市": re.compile("[全我]市"),
    "县": re.compile("[全我]县"),
    "区": re.compile("[全我]区"),
}


def count_masks(clean: str) -> int:
    """How often a name was masked, three figures taken out weighing as one name."""
    return len(_MASK.findall(clean)) + clean.count(BLANK_FIGURE) // 3


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


def place_of(clean: str, raw: str, title: str) -> tuple[str | None, bool]:
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
    enough = 6 if count_masks(clean) >= 2 else 2
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
