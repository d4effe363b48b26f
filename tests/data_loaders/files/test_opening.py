"""Files of every make and every malice: read by content, or refused with a reason."""

from __future__ import annotations

import io
import resource
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlwt

from dashboard import errors
from dashboard.errors import LoadError
from dashboard.settings import Settings
from data_loaders.files.limits import Limits, limits
from data_loaders.files.opening import open_sheets
from data_loaders.files.sheet import Row
from tests.data_loaders.files import hostile

SMALL = Limits(workbook=200_000, unpacked=3_000_000, text=100_000, cells=20_000, elements=50_000)
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def test_every_make_is_read_by_its_content_whatever_its_name() -> None:
    for name, data in _makes().items():
        for ending in ("xlsx", "xls", "et", "ods", "csv", "dat"):
            (sheet,) = open_sheets(data, name=f"台账.{ending}")
            assert list(sheet.rows())[0][:2] == ("区县", "机构名称"), (name, ending)


@pytest.mark.parametrize(
    ("make", "name", "says"),
    [
        ("xlsx", "台账.xls", "内容实际是xlsx工作簿"),
        ("xlsx", "台账.csv", "内容实际是xlsx工作簿"),
        ("csv", "台账.xls", "内容实际是CSV文本"),
        ("xls", "台账.xlsx", "内容实际是xls工作簿"),
        ("ods", "台账.xlsx", "内容实际是ods工作簿"),
    ],
)
def test_a_wrong_ending_is_explained(make: str, name: str, says: str) -> None:
    (sheet,) = open_sheets(_makes()[make], name=name)
    assert says in sheet.remarks[0]


@pytest.mark.parametrize(
    ("make", "name"),
    [("xlsx", "a.xlsx"), ("xlsx", "a.et"), ("xls", "a.et"), ("csv", "a.csv"), ("csv", "a.part")],
)
def test_a_usual_ending_needs_no_remark(make: str, name: str) -> None:
    (sheet,) = open_sheets(_makes()[make], name=name)
    assert sheet.remarks == ()


