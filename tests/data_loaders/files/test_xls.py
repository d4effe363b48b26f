"""The old xls: days, errors, merges and hidden rows; damage is refused, never half read."""

from __future__ import annotations

import io
import random
from datetime import date, datetime

import pytest
import xlwt

from dashboard.errors import LoadError
from data_loaders.files.opening import open_sheets
from data_loaders.files.sheet import CellRange, FormattedCell


def test_cells_merges_and_what_is_hidden() -> None:
    first, second = open_sheets(_book(), name="旧.xls")
    assert list(first.rows()) == [
        (),
        (None, "机构", None, 3, 2.5, True),
        (None, date(2024, 11, 3), datetime.fromisoformat("2024-11-03T12:00"), "#N/A"),
        (None, None, "合并"),
    ]
    assert first.hidden_rows == {2}
    assert first.merges == (CellRange(first_row=4, last_row=4, first_column=3, last_column=6),)
    assert (second.name, second.hidden) == ("藏", True)


def test_formats_strikes_and_hidden_columns() -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("台账")
    for column, (value, code) in enumerate(
        [(153000, "0\\.0,"), (7, '"沙-"000'), (45599, 'yyyy"年"m"月"'), (2.6, "0"), (5, "#,##0")]
    ):
        page.write(0, column, value, xlwt.easyxf(num_format_str=code))
    struck = xlwt.easyxf("font: struck_out true")
    page.write(1, 0, "作废", struck)
    page.write(1, 1, "有效")
    page.write(1, 3, None, struck)
    page.write_rich_text(1, 2, [("旧", struck.font), "新"])
    page.write(2, 0, "末行")
    page.col(3).hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    (sheet,) = open_sheets(buffer.getvalue())
    assert next(iter(sheet.rows())) == (
        FormattedCell(153000, "15.3"),
        FormattedCell(7, "沙-007"),
        FormattedCell(date(2024, 11, 3), "2024年11月"),
        FormattedCell(2.6, "3"),
        5,
    )
    assert sheet.struck == {2: {1, 3}}
    assert sheet.hidden_columns == {4}


def test_zeros_that_the_sheet_does_not_show_are_told() -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("台账")
    page.show_zero_values = False
    for column, value in enumerate((0, 5, "0")):
        page.write(0, column, value)
    buffer = io.BytesIO()
    book.save(buffer)
    (sheet,) = open_sheets(buffer.getvalue())
    assert list(sheet.rows()) == [(FormattedCell(0, ""), 5, "0")]


def test_an_xls_cut_short_anywhere_gives_no_part_of_its_rows() -> None:
    data = _book(rows=200)
    whole = [list(sheet.rows()) for sheet in open_sheets(data)]
    for size in range(600, len(data), 997):
        try:
            found = [list(sheet.rows()) for sheet in open_sheets(data[:size])]
        except LoadError:
            continue
        assert found == whole, size


@pytest.mark.parametrize("seed", range(3))
def test_an_xls_with_bytes_changed_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        data = bytearray(_book(rows=20))
        for _ in range(8):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            for sheet in open_sheets(bytes(data)):
                list(sheet.rows())
        except LoadError:
            continue


def _book(*, rows: int = 0) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm")
    for column, value in enumerate(("机构", None, 3, 2.5, True), start=1):
        if value is not None:
            sheet.write(1, column, value)
    sheet.row(1).hidden = True
    sheet.write(2, 1, date(2024, 11, 3), day)
    sheet.write(2, 2, datetime.fromisoformat("2024-11-03T12:00"), day)
    sheet.row(2).set_cell_error(3, 0x2A)
    sheet.write_merge(3, 5, 2, 7, "合并")
    for at in range(rows):
        sheet.write(6 + at, 0, f"第{at}行")
    book.add_sheet("藏").visibility = 1
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
