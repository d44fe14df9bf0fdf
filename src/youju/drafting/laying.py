"""Sentences are laid out as a text: openings, 一是 and 二是, headings, end marks, citations.

What is put in here states no fact. Knows no model and no library.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from youju.answering.citing import Citations
from youju.answering.scope import own_places
from youju.drafting.briefs import Brief
from youju.drafting.drafts import DraftSentence, Placeholder, SentenceRole
from youju.drafting.materials import Use
from youju.drafting.outlines import Outline
from youju.drafting.wording import Worded
from youju.types import Check, Citation

_ORDINALS = "一二三四五六七八九十"
_LEADING_YEAR = re.compile("20\\d\\d年，")
_PLACEHOLDER = re.compile("【待补：([^，【】]*)(?:，单位([^，【】]*))?】")
_OPENINGS = {
    "results": "{year}{place}{topic}主要情况如下：",
    "problems": "{place}{topic}还存在一些问题：",
    "tasks": "{year}{place}{topic}重点抓好以下工作：",
    "lessons": "外地有以下做法可供借鉴：",
}
_NARRATED = frozenset({"新闻通稿", "署名文章"})  # told in sentences, not in counted items
_SPOKEN = frozenset({"讲话稿", "专题讲话"})
_WHOLE_SPEECH = 400  # characters: less is a section of one
_SALUTATION = "同志们："
_PLANNED = re.compile(
    "(?<=..)(?:的?(?:工作|重点|下一步)?(?:重点工作|安排|打算|计划|目标|任务|要求|部署|举措))+$"
)
_ONE_OPENING = {"results": "", "problems": "同时，", "tasks": "下一步，"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A sentence without number and end mark; without a source it is a placeholder."""

    text: str
    worded: Worded | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """The text, and where everything in it stands."""

    text: str
    sentences: tuple[DraftSentence, ...]
    citations: tuple[Citation, ...]
    checks: tuple[Check, ...]
    placeholders: tuple[Placeholder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A sentence as it will stand, in its paragraph."""

    text: str
    role: SentenceRole
    paragraph: int
    piece: Piece | None = None


def lay_out(brief: Brief, outline: Outline, rows: Sequence[Sequence[Piece]]) -> Laid:
    """The text of the pieces, a row of them for each point of the outline."""
    lines = _items(brief, outline, rows) if outline.shape == "items" else _parts(outline, rows)
    return _laid(_addressed(brief, _with_years_once(_framed(brief, lines))))


def _addressed(brief: Brief, lines: Sequence[_Line]) -> list[_Line]:
    """A speech for a meeting, and not a section of one, begins with whom it is said to."""
    if brief.kind not in _SPOKEN or not brief.occasion or brief.length < _WHOLE_SPEECH:
        return list(lines)
    told = [replace(line, paragraph=line.paragraph + 1) for line in lines]
    return [_Line(text=_SALUTATION, role="link", paragraph=0), *told]


def _items(brief: Brief, outline: Outline, rows: Sequence[Sequence[Piece]]) -> list[_Line]:
    """A paragraph for each use: an opening, then 一是…；二是…。"""
    uses: dict[Use, list[Piece]] = {}
    for point, row in zip(outline.points, rows, strict=True):
        uses.setdefault(point.use, []).extend(row)
    lines: list[_Line] = []
    for use, pieces in uses.items():
        paragraph = lines[-1].paragraph + 1 if lines else 0
        if lines and len(pieces) == 1 and use != "lessons":
            pieces = [_dated(pieces[0])]  # no opening tells its year
        if brief.kind in _NARRATED and "一是二是三是" not in brief.elements:
            lines += _narrated(use, pieces, paragraph, "" if lines else brief.place)
        else:
            lines += _numbered(_opening(brief, use, pieces, bool(lines)), pieces, paragraph)
    return lines


def _dated(piece: Piece) -> Piece:
    """With the year that its source tells of, where it names none itself."""
    year = _common_year([piece])
    if not year or re.search("20\\d\\d年", piece.text):
        return piece
    return replace(piece, text=f"{year}年，{piece.text}")


def _narrated(use: Use, pieces: Sequence[Piece], paragraph: int, place: str) -> list[_Line]:
    """A sentence for each piece; what is to be done is told as such."""
    told = [_line(f"{piece.text}。", piece, paragraph) for piece in pieces]
    if use != "tasks" or not told:
        return told
    ahead = f"{year}年，" if (year := _common_year(pieces)) else "下一步，"
    opened = place if place and place not in told[0].text[:20] else ""
    return [_Line(text=ahead + opened, role="link", paragraph=paragraph), *told]


def _numbered(opening: str, pieces: Sequence[Piece], paragraph: int) -> list[_Line]:
    if not pieces:
        return []
    if len(pieces) == 1:
        return [_line(f"{pieces[0].text}。", pieces[0], paragraph)]  # 一是 asks for 二是
    mark = "。" if any("。" in piece.text for piece in pieces) else "；"
    lines = [_Line(text=opening, role="link", paragraph=paragraph)]
    for at, piece in enumerate(pieces):
        end = "。" if at == len(pieces) - 1 else mark
        number = f"{_ORDINALS[at]}是" if at < len(_ORDINALS) else ""
        text = re.sub("^要(?!求|点|素)", "", piece.text) if number else piece.text
        lines.append(_line(f"{number}{text}{end}", piece, paragraph))
    return lines


def _opening(brief: Brief, use: Use, pieces: Sequence[Piece], is_later: bool) -> str:
    """What leads to the items, with place and year; the year is that of all of them, if any is."""
    year = f"{year}年，" if (year := _common_year(pieces)) else ""
    named = _PLANNED.sub("", brief.topic)
    topic = named if named.endswith("工作") else f"{named}工作"
    place = "" if is_later else brief.place
    return _OPENINGS[use].format(year=year, place=place, topic=topic)


def _common_year(pieces: Sequence[Piece]) -> str:
    """The last year that all pieces speak of; empty for none."""
    told = [p.worded.unit.material.years for p in pieces if p.worded]
    common = frozenset[str].intersection(*told) if told else frozenset[str]()
    return max(common, default="")


def _parts(outline: Outline, rows: Sequence[Sequence[Piece]]) -> list[_Line]:
    """A heading and a paragraph for each point that came to something."""
    lines: list[_Line] = []
    whole = [one for one in _within(outline, rows) if one.rows]
    for at, one in enumerate(whole):
        if len(whole) > 1:
            lines.append(_heading(_number(at, "{}、") + one.heading, lines))
        for inner, (heading, row) in enumerate(one.rows):
            if heading:
                lines.append(_heading(_number(inner, "（{}）") + heading, lines))
            paragraph = lines[-1].paragraph + 1 if lines else 0
            lines += [_line(f"{piece.text}。", piece, paragraph) for piece in row]
    return lines


@dataclass(slots=True, kw_only=True)
class _Block:
    """A point of the first level with the rows of all that stands in it, and their headings."""

    heading: str
    rows: list[tuple[str, Sequence[Piece]]]


def _within(outline: Outline, rows: Sequence[Sequence[Piece]]) -> list[_Block]:
    blocks: list[_Block] = []
    for point, row in zip(outline.points, rows, strict=True):
        if point.level == 1 or not blocks:
            blocks.append(_Block(heading=point.heading, rows=[("", row)] if row else []))
        elif row:
            blocks[-1].rows.append((point.heading, row))
    return blocks


def _number(at: int, pattern: str) -> str:
    return pattern.format(_ORDINALS[at]) if at < len(_ORDINALS) else ""


def _heading(text: str, before: Sequence[_Line]) -> _Line:
    return _Line(text=text, role="heading", paragraph=before[-1].paragraph + 1 if before else 0)


def _framed(brief: Brief, lines: Sequence[_Line]) -> list[_Line]:
    """With place and year in the first sentence of all, if that is no opening, which has them."""
    framed = list(lines)
    first = next((i for i, line in enumerate(lines) if line.role in ("fact", "link")), None)
    if first is not None and (line := lines[first]).role == "fact" and line.piece:
        framed[first] = replace(line, text=_with_frame(brief, line.text, line.piece))
    return framed


def _with_years_once(lines: Sequence[_Line]) -> list[_Line]:
    """A paragraph that opens with its year does not say it again at the head of each sentence."""
    told: list[_Line] = []
    opened, paragraph = "", -1
    for line in lines:
        year = (_LEADING_YEAR.match(line.text) or [""])[0]
        if line.paragraph != paragraph:
            opened, paragraph = year, line.paragraph
        elif year and year == opened:
            line = replace(line, text=line.text.removeprefix(year))
        told.append(replace(line, text=_told_once(line.text, opened)) if opened else line)
    return told


def _told_once(text: str, year: str) -> str:
    """Without the year behind a clause of a sentence whose paragraph has opened with it."""
    return re.sub(f"(?<=[，；]){year.rstrip('，')}，?(?=[全共我本]|新)", "", text)


def _with_frame(brief: Brief, text: str, piece: Piece, *, is_dated: bool = False) -> str:
    material = piece.worded.unit.material if piece.worded else None
    if material is None or not material.is_ours:
        return text
    told = re.match("(20\\d\\d年(?:以来)?)，?", text)
    if told:
        return f"{told[1]}，{_with_frame(brief, text[told.end() :], piece, is_dated=True)}"
    text = re.sub("^[我全本][省市县区州](?![级直])", brief.place, text)
    if brief.place not in text[:20]:
        text = text if any(map(text.startswith, own_places(text[:14]))) else brief.place + text
    year = next(iter(material.years)) if len(material.years) == 1 and not is_dated else ""
    return f"{year}年，{text}" if year and not re.search("20\\d\\d年", text[:24]) else text


def _line(text: str, piece: Piece, paragraph: int) -> _Line:
    role: SentenceRole = "fact" if piece.worded else "placeholder"
    return _Line(text=text, role=role, paragraph=paragraph, piece=piece)


def _laid(lines: Sequence[_Line]) -> Laid:
    text = ""
    citations = Citations()
    sentences: list[DraftSentence] = []
    checks: list[Check] = []
    for at, line in enumerate(lines):
        if at and line.paragraph != lines[at - 1].paragraph:
            text += "\n"
        done = line.piece.worded if line.piece else None
        markers = tuple(citations.cite(source) for source in done.unit.sources) if done else ()
        checks += [replace(c, citation=markers[0]) for c in done.checks] if done else []
        sentences.append(
            DraftSentence(
                text=line.text,
                citations=markers,
                role=line.role,
                paragraph=line.paragraph,
                start=len(text),
                end=len(text) + len(line.text),
            )
        )
        text += line.text
    return Laid(
        text=text,
        sentences=tuple(sentences),
        citations=citations.all(),
        checks=_once(checks),
        placeholders=placeholders_in(text),
    )


def placeholders_in(text: str) -> tuple[Placeholder, ...]:
    """Every 【待补】 of a text."""
    return tuple(
        Placeholder(
            text=found.group(),
            what=found[1],
            unit=found[2] or "",
            start=found.start(),
            end=found.end(),
        )
        for found in _PLACEHOLDER.finditer(text)
    )


def _once(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Each verdict once; what is said of a document is said once, whatever cites it."""
    first: dict[tuple[str, str, str, int | None], Check] = {}
    for one in checks:
        marker = None if one.rule == "trust" else one.citation
        first.setdefault((one.rule, one.text, one.note, marker), one)
    return tuple(first.values())
