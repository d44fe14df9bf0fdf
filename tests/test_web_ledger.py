"""The ledger tab without a browser: what is found, counted, ordered, compared, drawn, exported."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fakes import DOCUMENTS, FakeAssistant
from ledgers import figure_row, gap_row

from youju.findings import GapRow, LedgerFilter, LedgerRow
from youju.sheet import ledger_csv
from youju.types import DocumentFacts
from youju.web.comparing import Comparison, comparisons
from youju.web.ledger import Books, Desk, open_books, wanted_of
from youju.web.ledger_rows import (
    UNSAID,
    Entry,
    Found,
    Wanted,
    entry_of,
    find,
    find_gaps,
    gap_entry_of,
    years_of,
)
from youju.web.ledger_table import (
    in_context,
    page_of,
    render_figures,
    render_gaps,
    render_pager,
    render_places,
    render_tally,
    render_titles,
)
from youju.web.plots import render_series, scale_of
from youju.web.plotted import address_of, render_comparison, render_comparisons

NASTY = '<script>alert("1")</script>&<img src=x onerror=alert(1)>'


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def entries(*rows: LedgerRow) -> list[Entry]:
    return [entry_of(row) for row in rows]


def quotes(found: Found) -> list[str]:
    return [entry.row.quote for entry in found.entries]


TOWNS = entries(
    figure_row("10张", indicator="新增床位", place="甲市", period="2022"),
    figure_row("20张", indicator="新增床位", place="乙市", period="2023-2024", kind="target"),
    figure_row("30张", indicator="床位总数", place="甲市", period=None),
    figure_row("40元", indicator="总投资", place=None, period="2024", kind="input", title="规划"),
)


# ---- what is found -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), ["10张", "20张", "30张", "40元"]),
        (Wanted(place="甲市"), ["10张", "30张"]),
        (Wanted(place=UNSAID), ["40元"]),
        (Wanted(year="2024"), ["20张", "40元"]),
        (Wanted(year=UNSAID), ["30张"]),
        (Wanted(kind="target"), ["20张"]),
        (Wanted(indicator="床位"), ["10张", "20张", "30张"]),
        (Wanted(indicator="床位 新增"), ["10张", "20张"]),
        (Wanted(indicator="“床位”"), ["10张", "20张", "30张"]),
        (Wanted(document="规划"), ["40元"]),
        (Wanted(document="．ＴＸＴ 讲话"), ["10张", "20张", "30张"]),
        (Wanted(place="甲市", year="2024"), []),
    ],
)
def test_every_choice_narrows(wanted: Wanted, expected: list[str]) -> None:
    assert quotes(find(TOWNS, replace(wanted, order="document"))) == expected


def test_a_choice_is_counted_under_the_others_that_are_made() -> None:
    found = find(TOWNS, Wanted(place="甲市", indicator="床位"))
    assert found.places == Counter({"甲市": 2, "乙市": 1})
    assert found.years == Counter({"2022": 1, UNSAID: 1})
    assert found.kinds == Counter({"actual": 2})


def test_a_masked_place_is_counted_apart() -> None:
    rows = entries(
        figure_row("1张", place="X市", trust="masked"),
        figure_row("2张", place="某县"),
        figure_row("3张", place="甲市"),
    )
    found = find(rows, Wanted())
    assert found.places == Counter({"甲市": 1})
    assert found.masked_places == Counter({"X市": 1, "某县": 1})


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ("2023", ("2023",)),
        ("2021-2023", ("2021", "2022", "2023")),
        ("1949-2024", ("1949", "2024")),
        (None, (UNSAID,)),
        ("近年", (UNSAID,)),
    ],
)
def test_a_period_stands_for_its_years(period: str | None, years: tuple[str, ...]) -> None:
    assert years_of(period) == years


# ---- in what order -------------------------------------------------------------------------------

MIXED = entries(
    figure_row("1所", indicator="中心"),
    figure_row("2所", indicator="村卫生室", period="2024"),
    figure_row("3所", indicator="", period="2022"),
    figure_row("4所", indicator="村卫生室", period="2023"),
    figure_row("5所", indicator="爱心站"),
    figure_row("6所", indicator="“村卫生室”", place="X市", trust="masked"),
)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("group", ["4所", "2所", "6所", "5所", "1所", "3所"]),
        ("name", ["5所", "4所", "2所", "6所", "1所", "3所"]),  # ai, cun, zhong
        ("document", ["1所", "2所", "3所", "4所", "5所", "6所"]),
    ],
)
def test_one_indicator_stands_together(order: str, expected: list[str]) -> None:
    assert quotes(find(MIXED, Wanted(order=order))) == expected


def test_what_is_said_again_and_again_compares_no_better() -> None:
    again = [figure_row(f"{i}次", indicator="会议") for i in range(5)]
    years = [figure_row(f"{i}家", indicator="机构", period=f"202{i}") for i in range(2)]
    assert quotes(find(entries(*again, *years), Wanted()))[:2] == ["0家", "1家"]


# ---- the tables ----------------------------------------------------------------------------------


def test_rows_of_one_indicator_share_one_name() -> None:
    found = find(MIXED, Wanted())
    html = render_figures(found.entries, 0, {found.entries[0].key: "here"})
    bodies = re.findall(r"<tbody>.*?</tbody>", html)
    assert len(bodies) == 4
    assert bodies[0].count("村卫生室</span>") == 1
    assert 'rowspan="6"' in bodies[0]
    assert bodies[0].count('data-address="here"') == html.count("data-address") == 1
    assert words(bodies[0]).count("脱敏范文") == 1


def test_a_row_opens_to_its_sentence_with_the_figure_lit_and_leads_to_the_document() -> None:
    sentence = "去年8张，今年新增床位80张，居民8张。"
    row = figure_row("8张", sentence=sentence, start=100)
    lit = replace(row.figure, start=100 + sentence.rindex("8张"), end=100 + len(sentence) - 1)
    html = render_figures([entry_of(replace(row, figure=lit))], 7, {})
    assert "居民<mark>8张</mark>。" in html
    assert f'data-doc="aaaa" data-start="100" data-end="{100 + len(sentence)}"' in html
    assert 'aria-controls="yj-datum-7"' in html
    assert 'id="yj-datum-7" hidden' in html


def test_an_endless_sentence_is_cut_around_the_figure() -> None:
    row = figure_row("8张", sentence="长" * 5000 + "8张" + "长" * 5000)
    assert len(render_figures([entry_of(row)], 0, {})) < 4000


def test_the_figure_is_shown_as_its_source_writes_it() -> None:
    row = figure_row("超过3.1万人次", value="31000", hedge="超过", unit="人次")
    assert ">超过3.1万人次</button>" in render_figures([entry_of(row)], 0, {})


def test_what_was_chosen_stays_a_choice_though_nothing_is_left_of_it() -> None:
    html = render_places(find(TOWNS, Wanted(place="丙市", kind="input")), "丙市")
    assert '<option value="丙市" selected>丙市（0）</option>' in html
    assert f'<option value="{UNSAID}">地方未写明（1）</option>' in html


def test_the_tally_counts_by_kind() -> None:
    tally = words(render_tally(find(TOWNS, Wanted())))
    assert tally == "共 4 条数据：实际 2 · 目标 1 · 投入 1"


@pytest.mark.parametrize(
    ("count", "page", "expected"),
    [(0, 0, (0, 0, 0)), (250, 2, (2, 200, 250)), (250, 9, (2, 200, 250)), (200, -1, (0, 0, 100))],
)
def test_there_is_no_page_beyond_the_last(
    count: int, page: int, expected: tuple[int, int, int]
) -> None:
    assert page_of(count, page) == expected


def test_the_pager_leads_where_there_is_something() -> None:
    assert render_pager(100, 0) == ""
    html = render_pager(250, 2)
    assert re.findall(r'data-page="(\d+)">', html) == ["0", "1"]
    assert "第 201—250 条，第 3 / 3 页" in words(html)


# ---- gaps ----------------------------------------------------------------------------------------

TEXT = "项目总投资〔数字缺失〕亿元，其中〔数字缺失〕万元到位，" + "其余按进度拨付" * 9


def test_the_gap_itself_is_lit_and_not_its_like() -> None:
    row = gap_row("〔数字缺失〕万元", TEXT)
    second = replace(row, quote="〔数字缺失〕", context=TEXT[: row.gap.start + 50])
    second = replace(second, gap=replace(row.gap, end=row.gap.start + 6))
    shown, (start, end) = in_context(replace(second, context=TEXT[3 : row.gap.start + 36]))
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert shown[start:end] == "〔数字缺失〕"
    assert shown[end:].startswith("万元")


def test_a_context_that_is_the_whole_text_is_not_cut() -> None:
    shown, (start, end) = in_context(gap_row("〔数字缺失〕", "总投资〔数字缺失〕亿元。"))
    assert (shown, shown[start:end]) == ("总投资〔数字缺失〕亿元。", "〔数字缺失〕")


def test_gaps_are_chosen_by_document_and_how() -> None:
    gaps = [
        gap_entry_of(gap_row("〔数字缺失〕", TEXT, unit="亿元"), None),
        gap_entry_of(gap_row("X市", "在X市", how="masked", what="市名", title="范文"), None),
        gap_entry_of(gap_row("原文", "〔原文至此中断〕", how="truncated", title="范文"), None),
    ]
    found = find_gaps(gaps, Wanted(document="范文", how="masked"))
    assert [entry.row.quote for entry in found.entries] == ["X市"]
    assert found.hows == Counter({"masked": 1, "truncated": 1})
    html = render_gaps(find_gaps(gaps, Wanted()).entries)
    assert re.findall(r'yj-how">(.*?)<', html) == ["数字缺失", "名称隐去", "原文截断"]
    assert 'data-start="5" data-end="11"' in html


def test_a_gap_of_a_masked_source_says_so() -> None:
    gap = gap_row("X市", "在X市", how="masked")
    assert "脱敏范文" in render_gaps([gap_entry_of(gap, DOCUMENTS["bbbb"].facts)])
    assert "脱敏范文" not in render_gaps([gap_entry_of(gap, DOCUMENTS["aaaa"].facts)])


# ---- what compares -------------------------------------------------------------------------------


def compared(*rows: LedgerRow) -> tuple[Comparison, ...]:
    return comparisons(entries(*rows))


def plan(quote: str, value: str, **more: Any) -> LedgerRow:
    return figure_row(quote, value=value, **{"kind": "target", "period": "2024", **more})


def test_actual_and_target_of_one_place_compare() -> None:
    (found,) = compared(figure_row("80张", value="80"), plan("100张", "100"))
    assert found.compares_kinds
    (series,) = found.series
    assert [(p.period, p.kind, p.value) for p in series.points] == [
        ("2023", "actual", Decimal(80)),
        ("2024", "target", Decimal(100)),
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"place": "另一市"},
        {"unit": "套"},
        {"indicator": "床位使用率"},
        {"place": "X市", "trust": "masked", "doc_id": "bbbb"},
        {"place": None, "doc_id": "bbbb"},
    ],
)
def test_only_one_indicator_unit_and_place_is_one_series(other: dict[str, Any]) -> None:
    assert compared(figure_row("80张"), plan("100张", "100", **other)) == ()


@pytest.mark.parametrize("place", ["X市", "某市", None])
def test_no_real_place_is_another_one_in_each_document(place: str | None) -> None:
    one, other = figure_row("80张", place=place), plan("100张", "100", place=place)
    assert len(compared(one, other)) == 1
    elsewhere = plan("100张", "100", place=place, doc_id="bbbb")
    assert compared(one, elsewhere) == ()


def test_a_masked_source_never_joins_a_named_place() -> None:
    (found,) = compared(
        figure_row("80张"), plan("100张", "100"), figure_row("70张", trust="masked", doc_id="bbbb")
    )
    assert [(s.place, s.masked, len(s.points)) for s in found.series] == [
        ("示例市", False, 2),
        ("示例市", True, 1),
    ]


def test_one_value_that_two_documents_state_is_one_point_and_two_values_are_two() -> None:
    (found,) = compared(
        figure_row("80张", value="80"),
        figure_row("80张", value="80", doc_id="bbbb"),
        figure_row("85张", value="85", doc_id="cccc"),
        plan("100张", "100"),
    )
    assert [len(point.rows) for point in found.series[0].points] == [2, 1, 1]


def test_what_has_both_kinds_comes_before_what_has_years() -> None:
    years = [figure_row(f"{y}家", indicator="机构", unit="家", period=y) for y in ("2021", "2022")]
    found = compared(*years, figure_row("80张"), plan("100张", "100"))
    assert [c.indicator for c in found] == ["床位", "机构"]


def test_a_number_that_is_part_of_a_name_measures_nothing() -> None:
    names = [
        figure_row("三年", indicator="“三年行动”", period=period, kind="target")
        for period in ("2022", "2023", "2024")
    ]
    years = [figure_row(f"{y}家", indicator="机构", unit="家", period=y) for y in ("2021", "2022")]
    assert [c.indicator for c in compared(*names, *years)] == ["机构"]
    assert quotes(find(entries(*names, *years), Wanted()))[0] == "2021家"


# ---- how it is drawn -----------------------------------------------------------------------------

SVG = {"svg": "http://www.w3.org/2000/svg"}


def drawn(*rows: LedgerRow) -> ElementTree.Element:
    (found,) = compared(*rows)
    markup = render_series(found, found.series[0], 1)
    return ElementTree.fromstring(markup.replace("<svg", f'<svg xmlns="{SVG["svg"]}"', 1))


def of_class(svg: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [e for e in svg.iter() if name in e.get("class", "").split()]


def test_a_drawing_says_in_words_what_it_shows() -> None:
    svg = drawn(figure_row("80张", value="80"), plan("100张以上", "100", hedge="以上"))
    assert svg.findtext("svg:title", namespaces=SVG) == "床位：示例市"
    description = svg.findtext("svg:desc", namespaces=SVG)
    assert description == "2023年实际80张；2024年目标100张以上"
    ids = [e.get("id") for e in svg if e.get("id")]
    assert svg.get("aria-labelledby") == " ".join(str(i) for i in ids)


def test_marks_stand_where_their_values_are() -> None:
    svg = drawn(figure_row("80张", value="80"), plan("100张", "100"))
    ticks = {
        float(t.text or ""): float(t.get("y", "")) - 4 for t in of_class(svg, "yj-tick") if t.text
    }
    dots = [float(dot.get("cy", "")) for dot in of_class(svg, "yj-dot")]
    low, high = min(ticks), max(ticks)
    span = ticks[low] - ticks[high]
    for value, dot in zip((80, 100), dots, strict=True):
        assert dot == pytest.approx(ticks[low] - span * (value - low) / (high - low), abs=0.1)
    kinds = [set(group.get("class", "").split()) for group in of_class(svg, "yj-point")]
    assert ["yj-target" in kind for kind in kinds] == [False, True]


def test_large_numbers_are_ticked_in_their_scale() -> None:
    rows = (
        figure_row("3.1万人次", value="31000", unit="人次"),
        plan("4万人次", "40000", unit="人次"),
    )
    svg = drawn(*rows)
    assert [e.text for e in of_class(svg, "yj-unit")] == ["单位：万人次（纵轴不从零起）"]
    assert [e.text for e in of_class(svg, "yj-tick")][-1] == "4"
    assert [e.text for e in of_class(svg, "yj-value")] == ["3.1万人次", "4万人次"]


@pytest.mark.parametrize(
    ("values", "from_zero"),
    [(("10", "100"), True), (("91.3", "93"), False), (("5", "5"), True), (("0", "0"), True)],
)
def test_the_axis_begins_at_zero_unless_values_lie_close(
    values: tuple[str, str], from_zero: bool
) -> None:
    (found,) = compared(figure_row("1", value=values[0]), plan("2", values[1]))
    scale = scale_of(found)
    assert (scale.low == 0) is from_zero
    assert scale.low <= min(float(v) for v in values) <= max(float(v) for v in values) <= scale.high
    assert 3 <= len(scale.ticks) <= 8 or set(values) == {"0"}


def test_a_range_is_a_bar_from_its_low_to_its_high() -> None:
    svg = drawn(figure_row("60至66张", value="60", upper="66"), plan("90张", "90"))
    bar, dot = of_class(svg, "yj-dot")
    assert bar.tag.endswith("rect")
    assert dot.tag.endswith("circle")
    rule = {float(t.text or ""): float(t.get("y", "")) for t in of_class(svg, "yj-tick")}
    per_unit = (rule[min(rule)] - rule[max(rule)]) / (max(rule) - min(rule))
    assert float(bar.get("height", "")) == pytest.approx(6 * per_unit, abs=0.1)


@pytest.mark.parametrize(
    ("hedge", "points"),
    [
        *((hedge, "up") for hedge in ("以上", "不低于", "超过", "余")),
        *((hedge, "down") for hedge in ("以下", "低于", "不超过", "近")),
        *((hedge, "about") for hedge in ("约", "左右")),
        ("", ""),
    ],
)
def test_a_hedge_points_where_the_value_may_lie(hedge: str, points: str) -> None:
    svg = drawn(figure_row("80张", value="80", hedge=hedge), plan("100张", "100"))
    dot = float(of_class(svg, "yj-dot")[0].get("cy", ""))
    told = ""
    for arrow in of_class(svg, "yj-arrow"):
        y = float(re.findall(r"M[\d.]+ ([\d.]+)", arrow.get("d", ""))[0])
        told = "up" if y < dot else "down"
        assert ("l-5 -6z" in arrow.get("d", "")) is (told == "up")
    assert (told or ("about" if of_class(svg, "yj-about") else "")) == points


def test_a_line_joins_one_value_a_year_of_one_kind() -> None:
    years = [figure_row(f"{y}张", value=y, period=y) for y in ("2021", "2022", "2023")]
    assert len(of_class(drawn(*years), "yj-line")) == 2
    conflict = figure_row("9张", value="9", period="2022", doc_id="bbbb")
    assert of_class(drawn(*years, conflict), "yj-line") == []
    ((line,)) = of_class(drawn(*years[:2], plan("100张", "100")), "yj-line")
    assert "yj-actual" in line.get("class", "")


def test_labels_do_not_run_into_each_other() -> None:
    rows = [figure_row(f"超过{i}00000人次", value=f"{i}00000") for i in range(1, 6)]
    svg = drawn(*rows, plan("100张", "100"))
    spots = [(float(v.get("x", "")), v.text or "") for v in of_class(svg, "yj-value")]
    width = float(svg.get("width", ""))
    for (x, text), (next_x, _) in pairwise(spots):
        assert next_x - x > 12 * 0.6 * len(text)
    assert spots[-1][0] < width


def test_the_view_lists_what_there_is_and_shows_the_chosen_one() -> None:
    years = [figure_row(f"{y}家", indicator="机构", unit="家", period=y) for y in ("2021", "2022")]
    found = compared(*years, figure_row("80张"), plan("100张", "100"))
    first = render_comparisons(found, "gone")
    assert "<h3>床位</h3>" in first["body"]
    assert words(first["tally"]) == "共 2 项可以对比：既有实际又有目标 1 · 只有不同年份 1"
    second = render_comparisons(found, address_of(found[1]))["body"]
    assert "<h3>机构</h3>" in second
    assert second.count('aria-current="true"') == 1
    assert "没有可以对比的指标" in render_comparisons((), "")["body"]


def test_very_many_figures_are_drawn_in_part_and_it_is_said() -> None:
    rows = [
        figure_row(f"{i}张", value=str(i), place=f"{place}市", period=str(1950 + i))
        for i in range(70)
        for place in range(15)
    ]
    (found,) = compared(*rows)
    html = render_comparison(found)
    assert html.count("<svg") == 12
    assert "另有 3 个地方没有画出" in html
    assert html.count('<circle class="yj-dot"') == 12 * 60
    assert "2019年实际69张" in html
    assert "1959年" not in html
    assert html.count("yj-datum-row") == 200
    assert "只画了最近的 60 个" in html


def test_a_plot_of_a_masked_place_says_so_and_names_its_source() -> None:
    rows = [figure_row("1张", place="X市", trust="masked", title="范文", period=y) for y in "12"]
    (found,) = compared(*rows)
    assert "<b>X市</b>" in render_comparison(found)
    (hidden,) = compared(*(figure_row("1张", place="某县", period=y) for y in "12"))
    assert "名称隐去" in render_comparison(hidden)
    assert "脱敏范文" not in render_comparison(hidden)
    assert '脱敏范文</span><span class="yj-facts">《范文》' in render_comparison(found)


# ---- the sheet -----------------------------------------------------------------------------------


def test_the_sheet_opens_rightly_and_runs_nothing() -> None:
    rows = [
        figure_row("60%至66%", indicator="=1+1", value="60", upper="66", unit="%", hedge="约"),
        figure_row("5张", indicator=" @SUM(A1)", place=None, period=None, trust="masked"),
        figure_row("5张", indicator="＋5", title="-2+3", sentence='说："5张"，\n并完成'),
    ]
    text = ledger_csv(rows)
    assert text.encode().startswith(b"\xef\xbb\xbf")
    assert text.endswith("\r\n")
    first, second, third = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert ",".join(first) == "地方,年份,性质,指标,限定,数值,上限,单位,原文,所在句,文献,文件"
    assert (first["指标"], first["限定"], first["数值"], first["上限"], first["单位"]) == (
        *("'=1+1", "约", "60", "66", "%"),
    )
    assert (second["指标"], second["地方"], second["年份"]) == ("' @SUM(A1)", "", "")
    assert second["文献"] == "【脱敏范文】一篇讲话"
    assert (third["指标"], third["文献"], third["文件"]) == ("'＋5", "'-2+3", "'-2+3.txt")
    assert third["所在句"] == '说："5张"，\n并完成'


def test_a_number_is_written_out() -> None:
    text = ledger_csv([figure_row("2亿元", value="2E+8"), figure_row("0.5%", value="0.50")])
    assert [line.split(",")[5] for line in text.splitlines()[1:]] == ["200000000", "0.50"]


# ---- what is escaped -----------------------------------------------------------------------------


def test_nobody_else_writes_html() -> None:
    facts = replace(DOCUMENTS["aaaa"].facts, title=NASTY)
    names = ("place", "period", "title", "unit", "doc_id")
    known: dict[str, Any] = dict.fromkeys(names, NASTY)
    rows = [
        figure_row(NASTY * 2, indicator=NASTY, **known),
        figure_row(NASTY * 2, indicator=NASTY, kind="target", **known),
    ]
    found = find(entries(*rows), Wanted())
    (both,) = compared(*rows)
    gap = gap_row(NASTY, NASTY, what=NASTY, unit=NASTY, title=NASTY, doc_id=NASTY)
    for page in (
        render_figures(found.entries, 0, {both.key: address_of(both)}),
        render_places(found, ""),
        render_titles([facts]),
        render_gaps([gap_entry_of(gap, None)]),
        render_comparisons([both], "")["body"],
    ):
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page


# ---- the desk ------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(FakeAssistant(tmp_path))
    desk.look({"fresh": True})
    return desk


def test_the_desk_shows_a_page_of_what_is_asked(desk: Desk) -> None:
    shown = desk.look({"view": "figures", "page": 1})
    assert shown["page"] == 1
    assert shown["body"].count("yj-datum-row") == 38
    assert (shown["figures"], shown["plots"], shown["gaps"]) == ("138", "1", "2")
    narrowed = desk.look({"view": "figures", "page": 1, "place": "示例市", "indicator": "床位"})
    assert narrowed["page"] == 0
    assert narrowed["body"].count("yj-datum-row") == 2
    assert "看对比图" in narrowed["body"]
    assert "X市" in desk.look({"view": "gaps"})["body"]
    assert "<svg" in desk.look({"view": "plots"})["body"]


def test_the_sheet_holds_what_is_filtered_and_not_the_page(desk: Desk) -> None:
    assert desk.sheet({}).count("\r\n") == 139
    assert desk.sheet({"kind": "target", "page": 5}).count("\r\n") == 3


class Shelf:
    """Documents that come and go, each with one figure; notes what was asked."""

    def __init__(self, *titles: str) -> None:
        self.titles = titles
        self.asked: list[str | None] = []

    def documents(self) -> tuple[DocumentFacts, ...]:
        facts = DOCUMENTS["aaaa"].facts
        return tuple(replace(facts, doc_id=title[:2], title=title) for title in self.titles)

    def ledger(self, wanted: LedgerFilter) -> Iterator[LedgerRow]:
        self.asked.append(wanted.doc_id)
        for title in self.titles:
            if wanted.doc_id in (None, title[:2]):
                yield figure_row("1张", doc_id=title[:2], title=title)

    def missing(self) -> Iterator[GapRow]:
        return iter(())


def titles_of(books: Books) -> list[str]:
    return [entry.row.title for entry in books.find(Wanted(order="document")).entries]


def test_only_what_is_new_or_put_right_is_read_again() -> None:
    shelf = Shelf("甲一", "乙一", "丙一")
    first = open_books(shelf, Books())
    assert open_books(shelf, first) is first
    shelf.titles = ("甲一", "丙一，改过题名", "丁一")
    shelf.asked = []
    assert titles_of(open_books(shelf, first)) == ["甲一", "丙一，改过题名", "丁一"]
    assert shelf.asked == ["丙一", "丁一"]


def test_an_empty_library_says_what_to_do() -> None:
    assert "请先到“文献库”加入文件" in Desk(Shelf()).look({"view": "gaps"})["body"]


def test_a_page_from_before_a_restart_is_answered(tmp_path: Path) -> None:
    assistant = FakeAssistant(tmp_path)
    assert Desk(assistant).look({"view": "figures"})["figures"] == "138"
    assert Desk(assistant).sheet({}).count("\r\n") == 139


def test_many_documents_are_read_together() -> None:
    shelf = Shelf(*(f"{i:02}号讲话" for i in range(90)))
    assert len(titles_of(open_books(shelf, Books()))) == 90
    assert shelf.asked == [None]


def test_what_is_not_known_is_not_wanted() -> None:
    asked = {"place": "甲市", "year": "", "page": 3, "colour": "red"}
    assert wanted_of(asked) == Wanted(place="甲市")
