"""Lines of a load that mean the same row: said twice alike, or said otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    select,
    update,
)

from data_loaders.batches.check.line_problems import MOST_TOLD, LineProblem, refuse
from data_loaders.batches.resolve.linked_lines import LinkedLines
from data_loaders.batches.stage.staging_table import REFUSED, REPEATED, StagingTable

OTHERWISE: Final = "same-key-other-content"


def repeated(connection: Connection, stage: StagingTable) -> Iterator[LineProblem]:
    """Find lines that mean the same row: repeated if they say the same, refused if they do not."""
    s = stage.table
    _mark(connection, stage)
    first = s.alias("first")
    later = and_(first.c.line == s.c.first_line, s.c.line > s.c.first_line)
    alike = and_(*(s.c[name].is_not_distinct_from(first.c[name]) for name in _content(stage)))
    connection.execute(update(s).values(state=REPEATED).where(later, alike, s.c.state.is_(None)))
    at_odds = select(s.c.first_line).where(s.c.line > s.c.first_line, s.c.state.is_(None))
    refuse(connection, stage, s.c.first_line.in_(at_odds.correlate(None)), rule=OTHERWISE)
    yield from _said_twice(connection, stage)


def _content(stage: StagingTable) -> tuple[str, ...]:
    """Columns in which two lines that say the same are equal."""
    return (*stage.target.columns, *(one.name for one in stage.target.lookups), "aside")


def _mark(connection: Connection, stage: StagingTable) -> None:
    """Mark lines that share a key, or share one with a line of the same mark, with the first one.

    Which lines hang together, over however many others, is found here and not by statements: they
    would have to be repeated for each line between the first and the last.
    """
    s, kin = stage.table, LinkedLines()
    for key in (("id",), *stage.target.keys):
        for row in connection.execute(_sharing(stage, key)):
            kin.join(row.line, row.earliest)
    marks = [{"at": line, "first": first} for line, first in kin.firsts()]
    if marks:
        marking = update(s).where(s.c.line == bindparam("at"))
        connection.execute(marking.values(first_line=bindparam("first")), marks)


def _sharing(stage: StagingTable, key: tuple[str, ...]) -> Select[tuple[int, int]]:
    """Lines that share a key with an earlier one, each with the earliest of them.

    Lines with numbers that differ share no other key unless one without a number does, too.
    """
    s, number_column = stage.table, stage.target.number
    keys = [s.c[name] for name in key]
    bare: ColumnElement[Any] = literal(1)
    if number_column and key not in ((number_column,), ("id",)):
        unnumbered = case((s.c[number_column].is_(None), 1), else_=0)
        bare = func.sum(unnumbered).over(partition_by=keys)
    shared = (
        select(
            s.c.line,
            func.min(s.c.line).over(partition_by=keys).label("earliest"),
            bare.label("bare"),
        )
        .where(s.c.state.is_(None), *(column.is_not(None) for column in keys))
        .subquery()
    )
    return select(shared.c.line, shared.c.earliest).where(
        shared.c.line > shared.c.earliest, shared.c.bare > 0
    )


def _said_twice(connection: Connection, stage: StagingTable) -> Iterator[LineProblem]:
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
        yield LineProblem(
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
