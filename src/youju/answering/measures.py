"""What a question wants counted, and which units count such a thing.

多少张 wants 张, 花了多少钱 wants 元, 覆盖率是多少 wants a share. Knows only words and units.
"""

import re
from dataclasses import dataclass
from typing import Literal

import rjieba

Family = Literal["money", "share", "people", "count", "time", "length", "area", "volume", "mass"]

_FAMILIES: dict[Family, str] = {
    "money": "元 美元 港元",
    "share": "% ‰ /10万 百分点 个百分点 倍 成 比 番",
    "people": "人 名 位 人次 人份 例 例次 剂次 剂 户次 户 对 头",
    "time": "年 个月 月 天 周 小时 个小时 分钟 秒 秒钟 工作日 个工作日 周年 周岁 岁 人年 届",
    "length": "公里 公尺 千米 米 延长米 厘米 毫米 km",
    "area": "平方米 平米 ㎡ m² m2 亩 公顷 平方公里 平方千米 亩次",
    "volume": "毫升 升 立方米 ml mL",
    "mass": "吨 公斤 千克 克 毫克 kg mg 斤",
}
_FAMILY_OF = {unit: family for family, units in _FAMILIES.items() for unit in units.split()}
_PERSONS = frozenset(["人", "名", "位"])
_STUFF: frozenset[Family] = frozenset({"volume", "mass"})
_LENGTH = re.compile(r"身高|海拔|时速|长度|全长|总长|里程|水深|多[长高远深]")
_HOW_MUCH = re.compile(
    r"多少|几(?![乎何])|多[大高长重远快]|具体(?:金额|数[字据值目])|总额|数额|人次[？。]?$"
)
_BLOOD = re.compile("(?:采|用|供|存|输|献)血量|多少血")
_AMOUNTS: frozenset[Family] = frozenset({"people", "count", "length", "area", *_STUFF})
_HOW_MANY = re.compile(
    r"(?:多少|几)\s?(?:[十百千]?[万亿])?(?:多|余)?"
    r"(?P<unit>个?百分点|人次|人份|例次|剂次|平方米|平米|延长米|公里|公尺|分钟|小时|个月|个工作日|工作日|毫升|元|美元|"
    r"[个所张名位例台套种次件条份批场处座辆部支篇册起间栋组轮届期类户床只本亩岁倍吨克米天年周]|"
    r"家(?!庭)|项(?!目)|人(?![员均才])|升(?![到至级])|成(?![效果立])|%|‰)(?!亿)"
    r"|(?P<noun>人次|人数|床位数?)(?:是|有|为|达到?|共)?(?:多少|几何)"
)
_NOUN = re.compile(
    r"(?:多少|几)[个家所张名位例台套种件条份批场处座辆部支]?([\u3400-\u9fff（）]{2,14})(?:[，。？?]|$)"
)
_ASK_AT = re.compile(
    r"(?:一共|总共|目前|现在|现|共|大概|大约)?(?:是|有|为|达到?了?|拥有)?(?:多少|几(?![乎何]))"
)
_NOUN_UNITS = {"人次": "人次", "人数": "人", "床位": "张", "床位数": "张"}
# 门诊量, 机构数: how much or how many, whatever the unit; no share of anything, and no money.
_AMOUNT = re.compile(
    r"(?<![质含])[量数](?:是|有|为|达到?|共)?(?:多少|多大|几何)|多少[^，。？?]{0,6}[量数](?:[，。？?]|$)"
)
_POINTS = re.compile("(?:多少|几)个?(?:百分)?点(?!钟|半)")
_NOT_COUNTED = re.compile(r"几(?:级|等|号|月|日|点|时|楼|版|折)|多久|哪[年月天日]|何时|什么时候")
_MONEY = re.compile(
    r"(?:多少|几[个百千万]?亿?)(?:钱|资金|经费|投资|款)|花(?:了|费|掉)?多少|几个亿|投了?多少|"
    r"(?:收入|资金|投资|经费|费用)[^，。？]{0,4}(?:金额|总额|数额)|(?:投资|资金|经费|造价)[？。]?$|"
    r"(?:投资|资金|经费|费用|[用药诊务保管]费|补助|补贴|[一-鿿]额|投入|造价|概算|预算|收入(?!院|住)|支出|罚款|奖金|基金|负担|价格?|售价|票价|"
    r"工资|月薪|销售额|成交额|产值|税额|利润)[^，。？?]{0,8}"
    r"(?:多少|几|多大|多高)|多少[^，。？?个家所张名位]{0,4}(?:资金|投资|经费|罚款|补助|负担|费用|[用药诊务保管]费|奖金|贷款)|罚了?多少|省了?多少"
)
_SHARE = re.compile(
    r"百分之几|几成|百分比|(?:[^效频汇功心]|有效|成功)率(?![先领])|占比|幅度|比例|比重|降幅|涨幅|增幅|"
    r"增速|满意度|(?:素养|健康)水平"
)
_PEOPLE = re.compile(
    r"(?:多少|几)[^，。？?]{0,6}(?:人[员才]|群众|患者|病人|居民|老年人|妇女|孕产妇|医生|医师|大夫|护士|党员|学生|儿童|老人|村医|员工|专家)"
)
_ASKING: tuple[tuple[re.Pattern[str], frozenset[Family]], ...] = (
    (_SHARE, frozenset({"share"})),
    (_PEOPLE, frozenset({"people"})),
    (_MONEY, frozenset({"money"})),
    (_BLOOD, _STUFF),
    (_AMOUNT, _AMOUNTS),
    (_LENGTH, frozenset({"length"})),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a number that answers must count in; no families: whatever it counts."""

    unit: str  # as asked: 张; empty when only the kind of unit is known
    families: frozenset[Family] = frozenset()
    is_told: bool = True  # whether the question asks how many or how much in so many words

    def takes(self, unit: str) -> bool:
        """Whether a figure of this unit may answer; 860万人次 are not so many 人."""
        if self.unit in _PERSONS and unit.endswith("次"):
            return False
        return not self.families or family_of(unit) in self.families

    def is_exact(self, unit: str) -> bool:
        """Whether it is the very unit that was asked for."""
        return bool(self.unit) and self.unit == unit


def asked_noun(question: str) -> str:
    """The thing that is counted, by the last two characters of its name: 托位; empty if unnamed."""
    found = _NOUN.search(question)
    return found[1][-2:] if found else ""


def counted_noun(question: str) -> str:
    """The last word of the name of what is counted, before or behind the word that asks; or ''."""
    if found := _NOUN.search(question):
        return found[1][-2:]
    ask = _ASK_AT.search(question)
    words = rjieba.tag(question[: ask.start()]) if ask else []
    return words[-1][0] if words and words[-1][1].startswith("n") and len(words[-1][0]) > 1 else ""


def family_of(unit: str) -> Family | None:
    """What kind of thing a unit measures; None for a number without a unit."""
    plain = unit.lstrip("百千万亿")  # a gap's unit may carry its scale: 亿元, 万只
    return _FAMILY_OF.get(plain, "count") if unit else None


def asked_measure(question: str) -> Measure | None:
    """What the question wants counted; None where it asks for a date, a rank or a grade."""
    if points := _POINTS.search(question):
        unit = "个百分点" if "百分" in points.group() else ""
        return Measure(unit=unit, families=frozenset({"share"}))
    if found := _HOW_MANY.search(question):
        unit = found["unit"] or _NOUN_UNITS[found["noun"]]
        families = _alike(family_of(unit) or "count")
        if unit == "个":  # 招的人有几个
            families |= {"people"}
        return Measure(unit=unit, families=families)
    if _NOT_COUNTED.search(question):
        return None
    for pattern, families in _ASKING:
        if pattern.search(question):
            return Measure(unit="", families=families)
    return Measure(unit="", is_told=bool(_HOW_MUCH.search(question)))


def _alike(family: Family) -> frozenset[Family]:
    """血 is stated in 吨 or in 毫升: how much there is of a thing may be measured in either."""
    return _STUFF if family in _STUFF else frozenset({family})
