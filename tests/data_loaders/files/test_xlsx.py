"""Cells of xlsx as a person sees them: errors as text, days as days, formulas by their value."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
import python_calamine

from data_loaders.files.opening import open_sheets
from data_loaders.files.sheet import CellValue, Sheet, Span, Uncalculated
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
        ('<c r="A1" s="3"><v>45599</v></c>', date(2024, 11, 3)),
        ('<c r="A1" s="4"><v>45599.5</v></c>', datetime.fromisoformat("2024-11-03T12:00")),
        ('<c r="A1" s="5"><v>5</v></c>', 5),
        ('<c r="A1" s="6"><v>1.5</v></c>', timedelta(days=1.5)),
        ('<c r="A1" s="1"><v>0.25</v></c>', time(6)),
        ('<c r="A1" s="7"><v>0.15</v></c>', 0.15),
        ('<c r="A1" s="1"><v>20241103</v></c>', 20241103),
        ('<c r="A1" s="1"><v>-5</v></c>', -5),
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
        Span(first_row=1, last_row=1, first_column=1, last_column=2),
        Span(first_row=2, last_row=2, first_column=1, last_column=1),
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
