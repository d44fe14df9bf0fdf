"""The map by name: what lies in what, and which names are one place."""

import pytest

from youju.reading.metadata.gazetteer import (
    are_one,
    gazetteer,
    innermost,
    lies_in,
    paths_of,
    with_city,
)


def test_the_map_is_whole():
    paths = {path for paths in gazetteer().by_name.values() for path in paths}
    assert sum(len(path) == 1 for path in paths) == 34
    assert len(paths) > 3200


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("大丰区", ("江苏省", "盐城市", "大丰区")),
        ("大丰市", ("江苏省", "盐城市", "大丰区")),  # its name until 2015
        ("盐城大丰", ("江苏省", "盐城市", "大丰区")),
        ("江苏省盐城市大丰区", ("江苏省", "盐城市", "大丰区")),
        ("涟源", ("湖南省", "娄底市", "涟源市")),
        ("恩施州", ("湖北省", "恩施土家族苗族自治州")),
        ("长阳县", ("湖北省", "宜昌市", "长阳土家族自治县")),
        ("仙桃市", ("湖北省", "仙桃市")),
        ("浦东新区", ("上海市", "浦东新区")),
        ("东莞", ("广东省", "东莞市")),
    ],
)
def test_a_name_leads_to_its_place(name, path):
    assert paths_of(name) == {path}


def test_a_name_of_several_places_leads_to_all():
    assert len(paths_of("朝阳区")) == 2
    assert paths_of("长沙") == paths_of("长沙市") | paths_of("长沙县")
    assert not paths_of("云山区")


@pytest.mark.parametrize(
    ("inner", "outer", "inside"),
    [
        ("涟源市", "娄底市", True),
        ("涟源", "湖南省", True),
        ("盐城市大丰区", "盐城市", True),
        ("云山市和平区", "云山市", True),
        ("娄底市", "涟源市", False),
        ("娄底市", "娄底市", False),
        ("大丰区", "娄底市", False),
        ("X区", "娄底市", False),
    ],
)
def test_which_place_lies_in_which(inner, outer, inside):
    assert lies_in(inner, outer) is inside


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("大丰", "盐城市大丰区", True),
        ("盐城市", "盐城市大丰区", False),
        ("吉林市", "吉林省", False),
        ("长沙市", "长沙县", False),
        ("长沙", "长沙县", True),
        ("北京市朝阳区", "长春市朝阳区", False),
        ("云山市", "娄底市", None),
    ],
)
def test_which_names_are_one_place(one, other, same):
    assert are_one(one, other) is same


@pytest.mark.parametrize(
    ("name", "text", "whole"),
    [
        ("大丰区", "", "盐城市大丰区"),
        ("朝阳区", "长春今年扩大试点", "长春市朝阳区"),
        ("朝阳区", "", "朝阳区"),
        ("涟源市", "", "涟源市"),
        ("云山区", "", "云山区"),
    ],
)
def test_a_district_is_named_with_its_city(name, text, whole):
    assert with_city(name, text) == whole


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("江苏省盐城市大丰区", "大丰区"),
        ("盐城市云山区", "云山区"),
        ("沙市区", "沙市区"),
        ("长沙县", "长沙县"),
        ("X市", "X市"),
    ],
)
def test_the_innermost_place_of_a_name(name, last):
    assert innermost(name) == last
