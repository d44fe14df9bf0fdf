"""What a sentence has to do with a topic."""

from collections.abc import Sequence

from builders import passage

from youju.answering.sources import SourceSentence, sentences_of
from youju.drafting.topics import Topic


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
