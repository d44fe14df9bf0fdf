"""What a sentence denies, binds, quotes and names, against what it cites."""

from sourced import checks, failed, source, verdicts

from youju.answering.checking.basis import Basis
from youju.answering.checking.sentences import check_sentence


def test_every_check_of_a_clause_points_at_words_of_the_sentence() -> None:
    release = source("副区长陶耸到会讲话，工作报告由区卫健委主任沈韶霞来作。")
    sentence = "副区长沈韶霞到会讲话，力度全省第一，“这是原文里没有的一句话语”。"
    assert all(check.text in sentence for check in checks(sentence, release))


def test_a_denial_is_neither_added_nor_lost() -> None:
    safe = source("全市未出现一例经血液传播的疾病。")
    assert "negation" in failed("全市出现一例经血液传播的疾病。", safe)
    done = source("新院区建设任务按期完成。")
    assert "negation" in failed("新院区建设任务没有按期完成。", done)
    assert failed("全市不断提升服务能力。", source("全市持续提升服务能力。")) == {}


def test_an_aim_is_no_vow_and_a_must_no_may() -> None:
    aim = source("力争孕产妇零死亡的目标得到实现。")
    assert failed("确保孕产妇零死亡的目标得到实现。", aim)["force"] == "确保"
    must = source("各医疗机构必须落实首诊负责制度。")
    assert failed("各医疗机构可以落实首诊负责制度。", must)["force"] == "可以"


def test_a_duty_is_not_added() -> None:
    invited = source("定期邀请外地专家到医院坐诊。")
    assert failed("外地专家必须定期到医院坐诊。", invited)["force"] == "必须"


def test_a_plan_told_without_its_aim_is_told_as_done() -> None:
    plan = source("力争全市托位总数达到5448个。")
    assert "kind" in failed("全市托位总数达到5448个。", plan)
    assert verdicts("全市托位总数目标是5448个。", plan)["kind"] == "warn"


def test_a_plan_by_its_heading_alone_is_marked() -> None:
    plan = source("新增床位800张。", ("二、2024年工作安排",))
    assert verdicts("新增床位800张。", plan)["kind"] == "warn"
    assert "kind" in failed("已经新增床位800张。", plan)


def test_a_plan_without_figures_is_not_told_as_done_either() -> None:
    plan = source("将开工建设市传染病医院新院区。")
    assert failed("已经开工建设市传染病医院新院区。", plan)["kind"] == "已经"


def test_a_result_told_as_a_plan_is_marked() -> None:
    done = source("新增床位800张。", ("一、2023年工作回顾",))
    assert verdicts("力争新增床位800张。", done)["kind"] == "warn"


def test_a_name_that_no_source_has_fails() -> None:
    release = source("副区长陶耸出席会议并讲话。")
    assert failed("副区长王建国出席会议并讲话。", release)["person"] == "王建国"


def test_the_post_that_stands_by_a_name_is_its_own() -> None:
    both = source("副区长陶耸和主任沈韶霞出席会议。")
    assert failed("副区长陶耸和主任沈韶霞出席会议。", both) == {}
    assert "post" in failed("主任陶耸出席会议。", source("副区长陶耸出席会议。"))


def test_quoted_words_stand_in_the_source_letter_for_letter() -> None:
    speech = source("要做到“发现一例处置一例绝不拖延”，守住底线。")
    assert failed("要做到“发现一例处置一例绝不拖延”。", speech) == {}
    assert "quote" in failed("要做到“发现一起处置一起绝不拖延”。", speech)


def test_a_title_is_one_that_a_source_or_a_document_has() -> None:
    named = source("印发《优秀医学人才遴选评审实施方案》。", title="年度工作总结")
    assert failed("印发《优秀医学人才遴选评审实施方案》。", named) == {}
    assert "quote" in failed("印发《优秀护理人才遴选评审实施方案》。", named)


def test_a_body_that_the_source_does_not_name_fails() -> None:
    ninth = source("第九人民医院全年开展临床路径32种。")
    assert "body" in failed("第三人民医院全年开展临床路径32种。", ninth)
    assert failed("市第九人民医院全年开展临床路径32种。", ninth) == {}


def test_a_figure_of_one_body_is_not_told_of_another_that_is_cited_too() -> None:
    ninth = source("第九人民医院全年开展临床路径32种。")
    third = source("第三人民医院升级改造消化内镜中心。", doc_id="d2")
    told = "第三人民医院全年开展临床路径32种，升级改造消化内镜中心。"
    assert "body" in failed(told, ninth, third)


def test_a_rank_is_not_put_to_a_figure_of_another_sentence() -> None:
    beds = source("全市新增医疗床位1232张。")
    doctors = source("每万居民拥有全科医生5.1名，居全省第一。", doc_id="d2")
    told = "全市新增医疗床位1232张，居全省第一。"
    assert failed(told, beds, doctors) == {"support": "居全省第一"}


def test_a_figure_is_not_put_into_what_another_source_says_with_its_own() -> None:
    drugs = source("药品有470种中选，价格平均下降51%。")
    devices = source("耗材涉及冠脉支架等9类，价格平均下降76%。")
    told = "药品有470种中选，价格平均下降76%。"
    assert failed(told, drugs, devices)["figure"] == "76%"


def test_short_and_long_names_of_a_body_are_one() -> None:
    long = source("市卫生健康委员会印发了年度工作要点。")
    assert failed("市卫健委印发了年度工作要点。", long) == {}


def test_a_clause_that_nothing_bears_out_is_named() -> None:
    beds = source("全市新增医疗床位1232张。")
    told = "全市新增医疗床位1232张，受到世界卫生组织表扬。"
    assert failed(told, beds) == {"support": "受到世界卫生组织表扬"}


def test_a_link_has_nothing_to_check() -> None:
    assert check_sentence("具体情况如下：", Basis(cited=(), marker=None)) == ()
