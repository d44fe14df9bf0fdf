"""A PDF becomes text: its text layer where a page has one, and what is recognised where it has not.

PDFium opens the file, in bounded time and memory; `layout` puts the words in order. A page
that is only a picture is read when the `ocr` extra is installed, and is named in the notes.
"""

import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from youju.errors import UnreadableFile
from youju.reading.formats.apart import Apart
from youju.reading.formats.layout import Piece, pages_to_text
from youju.reading.formats.pages import Char, pieces_of, with_tables
from youju.reading.formats.raw import RawText
from youju.reading.formats.ruled import Rule, grids_of
from youju.reading.formats.scans import HOW_TO_INSTALL, can_recognise, recognise

_MAX_PAGES = 3000
_MAX_RECOGNISED = 200  # pages; each takes seconds
_MAX_SECONDS = 300.0  # without recognising
_MAX_OBJECTS = 20_000  # of one page that are looked at
_MAX_CHARS = 100_000  # of one page
_FEW_WORDS = 50  # on a picture of a page: a stamp or a page number
_DOTS = 200 / 72  # for each point, of a page that is recognised
_MOST_DOTS = 12_000_000
_APART = Apart(__name__, "read_here")
_SAVE_AGAIN = "用阅读器打开并另存为新的 PDF 再导入"
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


@dataclass(slots=True, kw_only=True)
class _Read:
    """The pages so far, and the numbers of those that are out of the ordinary, from 1."""

    pages: list[list[Piece]]
    recognised: list[int]
    unread: list[int]
    broken: list[int]


def read_pdf(data: bytes, name: str) -> RawText:
    """The text of a PDF; broken and locked files are refused, and those with nothing but pictures
    where these cannot be recognised.

    A file can be made so that PDFium never ends, or takes all memory: it works apart.
    """
    return _APART.read(data, name)


def read_here(data: bytes, name: str, on_page: Callable[[], None] = lambda: None) -> RawText:
    """As `read_pdf`, in this process; `on_page` is called before each page."""
    document = _opened(data, name)
    try:
        read = _read_pages(document, name, on_page)
    finally:
        document.close()
    text = pages_to_text(read.pages)
    if not text:
        _refuse(read, name)
    return RawText(text=text, format="pdf", encoding="", notes=tuple(_notes(read)))


def _opened(data: bytes, name: str) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableFile(f"{name} 有打开密码。", remedy="去掉密码后再导入") from error
        raise UnreadableFile(f"{name} 已损坏，读不出文字。", remedy=_SAVE_AGAIN) from error


def _read_pages(document: Any, name: str, on_page: Callable[[], None]) -> _Read:
    import pypdfium2

    read = _Read(pages=[], recognised=[], unread=[], broken=[])
    if len(document) > _MAX_PAGES:
        raise UnreadableFile(f"{name} 超过 {_MAX_PAGES} 页。", remedy="拆成几个文件后再导入")
    spent = 0.0
    for number in range(1, len(document) + 1):
        on_page()
        begun = time.monotonic()
        try:
            page = document[number - 1]
            pieces, is_scan = _text_layer(page)
        except pypdfium2.PdfiumError:
            read.broken.append(number)
            continue
        spent += time.monotonic() - begun
        if spent > _MAX_SECONDS:
            raise UnreadableFile(f"{name} 读得太久，已停止。", remedy=_SAVE_AGAIN)
        if is_scan and can_recognise() and len(read.recognised) < _MAX_RECOGNISED:
            pieces = _recognised(page)
            read.recognised.append(number)
        elif is_scan:
            read.unread.append(number)
        read.pages.append(pieces)
        page.close()
    return read


def _text_layer(page: Any) -> tuple[list[Piece], bool]:
    """The words that the page holds as text, and whether it is a picture of a page instead."""
    place = _placer(page)
    text = page.get_textpage()
    try:
        chars = list(_chars(text, place))
    finally:
        text.close()
    words = [c for c in chars if not c.sign.isspace()]
    garbled = sum(unicodedata.category(c.sign) in ("Co", "Cn", "Cc") for c in words)
    pictured = len(words) < _FEW_WORDS and _picture_share(page) > 0.5
    if pictured or garbled > 0.3 * len(words):
        return [], True
    return with_tables(pieces_of(chars), list(grids_of(list(_rules(page, place))))), False


