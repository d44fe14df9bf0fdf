"""Bytes in any supported format become raw text and what the file states about itself.

The only module of `reading` that opens a file. Does not know what is noise: repairing and dropping
is for `cleaning`; only what a format itself adds (markup, page numbers of a PDF) is taken off here.
"""

import io
import logging
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import pypdf
import yaml
from docx.table import Table
from docx.text.paragraph import Paragraph

from youju.errors import UnreadableFile

MAX_BYTES = 50 * 1024 * 1024
SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf"})
_FRONT_KEYS = frozenset(
    {"title", "place", "period", "kind", "source", "published", "speaker", "trust", "complete"}
)

_SAVE_AS_TEXT = "用 Word 或 WPS 打开它，另存为 .docx 或 .txt 后再导入"
_CANDIDATES = ("gb18030", "big5", "utf-16-le", "utf-16-be")
_CLEAR_ENOUGH = 0.7  # the share of common characters that a right decoding shows
_MAGIC = (
    (b"PK\x03\x04", "压缩包或 Office 文件"),
    (b"%PDF", "PDF 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"RIFF", "音视频文件"),
    (b"\x7fELF", "程序文件"),
    (b"MZ", "程序文件"),
    (b"{\\rtf", "RTF 文件"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawText:
    """The text of a file as it stands there."""

    text: str
    front: Mapping[str, str] = field(default_factory=dict)  # what the file states about itself
    format: str  # txt, md, html, docx, pdf
    encoding: str  # empty where the format has its own


def read_file(path: Path) -> RawText:
    """Read one file; raise UnreadableFile with a sentence and a remedy."""
    suffix = path.suffix.lower()
    data = _bytes_of(path)
    raw = _READERS[suffix](data, path.name)
    if not raw.text.strip():
        raise UnreadableFile(f"{path.name} 里没有文字。", remedy="确认文件内容后再导入")
    return raw


def _bytes_of(path: Path) -> bytes:
    name = path.name
    if path.is_dir():
        raise UnreadableFile(f"{name} 是文件夹，不是文件。", remedy="选择文件夹里的文件再导入")
    if not path.exists():
        raise UnreadableFile(f"找不到文件 {name}。", remedy="检查路径和文件名")
    if path.suffix.lower() not in SUFFIXES:
        known = "、".join(sorted(SUFFIXES))
        raise UnreadableFile(
            f"不支持 {name} 这种格式。", remedy=f"支持 {known}；其他格式请另存后导入"
        )
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFile(
            f"{name} 超过 {MAX_BYTES // 2**20} MB。", remedy="拆成几个文件后再导入"
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"打不开文件 {name}。", remedy="检查文件的读取权限") from error
    if not data:
        raise UnreadableFile(f"{name} 是空文件。", remedy="确认文件内容后再导入")
    return data


# ---- encodings ---------------------------------------------------------------------------------


def decode(data: bytes, name: str, stated: str = "") -> tuple[str, str]:
    """The text and the name of its encoding; `stated` is what the file itself says."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return _lines(data.decode(encoding, "replace")), encoding
    text = _as_utf8(data)
    if text is not None:
        return _lines(text), "utf-8"
    _refuse_binary(data, name)
    tried = [*_stated_encoding(stated), *_CANDIDATES]
    score, encoding = max(((_share_common(data, e), e) for e in tried), key=lambda pair: pair[0])
    if score < _CLEAR_ENOUGH:
        raise UnreadableFile(
            f"认不出 {name} 的文字编码。", remedy="用记事本另存为 UTF-8 编码再导入"
        )
    return _lines(data.decode(encoding, "replace")), encoding


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _stated_encoding(stated: str) -> list[str]:
    found = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5"}
    return [found[stated.lower()]] if stated.lower() in found else []


def _as_utf8(data: bytes) -> str | None:
    """The text if the bytes are UTF-8, a few broken ones (0.1 %, or a cut end) allowed."""
    if b"\x00" in data:
        return None
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    if broken == 0:
        return text
    text = text.rstrip("\ufffd")
    whole = sum(c > "\x7f" for c in text) - broken
    few = broken <= max(1, len(data) // 1000)
    return text if few and whole >= 10 * broken else None


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableFile(
                f"{name} 的内容是{what}，不是文字。",
                remedy="改回原来的扩展名，或另存为 .txt 再导入",
            )
    control = sum(data.count(bytes([b])) for b in range(32) if b not in (9, 10, 12, 13))
    utf16 = max(_share_common(data, "utf-16-le"), _share_common(data, "utf-16-be"))
    if control > len(data) / 100 and utf16 < _CLEAR_ENOUGH:
        raise UnreadableFile(f"{name} 不是文本文件。", remedy=_SAVE_AS_TEXT)


def _share_common(data: bytes, encoding: str) -> float:
    """The share of characters that Chinese text is made of, were the bytes in this encoding."""
    sample = data[:20_000]
    text = sample.decode(encoding, "replace")
    counts = Counter(text)
    good = sum(n for c, n in counts.items() if _is_common(c, encoding))
    return good / max(1, len(text))


def _is_common(char: str, encoding: str) -> bool:
    if char < "\x80":
        return char.isprintable() or char in "\n\r\t"
    if encoding != "big5":
        code = char.encode("gb2312", "ignore")
        if len(code) == 2 and (0xB0 <= code[0] <= 0xD7 or code[0] in (0xA1, 0xA3)):
            return True
    code = char.encode("big5", "ignore")
    return len(code) == 2 and (0xA4 <= code[0] <= 0xC6 or code[0] == 0xA1)


# ---- plain text and Markdown -------------------------------------------------------------------

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)


def _read_text(data: bytes, name: str) -> RawText:
    text, encoding = decode(data, name)
    front, body = split_front(text)
    kind = "txt" if name.lower().endswith(".txt") else "md"
    return RawText(text=body, front=front, format=kind, encoding=encoding)


def split_front(text: str) -> tuple[dict[str, str], str]:
    """The YAML head between two `---` lines, and the rest; a broken head stays in the text."""
    found = _FRONT.match(text)
    if not found:
        return {}, text
    try:
        head = yaml.load(found.group(1), Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return {}, text
    if not isinstance(head, dict):
        return {}, text
    front = {str(k): v.strip() for k, v in head.items() if isinstance(v, str) and k in _FRONT_KEYS}
    return (front, text[found.end() :].lstrip("\n")) if front else ({}, text)


# ---- web pages ---------------------------------------------------------------------------------

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
_STATED_DATE = re.compile(
    r"(?:(?:发布|发表|更新)?(?:时间|日期)[：:]\s*|^\s*)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})",
    re.M,
)
_SITE_IN_TITLE = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]{2,20}$")


def _read_html(data: bytes, name: str) -> RawText:
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


def _parsed(page: str, name: str) -> Any:
    from lxml import etree, html  # type: ignore[import-untyped]

    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
    try:
        tree = html.document_fromstring(page)
    except (etree.ParserError, ValueError) as error:
        raise UnreadableFile(
            f"{name} 里没有网页正文。", remedy="用浏览器另存正文后再导入"
        ) from error
    for junk in tree.xpath("//script|//style|//noscript|//comment()"):
        junk.drop_tree()
    return tree


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _page_title(tree: Any) -> str:
    """The only h1, or the page's title without the site's name."""
    headings = [_squeeze(h.text_content()) for h in tree.xpath("//h1")]
    headings = [h for h in headings if h]
    title = _squeeze(tree.xpath("string(//title)"))
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
    whole = len(_squeeze(tree.text_content()))
    parts = [e for e in tree.iter() if isinstance(e.tag, str) and e is not body and e is not tree]
    for part in parts:
        text = len(_squeeze(part.text_content()))
        if part.getparent() is not None and text < 0.5 * whole and _is_side(part, text):
            part.drop_tree()


def _is_side(part: Any, text: int) -> bool:
    name = f"{part.get('class') or ''} {part.get('id') or ''}"
    if part.tag in _SIDE_TAGS or (part.tag in _BLOCKS and _SIDE_NAME.search(name)):
        return True
    links = part.findall(".//a") if part.tag in ("div", "ul", "ol", "table", "section") else []
    linked = sum(len(_squeeze(a.text_content())) for a in links)
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
    known = {_squeeze(line).removeprefix("- ") for line in main.split("\n")}
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
    """Every line of the page's body; a row of a data table is one line."""
    pieces: list[str] = []
    for row in [r for r in tree.iter("tr") if _is_data_row(r)]:
        words = "｜".join(_squeeze(cell.text_content()) for cell in row)
        for cell in list(row):
            row.remove(cell)
        row.text = words
    _gather(tree.find("body"), pieces)
    lines = (_squeeze(line) for line in "".join(pieces).split("\n"))
    return (line for line in lines if line)


def _is_data_row(row: Any) -> bool:
    cells = list(row)
    plain = all(len(c.findall(".//p")) < 2 and not c.findall(".//tr") for c in cells)
    return len(cells) > 1 and plain and all(len(c.text_content()) < 200 for c in cells)


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


# ---- Word --------------------------------------------------------------------------------------

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_UNPACKED = 10 * MAX_BYTES


def _read_docx(data: bytes, name: str) -> RawText:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(f"{name} 是加密的或旧版的 Word 文件。", remedy=_SAVE_AS_TEXT)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > _MAX_UNPACKED:
            raise UnreadableFile(f"{name} 解压后过大。", remedy="删去图片或拆成几个文件再导入")
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_docx_lines(document.element.body, document))
    except UnreadableFile:
        raise
    except Exception as error:  # zipfile, lxml and python-docx each raise their own kinds
        raise UnreadableFile(
            f"{name} 已损坏，不是完整的 Word 文件。", remedy=_SAVE_AS_TEXT
        ) from error
    return RawText(text=text, format="docx", encoding="")


def _docx_lines(parent: Any, document: Any) -> Iterator[str]:
    """Paragraphs and tables in order; those in content controls too, save a table of contents."""
    for child in parent.iterchildren():
        if child.tag == f"{_W}p":
            yield from _paragraph_text(Paragraph(child, document)).split("\n")
        elif child.tag == f"{_W}tbl":
            yield from _table_lines(Table(child, document))
        elif child.tag == f"{_W}sdt" and not child.findall(f".//{_W}docPartGallery"):
            for content in child.findall(f"{_W}sdtContent"):
                yield from _docx_lines(content, document)


def _paragraph_text(paragraph: Paragraph) -> str:
    """The words of a paragraph, inserted ones included, deleted ones not."""
    pieces = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
    nodes = paragraph._p.xpath(".//w:r/*[not(ancestor::w:txbxContent)]")
    return "".join(n.text or "" if n.tag == f"{_W}t" else pieces.get(n.tag, "") for n in nodes)


def _table_lines(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells = []
        for i, cell in enumerate(row.cells):
            if i == 0 or cell._tc is not row.cells[i - 1]._tc:  # a merged cell is met twice
                cells.append(_squeeze(" ".join(_docx_lines(cell._tc, table))))
        if any(cells):
            yield "｜".join(cells)


# ---- PDF ---------------------------------------------------------------------------------------

# Fonts map some characters to the radical that looks the same; NFKC knows the first block only.
_RADICALS = str.maketrans(
    {
        **{chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)},
        **dict(
            zip(
                "⺠⻓⻔⻋⻅⻚⻛⻜⻢⻣⻥⻦⻩⻬⻮⻰⻘⻝⻄⻆⻉⻁⺎⺒⺩",
                "民长门车见页风飞马骨鱼鸟黄齐齿龙青食西角贝虎兀巳王",
                strict=True,
            )
        ),
    }
)

_PAGE_NUMBER = re.compile(r"[-—–·\s]*(?:第?\s*\d{1,4}\s*页?)(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–·\s]*")
_ENDS = re.compile(r"[。！？；：!?;:〕】][”’」』）)]*$")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、](?!\d)|"
    r"[（(]\d{1,2}[)）]|第[一二三四五六七八九十]{1,3}[章节部])"
)


