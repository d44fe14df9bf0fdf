"""A set in a format by its name, and a sample of it."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from youju.errors import BadInput
from youju.evaluation.formats.beir import read_beir
from youju.evaluation.formats.rgb import read_rgb, read_rgb_reject
from youju.evaluation.formats.sheets import read_csv
from youju.evaluation.formats.squad import read_squad
from youju.evaluation.formats.texts import Found, QASet, Readers
from youju.evaluation.suites import evenly

FORMATS: Readers = {
    "squad": read_squad,
    "beir": read_beir,
    "trec": read_beir,
    "rgb": read_rgb,
    "rgb-reject": read_rgb_reject,
    "csv": read_csv,
}


def read_set(name: str, paths: Sequence[Path], corpus: Path | None = None) -> QASet:
    """Read a set; raise BadInput for a format that is not known, BadSuite naming every fault."""
    reader = FORMATS.get(name.lower())
    if reader is None:
        raise BadInput(f"没有 {name} 这种题集格式。", remedy=f"可用的有{'、'.join(FORMATS)}")
    found = Found()
    reader(paths, corpus, found)
    return found.result("题集")


def sampled(qa_set: QASet, limit: int | None, seed: int | None) -> QASet:
    """At most `limit` of the cases: at random by a seed, else evenly spread; in their order.

    All texts stay: among fewer of them the right one would be easier to find.
    """
    cases = qa_set.cases
    if seed is None or not limit or limit >= len(cases):
        return replace(qa_set, cases=evenly(cases, limit))
    chosen = sorted(random.Random(seed).sample(range(len(cases)), limit))
    return replace(qa_set, cases=tuple(cases[at] for at in chosen))
