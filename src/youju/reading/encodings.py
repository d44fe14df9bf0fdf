"""Bytes become text in the encoding that reads like Chinese, or are refused.

Knows no file format: a stated encoding is passed in, and is one candidate among others.
"""

from collections import Counter

from youju.errors import UnreadableFile
from youju.reading.raw import SAVE_AS_TEXT

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
