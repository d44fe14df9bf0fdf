"""Spoilt characters are restored, and sound ones are left alone."""

import pytest

from youju.reading.cleaning.passes import clean


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("重點(diǎn)??平ㄔO(shè)", "重点专科建设"),
        ("重點??平ㄔO", "重点专科建设"),
        ("貫徹?zé)岢薄?", "贯彻热潮。"),
        ("有力??茖W(xué)規(guī)劃", "有力。科学规划"),
        ("談?wù)効捶?。例如", "谈谈看法。例如"),
        ("他說:“促進(jìn)政策?!?", "他说：“促进政策。”"),
        ("今年公布!豆珗蟆凤@示增長", "今年公布。《公报》显示增长"),
        ("進行視察??h政府派員參加", "进行视察。县政府派员参加"),
    ],
)
def test_text_shifted_by_a_byte_is_restored(damaged, whole):
    assert clean(damaged).text == whole


def test_real_question_marks_are_left_alone():
    assert clean("真的吗??平时怎么办?!").text == "真的吗？？平时怎么办？！"


def test_a_restored_run_shows_the_raw_bytes_and_the_final_words():
    edits = [e for e in clean("重點(diǎn)??平ㄔO(shè)").edits if e.reason == "错位乱码"]
    assert [(e.op, e.before, e.after) for e in edits] == [("repair", "??平ㄔO", "专科建设")]


def test_readings_go_and_real_brackets_stay():
    raw = "衛(wèi)生健康(城南醫(yī)院)與國家(呼吸)中心(區(qū))"
    assert clean(raw).text == "卫生健康（城南医院）与国家（呼吸）中心（区）"


@pytest.mark.parametrize("raw", ["处方药（otc）管理，信息化（his）建设。", "书记郄（qiè）某到会。"])
def test_brackets_that_are_no_annotation_stay(raw):
    assert clean(raw).text == raw


def test_a_text_in_traditional_characters_becomes_simplified():
    raw = "婁底市著力採集血液，註冊醫師，占比於後裡。"
    assert clean(raw).text == "娄底市着力采集血液，注册医师，占比于后里。"


def test_a_simplified_text_keeps_its_rare_characters():
    raw = "著名专家著书立说，乾隆年间的瞭望塔仍在使用，参会的还有於先生。"
    assert clean(raw).text == raw


def test_markup_and_entities_that_leaked_into_a_text_go():
    raw = "<p>第一段&ldquo;好&rdquo;。</p><p>第二段<br/>第三行&nbsp;完。</p>"
    assert clean(raw).text.split() == ["第一段“好”。", "第二段", "第三行", "完。"]


def test_middle_dots_of_names_are_chinese_ones():
    assert clean("诺尔曼・白求恩与柯棣华•医疗队").text == "诺尔曼·白求恩与柯棣华·医疗队"


def test_marks_that_no_question_explains_are_flagged_on_a_spoilt_page():
    spoilt = clean("衛(wèi)生健康服務(云山?城區)怎么办?")
    assert spoilt.text == "卫生健康服务（云山〔？〕城区）怎么办？"
    assert [e.op for e in spoilt.edits if e.reason == "无法还原的乱码"] == ["flag"]
