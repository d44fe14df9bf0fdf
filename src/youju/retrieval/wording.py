"""The characters of a question, made alike before it is read."""

from functools import cache

from opencc import OpenCC


def simplified(text: str) -> str:
    """The text in simplified characters."""
    return str(_converter().convert(text))


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
