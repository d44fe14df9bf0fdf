"""A saved web page becomes the lines of its main text, and the title and date that it states.

Takes off markup, menus and footers that the page marks as such; what noise is left in the lines is
for `cleaning`.
"""

import email
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from youju.errors import UnreadableFile
from youju.reading.formats.encodings import decode
from youju.reading.formats.raw import RawText, squeeze
from youju.reading.formats.webtables import write_out_tables

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
_STATED_DATE = re.compile(
    r"(?:(?:发布|发表|更新)?(?:时间|日期)[：:]\s*|^\s*)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})",
    re.M,
)
_CROWDED_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)[^<>]{4000,}>")
_MOST_ATTRIBUTES = 1000
_SITE_IN_TITLE = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]{2,20}$")


def read_html(data: bytes, name: str) -> RawText:
    """The text of a page, and what the page states about itself."""
    stated = _CHARSET.search(data[:4096])
    page, encoding = decode(data, name, stated.group(1).decode() if stated else "")
    tree = _parsed(page, name)
    front = {}
    title = _page_title(tree)
    if title:
        front["title"] = title
    published = _page_date(tree)
    if published:
        front["published"] = published
    return RawText(text=_main_text(tree), front=front, format="html", encoding=encoding)


def read_mhtml(data: bytes, name: str) -> RawText:
    """The page in a web archive, as browsers and Word save a page with its pictures in one file."""
    for part in email.message_from_bytes(data).walk():
        page = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(page, bytes):
            return replace(read_html(page, name), format="mhtml")
    raise UnreadableFile(f"{name} 里没有网页正文。", remedy="用浏览器另存正文后再导入")


def _parsed(page: str, name: str) -> Any:
    from lxml import etree, html  # type: ignore[import-untyped]

    page = _CROWDED_TAG.sub(_without_attributes, re.sub(r"^\s*<\?xml[^>]*\?>", "", page))
    try:
        tree = html.document_fromstring(page)
    except (etree.ParserError, ValueError) as error:
        raise UnreadableFile(
            f"{name} 里没有网页正文。", remedy="用浏览器另存正文后再导入"
        ) from error
    if tree.find("body") is None:
        raise UnreadableFile(
            f"{name} 只有网页框架，正文在别的文件里。", remedy="打开框架里的页面，另存后再导入"
        )
    for junk in tree.xpath("//script|//style|//noscript|//comment()"):
        junk.drop_tree()
    return tree


def _without_attributes(tag: re.Match[str]) -> str:
    """The tag alone where thousands of attributes would hold the parser up for minutes."""
    return f"<{tag.group(1)}>" if tag.group().count("=") > _MOST_ATTRIBUTES else tag.group()


def _page_title(tree: Any) -> str:
    """The only h1, or the page's title without the site's name."""
    headings = [squeeze(h.text_content()) for h in tree.xpath("//h1")]
    headings = [h for h in headings if h]
    title = squeeze(tree.xpath("string(//title)"))
    if len(headings) == 1 and len(headings[0]) >= 4:
        return headings[0]
    named = [h for h in headings if len(h) >= 4 and title.startswith(h)]
    return named[0] if named else _SITE_IN_TITLE.sub("", title)


def _page_date(tree: Any) -> str:
    stated = tree.xpath(
        "//meta[contains('|PubDate|pubdate|publishdate|article:published_time|date|', "
        "concat('|', (@name|@property)[1], '|'))]/@content"
    )
    found = _STATED_DATE.search("\n".join(s.strip() for s in stated if s.strip()))
    found = found or _STATED_DATE.search("\n".join(t.strip() for t in tree.xpath("//body//text()")))
    if not found:
        return ""
    year, month, day = (int(g) for g in found.groups())
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


_SIDE_NAME = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|menu|breadcrumbs?|crumbs?|head|header|top|topbar|foot|footer|copyright|"
    r"share|related|relation|recommend|sidebar|aside|hot|rank|comments?|login|search|toolbar|links)"
    r"(?:$|[-_\s])",
    re.I,
)
_SIDE_TAGS = frozenset({"nav", "header", "footer", "aside", "form", "select", "button"})


def _drop_side_parts(tree: Any) -> None:
    """Take off menus, footers and lists of links, which small pages have more of than text."""
    body = tree.find("body")
    whole = len(squeeze(tree.text_content()))
    parts = [e for e in tree.iter() if isinstance(e.tag, str) and e is not body and e is not tree]
    for part in parts:
        text = len(squeeze(part.text_content()))
        if part.getparent() is not None and text < 0.5 * whole and _is_side(part, text):
            part.drop_tree()


def _is_side(part: Any, text: int) -> bool:
    name = f"{part.get('class') or ''} {part.get('id') or ''}"
    if part.tag in _SIDE_TAGS or (part.tag in _BLOCKS and _SIDE_NAME.search(name)):
        return True
    links = part.findall(".//a") if part.tag in ("div", "ul", "ol", "table", "section") else []
    linked = sum(len(squeeze(a.text_content())) for a in links)
    return len(links) > 1 and linked > 0.7 * text


def _main_text(tree: Any) -> str:
    """The page's own lines, from the first to the last that trafilatura takes for the main text.

    Trafilatura knows where a page's text begins and ends, but joins, moves and loses lines of short
    pages: where it would lose a sentence, all lines stay, and cleaning sorts them.
    """
    import trafilatura
    from lxml import html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    _drop_side_parts(tree)
    lines = list(_block_lines(tree))
    page = html.tostring(tree, encoding="unicode")
    main = trafilatura.extract(page, include_comments=False, favor_recall=True) or ""
    known = {squeeze(line).removeprefix("- ") for line in main.split("\n")}
    inside = [
        i for i, line in enumerate(lines) if line in known or (len(line) > 12 and line in main)
    ]
    if not inside:
        return "\n".join(lines)
    outside = [*lines[: inside[0]], *lines[inside[-1] + 1 :]]
    loses = any(len(line) > 6 and line.endswith(("。", "！", "？", "；")) for line in outside)
    return "\n".join(lines if loses else lines[inside[0] : inside[-1] + 1])


_BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "li", "table", "tr", "td", "br", "section", "article", "blockquote"}
    | {f"h{n}" for n in range(1, 7)}
)


def _block_lines(tree: Any) -> Iterator[str]:
    """Every line of the page's body; a row of a table with data is one line."""
    pieces: list[str] = []
    write_out_tables(tree)
    _gather(tree.find("body"), pieces)
    lines = (squeeze(line) for line in "".join(pieces).split("\n"))
    return (line for line in lines if line)


def _gather(node: Any, pieces: list[str]) -> None:
    """The text below `node` with line ends around blocks, in one pass without recursion."""
    from lxml import etree

    for event, element in etree.iterwalk(node, events=("start", "end")):
        border = "\n" if element.tag in _BLOCKS else ""
        if event == "start":
            pieces += (border, _one_line(element.text))
        else:
            pieces += (border, _one_line(element.tail) if element is not node else "")


def _one_line(text: str | None) -> str:
    return (text or "").replace("\n", " ")
