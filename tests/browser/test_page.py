"""The page in a real Chromium, as staff use it: asked, answered, checked against its sources."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from fakes import COUNT, PLAN, RATE
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent.parent
# Latin words that a Chinese page may show: names of models, units, file kinds.
ALLOWED = re.compile(
    r"m3e-small|qwen[\w.-]*|Word|\bMB\b|\bGB\b|\btxt\b|\bmd\b|\bdocx\b|\bPDF\b|X市", re.IGNORECASE
)
LATIN = re.compile(r"[A-Za-z]{2,}")
QUESTION = "示例市2023年医疗卫生机构总数是多少？"
NASTY = "<script>document.title='broken'</script> *星* **号** ${1+1} {{x}} $x$"


@dataclass(frozen=True)
class Site:
    """A running page."""

    url: str
    program: subprocess.Popen[str]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def running(kind: str, folder: Path) -> Iterator[Site]:
    """The page of the fake assistant, or of the real one without a language model."""
    port = free_port()
    command = {"fake": ["tests/fakes.py", str(port), str(folder)], "real": ["app.py"]}[kind]
    dials = {"YOUJU_PORT": str(port), "YOUJU_DATA_DIR": str(folder), "YOUJU_LLM": "none"}
    with (folder / "stderr").open("w") as stderr:
        program = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, **dials},
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    try:
        assert program.stdout is not None
        line = program.stdout.readline()
        assert "有据已启动" in line, (folder / "stderr").read_text()
        yield Site(url=f"http://127.0.0.1:{port}/", program=program)
    finally:
        program.kill()
        program.communicate()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running("fake", tmp_path_factory.mktemp("fake")) as site:
        yield site


@contextmanager
def opened(browser: Browser, site: Site, *, width: int = 1280) -> Iterator[Page]:
    """A fresh page on an English, dark browser; at its end: no request went anywhere else."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale="en-US", color_scheme="dark"
    )
    page = context.new_page()
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(site.url)
    expect(box(page)).to_be_visible(timeout=30_000)
    expect(page.locator(".yj-status")).to_contain_text("文献")
    try:
        yield page
    finally:
        context.close()
    assert asked
    here = (site.url.partition("?")[0], "data:", "blob:")
    assert [url for url in asked if not url.startswith(here)] == []
    assert broken == []


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    with opened(browser, site) as page:
        yield page


def box(page: Page) -> Locator:
    return page.locator("#yj-question textarea")


def ask(page: Page, question: str) -> Locator:
    """Ask, wait for the end of the answer, return it."""
    before = page.locator(".yj-reply").count()
    box(page).fill(question)
    box(page).press("Enter")
    reply = page.locator(".yj-reply").nth(before)
    expect(reply).to_be_visible()
    expect(page.locator("#yj-send")).to_be_visible(timeout=60_000)
    expect(page.locator(".yj-growing")).to_have_count(0)
    return reply


def in_view(locator: Locator) -> None:
    expect(locator).to_be_visible()
    expect(locator).to_be_in_viewport(ratio=0.9)


def shown(page: Page) -> list[str]:
    """Every text that is visible or read out: text nodes, titles, labels, placeholders, values."""
    script = """() => {
      const texts = [];
      const seen = (e) =>
        e.tagName !== "STYLE" && e.checkVisibility({ visibilityProperty: true });
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const node = walk.currentNode;
        if (seen(node.parentElement)) texts.push(node.textContent);
      }
      for (const element of document.querySelectorAll("body *")) {
        for (const name of ["title", "aria-label", "placeholder", "alt"]) {
          if (seen(element) && element.hasAttribute(name)) texts.push(element.getAttribute(name));
        }
      }
      return texts;
    }"""
    return [text.strip() for text in page.evaluate(script) if text.strip()]


def english(page: Page) -> list[str]:
    return [text for text in shown(page) if LATIN.search(ALLOWED.sub("", text))]


def test_nothing_is_there_that_we_did_not_put_there(page: Page) -> None:
    expect(page.locator(".yj-examples button")).to_have_count(3)
    buttons = page.locator(".tabitem button:visible").all_inner_texts()
    assert [buttons[0], *buttons[4:]] == ["历史对话", "发送", "新对话"]
    assert page.locator("footer:visible").count() == 0


def test_an_answer_leads_to_its_highlighted_source(page: Page) -> None:
    reply = ask(page, QUESTION)
    expect(page.locator("#yj-log .yj-question")).to_have_text(QUESTION)
    reply.locator(".yj-marker").first.click()
    lit = page.locator("#yj-sources .yj-open mark")
    in_view(lit)
    assert lit.inner_text() == COUNT
    page.locator(".yj-open .yj-whole").click()
    whole = page.locator("#yj-reader mark")
    in_view(whole)
    assert whole.inner_text() == COUNT
    assert "各县（市、区）卫生健康委" in page.locator("#yj-reader").inner_text()
    page.keyboard.press("Escape")
    expect(page.locator("#yj-reader")).to_be_hidden()


