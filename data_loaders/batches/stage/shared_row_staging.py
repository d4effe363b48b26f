"""Staging the rows that lines share: what the lines together say of rounds, campaigns, orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Connection, func, select, update
from sqlalchemy.orm import Session

from data_loaders.batches.check.line_problems import LineProblem
from data_loaders.batches.diff.matching import compare, number
from data_loaders.batches.resolve.lookups import first_free
from data_loaders.batches.stage.projected_state import Stages, alive
from data_loaders.batches.stage.shared_rows import SharedRow, SharedRows
from data_loaders.batches.stage.staging_table import (
    CHANGED,
    NEW,
    REFUSED,
    TOUCHED,
    LinePlace,
    StagingTable,
)
from data_loaders.batches.stage.target_tables import MAIN, SHARED, Target

REFERENCES: Final[Mapping[str, str]] = {
    "review_round": "round_id",
    "campaign": "campaign_id",
    "rectification_order": "order_id",
}
"""Column by which lines name a shared row of each table."""


def share(
    session: Session, stages: dict[str, StagingTable], shared: SharedRows, ledger: str
) -> Iterator[LineProblem]:
    """Stage the shared rows that the lines of a ledger name and that hold of a line not refused."""
    connection = session.connection()
    for target in SHARED.get(ledger, ()):
        name = target.table.name
        stage = stages.get(name)
        if stage is None:
            stage = stages[name] = StagingTable(connection, target)
        there = set(connection.scalars(select(stage.table.c.id)))
        origins = _origins(connection, stages[MAIN[ledger].table.name], REFERENCES[name])
        for row in shared.rows(name):
            origin = origins.get(row.id)
            if origin is None or row.id in there:
                continue
            yield from _stage(stage, row, origin=origin)
        stage.seal()
        number(connection, stage, first_id=first_free(session, target.table))
        compare(connection, stage)


def settle_shared(connection: Connection, stages: Stages, ledger: str) -> None:
    """Leave out shared rows that only refused lines name; mark the line that changes one."""
    child = stages[MAIN[ledger].table.name].table
    for target in SHARED.get(ledger, ()):
        s = stages[target.table.name].table
        reference = REFERENCES[target.table.name]
        named = [
            select(one.table.c[reference]).where(alive(one)) for one in _children(stages, target)
        ]
        changing = select(s.c.id).where(s.c.state.in_([NEW, CHANGED])).correlate(None)
        connection.execute(
            update(s).values(state=REFUSED).where(s.c.id.in_(changing.except_(*named)))
        )
        changing = select(s.c.line).where(s.c.state == CHANGED)
        connection.execute(
            update(child)
            .values(state=TOUCHED)
            .where(child.c.state.is_(None), child.c.line.in_(changing))
        )


def _children(stages: Stages, target: Target) -> Iterator[StagingTable]:
    for ledger, targets in SHARED.items():
        stage = stages.get(MAIN[ledger].table.name)
        if stage is not None and any(one.table is target.table for one in targets):
            yield stage


def _origins(connection: Connection, child: StagingTable, reference: str) -> dict[int, Any]:
    """By key of the shared row, where the first line stands that names it."""
    c = child.table
    first = (
        select(c.c[reference].label("key"), func.min(c.c.line).label("line"))
        .where(alive(child), c.c[reference].is_not(None))
        .group_by(c.c[reference])
        .subquery()
    )
    found = connection.execute(
        select(first.c.key, c.c.line, c.c.part, c.c.origin_sheet, c.c.origin_row).join(
            c, c.c.line == first.c.line
        )
    )
    return {row.key: row for row in found}


def _stage(stage: StagingTable, row: SharedRow, *, origin: Any) -> Iterator[LineProblem]:
    values = {column: value for column, (value, _) in row.said.items()}
    if row.table == "rectification_order" and row.value("issued_on") is None:
        values["issued_on"] = row.latest
        yield LineProblem(
            part=origin.part,
            sheet=origin.origin_sheet,
            row=origin.origin_row,
            rule="order-without-day",
            column="order_number",
            message=f"整改书“{row.name}”没有下达日期，暂以所列问题最后的发现日期{row.latest}计；"
            "知道准确日期时请填写整改书下达日期一列",
            refuses=False,
        )
    values["number" if "number" in stage.target.columns else "name"] = row.name
    stage.share(
        values,
        LinePlace(origin.line, origin.part, origin.origin_sheet, origin.origin_row),
        key=row.id,
    )
