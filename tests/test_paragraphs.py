"""A large model draws several sources together; code takes only what loses and adds nothing."""

from collections.abc import Sequence

import pytest
from builders import passage
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from youju.answering.sources import sentences_of
from youju.drafting.materials import Material
from youju.drafting.paragraphs import paragraph
from youju.drafting.wording import Frame, Unit, Worded

FIRST = "全市建成托育机构18家，可供托位1450个。"
SECOND = "全市培训托育从业人员260人次。"
PLAN = "到2024年底力争新增普惠托位300个。"


def units(*texts: str) -> tuple[Unit, ...]:
    sources = sentences_of([passage("\n".join(texts))])
    return tuple(
        Unit(
            material=Material(
                source=source,
                use="results",
                years=frozenset(),
                is_ours=True,
                weight=1.0,
                figures=(),
                gaps=(),
            ),
            sources=(source,),
        )
        for source in sources
    )


def written(words: str, *texts: str) -> Sequence[Worded]:
    model = GenericFakeChatModel(messages=iter([AIMessage(content=words)]))
    frame = Frame(place="清河市", years=frozenset({"2023"}))
    return paragraph(units(*texts), frame, 200, model, lambda terms: dict.fromkeys(terms, 1.0))


def test_two_sources_become_one_sentence_with_both_behind_it() -> None:
    words = "全市建成托育机构18家，可供托位1450个，培训托育从业人员260人次。"
    done = written(words, FIRST, SECOND)
    assert [one.text for one in done] == [words.rstrip("。")]
    assert len(done[0].unit.sources) == 2
    assert done[0].by_model


@pytest.mark.parametrize(
    "words",
    [
        "全市建成托育机构81家，可供托位1450个。",
        "全市建成托育机构18家。",
        "全市建成托育机构18家，可供托位1450个，增长20%。",
        "群众满意度大幅提升，走在全省前列。",
        "无",
    ],
)
def test_what_changes_loses_or_adds_is_not_taken(words: str) -> None:
    done = written(words, FIRST, SECOND)
    assert [one.text + "。" for one in done] == [FIRST, SECOND]
    assert not any(one.by_model for one in done)


def test_a_plan_is_not_told_as_done() -> None:
    done = written("到2024年底已新增普惠托位300个。", PLAN, SECOND)
    assert done[0].text + "。" == PLAN


def test_what_the_model_leaves_out_stands_in_its_place() -> None:
    done = written("全市培训托育从业人员260人次。", FIRST, SECOND, PLAN)
    assert [one.text + "。" for one in done] == [FIRST, SECOND, PLAN]
