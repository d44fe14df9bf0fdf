"""Outlines from skeletons, from a model text, from all of an office's work; other places apart."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from ledgers import figure_row
from test_assistant import silent
from test_drafted import material

from youju.assistant import Assistant, build_assistant
from youju.drafting.breadth import is_whole_field
from youju.drafting.briefs import ELSEWHERE, Brief, brief_of_text
from youju.drafting.drafts import Draft
from youju.drafting.headings import unparallel
from youju.drafting.materials import Gathered, Material
from youju.drafting.outlines import LESSONS, Outline, edited
from youju.drafting.outlining import outlines
from youju.drafting.skeletons import load_skeletons, parts_like
from youju.errors import BadInput
from youju.retrieval.query import Holdings
from youju.settings import load_settings

REPORT = """---
title: 清河市2023年卫生健康工作总结
place: 清河市
period: "2023"
kind: 总结
---
# 清河市2023年卫生健康工作总结

一、2023年工作回顾

（一）基层能力稳步提升

全市建成达标乡镇卫生院21家。培训乡村医生640人次。签约家庭医生团队312个。

（二）中医药服务扩容

新建中医馆9个。引进中医师35人。开展义诊48场。

（三）托育服务起步

全市建成托育机构18家，可供托位1450个。

二、存在的问题

托位缺口仍然较大，存在专业人才不足的问题。

三、2024年工作安排

（一）实施强基工程

到2024年底，新增达标村卫生室60家。

（二）扩大普惠托育

2024年新增普惠托位300个。
"""
MODEL = """---
title: 东湾市卫生健康工作经验材料
place: 东湾市
period: "2022"
kind: 经验材料
---
# 东湾市卫生健康工作经验材料

一、夯实托育工作基础

东湾市建成托育机构77家。

二、东湾市2022年中医药发展成效

东湾市新建中医馆66个。

三、下一步打算

