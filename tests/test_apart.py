"""A file that makes its reader hang or crash costs only itself."""

import time

import pytest
from raws import FORMATS

from youju.errors import UnreadableFile
from youju.reading.formats import apart
from youju.reading.formats.apart import Apart


def endless() -> bytes:
    """A PDF whose page draws a form four times, which draws the next four times, and so on."""
    forms = 30
    draw = "/X Do /X Do /X Do /X Do"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Count 1/Kids[3 0 R]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
        "/Resources<</XObject<</X 5 0 R>>>>>>",
        f"<</Length {len(draw)}>>stream\n{draw}\nendstream",
        *(
            f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {i} 0 R>>>>"
            f"/Length {len(draw)}>>stream\n{draw}\nendstream"
            for i in range(6, 6 + forms)
        ),
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 1>>stream\nq\nendstream",
    ]
    body = "".join(f"{i} 0 obj\n{words}\nendobj\n" for i, words in enumerate(objects, start=1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R>>\n%%EOF".encode()


@pytest.fixture
def reader():
    reader = Apart("youju.reading.formats.pdf", "read_here")
    yield reader
    reader.end()


def test_a_file_without_end_is_given_up_and_the_next_is_read(reader, monkeypatch):
    monkeypatch.setattr(apart, "_PATIENCE", 5.0)
    with pytest.raises(UnreadableFile, match=r"无尽\.pdf 过于复杂或已损坏") as caught:
        reader.read(endless(), "无尽.pdf")
    assert caught.value.remedy
    monkeypatch.undo()
    raw = reader.read((FORMATS / "年度报告.pdf").read_bytes(), "年度报告.pdf")
    assert "每千人口床位数达到6.5张" in raw.text
    assert raw.notes == ()


def test_what_the_reader_tells_the_user_comes_through(reader):
    with pytest.raises(UnreadableFile, match="打开密码") as caught:
        reader.read((FORMATS / "加密.pdf").read_bytes(), "加密.pdf")
    assert caught.value.remedy == "去掉密码后再导入"


def test_a_reader_that_crashes_is_told_as_such():
    crashing = Apart("os", "abort")
    with pytest.raises(UnreadableFile, match="过于复杂或已损坏"):
        crashing.read(b"", "a.pdf")
    crashing.end()


def test_the_process_ends_when_nothing_comes(reader, monkeypatch):
    monkeypatch.setattr(apart, "_IDLE", 0.1)
    for _ in range(2):
        reader.read((FORMATS / "年度报告.pdf").read_bytes(), "年度报告.pdf")
        process = reader._process
        for _ in range(100):
            if process is None or process.poll() is not None:
                break
            time.sleep(0.1)
        assert process is None or process.returncode is not None
