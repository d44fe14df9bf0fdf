"""A PDF's text layer becomes paragraphs of one line each, without running heads and page numbers.

Recognises no pictures of text: a scanned file is refused.
"""

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

import pypdf

from youju.errors import UnreadableFile
from youju.reading.raw import RawText

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


def read_pdf(data: bytes, name: str) -> RawText:
    """The text layer of a PDF; broken, locked and scanned files are refused."""
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
