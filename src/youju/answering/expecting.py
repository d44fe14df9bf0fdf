"""What kind of thing a question expects beside a figure: a person, a date, a rank or a grade.

Tells from words alone whether a sentence can hold such a thing at all; whether it is the right one,
it does not know.
"""

import re
from collections.abc import Callable

import rjieba

_GRADE = re.compile(
    r"(?:什么|哪个|哪一|何种|几)(?:等级|级别|等次|档次?|级)|等级是什么|几级|几等|几甲"
)
_WHEN = re.compile(
    r"何时|什么时候|什么时间|哪一?[年天月日]|几[月号]|哪个月|时间是|几点(?!建议|意见|要求|措施)"
)
_RANK = re.compile(r"第几|排名|名次|位次")
_NAME = re.compile(
    r"(?:长|任|记|人|者|师)[^，。？]{0,4}(?:叫什么|姓什么|的?名字|姓名)|(?:长|任|记|主席)是?谁"
)
_WHO = re.compile(r"谁|哪一?位|叫什么|什么名字")
_NO_WHO = re.compile(
    r"(?:医院|公司|单位|机构|计划|项目|活动|工程|部门|文件|方案)[^，。？]{0,6}(?:叫什么|什么名字)"
)
_A_GRADE = re.compile(
    r"[一二三四五六1-6]级|[甲乙丙]等|[二三][甲乙]|[A-D](?:档|级|行列)|等次|[国省市区县]家?级"
)
_A_DATE = re.compile(
    r"\d{4}年|\d{1,2}月|\d{1,2}日|[一二三四五六七八九十]{1,3}月|年底|年初|年内|上半年|下半年|季度|世纪|年代"
    r"|今年|去年|当年"
)
_A_RANK = re.compile(
    r"第[一二三四五六七八九十\d]|首位|榜首|前[一二三四五六七八九十\d列]|名列|之首|末位"
)
_ACTORS = ("nr", "nrt", "nt", "nz", "ns", "eng")  # persons, and bodies that act as one


def expected(question: str) -> Callable[[str], bool] | None:
    """What a sentence that answers must hold, as a test of its text; None where nothing is sure."""
    if _GRADE.search(question):
        return _holds_grade
    if _WHEN.search(question):
        return _holds_date
    if _RANK.search(question):
        return _holds_rank
    if _NAME.search(question):
        return _holds_name
    if _WHO.search(question) and not _NO_WHO.search(question):
        return _holds_actor
    return None


def _holds_grade(text: str) -> bool:
    return _A_GRADE.search(text) is not None


def _holds_date(text: str) -> bool:
    return _A_DATE.search(text) is not None


def _holds_rank(text: str) -> bool:
    return _A_RANK.search(text) is not None


def _holds_name(text: str) -> bool:
    return any(tag == "nr" and 2 <= len(word) <= 4 for word, tag in rjieba.tag(text))


def _holds_actor(text: str) -> bool:
    return any(tag in _ACTORS for _, tag in rjieba.tag(text))
