"""Lines of a load that mean the same row: said twice alike, or said otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from data_loaders.batches.stage import REFUSED, REPEATED, Stage
from data_loaders.batches.trouble import MOST_TOLD, Trouble, refuse

OTHERWISE: Final = "same-key-other-content"


def repeated(connection: Connection, stage: Stage) -> Iterator[Trouble]:
    """Find lines that mean the same row: repeated if they say the same, refused if they do not."""
    s = stage.table
    _group(connection, stage, ("id",))
    for key in stage.target.keys:
        _group(connection, stage, key)
    first = s.alias("first")
    later = and_(first.c.line == s.c.first_line, s.c.line > s.c.first_line)
    alike = and_(*(s.c[name].is_not_distinct_from(first.c[name]) for name in _content(stage)))
    connection.execute(update(s).values(state=REPEATED).where(later, alike, s.c.state.is_(None)))
    other = s.alias("other")
    at_odds = exists().where(
        other.c.first_line == s.c.first_line,
        other.c.line > other.c.first_line,
        other.c.state.is_(None),
    )
    refuse(connection, stage, and_(s.c.first_line.is_not(None), at_odds), rule=OTHERWISE)
    yield from _said_twice(connection, stage)


def _content(stage: Stage) -> tuple[str, ...]:
    """Columns in which two lines that say the same are equal."""
    return (*stage.target.columns, *(one.name for one in stage.target.lookups), "aside")


def _group(connection: Connection, stage: Stage, key: tuple[str, ...]) -> None:
    """Mark lines that share a key, or share one with a line of the same mark, with the first one.

    A mark can reach further by each line that has another already, hence until nothing changes;
    where no line is said twice that is at once.
    """
    s, number_column = stage.table, stage.target.number
    keys = [s.c[name] for name in key]
    root = func.coalesce(s.c.first_line, s.c.line)
    bare: ColumnElement[Any] = literal(1)
    if number_column and key not in ((number_column,), ("id",)):
        unnumbered = case((s.c[number_column].is_(None), 1), else_=0)
        bare = func.sum(unnumbered).over(partition_by=keys)
    shared = (
        select(
            root.label("root"),
            func.min(root).over(partition_by=keys).label("first"),
            func.count().over(partition_by=keys).label("lines"),
            bare.label("bare"),
        )
        .where(s.c.state.is_(None), *(column.is_not(None) for column in keys))
        .subquery()
    )
    reached = (
        select(shared.c.root, func.min(shared.c.first).label("first"))
        .where(shared.c.lines > 1, shared.c.bare > 0)
        .group_by(shared.c.root)
        .subquery()
    )
    marking = (
        update(s)
        .values(first_line=reached.c.first)
        .where(
            root == reached.c.root,
            s.c.state.is_(None),
            or_(s.c.first_line.is_(None), reached.c.first < s.c.first_line),
        )
    )
    while connection.execute(marking).rowcount:
        pass


def _said_twice(connection: Connection, stage: Stage) -> Iterator[Trouble]:
    s = stage.table
    first = s.alias("first")
    found = connection.execute(
        select(
            s.c.part,
            s.c.origin_sheet,
            s.c.origin_row,
            s.c.state,
            s.c.line,
            s.c.first_line,
            first.c.origin_sheet.label("first_sheet"),
            first.c.origin_row.label("first_row"),
            (first.c.part == s.c.part).label("same_file"),
        )
        .join(first, first.c.line == s.c.first_line)
        .where(s.c.state.in_([REFUSED, REPEATED]), s.c.first_line.is_not(None))
        .order_by(s.c.line)
        .limit(MOST_TOLD)
    )
    for row in found:
        elsewhere = "" if row.same_file else "另一个文件"
        there = f"{elsewhere}“{row.first_sheet}”第{row.first_row}行"
        yield Trouble(
            part=row.part,
            sheet=row.origin_sheet,
            row=row.origin_row,
            rule="repeated-row" if row.state == REPEATED else OTHERWISE,
            column="",
            refuses=row.state == REFUSED,
            message=_words(row.state, there=there, first=row.line == row.first_line),
        )


def _words(state: str, *, there: str, first: bool) -> str:
    if state == REPEATED:
        return f"与{there}内容相同，只计一次"
    if first:
        return "后面还有行与本行是同一条记录而内容不同，无法判断以哪一行为准，请只保留一行"
    return f"与{there}是同一条记录而内容不同，无法判断以哪一行为准，请只保留一行"
