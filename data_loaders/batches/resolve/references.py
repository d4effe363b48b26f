"""Lines that name a row of another ledger by its number, or by what tells it apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Subquery, and_, func, or_, select, update

from data_loaders.batches.check.line_problems import LineProblem, faulty, refuse
from data_loaders.batches.stage.projected_state import Stages, projected
from data_loaders.batches.stage.staging_table import StagingTable
from data_loaders.batches.stage.target_tables import MAIN

_BODIES: Final = ("institution_id", "exam_site_id")


def refer(connection: Connection, stages: Stages, ledger: str) -> Iterator[LineProblem]:
    """Give the lines of a ledger the keys of the rows they refer to, or refuse them."""
    if ledger == "findings":
        yield from _to_visits(connection, stages, stages["finding"])
    if ledger == "cases":
        yield from _to_findings(connection, stages, stages["enforcement_case"])


def reopen(connection: Connection, stage: StagingTable) -> None:
    """Take back a closing that followed from a passed check which the file now says failed.

    Only where the file has no 销号日期, so that the closing was never told but derived.
    """
    s, t = stage.table, stage.target.table
    untold = [number for number, absent in stage.layouts.items() if "closed_on" in absent]
    connection.execute(
        update(s)
        .values(closed_on=None)
        .where(
            s.c.id == t.c.id,
            s.c.layout.in_(untold),
            s.c.verification == "failed",
            t.c.verification == "passed",
            t.c.closed_on == t.c.verified_on,
        )
    )


def _to_visits(
    connection: Connection, stages: Stages, stage: StagingTable
) -> Iterator[LineProblem]:
    """By 检查编号; without one, the only visit of that unit to that body on that day."""
    s = stage.table
    visits = projected(
        stages, MAIN["inspections"], "id", "number", "district_id", "inspected_on", *_BODIES
    )
    connection.execute(
        update(s).values(inspection_id=visits.c.id).where(s.c.inspection_number == visits.c.number)
    )
    unknown = and_(s.c.inspection_number.is_not(None), s.c.inspection_id.is_(None))
    refuse(connection, stage, and_(unknown, s.c.state.is_(None)), rule="unknown-inspection")
    yield from (
        _trouble(
            row,
            rule="unknown-inspection",
            column="inspection_number",
            message=f"检查编号“{row.inspection_number}”不在检查记录中；请核对编号，"
            "或先导入检查记录（可与本文件一起导入）",
        )
        for row in faulty(connection, stage, "unknown-inspection")
    )
    for body in _BODIES:
        only = _only(visits, body, "district_id", "inspected_on")
        connection.execute(
            update(s)
            .values(inspection_id=only.c.id)
            .where(
                s.c.inspection_number.is_(None),
                s.c[body] == only.c[body],
                s.c.district_id == only.c.district_id,
                s.c.found_on == only.c.inspected_on,
            )
        )


def _to_findings(
    connection: Connection, stages: Stages, stage: StagingTable
) -> Iterator[LineProblem]:
    """By 关联问题编号; without one, the only finding of that body, day and description."""
    s = stage.table
    found = projected(stages, MAIN["findings"], "id", "number", "found_on", "description", *_BODIES)
    connection.execute(
        update(s).values(finding_id=found.c.id).where(s.c.finding_number == found.c.number)
    )
    for body in _BODIES:
        only = _only(found, body, "found_on", "description")
        connection.execute(
            update(s)
            .values(finding_id=only.c.id)
            .where(
                s.c.finding_number.is_(None),
                s.c[body] == only.c[body],
                s.c.finding_found_on == only.c.found_on,
                s.c.finding_description == only.c.description,
            )
        )
    named = or_(s.c.finding_number.is_not(None), s.c.finding_description.is_not(None))
    unknown = and_(named, s.c.finding_id.is_(None), s.c.state.is_(None))
    refuse(connection, stage, unknown, rule="unknown-finding")
    yield from (
        _trouble(
            row,
            rule="unknown-finding",
            column="finding_number" if row.finding_number else "finding_description",
            message=f"关联的问题“{row.finding_number or row.finding_description}”不在问题台账中；"
            "请核对，或先导入问题台账（可与本文件一起导入）",
        )
        for row in faulty(connection, stage, "unknown-finding")
    )


def _only(rows: Subquery, *names: str) -> Subquery:
    """The rows that alone have their values in the named columns."""
    columns: list[ColumnElement[Any]] = [rows.c[name] for name in names]
    return (
        select(*columns, func.min(rows.c.id).label("id"))
        .where(rows.c[names[0]].is_not(None))
        .group_by(*columns)
        .having(func.count() == 1)
        .subquery()
    )


def _trouble(row: Any, *, rule: str, column: str, message: str) -> LineProblem:
    return LineProblem(
        part=row.part,
        sheet=row.origin_sheet,
        row=row.origin_row,
        rule=rule,
        column=column,
        message=message,
    )
