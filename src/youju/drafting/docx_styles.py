"""The styles of a .docx file, made from a profile: faces, exact pitch, indents in characters.

Every style that a draft uses is made here, and those of the template go: its theme would win over
any face that is named. Knows no text.

No style snaps to the grid. LibreOffice gives a character two cells of a grid that is narrower than
the character, as the 28 of a line make it; so the styles themselves set the space between
characters and the pitch of lines, which comes to the same in every program.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from youju.drafting.profiles import Fonts, Profile

NORMAL, TITLE, BYLINE, SALUTATION, BODY = "Normal", "GwTitle", "GwByline", "GwSalutation", "GwBody"
SIGNATURE, MARK, PAGE_NUMBER, ANNEX, TABLE = "GwSign", "GwMark", "GwPage", "GwAnnex", "GwTable"
MARKER = "GwMarker"  # a style of characters, as those of leads are
_SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")
_FLAGS_OFF = ("autoSpaceDE", "autoSpaceDN")
_MARK_SIZE = 10.5  # 五号
_LEVELS = {1: "一", 2: "二", 3: "三", 4: "四"}  # of headings


def heading_style(level: int) -> str:
    """The style of a heading that has a line of its own."""
    return f"GwHeading{level}"


def lead_style(level: int) -> str:
    """The style of the characters of a heading that text follows on its line."""
    return f"GwLead{level}"


def twips(points: float) -> int:
    return round(points * 20)


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """An element of WordprocessingML with its attributes."""
    node = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        node.set(qn(f"w:{name}"), str(value))
    node.extend(children)
    return node


def indent(characters: float, advance: float, side: str = "firstLine") -> Any:
    """An indent in characters, and in twips for programs that do not know characters."""
    chars = round(characters * 100)
    return element("ind", **{f"{side}Chars": chars, side: twips(characters * advance)})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What sets one style apart from Normal."""

    name: str  # as Word shows it
    face: str
    size: float
    pitch: float
    is_bold: bool = False
    jc: str = "both"
    first: int = 0  # characters of the first line's indent
    outline: int | None = None  # from 0; None: no heading
    is_spaced: bool = True  # as a full line of the body wants it


def dress(file: Docx, profile: Profile) -> None:
    """Give the file the styles of the profile and none else."""
    styles = file.styles.element
    for node in list(styles):
        styles.remove(node)
    styles.append(_defaults(profile))
    styles.extend(_base(profile))
    for key, look in _looks(profile).items():
        styles.append(_paragraph_style(key, look, profile))
    styles.extend(_character_styles(profile.fonts))


