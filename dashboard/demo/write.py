"""Writing the plan into a store: batches first, then table by table with references resolved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from dashboard.demo.districts import UNITS
from dashboard.demo.plan import DEADLINES, LINES, TABLES, Plan, Ref, Row, Value
from dashboard.errors import UnknownPlaceError
from dashboard.store.models import Base
from dashboard.store.models.operation import LEDGERS, ImportBatch
from dashboard.store.models.places import District
from dashboard.store.models.standards import Clause, Standard
from data_loaders.batches.parse.demo_mark import LOADED_BY

LOADED_AT: Final = datetime(2025, 1, 3, 9, 0, tzinfo=UTC)

_REFERRED_TO = frozenset(
    key.column.table.name for name in TABLES for key in Base.metadata.tables[name].foreign_keys
)
_OPTIONAL = frozenset({"clause", "standard"})
"""Tables that may lack a row the demo would refer to; the reference is then left empty."""


def write(session: Session, *, plan: Plan) -> None:
    """Add every row of the plan.

    Raises:
        UnknownPlaceError: a reporting unit is not in the store yet.
    """
    keys = _known(session)
    batches = {ledger: _add_batch(session, plan=plan, ledger=ledger) for ledger in LEDGERS}
    for name, ledger in TABLES.items():
        lines = zip(plan.rows[name], plan.line_numbers(name), strict=True)
        origin = {"batch_id": batches[ledger], "source_sheet": LEDGERS[ledger]}
        rows = [
            origin | {"source_row": line} | {key: _key(value, keys) for key, value in row.items()}
            for row, line in lines
        ]
        ids = _insert(session, table=Base.metadata.tables[name], rows=rows)
        keys |= {Ref(name, place): key for place, key in enumerate(ids)}


def _known(session: Session) -> dict[Ref, int]:
    """Keys of the rows the demo refers to and does not bring: units, standards, clauses."""
    units = session.execute(select(District.code, District.id))
    standards = session.execute(select(Standard.code, Standard.id))
    clauses = session.execute(select(Standard.code, Clause.number, Clause.id).join(Clause))
    keys = {Ref("district", code): key for code, key in units}
    missing = [unit.name for code, unit in UNITS.items() if Ref("district", code) not in keys]
    if missing:
        raise UnknownPlaceError(
            f"演示数据需要先导入区县，缺少：{'、'.join(missing)}",
            "load the places before the demo",
        )
    keys |= {Ref("standard", code): key for code, key in standards}
    keys |= {Ref("clause", f"{code} {number}"): key for code, number, key in clauses}
    return keys


def _insert(session: Session, *, table: Table, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert the rows; give their keys in the same order, where other rows refer to them."""
    blank = {column.name: None for column in table.columns if column.name != "id"}
    whole = [blank | row for row in rows]
    if table.name not in _REFERRED_TO:
        session.execute(insert(table), whole)  # much faster than asking for keys
        return []
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(session.scalars(statement, whole))


def _key(value: Value, keys: dict[Ref, int]) -> Any:
    if not isinstance(value, Ref):
        return value
    return keys.get(value) if value.table in _OPTIONAL else keys[value]


def _add_batch(session: Session, *, plan: Plan, ledger: str) -> int:
    tables = plan.ledger(ledger)
    batch = ImportBatch(
        load_number=1,
        ledger=ledger,
        file_name=f"演示数据-{LEDGERS[ledger]}.xlsx",
        sha256=hashlib.sha256(_canonical(tables).encode()).hexdigest(),
        loaded_by=LOADED_BY,
        loaded_at=LOADED_AT,
        data_until=max(day for rows in tables.values() for row in rows for day in _event_days(row)),
        rows_added=len(tables[LINES[ledger]]),
        rows_updated=0,
        rows_unchanged=0,
        rows_refused=0,
        mode="whole",
        sheets=LEDGERS[ledger],
        status="loaded",
    )
    session.add(batch)
    session.flush()
    return batch.id


def _event_days(row: Row) -> list[date]:
    return [
        value for name, value in row.items() if name not in DEADLINES and isinstance(value, date)
    ]


def _canonical(tables: dict[str, list[Row]]) -> str:
    return json.dumps(tables, ensure_ascii=False, sort_keys=True, default=date.isoformat)
