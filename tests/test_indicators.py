"""What each number of a sentence counts."""

import pytest

from youju.reading.figures.indicators import Slot, name_indicators
from youju.reading.figures.quantities import find_quantities
from youju.reading.figures.slogans import find_slogans


def names(sentence: str) -> list[str]:
    slogans = find_slogans(sentence)
    found = sorted((*find_quantities(sentence), *slogans), key=lambda q: q.start)
    return name_indicators(
        sentence,
        [
            Slot(
                start=q.start,
                end=q.end,
                unit=q.unit,
                words=sentence[q.start : q.end],
                counted=q in slogans,
            )
            for q in found
        ],
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("全市新增康复床位318张。", ["新增康复床位"]),
        ("到2024年底，每千人口拥有托位数达到4.6个。", ["每千人口托位数"]),
        ("2023年全市每千人口托位数4.2个。", ["每千人口托位数"]),
        ("每万居民拥有4.8名全科医生。", ["每万居民全科医生"]),
        ("先后引进20余种诊疗设备。", ["引进诊疗设备"]),
        ("孕产妇死亡率由9.1/10万下降到7.2/10万。", ["孕产妇死亡率", "孕产妇死亡率"]),
        ("救护车由28辆增至46辆。", ["救护车", "救护车"]),
        ("总床位5120张，同比增加230张，增长4.7%。", ["总床位", "总床位增加", "总床位增长"]),
        ("门诊量18万人次（增长6.1%）。", ["门诊量", "门诊量增长"]),
        ("慢病患者建档率95%，管理率90%。", ["慢病患者建档率", "慢病患者管理率"]),
        ("新增省级专科2个、市级专科5个。", ["新增省级专科", "新增市级专科"]),
        ("表彰30名医师、20名护士。", ["表彰医师", "表彰护士"]),
        ("处方药、检查的比例为30%和5%。", ["处方药的比例", "检查的比例"]),
        ("财政支出17亿元，占26.7%。", ["财政支出", "财政支出占比"]),
        ("5家卫生院升级为医院。", ["卫生院升级为医院"]),
        ("总投资3.2亿元的新院区项目开工。", ["新院区项目总投资"]),
        ("争取上级870万元资金支持。", ["争取上级资金"]),
        ("建成城区15分钟就医圈。", ["就医圈"]),
        ("启动三年攻坚行动。", ["三年攻坚行动"]),
        ("聚焦4方面12类突出问题。", ["聚焦突出问题", "聚焦突出问题"]),
        ("提供心理咨询，共计428人次。", ["提供心理咨询"]),
        ("落实“三项制度”，妇女“两癌”检查率达到92%。", ["三项制度", "两癌检查", "妇女“两癌”检查率"]),
        ("开展第三轮对口帮扶。", ["对口帮扶"]),
        ("孕产妇零死亡。", ["孕产妇死亡"]),
        ("全科医生3.1名，居全省第二。", ["全科医生", "全科医生全省排名"]),
    ],
)
def test_the_same_thing_gets_the_same_short_words(sentence, expected):
    assert names(sentence) == expected


def test_a_number_that_nothing_names_has_no_name():
    assert names("120张。") == [""]
