"""Which staged rows the store has already, and which of them it has otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_ as either
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Subquery,
    and_,
    case,
    delete,
    func,
    or_,
    select,
    true,
    update,
)

from dashboard.store.sizes import know_sizes
from data_loaders.batches.check.line_problems import LineProblem, faulty, refuse
from data_loaders.batches.stage.staging_table import (
    CHANGED,
    GONE,
    NEW,
    REFUSED,
    REPEATED,
    TOUCHED,
    StagingTable,
)


def match(connection: Connection, stage: StagingTable) -> Iterator[LineProblem]:
    """Give staged rows the keys of the rows they mean."""
    target, s = stage.target, stage.table
    for key in target.keys:
        known = _known(stage, key)
        same = and_(
            s.c.id.is_(None), s.c.state.is_(None), *(s.c[name] == known.c[name] for name in key)
        )
        one: ColumnElement[Any] = known.c.one
        rows: ColumnElement[Any] = known.c.rows
        if target.number and key != (target.number,):
            numbered = s.c[target.number].is_not(None)
            one = case((numbered, known.c.unnumbered_one), else_=one)
            rows = case((numbered, known.c.unnumbered), else_=rows)
            yield from _several(connection, stage, and_(same, rows > 1), known)
        connection.execute(update(s).values(id=one).where(same, rows > 0))
    if target.number and "district_id" in target.columns:
        yield from _of_another_unit(connection, stage)


def _known(stage: StagingTable, key: tuple[str, ...]) -> Subquery:
    """By the keys that lines have: how many rows of the store have it, and the first of them.

    `unnumbered` and `unnumbered_one` are of the rows without a number, as a line with a number is
    none of those with another. Counted before they meet the lines: many of either may share a key.
    """
    s, t, number_column = stage.table, stage.target.table, stage.target.number
    lines = (
        select(*(s.c[name] for name in key))
        .where(s.c.id.is_(None), s.c.state.is_(None))
        .distinct()
        .subquery()
    )
    bare = t.c[number_column].is_(None) if number_column else true()
    return (
        select(
            *(t.c[name] for name in key),
            func.count().label("rows"),
            func.min(t.c.id).label("one"),
            func.sum(case((bare, 1), else_=0)).label("unnumbered"),
            func.min(case((bare, t.c.id))).label("unnumbered_one"),
        )
        .join(lines, and_(*(t.c[name] == lines.c[name] for name in key)))
        .group_by(*(t.c[name] for name in key))
        .subquery()
    )


def number(connection: Connection, stage: StagingTable, *, first_id: int) -> None:
    """Give rows that the store does not have keys of their own, in the order of their lines."""
    s, t = stage.table, stage.target.table
    place = func.row_number().over(order_by=s.c.line)
    fresh = (
        select(s.c.line, (place + (first_id - 1)).label("key"))
        .where(s.c.id.is_(None), s.c.state.is_(None))
        .subquery()
    )
    if not stage.target.owner:
        connection.execute(
            update(s).values(id=fresh.c.key, state=NEW).where(s.c.line == fresh.c.line)
        )
        known = select(t.c.id).where(t.c.id == s.c.id).exists()
        connection.execute(update(s).values(state=NEW).where(s.c.state.is_(None), ~known))


def compare(connection: Connection, stage: StagingTable) -> None:
    """Complete rows with what their files do not tell, and find those that differ."""
    target, s, t = stage.target, stage.table, stage.target.table
    # A row that is touched, as one that hangs on it changes, may differ itself as well.
    same = and_(s.c.id == t.c.id, or_(s.c.state.is_(None), s.c.state == TOUCHED))
    for layout, absent in stage.layouts.items():
        if absent:
            kept = {name: t.c[name] for name in absent}
            connection.execute(update(s).values(kept).where(same, s.c.layout == layout))
    for name in (*target.kept, *filter(None, [target.number])):
        connection.execute(update(s).values({name: t.c[name]}).where(same, s.c[name].is_(None)))
    for name, value in target.defaults.items():
        connection.execute(update(s).values({name: value}).where(s.c[name].is_(None)))
    distinct = [s.c[name].is_distinct_from(t.c[name]) for name in target.columns]
    connection.execute(
        update(s).values(state=CHANGED).where(same, s.c.is_empty == 0, reduce(either, distinct))
    )
    if target.owner:
        connection.execute(update(s).values(state=GONE).where(same, s.c.is_empty == 1))
    # Keys and states are there only now, and everything after this joins by them.
    know_sizes(connection, s)


def hang(connection: Connection, side: StagingTable, owner: StagingTable, *, first_id: int) -> None:
    """Settle rows that hang on lines: find theirs in the store, and mark the lines they change."""
    s, o, t = side.table, owner.table, side.target.table
    out = select(o.c.line).where(o.c.state.in_([REFUSED, REPEATED]))
    connection.execute(delete(s).where(s.c.line.in_(out)))
    connection.execute(update(s).values({side.target.owner: o.c.id}).where(s.c.line == o.c.line))
    side.layouts = {
        layout: tuple(name for name in absent if name != side.target.owner)
        for layout, absent in side.layouts.items()
    }
    (key,) = side.target.keys
    connection.execute(update(s).values(id=t.c.id).where(*(s.c[name] == t.c[name] for name in key)))
    connection.execute(delete(s).where(s.c.id.is_(None), s.c.is_empty == 1))
    _number_sides(connection, side, first_id=first_id)
    compare(connection, side)
    touched = select(s.c.line).where(s.c.state.is_not(None))
    connection.execute(
        update(o).values(state=TOUCHED).where(o.c.state.is_(None), o.c.line.in_(touched))
    )


def _number_sides(connection: Connection, side: StagingTable, *, first_id: int) -> None:
    """Sides have no line of their own, so that their key tells them apart."""
    s = side.table
    (key,) = side.target.keys
    place = func.row_number().over(order_by=[s.c.line, *(s.c[name] for name in key)])
    fresh = (
        select(*(s.c[name] for name in key), (place + (first_id - 1)).label("given"))
        .where(s.c.id.is_(None))
        .subquery()
    )
    connection.execute(
        update(s)
        .values(id=fresh.c.given, state=NEW)
        .where(s.c.id.is_(None), *(s.c[name] == fresh.c[name] for name in key))
    )


def _several(
    connection: Connection, stage: StagingTable, fits: ColumnElement[bool], known: Subquery
) -> Iterator[LineProblem]:
    """Lines without a number that fit several rows of the store."""
    s = stage.table
    lines = select(s.c.line).select_from(s.join(known, fits)).correlate(None)
    refuse(connection, stage, s.c.line.in_(lines), rule="fits-several-rows")
    yield from (
        LineProblem(
            part=row.part,
            sheet=row.origin_sheet,
            row=row.origin_row,
            rule="fits-several-rows",
            column=stage.target.number,
            message="库中有多条记录与本行的区县、单位、日期等相同，无法判断是哪一条，请填写编号",
        )
        for row in faulty(connection, stage, "fits-several-rows")
    )


def _of_another_unit(connection: Connection, stage: StagingTable) -> Iterator[LineProblem]:
    """Lines whose number is taken by a row of another unit: nobody moves a row to another."""
    s, t = stage.table, stage.target.table
    taken = and_(s.c.id == t.c.id, s.c.state.is_(None), s.c.district_id != t.c.district_id)
    refuse(connection, stage, taken, rule="number-of-another-unit")
    yield from (
        LineProblem(
            part=row.part,
            sheet=row.origin_sheet,
            row=row.origin_row,
            rule="number-of-another-unit",
            column=stage.target.number,
            message=f"编号“{row.number}”在库中是另一个区县的记录；编号须全市不重复，"
            "请在编号前加上区县字样，或更正区县",
        )
        for row in faulty(connection, stage, "number-of-another-unit")
    )
