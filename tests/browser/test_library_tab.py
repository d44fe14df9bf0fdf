"""The library tab in a real Chromium: files are taken in, read beside their raw text, put right.

The library is the real one, over an empty folder; only the vectors are a stand-in (shelves.py).
"""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from shelves import SPEECH
from test_page import LATIN, ROOT, free_port, in_view, shown

pytestmark = pytest.mark.browser
# Latin words of the library tab: formats, models, pinyin, paths.
ALLOWED = re.compile(
    r"(?:csv|docx|docm|doc|et|html|htm|markdown|md|mhtml|mht|ods|odt|ofd|pdf|rtf|tsv|txt|wps"
    r"|xlsm|xlsx|xls|zip|jpg)(?![a-z])|Word|m3e-small|qwen[\w.-]*|\([a-zèìǔ]+\)|/[\w/.-]+"
    r"|common\.complete",  # Gradio's own, to screen readers, when the examples are there
    re.IGNORECASE,
)
TITLE = "在示例市卫生健康工作会议上的讲话"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, port = tmp_path_factory.mktemp("shelf"), free_port()
    command = [sys.executable, "tests/shelves.py", str(port), str(folder)]
    with (folder / "stderr").open("w") as stderr:
        program = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=stderr, text=True
        )
    try:
        assert program.stdout is not None
        assert "有据已启动" in program.stdout.readline(), (folder / "stderr").read_text()
        yield f"http://127.0.0.1:{port}/"
        assert (folder / "stderr").read_text() == ""
    finally:
        program.kill()
        program.communicate()


@contextmanager
def opened(browser: Browser, site: str, width: int = 1280) -> Iterator[Page]:
    """The tab on a fresh page; at its end: nothing broke, nothing was asked of anyone else."""
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="en-US")
    page = context.new_page()
    broken: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site)
    page.get_by_role("tab", name="文献库").click()
    expect(page.locator(".yj-rows table, .yj-rows .yj-empty")).to_be_visible(timeout=30_000)
    try:
        yield page
    finally:
        context.close()
    assert broken == []
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    with opened(browser, site) as page:
        yield page


def english(page: Page) -> list[str]:
    return [text for text in shown(page) if LATIN.search(ALLOWED.sub("", text))]


def speech(folder: Path, name: str = "讲话.txt", *, place: str = "示例市") -> Path:
    path = folder / name
    path.write_text(SPEECH.replace("示例市", place), encoding="utf-8")
    return path


def add(page: Page, *paths: Path) -> Locator:
    """Take in files as one batch; returns its panel, once it is read."""
    before = page.locator(".yj-batch").count()
    page.locator(".yj-pick").set_input_files(list(paths))
    expect(page.locator(".yj-batch")).to_have_count(before + 1)
    panel = page.locator(".yj-batch").first
    expect(panel.locator(".yj-outcome")).to_be_visible(timeout=60_000)
    return panel


def open_one(page: Page, title: str) -> None:
    page.locator(".yj-list .yj-open-document").filter(has_text=title).first.click()
    expect(page.locator(".yj-doc-head h2")).to_have_text(title)
    expect(page.locator(".yj-clean p").first).to_be_visible()


@pytest.fixture
def document(page: Page, tmp_path: Path) -> Page:
    """The speech of 示例市, open."""
    if not page.locator(".yj-list .yj-open-document").filter(has_text=TITLE).count():
        add(page, speech(tmp_path))
    open_one(page, TITLE)
    return page


