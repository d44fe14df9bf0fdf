"""Bytes become text in the encoding that reads like Chinese, or are refused.

Knows no file format: a stated encoding is passed in, and is one candidate among others.
"""

from collections import Counter
from collections.abc import Sequence

from youju.errors import UnreadableFile
from youju.reading.formats.raw import SAVE_AS_TEXT

_LINE_ENCODINGS = ("gb18030", "big5")
_UTF16 = ("utf-16-le", "utf-16-be")
_CANDIDATES = (*_LINE_ENCODINGS, *_UTF16)
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


def decode(data: bytes, name: str, stated: str = "") -> tuple[str, str]:
    """The text and the name of its encoding; `stated` is what the file itself says.

    Where some lines are UTF-8 and others are not, each line is read in its own encoding.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return _lines(data.decode(encoding, "replace")), encoding
    data = _without_stray_nuls(data)
    for read in (_as_utf8, _as_mixed, _as_broken_utf8):
        found = read(data)
        if found is not None:
            return _lines(found[0]), found[1]
    _refuse_binary(data, name)
    score, encoding = _best(data, [*_stated_encoding(stated), *_CANDIDATES])
    if score < _CLEAR_ENOUGH:
        raise UnreadableFile(
            f"认不出 {name} 的文字编码。", remedy="用记事本另存为 UTF-8 编码再导入"
        )
    return _lines(data.decode(encoding, "replace")), encoding


def _best(data: bytes, encodings: Sequence[str]) -> tuple[float, str]:
    return max(((_share_common(data, e), e) for e in encodings), key=lambda pair: pair[0])


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _stated_encoding(stated: str) -> list[str]:
    found = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5"}
    return [found[stated.lower()]] if stated.lower() in found else []


def _without_stray_nuls(data: bytes) -> bytes:
    """The data without the few NULs that a program has left in it; UTF-16 is full of them."""
    nuls = data.count(0)
    if not 0 < nuls <= len(data) / 100 or _best(data, _UTF16)[0] >= _CLEAR_ENOUGH:
        return data
    return data.replace(b"\0", b"")


def _as_utf8(data: bytes) -> tuple[str, str] | None:
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _as_cesu8(data)


def _as_cesu8(data: bytes) -> tuple[str, str] | None:
    """UTF-8 in which each half of a rare character was encoded by itself, as some programs do."""
    try:
        halves = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return halves.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), "utf-8"


def _as_mixed(data: bytes) -> tuple[str, str] | None:
    """The text if some of its lines are Chinese in UTF-8, and others in an older encoding."""
    lines = data.split(b"\n")
    foreign = [line for line in lines if _as_utf8(line) is None]
    if b"\0" in data or not any(line and not line.isascii() for line in lines if _as_utf8(line)):
        return None
    score, other = _best(b"\n".join(foreign), _LINE_ENCODINGS)
    if score < _CLEAR_ENOUGH:
        return None
    read = [line.decode(_encoding_of_line(line, other), "replace") for line in lines]
    return "\n".join(read), f"utf-8+{other}"


def _encoding_of_line(line: bytes, other: str) -> str:
    return "utf-8" if line.isascii() else _best(line, ("utf-8", other))[1]


def _as_broken_utf8(data: bytes) -> tuple[str, str] | None:
    """The text if the bytes are UTF-8, a few broken ones (0.1 %, or a cut end) allowed."""
    if b"\x00" in data:
        return None
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count("\ufffd".encode())
    text = text.rstrip("\ufffd")
    whole = sum(c > "\x7f" for c in text) - broken
    few = broken <= max(1, len(data) // 1000)
    return (text, "utf-8") if few and whole >= 10 * broken else None


def _refuse_binary(data: bytes, name: str) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableFile(
                f"{name} 的内容是{what}，不是文字。",
                remedy="改回原来的扩展名，或另存为 .txt 再导入",
            )
    control = sum(data.count(bytes([b])) for b in range(32) if b not in (9, 10, 12, 13))
    if control > len(data) / 100 and _best(data, _UTF16)[0] < _CLEAR_ENOUGH:
        raise UnreadableFile(f"{name} 不是文本文件。", remedy=SAVE_AS_TEXT)


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
