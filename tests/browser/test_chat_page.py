"""A conversation in a real Chromium: it grows without jumping, stays, and can be taken along."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from fakes import COUNT, PLAN
from playwright.sync_api import Browser, Download, Page, expect
from test_page import Site, ask, box, english, in_view, opened, running

pytestmark = pytest.mark.browser

# Notes where the newest reply stands in every frame that is drawn.
WATCH = """() => {
  window.seen = [];
  const look = () => {
    const reply = [...document.querySelectorAll("#yj-log .yj-reply")].at(-1);
    const text = reply?.querySelector(".yj-text");
    const pane = document.querySelector("#yj-log .panel-wrap");
    if (text && reply.querySelector(".yj-aside")) {
      const tops = [reply, text].map((e) => Math.round(e.getBoundingClientRect().top));
      window.seen.push([...tops, Math.round(pane.scrollTop), text.textContent.length > 0]);
    }
    requestAnimationFrame(look);
  };
  look();
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running("fake", tmp_path_factory.mktemp("fake")) as site:
        yield site


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    with opened(browser, site) as page:
        yield page


def drawer(page: Page) -> list[str]:
    """Open the drawer and read the titles in it."""
    page.locator(".yj-past").click()
    expect(page.locator(".yj-drawer")).to_be_visible()
    expect(page.locator(".yj-drawer li").first).to_be_visible()
    return page.locator(".yj-reopen").all_inner_texts()


def paragraphs(download: Download) -> list[str]:
    return [p.text for p in docx.Document(BytesIO(Path(download.path()).read_bytes())).paragraphs]


@pytest.mark.parametrize("width", [1280, 390])
def test_an_answer_grows_without_moving(browser: Browser, site: Site, width: int) -> None:
    with opened(browser, site, width=width) as page:
        ask(page, "问")
        page.evaluate(WATCH)
        reply = ask(page, "慢，那对比呢")
        expect(reply.locator(".yj-closing")).to_be_hidden()
        seen = page.evaluate("window.seen")
        assert len(seen) > 20
        assert len({tuple(frame) for frame in seen}) == 1
        in_view(page.locator(".yj-question").last)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_table_leads_to_its_sources(page: Page) -> None:
    reply = ask(page, "对比")
    blank = reply.locator("td.yj-blank")
    assert (blank.get_attribute("title"), blank.inner_text()) == ("文献没有写明", "")
    reply.locator("td .yj-marker").nth(1).click()
    expect(page.locator("#yj-sources .yj-open mark")).to_have_text(PLAN)


def test_a_conversation_is_there_after_a_reload_and_beside_another(page: Page) -> None:
    ask(page, "问")
    ask(page, "核对")
    page.reload()
    expect(page.locator(".yj-reply")).to_have_count(2, timeout=20_000)
    in_view(page.locator(".yj-question").last)
    page.locator(".yj-reply").first.locator(".yj-marker").first.click()
    expect(page.locator("#yj-sources .yj-open:visible mark")).to_have_text(COUNT)
    page.locator("#yj-new").click()
    expect(page.locator(".yj-reply")).to_have_count(0)
    ask(page, "摘录")
    assert drawer(page) == ["摘录", "问"]
    page.locator(".yj-reopen").last.click()
    expect(page.locator(".yj-reply")).to_have_count(2)
    expect(page.locator(".yj-drawer")).to_be_hidden()


def test_earlier_conversations_are_renamed_and_deleted(page: Page) -> None:
    ask(page, "问")
    drawer(page)
    assert english(page) == []
    page.locator(".yj-rename").click()
    page.locator(".yj-drawer input").fill("机构数")
    page.keyboard.press("Enter")
    expect(page.locator(".yj-reopen")).to_have_text("机构数")
    page.locator(".yj-delete").click()
    expect(page.locator(".yj-delete")).to_have_text("确定删除")
    page.locator(".yj-delete").click()
    expect(page.locator(".yj-drawer li")).to_have_count(0)
    expect(page.locator(".yj-reply")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".yj-drawer")).to_be_hidden()


