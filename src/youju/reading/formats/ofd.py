"""An OFD file, the national format of fixed pages, becomes text: a zip of XML with placed words.

Reads the words of the pages in their order, with `layout` as for a PDF. Signatures and pictures
are passed over.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from youju.errors import UnreadableFile
from youju.reading.formats.layout import Piece, pages_to_text
from youju.reading.formats.raw import RawText

_MAX_PART = 20 * 1024 * 1024
_MAX_PAGES = 3000
_MAX_PIECES = 300_000
_SAVE_AGAIN = "用 OFD 阅读器打开它，另存为 PDF 或文本后再导入"


def read_ofd(data: bytes, name: str) -> RawText:
    """The words of all pages; a file of pictures alone is refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            pages = _placed(_pages(archive, name), name)
    except UnreadableFile:
        raise
    except Exception as error:  # zipfile and lxml raise their own kinds; so do odd values inside
        raise UnreadableFile(f"{name} 已损坏，不是完整的 OFD 文件。", remedy=_SAVE_AGAIN) from error
    if not any(pages):
        raise UnreadableFile(f"{name} 里只有图像，没有文字。", remedy=_SAVE_AGAIN)
    return RawText(text=pages_to_text(pages), format="ofd", encoding="")


def _placed(pages: Iterable[list[Any]], name: str) -> list[list[Piece]]:
    """The pieces of each page; one part can stand for thousands of pages, so all are counted."""
    placed: list[list[Piece]] = []
    count = 0
    for page in pages:
        placed.append(list(_pieces(page)))
        count += len(placed[-1])
        if count > _MAX_PIECES:
            raise UnreadableFile(f"{name} 的内容太多。", remedy="拆成几个文件后再导入")
    return placed


def _pages(archive: zipfile.ZipFile, name: str) -> Iterator[list[Any]]:
    """Each page as its own content, after that of its template."""
    count = 0
    for root in _parsed(archive, "OFD.xml", name).iterfind(".//{*}DocBody/{*}DocRoot"):
        path = (root.text or "").strip().lstrip("/")
        document, folder = _parsed(archive, path, name), posixpath.dirname(path)
        templates = {t.get("ID"): t for t in document.iterfind(".//{*}TemplatePage")}
        for page in document.iterfind(".//{*}Pages/{*}Page"):
            count += 1
            if count > _MAX_PAGES:
                raise UnreadableFile(
                    f"{name} 超过 {_MAX_PAGES} 页。", remedy="拆成几个文件后再导入"
                )
            content = _parsed(archive, _place(page, folder), name)
            used = [templates.get(t.get("TemplateID")) for t in content.iterfind("{*}Template")]
            under = [_parsed(archive, _place(t, folder), name) for t in used if t is not None]
            yield [*under, content]


def _place(node: Any, folder: str) -> str:
    place: str = node.get("BaseLoc", "")
    return posixpath.normpath(place[1:] if place.startswith("/") else f"{folder}/{place}").lstrip(
        "/"
    )


def _parsed(archive: zipfile.ZipFile, path: str, name: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    entry = archive.getinfo(path)
    if entry.file_size > _MAX_PART:
        raise UnreadableFile(f"{name} 解压后过大。", remedy=_SAVE_AGAIN)
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(entry), parser)


def _pieces(layers: list[Any]) -> Iterator[Piece]:
    """Each run of words at its place; objects without one stand below each other."""
    objects = [node for layer in layers for node in layer.iterfind(".//{*}TextObject")]
    for i, node in enumerate(objects):
        left, top, _, height = _numbers(node.get("Boundary")) or (0.0, 10.0 * i, 0.0, 5.0)
        wide, _, _, high, x, y = _numbers(node.get("CTM")) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        size = float(node.get("Size") or height)
        for code in node.iterfind("{*}TextCode"):
            words = (code.text or "").strip()
            start = left + x + wide * float(code.get("X") or 0)
            base = top + y + high * float(code.get("Y") or size)
            steps = sum(_steps(code.get("DeltaX", ""))) or size * (len(words) - 1)
            if words:
                yield Piece(
                    words=words,
                    left=start,
                    top=base - abs(high) * size,
                    right=start + wide * (steps + size),
                    bottom=base,
                )


def _numbers(words: str | None) -> tuple[float, ...]:
    return tuple(map(float, (words or "").split()))


def _steps(words: str) -> Iterator[float]:
    """From one character to the next: `g 3 5` stands for three steps of 5."""
    parts = iter(words.split())
    for part in parts:
        if part == "g":
            count, step = int(next(parts)), float(next(parts))
            yield count * step
        else:
            yield float(part)
