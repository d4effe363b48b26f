"""The demo's ledgers without their numbers, handed in month by month and again: who is asked what.

Without numbers a row is told apart by what it says, and the demo says the same of many bodies.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine

from dashboard.store.state import loading
from data_loaders.batches import Upload, commit, preview
from data_loaders.batches.diff.corrections import NEARLY
from data_loaders.circular import load_circular
from data_loaders.export.folder import export
from data_loaders.places import load_places
from data_loaders.standards import load_standards

TODAY = date(2026, 11, 26)
FROM, LAST_MONTH = date(2024, 8, 1), date(2024, 12, 1)
DAYS = {
    "复核结果": "结论日期",
    "检查记录": "检查日期",
    "问题台账": "发现日期",
    "宣传活动": "日期",
    "培训班": "开班日期",
    "考试月报": "月份",
}
NUMBERS = {"问题编号", "检查编号", "班次编号", "整改书编号", "整改书下达日期"}
REGISTERS = {"机构台账", "考试点台账"}
READ = REGISTERS | DAYS.keys()
Rows = dict[str, tuple[list[str], list[list[Any]]]]
"""By sheet its headings and rows."""


@pytest.fixture
def rows(demo_engine: Engine, tmp_path: Path) -> Rows:
    """The demo's ledgers of the last months."""
    (city, *_) = export(demo_engine, tmp_path, whole_city=True, case_role=True)
    book = load_workbook(city.path, read_only=True)
    try:
        return {sheet.title: _told(sheet) for sheet in book if sheet.title in READ}
    finally:
        book.close()


def _told(sheet: Any) -> tuple[list[str], list[list[Any]]]:
    _, _, head, *body = sheet.iter_rows(values_only=True)
    kept = [at for at, heading in enumerate(head) if heading not in NUMBERS]
    return [head[at] for at in kept], [[row[at] for at in kept] for row in body]


def _book(rows: Rows, keep: Callable[[date], bool]) -> Upload:
    """A workbook of the registers and of the rows of some days."""
    book = Workbook(write_only=True)
    for title in (*REGISTERS, *DAYS):
        head, body = rows[title]
        sheet = book.create_sheet(title)
        sheet.append([f"【演示数据，非真实情况】重庆市{title}"])
        sheet.append(["数据截至：2024-12-31"])
        sheet.append(head)
        for row in body if title in REGISTERS else _of(title, head, body, keep):
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return Upload(name="演示数据.xlsx", content=data.getvalue())


def _of(
    title: str, head: list[str], body: list[list[Any]], keep: Callable[[date], bool]
) -> Iterator[list[Any]]:
    at = head.index(DAYS[title])
    seen = set()
    for row in body:
        day = row[at].date() if isinstance(row[at], datetime) else row[at]
        # Some of the demo's rows say the same but for their numbers.
        key = tuple(row[1:7]) if title == "培训班" else tuple(row[1:])
        if keep(day) and key not in seen:
            seen.add(key)
            yield row


def test_months_ask_nothing_and_a_few_changed_cells_ask_about_themselves(
    empty_engine: Engine, rows: Rows
) -> None:
    with loading(empty_engine, dataset="demo") as session:
        load_places(session)
        load_standards(session)
        load_circular(session)
    before, month = (
        _book(rows, lambda day: FROM <= day < LAST_MONTH),
        _book(rows, lambda day: day >= LAST_MONTH),
    )
    for upload in (before, month):
        found = preview(empty_engine, [upload], today=TODAY)
        assert found.questions == ()
        assert found.rows_added > 500
        commit(empty_engine, found, by="测试", partial=True)
    again = preview(empty_engine, [_book(rows, lambda day: day >= FROM)], today=TODAY)
    assert (again.questions, again.rows_added, again.rows_updated) == ((), 0, 0)

    changed = _changed(rows)
    found = preview(empty_engine, [_book(rows, lambda day: day >= FROM)], today=TODAY)
    asked = [one for one in found.problems if one.rule == NEARLY]
    assert (len(asked), found.rows_added) == (changed, 0)


def _changed(rows: Rows) -> int:
    """Change a few cells of which rows are made out; how many rows."""
    head, body = rows["问题台账"]
    of_place = [row for row in body if row[head.index("发现日期")].date() >= FROM]
    for row in of_place[10:40:10]:
        row[head.index("问题描述")] += "（已拍照）"
    head, body = rows["宣传活动"]
    recent = [row for row in body if row[head.index("日期")].date() >= FROM]
    for row in recent[5:15:5]:
        row[head.index("名称")] += "活动"
    return 5
