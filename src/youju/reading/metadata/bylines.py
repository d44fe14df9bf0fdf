"""Who speaks or signs, where a line of its own or the title says so."""

import re

from youju.reading.cleaning.patterns import HAN
from youju.reading.metadata.headlines import text_lines

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤马郄温康施文牛樊"
    "葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆"
    "蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏"
    "宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_NAME = rf"[{_SURNAMES}](?:[{HAN}]{{1,2}}|\s[{HAN}])"
_POST = "书记|主任|局长|市长|县长|区长|州长|省长|部长|厅长|院长|主席|秘书长|委员|专员|处长|站长"
_BYLINE = re.compile(
    rf"\s*(?:[○◎●◇△▲]\s*|作者\s*[：:]\s*|(?:本报|通讯员|记者)?\s*|[{HAN}、]{{0,24}}(?:{_POST})\s*)"
    rf"({_NAME}(?:[\s、]+{_NAME}){{0,3}})\s*(?:同志)?\s*"
)
_STATED_AUTHOR = re.compile(rf"作者\s*[：:]\s*({_NAME})(?![{HAN}])")
_IN_TITLE = re.compile(rf"({_NAME})(?:(?:同志)?在.{{4,}}(?:讲话|报告|发言)|：.{{6,}})")
_NO_NAME = re.compile("[网报社斋苑站队部局委办院馆所组]$|[全我][县市区省]|任务|工作|建设|专科")


def is_byline(line: str) -> bool:
    found = _BYLINE.fullmatch(line)
    return found is not None and not _NO_NAME.search(found.group(1))


def speaker_of(clean: str, raw: str, title: str) -> str | None:
    for line in list(text_lines(clean))[:5]:
        found = _BYLINE.fullmatch(line)
        if found and line != title and not _NO_NAME.search(found.group(1)):
            return _names(found.group(1))
    found = _STATED_AUTHOR.search(raw[:2000]) or _IN_TITLE.match(title)
    return _names(found.group(1)) if found else None


def _names(names: str) -> str:
    joined: list[str] = []
    for part in re.split(r"[\s、]+", names.strip()):
        if joined and len(part) == 1 and len(joined[-1]) == 1:
            joined[-1] += part  # 张 三, spread to the width of a longer name
        else:
            joined.append(part)
    return "、".join(joined)