def test_files_are_taken_in_and_each_is_reported(page: Page, tmp_path: Path) -> None:
    empty, picture, broken = (tmp_path / name for name in ("空.txt", "图.jpg", "坏.pdf"))
    empty.touch()
    picture.write_bytes(b"x")
    broken.write_bytes(b"%PDF-1.4 broken")
    panel = add(page, speech(tmp_path), empty, picture, broken)
    expect(panel).to_contain_text("新增 1 个，没有读成 3 个。")
    for told in ("空.txt 是空文件", "不支持 图.jpg", "坏.pdf"):
        expect(panel.locator(".yj-failed").filter(has_text=told)).to_be_visible()
    panel.locator("summary").click()
    expect(panel.locator(".yj-report")).to_contain_text("半角标点")
    expect(panel.locator(".yj-now")).to_contain_text("已导完。", timeout=30_000)
    row = page.locator(".yj-list tbody tr").filter(has_text=TITLE)
    expect(row.locator("td").nth(3)).to_have_text("讲话")
    expect(page.locator(".yj-status")).not_to_contain_text("还没有文献", timeout=20_000)
    assert english(page) == []
    panel.get_by_role("button", name="关闭").click()
    expect(panel).to_have_count(0)


def test_a_report_survives_a_reload(page: Page, tmp_path: Path) -> None:
    add(page, speech(tmp_path, "重载.txt", place="重载市"))
    page.reload()
    page.get_by_role("tab", name="文献库").click()
    expect(page.locator(".yj-outcome")).to_contain_text("个。", timeout=30_000)


def test_an_archive_and_a_folder_are_taken_in(page: Page, tmp_path: Path) -> None:
    archive = tmp_path / "打包.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("里面.txt", SPEECH.replace("示例市", "压缩市"))
    expect(add(page, archive)).to_contain_text("新增 1 个。")
    folder = tmp_path / "年度" / "甲"
    folder.mkdir(parents=True)
    speech(folder, "夹中.txt", place="文件市")
    (folder / ".DS_Store").write_bytes(b"x")
    page.locator(".yj-pick-folder").set_input_files(str(tmp_path / "年度"))
    expect(page.locator(".yj-outcome")).to_have_count(2, timeout=60_000)
    expect(page.locator(".yj-counted").first).to_have_text("新增 1 个。")


def test_a_file_that_is_dropped_is_taken_in(page: Page) -> None:
    text = SPEECH.replace("示例市", "拖来的2市")
    held = page.evaluate_handle(
        """text => {
          const held = new DataTransfer();
          held.items.add(new File([text], "拖来.txt"));
          return held;
        }""",
        text,
    )
    page.dispatch_event(".yj-rows", "dragover", {"dataTransfer": held})
    expect(page.locator(".yj-dropping")).to_be_visible()
    page.dispatch_event(".yj-rows", "drop", {"dataTransfer": held})
    expect(page.locator(".yj-counted")).to_have_text("新增 1 个。", timeout=60_000)
    expect(page.locator(".yj-dropping")).to_have_count(0)


def test_the_same_name_with_other_words_is_kept_beside_and_told(page: Page, tmp_path: Path) -> None:
    add(page, speech(tmp_path, "同名.txt", place="同名市"))
    panel = add(page, speech(tmp_path, "同名.txt", place="异名市"))
    expect(panel).to_contain_text("这一份存为“同名（2）.txt”")
    again = add(page, speech(tmp_path, "同名.txt", place="同名市"))
    expect(again).to_contain_text("已在库中 1 个。")


def test_an_edit_leads_to_its_place_in_the_raw_text(document: Page) -> None:
    clean, raw = document.locator(".yj-clean"), document.locator(".yj-raw")
    expect(clean.locator("h4").first).to_contain_text("一、2023年工作回顾")
    flag = clean.locator(".yj-flagged").first
    expect(flag).to_have_text("〔数字缺失〕亿元")
    flag.click()
    in_view(raw.locator(".yj-lit"))
    expect(raw.locator(".yj-lit")).to_have_text("亿元")
    expect(document.locator(".yj-note")).to_contain_text("总投资")
    raw.locator(".yj-raw-repair").filter(has_text="(wèi)").first.click()
    expect(clean.locator(".yj-lit")).to_have_count(1)
    assert english(document) == []


