"""Pieces that the patterns of several cleaning modules are built from.

Knows characters and words only: what a pattern is for, the module that uses it says.
"""

HAN = "\u3400-\u9fff\uf900-\ufaff"  # for a character class
FULL_WIDTH = "，。；：！？、“”‘’（）《》〈〉【】〔〕…—"


def any_of(*words: str) -> str:
    """A pattern for any of the words, which blanks part."""
    return f"(?:{'|'.join(' '.join(words).split())})"
