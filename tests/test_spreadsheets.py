"""Spreadsheets of every kind give the same lines."""

import io
import zipfile

import openpyxl
import pytest
from raws import FORMATS, written

from youju.errors import UnreadableFile
from youju.reading.formats import spreadsheets
from youju.reading.formats.readers import read_bytes, read_file

LINES = [
    "# 医疗资源",
    "云山市医疗资源统计表",
    "指标：每千人口床位数｜单位：张｜2022年：6.1｜2023年计划：6.3｜2023年实际：6.5｜填报日期：2024年1月15日",
    "指标：床位使用率｜单位：%｜2022年：81.23%｜2023年计划：82.00%｜2023年实际：83.50%｜填报日期：2024年1月15日",
    "指标：注册护士｜单位：人｜2022年：11200｜2023年计划：12500｜2023年实际：13000",
    "注：床位不含家庭病床。",
    "# 机构名单",
    "县区：东川县｜机构：县人民医院｜床位（张）：500",
    "县区：东川县｜机构：县中医医院｜床位（张）：300",
]


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_a_workbook_gives_its_rows_with_their_headers(suffix):
    raw = read_file(FORMATS / f"资源统计.{suffix}")
    assert raw.text.split("\n") == LINES
    assert raw.front == {"title": "云山市医疗资源统计表"}
    assert raw.notes == ("隐藏的工作表没有读入：测算草稿。",)


def test_a_csv_in_gb18030_keeps_commas_in_quotes():
    raw = read_file(FORMATS / "资源统计.csv")
    assert raw.encoding == "gb18030"
    assert raw.text.split("\n") == [
        "云山市妇幼健康指标",
        "指标：孕产妇死亡率｜单位：1/10万｜2022年：9.8｜2023年：8.1",
        "指标：婴儿死亡率｜单位：‰｜2022年：2.31｜2023年：2.05｜备注：低于全省,连续三年下降",
    ]


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_the_mark_between_columns_is_found(mark):
    rows = [["指标", "2022年"], ["床位", "6.1"], ["护士", "300"]]
    raw = read_bytes("\n".join(mark.join(row) for row in rows).encode(), "a.csv")
    assert raw.text == "指标：床位｜2022年：6.1\n指标：护士｜2022年：300"


def test_a_formula_without_a_saved_result_is_told_and_what_is_far_costs_nothing(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["指标", "数值"])
    book.active.append(["床位", 5])
    book.active.append(["合计", "=B2"])
    book.active["XFD1048576"] = "角落"
    data = saved(book)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(stream, "w") as copy:
        merged = b'</sheetData><mergeCells><mergeCell ref="A5:XFD1048570"/></mergeCells>'
        for name in archive.namelist():
            copy.writestr(name, archive.read(name).replace(b"</sheetData>", merged))
    raw = read_file(written(tmp_path, "a.xlsx", stream.getvalue()))
    assert raw.text.split("\n")[:2] == ["指标：床位｜数值：5", "合计"]
    assert raw.text.endswith("角落")
    assert "公式没有保存结果" in raw.notes[0]


def test_a_sheet_of_too_many_cells_is_refused(tmp_path):
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(FORMATS / "资源统计.xlsx") as archive,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in archive.namelist():
            copy.writestr(name, archive.read(name))
        copy.writestr("xl/worksheets/sheet9.xml", bytes(61 * 2**20))
    with pytest.raises(UnreadableFile, match="表格太大"):
        read_file(written(tmp_path, "a.xlsx", stream.getvalue()))


def test_a_locked_xls_is_told_from_a_broken_one(monkeypatch):
    import xlrd

    def locked(*_: object, **__: object) -> None:
        raise xlrd.XLRDError("Workbook is encrypted")

    monkeypatch.setattr(xlrd, "open_workbook", locked)
    with pytest.raises(UnreadableFile, match="密码"):
        spreadsheets.read_xls(b"", "a.xls")
