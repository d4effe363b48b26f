"""The ten rows to begin with: a district's open findings, the longest overdue first."""

from __future__ import annotations

from typing import Final

from dashboard.metrics.findings import OpenPage, open_findings
from dashboard.sections.answer import Cell, Column, Table
from dashboard.sections.section import Listing
from dashboard.sections.view import View
from dashboard.store.models.inspections import FINDING_CATEGORIES

FIRST_ROWS: Final = 10


def first_rows(view: View) -> Listing:
    """What is asked: the first open findings under the view's filters."""
    return Listing.of(
        open_findings,
        filters=view.filters,
        as_of=view.as_of,
        page=1,
        size=FIRST_ROWS,
        case_role=view.case_role,
    )


def first_rows_table(view: View, found: OpenPage) -> Table:
    """The rows, each leading to the institution it concerns."""
    rows: list[list[Cell]] = [
        [
            one.number,
            view.link(one.body, "institutions", institution=str(one.institution_id))
            if one.body and one.institution_id
            else one.body,
            FINDING_CATEGORIES[one.category],
            one.due_on or "未设期限",
            one.days_overdue,
            one.description,
        ]
        for one in found.rows
    ]
    more = f"共{found.total}条未销号，全部见“整改跟踪”和“问题地图”。" if found.total else ""
    return Table(
        key="first-rows",
        title=f"先办哪几条：未销号问题前{len(rows)}条，超期最久、到期最早的在前",
        columns=(
            Column(label="编号"),
            Column(label="机构或考试点"),
            Column(label="类别"),
            Column(label="整改期限"),
            Column(label="超期天数"),
            Column(label="问题描述"),
        ),
        rows=rows,
        note=more,
        empty="没有未销号问题",
        scope=view.sentence(),
    )
