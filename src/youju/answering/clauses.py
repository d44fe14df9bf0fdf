"""The clauses of a sentence, and sentences that only link others.

Knows marks and words; whether what a clause says is true, this module does not know.
"""

import re
from collections.abc import Iterator

from youju.reading.figures.quantities import find_quantities
from youju.retrieval.framing import find_places, find_years, without_frame
from youju.text import trim

_BORDER = re.compile(r"[，；;。！？!?：\n]|(?<!\d)[,:]|[,:](?!\d)")
# Words of which a sentence may consist that states nothing: 综上，具体情况如下：
_LINKING = re.compile(
    r"(?:综上所述|综上|总之|总体(?:来看|上|而言)|总的来[看说]|具体(?:来[看说]|而言)?|主要|重点|分别|包括"
    r"|体现|表现|如下|以下|下列|下面|上述|相关|有关|几个?|方面|各项|内容|措施|举措|情况|工作|做法|要点|数据|信息"
    r"|其中|此外|另外|同时|首先|其次|最后|接下来|根据|按照|依据|结合|资料|文献|材料|原文|文件|报告|讲话"
    r"|来看|可以|看出|可知|得知|显示|介绍|列出|整理|概括|归纳|总结|回答|问题|供参考|供您参考|请参阅|参考|希望|帮助|能|对您"
    r"|[的了从在中这些那有是为等点和与及所由将就我们您你现]|[，。：:；、！\s])+"
)


_LEANING = re.compile(
    "(?:并|也|均|都|已|还|更)?(?:位?居|位列|排名?|名列|跻身|荣?获得?|获评|受到|得到|超过|高于|低于|优于|领先|占|同比|环比|比|较)"
)


def clause_spans(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the clauses, without the marks between them; 1,200 is one number."""
    here = 0
    for border in [*_BORDER.finditer(text), None]:
        stop = border.start() if border else len(text)
        start, end = trim(text, here, stop)
        if start < end:
            yield start, end
        here = border.end() if border else stop


def clauses(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in clause_spans(text))


def clause_at(text: str, at: int) -> str:
    """The clause that holds the character at `at`; empty between clauses."""
    return next((text[start:end] for start, end in clause_spans(text) if start <= at < end), "")


def leans_back(clause: str) -> bool:
    """Whether a clause has no subject but that of the one before it: 居全省第一."""
    return _LEANING.match(clause) is not None


def is_connective(sentence: str) -> bool:
    """Whether a sentence states nothing and needs no citation: 具体如下：, 综上，."""
    if find_quantities(sentence):
        return False
    told = without_frame(sentence, find_places(sentence), find_years(sentence))
    return _LINKING.fullmatch(told) is not None
