"""A draft as HTML: sentences lead to their sources and back; every text is escaped."""

from dataclasses import replace
from typing import Any

from judged import PLAIN
from sourced import source

from youju.answering.chain import Writer
from youju.drafting.briefs import Brief
from youju.drafting.drafts import Draft
from youju.drafting.materials import Material
from youju.drafting.outlines import Outline, OutlinePoint
from youju.drafting.rules.manuscript import Manuscript
from youju.drafting.rules.review import review
from youju.drafting.rules.wordlists import load_wordlists
from youju.drafting.section import SectionWriter
from youju.drafting.serialising import draft_json
from youju.web import drafted

WORDS = load_wordlists()


def material(text: str, weight: float = 1.0) -> Material:
    return Material(
        source=source(text),
        use="results",
        years=frozenset({"2023"}),
        is_ours=True,
        weight=weight,
        figures=(),
        gaps=(),
    )


def draft_of(*texts: str, length: int = 120, outline: Outline | None = None, **asked: Any) -> Draft:
    points = tuple(
        OutlinePoint(heading=text[:4], use="results", materials=(material(text),)) for text in texts
    )
    writer = SectionWriter(
        writer=lambda: Writer(model=None, notice=""),
        rarity=PLAIN.rarity,
        review=lambda text, brief: review(Manuscript(text=text, words=WORDS)),
        fingerprint="f",
    )
    brief = Brief(kind="总结", place="云溪市", period="2023", topic="托育服务", length=length)
    brief = replace(brief, **asked)
    *_, draft = writer.stream(brief, outline or Outline(shape="items", points=points))
    assert isinstance(draft, Draft)
    return draft


def test_a_sentence_leads_to_its_source_and_back() -> None:
    draft = draft_of("全市建成托育机构46家，服务覆盖全部县区。", "新建公办托育点12个，惠及家庭。")
    text, basis = drafted.render_text(draft), drafted.render_basis(draft)
    for citation in draft.citations:
        assert f'href="#yj-basis-{citation.marker}"' in text
        assert f'id="yj-basis-{citation.marker}"' in basis
    assert 'href="#yj-sentence-2"' in basis
    assert 'id="yj-sentence-2"' in text
    assert "<mark>46家</mark>" in basis


def test_what_a_source_says_is_never_markup() -> None:
    draft = draft_of("全市建成<script>alert(1)</script>托育机构46家。", "新建公办托育点12个。")
    shown = drafted.render_text(draft) + drafted.render_basis(draft) + drafted.render_report(draft)
    assert "<script" not in shown
    assert "&lt;script" in shown


def test_a_placeholder_stands_out() -> None:
    draft = draft_of("全市建成托育机构46家。", "新建公办托育点12个。")
    waiting = replace(draft.sentences[1], text="床位【待补：床位数，单位张】。")
    marked = drafted.render_text(replace(draft, sentences=(draft.sentences[0], waiting)))
    assert "<mark>【待补：床位数，单位张】</mark>" in marked


def test_the_json_keeps_its_spans() -> None:
    draft = draft_of("全市建成托育机构46家，截止目前运行良好。", "新建公办托育点12个，惠及家庭。")
    row = draft_json(draft)
    assert set(row) >= {
        "title", "outline", "text", "sentences", "citations", "checks", "placeholders"
    }  # fmt: skip
    for sentence in row["sentences"]:
        assert row["text"][sentence["start"] : sentence["end"]] == sentence["text"]
    fault = next(check for check in row["checks"] if check["rule"] == "L6")
    assert row["text"][fault["start"] : fault["end"]] == fault["text"] == "截止目前"
    assert fault["suggestion"] == "截至目前"
    assert fault["level"] == "W"
    assert fault["fix"]


def test_a_single_item_is_not_counted_and_two_are() -> None:
    one = draft_of("全市建成托育机构46家，服务覆盖全部县区。").text
    assert "一是" not in one
    assert one.startswith("2023年，云溪市")
    two = draft_of("全市建成托育机构46家。", "新建公办托育点12个，惠及家庭。").text
    assert "一是" in two
    assert "二是" in two
    assert "三是" not in two


TWO = ("全市建成托育机构46家，覆盖全部县区。", "新建公办托育点12个，方便家庭就近入托。")


def test_a_release_is_told_in_sentences_and_a_report_in_items() -> None:
    assert "一是" in draft_of(*TWO).text
    release = draft_of(*TWO, kind="新闻通稿").text
    assert "一是" not in release
    assert release.startswith("2023年，云溪市")
    assert "一是" in draft_of(*TWO, kind="新闻通稿", elements=("一是二是三是",)).text


def test_a_speech_for_a_meeting_addresses_it_and_a_section_does_not() -> None:
    meeting = {"kind": "讲话稿", "occasion": "托育服务工作会议"}
    assert draft_of(*TWO, length=400, **meeting).text.startswith("同志们：\n")
    assert "同志们" not in draft_of(*TWO, length=200, **meeting).text
    assert "同志们" not in draft_of(*TWO, length=400, kind="总结", occasion="会议").text


def test_the_year_stands_once_in_a_paragraph() -> None:
    text = draft_of("培训托育人员300人次，2023年全市新增托位600个。", TWO[1]).text
    assert text.count("2023年") == 1
    assert "，全市新增托位600个" in text


def test_what_the_length_left_out_is_told() -> None:
    texts = [
        f"{name}建成托育机构{n}家，全部通过备案验收。" for n, name in enumerate("甲乙丙丁戊", 20)
    ]
    draft = draft_of(*texts, length=80)
    left = sum(text[:1] not in draft.text.replace("戊己", "") for text in texts)
    assert left
    assert f"还有{left}条材料" in draft.notice
    assert "没有写进去" not in draft_of(*TWO, length=80).notice


def test_a_text_on_two_years_tells_the_year_of_each_sentence() -> None:
    other = replace(material(TWO[1]), years=frozenset({"2024"}))
    assert draft_of(*TWO, period="2023-2024").text.count("2023年") == 1  # the paragraph's
    points = tuple(
        OutlinePoint(heading=name, use="results", materials=(one,))
        for name, one in (("机构", material(TWO[0])), ("托育点", other))
    )
    text = draft_of(outline=Outline(shape="items", points=points), period="2023-2024").text
    assert "2023年，全市建成托育机构46家" in text
    assert "2024年，新建公办托育点12个" in text
    tasks = OutlinePoint(heading="托育点", use="tasks", materials=(other,))
    text = draft_of(outline=Outline(shape="items", points=(points[0], tasks))).text
    assert text.endswith("\n2024年，新建公办托育点12个，方便家庭就近入托。")
