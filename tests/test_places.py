"""Places are found where a text names them."""

import pytest

from youju.reading.places import find_places


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("娄底市娄星区人民医院", ["娄底市", "娄星区"]),
        ("南阳镇和吉林省", ["吉林省"]),
        ("医保定点机构，长治久安，各位来宾", []),
        ("与漯河、信阳对接", ["漯河市", "信阳市"]),
        ("桂东县、临武县、嘉禾县", ["桂东县", "临武县", "嘉禾县"]),
    ],
)
def test_places_are_found_by_name_not_by_ending(text, names):
    assert [name for _, name in find_places(text)] == names
