"""Who says what is told by the sentence that opens with a name."""

import pytest

from youju.reading.sections.speakers import introduced_names, split_turns

WORDS = "各地要压实责任，按月通报进度，确保年底前完成全部改造任务。"


def turns(text: str) -> list[tuple[str | None, str]]:
    found = split_turns(text, 0, len(text), names=introduced_names(text))
    return [(turn.speaker, text[turn.start : turn.end].strip()) for turn in found]


@pytest.mark.parametrize(
    ("opening", "speaker"),
    [
        ("陶明充分肯定了工作成效。", "陶明"),
        ("沈小霞在报告中指出，", "沈小霞"),
        ("副区长江映出席会议并强调，", "江映"),
        ("区卫健委党委书记、主任欧阳岚表示，", "欧阳岚"),
        ("李建国院长指出：", "李建国"),
        ("王立明同志就下一步工作提出要求：", "王立明"),
    ],
)
def test_a_name_and_a_verb_of_saying_open_a_turn(opening, speaker):
    assert turns(f"3月5日，会议召开。\n{opening}{WORDS}")[1] == (speaker, f"{opening}{WORDS}")


def test_speakers_change_inside_a_paragraph_and_the_writer_takes_over():
    text = f"陶明强调，{WORDS}他要求，{WORDS}沈小霞在会上表示，{WORDS}会议还表扬了先进集体。"
    assert turns(text) == [
        ("陶明", f"陶明强调，{WORDS}他要求，{WORDS}"),
        ("沈小霞", f"沈小霞在会上表示，{WORDS}"),
        (None, "会议还表扬了先进集体。"),
    ]


def test_a_pronoun_stands_for_the_person_introduced_before_it():
    text = f"县卫健局局长鲍建华出席会议并作报告。他指出，{WORDS}"
    assert turns(text) == [
        (None, "县卫健局局长鲍建华出席会议并作报告。"),
        ("鲍建华", f"他指出，{WORDS}"),
    ]


def test_a_paragraph_that_goes_on_is_of_the_same_speaker():
    text = f"陶明强调，{WORDS}\n{WORDS}\n会后，大家参观了现场。"
    assert [speaker for speaker, _ in turns(text)] == ["陶明", None]


@pytest.mark.parametrize(
    "text",
    ["任务要求高，时间紧。", "高度肯定了成效。", "会议指出，要抓改革。", "方案提出三项措施。"],
)
def test_these_name_nobody(text):
    assert turns(text) == [(None, text)]


def test_a_senseless_row_of_offices_is_read_in_one_go():
    text = "书记" * 500 + "。"
    assert turns(text) == [(None, text)]
