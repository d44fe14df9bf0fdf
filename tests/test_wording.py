"""A source's sentence made fit for a draft by code alone."""

from builders import passage

from youju.answering.sources import sentences_of
from youju.drafting.materials import Material, in_reading_order
from youju.drafting.wording import Frame, adapted, unit_of

FRAME = Frame(place="云溪市", years=frozenset())


def materials(text: str, *weights: float) -> list[Material]:
    found = sentences_of([passage(text)])
    return [
        Material(
            source=one,
            use="results",
            years=frozenset(),
            is_ours=True,
            weight=weight,
            figures=(),
            gaps=(),
        )
        for one, weight in zip(found, weights or [1.0] * len(found), strict=True)
    ]


def test_a_figure_little_behind_the_limit_still_stands_in() -> None:
    (one,) = materials(
        "新建托育点12个，方便群众就近入托，解除后顾之忧，全市托位达到3160个，供给充足。"
    )
    assert adapted(unit_of(one), FRAME, 26).endswith("全市托位达到3160个")
    (none,) = materials(
        "新建托育点12个，方便群众就近入托，解除后顾之忧，全市托位供给更加充足，评价很好。"
    )
    assert adapted(unit_of(none), FRAME, 26).endswith("解除后顾之忧")


def test_what_was_done_besides_stands_alone_and_a_part_brings_its_whole() -> None:
    _, besides = materials("总投资2.3亿元的门诊楼已经封顶。同时，还争取专项债券5500万元。")
    assert adapted(unit_of(besides), FRAME, 60) == "争取专项债券5500万元"
    _, part = materials(
        "全市建成托育机构100家，服务覆盖全部县区和街道。其中，公办的13家，社区办的60家。"
    )
    assert adapted(unit_of(part), FRAME, 30).endswith("社区办的60家")


def test_materials_are_read_as_their_document_tells_them() -> None:
    first, second, third = materials(
        "甲区新建了几个托育点，都在社区。乙区新建了几个托育点，都在学校。丙区新建了几个托育点，都在园区。",
        1.0,
        3.0,
        2.0,
    )
    assert in_reading_order([second, third, first]) == [first, second, third]


def test_no_sentence_ends_in_words_that_lead_to_what_was_cut() -> None:
    (one,) = materials(
        "选派年轻医生下乡，以轮岗、带教、进修相结合的办法为抓手，带动卫生院的水平不断提高。"
    )
    assert adapted(unit_of(one), FRAME, 40).startswith("选派年轻医生下乡")
    assert not adapted(unit_of(one), FRAME, 40).endswith("为抓手")
    (two,) = materials(
        "全面推进三级医院创建，县医院今年新开四个科室，依托医联体的平台优势，补齐了短板。"
    )
    assert adapted(unit_of(two), FRAME, 36).endswith("新开四个科室")
    (three,) = materials("推动南北两个镇新建急救站点，力争到2023年底，三个镇的站点全部有人值守。")
    assert adapted(unit_of(three), FRAME, 20).endswith("急救站点")
