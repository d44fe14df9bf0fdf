"""Exported conversations: numbered sources, faults in the open, nothing that formats itself."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from fakes import BLURRED, COUNT, MASKED, PLAN, answer_to, cite

from youju.conversations import KeptAnswer
from youju.types import Answer
from youju.web.exporting import Transcript, as_docx, as_markdown, file_name


def transcript(*answers: Answer, gone: tuple[str, ...] = ()) -> Transcript:
    kept = tuple(KeptAnswer(question=a.question, text=a.text, answer=a) for a in answers)
    return Transcript(title=answers[0].question, day="2024-03-01", answers=kept, gone=gone)


def lines_of(data: bytes) -> list[str]:
    """All text of a .docx, paragraphs and tables in their order, a row of a table in one line."""
    lines = []
    for block in Document(BytesIO(data)).iter_inner_content():
        if hasattr(block, "rows"):
            lines += ["|".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return lines


def test_every_answer_has_its_own_numbered_sources() -> None:
    both = transcript(answer_to("问"), answer_to("摘录"))
    source = "[3] 《在全市卫生健康工作会议上的讲话》，示例市2024年讲话.txt，示例市，2023-2024年"
    masked = (
        "[1] 《X市卫生健康委员会2022年工作报告》，示例市2024年讲话.txt，X市，2022年（脱敏范文）"
    )
    in_word, in_markdown = lines_of(as_docx(both)), as_markdown(both)
    for text in (in_word, in_markdown.split("\n")):
        assert source in text
        assert masked in text
        assert text.index(source) < text.index(masked)
    assert in_word[in_word.index(source) + 1] == f"“{PLAN}”"
    assert f"{source}\n\n> “{PLAN}”" in in_markdown
    assert "5448家[1]" in in_markdown


def test_a_figure_that_failed_its_check_does_not_go_out_unmarked() -> None:
    for text in (as_markdown(transcript(answer_to("核对"))),
                 "\n".join(lines_of(as_docx(transcript(answer_to("核对")))))):  # fmt: skip
        assert "投资12亿元（无据）[1]" in text
        assert "床位800张（待核）[2]" in text
        assert "1200张[1]" in text
        assert "无据：12亿元（所引文献中没有这个数字）" in text


def test_a_table_stays_a_table_with_its_markers() -> None:
    asked = transcript(answer_to("对比"))
    assert "示例市|1200张[1]|800张[2]" in lines_of(as_docx(asked))
    assert "X市|300张（待核）[3]|" in lines_of(as_docx(asked))
    text = as_markdown(asked)
    assert "| 示例市 | 1200张[1] | 800张[2] |" in text
    assert "| X市 | 300张（待核）[3] |  |" in text
    assert "没有写年份，按2023年查找。" in text


def test_a_document_that_left_says_so_beside_its_source() -> None:
    asked = transcript(answer_to("摘录"), gone=("aaaa",))
    text = as_markdown(asked)
    assert "2023-2024年（文献已移出）" in text
    assert text.count("文献已移出") == 1
    assert COUNT in text


def test_a_source_that_no_passage_tells_of_keeps_its_quote() -> None:
    answer = replace(answer_to("问"), passages=())
    assert COUNT in as_markdown(transcript(answer))
    assert "5448家[1]" in "\n".join(lines_of(as_docx(transcript(answer))))


def test_what_was_typed_or_read_formats_nothing() -> None:
    answer = replace(
        answer_to("# 一 *二* <b>\x00\x07\n$x$"),
        text="<i>甲</i>|乙[1]，[丙](http://x)",
        citations=(cite(1, "bbbb", MASKED.splitlines()[4]),),
    )
    text = as_markdown(transcript(answer))
    assert r"\# 一 \*二\* \<b\>" in text
    assert r"\<i\>甲\</i\>\|乙[1]，[丙]\(http://x)" in text
    assert "<i>甲</i>|乙[1]，[丙](http://x)" in lines_of(as_docx(transcript(answer)))


def test_an_answer_that_cannot_be_read_keeps_its_text() -> None:
    kept = (KeptAnswer(question="问", text="答[1]。", answer=None),)
    asked = Transcript(title="问", day="2024-03-01", answers=kept)
    for text in (as_markdown(asked), "\n".join(lines_of(as_docx(asked)))):
        assert "答[1]。" in text
        assert "出处已经读不出" in text


@pytest.mark.parametrize("title", ["../..", 'a/b\\c:"d"?', "一\n二", "……", "问" * 100])
def test_a_file_has_a_name_that_every_system_takes(title: str) -> None:
    name = file_name(Transcript(title=title, day="2024-03-01", answers=()), "docx")
    assert name.startswith("有据-")
    assert name.endswith("-2024-03-01.docx")
    assert not set(name) & set('\\/:*?"<>|\n')
    assert len(name) < 60


def test_paragraphs_of_an_answer_stay_paragraphs() -> None:
    lines = lines_of(as_docx(transcript(answer_to("问"))))
    assert "2024年计划新增床位800张[3]，这是目标，尚未见完成情况[3]。" in lines
    assert BLURRED not in lines
