"""A brief becomes a draft: materials, outlines, section. Only the order of the steps."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from youju.drafting.briefs import Brief
from youju.drafting.drafts import DraftEvent, Outlined
from youju.drafting.materials import Gatherer
from youju.drafting.outlines import Outline
from youju.drafting.outlining import Structures, outlines
from youju.drafting.section import SectionWriter


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafter:
    """Drafts sections; each step can be taken by itself."""

    gatherer: Gatherer
    section: SectionWriter
    structures: Callable[[Brief], Structures]

    def outline(self, brief: Brief) -> tuple[Outline, ...]:
        """The outlines that fit the brief, the fittest first; never empty."""
        return outlines(brief, self.gatherer.gather(brief), self.structures(brief))

    def stream(self, brief: Brief, *, quote_only: bool = False) -> Iterator[DraftEvent]:
        """Yield the outlines, then each sentence of the first as it is done, then the draft."""
        offered = self.outline(brief)
        yield Outlined(outlines=offered)
        yield from self.section.stream(brief, offered[0], quote_only=quote_only)
