"""What sort of document it is."""

import pytest

from youju.reading.metadata.genres import kind_of

FILL = "各单位要压实责任，推动工作再上台阶。"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("在全市工作总结表彰大会上的讲话", "讲话"),
        ("关于印发2023年工作总结的通知", "通知"),
        ("2023年工作总结及2024年工作计划", "工作总结"),
        ("云山市基层卫生调研报告", "调研报告"),
        ("云山市医改工作汇报", "汇报材料"),
        ("云山市三年行动实施方案", "方案"),
        ("关于促进托育服务发展的意见", "意见"),
        ("云山市领导小组会议纪要", "会议纪要"),
        ("2024年政府工作报告", "工作报告"),
    ],
)
def test_the_title_says_so(title, kind):
    assert kind_of(FILL, "", title, stated=True) == (kind, True)


@pytest.mark.parametrize(
    ("text", "title", "kind"),
    [
        ("各位代表：\n现在，我代表市政府，向大会报告工作。", "在人民代表大会上", "工作报告"),
        ("同志们：\n今天开会。", "在会议上", "讲话"),
        ("新华社云山4月25日电 全市托位增加。", "托位增加", "通讯"),
        ("22日上午，市领导到医院视察。", "市领导莅临医院调研", "新闻通稿"),
        ("全市床位增加。", "市医院病房楼封顶", "新闻通稿"),
        ("王小明\n我市坚持预防为主。", "筑牢防线", "署名文章"),
        (FILL, "2024年工作报告解读", "通讯"),
        (FILL, "筑牢防线", "材料"),
    ],
)
def test_the_text_tells(text, title, kind):
    assert kind_of(text, "", title, stated=True) == (kind, False)


def test_a_made_title_says_nothing():
    assert kind_of(FILL, "", "会议听取了工作总结", stated=False) == ("材料", False)
