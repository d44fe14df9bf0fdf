"""When a text was published, and which years it speaks of."""

import pytest

from youju.reading.metadata.dating import period_of, published_on

FILL = "各单位要压实责任，推动工作再上台阶。"


@pytest.mark.parametrize(
    ("page", "date"),
    [
        ("题目\n发布时间：2023-04-14 10:43:00来源：某网", "2023-04-14"),
        ("题目\n2019-05-28  来源:某报", "2019-05-28"),
        ("题目\n2016年01月12日 09时29分 |", "2016-01-12"),
        ("题目\n国际新闻来源：某社 2025-12-03 01:48:45 A-A+", "2025-12-03"),
        ("题目\n快照时间：2025-12-03 01:48:45", None),
        ("题目\n2023-13-45 来源:某报", None),
    ],
)
def test_the_page_states_the_date(page, date):
    assert published_on(f"题目\n{FILL}", page) == (date, date is not None)


def test_a_speech_states_when_it_was_held():
    text = "工作报告\n2025年2月11日在云山市人民代表大会上\n市长 李四"
    assert published_on(text, text) == ("2025-02-11", True)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"4月10日，云山区召开会议。肯定2023年成绩。2024年要着重抓好落实。{FILL}", "2024-04-10"),
        (f"5月13日，云山市召开会议，部署2021年民生实事。{FILL}", "2021-05-13"),
        (f"5月27日，公布2018年统计公报。提出的2020年目标已经实现。{FILL}", None),
        (f"5月13日，云山市召开会议。{FILL}", None),
        (f"会议部署2021年民生实事。{FILL}", None),
    ],
)
def test_the_year_of_a_day_is_the_one_that_the_text_works_in(text, date):
    assert published_on(text, text) == (date, False)


@pytest.mark.parametrize(
    ("text", "title", "published", "period"),
    [
        (
            "项目总投资2亿元，今年完成投资3000万元，预计2015年投用。",
            "病房楼封顶",
            "2013-12-19",
            "2013",
        ),
        (
            "截至2022年底，托位350万个。2020年至2023年安排资金36亿元。",
            "托位增加",
            None,
            "2023",
        ),
        ("床位由2018年的6张增加到2019年的7张，2019年末人员增加。", "床位增加", None, "2019"),
        ("印发《行动方案（2023-2025年）》，通报工作情况。", "召开联席会议", "2024-09-05", "2024"),
        (
            "2023年成效明显，2023年床位增加。2024年要抓落实。",
            "在2024年会议上的讲话",
            None,
            "2023-2024",
        ),
        ("比2022年增长，2022年的问题已经整改，2022年度先进。", "2023年工作总结", None, "2023"),
        (
            "2020年，床位增加。到2025年，床位达标。",
            "云山市“十四五”卫生健康发展规划",
            None,
            "2021-2025",
        ),
    ],
)
def test_the_period(text, title, published, period):
    assert period_of(text, title, published)[0] == period
