"""Bodies whose line turned out to be refused after other lines of their register were read."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, case, func, select

from data_loaders.batches.resolve.organisations import Organisations
from data_loaders.batches.stage.projected_state import alive
from data_loaders.batches.stage.staging_table import REFUSED, StagingTable

_REGISTERS: Final = ("institution", "exam_site")


def forget_refused(connection: Connection, stage: StagingTable, bodies: Organisations) -> None:
    """Let later ledgers find no new body of which no line is loaded."""
    kind, s = stage.target.table.name, stage.table
    if kind not in _REGISTERS:
        return
    loaded = func.sum(case((alive(stage), 1), else_=0))
    refused = func.sum(case((s.c.state == REFUSED, 1), else_=0))
    found = connection.scalars(
        select(s.c.id)
        .group_by(s.c.id)
        .having(loaded == 0, refused > 0)
        .order_by(func.min(s.c.line))
    )
    for key in found:
        body = bodies.get((kind, key))
        if body.is_new:
            bodies.drop(body, where=body.seen)
