"""The page without a browser: what is rendered, how a conversation grows, how the server ends."""

import copy
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from fakes import BLURRED, COUNT, DOCUMENTS, PASSAGES, FakeAssistant, answer_to, cite, query_of

from youju.conversations import ConversationFacts, KeptAnswer
from youju.errors import BadSetting, PortBusy
from youju.types import Cell, Check, Citation, ModelState, Status, Table
from youju.web.conversation import (
    Conversation,
    Exchange,
    Turnstile,
    converse,
    history_of,
    recalled,
)
from youju.web.history import render_download, render_history
from youju.web.page import launch, render_foot, render_status, settled
from youju.web.replies import (
    render_answer,
    render_examples,
    render_failure,
    render_growing,
    render_question,
    render_unread,
)
from youju.web.sources import (
    marked_paragraphs,
    render_card,
    render_document,
    render_panel,
    render_section,
    surroundings,
)

REPORT = DOCUMENTS["aaaa"]
NASTY = '<script>alert("1")</script>&<img src=x onerror=alert(1)>'


def lit(html: str) -> str:
    """The text inside <mark>, as a reader sees it."""
    return unescape("".join(re.findall(r"<mark>(.*?)</mark>", html, re.DOTALL)))


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


# What is escaped


def test_nobody_else_writes_html() -> None:
    facts = replace(
        REPORT.facts,
        title=NASTY,
        place=NASTY,
        period=NASTY,
        kind=NASTY,
        speaker=NASTY,
        source=NASTY,
    )
    document = replace(REPORT, facts=facts, text=NASTY * 2)
    citation = Citation(marker=1, doc_id=NASTY, start=0, end=len(NASTY), quote=NASTY)
    chunk = replace(PASSAGES[0].chunk, doc_id=NASTY, headings=(NASTY,), start=0, end=99)
    passages = (replace(PASSAGES[0], chunk=chunk),)
    check = Check(rule=NASTY, verdict="fail", text=NASTY, note=NASTY, citation=1)
    query = replace(query_of(NASTY), standalone=NASTY * 2, notes=(NASTY,), suggestions=(NASTY,))
    cell = Cell(text=NASTY, citations=(1,))
    answer = replace(
        answer_to("核对"),
        query=query,
        text=f"{NASTY}[1]",
        table=Table(columns=(NASTY, NASTY), rows=((cell, cell),)),
        citations=(citation,),
        checks=(check,),
        notice=NASTY,
    )
    about = ConversationFacts(conversation_id=NASTY, title=NASTY, changed=NASTY)
    pages = [
        render_question(NASTY),
        render_failure(NASTY, NASTY),
        render_examples([NASTY]),
        render_answer(1, answer),
        render_unread(NASTY),
        render_history([about], NASTY),
        render_download(NASTY, "data:", ""),
        render_card(citation, document, passages),
        render_card(citation, None),
        render_document(document, 0, len(NASTY)),
        render_status(Status(models=(), documents=0, chunks=0, unembedded=0, notice=NASTY)),
    ]
    for page in pages:
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize("question", ["一\n\n二", "一\r\n\r\n\r\n二", "  一\n二  "])
def test_a_message_has_no_line_break_that_markdown_could_end_it_at(question: str) -> None:
    assert "\n" not in render_question(question)
    assert words(render_question(question)).split() == ["一二"]
    for asked in ("问", "摘录", "核对", "天气", "那对比呢"):
        assert "\n" not in render_answer(1, answer_to(asked))
    assert "\n" not in render_growing(1, None, "一\n\n二")


# Highlights


@pytest.mark.parametrize("length", [1, 9, 60])
def test_what_is_lit_is_the_span_and_nothing_else(length: int) -> None:
    """Also across paragraphs, where only the line breaks are lost."""
    for start in range(0, len(REPORT.text) - length, 3):
        span = (start, start + length)
        whole = render_document(REPORT, *span)
        near = marked_paragraphs(REPORT.text, surroundings(REPORT.text, *span), span)
        assert lit(whole) == lit(near) == REPORT.text[slice(*span)].replace("\n", "")
        assert REPORT.text.replace("\n", "") in words(whole)


def test_source_text_that_looks_like_a_template_is_shown_as_it_is() -> None:
    card = render_card(cite(1, "bbbb", BLURRED), DOCUMENTS["bbbb"])
    assert lit(card) == BLURRED
    assert "${1+1}" in BLURRED


def test_surroundings_begin_and_end_at_sentences() -> None:
    text = "".join(f"第{i}句话说了一件事。" for i in range(40))
    start = text.index("第20句")
    end = start + 10
    low, high = surroundings(text, start, end, reach=35)
    assert text[low - 1] == text[high - 1] == "。"
    assert 0 < start - low <= 35
    assert 0 < high - end <= 35


