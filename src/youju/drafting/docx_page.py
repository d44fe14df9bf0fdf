"""The page of a .docx file: paper, margins, grid, page numbers, the mark of a copy for review.

Knows the profile, and nothing of the text but its title.
"""

from typing import Any

import docx
from docx.document import Document as Docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from youju.drafting.docx_parts import paragraph, plain, words
from youju.drafting.docx_styles import MARK, PAGE_NUMBER, dress, element, indent, twips
from youju.drafting.profiles import PAGE_HEIGHT, PAGE_WIDTH, Profile

_POINTS = 72 / 25.4  # in a millimetre
_HEADER_DISTANCE = 20.0  # millimetres from the edge of the paper to the mark
_STYLES_WITH_EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
_UNWANTED = {  # of the template: its faces, its lists, its picture of itself, its program's name
    *(RT.FONT_TABLE, RT.NUMBERING, RT.WEB_SETTINGS, RT.CUSTOM_XML, RT.THEME),
    *(RT.THUMBNAIL, RT.EXTENDED_PROPERTIES, _STYLES_WITH_EFFECTS),
}
_FOREIGN = ("clrSchemeMapping", "proofState", "savePreviewPicture", "rsids", "shapeDefaults")


def empty_page(profile: Profile, title: str, mark: str) -> Docx:
    """A file without text, ready for it; `mark` stands above every page, empty for none."""
    file = docx.Document()
    _strip(file)
    dress(file, profile)
    _set_languages(file)
    _set_properties(file, title)
    _lay_out(file, profile)
    section = file.sections[0]
    for header in (section.header, section.even_page_header) if mark else ():
        _fill(header, paragraph(MARK, plain(mark)))
    _fill(section.footer, _page_number(profile, is_odd=True))
    _fill(section.even_page_footer, _page_number(profile, is_odd=False))
    return file


def _strip(file: Docx) -> None:
    for links in (file.part.rels, file.part.package.rels):
        for key in [key for key, link in links.items() if link.reltype in _UNWANTED]:
            del links[key]


def _set_languages(file: Docx) -> None:
    """Chinese for what a program guesses, odd and even pages apart, the mode of today's Word."""
    settings = file.settings.element
    file.settings.odd_and_even_pages_header_footer = True
    for name in _FOREIGN:
        for node in settings.findall(qn(f"w:{name}")):
            settings.remove(node)
    for node in settings.iter(qn("w:themeFontLang")):
        node.set(qn("w:val"), "en-US")
        node.set(qn("w:eastAsia"), "zh-CN")
    for node in settings.iter(qn("w:compatSetting")):
        if node.get(qn("w:name")) == "compatibilityMode":
            node.set(qn("w:val"), "15")
    for node in settings.iter(qn("w:zoom")):  # the schema wants a percentage
        node.set(qn("w:percent"), "100")


def _set_properties(file: Docx, title: str) -> None:
    """The title, and no author: who signs the text is not for a program to say."""
    properties = file.core_properties
    properties.title = title[:255]  # that a property can hold
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.language = "zh-CN"
    element_ = properties._element
    for node in [n for n in element_ if n.tag.endswith(("}created", "}modified"))]:
        element_.remove(node)  # those of the template


def _lay_out(file: Docx, profile: Profile) -> None:
    section = file.sections[0]._sectPr
    for name in ("pgSz", "pgMar", "cols", "docGrid"):
        for node in section.findall(qn(f"w:{name}")):
            section.remove(node)
    sides = ("top", "right", "bottom", "left")
    margins = {side: twips(getattr(profile, side) * _POINTS) for side in sides}
    foot = (profile.bottom - profile.footer_gap) * _POINTS - profile.footer_size
    section.extend(
        [
            element("pgSz", w=twips(PAGE_WIDTH * _POINTS), h=twips(PAGE_HEIGHT * _POINTS)),
            element(
                "pgMar",
                **margins,
                header=twips(min(_HEADER_DISTANCE, profile.top - 10) * _POINTS),
                footer=twips(max(foot, 0)),
                gutter=0,
            ),
            element("cols", space=425),
            _grid(profile),
        ]
    )


def _grid(profile: Profile) -> Any:
    """The grid of lines and characters: how much a character's cell differs from its size.

    It is what Word shows of the page; the styles hold the pitches themselves, see `docx_styles`.
    """
    space = round((profile.cell - profile.body_size) * 4096)
    pitch = twips(profile.pitch)
    return element("docGrid", type="linesAndChars", linePitch=pitch, charSpace=space)


def _fill(part: Any, paragraph: Any) -> None:
    part.is_linked_to_previous = False
    holder = part._element
    for node in list(holder):
        holder.remove(node)
    holder.append(paragraph)


def _page_number(profile: Profile, *, is_odd: bool) -> Any:
    """— 1 —, one character from the outer edge, or in the middle."""
    if profile.footer == "centred":
        settings = [element("jc", val="center")]
    else:
        side = "right" if is_odd else "left"
        settings = [indent(1, profile.footer_size, side), element("jc", val=side)]
    pieces = [
        words("— "),
        element("fldChar", fldCharType="begin"),
        words(" PAGE ", "instrText"),
        element("fldChar", fldCharType="separate"),
        words("1"),
        element("fldChar", fldCharType="end"),
        words(" —"),
    ]
    return paragraph(PAGE_NUMBER, *settings, *(element("r", piece) for piece in pieces))
