"""Which units a load hands in again, and what of the store that leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Subquery, and_, case, func, null, or_, select

from dashboard.store.models.operation import LEDGERS
from data_loaders.batches.diff.corrections import NEARLY
from data_loaders.batches.diff.differences import Names, names
from data_loaders.batches.diff.overwrites import MOST_NAMED, Found, overwrite, with_unit
from data_loaders.batches.diff.resubmission import Resubmission
from data_loaders.batches.diff.row_descriptions import described
from data_loaders.batches.resolve.lookups import Lookups
from data_loaders.batches.stage.projected_state import Stages
from data_loaders.batches.stage.staging_table import CHANGED, NEW, TOUCHED, StagingTable
from data_loaders.batches.stage.target_tables import MAIN


def resubmitted(
    connection: Connection, stages: Stages, ledger: str, *, known: Lookups
) -> Mapping[int, tuple[Resubmission, ...]]:
    """By part of the load, the units of which a ledger is handed in again."""
    stage = stages[MAIN[ledger].table.name]
    t = stage.target.table
    if ledger not in LEDGERS or connection.scalar(select(t.c.id).limit(1)) is None:
        return {}
    name = names(connection, known, stages)
    found = _counted(connection, stage, known)
    _leave_out(connection, stage, ledger, found, name)
    overwrite(connection, stage, ledger, found, name)
    told: dict[int, tuple[Resubmission, ...]] = {}
    for (part, _), one in sorted(found.items()):
        if one.says_something:
            told[part] = (*told.get(part, ()), one)
    return told


def _states(stage: StagingTable) -> dict[str, ColumnElement[bool]]:
    s = stage.table
    return {
        "rows_added": s.c.state == NEW,
        "rows_changed": s.c.state.in_([CHANGED, TOUCHED]),
        "rows_unchanged": s.c.state.is_(None),
        "rows_nearly": s.c.fault == NEARLY,
    }


def _counted(connection: Connection, stage: StagingTable, known: Lookups) -> Found:
    """Every unit of every part with its days and its rows by what becomes of them."""
    lines = _spans(stage)
    return {
        (row["part"], row["unit"]): Resubmission(
            unit=known.units.get(row["unit"]).name,
            **{name: row[name] for name in ("since", "until", *_states(stage))},
        )
        for row in connection.execute(select(lines).where(lines.c.unit.is_not(None))).mappings()
    }


def _spans(stage: StagingTable) -> Subquery:
    """By part and unit, first and last day, and how many lines are in each state."""
    s, day, states = stage.table, stage.target.day, _states(stage)
    rows, unit = with_unit(s)
    lines = (
        select(
            s.c.part,
            unit.label("unit"),
            (s.c[day] if day else null()).label("day"),
            *(case((of, 1), else_=0).label(name) for name, of in states.items()),
        )
        .select_from(rows)
        .where(or_(*states.values()))
    )
    one = lines.subquery()
    return (
        select(
            one.c.part,
            one.c.unit,
            func.min(one.c.day).label("since"),
            func.max(one.c.day).label("until"),
            *(func.sum(one.c[name]).label(name) for name in states),
        )
        .group_by(one.c.part, one.c.unit)
        .subquery()
    )


def _leave_out(
    connection: Connection, stage: StagingTable, ledger: str, found: Found, name: Names
) -> None:
    """What the store has of a unit and period, and the load has not; only of the whole."""
    s, t, day = stage.table, stage.target.table, stage.target.day
    held, unit = with_unit(t)
    span = _spans(stage)
    again = span.c.rows_changed + span.c.rows_unchanged + span.c.rows_nearly
    of_all = (span.c.part, span.c.unit)
    order = (t.c[day], t.c.id) if day else (t.c.id,)
    rows = (
        select(
            span.c.part,
            span.c.unit,
            func.count().over(partition_by=of_all).label("of_all"),
            func.row_number().over(partition_by=of_all, order_by=order).label("place"),
            *t.c,
        )
        .select_from(
            held.join(span, and_(span.c.unit == unit, again > 0, again >= span.c.rows_added))
        )
        .where(~select(s.c.id).where(s.c.id == t.c.id).exists())
        .where(t.c[day].between(span.c.since, span.c.until) if day else t.c.closed_on.is_(None))
        .subquery()
    )
    first = select(rows).where(rows.c.place <= MOST_NAMED).order_by(rows.c.part, rows.c.place)
    for row in connection.execute(first).mappings():
        place = (row["part"], row["unit"])
        words = _named(row, stage, ledger, name)
        one = found[place]
        found[place] = replace(one, rows_missing=row["of_all"], missing=(*one.missing, words))


def _named(row: Mapping[Any, Any], stage: StagingTable, ledger: str, name: Names) -> str:
    if not stage.target.keys:
        return str(row["name"])
    return described(row, ledger=ledger, target=stage.target, name=name)