def _read_pdf(data: bytes, name: str) -> RawText:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else [page.extract_text() for page in reader.pages]
    except Exception as error:  # pypdf raises many kinds on a broken file
        raise UnreadableFile(
            f"{name} 已损坏或已加密，读不出文字。", remedy="用阅读器打开并另存为新的 PDF 再导入"
        ) from error
    if locked:
        raise UnreadableFile(f"{name} 有打开密码。", remedy="去掉密码后再导入")
    if not any(re.search(r"\S", page) for page in pages):
        raise UnreadableFile(
            f"{name} 是扫描件，没有文字层。", remedy="先用文字识别（OCR）软件转成文字再导入"
        )
    return RawText(text=pages_to_text(pages), format="pdf", encoding="")


def pages_to_text(pages: Iterable[str]) -> str:
    """The text of a PDF without running heads and page numbers, its paragraphs on one line each."""
    whole = [page.translate(_RADICALS) for page in pages]
    split = [[line.strip() for line in page.split("\n") if line.strip()] for page in whole]
    running = _running_lines(split)
    lines = [
        line
        for page in split
        for i, line in enumerate(page)
        if not (_is_rim(i, page) and (_shape(line) in running or _PAGE_NUMBER.fullmatch(line)))
    ]
    return "\n".join(_paragraphs(lines))