def test_surroundings_of_a_text_without_borders_are_cut_in_reach() -> None:
    assert surroundings("字" * 1000, 500, 510, reach=200) == (300, 710)
    assert surroundings("字" * 30, 3, 5, reach=200) == (0, 30)


# Cards


def test_a_card_tells_where_the_quote_stands() -> None:
    card = words(render_card(cite(1, "aaaa", COUNT), REPORT, PASSAGES))
    for part in (
        "在全市卫生健康工作会议上的讲话",
        "示例市",
        "2023-2024",
        "2024-02-21 发布",
        "讲话",
    ):
        assert part in card
    assert "一、2023年工作回顾 › （一）医疗服务体系不断完善" in card
    assert "脱敏" not in card
    assert "节选" not in card


def test_a_card_warns_of_masked_and_incomplete_documents() -> None:
    card = words(render_card(cite(1, "bbbb", BLURRED), DOCUMENTS["bbbb"]))
    assert "来源为脱敏范文，不得作为实际数据使用" in card
    assert "节选" in card


def test_a_document_that_left_the_library_leaves_its_quote() -> None:
    section = render_section(1, [cite(1, "aaaa", COUNT)], PASSAGES, {})
    assert COUNT in words(section)
    assert "文献已移出" in section
    assert "在全市卫生健康工作会议上的讲话" in section
    assert "查看全文" not in section


def test_the_panel_holds_every_answer_of_the_conversation() -> None:
    panel = render_panel(['<section data-answer="1">', '<section data-answer="2">'])
    assert panel.index('data-answer="1"') < panel.index('data-answer="2"')


# Answers


def test_markers_carry_the_address_of_their_source() -> None:
    html = render_answer(7, answer_to("问"))
    citation = cite(2, "aaaa", "县域内就诊率达到91.3%，比上年提高1.2个百分点。")
    assert (
        f'data-answer="7" data-marker="2" data-doc="aaaa" data-start="{citation.start}"'
        f' data-end="{citation.end}"'
    ) in html
    assert words(html).count("[3]") == html.count('data-marker="3"') == 2


def test_a_marker_that_points_at_nothing_is_text() -> None:
    html = render_answer(1, replace(answer_to("问"), text="甲[1]乙[9]丙【2】。"))
    assert html.count("yj-marker") == 2
    assert "乙[9]丙" in html
    assert "【" not in html


def test_figures_that_failed_are_marked_where_they_stand() -> None:
    checks = answer_to("核对").checks
    html = render_answer(
        1, replace(answer_to("核对"), text="共1800张，800张[2]；312亿元，12亿元。", checks=checks)
    )
    assert re.findall(r'<span class="yj-(?:warn|fail)"[^>]*>(.*?)</span>', html) == [
        "800张<small>（待核）</small>",
        "12亿元<small>（无据）</small>",
    ]
    opened, folded = html.split("<details>")
    assert "待核" in opened
    assert "无据" in opened
    assert "有据 1" in folded


def test_how_a_question_was_understood_stands_above_the_answer_from_the_first_beat_on() -> None:
    steps = [e.reply for e in converse(FakeAssistant(Path("unused"), pace=0), "那对比呢", ())]
    asides = (
        '<p class="yj-aside">按这个问题查找：示例市2024年计划新增多少张床位？</p>'
        '<p class="yj-aside">没有写年份，按2023年查找。</p><div class="yj-text">'
    )
    assert all(asides in step for step in steps[1:])
    assert "yj-aside" not in render_answer(1, answer_to("问"))


def test_a_table_has_markers_in_its_cells_and_says_what_is_not_stated() -> None:
    html = render_answer(4, answer_to("对比"))
    table = html[html.index("<table>") : html.index("</table>")]
    assert re.findall(r'<th scope="(\w+)">(.*?)</th>', table) == [
        ("col", "地方"), ("col", "2023年新增床位"), ("col", "2024年计划新增床位"),
        ("row", "示例市"), ("row", "X市"),
    ]  # fmt: skip
    cells = re.findall(r"<td.*?</td>", table)
    assert [words(cell) for cell in cells] == [
        "1200张[1]", "800张[2]", "300张（待核）[3]（脱敏范文）", "",
    ]  # fmt: skip
    assert 'data-answer="4" data-marker="2"' in cells[1]
    assert cells[3] == '<td class="yj-blank" title="文献没有写明"></td>'


def test_what_comes_from_a_masked_document_says_so_beside_its_marker() -> None:
    assert f"{BLURRED}[1]（脱敏范文）" in words(render_answer(1, answer_to("摘录")))
    assert f"{COUNT}[2]（" not in words(render_answer(1, answer_to("摘录")))


