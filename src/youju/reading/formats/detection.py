"""What a file is, told by its content; its suffix counts only where the content says nothing.

Reads the first bytes, and the names inside a container. Office programs write one format under the
suffix of another, and people rename files.
"""

import io
import re
import zipfile
from pathlib import PurePath

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|frameset)",
    re.I | re.S,
)
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)
_INSIDE_ZIP = (
    ("word/", "docx"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("OFD.xml", "ofd"),
)
_OPEN_DOCUMENT = {b"text": "odt", b"spreadsheet": "ods"}
_INSIDE_OLE = (  # names of streams, as they are written in the folder of the file
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_TEXTS = ("txt", "md", "html", "mhtml", "csv")
_SUFFIX_MEANS = {
    "markdown": "md",
    "htm": "html",
    "mht": "mhtml",
    "xlsm": "xlsx",
    "docm": "docx",
    "wps": "doc",
    "et": "xls",
    "tsv": "csv",
}


def format_by_name(name: str) -> str:
    """The format that the suffix promises."""
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    return _SUFFIX_MEANS.get(suffix, suffix)


def format_of(data: bytes, name: str) -> str:
    """The format of the content; that of the suffix where the content is text or unknown."""
    start = data[:2000].lstrip(b"\xef\xbb\xbf\r\n\t \0")
    kind = next((kind for magic, kind in _MAGIC if start.startswith(magic)), "")
    promised = format_by_name(name)
    if kind == "zip":
        return _inside_zip(data) or promised
    if kind == "ole":
        return _inside_ole(data, promised)
    if kind or (promised == "pdf" and b"%PDF-" in data[:1024]):
        return kind or "pdf"
    return _text_format(start, data, promised)


def _text_format(start: bytes, data: bytes, promised: str) -> str:
    plain = data[:4000].replace(b"\0", b"")  # as good as decoded where it is UTF-16
    if _HTML.match(start) or _HTML.match(plain.lstrip(b"\xff\xfe\xfe\xff")):
        return "html"
    if b'progid="Word.Document"' in plain or b"<w:wordDocument" in plain:
        return "wordml"
    if start.startswith(b"MIME-Version:"):
        return "mhtml"
    if promised in ("xlsx", "xls", "ods"):
        return "csv"  # many programs export text under the suffix of Excel
    return promised if promised in _TEXTS else "txt"  # the reader of texts refuses what is none


def _inside_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except Exception:  # broken: the reader of the promised format says so
        return ""
    for word, kind in _OPEN_DOCUMENT.items():
        if mimetype.endswith(b"opendocument." + word):
            return kind
    starts = (kind for start, kind in _INSIDE_ZIP if any(n.startswith(start) for n in names))
    return next(starts, "zip")


def _inside_ole(data: bytes, promised: str) -> str:
    """What the streams tell; the suffix where one is embedded in another, or none is left."""
    found = [kind for name, kind in _INSIDE_OLE if name.encode("utf-16-le") + b"\0\0" in data]
    believed = promised in (found or ("doc", "xls"))
    return promised if believed else next(iter(found), "ole")
