"""The database's own rules, asked again: another program may have switched them off to write."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ColumnElement,
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

from dashboard.metrics.checks.outcome import EXAMPLES, Outcome, collected
from dashboard.store.models import Base


def constraints(session: Session) -> list[Outcome]:
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
    """Each rule of the table that some row breaks, in one statement and one more a broken rule."""
    rules = list(_rules(table))
    if not rules:
        return
    sums = [func.sum(case((bad, 1), else_=0)) for _, _, bad in rules]
    counts = session.execute(select(*sums).select_from(table)).one()
    for (kind, name, bad), count in zip(rules, counts, strict=True):
        if count:
            yield kind, f"表 {table.name} 规则 {name}：{count}行，{_keys(session, table, bad)}"


def _rules(table: Table) -> Iterator[tuple[type, str, ColumnElement[bool]]]:
    """Kind and name of each rule with the condition under which a row breaks it."""
    for constraint in sorted(table.constraints, key=lambda one: str(one.name)):
        if isinstance(constraint, CheckConstraint):
            # NOT of an unknown is unknown, so that nulls pass as they do in the database.
            holds = literal_column(f"({constraint.sqltext})", Boolean)
            yield CheckConstraint, str(constraint.name), not_(holds)
        elif isinstance(constraint, ForeignKeyConstraint):
            yield ForeignKeyConstraint, str(constraint.name), _orphaned(constraint)


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
