"""Places are found where a text names them."""

import pytest

from youju.reading.metadata.places import find_places, named_places


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("娄底市娄星区人民医院", ["娄底市", "娄星区"]),
        ("南阳镇和吉林省", ["吉林省"]),
        ("医保定点机构，长治久安，各位来宾", []),
        ("与漯河、信阳对接", ["漯河市", "信阳市"]),
        ("桂东县、临武县、嘉禾县", ["桂东县", "临武县", "嘉禾县"]),
        ("涟源市新增床位，冷水江市次之", ["涟源市", "冷水江市"]),
        ("湘西土家族苗族自治州与恩施州", ["湘西土家族苗族自治州", "恩施州"]),
        ("江苏盐城大丰召开会议", ["盐城市", "大丰区"]),
        ("云山区和云山市都是先进", ["云山区", "云山市"]),
        ("在阳泉市城区设点", ["阳泉市", "城区"]),
        ("浦东新区与准格尔旗", ["浦东新区", "准格尔旗"]),
        ("2023年云山市共有床位，1月云岭县启动", ["云山市", "云岭县"]),
        ("推动大冶、阳新2地依托卫生院", ["大冶市", "阳新县"]),
    ],
)
def test_places_are_found_by_name(text, names):
    assert [name for _, name in find_places(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "沿海城市的做法",
        "城区、郊区、老城区和新城区全部覆盖",
        "陕甘宁解放区的传统",
        "提高县级医院能力，管理县域床位，完成县里任务",
        "市和县都要行动，公安部门和平安办配合",
        "高度重视，开展和平安全的活动，安康家庭三明两暗",
        "万宁静致远，东方市场广阔",
        "大丰收之年，兴国利民，宁静安乡，文安武备",
        "张北、李通、王新化同志出席",
        "重点专科建设区域医疗中心，城市社区和街道",
        "今年市医院扩建，新建市中医院",
        "推动大冶、灵活两地共建",
    ],
)
def test_words_are_no_places(text):
    assert find_places(text) == ()


def test_a_place_covers_its_own_characters_only():
    text = "与娄底、涟源市对接"
    assert [(text[p.start : p.end], p.name) for p in named_places(text)] == [
        ("娄底", "娄底市"),
        ("涟源市", "涟源市"),
    ]
