"""Records that do not fit each other, by rule: hints for a person to check, no finding of guilt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    Row,
    func,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from dashboard.metrics.facts import on_day
from dashboard.metrics.filters import Filters
from dashboard.metrics.hint_rules import RULES, Rule

SHOWN_PER_RULE: Final = 8


@dataclass(frozen=True, kw_only=True)
class Hint:
    """The rows of one rule, newest first: at most SHOWN_PER_RULE of `total`."""

    rule: Rule
    total: int
    rows: tuple[Row[Any], ...]


def contradictions(
    session: Session, *, filters: Filters, as_of: date, case_role: bool = False
) -> tuple[Hint, ...]:
    """Read the hints of every rule, in one statement; a rule without rows has a hint of none.

    Returns:
        One hint per rule of RULES, whose rows have `number` [case number, null: no case],
        `district_id`, `district`, `subject_kind` [key], `day`, `amount` [days or classes, by
        rule], and the columns of `dashboard.metrics.enforcement.body_columns`.

    Source: the ledgers of cases, of classes and of reviews.
    """
    found = union_all(*(rule.rows(filters, case_role) for rule in RULES)).subquery("found")
    ranked = select(
        found,
        func.row_number()
        .over(partition_by=found.c.rule, order_by=(found.c.day.desc(), found.c.number.desc()))
        .label("place"),
        func.count().over(partition_by=found.c.rule).label("total"),
    ).subquery("ranked")
    statement = (
        select(ranked)
        .where(ranked.c.place <= SHOWN_PER_RULE)
        .order_by(ranked.c.rule, ranked.c.place)
    )
    rows = session.execute(statement, on_day(as_of)).all()
    return tuple(_hint(rule, rows) for rule in RULES)


def _hint(rule: Rule, rows: Sequence[Row[Any]]) -> Hint:
    own = tuple(row for row in rows if row.rule == rule.key)
    return Hint(rule=rule, total=own[0].total if own else 0, rows=own)
