"""The ledger tab in a real Chromium: chosen, opened, compared, exported."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from test_page import ALLOWED, LATIN, Site, in_view, opened, running, shown

pytestmark = pytest.mark.browser
# What the documents of the stand-in hold in Latin letters.
IN_SOURCES = re.compile(r"</?[bi]>|\$\{.*?\}|xlsx")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running("fake", tmp_path_factory.mktemp("fake")) as site:
        yield site


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    with opened(browser, site) as page:
        open_ledger(page)
        yield page


def open_ledger(page: Page) -> None:
    page.get_by_role("tab", name="台账").click()
    expect(rows(page)).to_have_count(100)


def rows(page: Page) -> Locator:
    return page.locator(".yj-datum-row")


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f".yj-ledger [name={name}]").select_option(value)


def english(page: Page) -> list[str]:
    texts = [IN_SOURCES.sub("", ALLOWED.sub("", text)) for text in shown(page)]
    return [text for text in texts if LATIN.search(text)]


def test_choices_narrow_the_table_and_tell_their_counts(page: Page) -> None:
    expect(page.locator(".yj-tally")).to_contain_text("共 138 条数据：实际 136 · 目标 2")
    choose(page, "place", "示例市")
    expect(rows(page)).to_have_count(6)
    expect(page.locator("[name=kind] option")).to_have_text(
        ["全部性质", "实际（4）", "目标（2）"], use_inner_text=False
    )
    choose(page, "kind", "target")
    expect(rows(page)).to_have_count(2)
    page.get_by_role("button", name="清空重选").click()
    expect(rows(page)).to_have_count(100)


def test_a_part_of_an_indicator_is_searched_as_it_is_typed(page: Page) -> None:
    page.locator("[name=indicator]").press_sequentially("床位")
    expect(rows(page)).to_have_count(3)
    expect(page.locator(".yj-view[aria-pressed=true]")).to_have_text("数据3")
    page.locator("[name=document]").fill("工作报告")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("脱敏范文")
    page.locator("[name=indicator]").fill("没有这个")
    expect(page.locator(".yj-ledger .yj-empty")).to_contain_text("没有符合条件的数据")


def test_a_row_opens_to_its_sentence_and_leads_to_the_document(page: Page) -> None:
    row = rows(page).filter(has_text="1200张")
    row.click()
    lit = page.locator(".yj-detail:visible mark")
    in_view(lit)
    expect(lit).to_have_text("1200张")
    page.locator(".yj-detail:visible .yj-whole").click()
    whole = page.locator("#yj-reader mark")
    in_view(whole)
    expect(whole).to_have_text("市中心医院新院区投入使用，新增床位1200张。")
    page.keyboard.press("Escape")
    row.click()
    expect(page.locator(".yj-detail:visible")).to_have_count(0)


def test_a_sentence_is_reached_by_keyboard_alone(page: Page) -> None:
    datum = page.locator(".yj-datum").first
    datum.focus()
    page.keyboard.press("Enter")
    expect(datum).to_have_attribute("aria-expanded", "true")
    in_view(page.locator(".yj-detail:visible mark"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    in_view(page.locator("#yj-reader mark"))


def test_pages_are_turned_and_a_choice_leads_back_to_the_first(page: Page) -> None:
    page.get_by_role("button", name="下一页").click()
    expect(rows(page)).to_have_count(38)
    expect(page.locator(".yj-pager")).to_contain_text("第 101—138 条，第 2 / 2 页")
    expect(page.get_by_role("button", name="下一页")).to_be_disabled()
    choose(page, "order", "document")
    expect(rows(page)).to_have_count(100)
    expect(rows(page).first).to_contain_text("2家")


def test_actual_and_target_are_drawn_beside_a_masked_place(page: Page) -> None:
    page.get_by_role("button", name="看对比图").click()
    figures = page.locator(".yj-plots figure")
    expect(figures).to_have_count(2)
    expect(figures.nth(0)).to_contain_text("示例市")
    expect(figures.nth(1)).to_contain_text("脱敏范文")
    plot = page.get_by_role("img", name="新增床位：示例市")
    in_view(plot)
    expect(plot.locator(".yj-value")).to_have_text(["1200张", "800张"])
    page.locator(".yj-drawn .yj-datum").first.click()
    expect(page.locator(".yj-detail:visible mark")).to_have_text("1200张")


def test_gaps_have_a_list_of_their_own(page: Page) -> None:
    page.locator(".yj-view[data-view=gaps]").click()
    gaps = page.locator(".yj-gap-table tbody tr")
    expect(gaps).to_have_count(2)
    expect(page.locator("[name=place]")).to_be_hidden()
    choose(page, "how", "masked")
    expect(gaps).to_have_count(1)
    expect(gaps.locator("mark")).to_have_text("X市")
    gaps.locator(".yj-whole").click()
    in_view(page.locator("#yj-reader mark"))


def test_the_sheet_holds_what_is_chosen(page: Page) -> None:
    choose(page, "kind", "target")
    expect(rows(page)).to_have_count(2)
    with page.expect_download() as coming:
        page.get_by_role("button", name="导出表格").click()
    assert coming.value.suggested_filename == "台账.csv"
    sheet = Path(coming.value.path()).read_bytes().decode("utf-8")
    assert sheet.startswith("\ufeff地方,年份,性质,指标,")
    assert len(sheet.splitlines()) == 3
    assert "示例市,2024,目标,新增床位,,800,,张,800张," in sheet


def test_what_was_chosen_is_still_chosen_when_one_comes_back(page: Page) -> None:
    choose(page, "place", "示例市")
    expect(rows(page)).to_have_count(6)
    page.get_by_role("tab", name="问答").click()
    expect(rows(page).first).to_be_hidden()
    page.get_by_role("tab", name="台账").click()
    expect(rows(page)).to_have_count(6)
    expect(page.locator("[name=place]")).to_have_value("示例市")


def test_the_tab_is_chinese_and_source_text_is_never_run(page: Page) -> None:
    expect(page.locator(".yj-ledger-table")).to_contain_text("“<i>健康</i>细胞”建成率")
    rows(page).first.click()
    assert english(page) == []
    for view in ("plots", "gaps"):
        page.locator(f".yj-view[data-view={view}]").click()
        expect(page.locator(".yj-tally")).not_to_contain_text("条数据")
        assert english(page) == []


@pytest.mark.parametrize("width", [390, 900, 1280, 1600])
def test_nothing_is_wider_than_the_window(browser: Browser, site: Site, width: int) -> None:
    with opened(browser, site, width=width) as page:
        open_ledger(page)
        rows(page).first.click()
        for view in ("figures", "plots", "gaps"):
            page.locator(f".yj-view[data-view={view}]").click()
            expect(page.locator(f".yj-ledger[data-view={view}]")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            bar = page.locator(".yj-ledger-bar").bounding_box()
            assert bar is not None
            assert bar["x"] + bar["width"] <= width
