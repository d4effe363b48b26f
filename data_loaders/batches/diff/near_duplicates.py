"""New lines that are nearly a row of the store which no line of the load is: is it this one?

A corrected text, day or name would double the row, so that a person is asked: line by line, or
once for the whole file where there are many. A row is proposed to one line alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    true,
    update,
)

from data_loaders.batches.diff.correction_keys import BODIES, WAYS, Values, Way
from data_loaders.batches.stage.staging_table import REFUSED, StagingTable

MOST_COMPARED: Final = 50
"""Most rows of one group that a line is compared with."""
_CHUNK: Final = 500
_BARE: Final = "bare"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A line and the row that it may be, each as its table has it."""

    line: Values
    row: Values
    likeness: float


def resembling(connection: Connection, stage: StagingTable, ledger: str) -> list[Pair]:
    """The new lines of a ledger with the row that each may be, in the order of the lines."""
    ways = WAYS.get(ledger, ())
    period = _period(connection, stage) if ways else None
    if period is None:
        return []
    pairs = [pair for way in ways for pair in _pairs(connection, stage, way, period)]
    return _one_each(pairs)


def take(connection: Connection, stage: StagingTable, pairs: Iterable[Pair]) -> None:
    """Let lines be the rows they were found to be: they will update them."""
    _set(connection, stage, pairs, {"id": bindparam("key")})


def hold(connection: Connection, stage: StagingTable, pairs: Iterable[Pair], *, rule: str) -> None:
    """Keep lines out until it is decided whether they are the rows they were found to be like."""
    _set(connection, stage, pairs, {"id": bindparam("key"), "state": REFUSED, "fault": rule})


def _set(
    connection: Connection, stage: StagingTable, pairs: Iterable[Pair], values: dict[str, Any]
) -> None:
    given = [{"at": one.line["line"], "key": one.row["id"]} for one in pairs]
    if given:
        setting = update(stage.table).where(stage.table.c.line == bindparam("at"))
        connection.execute(setting.values(values), given)


def _period(connection: Connection, stage: StagingTable) -> tuple[date, date] | None:
    """First and last day of the new lines; None if there are none, or no row to resemble."""
    s, t = stage.table, stage.target.table
    if connection.scalar(select(t.c.id).limit(1)) is None:
        return None
    day = s.c[stage.target.day]
    first, last = connection.execute(select(func.min(day), func.max(day)).where(_new(stage))).one()
    return None if first is None else (first, last)


def _new(stage: StagingTable) -> ColumnElement[bool]:
    return and_(stage.table.c.id.is_(None), stage.table.c.state.is_(None))


def _pairs(
    connection: Connection, stage: StagingTable, way: Way, period: tuple[date, date]
) -> Iterator[Pair]:
    """Lines and rows that share what the way asks for, and are alike in the rest."""
    rows = _left_over(connection, stage, way, period)
    number, place = stage.target.number, Counter[tuple[Any, ...]]()
    for line in _lines(connection, stage, way, rows):
        key = tuple(line[name] for name in way.same)
        for row in _around(rows[key], place[key]):
            if number and line[number] is not None and row[number] is not None:
                continue
            likeness = way.likeness(line, row)
            if likeness:
                yield Pair(line=line, row=row, likeness=likeness)
        place[key] += 1


def _around(rows: Sequence[Values], place: int) -> Sequence[Values]:
    """Those about a place: who hands a ledger in again seldom changes its order."""
    first = max(0, min(place - MOST_COMPARED // 2, len(rows) - MOST_COMPARED))
    return rows[first : first + MOST_COMPARED]


def _left_over(
    connection: Connection, stage: StagingTable, way: Way, period: tuple[date, date]
) -> Mapping[tuple[Any, ...], Sequence[Values]]:
    """Rows about the days of the new lines that no line of the load is, by what the way asks for.

    The database looks for those of the same bodies or units, for which it has indexes; that they
    share the rest, as a text, is seen here.
    """
    s, t = stage.table, stage.target.table
    keys = _keys(stage, way)
    margin = timedelta(days=way.within)
    bare = t.c[stage.target.number].is_(None) if stage.target.number else true()
    near = (
        select(t.c.id)
        .join(keys, and_(*(t.c[one.name] == one for one in keys.c if one.name != _BARE)))
        .where(or_(bare, keys.c[_BARE] == 1))
        .where(t.c[stage.target.day].between(period[0] - margin, period[1] + margin))
    )
    # Taken away as a set: row by row would be a square where the database guesses few rows.
    left = near.except_(select(s.c.id).where(s.c.id.is_not(None))).subquery()
    asked = select(*t.c).join(left, left.c.id == t.c.id).order_by(t.c.id)
    found: defaultdict[tuple[Any, ...], list[Values]] = defaultdict(list)
    for row in connection.execute(asked).mappings():
        found[tuple(row[name] for name in way.same)].append(dict(row))
    return found


def _keys(stage: StagingTable, way: Way) -> Subquery:
    """The bodies or else units of new lines, and whether one of them has no number."""
    s, number = stage.table, stage.target.number
    bodies = [name for name in way.same if name in BODIES]
    names = bodies or ["district_id"]
    bare = func.max(case((s.c[number].is_(None), 1), else_=0)) if number else func.max(1)
    return (
        select(*(s.c[name] for name in names), bare.label(_BARE))
        .where(_new(stage), *(s.c[name].is_not(None) for name in names))
        .group_by(*(s.c[name] for name in names))
        .subquery()
    )


def _lines(
    connection: Connection,
    stage: StagingTable,
    way: Way,
    rows: Mapping[tuple[Any, ...], Sequence[Values]],
) -> Iterator[Values]:
    """The new lines that share something with a row, in their order."""
    if not rows:
        return
    s = stage.table
    shared = [s.c[name] for name in way.same]
    told = connection.execute(select(s.c.line, *shared).where(_new(stage)).order_by(s.c.line))
    wanted = [line for line, *key in told if tuple(key) in rows]
    for start in range(0, len(wanted), _CHUNK):
        some = s.c.line.in_(wanted[start : start + _CHUNK])
        found = connection.execute(select(s).where(some).order_by(s.c.line)).mappings()
        yield from [dict(line) for line in found]


def _one_each(pairs: Iterable[Pair]) -> list[Pair]:
    """Each line with the row it is likest to, and no row twice."""
    lines: set[int] = set()
    rows: set[int] = set()
    kept = []
    for pair in sorted(pairs, key=lambda one: (-one.likeness, one.line["line"], one.row["id"])):
        line, row = pair.line["line"], pair.row["id"]
        if line not in lines and row not in rows:
            lines.add(line)
            rows.add(row)
            kept.append(pair)
    return sorted(kept, key=lambda one: one.line["line"])
