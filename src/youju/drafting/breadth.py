"""What a text about all of an office's work is drawn from: every part of its documents in turn.

A topic that is the whole field (卫生健康工作) tells no sentence from another; what counts is that
each section has its say and that figures come first. Knows no brief.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from youju.answering.sources import SourceSentence, sentences_of
from youju.reading.figures.quantities import find_quantities
from youju.types import Passage

_FIELD = re.compile(
    "(?:我[市区县省])?(?:全面|全年|年度|各项|整体|主要|重点)*"
    "(?:(?:医疗)?卫生健康|健康卫生|卫健|医疗卫生|卫生|健康事业|卫生与健康|年度|全年|全面)?"
    "(?:系统|事业|委|局)*(?:(?:高质量)?发展)?(?:全面|年度|主要|重点|各项)*(?:工作|情况)*"
)
_ADDRESSING = re.compile("^(?:同志们|各位|下面|今天|刚才|会议(?:强调|指出|要求)|谢谢)|[：:]$")
_WITH_FIGURE, _PLAIN = 1.0, 0.6
_NO_HEADING = 0.5  # of the weight: greetings and openings
_STEP = 0.08  # what each further sentence of a section weighs less


def is_whole_field(topic: str) -> bool:
    """Whether a topic names all of the work, not a part of it."""
    return _FIELD.fullmatch(topic.strip()) is not None


def surveyed(passages: Sequence[Passage]) -> list[tuple[SourceSentence, float]]:
    """The sentences with weights up to 1, so that the best of every section come first."""
    sections: dict[tuple[str, ...], list[tuple[float, SourceSentence]]] = defaultdict(list)
    for one in sentences_of(passages):
        if _ADDRESSING.search(one.text):
            continue
        headings = one.passage.chunk.headings
        weight = _WITH_FIGURE if find_quantities(one.text) else _PLAIN
        weight *= 1.0 if headings else _NO_HEADING
        sections[(one.passage.chunk.doc_id, *headings)].append((weight, one))
    found = []
    for rows in sections.values():
        rows.sort(key=lambda row: -row[0])  # stable: in the order of the text
        found += [(one, weight - _STEP * at) for at, (weight, one) in enumerate(rows)]
    return sorted(found, key=lambda pair: -pair[1])
