"""A workbook to hand out: numbered, titled, frozen, A4, and nothing in it is executed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl

from dashboard.sections.answer import Column, Table
from dashboard.sections.figure_cell import Link
from dashboard.surfaces.handout import book_bytes
from dashboard.surfaces.workbook import Origin

ORIGIN = Origin(as_of=date(2024, 12, 31), scope="全市 · 超期", demo=True, revision=3)
HOSTILE = '=HYPERLINK("http://elsewhere.example")'
SHEET = Table(
    key="s",
    title="渝北区",
    columns=(
        Column(label="机构"),
        Column(label="超期", unit="full_days"),
        Column(label="期限"),
        Column(label="问题"),
    ),
    rows=[
        [Link(label="示例一", page="institutions"), 12, date(2024, 12, 19), HOSTILE],
        [None, None, "未设期限", "—"],
    ],
    note="合计2项。",
)


def book(*tables: Table, title: str = "督办清单", origin: Origin = ORIGIN) -> Any:
    made = book_bytes(tables or (SHEET,), title=title, origin=origin)
    return openpyxl.load_workbook(io.BytesIO(made))


def test_a_sheet_is_titled_numbered_and_typed() -> None:
    (sheet,) = book().worksheets
    assert sheet.title == "渝北区"
    lines = list(sheet.iter_rows(values_only=True))
    assert lines[0][0] == "督办清单（渝北区）"
    assert str(lines[1][0]).startswith(
        "【演示数据，非真实情况】数据截至 2024-12-31；范围：全市 · 超期"
    )
    assert "共2行" in str(lines[1][0])
    assert lines[2] == ("序号", "机构", "超期（天）", "期限", "问题")
    first, second, note = lines[3:]
    assert first[:3] == (1, "示例一", 12)
    assert first[3].date() == date(2024, 12, 19)
    assert second[:4] == (2, "—", "—", "未设期限")
    assert note[0] == "合计2项。"


def test_text_is_text_whatever_it_begins_with() -> None:
    (sheet,) = book(replace(SHEET, title="渝北区"), title=HOSTILE).worksheets
    told = [cell for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert len(told) == 2
    assert {cell.data_type for cell in told} == {"s"}


def test_it_is_frozen_below_the_head_and_fits_a4_across() -> None:
    (sheet,) = book().worksheets
    assert sheet.freeze_panes == "A4"
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is what is not written
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$3"


def test_a_row_is_as_high_as_its_fullest_cell() -> None:
    words = "培训场所安全出口被课桌堵塞且未设置疏散指示标志"
    long = replace(SHEET, rows=[["短", 1, "—", "短"], ["短", 1, "—", words]])
    (sheet,) = book(long).worksheets
    one, three = sheet.row_dimensions[4].height, sheet.row_dimensions[5].height
    assert round(three / one) == 3


def test_every_printed_page_says_as_of_when_and_that_it_is_a_demo() -> None:
    (demo,) = book().worksheets
    assert "演示数据" in demo.oddFooter.left.text
    assert "2024-12-31" in demo.oddFooter.left.text
    (real,) = book(origin=replace(ORIGIN, demo=False)).worksheets
    assert "演示" not in real.oddFooter.left.text
    assert "演示" not in str(real["A2"].value)


def test_sheets_of_one_name_are_told_apart_and_bad_letters_replaced() -> None:
    long = "西部科学城重庆高新区" * 4
    names = book(
        *(replace(SHEET, title=title) for title in ("甲/乙", "甲/乙", long, long))
    ).sheetnames
    assert names[:2] == ["甲_乙", "甲_乙（2）"]
    assert len(set(names)) == 4
    assert all(len(name) <= 31 for name in names)


def test_the_same_tables_give_the_same_bytes() -> None:
    made = [book_bytes((SHEET,), title="督办清单", origin=ORIGIN) for _ in range(2)]
    assert made[0] == made[1]
