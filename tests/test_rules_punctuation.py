"""Marks: half-width ones, 、 between quotations, and pairs."""

import pytest

from youju.drafting.rules.faults import Fault
from youju.drafting.rules.manuscript import Manuscript
from youju.drafting.rules.punctuation import RULES
from youju.drafting.rules.wordlists import Wordlists


def faults(rule: str, text: str) -> list[Fault]:
    manuscript = Manuscript(text=text, words=Wordlists({}))
    return [fault for one in RULES if one.id == rule for fault in one.find(manuscript)]


def mended(rule: str, text: str) -> str:
    """The text with every proposal put in, from the end."""
    for fault in sorted(faults(rule, text), key=lambda one: -one.start):
        text = text[: fault.start] + fault.instead + text[fault.end :]
    return text


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("提升能力,增强服务;", "提升能力，增强服务；"),
        ("提升能力, 增强服务。", "提升能力，增强服务。"),
        ("同志们:", "同志们："),
        ("覆盖率达到95%,位居前列。", "覆盖率达到95%，位居前列。"),
        ("建成2024年,全部投用。", "建成2024年，全部投用。"),
        ("这项工作做好了吗?", "这项工作做好了吗？"),
        ("市中心医院(西院区)投用。", "市中心医院（西院区）投用。"),
        ('实施"强基"行动。', "实施“强基”行动。"),
        ("会议要求;各县区抓紧落实!", "会议要求；各县区抓紧落实！"),
        ("补短板.强弱项。", "补短板。强弱项。"),
        ("全面完成任务.", "全面完成任务。"),
        ("印发<全市医改要点>。", "印发《全市医改要点》。"),
        ("开展'百日攻坚'行动。", "开展“百日攻坚”行动。"),
    ],
)
def test_half_width_marks_beside_han_are_told(bad: str, good: str) -> None:
    assert faults("L1", bad)
    assert mended("L1", bad) == good


@pytest.mark.parametrize(
    "good",
    [
        "达到34.05%，比上年提高1.2个百分点。",
        "会议于9:30开始。",
        "网址是https://example.org/a,b;c?d=1。",
        "推行1+X模式，配备CT、MRI。",
        "执行GB/T 9704-2012标准（以下简称标准）。",
        "医护比达到1:1.3。",
        "建成托位12014个！",
    ],
)
def test_marks_of_numbers_latin_and_addresses_are_right(good: str) -> None:
    assert faults("L1", good) == []


@pytest.mark.parametrize(
    "bad", ["强基础，，补短板。", "任务完成，。", "任务完成。。", "建医院、，强学科。"]
)
def test_a_mark_too_many_is_told(bad: str) -> None:
    assert len(faults("L1", bad)) == 1


def test_blanks_and_dots_of_a_proposal_are_no_longer_faults() -> None:
    once = mended("L1", "推进医改, 惠及群众 (含县区); 成效明显.")
    twice = mended("L1", once)
    assert twice == "推进医改，惠及群众（含县区）；成效明显。"
    assert faults("L1", twice) == []


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("“国优”、“省优”双创", "“国优”“省优”双创"),
        ("《基本法》、《医师法》", "《基本法》《医师法》"),
        ("“强院”、 “强科”、“强人”", "“强院”“强科”“强人”"),
        ("‘甲’、‘乙’", "‘甲’‘乙’"),
    ],
)
def test_no_comma_between_quotations(bad: str, good: str) -> None:
    assert mended("L2", bad) == good


@pytest.mark.parametrize(
    "good",
    [
        "“国优”“省优”双创",
        "《基本法》（2019年）、《医师法》（2021年）",
        "“一老一小”和“一网通办”",
        "“健康云溪”建设、“平安医院”创建",
    ],
)
def test_a_comma_between_other_things_is_right(good: str) -> None:
    assert faults("L2", good) == []


@pytest.mark.parametrize(
    "bad",
    [
        "实施“强基行动，补齐短板。",
        "实施强基”行动，补齐短板。",
        "实施”强基“行动。",
        "实施“强基“行动。",
        "制定下发关于加强托育服务的通知》。",
        "印发《实施方案，明确任务。",
        "市中心医院（西院区投用。",
        "市中心医院西院区）投用。",
        '实施"强基行动。',
        "新增床位（含监护床位20张（已投用）。",
        "发文〔2024号。",
    ],
)
def test_a_mark_without_its_mate_is_told(bad: str) -> None:
    assert faults("L13", bad)


@pytest.mark.parametrize(
    "good",
    [
        "实施“强基”行动（2023—2025年），印发《关于“强基”的通知》。",
        "1）完善制度；2）落实责任。",
        "一）完善制度；二）落实责任。",
        "他说：“要把‘一老一小’服务好。”",
        "采用X’s法（示例）。",
        "（一）建机制；（2）强队伍。",
        "他说：“抓落实。\n“抓见效。”",
        "报告(讨论稿）已印发。",
    ],
)
def test_pairs_are_right(good: str) -> None:
    assert faults("L13", good) == []


def test_a_lone_mark_is_shown_with_what_stands_beside_it() -> None:
    (fault,) = faults("L13", "印发关于加强托育服务的通知》。")
    assert fault.text == "强托育服务的通知》"
    assert "《" in fault.note