def test_a_refusal_leads_to_the_nearest_source_and_to_other_questions() -> None:
    html = render_answer(1, answer_to("天气"))
    assert 'data-marker="1" data-doc="aaaa"' in html
    assert "您是不是想问" in html
    assert '<button type="button">县域内就诊率是多少？</button>' in html


def test_a_marker_of_a_document_that_left_says_so() -> None:
    html = render_answer(1, answer_to("摘录"), gone={"bbbb"})
    gone, here = re.findall(r"<a [^>]*>", html)[:2]
    assert "yj-gone" in gone
    assert 'title="来源 1：文献已移出"' in gone
    assert "yj-gone" not in here
    assert 'title="查看来源 2"' in here


def test_checks_that_all_passed_are_folded() -> None:
    html = render_answer(1, answer_to("问"))
    assert "有据" not in html.split("<details>")[0]
    assert "有据 3" in html


def test_a_refusal_is_plain() -> None:
    html = render_answer(1, answer_to("天气"))
    assert "yj-refused" in html
    assert "yj-copy" not in html
    assert "最接近的内容" in html


def test_quotes_say_that_they_are_quotes_and_why() -> None:
    html = render_answer(1, answer_to("摘录"))
    assert "摘录原文" in html
    assert "语言模型还在下载" in html


# Conversations


def grown(question: str, past: Conversation = ()) -> Conversation:
    """The conversation after one more question, with each step checked on the way."""
    assistant = FakeAssistant(Path("unused"), pace=0)
    steps = list(converse(assistant, question, past))
    assert all(step.under_way for step in steps[:-1])
    assert not steps[-1].under_way
    return (*past, steps[-1])


def test_an_answer_grows_from_evidence_to_words_to_checked_text() -> None:
    steps = [words(e.reply) for e in converse(FakeAssistant(Path("unused"), pace=0), "问", ())]
    assert "正在查找依据" in steps[0]
    assert "找到 3 段依据，先看原文：" in steps[1]
    assert COUNT in steps[1]
    assert steps[4].startswith("2023年，全市医疗卫生机构")
    assert "[3]" in steps[-1]


def test_the_quotes_close_below_the_checked_text() -> None:
    """They were read out already, and are not there when the conversation is opened again."""
    *_, growing, last = converse(FakeAssistant(Path("unused"), pace=0), "问", ())
    assert '<div class="yj-evidence "><div>' in growing.reply
    closing = last.reply.index('<div class="yj-evidence yj-closing" aria-hidden="true" inert>')
    assert last.reply.index("yj-text") < closing < last.reply.index("yj-checks")
    assert last.answer is not None
    kept = KeptAnswer(question="问", text=last.said, answer=last.answer)
    (again,) = recalled(FakeAssistant(Path("unused")), [kept])
    assert "yj-evidence" not in again.reply
    assert again.sources == last.sources


def test_errors_end_the_exchange_with_a_sentence_and_a_remedy() -> None:
    reply = words(grown("出错")[-1].reply)
    assert "语言模型接口没有回应。" in reply
    assert "办法：检查接口地址后再问" in reply


def test_a_crash_is_logged_and_told_in_one_sentence(caplog: pytest.LogCaptureFixture) -> None:
    reply = words(grown("崩溃")[-1].reply)
    assert reply.startswith("程序出错")
    assert "fake was asked to crash" not in reply
    assert "fake was asked to crash" in caplog.text


def test_a_stream_without_an_answer_still_ends() -> None:
    class Silent(FakeAssistant):
        def stream(self, question, history=()):  # type: ignore[no-untyped-def]
            return iter(())

    steps = list(converse(Silent(Path("unused")), "问", ()))
    assert not steps[-1].under_way
    assert "没有答完" in steps[-1].reply


def test_history_holds_answers_without_markers_and_no_failures() -> None:
    past = grown("出错", grown("二", grown("一")))
    assert [turn.content for turn in history_of(past)][::2] == ["一", "二"]
    assert all("[" not in turn.content for turn in history_of(past))


@pytest.mark.parametrize("pause", [0, 0.03, 0.06])
def test_stopping_keeps_what_was_written_and_says_that_it_is_unchecked(pause: float) -> None:
    """Whether the stop or the next word comes first."""
    turnstile = Turnstile()
    assert turnstile.enter()
    steps = turnstile.heed(converse(FakeAssistant(Path("unused"), pace=0.05), "问", ()))
    while "全市医疗" not in (now := next(steps)).reply:
        continue
    assert now.under_way
    time.sleep(pause)
    turnstile.stop()
    time.sleep(0.06)
    (*_, halted) = steps
    assert not halted.under_way
    assert "2023年，全市医疗" in halted.reply
    assert "已停止。以上文字没有核对。" in halted.reply
    assert history_of((halted,)) == ()


