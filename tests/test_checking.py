"""Figures, places and years of a sentence against what it cites."""

from builders import passage
from sourced import source, verdicts

from youju.answering.checking.basis import Basis
from youju.answering.checking.sentences import check_sentence
from youju.answering.sources import sentences_of

ACTUAL = source("每千人口托位数达到4.1个。", ("一、2023年工作回顾",), period="2023-2024")


def test_a_right_sentence_passes() -> None:
    assert verdicts("甲市2023年每千人口托位数达到4.1个。", ACTUAL) == {"figure": "pass"}


def test_a_figure_that_the_source_lacks_fails() -> None:
    assert verdicts("每千人口托位数达到4.3个。", ACTUAL)["figure"] == "fail"


def test_a_figure_with_another_unit_fails() -> None:
    assert verdicts("每千人口托位数增长4.1%。", ACTUAL)["unit"] == "fail"


def test_a_figure_elsewhere_in_the_passage_is_amber() -> None:
    first, _ = sentences_of([passage("机构有100家。托位有5200个。")])
    assert verdicts("托位有5200个。", first)["figure"] == "warn"


def test_another_place_fails() -> None:
    assert verdicts("黄石市每千人口托位数达到4.1个。", ACTUAL)["place"] == "fail"


def test_another_year_fails_although_the_document_spans_it() -> None:
    assert verdicts("2025年每千人口托位数达到4.1个。", ACTUAL)["period"] == "fail"


def test_a_sentence_without_a_source_fails_for_that_alone() -> None:
    assert verdicts("托位有5200个。") == {"support": "fail"}


def test_a_masked_source_is_named_as_such() -> None:
    masked = source("托位有5200个。", place="X市", trust="masked")
    assert verdicts("托位有5200个。", masked)["trust"] == "warn"


def test_a_figure_of_another_indicator_fails_although_it_is_in_the_source() -> None:
    per_thousand, total = sentences_of(
        [passage("每千人口托位的目标是4.3个。托位总数的目标是5448个。")]
    )
    wrong = Basis(cited=(total,), marker=1, others=(per_thousand, total))
    right = Basis(cited=(per_thousand,), marker=1, others=(per_thousand, total))
    assert "fail" in {c.verdict for c in check_sentence("每千人口托位数的目标是5448个。", wrong)}
    assert "fail" not in {c.verdict for c in check_sentence("每千人口托位数的目标是4.3个。", right)}


def test_a_target_told_as_achieved_fails() -> None:
    plan = source("到2023年底，力争4家卫生院达到二级医院标准。")
    assert verdicts("2023年底已经有4家卫生院达到二级医院标准。", plan)["kind"] == "fail"
    both = "已经有4家卫生院达到二级医院标准，下一步还要再建1家。"
    assert verdicts(both, plan)["kind"] == "fail"
    assert verdicts("2023年底力争4家卫生院达到二级医院标准。", plan)["kind"] == "warn"
    mortality = source("2024年婴儿死亡率控制在4.5‰以下。", headings=("二、2024年工作安排",))
    assert verdicts("2024年婴儿死亡率最后降到了4.5‰以下。", mortality)["kind"] == "fail"
    done = source("4家卫生院已经达到二级医院标准。")
    assert "kind" not in verdicts("已经有4家卫生院达到二级医院标准。", done)


def test_a_figure_for_what_the_passage_never_speaks_of_fails() -> None:
    saved = source("集中带量采购成效明显，两项合起来为患者省下1.74亿元。")
    assert verdicts("卫生总费用是1.74亿元。", saved)["indicator"] == "fail"
    assert "indicator" not in verdicts("带量采购为患者节省1.74亿元。", saved)


def test_people_are_counted_in_three_words() -> None:
    assert verdicts("招聘人才147名。", source("一年招到的人才共147人。")) == {"figure": "pass"}


def test_a_small_number_proves_nothing_without_its_words() -> None:
    built = source("省健康医院1个，老年友善医疗机构要把服务做细。")
    assert verdicts("有1个老年友善医疗机构。", built)["indicator"] == "fail"
    assert "indicator" not in verdicts("新增省健康医院1个。", built)


def test_another_persons_post_fails() -> None:
    release = source("副区长陶耸到会讲话，工作报告由区卫健委主任沈韶霞来作。")
    assert verdicts("沈韶霞是副区长。", release)["post"] == "fail"
    assert "post" not in verdicts("沈韶霞是区卫健委主任。", release)
    assert "post" not in verdicts("副区长陶耸出席会议。", release)
