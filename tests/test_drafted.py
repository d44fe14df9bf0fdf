"""A draft as HTML: sentences lead to their sources and back; every text is escaped."""

from dataclasses import replace

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


def draft_of(*texts: str, length: int = 120) -> Draft:
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
    *_, draft = writer.stream(brief, Outline(shape="items", points=points))
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
