"""Lists that only ； divides are cut at institutions and places, or behind a colon."""

import pytest

from youju.reading.sections.items import split_items

INSTITUTIONS = (
    "云山县",
    "X县",
    "X区",
    "*县",
    "中心医院",
    "市中医院",
    "第一人民医院",
    "红十字会医院",
    "疾病预防控制中心",
    "卫生健康发展服务中心",
    "中心血站",
    "城关镇卫生院",
    "青河县",
)


def cut(text: str) -> list[tuple[tuple[str, ...], str]]:
    return [(s.path, text[s.start : s.end]) for s in split_items(text, 0, len(text))]


def test_every_institution_of_a_long_list_is_an_item():
    parts = [f"{name}推广中医院的做法，成效明显" for name in INSTITUTIONS]
    text = f"亮点纷呈。概括起来：{'；'.join(parts)}。要继续努力。"
    found = cut(text)
    assert [path for path, _ in found] == [(), *((name,) for name in INSTITUTIONS), ()]
    assert [piece for _, piece in found][1:-1] == [
        *(f"{part}；" for part in parts[:-1]),
        f"{parts[-1]}。",
    ]


def test_a_list_behind_a_colon_is_named_by_first_clauses():
    text = "督导内容有：监测数据按时报送，不漏报；药品储备到位；发热门诊应开尽开。"
    assert [path for path, _ in cut(text)] == [
        (),
        ("监测数据按时报送，不漏报",),
        ("药品储备到位",),
        ("发热门诊应开尽开",),
    ]


def test_an_unannounced_list_of_institutions_inside_an_item_is_inside_it():
    lists = "市中心医院牵头组建集团；市中医院牵头组建联盟；县医院托管卫生院。"
    found = cut(f"一是抓集团。{lists}二是抓基层。")
    assert [path for path, _ in found] == [
        ("一是抓集团",),
        ("一是抓集团", "市中心医院"),
        ("一是抓集团", "市中医院"),
        ("一是抓集团", "县医院"),
        ("二是抓基层",),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "持续引导综合医院转型；持续引导资源下沉；注重市场作用，控制重复建设。",
        "要求是：抓改革；抓服务。",
        "他说“内容有：甲事办好；乙事办好；丙事办好”就走了。",
    ],
)
def test_these_are_no_lists(text):
    assert cut(text) == [((), text)]
