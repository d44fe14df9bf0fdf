"""What a rewrite must leave alone: lost, changed or new things are told, each by its name."""

import pytest

from youju.drafting.locking import differences
from youju.drafting.wording import adds_little

SENTENCE = "2024年，全市力争新增托位600个以上，印发《托育服务办法》，落实“一老一小”部署。"


@pytest.mark.parametrize(
    "after",
    [
        "2024年，全市力争新增托位600个以上，印发《托育服务办法》，落实“一老一小”工作部署。",
        "2024年，全市力争新增600个以上托位，并印发《托育服务办法》，落实“一老一小”部署。",
    ],
)
def test_other_words_around_what_is_locked_are_free(after: str) -> None:
    assert differences(SENTENCE, after) == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("600个", "700个", "700"),
        ("600个", "600张", "600"),
        ("2024年", "2023年", "2023年"),
        ("《托育服务办法》", "《托育办法》", "托育办法"),
        ("“一老一小”", "“一老一幼”", "一老一幼"),
        ("力争", "确保", "强弱"),
        ("以上", "", "600"),
        ("，落实“一老一小”部署", "", "一老一小"),
    ],
)
def test_a_change_is_told(old: str, new: str, told: str) -> None:
    found = differences(SENTENCE, SENTENCE.replace(old, new))
    assert found
    assert any(told in one for one in found)


def test_a_placeholder_is_locked() -> None:
    before = "设置床位【待补：床位数，单位张】。"
    assert differences(before, "设置床位300张。")


def test_words_may_go_whole_and_none_may_move() -> None:
    before = "市中医院心病科被评为重点专科，县中医院儿科被评为特色专科。"
    assert adds_little(before, "市中医院心病科获评重点专科，县中医院儿科获评特色专科。")
    assert not adds_little(before, "市中医院心病科、县中医院儿科被评为重点专科、特色专科。")
    assert not adds_little(before, f"<注>{before}")
    assert not adds_little("要做实基层机构，扩大用药种类。", "要实基层机构，扩大用药种类。")
    assert not adds_little("建成中医馆28家。", "建成中医馆28家，走在全省前列，群众满意。")


def test_a_number_that_counts_nothing_is_locked_as_well() -> None:
    assert differences("开展第35个爱国卫生月活动", "开展爱国卫生月活动")
    assert differences("开展爱国卫生月活动", "开展第35个爱国卫生月活动")


def test_the_build_of_a_sentence_stays() -> None:
    before = "明确县医院向康复医院转型发展，更新设备20台"
    assert not adds_little(before, "将县医院向康复医院转型发展，更新设备20台")
    assert adds_little("此外，由县医院牵头，" + before, before)
