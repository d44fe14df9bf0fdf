"""A set in a format by its name, and a sample of it."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from youju.errors import BadInput
from youju.evaluation.formats.beir import read_beir, read_trec
from youju.evaluation.formats.rgb import read_rgb, read_rgb_reject
from youju.evaluation.formats.sheets import read_csv
from youju.evaluation.formats.squad import read_squad
from youju.evaluation.formats.texts import Found, QASet
from youju.evaluation.suites import evenly

Reader = Callable[[Sequence[Path], Path | None, Found], None]

FORMATS: Mapping[str, Reader] = {
    "squad": read_squad,
    "beir": read_beir,
    "trec": read_trec,
    "rgb": read_rgb,
    "rgb-reject": read_rgb_reject,
    "csv": read_csv,
}
_WITH_TEXTS = frozenset({"squad", "rgb", "rgb-reject"})


def read_set(name: str, paths: Sequence[Path], corpus: Path | None = None) -> QASet:
    """Read a set; raise BadInput for a format that is not known, BadSuite naming every fault.

    `corpus` is the file of a retrieval set's documents; a table's sources are looked for elsewhere.
    """
    reader = FORMATS.get(name.strip().lower())
    if reader is None:
        raise BadInput(f"没有 {name} 这种题集格式。", remedy=f"可用的有{'、'.join(FORMATS)}")
    if not paths:
        raise BadInput("没有写题集的文件。", remedy="写上题集的文件或文件夹")
    if corpus is not None and name.strip().lower() in _WITH_TEXTS:
        raise BadInput(f"{name} 题集自带语料，不能另外指定 {corpus}。", remedy="去掉 --corpus")
    found = Found()
    reader(paths, corpus, found)
    return found.result(name)


def sampled(qa_set: QASet, limit: int | None, seed: int | None) -> QASet:
    """At most `limit` of the cases: at random by a seed, else evenly spread; in their order.

    All texts stay: among fewer of them the right one would be easier to find.
    """
    if limit is not None and limit < 0:
        raise BadInput(f"题数不能是 {limit}。", remedy="写一个大于0的数")
    cases = qa_set.cases
    if seed is None or not limit or limit >= len(cases):
        return replace(qa_set, cases=evenly(cases, limit))
    chosen = sorted(random.Random(seed).sample(range(len(cases)), limit))
    return replace(qa_set, cases=tuple(cases[at] for at in chosen))
