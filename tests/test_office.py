"""Files of other office programs are read through LibreOffice, or the user is told what to do."""

import os
import shutil
import time
from pathlib import Path

import pytest
from raws import FORMATS

from youju.errors import UnreadableFile
from youju.reading.formats import office
from youju.reading.formats.readers import read_file

needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") or shutil.which("libreoffice")),
    reason="LibreOffice is not installed",
)


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "wps", "odt"])
def test_a_report_of_another_program_keeps_headings_notes_and_table(suffix):
    raw = read_file(FORMATS / f"年度报告.{suffix}")
    lines = raw.text.split("\n")
    assert [line for line in lines if line[0] in "一二（"] == [
        "一、主要成效",
        "（一）医疗资源",
        "（二）人才队伍",
        "二、下步打算",
        "（一）公共卫生",
    ]
    assert "全市每千人口床位数达到6.5张，增长3.2%。" in lines
    assert "注：数据来自2023年统计年报。" in lines
    assert sum(line.startswith("县区：") for line in lines) == 2
    assert raw.format == {"wps": "doc"}.get(suffix, suffix)


@needs_office
def test_rich_text_and_an_open_spreadsheet_are_read():
    assert "床位使用率达到83.5%。" in read_file(FORMATS / "简讯.rtf").text
    assert "2023年实际：83.50%" in read_file(FORMATS / "资源统计.ods").text


@needs_office
def test_a_broken_file_is_told_from_a_missing_program(tmp_path):
    path = tmp_path / "坏.doc"
    path.write_bytes((FORMATS / "年度报告.doc").read_bytes()[:3000])
    with pytest.raises(UnreadableFile, match="已损坏"):
        read_file(path)


def test_without_the_program_the_user_is_told_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_PLACES", ())
    with pytest.raises(UnreadableFile, match=r"年度报告\.doc 需要 LibreOffice") as caught:
        read_file(FORMATS / "年度报告.doc")
    assert "安装 LibreOffice" in caught.value.remedy
    assert "另存为 .docx" in caught.value.remedy


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_a_program_that_hangs_is_ended_with_its_children(tmp_path, monkeypatch):
    mark = tmp_path / "child"
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\n/bin/sleep 60 &\necho $! > "{mark}"\nwait\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_TIMEOUT", 0.5)
    with pytest.raises(UnreadableFile, match="已停止"):
        read_file(FORMATS / "年度报告.doc")
    assert _ends(int(mark.read_text()))


def _ends(pid: int) -> bool:
    """Whether the process is gone, or a corpse, within ten seconds."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return True
        if state == "Z":
            return True
        time.sleep(0.1)
    return False
