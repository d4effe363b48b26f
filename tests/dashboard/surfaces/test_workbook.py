"""Tables as files: what stands in them is what stands on screen, and nothing is executed."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from dashboard.sections.answer import Cell, Column, Table
from dashboard.sections.figure_cell import Link
from dashboard.surfaces.workbook import Origin, csv_bytes, xlsx_bytes

ORIGIN = Origin(as_of=date(2024, 12, 31), scope="沙坪坝区", demo=True, revision=3)
COLUMNS = (
    Column(label="机构"),
    Column(label="发现问题", unit="findings"),
    Column(label="合格率", unit="share"),
    Column(label="罚款", unit="fen"),
    Column(label="日期"),
)
ROW: tuple[Cell, ...] = ("示例机构", 12, 0.8469, 5_300_050, date(2024, 11, 5))
MISSING: tuple[Cell, ...] = (None, None, None, None, None)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=cmd|"/c calc"!A0')


def table(*rows: tuple[Cell, ...], title: str = "问题清单") -> Table:
    return Table(key="t", title=title, columns=COLUMNS, rows=rows)


def lines(made: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_bytes(made, origin=ORIGIN).decode("utf-8-sig"))))


def sheet(made: Table) -> Any:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(made, origin=ORIGIN)))
    (only,) = book.worksheets
    return only


def test_csv_has_heads_with_units_and_values_in_them() -> None:
    head, row, foot = lines(table(ROW))
    assert head == ["机构", "发现问题（项）", "合格率（%）", "罚款（元）", "日期"]
    assert row == ["示例机构", "12", "84.69", "53000.5", "2024-11-05"]
    assert foot == ["【演示数据，非真实情况】数据截至 2024-12-31；范围：沙坪坝区；数据版本 3"]


def test_csv_is_read_by_excel() -> None:
    assert csv_bytes(table(ROW), origin=ORIGIN).startswith(b"\xef\xbb\xbf")


def test_missing_is_a_dash_in_both_files() -> None:
    assert lines(table(MISSING))[1] == ["—"] * 5
    assert [cell.value for cell in sheet(table(MISSING))[4]] == ["—"] * 5


def test_production_data_carry_no_demo_mark() -> None:
    told = Origin(as_of=date(2024, 12, 31), scope="全市", demo=False, revision=1).sentence()
    assert told == "数据截至 2024-12-31；范围：全市；数据版本 1"


@pytest.mark.parametrize("formula", FORMULAS)
def test_csv_holds_nothing_a_spreadsheet_would_execute(formula: str) -> None:
    told = lines(table((formula, 1, 1, 1, None)))[1][0]
    assert told.startswith("'")
    assert told[1:].strip() == formula.strip()


@pytest.mark.parametrize("formula", [one for one in FORMULAS if one.strip() == one])
def test_a_workbook_holds_text_as_text(formula: str) -> None:
    cell = sheet(table((formula, 1, 1, 1, None)))["A4"]
    assert (cell.data_type, cell.value) == ("s", formula)
    assert cell.hyperlink is None


def test_a_workbook_holds_numbers_as_numbers_and_days_as_days() -> None:
    cells = [cell.value for cell in sheet(table(ROW))[4]]
    assert cells[:4] == ["示例机构", 12, 84.69, 53000.5]
    assert cells[4].date() == date(2024, 11, 5)


def test_a_workbook_says_what_it_is() -> None:
    made = sheet(table(ROW))
    assert made["A1"].value == "问题清单"
    assert "演示数据" in made["A2"].value
    assert made.freeze_panes == "A4"


@pytest.mark.parametrize("title", ["A/B:C*?[]\\", "很" * 60, "'", "History"])
def test_any_title_makes_a_sheet(title: str) -> None:
    assert len(sheet(table(ROW, title=title)).title) <= 31


def test_a_link_is_its_label() -> None:
    link = Link(label="示例机构", page="institutions", params={"institution": "1"})
    made = table((link, 1, 1, 1, None))
    assert lines(made)[1][0] == "示例机构"
    assert sheet(made)["A4"].value == "示例机构"


def test_the_same_table_gives_the_same_bytes() -> None:
    for make in (csv_bytes, xlsx_bytes):
        assert make(table(ROW), origin=ORIGIN) == make(table(ROW), origin=ORIGIN)


def test_an_empty_table_has_its_head() -> None:
    assert len(lines(table())) == 2
    assert sheet(table())["A3"].value == "机构"
