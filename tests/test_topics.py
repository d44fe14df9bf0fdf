"""What a sentence has to do with a topic."""

from collections.abc import Sequence
from dataclasses import replace

from builders import passage

from youju.answering.sources import SourceSentence, sentences_of
from youju.drafting.topics import Topic, title_of


def rarity(words: Sequence[str]) -> dict[str, float]:
    """All words are as rare as one another."""
    return dict.fromkeys(words, 1.0)


def shares(topic: Topic, text: str, **about: object) -> dict[str, float]:
    found: Sequence[SourceSentence] = sentences_of([passage(text, **about)])  # type: ignore[arg-type]
    return {one.text: topic.share(one) for one in found}


def test_commonplaces_name_no_topic() -> None:
    assert Topic.of("人才队伍建设", rarity).keys == ("人才",)
    assert Topic.of("卫健系统党组织建设", rarity).keys == ("党组织",)
    assert "安排" not in Topic.of("深化改革工作安排", rarity).keys


def test_its_own_words_weigh_more_than_its_themes_and_those_more_than_a_place_beside_it() -> None:
    topic = Topic.of("妇幼健康", rarity, also=("孕产妇",))
    text = "妇幼健康服务体系更加完善。\n孕产妇死亡率比上年有所下降。"
    own, theme = shares(topic, text).values()
    text = "妇幼健康服务体系更加完善。医疗服务质量也在上升。全年培训各类人员300人。"
    *_, beside = shares(topic, text).values()
    (none,) = shares(topic, "乡村道路硬化里程又有增加。").values()
    assert own > theme > beside > none == 0.0


def test_a_heading_may_be_short_for_a_topic() -> None:
    topic = Topic.of("党建工作", rarity)
    (one,) = sentences_of([passage("新建支部35个。", headings=("四、加强党的建设",))])
    assert topic.heads(one)
    (other,) = sentences_of([passage("新建支部35个。", headings=("四、党委换届与学校建设",))])
    assert not topic.heads(other)


def test_a_paragraph_whose_title_says_the_same_is_about_the_topic() -> None:
    topic = replace(Topic.of("医疗服务能力提升", rarity), titles=frozenset({"服务能力持续增强"}))
    about = "服务能力持续增强。两家县医院通过三级评审。新增重点专科26个。"
    found = sentences_of([passage(f"{about}\n薄弱环节得到加强。新增全科医生12名。")])
    assert [title_of(one) for one in found] == ["服务能力持续增强"] * 2 + ["薄弱环节得到加强"]
    assert [topic.heads(one) for one in found] == [True, True, False]
    assert [topic.goes_on(one) for one in found] == [False, True, False]
    first, second, other = (topic.share(one) for one in found)
    assert first == second > other


def test_a_title_is_bare_of_its_number() -> None:
    (one,) = sentences_of([passage("新建支部35个。", headings=("（三）加强党的建设",))])
    assert title_of(one) == "加强党的建设"


def test_names_of_the_whole_field_and_of_papers_say_little_of_a_topic() -> None:
    topic = Topic.of("医疗服务", rarity)
    text = "医疗质量又上新台阶。\n医疗卫生机构有监督执法队伍。\n印发《医疗服务价格目录》一册。"
    own, field, paper = shares(topic, text).values()
    assert own > field > paper > 0.0


def test_what_a_sentence_only_comes_to_speak_of_is_not_what_it_is_about() -> None:
    topic = Topic.of("基层卫生", rarity, also=("乡镇卫生院",))
    about = "乡镇卫生院全部配备了远程会诊设备，服务量稳步上升。"
    late = "市肿瘤医院牵头成立的专科联盟全年面向成员单位，包括县医院、乡镇卫生院，提供技术协作。"
    assert shares(topic, about)[about] > 2 * shares(topic, late)[late] > 0.0
    headed = shares(topic, late, headings=("三、基层卫生",))
    assert headed[late] > shares(topic, late)[late]


def test_bodies_of_the_party_are_not_of_the_grass_roots() -> None:
    text = "新成立基层党支部21个。"
    assert (
        shares(Topic.of("基层服务", rarity), text)[text]
        < shares(Topic.of("基层党支部", rarity), text)[text]
    )
