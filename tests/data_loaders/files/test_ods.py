"""ods: values by their kind, repeats unrolled, notes and links left aside."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from dashboard.errors import LoadError
from data_loaders.files.limits import limits
from data_loaders.files.opening import open_sheets
from data_loaders.files.sheet import CellRange, CellValue, FormattedCell, Uncalculated
from tests.data_loaders.files import hostile
from tests.work import calls_counted


@pytest.mark.parametrize(
    ("attributes", "shown", "value"),
    [
        ('office:value-type="string"', "重庆", "重庆"),
        ('office:value-type="float" office:value="3"', "3.00", 3),
        ('office:value-type="percentage" office:value="0.15"', "15%", FormattedCell(0.15, "15%")),
        ('office:value-type="float" office:value="153000"', "15.3", FormattedCell(153000, "15.3")),
        ('office:value-type="float" office:value="7"', "沙-007", FormattedCell(7, "沙-007")),
        ('office:value-type="float" office:value="1234"', "1,234.00 ", 1234),
        ('office:value-type="float" office:value="0"', " - ", 0),
        ('office:value-type="currency" office:value="5.5"', "¥5.5", 5.5),
        ('office:value-type="date" office:date-value="2024-11-03"', "11/3/24", date(2024, 11, 3)),
        (
            'office:value-type="date" office:date-value="2024-11-03"',
            "2024年11月",
            FormattedCell(date(2024, 11, 3), "2024年11月"),
        ),
        (
            'office:value-type="date" office:date-value="2024-11-03"',
            "3日",
            FormattedCell(date(2024, 11, 3), "3日"),
        ),
        (
            'office:value-type="date" office:date-value="2024-11-03T12:30:00"',
            "",
            datetime.fromisoformat("2024-11-03T12:30"),
        ),
        ('office:value-type="date" office:date-value="去年"', "去年", "去年"),
        ('office:value-type="boolean" office:boolean-value="true"', "真", True),
        ('office:value-type="time" office:time-value="PT06H30M00S"', "", time(6, 30)),
        ('office:value-type="time" office:time-value="PT30H00M00S"', "", timedelta(hours=30)),
        (
            'office:value-type="time" office:time-value="PT30H00M00S"',
            "30:00",
            FormattedCell(timedelta(hours=30), "30:00"),
        ),
        ('office:value-type="time" office:time-value="PT99999999H00M00S"', "15:00", "15:00"),
        ('table:formula="of:=NA()" office:value-type="string"', "#N/A", "#N/A"),
    ],
)
def test_a_cell_is_read_by_its_kind(attributes: str, shown: str, value: CellValue) -> None:
    cell = f"<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>"
    (sheet,) = open_sheets(hostile.ods(f"<table:table-row>{cell}</table:table-row>"))
    ((found,),) = sheet.rows()
    assert found == value
    assert type(found) is type(value)


def test_repeats_are_unrolled_and_empty_ones_cost_nothing() -> None:
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell '
        'table:number-columns-repeated="2"/><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="2"><text:p>甲</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048572"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    (sheet,) = open_sheets(hostile.ods(rows))
    row = (None, None, "甲", "甲")
    assert list(sheet.rows()) == [(), (), row, row]


@pytest.mark.parametrize("kind", ["float", "percentage", "string", "boolean", "date", "time", "x"])
def test_empty_cells_repeated_far_and_wide_cost_nothing(kind: str) -> None:
    whole = (
        '<table:table-row table:number-rows-repeated="300"><table:table-cell '
        f'office:value-type="{kind}" office:value="" table:number-columns-repeated="16384"/>'
        "</table:table-row>"
    )
    with calls_counted() as work, suppress(LoadError):
        open_sheets(hostile.ods(whole), name="甲.ods", limits=replace(limits(), cells=10_000))
    assert work.calls < 200_000


def test_text_keeps_its_lines_and_spaces_and_leaves_notes_aside() -> None:
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p>'
        '</office:annotation><text:p>甲<text:s text:c="2"/><text:span>乙</text:span>'
        "<text:line-break/>丙</text:p><text:p>丁</text:p></table:table-cell>"
    )
    (sheet,) = open_sheets(hostile.ods(f"<table:table-row>{cell}</table:table-row>"))
    assert list(sheet.rows()) == [("甲  乙\n丙\n丁",)]


def test_formulas_without_a_value_are_named_and_hidden_things_told() -> None:
    rows = (
        '<table:table-row table:visibility="filter"><table:table-cell table:formula="of:=1"/>'
        '<table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    )
    style = (
        '<style:style style:name="ta1"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    (sheet,) = open_sheets(hostile.ods(rows, before=style))
    assert (sheet.hidden, sheet.hidden_rows) == (True, {1})
    assert sheet.uncalculated == (Uncalculated(row=1, column=1),)


def test_what_is_struck_through_and_hidden_columns_are_told() -> None:
    """By a cell's own style, its row's, its column's, or that of a part of its text."""
    style = "".join(
        f'<style:style style:name="{name}"><style:text-properties '
        f'style:text-line-through-style="{line}"/></style:style>'
        for name, line in (("ce1", "solid"), ("ce2", "none"), ("T1", "solid"))
    )
    plain, own, other = (
        f'<table:table-cell office:value-type="string"{style}>'
        "<text:p>甲</text:p></table:table-cell>"
        for style in ("", ' table:style-name="ce1"', ' table:style-name="ce2"')
    )
    part = plain.replace("甲", '甲<text:span text:style-name="T1">乙</text:span>')
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse" '
        'table:number-columns-repeated="2"/><table:table-column '
        'table:default-cell-style-name="ce1" table:number-columns-repeated="16381"/>'
        f"<table:table-row>{own}{part}{plain}{plain}{other}"
        '<table:table-cell table:number-columns-repeated="3"/></table:table-row>'
        f'<table:table-row table:default-cell-style-name="ce1">{plain}</table:table-row>'
    )
    (sheet,) = open_sheets(hostile.ods(rows, before=style))
    assert sheet.struck == {1: {1, 2, 4}, 2: {1}}
    assert sheet.hidden_columns == {2, 3}


def test_a_workbook_written_by_a_library_reads_as_written() -> None:
    book = OpenDocumentSpreadsheet()
    for name in ("甲表", "乙表"):
        table = Table(name=name)
        row = TableRow()
        merged = TableCell(valuetype="string", numbercolumnsspanned=2, numberrowsspanned=1)
        merged.addElement(P(text="标题"))
        row.addElement(merged)
        row.addElement(CoveredTableCell())
        number = TableCell(valuetype="float", value="7")
        row.addElement(number)
        table.addElement(row)
        book.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    book.save(buffer)
    sheets = open_sheets(buffer.getvalue())
    assert [sheet.name for sheet in sheets] == ["甲表", "乙表"]
    for sheet in sheets:
        assert list(sheet.rows()) == [("标题", None, 7)]
        assert sheet.merges == (CellRange(first_row=1, last_row=1, first_column=1, last_column=2),)
