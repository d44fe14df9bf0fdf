"""The library tab without a browser: the list, facts, reports, copies, and what may be asked."""

import re
import time
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from builders import facts
from builders import reading as plain

from youju.errors import BadInput, NotFound
from youju.findings import Copy, Difference, DocumentReport, EditCount, Version
from youju.reading.ingest import Folded, IngestFailure, IngestReport
from youju.types import DocumentFacts, Reading, Status
from youju.web.documents import render_about, render_form, render_relatives, render_report
from youju.web.intake import Batch, Outcome
from youju.web.library import Desk, changes_of
from youju.web.listing import PAGE, Wish, arrange, find, render_list, wish_of
from youju.web.progress import render_outcome, render_progress

NASTY = '<script>alert("1")</script>&<img src=x>'
REPORT = DocumentReport(
    facts=facts("d1", title="一篇讲话", inferred=("place", "period")),
    edits=(
        EditCount(op="repair", reason="半角标点", count=12, examples=((",", "，"),)),
        EditCount(op="repair", reason="注音", count=2, examples=(("(wèi)", ""),)),
        EditCount(op="drop", reason="上下篇链接", count=1, examples=(("上一篇", ""),)),
    ),
    notes=("第3页是扫描图，没有文字。",),
    sections=7,
    chunks=9,
    figures=11,
    gaps=3,
)


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def shelf(*known: dict[str, Any]) -> list[DocumentFacts]:
    return [facts(f"d{i}", **{"title": f"第{i}篇", **one}) for i, one in enumerate(known)]


def ids(documents: list[DocumentFacts]) -> list[str]:
    return [one.doc_id for one in documents]


# The list


def test_every_word_of_a_search_must_be_found_somewhere() -> None:
    documents = shelf(
        {"place": "示例市", "period": "2023", "kind": "讲话"},
        {"place": "示例市", "period": "2022", "source": "ABC.docx"},
        {"place": None, "trust": "masked"},
    )
    assert ids(find(documents, "示例市 2022")) == ["d1"]
    assert ids(find(documents, "ａｂｃ")) == ["d1"]
    assert ids(find(documents, "脱敏")) == ["d2"]
    assert ids(find(documents, "  ")) == ["d0", "d1", "d2"]
    assert find(documents, "没有这个词") == []


def test_the_newest_come_first_until_something_else_is_wished() -> None:
    documents = shelf({}, {}, {})
    assert ids(arrange(documents, Wish())) == ["d2", "d1", "d0"]
    assert ids(arrange(documents, Wish(backwards=True))) == ["d0", "d1", "d2"]
    assert ids(arrange(documents, Wish(order="nonsense"))) == ["d2", "d1", "d0"]


def test_places_are_in_the_order_of_their_sound_and_the_unknown_last() -> None:
    documents = shelf(
        {"place": "长沙市"}, {"place": None}, {"place": "安阳市"}, {"place": "南京市"}
    )
    order = ids(arrange(documents, Wish(order="place")))
    assert order == ["d2", "d0", "d3", "d1"]
    assert ids(arrange(documents, Wish(order="place", backwards=True))) == ["d3", "d0", "d2", "d1"]


def test_a_year_is_that_of_publication_where_no_other_is_known() -> None:
    documents = shelf({"period": "2023"}, {"period": None, "published": "2022-05-01"})
    assert ids(arrange(documents, Wish(order="period"))) == ["d1", "d0"]


def test_only_one_page_is_shown_and_counted() -> None:
    counted: list[str] = []

    def count(doc_id: str) -> tuple[int, int]:
        counted.append(doc_id)
        return 7, 0

    documents = shelf(*({} for _ in range(5000)))
    html = render_list(documents, Wish(page=3), count)
    assert len(counted) == html.count("<tr data-doc") == PAGE
    assert counted[0] == f"d{4999 - 3 * PAGE}"
    assert f"第 4 / {5000 // PAGE} 页" in words(html)
    last = render_list(documents, Wish(page=10**6), count)
    assert f"第 {5000 // PAGE} / {5000 // PAGE} 页" in words(last)
    assert re.search(r'data-page="100" disabled', last)


def test_a_row_tells_what_to_be_careful_about() -> None:
    one = facts(
        "d1",
        title="讲话",
        trust="masked",
        complete=False,
        shown_chars=2237,
        whole_chars=4027,
        inferred=("place",),
    )
    html = render_list([one], Wish(order="place"), lambda _: (5, 3))
    assert '<span class="yj-guessed" title="地方由程序推断">甲市</span>' in html
    assert '<td class="yj-warned">脱敏范文</td><td class="yj-warned">节选，2237/4027字</td>' in html
    assert '<td>5</td><td class="yj-warned">3</td>' in html
    assert html.count('aria-sort="ascending"') == 1
    assert "共 1 篇" in html


def test_an_empty_library_and_an_empty_search_say_what_to_do() -> None:
    assert "添加文件" in render_list([], Wish(), lambda _: (0, 0))
    none = render_list(shelf({}), Wish(search="天书"), lambda _: (0, 0))
    assert "没有找到“天书”" in words(none)


def test_a_wish_that_makes_no_sense_is_a_plain_one() -> None:
    assert wish_of({"page": "x", "search": None, "order": 3}) == Wish(order="3")


# A document


def test_facts_show_what_is_inferred_and_what_is_not_stated() -> None:
    html = render_about(facts(place=None, inferred=("period", "title")))
    assert "<dd>2023<span" in html
    assert "由正文拟成<span" in html
    assert words(html).count("推断") == 2
    assert "地方未写明" in words(html)


def test_the_form_holds_the_facts_and_asks_about_what_is_inferred() -> None:
    html = render_form(facts(place='"甲"市', trust="masked", inferred=("place",)))
    assert 'name="place" value="&quot;甲&quot;市"' in html
    assert '<option value="masked" selected>脱敏范文</option>' in html
    assert re.findall(r'name="sure" value="(\w+)"', html) == ["place"]


def test_a_report_counts_and_gives_examples() -> None:
    html = render_report(REPORT)
    told = words(html)
    assert "小节 7 个，文本块 9 个，数据 11 个，缺失 3 处。" in told
    assert "由程序推断的信息：地方、年份。" in told
    assert "修复 14 处" in told
    assert "删去 1 处" in told
    assert "标记" not in told
    assert "第3页是扫描图" in told
    assert "<del>(wèi)</del> → （去掉）" in html
    assert "<del>上一篇</del></span>" in html


def test_copies_and_versions_show_their_differences() -> None:
    document = plain("全市新增床位1200张，比上年多。", title="本篇").document
    same = Copy(doc_id="d1", address="/库/甲.txt", differences=())
    changed = Difference(start=6, end=10, before="1200", after="1300")
    added = Difference(start=15, end=15, before="", after="很" * 500)
    near = Copy(doc_id="d1", address="/库/乙.txt", differences=(added,))
    version = Version(facts=facts("d2", title="另一版", period="2022"), differences=(changed,))
    html = render_relatives(document, [same, near], [version])
    assert "同一篇文献的文件（2）" in html
    assert "甲.txt/库/甲.txt文字完全相同。" in words(html)
    assert "…全市新增床位<del>1200</del><ins>1300</ins>张，比上年多。…" in html
    assert "…（共500字）</ins>" in html
    assert 'data-doc="d2"' in html
    assert "库中没有" in words(render_relatives(document, [same], []))


def test_long_lists_of_differences_are_cut() -> None:
    document = plain("字" * 100).document
    many = tuple(Difference(start=i, end=i + 1, before="字", after="子") for i in range(90))
    html = render_relatives(document, [Copy(doc_id="d1", address="x", differences=many)], [])
    assert html.count("<ins>") == 30
    assert "另有 60 处" in html


# Batches


def batch(**changes: Any) -> Batch:
    return Batch(key="k", uploads=(), **changes)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (batch(ahead=2), "前面还有 2 批文件在导入"),
        (batch(stage="busy"), "正被另一个程序写入"),
        (
            batch(stage="reading", done=2, total=9, name="甲.txt"),
            "正在读取第 3 个，共 9 个：甲.txt",
        ),
        (batch(stage="reading", done=9, total=9), "正在读取第 9 个，共 9 个"),
        (batch(stage="embedding", done=5, total=8), "正在生成向量：5 / 8 个文本块"),
        (batch(stage="done"), "已导完。"),
        (batch(stage="done", unembedded=4), "还有 4 个文本块没有向量"),
        (batch(stage="done", unembedded=4, note="模型不可用。"), "模型不可用。"),
    ],
)
def test_progress_tells_what_and_how_many(state: Batch, told: str) -> None:
    assert told in words(render_progress(state))


def outcome(**changes: Any) -> Outcome:
    return Outcome(report=IngestReport(**changes), renamed=(("稿.txt", "稿（2）.txt"),), error="")


def test_an_outcome_tells_what_became_of_each_file() -> None:
    told = outcome(
        added=["/库/甲.txt", "/库/乙.txt"],
        unchanged=["/库/丙.txt"],
        failed=[IngestFailure(path="/库/丁.pdf", error="丁.pdf 有密码。去掉密码后再导入")],
        folded=[Folded(path="/库/乙.txt", doc_id="d9", title="原文", differences=3)],
        reports=[REPORT],
    )
    html = render_outcome(told)
    shown = words(html)
    assert "新增 2 个，已在库中 1 个，没有读成 1 个。" in shown
    assert "丁.pdf丁.pdf 有密码。去掉密码后再导入" in shown
    assert "“乙.txt”与库中《原文》是同一篇，有 3 处小差别" in shown
    assert "这一份存为“稿（2）.txt”" in shown
    assert "修复 14 处，删去 1 处，缺失 3 处，推断 2 项" in shown
    assert "小节 7 个" in shown  # the whole report, folded
    assert 'data-doc="d9" data-part="relatives"' in html


def test_an_outcome_of_ten_thousand_files_is_cut() -> None:
    failed = [IngestFailure(path=f"/库/{i}.pdf", error="坏。") for i in range(10_000)]
    html = render_outcome(outcome(failed=failed))
    assert html.count('class="yj-failed"') == 200
    assert "没有读成（10000）" in html
    assert "另有 9800 个" in html


def test_nobody_else_writes_html() -> None:
    known = facts(
        NASTY,
        title=NASTY,
        place=NASTY,
        period=NASTY,
        kind=NASTY,
        speaker=NASTY,
        published=NASTY,
        source=NASTY,
    )
    count = EditCount(op="flag", reason=NASTY, count=1, examples=((NASTY, NASTY),))
    report = replace(REPORT, facts=known, edits=(count,), notes=(NASTY,))
    document = replace(plain(NASTY).document, facts=known)
    changed = (Difference(start=0, end=3, before=NASTY, after=NASTY),)
    copies = [Copy(doc_id=NASTY, address=NASTY, differences=changed)]
    told = Outcome(
        report=IngestReport(
            failed=[IngestFailure(path=NASTY, error=NASTY)],
            folded=[Folded(path=NASTY, doc_id=NASTY, title=NASTY, differences=1)],
            reports=[report],
        ),
        renamed=((NASTY, NASTY),),
        error=NASTY,
    )
    pages = [
        render_list([known], Wish(), lambda _: (0, 0)),
        render_list([known], Wish(search=NASTY + "x"), lambda _: (0, 0)),
        render_about(known),
        render_form(known),
        render_report(report),
        render_relatives(document, copies, [Version(facts=known, differences=changed)]),
        render_outcome(told),
        render_progress(batch(stage="reading", total=1, name=NASTY)),
        render_progress(batch(stage="done", note=NASTY)),
    ]
    for page in pages:
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page


# What may be asked


class OneDocument:
    """A library of one document, that notes what is changed."""

    def __init__(self, folder: Path) -> None:
        self.library_dir = folder / "library"
        self.library_dir.mkdir()
        mine, other = self.library_dir / "甲.txt", folder / "乙.txt"
        for path in (mine, other):
            path.write_text("字", encoding="utf-8")
        zipped = f"{self.library_dir}/包.zip/里面.txt"
        self.facts = facts(
            "d1", addresses=(str(mine), str(other), zipped), inferred=("place",), title="讲话"
        )
        self.changes: dict[str, str] = {}

    def reading(self, doc_id: str) -> Reading:
        if doc_id != "d1":
            raise NotFound("没有这篇文献。", remedy="刷新列表")
        base = plain("一、回顾。\n")
        return replace(base, document=replace(base.document, facts=self.facts))

    def report(self, doc_id: str) -> DocumentReport:
        return replace(REPORT, facts=self.facts)

    def change_document(self, doc_id: str, changes: dict[str, str]) -> DocumentFacts:
        self.changes = changes
        return replace(self.facts, **changes)  # type: ignore[arg-type]

    def remove_document(self, doc_id: str) -> DocumentFacts:
        return self.facts

    def embed_pending(self, report: object) -> int:
        return 0

    def status(self) -> Status:
        return Status(models=(), documents=1, chunks=1, unembedded=0, notice="")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "uploads").mkdir()
    return Desk(OneDocument(tmp_path), tmp_path / "uploads")  # type: ignore[arg-type]


