"""One line of the 督办 list: a finding or an order, its term, its stage, its place in a ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row

from dashboard.metrics.progress import STAGES
from dashboard.metrics.worklist import WITHHELD
from dashboard.sections.answer import Cell, Column
from dashboard.sections.view import View
from dashboard.store.models.inspections import FINDING_CATEGORIES, SEVERITIES


@dataclass(frozen=True, kw_only=True)
class RowFormat:
    """How rows of one kind are written: their columns, and the cells of a row."""

    unit: str
    columns: tuple[Column, ...]
    line: Callable[[View, Row[Any]], list[Cell]]


def _body(view: View, row: Row[Any]) -> Cell:
    """The institution, leading to its own page, or the exam site."""
    name: str | None = row.body
    if row.institution_id is None or name is None:
        return name
    return view.link(name, "institutions", institution=str(row.institution_id))


def _overdue(row: Row[Any]) -> Cell:
    days: int | None = row.overdue
    return days if days is not None and days > 0 else None


def _source(row: Row[Any]) -> str:
    """Batch, sheet and line the row was loaded from."""
    line = "" if row.source_row is None else f"第{row.source_row}行"
    return f"批次{row.batch_id} {row.source_sheet or ''}{line}".strip()


def _finding(view: View, row: Row[Any]) -> list[Cell]:
    return [
        view.named(row.district_id),
        _body(view, row),
        row.description if row.description is not None else WITHHELD,
        FINDING_CATEGORIES[row.category],
        SEVERITIES[row.severity] if row.severity else None,
        _overdue(row),
        row.due_on or "未设期限",
        STAGES[row.stage],
        row.waited,
        row.found_on,
        row.order_number,
        row.number,
        _source(row),
    ]


def _order(view: View, row: Row[Any]) -> list[Cell]:
    return [
        view.named(row.district_id),
        _body(view, row),
        row.number,
        _overdue(row),
        row.due_on or "未设期限",
        STAGES[row.stage],
        row.findings,
        row.still_open,
        row.issued_on,
        _source(row),
    ]


FINDINGS: Final = RowFormat(
    unit="findings",
    columns=(
        Column(label="区县（开发区）", decides=True),
        Column(label="机构或考试点", decides=True),
        Column(label="问题"),
        Column(label="类别"),
        Column(label="严重程度"),
        Column(label="超期", unit="full_days", decides=True),
        Column(label="整改期限", decides=True),
        Column(label="所在环节"),
        Column(label="停留", unit="full_days"),
        Column(label="发现日期"),
        Column(label="整改书"),
        Column(label="问题编号"),
        Column(label="台账来源"),
    ),
    line=_finding,
)
ORDERS: Final = RowFormat(
    unit="orders",
    columns=(
        Column(label="区县（开发区）", decides=True),
        Column(label="机构或考试点", decides=True),
        Column(label="整改书编号"),
        Column(label="超期", unit="full_days", decides=True),
        Column(label="整改期限", decides=True),
        Column(label="所在环节"),
        Column(label="所列问题", unit="findings"),
        Column(label="其中未销号", unit="findings"),
        Column(label="下达日期"),
        Column(label="台账来源"),
    ),
    line=_order,
)
