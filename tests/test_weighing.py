"""How well sentences answer a question: words, meaning, year, body and figures."""

from collections.abc import Sequence
from dataclasses import replace

from papers import Papers, evenly, paper, together, unknown
from questions import asked, counted
from sourced import source

from youju.answering.weighing import Weighed, Weighing, is_right, of_each_place_and_year
from youju.types import Query

WORDS = Weighing(rarity=evenly, similarity=unknown)


def rank(query: Query, *papers: Papers) -> tuple[Weighed, ...]:
    ranked, _ = WORDS.rank(query, together(*papers).sources)
    return ranked


def texts(weighed: Sequence[Weighed]) -> list[str]:
    return [one.source.text for one in weighed]


WORK = paper(
    "全市家庭医生签约服务提质扩面。基层医疗机构中医馆实现全覆盖。托育服务纳入民生实事项目。"
)


def test_the_sentence_with_the_questions_words_comes_first() -> None:
    for question, first in [
        ("家庭医生签约服务怎么样？", "全市家庭医生签约服务提质扩面。"),
        ("中医馆覆盖了吗？", "基层医疗机构中医馆实现全覆盖。"),
        ("托育服务是民生实事吗？", "托育服务纳入民生实事项目。"),
    ]:
        ranked = rank(asked(question), WORK)
        assert ranked[0].source.text == first
        assert len(ranked) == 3


def test_sentences_of_equal_weight_keep_the_order_of_passages_and_text() -> None:
    ranked = rank(asked("献血者奖励办法"), WORK)
    assert [one.weight for one in ranked] == [0.0, 0.0, 0.0]
    assert texts(ranked) == [one.text for one in WORK.sources]


def test_it_is_told_whether_meaning_could_be_weighed() -> None:
    def nearness(text: str, sentences: Sequence[str]) -> list[float]:
        return [0.9 if "托育" in sentence else 0.5 for sentence in sentences]

    by_meaning = Weighing(rarity=evenly, similarity=nearness)
    question = asked("婴幼儿照护抓得怎么样？")
    ranked, could = by_meaning.rank(question, WORK.sources)
    assert could
    assert ranked[0].source.text == "托育服务纳入民生实事项目。"
    _, could = WORDS.rank(question, WORK.sources)
    assert not could


def test_what_is_further_than_unrelated_takes_no_weight_away() -> None:
    far = Weighing(rarity=evenly, similarity=lambda text, sentences: [-1.0] * len(sentences))
    question = asked("家庭医生签约服务怎么样？")
    assert far.rank(question, WORK.sources)[0] == WORDS.rank(question, WORK.sources)[0]


def test_a_better_passage_goes_before_an_equal_sentence_of_a_worse_one() -> None:
    one, other = (
        paper("家庭医生签约服务提质扩面。", doc_id="d1"),
        paper("家庭医生签约服务稳步扩面。", doc_id="d2"),
    )
    held = together(one, other)
    better = replace(held.passages[0], score=0.2), replace(held.passages[1], score=0.9)
    ranked = rank(asked("家庭医生签约服务怎么样？"), replace(held, passages=better))
    assert texts(ranked)[0] == "家庭医生签约服务稳步扩面。"


def test_a_heading_counts_less_than_the_sentence_itself() -> None:
    headed = paper("全面实施提质扩面行动计划。", headings=("家庭医生签约服务",), doc_id="d1")
    told = paper("家庭医生签约服务提质扩面。", doc_id="d2")
    ranked = rank(asked("家庭医生签约服务怎么样？"), headed, told)
    assert texts(ranked) == ["家庭医生签约服务提质扩面。", "全面实施提质扩面行动计划。"]
    assert 0.0 < ranked[1].weight < ranked[0].weight


# What a question asks beside its words


def test_a_sentence_of_another_year_weighs_less() -> None:
    held = paper("2021年托育机构增加到45家。2022年托育机构增加到60家。", period="2021-2022")
    for year, first in (("2021", "45家"), ("2022", "60家")):
        ranked = rank(counted("托育机构增加到多少家？", periods=(year,)), held)
        assert first in ranked[0].source.text
        assert ranked[0].fitness == 1.0
        assert ranked[1].fitness < 1.0
        assert ranked[1].relevance == ranked[0].relevance


def test_a_sentence_of_another_body_weighs_less() -> None:
    held = paper("市第一人民医院年内建成卒中救治中心。市第三人民医院年内建成胸痛救治中心。")
    query = asked("三院建成了什么中心？", institutions=("三院",))
    assert texts(rank(query, held))[0] == "市第三人民医院年内建成胸痛救治中心。"


def test_a_sentence_without_a_figure_weighs_less_where_one_is_asked_for() -> None:
    held = paper(
        "托育机构布局达到60家。全市托育机构布局〔数字缺失〕家。全市托育机构布局继续得到优化。"
    )
    question = "托育机构布局"
    wanting = {one.source.text: one.fitness for one in rank(counted(question), held)}
    assert wanting["托育机构布局达到60家。"] == 1.0
    assert wanting["全市托育机构布局〔数字缺失〕家。"] == 1.0
    assert wanting["全市托育机构布局继续得到优化。"] < 1.0
    assert {one.fitness for one in rank(asked(question), held)} == {1.0}


def test_what_is_new_in_a_follow_up_weighs_more_than_what_it_borrows() -> None:
    whole = "全市医疗床位和注册护士有多少？"
    plain = WORDS.terms(asked(whole))
    follow = WORDS.terms(asked("注册护士呢？", standalone=whole, history_used=True))
    assert follow.keys() == plain.keys()
    grown = {term for term in follow if follow[term] > plain[term]}
    assert any("护士" in term for term in grown)
    assert not any("床位" in term for term in grown)


def test_the_terms_hold_no_place_and_no_year() -> None:
    terms = WORDS.terms(asked("娄底市2022年医疗床位", places=("娄底市",), periods=("2022",)))
    assert terms
    assert not any("娄" in term or "2022" in term for term in terms)


# Each place and year


def test_the_best_sentence_of_each_place_and_year_that_is_asked_for() -> None:
    loudi = paper(
        "2022年床位增加310张。2023年床位增加420张。",
        place="娄底市",
        doc_id="d1",
        period="2022-2023",
    )
    huangshi = paper("2022年床位增加510张。", place="黄石市", doc_id="d2", period="2022")
    query = counted("床位增加多少张？", places=("娄底市", "黄石市"), periods=("2022", "2023"))
    ranked = rank(query, loudi, huangshi)
    assert texts([*of_each_place_and_year(query, ranked)]) == [
        "2022年床位增加310张。",
        "2023年床位增加420张。",
        "2022年床位增加510张。",
    ]


def test_without_place_and_year_it_is_the_best_of_all() -> None:
    query = asked("家庭医生签约服务怎么样？")
    ranked = rank(query, WORK)
    assert [*of_each_place_and_year(query, ranked)] == [ranked[0]]
    assert [*of_each_place_and_year(query, ())] == []


def test_a_sentence_is_right_that_is_of_the_place_the_year_and_the_body() -> None:
    told = source("市三院2022年门诊12万人次。", place="娄底市", period="2022")
    assert is_right(asked("门诊"), told)
    assert is_right(
        asked("门诊", places=("黄石市", "娄底市"), periods=("2022",), institutions=("三院",)), told
    )
    assert not is_right(asked("门诊", places=("黄石市",)), told)
    assert not is_right(asked("门诊", periods=("2023",)), told)
    assert not is_right(asked("门诊", institutions=("市中医院",)), told)
