"""Every sentence of the documents that ship with the project, cited to itself, passes."""

from pathlib import Path

import pytest

from youju.answering.checking.basis import Basis
from youju.answering.checking.sentences import check_sentence
from youju.answering.sources import sentences_of
from youju.reading.ingest import Cut, read_path
from youju.types import Passage

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
FILES = sorted(p for p in KNOWLEDGE.glob("*/*") if p.is_file())


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_copied_sentence_passes_every_check(path: Path) -> None:
    reading = read_path(path, Cut(min_chars=300, max_chars=500))
    passages = [
        Passage(chunk=chunk, facts=reading.document.facts, rank=1, score=1.0, found_by=("dense",))
        for chunk in reading.chunks
    ]
    others = sentences_of(passages)
    for source in others:
        found = check_sentence(source.text, Basis(cited=(source,), marker=1, others=others))
        wrong = [check for check in found if check.verdict == "fail"]
        odd = {check.rule for check in found if check.verdict == "warn"} - {"trust", "kind"}
        assert not wrong, source.text
        assert not odd, source.text
