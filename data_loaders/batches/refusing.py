"""Bodies whose line turned out to be refused after other lines of their register were read."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select

from data_loaders.batches.bodies import Bodies
from data_loaders.batches.stage import REFUSED, Stage
from data_loaders.batches.standing import alive

_REGISTERS: Final = ("institution", "exam_site")


def forget_refused(connection: Connection, stage: Stage, bodies: Bodies) -> None:
    """Let later ledgers find no new body of which no line is loaded."""
    kind, s = stage.target.table.name, stage.table
    if kind not in _REGISTERS:
        return
    other = s.alias("other")
    loaded = select(other.c.id).where(other.c.id == s.c.id, alive(stage, other)).exists()
    rows = connection.execute(select(s).where(s.c.state == REFUSED, ~loaded).order_by(s.c.line))
    for row in rows:
        body = bodies.get((kind, row.id))
        if body.is_new:
            bodies.drop(body, where=body.seen)
