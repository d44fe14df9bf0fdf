"""The prompt's own tags never stand in what a model says, however the stream is cut."""

import pytest

from youju.models.fencing import unfenced


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("三是<材料>配备村医。", "三是配备村医。"),
        ("<材料>\n配备村医\n</材料>", "\n配备村医\n"),
        ("<<材料>配备", "<配备"),
        ("低于<5%，材料齐全", "低于<5%，材料齐全"),
        ("结尾<材", "结尾<材"),
        ("<材料费>", "<材料费>"),
    ],
)
def test_tags_are_taken_out(text: str, said: str, size: int) -> None:
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    assert "".join(unfenced(pieces)) == said


def test_words_do_not_wait() -> None:
    assert next(unfenced(iter(["全市", "<材料>"]))) == "全市"
