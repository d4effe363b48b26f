"""The database's own rules, asked again: another program may have switched them off to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ColumnElement,
    Constraint,
    ForeignKeyConstraint,
    Table,
    and_,
    case,
    exists,
    func,
    literal_column,
    not_,
    select,
)
from sqlalchemy.orm import Session

from dashboard.metrics.checks.outcome import EXAMPLES, CheckOutcome, collected
from dashboard.store.models import Base


def constraints(session: Session) -> list[CheckOutcome]:
    """Dates in order, deadlines after discoveries, parts within totals, closed lists; and keys."""
    checked = {table: _count(session, table) for table in Base.metadata.sorted_tables}
    total = sum(checked.values())
    broken: dict[type, list[str]] = {CheckConstraint: [], ForeignKeyConstraint: []}
    for table in checked:
        for kind, sentence in _broken(session, table):
            broken[kind].append(sentence)
    return [
        collected(
            "constraints",
            "各表自身规则：日期先后、期限、部分不大于总数、取值范围",
            checked=total,
            bad=broken[CheckConstraint],
        ),
        collected(
            "references",
            "各行所引用的记录都存在",
            checked=total,
            bad=broken[ForeignKeyConstraint],
        ),
    ]


def _count(session: Session, table: Table) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _broken(session: Session, table: Table) -> Iterator[tuple[type, str]]:
    """Each rule of the table that some row breaks, and the keys of some."""
    for kind, name, bad, count in [*_unlawful(session, table), *_orphans(session, table)]:
        if count:
            yield kind, f"表 {table.name} 规则 {name}：{count}行，{_keys(session, table, bad)}"


C = TypeVar("C", bound=Constraint)
Counted = tuple[type, str, ColumnElement[bool], int]
"""Kind and name of a rule, the condition under which a row breaks it, and how many do."""


def _unlawful(session: Session, table: Table) -> Iterator[Counted]:
    """All rules inside one row, from one scan."""
    rules = [
        # NOT of an unknown is unknown, so that nulls pass as they do in the database.
        (str(one.name), not_(literal_column(f"({one.sqltext})", Boolean)))
        for one in _constraints(table, CheckConstraint)
    ]
    if not rules:
        return
    sums = [func.sum(case((bad, 1), else_=0)) for _, bad in rules]
    counts = session.execute(select(*sums).select_from(table)).one()
    for (name, bad), count in zip(rules, counts, strict=True):
        yield CheckConstraint, name, bad, count or 0


def _orphans(session: Session, table: Table) -> Iterator[Counted]:
    """References, each as a condition of its own: as part of a sum it would be asked row by row."""
    for one in _constraints(table, ForeignKeyConstraint):
        bad = _orphaned(one)
        count = session.scalar(select(func.count()).select_from(table).where(bad)) or 0
        yield ForeignKeyConstraint, str(one.name), bad, count


def _constraints(table: Table, kind: type[C]) -> list[C]:
    found = [one for one in table.constraints if isinstance(one, kind)]
    return sorted(found, key=lambda one: str(one.name))


def _orphaned(constraint: ForeignKeyConstraint) -> ColumnElement[bool]:
    target = constraint.referred_table.alias()
    pairs = [
        (element.parent, target.c[element.column.name])
        for element in constraint.elements
        if element.parent is not None
    ]
    found = exists().where(*(there == here for here, there in pairs))
    return and_(*(here.is_not(None) for here, _ in pairs), not_(found))


def _keys(session: Session, table: Table, bad: ColumnElement[bool]) -> str:
    keys = session.execute(
        select(*table.primary_key).where(bad).order_by(*table.primary_key).limit(EXAMPLES)
    )
    return "主键 " + "、".join("-".join(str(part) for part in key) for key in keys)
