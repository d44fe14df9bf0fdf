"""An outline becomes a section, sentence by sentence, each from one source and checked.

The length is met by choosing sources, never by padding. Knows no library: what carries each point
is in the outline. What a text must not break, `review` is asked.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from youju.answering.chain import Writer
from youju.answering.citing import Rarity
from youju.answering.sources import SourceSentence
from youju.drafting.briefs import Brief
from youju.drafting.drafts import Draft, Written
from youju.drafting.laying import Laid, Piece, lay_out
from youju.drafting.materials import allowed_years, reading_places
from youju.drafting.outlines import Outline, OutlinePoint
from youju.drafting.paragraphs import paragraph
from youju.drafting.rules.faults import Fault
from youju.drafting.wording import Frame, Unit, Worded, adapted, unit_of, worded
from youju.errors import EndpointFailed
from youju.types import Mode

TOLERANCE = 0.15  # of the length asked for
_LINKS = 24  # characters that openings and numbers take, for each paragraph
_LEAST, _MOST = 40, 130  # characters of one sentence
_SCRAP = 25  # characters: less is not filled
_STRONG = 0.5  # of the heaviest sentence: as much about the topic
_FULL = 0.93  # of the length: no further sentence is looked for

NO_MODEL = "当前没有对话模型：以下是按提纲排好的原文摘录和数据，没有经过改写。"
BROKE_OFF = "对话模型写到一半停了（{reason}），后面的句子改用原文。"
SHORT = "材料只够写{chars}字，没有凑足{wanted}字；补充材料或在提纲里多选几条后可以重写。"
LEFT_OUT = "提纲里还有{count}条材料因字数没有写进去，可以改字数或删改提纲后重写。"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """A unit and the point that it carries."""

    at: int  # of the point
    unit: Unit


class SectionWriter:
    """Writes sections; holds what that takes."""

    def __init__(
        self,
        *,
        writer: Callable[[], Writer],
        rarity: Rarity,
        review: Callable[[str, Brief], Sequence[Fault]],
        fingerprint: str,
    ) -> None:
        self._writer = writer
        self._rarity = rarity
        self._review = review
        self._fingerprint = fingerprint

    def stream(
        self, brief: Brief, outline: Outline, *, quote_only: bool = False
    ) -> Iterator[Written | Draft]:
        """Yield each sentence as it is done, then the draft; a failing model costs no sentence."""
        run = _Run(self, brief, outline, None if quote_only else self._writer())
        yield from run.write()
        yield self._drafted(run)

    def _drafted(self, run: "_Run") -> Draft:
        laid = lay_out(run.brief, run.outline, run.pieces())
        return Draft(
            brief=run.brief,
            outline=run.outline,
            title=run.brief.heading or run.brief.topic,
            text=laid.text,
            sentences=laid.sentences,
            citations=laid.citations,
            checks=laid.checks,
            faults=tuple(self._review(laid.text, run.brief)),
            placeholders=laid.placeholders,
            mode=run.mode,
            notice=run.notice(laid),
            fingerprint=self._fingerprint,
        )


class _Run:
    """One section while it is written."""

    def __init__(
        self, parts: SectionWriter, brief: Brief, outline: Outline, writer: Writer | None
    ) -> None:
        self._parts = parts
        self.brief = brief
        self.outline = outline
        self._model = writer.model if writer else None
        self._by_paragraph = writer is not None and writer.by_paragraph
        self._notices = [*brief.notes, outline.notice, *([] if self._model else [NO_MODEL])]
        self._written: list[tuple[int, Worded]] = []
        self._room = brief.length - _LINKS * _paragraphs(outline)

    def write(self) -> Iterator[Written]:
        limit = _limit(self.outline, self._room)
        chosen, spare = _choose(self.outline, self._room, limit)
        limit = _wide_enough(chosen, self._room, limit)
        for _, group in groupby(chosen, key=lambda one: one.at):
            yield from self._write_point(tuple(group), limit)
        for one in spare:
            left = self._room - self._chars
            if left < max(_SCRAP, (1 - _FULL) * self._room):
                break
            if len(adapted(one.unit, self._frame(one), left)) <= left + TOLERANCE * self._room / 2:
                yield self._write(one, left)
        self._drop_surplus()

    @property
    def mode(self) -> Mode:
        return "generated" if any(one.by_model for _, one in self._written) else "quoted"

    def notice(self, laid: Laid) -> str:
        told = [*self._notices]
        used = {source for _, one in self._written for source in one.unit.sources}
        left = sum(m.source not in used for m in self.outline.materials)
        if self._written and left:
            told.append(LEFT_OUT.format(count=left))
        elif self._written and len(laid.text) < (1 - TOLERANCE) * self.brief.length:
            told.append(SHORT.format(chars=len(laid.text), wanted=self.brief.length))
        return "".join(filter(None, told))

    def pieces(self) -> tuple[tuple[Piece, ...], ...]:
        """What each point of the outline came to."""
        rows: list[list[Piece]] = [[] for _ in self.outline.points]
        for at, one in self._written:
            rows[at].append(Piece(text=one.text, worded=one))
        order = reading_places(self.outline.materials)
        for row in rows if not self._by_paragraph else ():  # a large model orders its own
            row.sort(key=lambda piece: order[piece.worded.unit.material.key] if piece.worded else 0)
        for row, point in zip(rows, self.outline.points, strict=True):
            lead = point.heading if self.outline.shape == "items" else ""
            row += [Piece(text=f"{lead}【待补：{what}】") for what in point.missing]
        return tuple(tuple(row) for row in rows)

    @property
    def _chars(self) -> int:
        return sum(len(one.text) + 1 for _, one in self._written)

    def _write_point(self, chosen: Sequence[_Chosen], limit: int) -> Iterator[Written]:
        """Sentence by sentence, or at once by a model that can draw sources together."""
        if self._model is None or not self._by_paragraph or len(chosen) < 2:
            for one in chosen:
                yield self._write(one, limit)
            return
        units = [one.unit for one in chosen]
        try:
            frame, rarity = self._frame(chosen[0]), self._parts._rarity
            done = paragraph(units, frame, limit, self._model, rarity)
        except EndpointFailed as error:
            self._break_off(error)
            done = tuple(worded(unit, frame, limit, None, rarity) for unit in units)
        for sentence in done:
            self._written.append((chosen[0].at, sentence))
            yield Written(text=sentence.text, done=self._chars, wanted=self.brief.length)

    def _break_off(self, error: EndpointFailed) -> None:
        self._model = None
        self._notices.append(BROKE_OFF.format(reason=error.message.rstrip("。")))

    def _write(self, one: _Chosen, limit: int) -> Written:
        frame = self._frame(one)
        try:
            done = worded(one.unit, frame, limit, self._model, self._parts._rarity)
        except EndpointFailed as error:
            self._break_off(error)
            done = worded(one.unit, frame, limit, None, self._parts._rarity)
        self._written.append((one.at, done))
        return Written(text=done.text, done=self._chars, wanted=self.brief.length)

    def _frame(self, one: _Chosen) -> Frame:
        asked = allowed_years(self.brief)  # of several years each sentence tells its own
        years = opening_years(self.outline, self.outline.points[one.at])
        years |= asked if len(asked) == 1 else frozenset()
        return Frame(place=self.brief.place, years=years, tone=self.brief.tone)

    def _drop_surplus(self) -> None:
        """Drop the lightest sentences beside the first of each point while the text is too long."""
        most = (1 + TOLERANCE) * self._room
        while self._chars > most:
            firsts = dict(reversed(self._written))
            loose = [(at, one) for at, one in self._written if firsts[at] is not one]
            if not loose and len(self._written) > 2:
                loose = self._written[1:]
            lightest = min(loose, key=lambda pair: pair[1].unit.material.weight, default=None)
            if lightest is None or self._chars - len(lightest[1].text) < 0.8 * self._room:
                return
            self._written.remove(lightest)


def opening_years(outline: Outline, point: OutlinePoint) -> frozenset[str]:
    """The one year of all materials of a point's use: its paragraph's opening says it."""
    told = [one.years for p in outline.points if p.use == point.use for one in p.materials]
    common = frozenset[str].intersection(*told) if told else frozenset[str]()
    opened = outline.shape == "items" and point.use != "lessons"
    return frozenset([max(common)]) if common and opened else frozenset()


def _paragraphs(outline: Outline) -> int:
    if outline.shape == "items":
        return len({point.use for point in outline.points})
    return len(outline.points)


def _limit(outline: Outline, room: int) -> int:
    """Characters that one sentence may take: more, where there are few to fill the length.

    Less, where more sentences are as much about the topic as the weightiest than it has room for.
    """
    limit = max(_LEAST, min(_MOST, round(1.3 * room / max(1, len(outline.points)))))
    best = max((one.weight for one in outline.materials), default=0.0)
    units = [unit_of(one) for one in outline.materials if one.weight >= _STRONG * best]
    frame = Frame(place="", years=frozenset())
    for narrower in (limit, round(0.8 * limit), round(0.65 * limit)):
        needed = sum(len(adapted(unit, frame, narrower)) + 3 for unit in units)
        if needed <= room:
            return max(_LEAST, narrower)
    return max(_LEAST, narrower) if needed <= (1 + TOLERANCE) * room else limit


def _wide_enough(chosen: Sequence[_Chosen], room: int, limit: int) -> int:
    """The limit, wider where all that was chosen would not fill the room."""
    frame = Frame(place="", years=frozenset())
    for wider in (round(times * limit) for times in (1, 1.2, 1.4, 1.7, 2, 3)):
        if sum(len(adapted(one.unit, frame, wider)) for one in chosen) > room:
            return limit
        limit = wider
    return limit


def _choose(outline: Outline, room: int, limit: int) -> tuple[list[_Chosen], list[_Chosen]]:
    """The units that fill the room, in the outline's order, and those left over, heaviest first.

    Each point has its first material before any has a second.
    """
    every = _joined(
        [
            (number, _Chosen(at=at, unit=unit_of(one)))
            for at, point in enumerate(outline.points)
            for number, one in enumerate(point.materials)
        ]
    )
    every.sort(key=lambda pair: (pair[0] > 0, -pair[1].unit.material.weight))
    frame = Frame(place="", years=frozenset())
    order = reading_places(outline.materials)
    chosen: list[_Chosen] = []
    spare: list[_Chosen] = []
    used: set[SourceSentence] = set()
    for number, one in every:
        need = len(adapted(one.unit, frame, limit)) + 3
        if used & set(one.unit.sources):
            continue
        if not chosen or (room >= need and (number == 0 or room >= _LEAST)):
            chosen.append(one)
            used |= set(one.unit.sources)
            room -= need
        else:
            spare.append(one)
    chosen.sort(key=lambda one: (one.at, order[one.unit.material.key]))
    return chosen, [replace(one) for one in spare if not used & set(one.unit.sources)]


def _joined(every: Sequence[tuple[int, _Chosen]]) -> list[tuple[int, _Chosen]]:
    """Without the sentences that another brings along; it then stands where they stood."""
    alone = {one.unit.sources: (number, one) for number, one in every}
    kept = dict(alone)
    for sources, (number, one) in alone.items():
        before = kept.pop(sources[:-1], None)
        if before is not None:
            kept[sources] = (min(number, before[0]), replace(one, at=min(one.at, before[1].at)))
    return list(kept.values())