def test_markers_of_earlier_answers_still_work(page: Page) -> None:
    first = ask(page, QUESTION)
    second = ask(page, "摘录")
    second.locator(".yj-marker").first.click()
    expect(page.locator("#yj-sources .yj-open:visible mark")).to_contain_text("X市")
    first.locator(".yj-marker").nth(1).click()
    in_view(page.locator("#yj-sources .yj-open:visible mark").filter(has_text=RATE))
    expect(page.locator("#yj-sources")).not_to_contain_text("脱敏", use_inner_text=True)


def test_an_open_source_stays_open_while_an_answer_grows(page: Page) -> None:
    first = ask(page, QUESTION)
    box(page).fill("慢")
    box(page).press("Enter")
    growing = page.locator(".yj-growing")
    expect(growing).to_contain_text("正在据此作答")
    first.locator(".yj-marker").first.click()
    opened = page.locator("#yj-sources .yj-open:visible mark")
    expect(opened).to_have_text(COUNT)
    expect(growing.locator(".yj-text")).to_contain_text("卫生机构", timeout=15_000)
    expect(opened).to_have_text(COUNT)


def test_evidence_comes_before_the_words(page: Page) -> None:
    box(page).fill("慢")
    box(page).press("Enter")
    growing = page.locator(".yj-growing")
    expect(growing).to_contain_text("找到 3 段依据，先看原文：")
    expect(growing).to_contain_text("正在据此作答")
    expect(box(page)).to_have_value("")
    expect(page.locator("#yj-sources mark").first).to_be_attached()
    expect(growing).to_contain_text("全市医疗", timeout=15_000)
    expect(growing).to_contain_text(PLAN)


def test_a_question_while_another_is_answered_is_refused_and_kept(page: Page) -> None:
    box(page).fill("慢")
    box(page).press("Enter")
    expect(page.locator(".yj-evidence")).to_be_visible()
    box(page).fill("另一个问题")
    box(page).press("Enter")
    expect(page.locator("#yj-hint")).to_contain_text("上一个问题还在回答")
    expect(box(page)).to_have_value("另一个问题")
    page.locator("#yj-stop").click()
    expect(page.locator("#yj-hint")).to_be_hidden()
    expect(box(page)).to_have_value("另一个问题")
    expect(page.locator(".yj-doing")).to_have_count(0)
    expect(page.locator(".yj-reply")).to_contain_text("已停止。")


def test_stop_ends_the_answer_and_its_work(page: Page, site: Site) -> None:
    box(page).fill("慢，请停")
    box(page).press("Enter")
    expect(page.locator(".yj-growing .yj-text")).to_contain_text("2023年", timeout=15_000)
    page.locator("#yj-stop").click()
    reply = page.locator(".yj-reply")
    expect(reply).to_contain_text("已停止。以上文字没有核对。")
    expect(reply).to_contain_text("2023年，")
    expect(page.locator("#yj-send")).to_be_visible()
    assert site.program.stdout is not None
    while "慢，请停" not in site.program.stdout.readline():  # printed when the stream is closed
        continue
    time.sleep(1)
    expect(reply).to_contain_text("已停止。以上文字没有核对。")
    assert "91.3%" in ask(page, "再问").inner_text()


def test_a_new_conversation_is_empty(page: Page) -> None:
    ask(page, QUESTION)
    page.locator("#yj-new").click()
    expect(page.locator(".yj-reply")).to_have_count(0)
    expect(page.locator(".yj-card")).to_have_count(0)
    expect(page.locator(".yj-examples button").first).to_be_visible()


def test_a_new_conversation_ends_the_answer_under_way(page: Page) -> None:
    box(page).fill("慢")
    box(page).press("Enter")
    expect(page.locator(".yj-growing .yj-text")).to_contain_text("2023年", timeout=15_000)
    page.locator("#yj-new").click()
    expect(page.locator("#yj-send")).to_be_visible()
    page.wait_for_timeout(1500)
    expect(page.locator(".yj-reply")).to_have_count(0)
    assert "91.3%" in ask(page, "问").inner_text()


def test_an_example_is_asked_by_a_click(page: Page) -> None:
    chip = page.locator(".yj-examples button").nth(1)
    text = chip.inner_text()
    chip.click()
    expect(page.locator(".yj-question")).to_have_text(text)
    expect(page.locator(".yj-meta")).to_be_visible(timeout=20_000)
    expect(page.locator(".yj-examples")).to_have_count(0)


def test_shift_enter_makes_a_line(page: Page) -> None:
    box(page).press_sequentially("一")
    box(page).press("Shift+Enter")
    box(page).press_sequentially("二")
    assert box(page).input_value() == "一\n二"
    assert page.locator(".yj-question").count() == 0


