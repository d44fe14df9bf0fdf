"""Raw text becomes clean text and a log of edits: repair, flag, drop.

Knows the order of the passes and nothing else: each module of passes says what its own are for. The
rules are for classes of noise, never for one site, and nothing that is missing is ever filled in.
"""

from dataclasses import dataclass

from youju.reading.cleaning import (
    blanks,
    characters,
    disclaimers,
    endings,
    furniture,
    links,
    mastheads,
    punctuation,
    slips,
    spam,
    titles,
    wrapping,
)
from youju.reading.cleaning.edits import Pass, TracedText
from youju.reading.cleaning.lines import LineRule, dropping
from youju.types import Edit

_LINE_RULES: tuple[LineRule, ...] = (
    spam.spam,
    disclaimers.editor_intro,
    disclaimers.offers,
    disclaimers.disclaimed,
    links.after_credits,
    links.summaries,
    links.related,
    links.bullet_titles,
    links.counted_down,
    furniture.litter,
    mastheads.channels,
    mastheads.mastheads,
    furniture.page_controls,
    furniture.footer,
    furniture.head_and_foot,
    furniture.credits_below,
)
_PASSES: tuple[Pass, ...] = (
    characters.line_ends,
    characters.invisible,
    characters.entities,
    characters.tags,
    characters.widths,
    characters.middle_dots,
    characters.shifted_bytes,
    characters.leftover_marks,
    characters.readings,
    characters.traditional,
    blanks.omissions,
    blanks.notices,
    endings.hidden,
    endings.paid_rest,
    punctuation.quotes,
    punctuation.brackets,
    punctuation.marks,
    punctuation.edge_spaces,
    punctuation.inner_spaces,
    punctuation.needless_spaces,
    punctuation.doubled_marks,
    punctuation.lone_pipes,
    punctuation.spaced_out,
    punctuation.empty_lines,
    spam.watermarks,
    dropping(_LINE_RULES),
    disclaimers.offers_inside,
    endings.missing_stops,
    wrapping.hard_wraps,
    wrapping.run_together,
    dropping((titles.doubled_title,)),  # a title may have been wrapped
    blanks.cut_end,  # the end of the text is known only when the lines below it are gone
    titles.title_trimmings,
    titles.glued_title,
    links.stray_bullets,
    endings.broken_off,
    blanks.blank_figures,
    slips.misspelt,
    slips.unopened_titles,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """A text as it may be indexed and cited, and how it came to be so."""

    text: str
    edits: tuple[Edit, ...]
    complete: bool  # False when the source says that text is missing


def clean(raw: str) -> CleanText:
    """Repair, flag and drop. A clean text comes back as it is, with no edit."""
    traced = TracedText(raw)
    for find_changes in _PASSES:
        traced.apply(find_changes(traced.text))
    traced.apply(punctuation.outer_blanks(traced.text, ends_a_line=raw.endswith("\n")))
    complete = blanks.is_complete(traced.text)
    return CleanText(text=traced.text, edits=tuple(traced.edits()), complete=complete)
