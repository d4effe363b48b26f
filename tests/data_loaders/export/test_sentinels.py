"""Every declared column of every ledger, filled in, is stored and goes out as it came in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data_loaders.export.rows import rows_of
from data_loaders.export.writing import CellOut, written
from data_loaders.ledgers.declaration import CellKind, LedgerColumn
from data_loaders.ledgers.registry import LEDGERS
from tests.conftest import load_circular_alone
from tests.handed_in import put, sheet

_RARE: Mapping[str, Mapping[str, str]] = {
    "institutions": {"注销日期": "2024-12-30"},
    "exam_sites": {"停用日期": "2024-12-30"},
    "reviews": {"轮次开始日期": "2024-03-01", "轮次结束日期": "2024-12-20"},
    "inspections": {"行动开始日期": "2024-11-01", "行动结束日期": "2024-11-30"},
    "findings": {
        "整改书下达日期": "2024-11-08",
        "复查结果": "不通过",
        "重新打开日期": "2024-12-11",
    },
    "cases": {
        "阶段": "结案",
        "查实日期": "2024-11-15",
        "缴纳日期": "2024-12-02",
        "移送公安日期": "2024-11-23",
        "刑事立案日期": "2024-11-25",
        "结案日期": "2024-12-20",
        "人数统计日期": "2024-12-20",
        "涉及人数": "9",
        "刑事拘留人数": "3",
        "在逃人数": "2",
        "关联问题编号": "哨兵问题00001",
        "关联问题发现日期": "2024-11-06",
        "关联问题描述": "培训档案缺少学员签到表",
    },
}
"""What examples leave empty, as it is rare, by ledger and heading."""
_APART: Mapping[str, Mapping[str, str]] = {
    "cases": {
        "案件编号": "哨兵案2",
        "阶段": "撤案",
        "撤案日期": "2024-12-01",
        **dict.fromkeys(
            ("结案日期", "处罚日期", "处罚种类", "罚款金额（元）", "缴纳日期"),
            "",
        ),
    }
}
"""A second row, for what cannot stand beside the rest of the first."""
_NOT_STORED = {("cases", "备注"), ("institutions", "名册日期"), ("exam_sites", "名册日期")}
"""A remark may name persons; a register goes out as of the store's own day."""


def _cell(ledger: str, column: LedgerColumn) -> str:
    rare = _RARE.get(ledger, {}).get(column.label)
    if rare is not None or column.example:
        return (rare or column.example).replace("示例", "哨兵")
    match column.kind:
        case CellKind.TEXT | CellKind.CODE:
            return f"哨兵{column.key}"
        case CellKind.COUNT:
            return str(1000 + len(column.label))
        case CellKind.CHOICE:
            return next(iter(column.choices))
    return ""


def _rows(ledger: str) -> list[dict[str, str]]:
    first = {one.label: _cell(ledger, one) for one in LEDGERS[ledger].columns if one.printed}
    return [first] + ([first | _APART[ledger]] if ledger in _APART else [])


def _as_typed(cell: CellOut, column: LedgerColumn) -> str:
    if isinstance(cell, date):
        return f"{cell.year}年{cell.month}月" if column.kind is CellKind.MONTH else str(cell)
    return f"{cell:g}" if isinstance(cell, float) else str(cell or "")


def _back(engine: Engine, ledger: str) -> Iterator[dict[str, str]]:
    with Session(engine) as session:
        stored: list[dict[str, Any]] = list(rows_of(session, ledger))
    for row in stored:
        yield {
            column.label: _as_typed(written(column).write(row), column)
            for column in LEDGERS[ledger].columns
            if column.printed
        }


@pytest.mark.parametrize("ledger", LEDGERS)
def test_no_column_is_left_empty_in_every_row(ledger: str) -> None:
    rows = _rows(ledger)
    assert [name for name in rows[0] if not any(row[name] for row in rows)] == []


def test_every_column_comes_back_as_it_was_handed_in(empty_engine: Engine) -> None:
    load_circular_alone(empty_engine)
    put(empty_engine, [sheet(ledger, _rows(ledger)) for ledger in LEDGERS])
    for ledger in LEDGERS:
        handed_in = _rows(ledger)
        back = list(_back(empty_engine, ledger))
        assert len(back) == len(handed_in)
        for name in handed_in[0]:
            if (ledger, name) not in _NOT_STORED:
                assert [row[name] for row in back] == [row[name] for row in handed_in], name