def test_an_error_shows_its_remedy_and_the_next_question_works(page: Page) -> None:
    assert "办法：检查接口地址后再问" in ask(page, "出错").inner_text()
    expect(box(page)).to_have_value("出错")
    assert "程序出错" in ask(page, "崩溃").inner_text()
    expect(box(page)).to_have_value("崩溃")
    assert "知识库的文献没有写明这个问题" in ask(page, "天气").inner_text()


def test_what_was_typed_meanwhile_is_not_overwritten(page: Page) -> None:
    box(page).fill("崩溃 慢")
    box(page).press("Enter")
    expect(page.locator("#yj-stop")).to_be_visible()
    box(page).fill("另一个问题")
    expect(page.locator(".yj-reply")).to_contain_text("程序出错", timeout=20_000)
    expect(page.locator("#yj-again textarea")).to_have_value("")
    expect(box(page)).to_have_value("另一个问题")


def test_what_is_typed_or_read_is_never_run(page: Page) -> None:
    ask(page, f"摘录 {NASTY}").locator(".yj-marker").first.click()
    expect(page.locator(".yj-question")).to_have_text(f"摘录 {NASTY}")
    lit = page.locator("#yj-sources .yj-open mark")
    expect(lit).to_contain_text("${1+1}")
    expect(lit).to_contain_text("{{总投资}}")
    expect(lit).to_contain_text("<b>以人民为中心</b>")
    assert page.title() == "有据"


def test_the_page_is_chinese_and_light_on_an_english_dark_browser(page: Page) -> None:
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert english(page) == []
    ask(page, QUESTION).locator(".yj-marker").first.click()
    ask(page, "核对")
    assert english(page) == []
    page.locator(".yj-whole:visible").first.click()
    expect(page.locator("#yj-reader mark")).to_be_visible()
    assert english(page) == []
    assert page.evaluate("document.body.classList.contains('dark')") is False


@pytest.mark.parametrize("view", ["api", "settings"])
def test_the_views_that_gradio_adds_are_closed(browser: Browser, site: Site, view: str) -> None:
    with opened(browser, Site(url=f"{site.url}?view={view}", program=site.program)) as page:
        page.wait_for_timeout(1000)
        assert english(page) == []


def test_the_status_line_tells_of_the_download(page: Page) -> None:
    status = page.locator(".yj-status")
    expect(status).to_contain_text("已下载 412 MB / 1117 MB")
    expect(status.locator("progress")).to_have_attribute("value", "412000000")
    expect(page.locator(".yj-foot")).to_contain_text("仅限研究与非商业用途")


def test_a_source_is_reached_by_keyboard_alone(page: Page) -> None:
    reply = ask(page, QUESTION)
    reply.locator(".yj-marker").first.focus()
    page.keyboard.press("Enter")
    in_view(page.locator("#yj-sources .yj-open mark"))
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    in_view(page.locator("#yj-reader mark"))


def test_a_narrow_window_shows_one_thing_at_a_time(browser: Browser, site: Site) -> None:
    with opened(browser, site, width=390) as page:
        reply = ask(page, QUESTION)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        expect(page.locator("#yj-sources")).to_be_hidden()
        reply.locator(".yj-marker").first.click()
        in_view(page.locator("#yj-sources .yj-open mark"))
        page.get_by_role("button", name="返回问答").click()
        expect(page.locator("#yj-sources")).to_be_hidden()
        expect(reply).to_be_in_viewport()


def test_the_program_ends_quietly_while_a_page_is_open(browser: Browser, tmp_path: Path) -> None:
    with running("fake", tmp_path) as site, opened(browser, site) as page:
        ask(page, "问")
        site.program.send_signal(signal.SIGTERM)
        assert site.program.wait(timeout=15) == 0
        assert (tmp_path / "stderr").read_text() == ""
        expect(page.locator(".toast-message-text").first).to_contain_text("与程序的连接断了")
        assert english(page) == []


def test_the_real_assistant_leads_from_an_answer_to_its_source(
    browser: Browser, tmp_path: Path, models_dir: Path
) -> None:
    """The program as staff start it, over the knowledge that ships with it."""
    with running("real", tmp_path) as site, opened(browser, site) as page:
        reply = ask(page, "娄底市2022年药品集中带量采购价格平均下降多少？")
        reply.locator(".yj-marker").first.click()
        near = page.locator("#yj-sources .yj-open:visible mark").first
        in_view(near)
        expect(page.locator(".yj-card:visible").first).to_contain_text("娄底市")
        page.locator(".yj-open:visible .yj-whole").click()
        in_view(page.locator("#yj-reader mark").first)
        assert page.locator("#yj-reader mark").first.inner_text() == near.inner_text()
        assert english(page) == []
