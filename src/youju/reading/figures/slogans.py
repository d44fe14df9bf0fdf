"""Numbers that a ledger keeps though nothing was measured: slogan counts, rounds, ranks, zeros.

五大中心 and “两癌”, 第五轮, 位居全省第一, 零死亡. Section numbers, 一是 and plain 第一 are none of
them. An answer's figures are not checked by these: see `quantities`.
"""

import re
from decimal import Decimal

from youju.reading.figures.numerals import numeral_value
from youju.reading.figures.quantities import Quantity, without_overlaps

_N = "[两三四五六七八九十]|十[一二三四五六七八九]|[二三四五六七八九]十[一二三四五六七八九]?"
_HAN = "\u3400-\u9fff"
# 三级, 三甲, 三孩, 二维码, 三胎 are ranks and kinds; 五月 and 八点 times.
_RANK = "级甲乙丙等线胎孩月点时号分届会中方型星"
_QUOTED = re.compile(
    rf"[“‘](?P<value>{_N}|双)(?:(?P<unit>[个大项种张条类件年批支家本])|(?![{_RANK}零一二两三四五六七八九十]))"
    rf"(?P<noun>[{_HAN}、]{{1,12}})[”’]"
)
_BIG = re.compile(
    rf"(?<![第零一二两三四五六七八九十百千党届])(?P<value>{_N})大(?P<unit>)(?![学会队型量小夫方前后以提作通召报精最的]|新的)(?P<noun>[{_HAN}]{{2}})"
)
_CONGRESS = frozenset(
    ("十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十", "二十一")
)
_SET_PHRASE = re.compile(
    "(?<![第零一二三四五六七八九十])(?:(?P<two>两)癌|(?P<three>三)(?:医联动|重一大|医协同)|"
    "(?P<four>四)议两公开)"
)
_MEETING = (
    "全国(?:人|代表|政协|委员)|代表|人大|人民代表|党代|政协|委员会|全体|全会|常委|常务|会议|中央|"
    "[一二三四五六七]次"
)
_ROUND = re.compile(
    rf"第\s?(?P<value>\d{{1,3}}|{_N}|[一二百])\s?(?P<unit>[轮批届期波个例代])(?![{_HAN}]{{0,4}}(?:{_MEETING}))"
)
_RANKED = re.compile(
    "(?:排名|排位|位[居列次]|名列|列|居|获得?|荣获|取得|跃居|保持|排[在到]?|进入?|跻身)"
    rf"[^，。；、第前\n]{{0,16}}(?P<before>第|前)\s?(?P<value>\d{{1,3}}|{_N}|[一二])(?P<unit>[位名强]?)"
    "(?=[，。；、）以的\n]|$|[行之]列|并|和)"
)
_STRONG = re.compile(
    r"(?<![第前做最])(?P<value>十|百|\d{2,3}|五十|三十|二十)(?P<unit>强)(?=[，。；、）县市区企医行称”]|$)"
)
_NONE = re.compile(
    "(?P<zero>零)(?P<noun>死亡|感染|事故|投诉|发生|增长|伤亡|上访|差错|病例|新增|缺陷|失误)|"
    "(?:未|没有|无)(?:再?发生|出现|发现|报告)过?(?P<none>一)(?P<unit>[例起件宗])"
)
_YEARLY = re.compile(
    r"每(?:个|半)?(?:季度|月|年|周|天|日|旬)(?:至少)?[^，。；：\d\n]{0,12}?(?P<value>一)(?P<unit>[次轮期场批])"
)
_DOUBLED = re.compile(r"翻(?P<value>[一两三]|\d)(?P<unit>番)")
_FORMULA = re.compile(
    "两个(?:确立|维护|毫不动摇|务必|一以贯之)|四个(?:意识|自信|全面|伟大|服从)|四种形态|三会一课|三严三实|三管三必须|"
    "五位一体|八项规定|四风|六大纪律|九不准|十不准|双随机|三重一大|四议两公开|四不两直|两学一做|两个责任|一岗双责"
)
_OPENS_LINE, _ENDS_LINE = re.compile(r"(?:^|\n)[（(]?第[^\n]{1,6}$"), re.compile(r"[）)]?(?:\n|$)")
_FIRST = frozenset(("1", "一"))
_PATTERNS = (_QUOTED, _BIG, _SET_PHRASE, _ROUND, _RANKED, _STRONG, _NONE, _YEARLY, _DOUBLED)


def find_slogans(text: str) -> tuple[Quantity, ...]:
    """Counted set phrases, rounds, ranks and zeros, in the order of the text, without overlaps."""
    found = [
        _quantity(pattern, m)
        for pattern in _PATTERNS
        for m in pattern.finditer(text)
        if _is_one(pattern, m)
    ]
    return tuple(without_overlaps(found))


def is_formula(words: str) -> bool:
    """Whether the words are a standing formula of Party and state: nobody's own plan."""
    return _FORMULA.match(words) is not None


def _is_one(pattern: re.Pattern[str], found: re.Match[str]) -> bool:
    if pattern is _BIG:
        return found["value"] not in _CONGRESS
    if pattern is _ROUND:
        text = found.string
        if _OPENS_LINE.search(text, 0, found.end()) and _ENDS_LINE.match(text, found.end()):
            return False  # the number of a bulletin
        return found["value"] not in _FIRST or found["unit"] not in "个例"
    return pattern is not _QUOTED or found["value"] + found["noun"] not in ("二十大", "十九大")


def _quantity(pattern: re.Pattern[str], found: re.Match[str]) -> Quantity:
    named = found.groupdict()
    start, end = _span(pattern, found)
    digits = next(
        (named[k] for k in ("value", "two", "three", "four", "zero") if named.get(k)), "零"
    )
    unit = named.get("unit") or ""
    if pattern is _RANKED and not unit:
        unit = "名"
    if pattern is _NONE and not unit:
        unit = "例"
    hedge = "前" if named.get("before") == "前" else ""
    return Quantity(
        start=start,
        end=end,
        value=Decimal(digits) if digits.isdecimal() else numeral_value(digits.replace("双", "两")),
        upper=None,
        unit=unit,
        hedge=hedge,
    )


def _span(pattern: re.Pattern[str], found: re.Match[str]) -> tuple[int, int]:
    """From the number to the end of the phrase; quotation marks stay outside."""
    if pattern is _QUOTED:
        return found.start() + 1, found.end() - 1
    if pattern is _RANKED:
        return found.start("before"), found.end()
    if pattern is _YEARLY or pattern is _DOUBLED:
        return found.start("value"), found.end()
    return found.start(), found.end()
