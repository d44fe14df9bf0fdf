"""How a question asks."""

import pytest

from youju.retrieval.asking import derivation_of, form_of, kind_of, wants_figure


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("新增床位多少张", "figure"),
        ("能告诉我有多少家医院吗", "figure"),
        ("电子病历评到几级", "figure"),
        ("床位比上年增加多少", "figure"),
        ("药品和耗材哪个降得多", "comparison"),
        ("一院比二院多多少张床", "comparison"),
        ("两院的等级有什么不同", "comparison"),
        ("同比增长多少？", "figure"),
        ("有哪些重点专科", "list"),
        ("采取了什么措施", "list"),
        ("会议是几号开的", "open"),
        ("托位够用吗", "yesno"),
        ("有没有建成胸痛中心", "yesno"),
        ("转型后叫什么？", "open"),
        ("什么是医共体", "definition"),
        ("“三名”指什么", "definition"),
        ("主持会议的是谁", "person"),
        ("王某担任什么职务", "person"),
        ("是同谁共建医疗中心的", "open"),
        ("怎么提升基层能力", "open"),
    ],
)
def test_form(question: str, form: str) -> None:
    assert form_of(question, frames=1) == form


@pytest.mark.parametrize("question", ["床位各多少", "床位有什么变化", "床位增长了多少"])
def test_places_or_years_side_by_side_make_a_comparison(question: str) -> None:
    assert form_of(question, frames=2) == "comparison"


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("托位有多少个？", True),
        ("满意度达到多少", True),
        ("居民健康素养水平", True),
        ("门诊和住院哪边满意度更高？", True),
        ("有几家卫生院", True),
        ("会议几号开的", False),
        ("在省里排第几", False),
        ("让哪几家医院转型", False),
        ("达到二级医院标准了没有？", False),
        ("主要任务是什么？", False),
        ("由谁对口支援", False),
    ],
)
def test_whether_a_figure_is_asked_for(question: str, wants: bool) -> None:
    assert wants_figure(question) is wants


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("2024年计划新增床位多少张", "target"),
        ("死亡率要控制在多少以内", "target"),
        ("想让几家医院升级", "target"),
        ("完成了多少", "actual"),
        ("死亡率实际控制到了多少", "actual"),
        ("签约目标完成了吗", "actual"),
        ("目标实现了没有", "actual"),
        ("争取到多少资金", "input"),
        ("财政投入了多少资金", "input"),
        ("2023年的实绩和2024年的目标", None),
        ("计划生育奖励多少人", None),
        ("主要有多少家", None),
        ("集采省了多少钱", None),
        ("床位有多少张", None),
    ],
)
def test_plan_or_result(question: str, kind: str | None) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    ("question", "years", "derivation"),
    [
        ("一院和二院的投资相差多少", 0, "difference"),
        ("两个项目一共投资多少", 0, "sum"),
        ("党员加干部合计多少名", 0, "sum"),
        ("1.5亿元折合多少万元", 0, "conversion"),
        ("新增床位占全部床位几成", 0, "share"),
        ("2022年到2023年增长了多少", 2, "growth"),
        ("同比增长多少", 1, None),
        ("新增多少张床位", 0, None),
        ("比上年多多少张", 0, None),
        ("一共有多少张床位", 0, None),
    ],
)
def test_what_must_be_computed(question: str, years: int, derivation: str | None) -> None:
    assert derivation_of(question, years) == derivation
