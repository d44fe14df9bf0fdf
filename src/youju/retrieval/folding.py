"""The characters of a question, made alike before it is read.

For understanding only: what the reader typed is shown as typed.
"""

import re
from functools import cache

from opencc import OpenCC

_LONGEST = 2000  # characters that are read, half at each end: whole papers get pasted
_WIDE = {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
_KEPT_WIDE = "！，：；？（）"
_NARROWED = str.maketrans(
    {wide: narrow for wide, narrow in _WIDE.items() if wide not in _KEPT_WIDE}
    | {"　": " ", "\u00a0": " ", "\t": " ", "\r": " ", "\n": " ", "﹖": "？", "﹐": "，", "｡": "。"}
)
_HALF = {",": "，", "?": "？", "!": "！", ":": "：", ";": "；", "(": "（", ")": "）"}
_HALF_MARK = re.compile(r"(?<=[^\x00-\x7f])[,;:()]|[,;:()](?=[^\x00-\x7f])|[?!]")
_IN_NUMBER = re.compile(r"(?<=\d)：(?=\d)")
_STRAIGHT_QUOTES = re.compile(r'"([^"]{1,60})"')
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_BLANKS = re.compile(" {2,}")
_BLANK_BESIDE_HAN = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
_WRITTEN_YEAR = re.compile("[一二][九〇零○][〇零○一二三四五六七八九]{2}(?=年)")
_NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_MASK_LETTER = re.compile(r"(?<![A-Za-z])[x×╳]{1,3}(?=[省市县区州])")
# 去年（2022） says which year it means.
_YEAR_IN_WORDS = re.compile(r"(?:[今去前明]年|上年|本年度?)（((?:19|20)\d\d)年?）")
# 注意是2023年，不是2022年 says nothing new, and names a year that is not asked about.
_CAUTION = re.compile(
    r"[，。？！；]?(?:请?注意|记住|提醒一下)?[，：]?(?:我?[问要]的?是|是)[^，。？]{2,12}[，、]?"
    r"(?:而?不是|并非|而非)[^，。？]{2,12}[。？]?$"
)
_ENDS = " ，、；。…～~—"


def folded(text: str) -> str:
    """A question as it is understood: simplified, its digits and letters narrow, its marks wide.

    Ｘ市２０２２年床位多少? becomes X市2022年床位多少？; blanks beside 汉字 go, and x市 is X市.
    """
    if len(text) > _LONGEST:
        text = text[: _LONGEST // 2] + text[-_LONGEST // 2 :]
    text = _INVISIBLE.sub("", text.translate(_NARROWED))
    text = _STRAIGHT_QUOTES.sub(r"“\1”", text)
    text = _IN_NUMBER.sub(":", _HALF_MARK.sub(lambda m: _HALF[m.group()], text))
    text = _WRITTEN_YEAR.sub(lambda m: m.group().translate(_NUMERALS), text)
    text = _BLANK_BESIDE_HAN.sub("", _BLANKS.sub(" ", text))
    text = _MASK_LETTER.sub(lambda m: "X" * len(m.group()), text)
    text = _YEAR_IN_WORDS.sub(r"\1年", simplified(text).strip(_ENDS))
    return _CAUTION.sub("", text)


def simplified(text: str) -> str:
    """The text in simplified characters."""
    return str(_converter().convert(text))


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
