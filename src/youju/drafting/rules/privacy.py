"""P10: marks of secrecy, and what tells who a person is."""

import re
from collections.abc import Iterator

from youju.drafting.rules.faults import Fault, Rule, fault_at
from youju.drafting.rules.manuscript import Manuscript

_SECRETS = (
    (
        re.compile(
            "(?:^|(?<=[\n（(【\\s]))(?:绝密|机密|秘密)(?:★|[☆*]|(?=[\n）)】]|$)|\\d+年)|(?:绝密|机密|秘密)★"
            "|(?:本|此|该)(?:文?件|文|材料|资料)(?:属于?|为|是|系)(?:绝密|机密|秘密)"
        ),
        "有密级标志，不得在非涉密系统处理。",
    ),
    (
        re.compile(
            r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
        ),
        "有身份证号码，删去。",
    ),
    (re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"), "有手机号码，删去。"),
    (
        re.compile(
            "(?:患者|病人|确诊病例|感染者|产妇|死者)(?:[\u3400-\u9fff]某某?|[赵钱孙李周吴郑王冯陈张刘杨黄林徐朱胡郭何高罗][\u3400-\u9fff]{1,2}(?=[，。；、（(]|因|于|系))"
        ),
        "有患者的个人信息，删去或隐去。",
    ),
)


def _private(manuscript: Manuscript) -> Iterator[Fault]:
    for pattern, note in _SECRETS:
        for found in pattern.finditer(manuscript.text):
            yield fault_at("P10", "error", manuscript, found.span(), note)


RULES: tuple[Rule, ...] = (Rule(id="P10", level="error", title="涉密和个人信息", find=_private),)