def test_the_raw_text_can_be_put_away_and_comes_back_with_a_click(document: Page) -> None:
    raw = document.locator(".yj-raw")
    document.get_by_role("button", name="原始文本").click()
    expect(raw).to_be_hidden()
    document.locator(".yj-flagged").first.click()
    expect(raw).to_be_visible()


def test_what_was_dropped_opens_on_demand(document: Page) -> None:
    mark = document.locator(".yj-dropped").last
    gone = document.locator(".yj-dropped-words").last
    expect(gone).to_be_hidden()
    mark.click()
    expect(gone).to_contain_text("上一篇:关于某项工作的通知")
    expect(mark).to_have_attribute("aria-expanded", "true")
    mark.click()
    expect(gone).to_be_hidden()


def test_gaps_are_stepped_through_by_keyboard(document: Page) -> None:
    expect(document.locator(".yj-which")).to_have_value("gap")
    count = document.locator(".yj-clean .yj-gap").count()
    assert count >= 5
    on = document.get_by_role("button", name="下一处")
    on.focus()
    notes = []
    for _ in range(count):
        document.keyboard.press("Enter")
        notes.append(document.locator(".yj-note").inner_text())
    assert len(set(notes)) >= 5
    assert all(note.startswith(("数字缺失", "名称隐去", "原文截断")) for note in notes)
    in_view(document.locator(".yj-clean .yj-gap.yj-lit"))
    document.keyboard.press("Enter")
    expect(document.locator(".yj-note")).to_have_text("后面没有了。")


def test_repairs_can_be_hidden(document: Page) -> None:
    repaired = document.locator(".yj-clean .yj-repaired").first
    style = "element => getComputedStyle(element).borderBottomStyle"
    assert repaired.evaluate(style) == "dotted"
    document.get_by_label("显示修复").uncheck()
    assert repaired.evaluate(style) == "none"


def test_facts_are_put_right_and_a_mistake_is_explained(document: Page) -> None:
    document.get_by_role("button", name="修改信息").click()
    form = document.locator(".yj-form")
    form.get_by_label("年份").fill("今年")
    form.get_by_role("button", name="保存").click()
    expect(form.locator(".yj-told")).to_contain_text("写成 2023 或 2023-2024")
    form.get_by_label("年份").fill("2023-2024")
    form.get_by_label("讲话人或作者").fill("市卫生健康委主任")
    form.get_by_role("button", name="保存").click()
    expect(form).to_have_count(0)
    about = document.locator(".yj-about")
    expect(about).to_contain_text("市卫生健康委主任")
    expect(about.locator("div").filter(has_text="年份").locator(".yj-inferred")).to_have_count(0)
    document.get_by_role("button", name="返回列表").click()
    row = document.locator(".yj-list tbody tr").filter(has_text=TITLE).first
    expect(row.locator("td").nth(2)).to_have_text("2023-2024")


def test_report_and_versions_are_a_key_away(document: Page) -> None:
    document.get_by_role("tab", name="正文").focus()
    document.keyboard.press("ArrowRight")
    expect(document.locator(".yj-report")).to_contain_text("上下篇链接")
    document.keyboard.press("ArrowRight")
    expect(document.locator(".yj-relatives")).to_contain_text("同一篇文献的文件（1）")
    assert english(document) == []
    document.keyboard.press("Escape")
    expect(document.locator(".yj-shelf")).to_be_visible()
    expect(document.locator(".yj-list .yj-open-document:focus")).to_have_text(TITLE)


def test_a_document_is_removed_after_a_question(page: Page, tmp_path: Path) -> None:
    title = TITLE.replace("示例市", "待删市")
    add(page, speech(tmp_path, "待删.txt", place="待删市"))
    open_one(page, title)
    page.get_by_role("button", name="删除", exact=True).click()
    page.get_by_role("button", name="不删").click()
    expect(page.locator(".yj-doc-head h2")).to_have_text(title)
    page.get_by_role("button", name="删除", exact=True).click()
    page.locator("dialog").get_by_role("button", name="删除", exact=True).click()
    expect(page.locator(".yj-shelf .yj-told")).to_have_text(f"已删除《{title}》。")
    expect(page.locator(".yj-list")).not_to_contain_text("待删市")