def test_a_stop_between_two_words_is_told_by_either() -> None:
    """The maker of the words may be the first to see the stop."""
    turnstile = Turnstile()
    assert turnstile.enter()
    made = iter(list(converse(FakeAssistant(Path("unused"), pace=0), "问", ())))

    def words_with_a_stop() -> Iterator[Exchange]:
        yield next(made)
        time.sleep(0.05)  # the reader waits for the next word
        turnstile.stop()
        yield next(made)

    assert "已停止。" in list(turnstile.heed(words_with_a_stop()))[-1].reply


def test_a_silent_model_does_not_hold_up_the_stop() -> None:
    class Silent(FakeAssistant):
        def stream(self, question, history=()):  # type: ignore[no-untyped-def]
            time.sleep(20)
            yield answer_to(question)

    turnstile = Turnstile()
    turnstile.enter()
    steps = turnstile.heed(converse(Silent(Path("unused")), "问", ()))
    next(steps)
    began = time.monotonic()
    turnstile.stop()
    assert [words(step.reply) for step in steps] == ["已停止。"]
    assert time.monotonic() - began < 1


def test_one_answer_at_a_time_and_the_next_after_it() -> None:
    turnstile = Turnstile()
    assert turnstile.enter()
    assert not turnstile.enter()
    assert copy.deepcopy(turnstile).enter()  # another page is another matter
    turnstile.leave()
    assert turnstile.enter()
    steps = turnstile.heed(converse(FakeAssistant(Path("unused"), pace=0), "问", ()))
    assert "[3]" in words(list(steps)[-1].reply)


# Status


def model(readiness: str, note: str = "") -> ModelState:
    return ModelState(
        name="m3e-small",
        role="embedding",
        readiness=readiness,  # type: ignore[arg-type]
        done=30_000_000,
        total=90_000_000,
        note=note,
    )


def state(*models: ModelState, notice: str = "", unembedded: int = 0) -> Status:
    return Status(models=models, documents=20, chunks=812, unembedded=unembedded, notice=notice)


def test_the_status_tells_how_much_is_fetched() -> None:
    html = render_status(state(model("fetching")))
    assert "已下载 30 MB / 90 MB" in html
    assert '<progress max="90000000" value="30000000">' in html
    assert "文献 20 篇 · 文本块 812 个" in html


def test_the_status_tells_what_failed_and_is_silent_about_what_is_ready() -> None:
    assert "网络不通" in render_status(state(model("failed", "网络不通")))
    assert "m3e-small" not in render_status(state(model("ready", "仅限研究与非商业用途")))


def test_the_foot_names_the_licence_of_a_model_in_use() -> None:
    assert "m3e-small：仅限研究与非商业用途" in render_foot(
        state(model("ready", "仅限研究与非商业用途"))
    )
    assert words(render_foot(state(model("ready", "m3e-small只许研究")))).count("m3e-small") == 1
    assert "网络不通" not in render_foot(state(model("failed", "网络不通")))


def test_the_page_looks_often_only_while_something_moves() -> None:
    assert settled(state(model("ready")))
    assert settled(state(model("failed", "网络不通")))
    assert not settled(state(model("loading")))
    assert not settled(state(model("ready"), unembedded=3))
    assert not settled(state(model("ready"), notice="正在导入文献"))


# The server


def test_a_busy_port_is_told_before_anything_is_begun(tmp_path: Path) -> None:
    assistant = FakeAssistant(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortBusy, match=f"端口 {port} 已被占用。") as caught:
            launch(assistant, host="127.0.0.1", port=port)
    assert f"YOUJU_PORT={port + 1}" in caught.value.remedy
    assert assistant.did == []


def test_a_host_that_is_not_ours_is_a_setting_to_correct(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"192\.0\.2\.1"):
        launch(FakeAssistant(tmp_path), host="192.0.2.1", port=7860)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_page_ends_quietly_and_closes_the_assistant(
    tmp_path: Path, ending: signal.Signals
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    fakes = Path(__file__).parent / "fakes.py"
    program = subprocess.Popen(
        [sys.executable, fakes, str(port), tmp_path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(elsewhere)},
    )
    assert program.stdout is not None
    assert program.stdout.readline() == f"有据已启动：http://127.0.0.1:{port}\n"
    program.send_signal(ending)
    rest, errors = program.communicate(timeout=20)
    assert (rest, errors, program.returncode) == ("closed\n", "", 0)
    assert not any(elsewhere.iterdir())  # all state is in the data folder
