"""The report on a document counts what was done, class by class, and shows examples."""

from builders import reading

from youju.reading.report import count_edits, report_on
from youju.types import Edit, EditOp


def edit(op: EditOp, reason: str, before: str, after: str = "") -> Edit:
    return Edit(op=op, start=0, end=len(before), reason=reason, before=before, after=after)


def test_classes_of_noise_are_counted_repairs_first() -> None:
    counts = count_edits(
        [
            edit("drop", "页脚", "版权所有"),
            edit("repair", "半角标点", ",", "，"),
            edit("repair", "空白", "  "),
            edit("repair", "半角标点", ",", "，"),
            edit("repair", "半角标点", ";", "；"),
        ]
    )
    assert [(c.op, c.reason, c.count) for c in counts] == [
        ("repair", "半角标点", 3),
        ("repair", "空白", 1),
        ("drop", "页脚", 1),
    ]
    assert counts[0].examples == ((",", "，"), (";", "；"))
    assert counts[1].examples == ()


def test_spam_is_counted_and_not_shown() -> None:
    assert count_edits([edit("drop", "垃圾广告", "不堪入目")])[0].examples == ()


def test_a_long_example_is_cut() -> None:
    before = count_edits([edit("drop", "页脚", "长" * 500)])[0].examples[0][0]
    assert len(before) < 60


def test_all_that_was_found_is_counted() -> None:
    report = report_on(reading("甲。\n乙。"))
    assert (report.sections, report.chunks, report.figures, report.gaps) == (1, 2, 0, 0)