def test_answers_and_conversations_are_saved_as_files(page: Page) -> None:
    ask(page, "问")
    reply = ask(page, "摘录")
    for _ in range(2):  # also a second time
        with page.expect_download() as one:
            reply.locator(".yj-save[data-as=docx]").click()
        assert one.value.suggested_filename.startswith("有据-摘录-")
        assert f"“{COUNT}”" in paragraphs(one.value)
        assert "5448家[1]" not in "".join(paragraphs(one.value))
    drawer(page)
    with page.expect_download() as whole:
        page.locator(".yj-drawer .yj-save[data-as=md]").click()
    text = Path(whole.value.path()).read_text(encoding="utf-8")
    assert whole.value.suggested_filename.startswith("有据-问-")
    assert text.index("## 问") < text.index("5448家[1]") < text.index("## 摘录")


def test_an_answer_is_copied_with_its_markers_and_sources(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "核对").locator(".yj-copy").click()
    expect(page.locator(".yj-copy")).to_have_text("已复制")
    text = page.evaluate("navigator.clipboard.readText()")
    assert "投资12亿元（无据）[1]。" in text
    assert f"[1] 《在全市卫生健康工作会议上的讲话》：“{COUNT}”" in text


def test_a_question_that_was_meant_is_asked_by_a_click(page: Page) -> None:
    reply = ask(page, "天气")
    reply.locator(".yj-marker").click()
    in_view(page.locator("#yj-sources .yj-open mark"))
    box(page).fill("还没写完")
    page.locator(".yj-suggest button").last.click()
    expect(page.locator(".yj-question").last).to_have_text("县域内就诊率是多少？")
    expect(page.locator(".yj-meta")).to_be_visible(timeout=20_000)
    expect(box(page)).to_have_value("还没写完")


def test_what_failed_is_in_the_box_again(page: Page) -> None:
    long = "问" * 2500
    assert "把问题缩短" in ask(page, long).inner_text()
    expect(box(page)).to_have_value(long)
    assert "检查接口地址后再问" in ask(page, "出错").inner_text()
    expect(box(page)).to_have_value("出错")


def test_a_page_that_is_closed_midway_ends_the_work(browser: Browser, site: Site) -> None:
    with opened(browser, site) as page:
        box(page).fill("慢，走了")
        box(page).press("Enter")
        expect(page.locator(".yj-evidence")).to_be_visible()
    assert site.program.stdout is not None
    while (line := site.program.stdout.readline()) != "ended: 慢，走了\n":
        assert line


def test_two_windows_do_not_spoil_each_other(page: Page, site: Site) -> None:
    ask(page, "问")
    other = page.context.new_page()
    other.goto(site.url)
    expect(other.locator(".yj-reply")).to_have_count(1, timeout=30_000)
    box(page).fill("慢")
    box(page).press("Enter")
    expect(page.locator(".yj-growing")).to_contain_text("正在据此作答")
    ask(other, "摘录")
    expect(page.locator("#yj-send")).to_be_visible(timeout=20_000)
    expect(page.locator(".yj-question")).to_have_text(["问", "慢"])
    expect(other.locator(".yj-question")).to_have_text(["问", "摘录"])
    page.reload()
    expect(page.locator(".yj-question")).to_have_text(["问", "摘录", "慢"], timeout=20_000)


def test_a_wrong_answer_becomes_a_case_of_the_offices_suite(page: Page) -> None:
    reply = ask(page, "问")
    form = page.locator("#yj-complaint")
    expect(form).to_be_hidden()
    reply.locator(".yj-wrong").click()
    expect(form.get_by_label("问题", exact=True)).to_have_value("问")
    form.get_by_label("正确的出处").click()
    page.get_by_role("option").filter(has_text=PLAN).click()
    expect(form.get_by_label("正确答案里必须有的词")).to_have_value("800张")
    form.get_by_role("button", name="记为测评题").click()
    expect(page.locator("#yj-complained")).to_contain_text("已记为测评题 own-")
    expect(form).to_be_hidden()
    refused = ask(page, "天气")
    refused.locator(".yj-wrong").click()
    expect(form.get_by_label("问题", exact=True)).to_have_value("天气")
    assert english(page) == []
    form.get_by_role("button", name="取消").click()
    expect(form).to_be_hidden()
