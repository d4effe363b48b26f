"""Cells of xlsx as a person sees them: errors as text, days as days, formulas by their value."""

from __future__ import annotations

import io
import tracemalloc
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
import python_calamine
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from dashboard.errors import FileBrokenError
from data_loaders.files import spool
from data_loaders.files.opening import open_sheets
from data_loaders.files.sheet import CellRange, CellValue, FormattedCell, Sheet, Uncalculated
from tests.data_loaders.files import hostile

STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>'
    '<numFmt numFmtId="171" formatCode="0&quot;month&quot;"/>'
    '<numFmt numFmtId="172" formatCode="[h]:mm"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>'
    + "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 31, 57, 170, 171, 172, 9))
    + "</cellXfs></styleSheet>"
)
SHARED = (
    "<sst><si><t>渝北区</t></si><si><r><t>安全</t></r><r><t>培训</t></r>"
    "<rPh><t>ピン</t></rPh></si><si><t>行_x000D_尾_x005F_x0041_</t></si></sst>"
)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', "渝北区"),
        ('<c r="A1" t="s"><v>1</v></c>', "安全培训"),
        ('<c r="A1" t="s"><v>2</v></c>', "行\r尾_x0041_"),
        ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A1" t="e"><f>FOO()</f><v>#NAME?</v></c>', "#NAME?"),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="str"><f>1&amp;2</f><v>12</v></c>', "12"),
        ('<c r="A1" t="inlineStr"><is><r><t>重</t></r><r><t>庆</t></r></is></c>', "重庆"),
        ('<c r="A1" t="str"><v>甲_x0000__xD800_乙</v></c>', "甲\ufffd\ufffd乙"),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', 2),
        ('<c r="A1"><v>3.0</v></c>', 3),
        ('<c r="A1"><v>1.5E-2</v></c>', 0.015),
        ('<c r="A1"><v>9.15E+17</v></c>', 9.15e17),
        ('<c r="A1"><v>500101199001011234</v></c>', 500101199001011234),
        ('<c r="A1"><v>NaN</v></c>', "NaN"),
        ('<c r="A1" s="1"><v>45599</v></c>', date(2024, 11, 3)),
        ('<c r="A1" s="2"><v>45599</v></c>', date(2024, 11, 3)),
        ('<c r="A1" s="3"><v>45599</v></c>', FormattedCell(date(2024, 11, 3), "2024年11月")),
        (
            '<c r="A1" s="4"><v>45599.5</v></c>',
            FormattedCell(datetime.fromisoformat("2024-11-03T12:00"), "2024年11月"),
        ),
        ('<c r="A1" s="5"><v>5</v></c>', FormattedCell(5, "5month")),
        ('<c r="A1" s="6"><v>1.5</v></c>', FormattedCell(timedelta(days=1.5), "36:00")),
        ('<c r="A1" s="1"><v>0.25</v></c>', time(6)),
        ('<c r="A1" s="7"><v>0.15</v></c>', FormattedCell(0.15, "15%")),
        ('<c r="A1" s="1"><v>20241103</v></c>', FormattedCell(20241103, None)),
        ('<c r="A1" s="1"><v>-5</v></c>', FormattedCell(-5, None)),
        ('<c r="A1" t="d"><v>2024-11-03</v></c>', date(2024, 11, 3)),
        ('<c r="A1" t="d"><v>2024年</v></c>', "2024年"),
    ],
)
def test_a_cell_is_read_as_it_is_seen(cell: str, value: CellValue) -> None:
    parts = {"xl/styles.xml": STYLES, "xl/sharedStrings.xml": SHARED}
    (sheet,) = open_sheets(hostile.xlsx(f'<row r="1">{cell}</row>', parts=parts))
    ((found,),) = sheet.rows()
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("kind", ["inlineStr", "s"])
def test_memory_does_not_grow_with_the_rows(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_IN_MEMORY", 50_000)
    monkeypatch.setattr(spool, "_TEXTS_KEPT", 500)
    _peak(100, kind=kind)  # what is made once for all files
    assert _peak(20_000, kind=kind) < 1.4 * _peak(5_000, kind=kind)


def test_rows_out_of_order_are_refused() -> None:
    rows = '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>'
    with pytest.raises(FileBrokenError, match="第1行写在第2行之后"):
        open_sheets(hostile.xlsx(rows))


@pytest.mark.parametrize(
    "cell", ["<v/>", "<v></v>", "<v> </v>", "<f>A2</f><v/>"], ids=["none", "empty", "space", "last"]
)
def test_a_cell_of_a_shared_text_that_names_none_is_empty(cell: str) -> None:
    row = f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s">{cell}</c></row>'
    (sheet,) = open_sheets(hostile.xlsx(row, parts={"xl/sharedStrings.xml": SHARED}))
    assert list(sheet.rows()) == [("渝北区",)]


def test_a_shared_text_that_is_not_there_is_damage() -> None:
    row = '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'
    with pytest.raises(FileBrokenError):
        open_sheets(hostile.xlsx(row, parts={"xl/sharedStrings.xml": SHARED}))


def test_what_is_struck_through_and_hidden_columns_are_told() -> None:
    """Whole cells by their font, parts of texts, and no cell that holds nothing."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    struck = InlineFont(strike=True)
    page.append(["甲", 1, "丙", None, CellRichText("旧", TextBlock(struck, "废"))])
    page.append(["乙", 2, "丁"])
    for at in ("A1", "B2", "D1"):
        page[at].font = Font(strike=True)
    page["C2"].font = Font(strike=False)
    page.column_dimensions["B"].hidden = True
    page.column_dimensions["Z"].hidden = True
    (sheet,) = _read(book)
    assert sheet.struck == {1: {1, 5}, 2: {2}}
    assert sheet.hidden_columns == {2}


def test_zeros_that_the_sheet_does_not_show_are_told() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append([0, 0.0, 5, "0"])
    book.worksheets[0].sheet_view.showZeros = False
    (sheet,) = _read(book)
    assert list(sheet.rows()) == [(FormattedCell(0, ""), FormattedCell(0, ""), 5, "0")]


def test_parts_of_shared_texts_that_are_struck_are_told() -> None:
    shared = (
        "<sst><si><t>甲</t></si><si><r><rPr><strike/></rPr><t>乙</t></r><r><t>丙</t></r></si>"
        '<si><r><rPr><strike val="0"/></rPr><t>丁</t></r></si></sst>'
    )
    cells = "".join(f'<c t="s"><v>{at}</v></c>' for at in range(3))
    (sheet,) = open_sheets(
        hostile.xlsx(f"<row>{cells}</row>", parts={"xl/sharedStrings.xml": shared})
    )
    assert list(sheet.rows()) == [("甲", "乙丙", "丁")]
    assert sheet.struck == {1: {2}}


def test_formulas_saved_without_a_value_are_named() -> None:
    rows = (
        '<row r="2"><c r="B2"><f>1+1</f></c><c r="C2"><f>1</f><v></v></c>'
        '<c r="D2" t="str"><f>""</f><v></v></c><c r="E2"><v>1</v></c></row>'
    )
    (sheet,) = open_sheets(hostile.xlsx(rows))
    assert sheet.uncalculated == (Uncalculated(row=2, column=2), Uncalculated(row=2, column=3))


def test_cells_without_addresses_follow_one_another() -> None:
    rows = (
        '<row><c><v>1</v></c><c r="D1"><v>4</v></c><c><v>5</v></c></row><row><c><v>6</v></c></row>'
    )
    (sheet,) = open_sheets(hostile.xlsx(rows))
    assert list(sheet.rows()) == [(1, None, None, 4, 5), (6,)]


def test_days_counted_from_1904_are_the_same_days() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.worksheets[0].append([date(2024, 11, 3)])
    assert list(_read(book)[0].rows()) == [(date(2024, 11, 3),)]


def test_merges_and_hidden_rows_and_sheets_are_told() -> None:
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.append(["台账"])
    first.append([None, "值"])
    first.merge_cells("A1:B1")
    first.merge_cells("A2:A9000")
    first.merge_cells("X5:Z9")
    first.row_dimensions[2].hidden = True
    book.create_sheet("藏").sheet_state = "hidden"
    book.create_sheet("深藏").sheet_state = "veryHidden"
    book.create_chartsheet("图")
    sheets = _read(book)
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [
        ("Sheet", False),
        ("藏", True),
        ("深藏", True),
    ]
    assert sheets[0].hidden_rows == {2}
    assert sheets[0].merges == (
        CellRange(first_row=1, last_row=1, first_column=1, last_column=2),
        CellRange(first_row=2, last_row=2, first_column=1, last_column=1),
    )


def test_an_ordinary_workbook_reads_as_a_library_reads_it() -> None:
    """Errors and hidden rows aside, which that library does not give."""
    book = openpyxl.Workbook()
    for at in range(1, 40):
        moment = datetime.fromisoformat("2024-01-01") + timedelta(hours=31 * at)
        book.worksheets[0].append(
            [f"机构{at}", at, at / 7, moment, moment.date(), at % 2 == 0, None, "尾"]
        )
    buffer = io.BytesIO()
    book.save(buffer)
    (sheet,) = open_sheets(buffer.getvalue())
    other: Any = python_calamine.load_workbook(io.BytesIO(buffer.getvalue())).get_sheet_by_index(0)
    assert [list(row) for row in sheet.rows()] == [
        [None if value == "" else value for value in row]
        for row in other.to_python(skip_empty_area=False)
    ]


def _read(book: openpyxl.Workbook) -> list[Sheet]:
    buffer = io.BytesIO()
    book.save(buffer)
    return open_sheets(buffer.getvalue())


def _peak(rows: int, *, kind: str) -> int:
    """Bytes in use at most while a workbook of so many rows of different texts is read."""
    texts = [f"第{number}行的问题描述，写得很长，各不相同{number * 7919}" for number in range(rows)]
    cells = {
        "inlineStr": lambda number: f"<is><t>{texts[number]}</t></is>",
        "s": lambda number: f"<v>{number}</v>",
    }[kind]
    body = "".join(
        f'<row r="{number + 1}"><c r="A{number + 1}" t="{kind}">{cells(number)}</c></row>'
        for number in range(rows)
    )
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    data = hostile.xlsx(body, parts={"xl/sharedStrings.xml": f"<sst>{shared}</sst>"})
    del body, shared
    tracemalloc.start()
    (sheet,) = open_sheets(data)
    assert sum(1 for _ in sheet.rows()) == rows
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak
