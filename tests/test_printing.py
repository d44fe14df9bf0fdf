"""An answer in a terminal: all that the page shows of it, in lines."""

import pytest
from fakes import BLURRED, COUNT, answer_to

from youju.jsonable import answer_json
from youju.printing import answer


def shown(question: str, capsys: pytest.CaptureFixture[str]) -> tuple[list[str], list[str]]:
    """The lines on stdout and on stderr."""
    answer(answer_json(answer_to(question)), as_json=False, as_line=False)
    out, err = capsys.readouterr()
    return out.splitlines(), err.splitlines()


def test_an_answer_stands_above_its_sources(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = shown("摘录", capsys)
    assert out[0] == f"{COUNT}[1]"
    assert out[2].startswith("[1] 《X市卫生健康委员会2022年工作报告》（")
    assert out[3] == f"    “{BLURRED}”"
    assert err == ["语言模型还在下载，先给出原文。"]


def test_a_table_stands_in_columns_with_its_markers(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = shown("对比", capsys)
    head, first, second = out[2:5]
    assert head.split() == ["地方", "2023年新增床位", "2024年计划新增床位"]
    assert first.split() == ["示例市", "1200张[1]", "800张[2]"]
    assert second.split() == ["X市", "300张[3]"]  # and an empty cell
    # a 汉字 is two columns wide: 示例市 takes six, X市 three
    assert first.index("1200张[1]") + 3 == second.index("300张[3]") + 1
    assert err == ["没有写年份，按2023年查找。"]


def test_what_failed_a_check_stands_with_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    """Also where only the answer is sent to a file."""
    out, _ = shown("核对", capsys)
    assert "无据：12亿元：所引文献中没有这个数字" in out
    assert "待核：800张：此数在原文另一句，且为计划数" in out
    assert not any("1200张：" in line for line in out)


def test_how_a_question_was_understood_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown("那床位呢？", capsys)[1] == ["按这个问题查找：示例市2024年计划新增多少张床位？"]
    assert "您是不是想问：县域内就诊率是多少？" in shown("天气", capsys)[1]
