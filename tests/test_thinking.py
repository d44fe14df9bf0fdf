"""Thinking kept apart from the answer, however the stream is cut into pieces."""

import pytest

from youju.models.thinking import Speech

ANSWER = "全市共有托位5200个[1]。"


def said(text: str, size: int, *, begins_in_thought: bool = False) -> tuple[str, Speech]:
    speech = Speech(begins_in_thought=begins_in_thought)
    pieces = [speech.hear(text[i : i + size]) for i in range(0, len(text), size)]
    return "".join(pieces) + speech.finish(), speech


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize(
    "text",
    [
        ANSWER,
        f"<think>\n6000？\n</think>\n\n{ANSWER}",
        f"<think></think>{ANSWER}",
        f"\n <think>6000</think>\n{ANSWER}\n",
        f"<THINK>6000</Think>{ANSWER}",
        f"<thinking>6000</thinking>{ANSWER}",
        f"<think>1</think>\n<think>2</think>{ANSWER}",
        f"{ANSWER}<think>再查一遍6000",
    ],
)
def test_only_the_answer_is_said(text: str, size: int) -> None:
    assert said(text, size)[0] == ANSWER


@pytest.mark.parametrize("size", [1, 2, 5, 100])
@pytest.mark.parametrize("text", ["比值<5%。", "a<b", "<思考>", "<thin", "5<", "x <think", "<<>>"])
def test_what_only_looks_like_a_tag_is_said(text: str, size: int) -> None:
    assert said(text, size)[0] == text


@pytest.mark.parametrize("size", [1, 4, 100])
def test_thinking_alone_is_no_answer(size: int) -> None:
    text, speech = said("<think>想了又想", size)
    assert (text, speech.words, speech.thought) == ("", False, True)


@pytest.mark.parametrize("size", [1, 4, 100])
def test_words_wait_where_thinking_may_come_first(size: int) -> None:
    assert said(f"先想6000</think>{ANSWER}", size, begins_in_thought=True)[0] == ANSWER
    assert said(ANSWER, size, begins_in_thought=True)[0] == ANSWER
    assert said(f"<think>6000</think>{ANSWER}", size, begins_in_thought=True)[0] == ANSWER


def test_words_do_not_wait_where_the_server_tells_thinking_apart() -> None:
    speech = Speech(begins_in_thought=True)
    speech.note_thinking()
    assert speech.hear(ANSWER) == ANSWER


def test_thinking_that_went_out_is_noticed() -> None:
    _, speech = said(f"先想一想</think>{ANSWER}", 2)
    assert speech.thought_aloud
    assert not said(f"<think>想</think>{ANSWER}", 2)[1].thought_aloud


def test_words_come_at_once_and_blanks_wait_for_the_next() -> None:
    speech = Speech(begins_in_thought=False)
    assert [speech.hear(piece) for piece in (" \n", "全市", " ", "\n", "共有")] == [
        *("", "全市", "", "", " \n共有"),
    ]
