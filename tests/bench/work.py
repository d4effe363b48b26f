"""What a page makes the store do, in counts alone: the same on every machine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Engine, event

from dashboard.navigation import Page
from tests.screen import Screen

_EXPLAIN: Final = "EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, FORMAT JSON) "
_PLAIN: Final = (
    "SET LOCAL jit = off",
    "SET LOCAL max_parallel_workers_per_gather = 0",
    "SET LOCAL statement_timeout = 0",
)
"""One process that neither compiles nor shares its loops, so that rows are counted whole."""

A_UNIT: Final = {"district": "北碚区", "asof": "2024-06-30"}
"""The parameters of a unit on an earlier day."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """Of one drawing of a page that nobody asked of before."""

    statements: int
    rows: int
    """Rows that scans looked at and joins compared, those they dropped included."""
    answers: int
    """Answers computed and kept."""
    bytes: int
    """What was sent to the reader."""


def work_of(page: Page, screen: Screen, **query: str) -> Work:
    """Draw a page for the first time since a load; `screen` is on PostgreSQL."""
    screen.open("data")  # reads and reconciles what no page reads again until the next load
    screen.forget_answers()
    with asked(screen.engine) as statements:
        screen.open(page.path, **query)
    sent, kept = screen.bytes_sent, screen.answers_kept
    with screen.engine.connect() as connection:
        rows = sum(scanned(connection, *one) for one in statements)
    return Work(statements=len(statements), rows=rows, answers=kept, bytes=sent)


@contextmanager
def asked(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """The statements sent inside the block, with their values."""
    found: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, said: str, values: Any, *_rest: Any) -> None:
        found.append((said, values))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def scanned(connection: Connection, statement: str, values: Any) -> int:
    """Rows that the scans of one statement look at; none where it reads nothing."""
    if not statement.lstrip().upper().startswith(("SELECT", "WITH")):
        return 0
    for setting in _PLAIN:
        connection.exec_driver_sql(setting)
    told = connection.exec_driver_sql(_EXPLAIN + statement, values).scalar_one()
    plans: Sequence[dict[str, Any]] = json.loads(told) if isinstance(told, str) else told
    return round(sum(_looked_at(one["Plan"]) for one in plans))


def _looked_at(node: dict[str, Any]) -> float:
    """Rows of a node and those below it: scanned, or compared in a join and found unlike."""
    below = sum(_looked_at(one) for one in node.get("Plans", ()))
    here = float(node.get("Rows Removed by Join Filter", 0))
    if "Relation Name" in node or node["Node Type"] == "Bitmap Index Scan":
        dropped = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
        here += node["Actual Rows"] + sum(node.get(name, 0) for name in dropped)
    return below + here * float(node["Actual Loops"])