def _is_rim(i: int, page: list[str]) -> bool:
    return i < 2 or i >= len(page) - 2


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _running_lines(pages: list[list[str]]) -> set[str]:
    """The lines that stand at the rim of most pages."""
    rims = Counter(
        shape
        for page in pages
        for shape in {_shape(line) for i, line in enumerate(page) if _is_rim(i, page)}
    )
    return {shape for shape, n in rims.items() if len(pages) > 1 and n > 0.6 * len(pages)}


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Join the lines of a paragraph; headings stay lines of their own."""
    lengths = sorted(map(len, lines))
    width = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    whole = ""
    for line in lines:
        if whole and (_NUMBERED.match(line) or _closes(whole, width)):
            yield whole
            whole = ""
        whole = _join(whole, line)
    if whole:
        yield whole


def _closes(paragraph: str, width: int) -> bool:
    """Whether nothing of the next line belongs to what has been gathered so far."""
    if _ENDS.search(paragraph):
        return True
    short = len(paragraph) < 0.8 * width
    return short and not re.search("[，、,]", _NUMBERED.sub("", paragraph))


def _join(left: str, right: str) -> str:
    blank = re.search(r"[A-Za-z,]$", left) and re.match(r"[A-Za-z]", right)
    return f"{left} {right}" if blank else left + right


_READERS: Mapping[str, Callable[[bytes, str], RawText]] = {
    ".txt": _read_text,
    ".md": _read_text,
    ".markdown": _read_text,
    ".html": _read_html,
    ".htm": _read_html,
    ".docx": _read_docx,
    ".pdf": _read_pdf,
}
