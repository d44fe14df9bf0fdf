"""The evaluation tab in a real Chromium over the real program: a run, its report, a case."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from test_page import Site, opened, running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running("real", tmp_path_factory.mktemp("real")) as site:
        yield site


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    with opened(browser, site) as page:
        page.get_by_role("tab", name="测评").click()
        yield page


def test_a_suite_is_run_and_its_report_opened(page: Page) -> None:
    expect(page.get_by_label("测评集")).to_have_value("knowledge")
    page.get_by_label("只做几题").fill("6")
    page.get_by_role("button", name="运行", exact=True).click()
    expect(page.get_by_text("已完成。")).to_be_visible(timeout=90_000)
    report = page.frame_locator("iframe.yj-report-page")
    expect(report.get_by_role("heading", name="测评报告")).to_be_visible()
    expect(page.get_by_role("button", name="下载这份报告（网页）")).to_be_visible()


def test_what_a_case_lacks_is_said(page: Page) -> None:
    page.get_by_role("button", name="把答错的问答变成题目").click()
    page.get_by_role("button", name="加入本单位的测评集").click()
    expect(page.locator(".yj-failure")).to_contain_text("还缺问题")
