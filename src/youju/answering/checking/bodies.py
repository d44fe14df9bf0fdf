"""Hospitals, commissions and other bodies that a sentence names are those of its source."""

import re
from collections.abc import Iterator

from youju.answering.abbreviations import shortened
from youju.answering.checking.basis import Basis, told
from youju.answering.equality import holds, quantities
from youju.answering.sources import SourceSentence
from youju.reading.metadata.gazetteer import paths_of
from youju.reading.metadata.masks import masked_places
from youju.retrieval.framing import find_places, without_frame
from youju.retrieval.institutions import find_bodies
from youju.types import Check

# Bodies of which there is one in a place, or that are named by their kind alone.
_KIND = re.compile(
    "敬老院|福利院|养老院|卫生院|卫生室|诊所|保健院|血站|卫健委|疾控中心|急救中心|人社局|医保局|民政局|教育局"
    "|财政局|公安局|应急局|市场监管局|发改委|大学|学院|党校|红十字会|妇联|残联|团委|总工会|政协|法院|检察院|银行"
)
_LONG = 6  # characters of a name
_PLACE = re.compile("(.{1,4}?[省市县区州])(?=.)")
_RANK = re.compile("^(?:[省市县区州]|该|本|我|全)+")


def check_bodies(sentence: str, basis: Basis) -> Iterator[Check]:
    """A body is named by the cited sentences; by their passage only where they name none."""
    said, around = shortened(basis.told), shortened(basis.around)
    others = {_core(body) for body in find_bodies(basis.told)}
    for body in find_bodies(sentence):
        core = _core(body)
        if not core or body in said or core in said or (core in around and not others):
            continue
        if (_kin(core, others) or core not in around) and not _is_miscut(core, around):
            yield told("body", "fail", body, "所引原文说的不是这个单位。", basis.marker)


def _is_miscut(core: str, around: str) -> bool:
    """Whether a long name is known but for a first character that belongs to the verb before."""
    return len(core) >= _LONG and core[1:] in around


def check_bodies_of_figures(sentence: str, basis: Basis) -> Iterator[Check]:
    """A figure of 第九人民医院 is not told of another body that is cited beside it."""
    bodies = [(sentence.find(body), body) for body in find_bodies(sentence)]
    for figure in quantities(sentence):
        before = [body for start, body in bodies if start < figure.start]
        holding = [s for s in basis.cited if holds(s.text, figure)]
        if not before or not holding or not _core(before[-1]):
            continue
        if all(_is_of_another(before[-1], source) for source in holding):
            note = "原文里这个数据说的是别的单位。"
            yield told("body", "fail", before[-1], note, basis.marker)


def _is_of_another(body: str, source: SourceSentence) -> bool:
    text = shortened(f"{source.context} {source.text}")
    named = any(map(_core, find_bodies(source.text)))
    return named and body not in text and _core(body) not in text


def check_kinds_of_bodies(sentence: str, basis: Basis) -> Iterator[Check]:
    """乡镇敬老院 is wrong where no passage speaks of one: 乡镇卫生院."""
    around = shortened(basis.around)
    for kind in dict.fromkeys(_KIND.findall(shortened(sentence))):
        if kind not in around and kind in sentence:
            yield told("body", "fail", kind, "所引原文没有提到这类单位。", basis.marker)


def _kin(core: str, others: set[str]) -> bool:
    """Whether the cited sentences name another body of the kind."""
    return any(other[-2:] == core[-2:] for other in others if other)


def _core(body: str) -> str:
    """A body's name without place and rank: 娄底市第一人民医院 and 市第一人民医院 are one."""
    while (found := _PLACE.match(body)) and (paths_of(found[1]) or masked_places(found[1])):
        body = body[found.end() :]
    bare = without_frame(body, find_places(body), ()).replace(" ", "")
    return _RANK.sub("", shortened(bare))
