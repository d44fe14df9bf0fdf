"""The short names that staff use for what documents spell out, and the reverse.

Both sides are shortened alike before their words are compared; nothing that is shown is changed.
"""

import re

# Each short form with the longer ones that mean the same; longer before shorter.
_LONGER = {
    "集采": "集中带量采购|带量采购|集中采购",
    "公卫": "公共卫生",
    "AED": "自动体外除颤器|自动体外除颤仪|体外除颤器|除颤仪",
    "三甲": "三级甲等",
    "三乙": "三级乙等",
    "二甲": "二级甲等",
    "二乙": "二级乙等",
    "疾控": "疾病预防控制|疾病防控",
    "卫健委": "卫生健康委员会|卫生健康委|卫生和计划生育委员会|卫计委",
    "卫健": "卫生健康",
    "医保": "医疗保障|医疗保险",
    "医共体": "县域医疗共同体|医疗共同体",
    "医联体": "医疗联合体",
    "家医": "家庭医生",
    "全科医生": "全科大夫",
    "床位": "病床|床位数",
    "新冠": "新型冠状病毒|新冠病毒",
    "爱卫": "爱国卫生",
    "国考": "三级公立医院绩效考核|公立医院绩效考核",
    "降幅": "降价幅度|下降幅度",
    "涨幅": "增长幅度|上涨幅度",
    "政府": "人民政府",
    "老人": "老年人",
}
_PATTERN = re.compile("|".join(f"(?:{longer})" for longer in _LONGER.values()))
_SHORT_OF = {long: short for short, longer in _LONGER.items() for long in longer.split("|")}


def shortened(text: str) -> str:
    """The text with short names throughout."""
    return _PATTERN.sub(lambda found: _SHORT_OF[found.group()], text)
