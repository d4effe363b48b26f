from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from dashboard.sections.answer import Table
from dashboard.sections.view import View
from dashboard.sections.watch.handout import handout
from dashboard.surfaces.handout import book_bytes
from dashboard.surfaces.workbook import Origin
from tests.dashboard.sections.watch.alerts import AFTER, RISE, disposed
from tests.views import view_on

UNUSED: Any = None


@pytest.fixture
def view(circular_engine: Engine) -> View:
    return view_on(circular_engine)


def _sheets(view: View) -> tuple[Table, ...]:
    book = handout(view, (disposed(RISE, officer="=cmd"), AFTER), scope="全市")
    assert book.label == "下载核查清单（工作簿，2条）"
    return tuple(book.sheets(UNUSED))


def test_every_line_is_told_in_full_with_room_for_the_officer(view: View) -> None:
    hints, _ = _sheets(view)
    row = dict(zip((column.label for column in hints.columns), hints.rows[0], strict=True))
    assert row["级别"] == "橙"
    assert row["读数"] == 0.97
    assert row["参照"] == "自身基线10个月79.0%（790/1,000）"
    assert row["方法与版本"] == "升高监测第1版"
    assert (row["处置"], row["处置日期"]) == ("解释合理", date(2024, 8, 1))
    assert row["核查情况（待填）"] == ""
    assert hints.rows[1][12] is None, "nobody has said anything of the second"


def test_the_methods_stand_on_a_sheet_of_their_own(view: View) -> None:
    _, methods = _sheets(view)
    assert "误报" in [row[0] for row in methods.rows]
    assert any("2026年6月1日" in str(row[1]) for row in methods.rows)


def test_what_an_officer_typed_is_text_and_no_formula(view: View) -> None:
    origin = Origin(as_of=date(2024, 12, 31), scope="全市", demo=True, revision=1)
    made = book_bytes(_sheets(view), title="监测预警核查清单", origin=origin)
    sheet = load_workbook(BytesIO(made)).worksheets[0]
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "=cmd")
    assert cell.data_type == "s"
