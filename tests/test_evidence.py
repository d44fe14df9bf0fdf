"""What the passages hold for each thing that is asked, and whether they answer it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from papers import Papers, evenly, paper, together, unknown
from questions import asked, counted

from youju.answering.citing import Rarity, Similarity
from youju.answering.evidence import Judge, Judgement, Thresholds, about_passage, material
from youju.answering.lookup import Lookup
from youju.answering.weighing import Weighing
from youju.models.embedding import load_embedder
from youju.retrieval.similarity import SentenceSimilarity
from youju.types import Query

LIMITS = Thresholds(mixed=0.3, lexical=0.12, sure=0.5, figure=0.33, figure_lexical=0.15, gap=0.55)


def judge_of(papers: Papers, similarity: Similarity = unknown, rarity: Rarity = evenly) -> Judge:
    return Judge(
        weighing=Weighing(rarity=rarity, similarity=similarity),
        lookup=Lookup(ledger=papers, rarity=rarity, similarity=similarity),
        thresholds=LIMITS,
    )


def judged(query: Query | Sequence[Query], *papers: Papers) -> Judgement:
    held = together(*papers)
    queries = [query] if isinstance(query, Query) else query
    return judge_of(held).judge(queries, held.passages)


def quotes(judgement: Judgement) -> list[str]:
    return [weighed.source.text for weighed in judgement.quotes]


def figures(judgement: Judgement) -> list[str]:
    return [fitted.stated.quote for finding in judgement.findings for fitted in finding.figures]


REPORT = paper(
    "2023年，全市新增医疗床位1200张，床位使用率达到82%。"
    "全市公立医院全年门诊860万人次，同比增长6.1%。"
    "基层医疗机构中医馆建设实现乡镇全覆盖。",
    place="娄底市",
    doc_id="loudi",
    title="娄底市工作报告",
)
BEDS = counted("全市新增医疗床位多少张？", places=("娄底市",))


# A figure of the ledger


def test_a_figure_answers_with_the_sentence_that_states_it() -> None:
    judgement = judged(BEDS, REPORT)
    assert figures(judgement) == ["1200张"]
    assert quotes(judgement) == ["2023年，全市新增医疗床位1200张，床位使用率达到82%。"]
    assert judgement.refusal is None
    assert judgement.is_sure


def test_two_figures_of_one_sentence_bring_it_once() -> None:
    held = paper("全市新增托位450个，全市新增托位460个。")
    judgement = judged(counted("全市新增托位多少个？"), held)
    assert figures(judgement) == ["450个", "460个"]
    assert quotes(judgement) == ["全市新增托位450个，全市新增托位460个。"]


def test_the_same_figure_of_two_papers_is_told_once() -> None:
    one = paper("全市新增托位450个。", doc_id="d1")
    other = paper("全市新增托位450个，超额完成任务。", doc_id="d2")
    assert figures(judged(counted("全市新增托位多少个？"), one, other)) == ["450个"]


def test_figures_of_two_papers_that_differ_stand_side_by_side() -> None:
    one = paper("全市新增托位450个。", doc_id="d1")
    other = paper("全市新增托位460个。", doc_id="d2")
    judgement = judged(counted("全市新增托位多少个？"), one, other)
    assert figures(judgement) == ["450个", "460个"]
    assert len(judgement.quotes) == 2


def test_a_figure_that_fits_worse_does_not_stand_beside_the_one_asked_for() -> None:
    held = paper("全市新增医疗床位1200张。全市新增停车位900个。")
    assert figures(judged(counted("全市新增医疗床位多少张？"), held)) == ["1200张"]


# Refusals


def test_another_citys_figure_is_no_answer_but_the_nearest_thing() -> None:
    there = paper("全市新增医疗床位876张。", place="黄石市", doc_id="huangshi")
    held = together(there)
    judgement = judged(BEDS, there)
    assert judgement.refusal == "not_stated"
    assert figures(judgement) == quotes(judgement) == []
    nearest = judge_of(held).nearest(BEDS, held.passages)
    assert nearest is not None
    assert nearest.stated.quote == "876张"
    assert nearest.stated.figure.place == "黄石市"


def test_what_is_far_from_the_question_is_not_even_the_nearest_thing() -> None:
    there = together(paper("全市建成停车场3个。", place="黄石市"))
    query = counted("流感疫苗接种点有多少个？", places=("娄底市",))
    assert judge_of(there).lookup.find_elsewhere(query, there.passages, there.sources)
    assert judge_of(there).nearest(query, there.passages) is None


def test_another_years_figure_is_no_answer() -> None:
    query = counted("全市新增医疗床位多少张？", places=("娄底市",), periods=("2021",))
    assert judged(query, REPORT).refusal == "not_stated"


@pytest.mark.parametrize(
    "question",
    [
        "全市新增医疗床位花了多少亿元？",
        "全市公立医院门诊有多少家？",
        "乡镇中医馆建设多少平方米？",
        "基层医疗机构中医馆建设投入多少钱？",
    ],
)
def test_a_number_of_another_kind_is_no_answer(question: str) -> None:
    judgement = judged(counted(question), REPORT)
    assert judgement.refusal == "not_stated"
    assert judgement.quotes == ()


@pytest.mark.parametrize("query", [asked("今晚彩票开奖号码"), counted("猪肉每斤卖多少元？")])
def test_what_no_passage_speaks_of_is_refused(query: Query) -> None:
    judgement = judged(query, REPORT)
    assert judgement.refusal == "not_stated"
    assert judgement.findings[0].nearest is None


def test_a_refusal_points_at_what_is_near() -> None:
    (finding,) = judged(counted("乡镇中医馆建设投入多少钱？"), REPORT).findings
    assert finding.nearest is not None
    assert finding.nearest.text == "基层医疗机构中医馆建设实现乡镇全覆盖。"


@pytest.mark.parametrize(
    "query",
    [
        counted("市中医院全年门诊多少万人次？", institutions=("市中医院",)),
        asked("市中医院门诊楼什么时候启用？", institutions=("市中医院",)),
    ],
)
def test_a_body_that_no_passage_names_is_refused(query: Query) -> None:
    held = paper("市第三人民医院全年门诊12万人次。市第三人民医院门诊楼于5月启用。")
    judgement = judged(query, held)
    assert judgement.refusal == "not_stated"
    assert figures(judgement) == quotes(judgement) == []


def test_a_body_may_be_named_elsewhere_in_the_passage() -> None:
    told = "新的门诊楼将于明年五月正式启用，流程更加优化。"
    name = "第三人民医院"
    query = asked(f"{name}的门诊楼将于什么时候正式启用？", institutions=(name,))
    judgement = judged(query, paper("走进市三院，导医志愿者面带微笑热情相迎。" + told))
    assert judgement.findings[0].ranked[0].source.text == told
    assert quotes(judgement)[0] == told
    assert judged(query, paper(told)).refusal == "not_stated"


def test_nothing_found_is_refused() -> None:
    for query in (BEDS, asked("家庭医生怎么签约？")):
        judgement = judged(query)
        assert judgement.refusal == "not_stated"
        assert judgement.quotes == judgement.ranked == judgement.sources == ()


# A gap where the figure should stand

BLANK = "市急救中心迁建项目总投资〔数字缺失〕亿元，设置床位300张。"


def test_a_figure_that_the_source_leaves_blank_is_refused_as_blank() -> None:
    judgement = judged(counted("市急救中心迁建项目总投资多少亿元？"), paper(BLANK))
    assert judgement.refusal == "blank"
    assert judgement.quotes == ()
    (finding,) = judgement.findings
    assert finding.gap is not None
    assert finding.gap.gap.what.endswith("总投资")
    assert finding.nearest is not None
    assert finding.nearest.text == BLANK


def test_a_blank_is_pointed_at_though_another_sentence_has_the_same_words() -> None:
    held = paper("亿元级的市急救中心迁建项目总投资方案经3次论证通过。" + BLANK)
    (finding,) = judged(counted("市急救中心迁建项目总投资多少亿元？"), held).findings
    assert finding.refusal == "blank"
    assert finding.nearest is not None
    assert finding.nearest.text == BLANK


def test_another_projects_figure_does_not_stand_in_for_a_blank() -> None:
    other = paper("市血液中心新建项目总投资1.2亿元。", doc_id="d2")
    judgement = judged(counted("市急救中心迁建项目总投资多少亿元？"), other, paper(BLANK))
    assert judgement.refusal == "blank"
    assert figures(judgement) == []


def test_a_figure_beside_a_blank_still_answers() -> None:
    judgement = judged(counted("市急救中心迁建项目设置床位多少张？"), paper(BLANK))
    assert figures(judgement) == ["300张"]


def test_a_blank_of_another_thing_leaves_the_figure_alone() -> None:
    held = paper(BLANK + "市血液中心新建项目总投资1.2亿元。")
    assert figures(judged(counted("市血液中心新建项目总投资多少亿元？"), held)) == ["1.2亿元"]


# Several things asked

PARTS = (
    counted("全市新增医疗床位多少张？"),
    counted("乡镇中医馆建设投入多少钱？"),
    counted("公立医院全年门诊多少万人次？"),
)


def test_each_thing_that_is_asked_is_judged_apart() -> None:
    judgement = judged(PARTS, REPORT)
    assert [f.refusal for f in judgement.findings] == [None, "not_stated", None]
    assert [f.asked.text for f in judgement.answered] == [PARTS[0].text, PARTS[2].text]
    assert [f.asked.text for f in judgement.refused] == [PARTS[1].text]
    assert judgement.refusal is None
    assert figures(judgement) == ["1200张", "860万人次"]


def test_the_quotes_of_all_parts_come_in_their_order_and_each_once() -> None:
    rate = counted("床位使用率是多少？")
    judgement = judged([PARTS[2], PARTS[0], rate], REPORT)
    assert figures(judgement) == ["860万人次", "1200张", "82%"]
    assert quotes(judgement) == [
        "全市公立医院全年门诊860万人次，同比增长6.1%。",
        "2023年，全市新增医疗床位1200张，床位使用率达到82%。",
    ]
    assert len(judgement.ranked) == len(judgement.sources) == 3


def test_only_where_nothing_is_answered_is_the_whole_refused() -> None:
    unstated = PARTS[1]
    assert judged([unstated, unstated], REPORT).refusal == "not_stated"
    blank = counted("市急救中心迁建项目总投资多少亿元？")
    assert judged([unstated, blank], paper(BLANK)).refusal == "blank"
    assert judged([unstated, PARTS[0]], REPORT).refusal is None


# Sentences


def test_a_question_that_wants_no_figure_is_answered_by_sentences() -> None:
    judgement = judged(asked("乡镇中医馆建设怎么样？"), REPORT)
    assert quotes(judgement)[0] == "基层医疗机构中医馆建设实现乡镇全覆盖。"
    assert figures(judgement) == []
    assert not judgement.is_sure


MEASURES = (
    "一是推行家庭医生签约弹性化服务包制度，满足多样需求。",
    "二是开展家庭医生签约上门服务进万家行动，方便群众。",
    "三是健全家庭医生签约服务质量考核办法，提升实效。",
    "四是完善家庭医生签约服务费用分担机制，调动积极。",
    "五是建设家庭医生签约服务信息共享平台，减轻负担。",
)


def test_a_list_is_quoted_longer_than_a_plain_answer() -> None:
    held = paper("".join(MEASURES))
    question = "家庭医生签约服务有哪些措施？"
    as_list = quotes(judged(asked(question, form="list"), held))
    assert set(as_list) == set(MEASURES)
    plain = quotes(judged(asked(question), held))
    assert 0 < len(plain) < len(as_list)


def test_a_list_takes_in_what_says_less_of_the_question() -> None:
    held = paper(
        "推行家庭医生签约服务费用分担机制，调动基层积极性。"
        "推行家庭医生签约服务费用减免，方便行动不便的老年人群。"
        "食堂改造工程同步完成，后勤保障水平持续得到提升。"
    )
    question = "家庭医生签约服务费用分担机制"
    assert len(quotes(judged(asked(question), held))) == 1
    as_list = quotes(judged(asked(question, form="list"), held))
    assert len(as_list) == 2
    assert "食堂" not in "".join(as_list)


def test_no_quote_of_another_place_stands_beside_the_one_asked_for() -> None:
    here = paper("家庭医生签约服务实现重点人群全部覆盖。", place="娄底市", doc_id="d1")
    there = paper("家庭医生签约服务实现重点人群应签尽签。", place="黄石市", doc_id="d2")
    query = asked("家庭医生签约服务重点人群覆盖得如何？", places=("娄底市",))
    for papers in ((here, there), (there, here)):
        assert quotes(judged(query, *papers)) == ["家庭医生签约服务实现重点人群全部覆盖。"]


def test_each_place_that_is_asked_for_has_its_quote() -> None:
    here = paper("家庭医生签约服务实现重点人群全部覆盖。", place="娄底市", doc_id="d1")
    there = paper("推进签约服务做实做细，稳步扩大覆盖。", place="黄石市", doc_id="d2")
    query = asked(
        "家庭医生签约服务重点人群覆盖得如何？", places=("娄底市", "黄石市"), form="comparison"
    )
    found = judged(query, here, there).quotes
    assert {w.source.passage.facts.place for w in found} == {"娄底市", "黄石市"}


def test_a_short_lead_sentence_brings_the_one_that_follows_it() -> None:
    lead, told = (
        "另一方面，让医护人员下沉到基层。",
        "组织主治医师以上人员轮流驻点坐诊，带教乡村同行。",
    )
    held = paper(lead + told + "食堂改造工程同步完成，后勤保障水平持续得到提升。")
    query = asked("怎样让医护人员下沉到基层？")
    assert quotes(judged(query, held)) == [lead, told]


def test_a_long_sentence_brings_none_that_follows_it() -> None:
    first = "让医护人员下沉到基层，组织主治医师以上人员轮流驻点坐诊。"
    held = paper(first + "食堂改造工程同步完成，后勤保障水平持续得到提升。")
    assert quotes(judged(asked("怎样让医护人员下沉到基层？"), held)) == [first]


def test_a_short_sentence_at_the_end_of_a_paper_brings_none_of_another() -> None:
    lead = paper("另一方面，让医护人员下沉到基层。", doc_id="d1")
    at = lead.sources[0].end  # where the other paper's second sentence begins
    first = "食堂改造工程如期完成并投入使用。"
    assert len(first) == at
    other = paper(first + "院区后勤保障水平持续得到提升。", doc_id="d2")
    query = asked("怎样让医护人员下沉到基层？")
    assert quotes(judged(query, lead, other)) == ["另一方面，让医护人员下沉到基层。"]


# With and without meaning


def all_near(text: str, sentences: Sequence[str]) -> list[float]:
    return [0.9] * len(sentences)


def test_without_meaning_it_says_so_and_its_quotes_answer_by_themselves() -> None:
    held = together(REPORT)
    query = asked("乡镇中医馆建设经验做法值得推广")
    by_words, by_meaning = judge_of(held), judge_of(held, all_near)
    assert by_words.judge([query], held.passages).lexical_only
    assert by_words.is_sure(by_words.judge([query], held.passages))
    assert not by_meaning.judge([query], held.passages).lexical_only


def test_with_meaning_quotes_answer_by_themselves_only_where_they_weigh_enough() -> None:
    held = together(REPORT)

    def unrelated(text: str, sentences: Sequence[str]) -> list[float]:
        return [0.5] * len(sentences)

    judge = judge_of(held, unrelated)
    sure = judge.judge([asked("基层医疗机构中医馆建设实现乡镇全覆盖")], held.passages)
    assert judge.is_sure(sure)
    query = asked("乡镇中医馆建设经验做法值得推广")
    unsure = judge.judge([query], held.passages)
    assert unsure.refusal is None
    assert not judge.is_sure(unsure)
    assert judge.is_sure(judge.judge([BEDS], held.passages))


def test_meaning_finds_what_is_said_in_other_words(models_dir: Path) -> None:
    embedder = load_embedder("m3e-small", [models_dir])
    held = together(
        paper("加快推进医院停车设施建设，着力缓解群众停车难题。", doc_id="d1"),
        paper("药品耗材集中采购平均降价五成，群众医药负担明显减轻。", doc_id="d2"),
        paper("深入开展爱国卫生运动，城乡环境面貌焕然一新。", doc_id="d3"),
    )
    judge = judge_of(held, SentenceSimilarity(lambda: embedder))
    query = asked("群众看病吃药花的钱少了吗？")
    by_words, by_meaning = (one.judge([query], held.passages) for one in (judge_of(held), judge))
    assert not by_meaning.lexical_only
    assert "停车" in by_words.ranked[0].source.text
    assert "集中采购" in by_meaning.ranked[0].source.text
    off = judge.judge([asked("给我推荐几部好看的科幻电影")], held.passages)
    assert off.refusal == "not_stated"


# What the model is given


def test_the_model_sees_only_the_quotes_where_the_ledger_answers() -> None:
    seen = material(judged(BEDS, REPORT), 1000)
    assert [source.text for source in seen] == [
        "2023年，全市新增医疗床位1200张，床位使用率达到82%。"
    ]


def test_the_model_sees_more_than_the_quotes_elsewhere_in_the_order_of_the_sources() -> None:
    seen = material(judged(asked("乡镇中医馆建设怎么样？"), REPORT), 1000)
    assert [source.text for source in seen] == [source.text for source in REPORT.sources]


def test_the_material_keeps_to_its_tokens_but_is_never_empty() -> None:
    judgement = judged(asked("家庭医生签约服务有哪些措施？", form="list"), paper("".join(MEASURES)))
    assert [source.text for source in material(judgement, 0)] == quotes(judgement)[:1]
    some, more = (len(material(judgement, tokens)) for tokens in (80, 1000))
    assert 1 < some < more == len(MEASURES)


def test_a_passage_is_told_by_place_period_and_its_inner_headings() -> None:
    headings = ("一、2023年工作", "（一）医疗服务", "1.床位")
    (passage,) = paper("新增床位1200张。", headings=headings, place="娄底市").passages
    assert about_passage(passage) == "娄底市，2023年｜（一）医疗服务｜1.床位"
    (bare,) = paper("新增床位1200张。", place=None, period=None).passages
    assert about_passage(bare) == ""
