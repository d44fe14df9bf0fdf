"""The drafting tab in a real Chromium: outlined, written, changed by hand, there after a reload."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from test_page import Site, opened, running

pytestmark = pytest.mark.browser
REQUEST = "起草示例市2024年总结里“医疗”一段，100字"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running("fake", tmp_path_factory.mktemp("fake")) as site:
        yield site


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    with opened(browser, site) as page:
        page.get_by_role("tab", name="起草").click()
        yield page


def write(page: Page, request: str = REQUEST) -> None:
    page.get_by_label("写作要求").fill(request)
    page.get_by_role("button", name="列提纲").click()
    expect(page.locator(".yj-outline")).to_contain_text("医疗")
    page.get_by_role("button", name="写正文").click()
    expect(page.locator(".yj-basis")).to_be_visible()


def test_a_sentence_leads_to_its_source(page: Page) -> None:
    write(page)
    expect(page.locator(".yj-draft")).to_contain_text("5448家")
    marker = page.locator(".yj-draft .yj-cite").first
    target = str(marker.get_attribute("href"))
    marker.click()
    expect(page.locator(target)).to_be_in_viewport()


def test_a_sentence_changed_by_hand_is_a_version_and_outlives_a_reload(page: Page) -> None:
    write(page)
    page.get_by_role("button", name="改一句").click()
    page.get_by_label("改成").fill("这一句是手工改过的。")
    page.get_by_role("button", name="换上这一句").click()
    expect(page.locator(".yj-draft")).to_contain_text("手工改过")
    page.reload()
    page.get_by_role("tab", name="起草").click()
    expect(page.locator(".yj-draft")).to_contain_text("手工改过")


def test_what_a_request_lacks_is_said(page: Page) -> None:
    page.get_by_label("写作要求").fill("写一份关于托育服务的总结")
    page.get_by_role("button", name="列提纲").click()
    expect(page.locator(".yj-failure")).to_contain_text("年份")


def test_a_draft_leaves_the_page_in_the_form_that_is_chosen(page: Page) -> None:
    write(page)
    page.get_by_text("Markdown", exact=True).click()
    page.get_by_text("清稿", exact=True).click()
    button = page.get_by_role("button", name="下载", exact=True)
    expect(button).to_be_enabled()
    taken = None
    for _ in range(20):  # the file follows the choice in its own time
        try:
            with page.expect_download(timeout=5_000) as downloading:
                button.click()
        except PlaywrightTimeout:
            continue  # the button was being drawn anew: the click met none
        taken = downloading.value
        if taken.suggested_filename.endswith("（清稿）.md"):
            break
    assert taken is not None
    assert taken.suggested_filename.endswith("（清稿）.md")
    assert "5448家" in Path(taken.path()).read_text(encoding="utf-8")


def test_the_writers_own_file_is_material_for_this_draft(page: Page, tmp_path: Path) -> None:
    paper = tmp_path / "本次.txt"
    paper.write_text("示例市医疗质控中心达到19个。\n", encoding="utf-8")
    page.get_by_role("button", name="本次材料和样稿").click()
    page.locator("input[type=file]").first.set_input_files(str(paper))
    expect(page.get_by_text("本次", exact=False).first).to_be_visible()
    page.get_by_label("写作要求").fill(REQUEST)
    page.get_by_role("button", name="列提纲").click()
    expect(page.locator(".yj-outline")).to_contain_text("19个")
