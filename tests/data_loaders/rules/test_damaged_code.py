"""Codes that a spreadsheet took for a number are refused; those written so by hand are not."""

from __future__ import annotations

import pytest

from data_loaders.files.sheet import FormattedCell
from data_loaders.ledgers.registry import SHEETS
from data_loaders.rules.damaged_code import check_damaged
from data_loaders.rules.faults import CellError
from tests.data_loaders.workbooks import good, read, read_rows, sheet, table

CODE = SHEETS["findings"].column("number")
USCC = SHEETS["institutions"].column("uscc")


@pytest.mark.parametrize(
    "cell",
    ["5.00106E+17", " 9.1E+17 ", "5e+11", "１.2Ｅ＋12", "1.5E-05", 10**15, 5.00106e17, -(10**18)],
)
def test_codes_with_lost_digits_are_refused(cell: object) -> None:
    for column in (CODE, USCC):
        with pytest.raises(CellError, match="科学计数法"):
            check_damaged(cell, column=column)


@pytest.mark.parametrize("cell", ["5E12", "A5E+12", "WT-2E+3", "500106", 999_999_999_999_999, None])
def test_other_codes_are_none_of_these(cell: object) -> None:
    check_damaged(cell, column=CODE)


def test_other_columns_may_say_what_they_like() -> None:
    check_damaged("5.00106E+17", column=SHEETS["findings"].column("description"))


@pytest.mark.parametrize(
    "cell",
    [
        "5.00106E+17",
        5.00106e17,
        FormattedCell(5_000_000_000_000, "5.00E+12"),
        FormattedCell(5e17, "号5"),
    ],
)
def test_a_row_with_a_damaged_code_is_refused(cell: object) -> None:
    found = read_rows("findings", good("findings", 问题编号=cell))
    assert found.said == [("refuse", "code-damaged", 2, "问题编号")]


@pytest.mark.parametrize(
    ("cell", "value"),
    [('="00123"', "00123"), ("'00123", "00123"), ('="沙-7" ', "沙-7"), ("'90后'班", "'90后'班")],
)
def test_marks_that_keep_digits_are_understood(cell: str, value: str) -> None:
    rows = table([good("findings", 问题编号=cell, 问题描述="'缺签到表", 区县='="万州区"')])
    rows[0] = [f'="{heading}"' for heading in rows[0]]
    found = read(sheet(rows), ledger="findings")
    assert found.said == []
    assert (found.values[0]["number"], found.values[0]["description"]) == (value, "缺签到表")
    assert found.values[0]["district"] == "万州区"


@pytest.mark.parametrize("cell", ['="1200"', "'1200", "'1,200"])
def test_such_numbers_count(cell: str) -> None:
    assert read_rows("publicity", good("publicity", 份数=cell)).values[0]["copies"] == 1200
