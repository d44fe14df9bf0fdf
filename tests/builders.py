"""Builds nouns for tests: a small document with its chunks, without reading a file."""

from youju.text import sentence_spans
from youju.types import Chunk, Document, DocumentFacts, Passage, Reading, Section


def facts(doc_id: str = "d1", **changes: object) -> DocumentFacts:
    values: dict[str, object] = {
        "doc_id": doc_id,
        "title": "工作报告",
        "kind": "工作报告",
        "place": "甲市",
        "period": "2023",
        "published": None,
        "speaker": None,
        "source": f"{doc_id}.md",
        "addresses": (f"{doc_id}.md",),
        "trust": "named",
        "complete": True,
        "shown_chars": None,
        "whole_chars": None,
        "inferred": (),
    }
    return DocumentFacts(**{**values, **changes})  # type: ignore[arg-type]


def reading(text: str, doc_id: str = "d1", **changes: object) -> Reading:
    """One section, and a chunk for each line of the text."""
    chunks, start = [], 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\n")
        if body:
            end = start + len(body)
            chunks.append(Chunk(doc_id=doc_id, headings=(), start=start, end=end, text=body))
        start += len(line)
    section = Section(
        doc_id=doc_id, kind="heading", headings=(), start=0, end=len(text), speaker=None
    )
    return Reading(
        document=Document(facts=facts(doc_id, **changes), text=text, edits=()),
        raw=text,
        sections=(section,),
        chunks=tuple(chunks),
        figures=(),
        gaps=(),
        notes=(),
        signature=b"",
    )


def passage(text: str, rank: int = 1, headings: tuple[str, ...] = (), **about: object) -> Passage:
    known = facts(**about)  # type: ignore[arg-type]
    chunk = Chunk(doc_id=known.doc_id, headings=headings, start=0, end=len(text), text=text)
    return Passage(chunk=chunk, facts=known, rank=rank, score=1.0, found_by=("lexical",))


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]