def _defaults(profile: Profile) -> Any:
    properties = element("rPr", _faces(profile.fonts.body, profile.fonts.latin))
    properties.extend(_size(profile.body_size))
    properties.append(element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    return element(
        "docDefaults",
        element("rPrDefault", properties),
        element("pPrDefault", element("pPr")),
    )


def _faces(face: str, latin: str) -> Any:
    faces = {script: face if script == "eastAsia" else latin or face for script in _SCRIPTS}
    return element("rFonts", hint="eastAsia", **faces)


def _characters(look: _Look, profile: Profile) -> Any:
    properties = element("rPr", _faces(look.face, profile.fonts.latin))
    if look.is_bold:
        properties.extend([element("b"), element("bCs")])
    properties.append(element("snapToGrid", val=0))
    properties.append(element("spacing", val=profile.spacing if look.is_spaced else 0))
    properties.extend(_size(look.size))
    return properties


def _size(points: float) -> list[Any]:
    return [element("sz", val=round(points * 2)), element("szCs", val=round(points * 2))]


def _base(profile: Profile) -> Iterator[Any]:
    """Normal, and the three that every file must have."""
    normal = _Look(
        name="Normal", face=profile.fonts.body, size=profile.body_size, pitch=profile.pitch
    )
    yield _paragraph_style(NORMAL, normal, profile)
    default = element("style", element("name", val="Default Paragraph Font"), type="character")
    default.append(element("semiHidden"))
    cells = element(
        "tblCellMar",
        *(element(side, w=100, type="dxa") for side in ("left", "right")),
    )
    table = element("style", element("name", val="Normal Table"), type="table")
    table.extend([element("semiHidden"), element("tblPr", cells)])
    none = element("style", element("name", val="No List"), element("semiHidden"), type="numbering")
    for key, node in (("DefaultFont", default), ("TableNormal", table), ("NoList", none)):
        node.set(qn("w:styleId"), key)
        node.set(qn("w:default"), "1")
        yield node


def _looks(profile: Profile) -> Mapping[str, _Look]:
    fonts = profile.fonts
    body = _Look(
        name="公文正文", face=fonts.body, size=profile.body_size, pitch=profile.pitch, first=2
    )
    plain = replace(body, first=0)
    return {
        TITLE: _title(profile, "公文标题"),
        BYLINE: replace(plain, name="公文题下", face=fonts.second, jc="center"),
        SALUTATION: replace(plain, name="公文称呼"),
        BODY: body,
        **{
            heading_style(level): replace(
                body, name=f"公文{_LEVELS[level]}级标题", face=face, outline=level - 1
            )
            for level, face in _heading_faces(fonts).items()
        },
        SIGNATURE: replace(plain, name="公文落款", jc="right"),
        ANNEX: _title(profile, "附表标题"),
        **_small_looks(profile),
    }


def _title(profile: Profile, name: str) -> _Look:
    return _Look(
        name=name,
        face=profile.fonts.title,
        is_bold=profile.fonts.title_bold,
        size=profile.title_size,
        pitch=max(profile.pitch, profile.title_size * 1.25),
        jc="center",
    )


def _small_looks(profile: Profile) -> Mapping[str, _Look]:
    """What stands outside the grid of the text."""
    mark = _Look(
        name="审稿标记",
        face=profile.fonts.body,
        size=_MARK_SIZE,
        pitch=14,
        jc="center",
        is_spaced=False,
    )
    number, cell = profile.footer_size, profile.table_size
    return {
        MARK: mark,
        PAGE_NUMBER: replace(
            mark, name="公文页码", face=profile.fonts.footer, size=number, pitch=number, jc="right"
        ),
        TABLE: replace(mark, name="附表文字", size=cell, pitch=profile.table_pitch, jc="left"),
    }


def _heading_faces(fonts: Fonts) -> Mapping[int, str]:
    return {1: fonts.first, 2: fonts.second, 3: fonts.body, 4: fonts.body}


def _paragraph_style(key: str, look: _Look, profile: Profile) -> Any:
    style = element("style", element("name", val=look.name), type="paragraph", styleId=key)
    if key == NORMAL:
        style.set(qn("w:default"), "1")
    else:
        style.set(qn("w:customStyle"), "1")
        style.append(element("basedOn", val=NORMAL))
    if look.outline is not None:
        style.append(element("next", val=BODY))
    style.append(element("qFormat"))
    style.append(_paragraph(look, profile))
    style.append(_characters(look, profile))
    return style


def _paragraph(look: _Look, profile: Profile) -> Any:
    """The paragraph's own settings, in the order that the schema wants."""
    properties = element("pPr")
    if look.outline is not None:
        properties.append(element("keepNext"))
    properties.append(element("widowControl", val=0))
    properties.extend(element(flag, val=0) for flag in _FLAGS_OFF)
    properties.append(element("snapToGrid", val=0))
    properties.append(
        element("spacing", before=0, after=0, line=twips(look.pitch), lineRule="exact")
    )
    if look.first:
        properties.append(indent(look.first, profile.body_size))
    properties.append(element("jc", val=look.jc))
    if look.outline is not None:
        properties.append(element("outlineLvl", val=look.outline))
    return properties


def _character_styles(fonts: Fonts) -> Iterator[Any]:
    for level, face in _heading_faces(fonts).items():
        lead = element(
            "style",
            element("name", val=f"公文{_LEVELS[level]}级段首"),
            element("rPr", _faces(face, fonts.latin)),
            type="character",
            customStyle=1,
            styleId=lead_style(level),
        )
        yield lead
    yield element(
        "style",
        element("name", val="引用标号"),
        element("rPr", element("vertAlign", val="superscript")),
        type="character",
        customStyle=1,
        styleId=MARKER,
    )
