"""An archive gives its members one by one; what is bad in it costs only itself."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from raws import SIMPLE, written

from youju.errors import UnreadableFile
from youju.reading.formats import archives
from youju.reading.formats.archives import sources_of
from youju.reading.formats.readers import read_source


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def addresses(path: Path) -> list[str]:
    return [s.address.removeprefix(f"{path.parent}/") for s in sources_of(path)]


def outcomes(path: Path) -> dict[str, str]:
    """What each member says: its first line, or why it cannot be read."""
    found = {}
    for source in sources_of(path):
        try:
            found[source.name] = read_source(source).text.split("\n")[0]
        except UnreadableFile as error:
            found[source.name] = error.message
    return found


def test_a_plain_file_is_its_own_source(tmp_path):
    path = written(tmp_path, "a.txt", SIMPLE.encode())
    (source,) = sources_of(path)
    assert source.address == str(path)
    assert read_source(source).text == SIMPLE


def test_members_are_documents_and_an_inner_archive_is_opened_once(tmp_path):
    inner = packed({"三.txt": "第三份。".encode(), "深.zip": packed({"四.txt": b"x"})})
    data = packed(
        {
            "甲/一.txt": "第一份。".encode(),
            "甲/二.md": "第二份。".encode(),
            "内.zip": inner,
            "甲/": b"",
            ".隐藏.txt": b"x",
            "__MACOSX/甲/._一.txt": b"x",
            "~$草稿.docx": b"x",
        }
    )
    path = written(tmp_path, "汇编.zip", data)
    assert addresses(path) == [
        "汇编.zip/甲/一.txt",
        "汇编.zip/甲/二.md",
        "汇编.zip/内.zip/三.txt",
        "汇编.zip/内.zip/深.zip",
    ]
    told = outcomes(path)
    assert [told[n] for n in ("一.txt", "二.md", "三.txt")] == ["第一份。", "第二份。", "第三份。"]
    assert "两层" in told["深.zip"]


def test_names_in_gbk_are_read(tmp_path):
    """Windows in Chinese writes GBK and does not say so; 誠 ends in the byte of a backslash."""
    name = "年度\\誠信报告.txt".encode("gbk")
    data = packed({"x" * len(name): SIMPLE.encode()}).replace(b"x" * len(name), name)
    assert addresses(written(tmp_path, "a.zip", data)) == ["a.zip/年度/誠信报告.txt"]


def test_what_is_bad_is_reported_and_the_rest_is_taken(tmp_path):
    good = packed({"好.txt": SIMPLE.encode(), "坏.txt": b"A" * 300, "图.gif": b"GIF89a"}, 0)
    data = good.replace(b"A" * 300, b"A" * 299 + b"B")  # its checksum no longer fits
    told = outcomes(written(tmp_path, "a.zip", data))
    assert told["好.txt"] == SIMPLE.split("\n")[0]
    assert "已损坏" in told["坏.txt"]
    assert "不支持" in told["图.gif"]


@pytest.mark.parametrize("name", ["../../外.txt", "/etc/外.txt", "C:/外.txt", "..\\外.txt"])
def test_a_path_that_leaves_the_archive_is_refused(tmp_path, name):
    told = outcomes(written(tmp_path, "a.zip", packed({name: b"x", "内.txt": SIMPLE.encode()})))
    assert "压缩包之外" in told["外.txt"]
    assert told["内.txt"] == SIMPLE.split("\n")[0]
    assert [p.name for p in tmp_path.iterdir()] == ["a.zip"]


def test_a_locked_member_is_told_from_a_broken_one(tmp_path):
    data = bytearray(packed({"密.txt": SIMPLE.encode()}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + place
        data[at : at + 2] = struct.pack("<H", 1)
    assert "密码" in next(iter(outcomes(written(tmp_path, "a.zip", bytes(data))).values()))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    bomb = packed({"零.txt": bytes(30 * 2**20), "好.txt": SIMPLE.encode()})
    told = outcomes(written(tmp_path, "a.zip", bomb))
    assert "压缩比异常" in told["零.txt"]
    assert told["好.txt"] == SIMPLE.split("\n")[0]


def test_an_archive_of_too_much_or_of_nothing_is_refused(tmp_path, monkeypatch):
    path = written(tmp_path, "a.zip", packed({"一.txt": b"x" * 600, "二.txt": b"y" * 600}))
    monkeypatch.setattr(archives, "_MAX_UNPACKED", 1000)
    with pytest.raises(UnreadableFile, match="过大"):
        list(sources_of(path))
    monkeypatch.setattr(archives, "_MAX_MEMBERS", 1)
    with pytest.raises(UnreadableFile, match="太多"):
        list(sources_of(path))
    with pytest.raises(UnreadableFile, match="不是完整的压缩包"):
        list(sources_of(written(tmp_path, "b.zip", b"PK\x03\x04 cut off")))