def given(known: DocumentFacts, **changes: str) -> dict[str, str]:
    """The form as a browser sends it."""
    names = ("title", "kind", "place", "period", "published", "speaker", "trust")
    return {name: getattr(known, name) or "" for name in names} | changes


def test_only_what_was_changed_or_confirmed_is_written() -> None:
    known = facts(inferred=("place", "period"))
    assert changes_of(known, given(known), []) == {}
    assert changes_of(known, given(known), ["place", "kind"]) == {"place": "甲市"}
    changed = given(known, title=" 新  题名 ", period="", speaker="某主任")
    assert changes_of(known, changed, []) == {
        "title": "新 题名",
        "period": "",
        "speaker": "某主任",
    }


@pytest.mark.parametrize("name", ["title", "kind", "trust"])
def test_what_a_document_must_have_cannot_be_emptied(name: str) -> None:
    with pytest.raises(BadInput, match="不能为空"):
        changes_of(facts(), given(facts(), **{name: " "}), [])


def test_a_change_is_saved_and_shown(desk: Desk) -> None:
    values = given(facts(title="讲话"), place="乙市")
    told = desk.answer("change", {"doc": "d1", "values": values, "sure": []})
    assert told["title"] == "讲话"
    assert "乙市" in told["about"]
    assert desk.library.changes == {"place": "乙市"}  # type: ignore[attr-defined]


def test_only_files_that_were_uploaded_here_are_taken_in(desk: Desk, tmp_path: Path) -> None:
    for path in ("/etc/passwd", str(tmp_path / "uploads" / ".." / "乙.txt")):
        files = [{"path": path, "name": "甲.txt"}]
        told = desk.answer("take_in", {"files": files, "refused": [], "lost": []})
        assert "这不是上传的文件" in told["error"]
        assert "key" not in told


def test_refused_files_are_named_with_their_reason(desk: Desk) -> None:
    files = [{"name": "好.txt", "size": 9}, {"name": "夹/图.jpg", "size": 9}]
    (refused,) = desk.answer("admit", {"files": files})["refused"]
    assert refused["number"] == 1
    assert "不支持 图.jpg" in words(refused["html"])


def test_what_was_not_sent_is_in_the_report(desk: Desk) -> None:
    """Also when nothing was sent at all."""
    asked = {"files": [], "refused": [{"name": "图.jpg", "size": 9}], "lost": ["断了.txt"]}
    key = desk.answer("take_in", asked)["key"]
    for _ in range(500):
        told = desk.answer("follow", {"key": key, "outcome": True})
        if told["outcome"]:
            break
        time.sleep(0.01)
    assert "没有读成 2 个。" in words(told["outcome"])
    assert "断了.txt没有传上来" in words(told["outcome"])


def test_removing_takes_uploaded_files_along_and_no_others(desk: Desk, tmp_path: Path) -> None:
    assert "已删除《讲话》" in words(desk.answer("remove", {"doc": "d1"})["told"])
    assert not (tmp_path / "library" / "甲.txt").exists()
    assert (tmp_path / "乙.txt").exists()


def test_an_opened_document_comes_with_its_leaves_and_marks(desk: Desk) -> None:
    told = desk.answer("open_document", {"doc": "d1"})
    assert told["marks"] == [{"repair": 0, "flag": 0, "drop": 0, "gap": 0}]
    assert told["copies"] == 3
    for leaf in (0, 99, -1):
        assert "一、回顾。" in words(desk.answer("leaf", {"doc": "d1", "leaf": leaf})["clean"])


def test_failures_are_told_in_a_sentence(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    assert "办法：刷新列表" in words(desk.answer("leaf", {"doc": "dx", "leaf": 0})["error"])
    assert "程序出错" in desk.answer("leaf", {"doc": "d1"})["error"]
    assert "KeyError" in caplog.text
    assert desk.answer("follow", {"key": "x"}) == {"stage": "unknown"}