到2025年新增托位9000个。
"""
BRIEF = Brief(kind="总结", place="清河市", period="2023", topic="卫生健康工作", length=900)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("library")
    for name, text in (("总结.md", REPORT), ("经验.md", MODEL)):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "data").mkdir()
    (folder / "data" / "models").symlink_to(models_dir)
    settings = load_settings(data_dir=folder / "data", llm="none", knowledge=Path("none"))
    assistant = build_assistant(settings)
    assistant.ingest([folder / "总结.md", folder / "经验.md"])
    assistant.embedding.run()
    assistant.embed_pending()
    silent(assistant)
    yield assistant
    assistant.close()


def outlined(library: Assistant, brief: Brief) -> tuple[Outline, ...]:
    return library.drafting.drafter.outline(brief)


@pytest.mark.parametrize(
    "topic", ["卫生健康工作", "医疗卫生", "年度工作", "卫生健康事业高质量发展"]
)
def test_the_whole_field_is_known(topic: str) -> None:
    assert is_whole_field(topic)


@pytest.mark.parametrize(
    "topic", ["托育服务", "中医药工作", "卫生应急", "基层卫生健康服务", "健康促进"]
)
def test_a_part_of_the_field_is_none(topic: str) -> None:
    assert not is_whole_field(topic)


def test_a_text_on_all_work_has_every_section(library: Assistant) -> None:
    text = library.drafting.draft(BRIEF)[0].text
    for figure in ("21家", "9个", "18家", "60家", "300个"):
        assert figure in text, figure
    assert text.index("21家") < text.index("专业人才不足") < text.index("60家")
    assert "77家" not in text


def test_a_long_text_takes_the_skeleton_of_its_kind(library: Assistant) -> None:
    first = outlined(library, BRIEF)[0]
    assert first.shape == "skeleton"
    assert [p.heading for p in first.points if p.level == 1] == [
        "主要工作和成效",
        "存在的问题",
        "下一步工作打算",
    ]
    assert {p.use for p in first.points if p.level == 2} <= {"results", "tasks"}
    assert "基层能力稳步提升" in [p.heading for p in first.points if p.level == 2]


def test_what_stands_under_a_point_is_numbered_anew(library: Assistant) -> None:
    text = library.drafting.draft(BRIEF)[0].text
    assert "一、主要工作和成效\n（一）" in text
    assert text.count("（一）") >= 1
    heads = [line for line in text.split("\n") if line.startswith(("一、", "二、", "三、"))]
    assert len(heads) == 3


def test_an_office_changes_a_skeleton(tmp_path: Path) -> None:
    own = '["总结"]\nparts = [{ heading = "年度亮点", use = "results" }]\n'
    (tmp_path / "skeletons.toml").write_text(own, encoding="utf-8")
    known = load_skeletons(tmp_path)
    assert [part.heading for part in known["总结"]] == ["年度亮点"]
    assert known["工作报告"] == load_skeletons()["工作报告"]


def test_a_wrong_skeleton_is_told(tmp_path: Path) -> None:
    (tmp_path / "skeletons.toml").write_text(
        '["总结"]\nparts = [{ use = "成效" }]', encoding="utf-8"
    )
    with pytest.raises(BadInput, match="结构文件"):
        load_skeletons(tmp_path)


def test_a_model_lends_its_structure_and_none_of_its_facts(library: Assistant) -> None:
    brief = replace(BRIEF, style="东湾市卫生健康工作经验材料")
    first = outlined(library, brief)[0]
    assert first.shape == "style"
    headings = [p.heading for p in first.points if p.level == 1]
    assert headings == ["夯实托育工作基础", "中医药发展成效", "下一步打算"]
    *_, draft = library.drafting.drafter.section.stream(brief, first)
    assert isinstance(draft, Draft)
    for foreign in ("东湾", "77家", "66个", "9000个", "2022"):
        assert foreign not in draft.text
    assert "18家" in draft.text


def test_a_model_that_is_not_there_is_told(library: Assistant) -> None:
    first = outlined(library, replace(BRIEF, style="没有的样稿材料"))[0]
    assert "没有“没有的样稿材料”" in first.notice
    assert first.points


def test_a_heading_that_is_a_fact_is_no_structure() -> None:
    parts = parts_like(("一、建成中医馆66个", "二、深化改革，激发活力"), ())
    assert [part.heading for part in parts] == ["深化改革，激发活力"]


def test_other_places_come_under_their_name_only_when_asked_for(library: Assistant) -> None:
    brief = replace(BRIEF, topic="托育服务", length=300)
    assert "东湾" not in library.drafting.draft(brief)[0].text
    asked = replace(brief, lessons=("东湾市",))
    draft = library.drafting.draft(asked)[0]
    assert draft.outline.points[-1].heading == LESSONS
    sentence = next(s for s in draft.sentences if "77家" in s.text)
    assert "东湾市" in sentence.text
    assert sentence.citations


def test_what_is_pinned_of_another_place_gets_its_own_point(library: Assistant) -> None:
    brief = replace(BRIEF, topic="托育服务", length=300)
    first = outlined(library, brief)[0]
    other = next(m for m in first.elsewhere if "77家" in m.source.text)
    pinned = [m.key for m in first.materials] + [other.key]
    changed = edited(first, first.lines, pinned)
    assert changed.points[:-1] == first.points
    assert changed.points[-1].use == "lessons"
    assert changed.points[-1].materials == (other,)


def test_levels_outlive_being_edited(library: Assistant) -> None:
    first = outlined(library, BRIEF)[0]
    again = edited(first, first.lines, [m.key for m in first.materials])
    assert again.points == first.points


@pytest.mark.parametrize(
    ("request_", "lessons", "place"),
    [
        ("起草清河市2024年托育服务一段，300字，借鉴东湾市的做法", ("东湾市",), "清河市"),
        ("起草清河市2024年托育服务一段，可以写上外地经验", (ELSEWHERE,), "清河市"),
        ("起草清河市2024年托育服务一段，参考《甲文》的结构", (), "清河市"),
        ("起草清河市2024年托育服务讲话稿，800字", (), "清河市"),
    ],
)
def test_whose_practice_is_asked_for(request_: str, lessons: tuple[str, ...], place: str) -> None:
    holdings = Holdings(places=("清河市", "东湾市"))
    brief = brief_of_text(request_, today=date(2024, 5, 1), holdings=holdings)
    assert (brief.lessons, brief.place, brief.topic) == (lessons, place, "托育服务")


def test_parallel_headings_have_one_build() -> None:
    assert not unparallel(("夯实服务基础", "激发发展活力", "提升健康水平"))
    told = unparallel(("夯实托育基础，筑牢堡垒", "激发活力", "提升托育水平"))
    assert any("分句" in one for one in told)
    assert any("托育" in one for one in told)


def test_a_topic_of_other_years_only_is_all_to_be_filled_in(library: Assistant) -> None:
    brief = replace(BRIEF, topic="托育服务成效", period="2019", length=300)
    (outline,) = library.drafting.drafter.outline(brief)
    assert all(point.missing and not point.materials for point in outline.points)
    assert "没有清河市2019年托育服务成效的内容，只有2023年的。" in outline.notice


def test_a_text_on_two_years_tells_what_was_done_as_well_as_what_is_to_be_done() -> None:
    def told(use: str, year: str, weight: float) -> Material:
        one = material(f"{year}年第{weight:.0f}件事办结。", weight)
        return replace(one, use=use, years=frozenset({year}))  # type: ignore[arg-type]

    ours = (*(told("tasks", "2024", 9 - n) for n in range(6)), told("results", "2023", 2))
    brief = Brief(kind="讲话稿", place="清河市", period="2023-2024", topic="重点项目", length=200)
    first = outlines(brief, Gathered(ours=ours, elsewhere=(), points=()))[0]
    assert first.points[0].use == "results"
    assert {point.use for point in first.points} == {"results", "tasks"}


def test_a_number_in_a_name_is_no_figure_that_was_told_already() -> None:
    def told(text: str, weight: float) -> Material:
        one = material(text, weight)
        start = one.source.start + text.index("十张")
        ten = figure_row("十张").figure
        return replace(one, figures=(replace(ten, start=start, end=start + 2),))

    texts = ("依托“十张网”提升运行效能，组建办公室。", "以医共体为抓手，借“十张网”提供同质服务。")
    ours = tuple(told(text, 3 - n) for n, text in enumerate(texts))
    brief = Brief(kind="总结", place="清河市", period="2023", topic="医共体", length=200)
    first = outlines(brief, Gathered(ours=ours, elsewhere=(), points=()))[0]
    assert len(first.materials) == 2


def test_in_a_text_on_two_years_what_is_due_stands_among_the_tasks() -> None:
    texts = (("2024", "两个项目3月份进场，年底前完工。"), ("2023", "门诊楼年底前已完工。"))
    ours = tuple(replace(material(text), years=frozenset({year})) for year, text in texts)
    brief = Brief(kind="讲话稿", place="清河市", period="2023-2024", topic="项目", length=200)
    first = outlines(brief, Gathered(ours=ours, elsewhere=(), points=()))[0]
    assert {p.use: p.materials[0].source.text for p in first.points} == {
        "results": texts[1][1],
        "tasks": texts[0][1],
    }
