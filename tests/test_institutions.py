"""Bodies that a text names."""

import pytest

from youju.retrieval.institutions import find_bodies


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("X市第三人民医院的床位", ("X市第三人民医院",)),
        ("X市三院和大丰二院", ("X市三院", "大丰二院")),
        ("请问康宁医院做了多少人次咨询", ("康宁医院",)),
        ("娄底市中心血站采了多少血", ("娄底市中心血站",)),
        ("黄石市疾控中心的主任", ("黄石市疾控中心",)),
        ("大丰区卫健委开了会", ("大丰区卫健委",)),
        ("河口社区卫生服务中心", ("河口社区卫生服务中心",)),
        ("港务区院区比老院区高多少", ("港务区院区",)),
        ("娄底市第一人民医院跟湘雅医院合作", ("娄底市第一人民医院", "湘雅医院")),
    ],
)
def test_named_bodies(text: str, bodies: tuple[str, ...]) -> None:
    assert find_bodies(text, ("娄底市", "黄石市", "盐城市大丰区", "X市")) == bodies


@pytest.mark.parametrize(
    "text",
    [
        "娄底公立医院有多少家",
        "二级以上医院的床位",
        "各乡镇卫生院",
        "基层医疗卫生机构",
        "三级医院有几家",
        "各医院的党支部",
        "哪几家医院转型",
        "X市委属各医院",
        "有没有县级医院评上三级综合医院",
        "医院感染率",
        "教育局的通知",
    ],
)
def test_a_description_names_no_body(text: str) -> None:
    assert find_bodies(text, ("娄底市", "X市")) == ()