def test_a_long_document_is_shown_by_pages(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "长文.txt"
    lines = (f"第{i}项工作按计划推进,完成投资{i}万元,新增床位1200张。" for i in range(1, 6000))
    path.write_text("长篇工作情况的报告\n\n" + "\n".join(lines), encoding="utf-8")
    add(page, path)
    open_one(page, "长篇工作情况的报告")
    expect(page.locator(".yj-leaf")).to_have_text(re.compile(r"第 1 / (9|1\d) 页"))
    page.locator(".yj-leaf-on").click()
    expect(page.locator(".yj-clean")).not_to_contain_text("第1项工作")
    for text in (".yj-clean", ".yj-raw"):
        length = page.locator(text).evaluate("element => element.textContent.length")
        assert 10_000 < length <= 21_000
    first = page.locator(".yj-clean p").first.inner_text()
    assert page.locator(".yj-raw").inner_text().startswith(first.replace("，", ","))


def test_a_search_and_a_sort_narrow_the_list(page: Page, tmp_path: Path) -> None:
    add(
        page,
        speech(tmp_path, "寻一.txt", place="安阳市"),
        speech(tmp_path, "寻二.txt", place="长沙市"),
    )
    page.get_by_label("搜索文献").fill("寻")
    rows = page.locator(".yj-list tbody tr")
    expect(rows).to_have_count(2)
    place = page.get_by_role("button", name="地方")
    place.click()
    expect(rows.first).to_contain_text("安阳市")
    place.click()
    expect(rows.first).to_contain_text("长沙市")
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("地方")
    page.get_by_label("搜索文献").fill("没有的词")
    expect(page.locator(".yj-rows")).to_contain_text("没有找到“没有的词”")


def test_source_text_is_never_run(page: Page, tmp_path: Path) -> None:
    nasty = "<i>某项</i>工作${1+1}由{{x}}负责"
    path = tmp_path / "坏<i>.md"
    path.write_text(f"关于{nasty}的情况说明\n\n全年工作{nasty}，进展顺利。\n", encoding="utf-8")
    add(page, path)
    page.locator(".yj-list .yj-open-document").first.click()
    expect(page.locator(".yj-clean")).to_contain_text("${1+1}")
    expect(page.locator(".yj-raw")).to_contain_text(nasty)
    expect(page.locator(".yj-texts i")).to_have_count(0)


def test_two_pages_wait_for_each_other(browser: Browser, site: str, tmp_path: Path) -> None:
    many = [speech(tmp_path, f"多{i}.txt", place=f"多{i}市") for i in range(12)]
    with opened(browser, site) as one, opened(browser, site) as other:
        one.locator(".yj-pick").set_input_files(many)
        add(other, speech(tmp_path, "后到.txt", place="后到市"))
        expect(one.locator(".yj-counted")).to_have_text("新增 12 个。", timeout=60_000)


@pytest.mark.parametrize("width", [390, 900, 1600])
def test_nothing_runs_over_in_any_window(
    browser: Browser, site: str, tmp_path: Path, width: int
) -> None:
    with opened(browser, site, width) as page:
        name = "很长的文件名没有任何可以断开的地方" * 4 + ".txt"
        panel = add(page, speech(tmp_path, name, place=f"宽{width}市"))
        wide = "document.documentElement.scrollWidth"
        assert page.evaluate(wide) <= width
        panel.get_by_role("button", name="关闭").click()
        open_one(page, TITLE.replace("示例市", f"宽{width}市"))
        assert page.evaluate(wide) <= width
        in_view(page.locator(".yj-clean p").first)
        expect(page.locator(".yj-raw")).to_be_in_viewport()