def _placer(page: Any) -> Callable[[float, float], tuple[float, float]]:
    """From the coordinates of the file to those of the page as it is seen, from its top left."""
    left, bottom, right, top = page.get_bbox()
    turned: dict[int, Callable[[float, float], tuple[float, float]]] = {
        0: lambda x, y: (x - left, top - y),
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }
    return turned[page.get_rotation()]


def _chars(text: Any, place: Callable[[float, float], tuple[float, float]]) -> Iterator[Char]:
    from ctypes import byref

    from pypdfium2 import raw

    box = raw.FS_RECTF()
    for i in range(min(text.count_chars(), _MAX_CHARS)):
        code = raw.FPDFText_GetUnicode(text, i)
        if not code or not raw.FPDFText_GetLooseCharBox(text, i, byref(box)):
            continue
        (x1, y1), (x2, y2) = place(box.left, box.top), place(box.right, box.bottom)
        yield Char(
            sign=chr(code).translate(_RADICALS) if code < 0x110000 else "\ufffd",
            left=min(x1, x2),
            top=min(y1, y2),
            right=max(x1, x2),
            bottom=max(y1, y2),
        )


def _picture_share(page: Any) -> float:
    """How much of the page its largest picture covers."""
    from pypdfium2 import raw

    left, bottom, right, top = page.get_bbox()
    whole = max(1.0, (right - left) * (top - bottom))
    shares = [0.0]
    for _, picture in zip(
        range(_MAX_OBJECTS), page.get_objects([raw.FPDF_PAGEOBJ_IMAGE]), strict=False
    ):
        x1, y1, x2, y2 = picture.get_bounds()
        shares.append((x2 - x1) * (y2 - y1) / whole)
    return max(shares)


def _rules(page: Any, place: Callable[[float, float], tuple[float, float]]) -> Iterator[Rule]:
    """The level and upright lines that are drawn on the page."""
    from pypdfium2 import raw

    paths = page.get_objects([raw.FPDF_PAGEOBJ_PATH], max_depth=1)
    for _, path in zip(range(_MAX_OBJECTS), paths, strict=False):
        matrix = path.get_matrix()
        points = [place(*matrix.on_point(x, y)) for x, y in _corners(path)]
        for (x1, y1), (x2, y2) in pairwise(points):
            if abs(y1 - y2) <= 1 and abs(x1 - x2) > 4:
                yield Rule(level=True, at=(y1 + y2) / 2, start=min(x1, x2), end=max(x1, x2))
            elif abs(x1 - x2) <= 1 and abs(y1 - y2) > 4:
                yield Rule(level=False, at=(x1 + x2) / 2, start=min(y1, y2), end=max(y1, y2))


def _corners(path: Any) -> Iterator[tuple[float, float]]:
    from ctypes import byref, c_float

    from pypdfium2 import raw

    x, y = c_float(), c_float()
    for i in range(min(1000, raw.FPDFPath_CountSegments(path))):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        if raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            yield x.value, y.value


def _recognised(page: Any) -> list[Piece]:
    width, height = page.get_size()
    scale = min(_DOTS, (_MOST_DOTS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale)
    try:
        return recognise(bitmap.to_numpy(), scale)
    finally:
        bitmap.close()


def _refuse(read: _Read, name: str) -> None:
    if read.unread:
        raise UnreadableFile(
            f"{name} 是扫描件，没有文字层。", remedy=f"{HOW_TO_INSTALL}，或换一份文字版"
        )
    if read.broken:
        raise UnreadableFile(f"{name} 已损坏，读不出文字。", remedy=_SAVE_AGAIN)


def _notes(read: _Read) -> Iterator[str]:
    if read.recognised:
        yield f"第{_span(read.recognised)}页为扫描件，由文字识别得到，引用前请与原件核对。"
    if read.unread and can_recognise():
        yield f"第{_span(read.unread)}页为扫描件，超出一次识别的页数，没有读入；拆开文件后再导入。"
    elif read.unread:
        yield f"第{_span(read.unread)}页为扫描件，没有读入；{HOW_TO_INSTALL}。"
    if read.broken:
        yield f"第{_span(read.broken)}页已损坏，没有读入。"


def _span(numbers: list[int]) -> str:
    """1、3至5"""
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    ]
    return "、".join(f"{run[0]}至{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
