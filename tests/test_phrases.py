"""The words around a number, cut to what they say of it."""

import pytest

from youju.reading.figures.phrases import (
    LONGEST,
    action_of,
    from_action,
    head_of,
    noun_of,
    only_links,
    tidy,
    with_predicate,
)


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("到2024年底，".rstrip("，"), ""),
        ("全市新增康复床位", "新增康复床位"),
        ("力争孕检率达到", "孕检率"),
        ("2023年，我县共接诊患者".replace("，", ""), "接诊患者"),
        ("配备呼吸机、监护仪等设备", "配备设备"),
        ("平均等候时间缩短至", "平均等候时间"),
        ("以县为单位的建档率保持在", "建档率"),
        ("居民寿命由2019年的", "居民寿命"),
    ],
)
def test_a_head_is_without_places_times_adverbs_and_links(words, head):
    assert head_of(words, 0, ()) == head


def test_a_place_is_left_out_of_a_head_only_where_it_opens_it():
    assert head_of("长沙市建成医院", 0, [(0, 3)]) == "建成医院"
    assert head_of("支援长沙市医院", 0, [(2, 5)]) == "支援长沙市医院"


@pytest.mark.parametrize(
    ("behind", "noun"),
    [
        ("卫生院升级为医院", "卫生院"),
        ("达到三级水平的县级医院", "县级医院"),
        ("样本结果中未发现异常", "样本结果"),
        ("完成改造", ""),
    ],
)
def test_a_noun_phrase_ends_where_its_verb_begins(behind, noun):
    assert noun_of(behind) == noun


def test_verbs_and_links_are_told_apart():
    assert action_of("市中心医院先后引进") == "引进"
    assert action_of("居民满意度") == ""
    assert from_action("市直各医疗机构联合组织开展义诊活动") == "组织开展义诊活动"
    assert [only_links(words) for words in ("提高到", "增至", "床位")] == [True, True, False]


def test_the_rate_behind_a_count_belongs_to_the_next_number():
    assert with_predicate("中标药品平均降幅", "中标药品") == "中标药品"
    assert with_predicate("卫生院升级为医院", "卫生院") == "卫生院升级为医院"


def test_a_name_is_short_and_balanced():
    assert tidy("每千人口拥有托位数") == "每千人口托位数"
    assert tidy("“健康细胞工程") == "健康细胞工程"
    assert len(tidy("推进医疗服务改革" * 9)) <= LONGEST