REFUSED: dict[str, tuple[bytes, type[LoadError], str]] = {
    "nothing": (b"", errors.FileEmptyError, "空的"),
    "blank": (b"\r\n \r\n", errors.FileEmptyError, "空的"),
    "sparse": (bytes(50_000), errors.FileEmptyError, "空的"),
    "html": (b"\xef\xbb\xbf\r\n<HTML><table><td>1", errors.FileKindError, "网页"),
    "xml 2003": (b'<?xml version="1.0"?><Workbook>', errors.FileKindError, "XML"),
    "mht": (b"MIME-Version: 1.0\r\nContent-Type: multipart", errors.FileKindError, "MHT"),
    "pdf": (b"%PDF-1.7 ...", errors.FileKindError, "PDF"),
    "picture": (b"\x89PNG\r\n", errors.FileKindError, "图片"),
    "rar": (b"Rar!\x1a\x07", errors.FileKindError, "解压"),
    "zip of workbooks": (
        hostile.zipped({"一月.xlsx": hostile.xlsx(CELL)}),
        errors.FileKindError,
        "解压",
    ),
    "word": (hostile.zipped({"word/document.xml": "<a/>"}), errors.FileKindError, "Word"),
    "xlsb": (
        hostile.xlsx(
            parts={"_rels/.rels": hostile.relations(("officeDocument", "xl/workbook.bin"))}
        ),
        errors.FileKindError,
        "xlsb",
    ),
    "encrypted": (hostile.ole(stream="EncryptedPackage"), errors.FileEncryptedError, "密码"),
    "no workbook in it": (hostile.ole(stream="WordDocument"), errors.FileBrokenError, "损坏"),
    "encrypted ods": (
        hostile.ods("", parts={"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
        errors.FileEncryptedError,
        "密码",
    ),
    "cut short": (hostile.xlsx(CELL)[:-200], errors.FileBrokenError, "损坏"),
    "cut inside a part": (
        hostile.xlsx(parts={hostile.SHEET: hostile.sheet_xml(CELL)[:-30]}),
        errors.FileBrokenError,
        "损坏",
    ),
    "no sheet part": (
        hostile.xlsx(parts={"xl/_rels/workbook.xml.rels": hostile.relations()}),
        errors.FileBrokenError,
        "没有工作表",
    ),
    "bomb": (hostile.bomb(megabytes=10), errors.FileUnsafeError, "大得不合常理"),
    "bomb stating less": (
        hostile.lying(hostile.bomb(megabytes=10), name=hostile.SHEET, size=1000),
        errors.FileBrokenError,
        "损坏",
    ),
    "many parts": (
        hostile.zipped({f"xl/{at}": "" for at in range(5_001)}),
        errors.FileTooLargeError,
        "超过上限",
    ),
    "laughs": (
        hostile.xlsx(parts={hostile.SHEET: hostile.sheet_xml(CELL, before=hostile.LAUGHS)}),
        errors.FileUnsafeError,
        "文档类型",
    ),
    "quadratic": (
        hostile.xlsx(parts={"xl/sharedStrings.xml": hostile.QUADRATIC + "<sst/>"}),
        errors.FileUnsafeError,
        "文档类型",
    ),
    "outside entity": (
        hostile.xlsx(parts={"xl/workbook.xml": hostile.OUTSIDE + "<workbook/>"}),
        errors.FileUnsafeError,
        "文档类型",
    ),
    "deep": (
        hostile.xlsx("<a>" * 1000 + "</a>" * 1000),
        errors.FileUnsafeError,
        "层数",
    ),
    "many elements": (hostile.xlsx("<a/>" * 60_000), errors.FileUnsafeError, "数量"),
    "long mark": (
        hostile.xlsx(f'<c r="{"A" * 2_500_000}"/>'),
        errors.FileUnsafeError,
        "标记",
    ),
    "long text": (
        hostile.xlsx(f'<row r="1"><c t="inlineStr"><is><t>{"甲" * 200_000}</t></is></c></row>'),
        errors.FileUnsafeError,
        "A1的文字",
    ),
    "cell twice": (
        hostile.xlsx('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        errors.FileBrokenError,
        "A1出现了两次",
    ),
    "row beyond the end": (
        hostile.xlsx('<row r="99999999"><c><v>1</v></c></row>'),
        errors.FileBrokenError,
        "范围之外",
    ),
    "wide rows": (
        hostile.xlsx(
            "".join(f'<row r="{at}"><c r="XFD{at}"><v>1</v></c></row>' for at in range(1, 9))
        ),
        errors.FileTooLargeError,
        "单元格超过",
    ),
    "text that is not there": (
        hostile.xlsx('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
        errors.FileBrokenError,
        "找不到",
    ),
    "long sheet name": (
        hostile.xlsx(
            CELL,
            parts={
                "xl/workbook.xml": f'<w xmlns:r="{hostile.OFFICE}"><sheet name="{"长" * 101}" '
                'r:id="rId1"/></w>'
            },
        ),
        errors.FileUnsafeError,
        "名称超过",
    ),
    "many sheets": (
        hostile.xlsx(parts={"xl/workbook.xml": f"<w>{'<sheet/>' * 201}</w>"}),
        errors.FileUnsafeError,
        "201张工作表",
    ),
    "repeated for ever": (
        hostile.ods(
            '<table:table-row table:number-rows-repeated="1048576">'
            '<table:table-cell office:value-type="float" office:value="1" '
            'table:number-columns-repeated="16384"/></table:table-row>'
        ),
        errors.FileTooLargeError,
        "单元格超过",
    ),
    "neither encoding": (
        b"\xe5\x8c\xba\xe5\x8e\xbf\n\xff\xff,1\n",
        errors.FileEncodingError,
        "第2行",
    ),
    "nul": (b"\xe5\x8c\xba,1\nab\0c\n", errors.FileEncodingError, "空字符"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_or_damaged_file_is_refused_with_its_reason(case: str) -> None:
    data, kind, says = REFUSED[case]
    with pytest.raises(LoadError) as caught:
        open_sheets(data, name="渝北<b>台账.xlsx", limits=SMALL)
    assert type(caught.value) is kind
    assert caught.value.zh.startswith("渝北<b>台账.xlsx：")
    assert says in caught.value.zh


def test_a_stray_cell_far_away_costs_its_own_row_alone() -> None:
    far = '<row r="1048576" hidden="1"><c r="XFD1048576"><v>9</v></c></row>'
    (sheet,) = open_sheets(hostile.xlsx(CELL + far))
    filled = [(at, row) for at, row in enumerate(sheet.rows(), start=1) if row]
    assert filled == [(1, (1,)), (1_048_576, (*[None] * 16_383, 9))]
    assert sheet.hidden_rows == {1_048_576}


def test_empty_cells_formatted_to_the_end_of_the_sheet_are_no_rows() -> None:
    styled = "".join(f'<row r="{at}"><c r="XFD{at}" s="3"/></row>' for at in range(2, 2000))
    dimension = '<dimension ref="A1:XFD1048576"/>'
    (sheet,) = open_sheets(hostile.xlsx(CELL + styled, parts={"docProps/app.xml": dimension}))
    assert list(sheet.rows()) == [(1,)]


def test_a_file_of_200_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.write(hostile.xlsx(CELL))
        file.truncate(200_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(errors.FileTooLargeError, match=r"200\.0 MB，超过上限50\.0 MB"):
        open_sheets(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_the_limits_are_those_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "data_loaders.files.limits.settings",
        lambda: Settings(workbook_limit_mb=1, unpacked_limit_mb=2, csv_limit_mb=3),
    )
    found = limits()
    assert (found.workbook, found.unpacked, found.text) == (1_000_000, 2_000_000, 3_000_000)


def test_macros_and_links_are_left_aside_and_said_so() -> None:
    data = hostile.xlsx(
        CELL,
        parts={"xl/vbaProject.bin": b"\0" * 10, "xl/externalLinks/externalLink1.xml": "<a/>"},
    )
    (sheet,) = open_sheets(data, name="a.xlsm")
    assert [remark[:5] for remark in sheet.remarks] == ["文件带有宏", "文件引用了"]


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.xlsx", tmp_path):
        with pytest.raises(errors.FileBrokenError):
            open_sheets(path)


def test_rows_can_be_asked_for_again(tmp_path: Path) -> None:
    for make, data in _makes().items():
        path = tmp_path / make
        path.write_bytes(data)
        for sheet in (*open_sheets(path), *open_sheets(data)):
            assert list(sheet.rows()) == list(sheet.rows()) != []


def test_a_fault_in_the_last_row_is_met_before_any_row_is_used() -> None:
    data = "区县,名称\n".encode() * 3000 + b'a,"b\n'
    with pytest.raises(errors.FileBrokenError, match=r"^坏\.csv：第3001行"):
        open_sheets(data, name="坏.csv")


def test_a_file_changed_after_opening_names_itself(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(b"a,b\n1,2\n")
    (sheet,) = open_sheets(path)
    path.write_bytes(b'a,b\n1,"2\n')
    with pytest.raises(errors.FileBrokenError, match=r"^台账\.csv：第2行"):
        list(sheet.rows())


def _makes() -> dict[str, bytes]:
    """The same small table in every make."""
    rows: list[Row] = [("区县", "机构名称", "日期"), ("渝北区", "甲", date(2024, 11, 3))]
    book = openpyxl.Workbook()
    old = xlwt.Workbook()
    sheet = old.add_sheet("表")
    for at, row in enumerate(rows):
        book.worksheets[0].append(list(row))
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    new, before = io.BytesIO(), io.BytesIO()
    book.save(new)
    old.save(before)
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    open_row = "".join(cell.format(value) for value in rows[0])
    return {
        "xlsx": new.getvalue(),
        "xls": before.getvalue(),
        "ods": hostile.ods(f"<table:table-row>{open_row}</table:table-row>"),
        "csv": "区县,机构名称,日期\n渝北区,甲,2024-11-03\n".encode("gb18030"),
    }
