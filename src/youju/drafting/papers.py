"""A draft as a paper to be set: its lines, its markers, its table of sources."""

from itertools import groupby

from youju.drafting.drafts import Draft
from youju.drafting.formats import Block, Paper, SourceRow, blocks_of


def paper_of(draft: Draft) -> Paper:
    """The draft with markers; a copy that goes out is set without them."""
    return Paper(
        title=draft.title,
        speaker_line=draft.brief.speaker,
        blocks=_blocks(draft),
        sources=_sources(draft),
    )


def _blocks(draft: Draft) -> tuple[Block, ...]:
    paragraphs = groupby(draft.sentences, key=lambda sentence: sentence.paragraph)
    texts = [
        "".join(s.text + "".join(f"[{m}]" for m in s.citations) for s in sentences)
        for _, sentences in paragraphs
    ]
    return blocks_of("\n".join(texts))


def _sources(draft: Draft) -> tuple[SourceRow, ...]:
    titles = {
        m.source.passage.facts.doc_id: m.source.passage.facts.title for m in draft.outline.materials
    }
    quoted = {citation.marker: citation for citation in draft.citations}
    return tuple(
        SourceRow(
            marker=marker,
            sentence=sentence.text,
            title=titles.get(quoted[marker].doc_id, ""),
            quote=quoted[marker].quote,
        )
        for sentence in draft.sentences
        for marker in sentence.citations
    )
