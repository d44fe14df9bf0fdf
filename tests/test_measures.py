"""What a question wants counted, and which units count such a thing."""

import pytest

from youju.answering.measures import Measure, asked_measure, asked_noun, family_of


def measure_of(question: str) -> Measure:
    found = asked_measure(question)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("unit", "family"),
    [
        ("元", "money"),
        ("亿元", "money"),
        ("%", "share"),
        ("个百分点", "share"),
        ("/10万", "share"),
        ("万人次", "people"),
        ("名", "people"),
        ("张", "count"),
        ("万只", "count"),
        ("平方米", "area"),
        ("亩", "area"),
        ("公里", "length"),
        ("分钟", "time"),
        ("毫升", "volume"),
        ("吨", "mass"),
        ("", None),
    ],
)
def test_a_unit_measures_one_kind_of_thing_whatever_its_scale(
    unit: str, family: str | None
) -> None:
    assert family_of(unit) == family


@pytest.mark.parametrize(
    ("question", "unit", "taken", "not_taken"),
    [
        ("全市新增康复床位多少张？", "张", "张", "元"),
        ("新院区投了多少亿元？", "元", "元", "张"),
        ("引进了几名博士？", "名", "人", "%"),
        ("全市有多少家医疗机构？", "家", "个", "人"),
        ("全年义诊多少人次？", "人次", "人次", "元"),
        ("婴儿死亡率下降了几个百分点？", "个百分点", "%", "人"),
        ("新院区建筑面积多少平方米？", "平方米", "亩", "元"),
        ("急救平均要几分钟？", "分钟", "分钟", "公里"),
        ("全市床位数是多少？", "张", "张", "%"),
        ("全市卫技人员人数有多少？", "人", "名", "元"),
        ("全年采血多少毫升？", "毫升", "毫升", "人次"),
    ],
)
def test_the_unit_that_is_asked_for_rules_out_those_of_other_kinds(
    question: str, unit: str, taken: str, not_taken: str
) -> None:
    measure = measure_of(question)
    assert measure.unit == unit
    assert measure.is_told
    assert measure.takes(taken)
    assert not measure.takes(not_taken)
    assert not measure.takes("")


@pytest.mark.parametrize(
    ("question", "taken", "not_taken"),
    [
        ("医联体建设花了多少钱？", "元", "张"),
        ("总投资是多少？", "元", "%"),
        ("人均补助标准提到多少？", "元", "个"),
        ("市里给妇幼项目投了几个亿？", "元", "平方米"),
        ("一共罚了多少？", "元", "起"),
        ("产前筛查率达到多少？", "%", "人"),
        ("中医诊疗量占比是多少？", "%", "人次"),
        ("药品均价降幅有多大？", "%", "元"),
        ("群众满意度是多少？", "%", "名"),
        ("孕产妇死亡率是多少？", "/10万", "人"),
        ("全市医生有多少？有多少医生？", "名", "家"),
        ("培训了多少村医？", "人", "期"),
        ("全年门诊量是多少？", "人次", "%"),
        ("全年门诊量是多少？", "人次", "元"),
        ("医疗机构数是多少？", "家", "%"),
        ("全年采血量是多少？", "吨", "人次"),
        ("急救站点时速多少？", "公里", "%"),
    ],
)
def test_words_tell_what_kind_of_number_answers_where_no_unit_is_asked_for(
    question: str, taken: str, not_taken: str
) -> None:
    measure = measure_of(question)
    assert measure.unit == ""
    assert measure.takes(taken)
    assert not measure.takes(not_taken)


@pytest.mark.parametrize(
    "question",
    [
        "市中心医院是几级医院？",
        "专科排在全省第几等？",
        "大会几月召开？",
        "项目哪年建成？",
        "新院区什么时候启用？",
        "何时完成改造？",
        "等了多久？",
    ],
)
def test_a_date_a_rank_or_a_grade_is_no_count(question: str) -> None:
    assert asked_measure(question) is None


def test_a_unit_asked_for_goes_before_a_date_in_the_same_question() -> None:
    assert measure_of("今年几月新增了多少张床位？").unit == "张"


def test_where_nothing_tells_the_unit_any_may_answer() -> None:
    measure = measure_of("家庭医生签约做到了多少？")
    assert measure.is_told
    assert all(measure.takes(unit) for unit in ("人", "%", "元", ""))


def test_a_question_that_does_not_ask_how_much_is_told_apart() -> None:
    assert not measure_of("托育服务做得怎么样？").is_told
    assert measure_of("托育服务有多少？").is_told


@pytest.mark.parametrize(
    ("question", "taken", "not_taken"),
    [
        ("引进多少项目？", "个", "元"),  # 项目 is what is counted, 项 no unit
        ("有多少人才？", "名", "家"),
        ("门诊效率先进的医院有多少家？", "家", "%"),
    ],
)
def test_a_unit_that_only_begins_a_word_is_none(question: str, taken: str, not_taken: str) -> None:
    measure = measure_of(question)
    assert measure.takes(taken)
    assert measure.unit not in ("项", "人")


def test_only_the_very_unit_is_exact() -> None:
    measure = measure_of("表彰了多少名护士？")
    assert measure.is_exact("名")
    assert measure.takes("人")
    assert not measure.is_exact("人")
    assert not measure_of("表彰的护士有多少？").is_exact("")


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("每千人口有多少个托位？", "托位"),
        ("新增多少张康复床位？", "床位"),
        ("培训了多少名全科医生，", "医生"),
        ("一共投入多少？", ""),
        ("覆盖率是多少？", ""),
    ],
)
def test_the_thing_that_is_counted_goes_by_the_end_of_its_name(question: str, noun: str) -> None:
    assert asked_noun(question) == noun
