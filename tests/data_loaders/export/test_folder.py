"""The store written out as workbooks: whole, in the ledgers' shape, and read back as written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from dashboard.errors import ExportError, UnknownPlaceError
from dashboard.store.engine import reading
from dashboard.store.gazetteer import read_places
from data_loaders.export import book as books
from data_loaders.export.book import DEMO, BookHeading, BookWriter
from data_loaders.export.cases import PERSON
from data_loaders.export.folder import export
from data_loaders.export.rows import QUERIES, rows_of, units_with_rows
from data_loaders.export.writing import at_least, written
from data_loaders.files.opening import open_sheets
from data_loaders.ledgers.declaration import CellKind, LedgerColumn
from data_loaders.ledgers.registry import LEDGERS
from data_loaders.reading.quantities import Precision, amount
from data_loaders.reading.read import read_sheet
from data_loaders.reading.records import LineKind

NOT_STORED = {("cases", "note")}
"""Columns that are read for people alone and so have nothing to write."""


def test_every_printed_column_of_every_ledger_is_written() -> None:
    for key, ledger in LEDGERS.items():
        told = set(QUERIES[key].statement.selected_columns.keys())
        for column in ledger.columns:
            if column.printed and (key, column.key) not in NOT_STORED:
                assert column.key in told, (key, column.key)
                assert not column.qualifier or column.qualifier in told


def test_a_unit_gets_one_workbook_of_nine_ledgers_marked_as_a_demo(
    demo_engine: Engine, tmp_path: Path
) -> None:
    (done,) = export(demo_engine, tmp_path, district="渝北", case_role=True)
    assert done.path == tmp_path / "渝北区台账.xlsx"
    sheets = open_sheets(done.path)
    assert [sheet.name for sheet in sheets] == [ledger.label for ledger in LEDGERS.values()]
    for sheet in sheets:
        title, line, *_ = sheet.rows()
        assert title == (f"{DEMO}渝北区{sheet.name}",)
        assert line == ("填报单位：渝北区　数据截至：2024-12-31",)


def test_workbooks_are_read_back_as_they_were_written(demo_engine: Engine, tmp_path: Path) -> None:
    (done,) = export(demo_engine, tmp_path, district="两江新区", case_role=True)
    assert done.path.name == "两江新区（CQ-LJ）台账.xlsx"
    with reading(demo_engine) as session:
        unit = read_places(session).by_code("CQ-LJ").id
        stored = {key: list(rows_of(session, key, district_id=unit)) for key in LEDGERS}
    for sheet in open_sheets(done.path):
        found = read_sheet(sheet, today=date(2026, 11, 24))
        assert found.told.ledger is not None
        ledger = found.told.ledger
        lines = [line for line in found.lines() if line.kind is LineKind.RECORD]
        assert [line.problems for line in lines if line.record is None] == []
        records = [line.record.values for line in lines if line.record is not None]
        assert len(records) == len(stored[ledger.key]) == done.rows[ledger.key]
        for values, row in zip(records, stored[ledger.key], strict=True):
            for column in ledger.columns:
                if column.key in row and row[column.key] != PERSON:
                    assert values[column.field] == row[column.key], (ledger.key, column.key)


def test_all_units_together_hold_what_the_city_holds(demo_engine: Engine) -> None:
    with reading(demo_engine) as session:
        units = units_with_rows(session)
        assert len(units) == 41
        for key in ("reviews", "findings", "cases", "publicity"):
            city = sorted(map(repr, rows_of(session, key)))
            each = [row for unit in units for row in rows_of(session, key, district_id=unit)]
            assert sorted(map(repr, each)) == city


def test_nothing_to_write_and_nowhere_to_write_to_are_said(
    demo_engine: Engine, circular_engine: Engine, tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match="没有可导出"):
        export(circular_engine, tmp_path)
    with pytest.raises(UnknownPlaceError):
        export(demo_engine, tmp_path, district="成都", case_role=True)
    (tmp_path / "占").write_text("")
    with pytest.raises(ExportError, match="不能写入"):
        export(demo_engine, tmp_path / "占", district="渝北区", case_role=True)


def test_text_that_looks_like_a_formula_stays_text_and_comes_back(tmp_path: Path) -> None:
    texts = ["=1+1", "+86", "-1", "@甲", "'=1", "http://a/", "0012"]
    ledger = LEDGERS["institutions"]
    path = tmp_path / "a.xlsx"
    book = BookWriter(path, heading=BookHeading(unit="渝北区", until=None, demo=False))
    book.add(ledger, ({"name": text, "note": text} for text in texts))
    book.close()
    (sheet,) = open_sheets(path)
    assert [row[1] for row in list(sheet.rows())[3:]] == texts
    cells = [row[1] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(min_row=4)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [True] * 4 + [False] * 3


def test_more_rows_than_a_sheet_holds_go_on_on_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "MOST_ROWS", 3)
    path = tmp_path / "a.xlsx"
    book = BookWriter(
        path, heading=BookHeading(unit="重庆市", until=None, demo=False, whole_city=True)
    )
    assert book.add(LEDGERS["classes"], ({"trade": str(at)} for at in range(7))) == 7
    book.close()
    assert [sheet.name for sheet in open_sheets(path)] == ["培训班", "培训班（2）", "培训班（3）"]


@given(st.integers(min_value=0, max_value=2_000_000_000))
def test_a_lower_bound_is_read_as_the_same_lower_bound(value: int) -> None:
    found = amount(at_least(value))
    assert (found.value, found.precision) == (value, Precision.AT_LEAST)


@given(st.integers(min_value=0, max_value=2_000_000_000))
def test_a_sum_of_money_keeps_its_fen(fen: int) -> None:
    column = LedgerColumn(key="amount", label="罚款", kind=CellKind.MONEY, help="元")
    found = written(column).write({"amount": fen})
    assert amount(found).value * 100 == fen
