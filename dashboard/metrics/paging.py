"""One page of a long ledger, with how many rows there are in all, in one statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, UnaryExpression, and_, func, or_, select
from sqlalchemy.orm import Session

from dashboard.metrics.facts import Expression


@dataclass(frozen=True, kw_only=True)
class Paged:
    """Rows of one page; `total` counts the rows of all pages.

    `number` is the page shown, from 1: the one asked for, or the last where there are fewer.
    """

    rows: tuple[Row[Any], ...]
    total: int
    number: int


def paged(
    session: Session,
    listed: Select[*tuple[Any, ...]],
    *,
    order: tuple[Expression | UnaryExpression[Any], ...],
    page: int,
    size: int,
    values: Mapping[str, Any],
) -> Paged:
    """Read one page of `listed`.

    Args:
        session: An open session.
        listed: What to list, without order or limit.
        order: What to sort by, down to a key so that no row is on two pages.
        page: Page number from 1.
        size: Rows a page.
        values: Values of the statement's named parameters, as `as_of`.
    """
    numbered = listed.add_columns(
        func.row_number().over(order_by=order).label("place"),
        func.count().over().label("total"),
    ).subquery("numbered")
    shown = on_page(numbered.c.place, numbered.c.total, page=page, size=size)
    ordered = select(numbered).where(shown).order_by(numbered.c.place)
    found = session.execute(ordered, values).all()
    if not found:
        return Paged(rows=(), total=0, number=1)
    return Paged(rows=tuple(found), total=found[0].total, number=(found[0].place - 1) // size + 1)


def on_page(
    place: ColumnElement[int], total: ColumnElement[int], *, page: int, size: int
) -> ColumnElement[bool]:
    """Whether the row at `place` of `total`, from 1, is on `page`, or on the last if it is less."""
    first = size * (page - 1)
    # Whole numbers only: division means different things on different databases.
    return or_(
        and_(total > first, place > first, place <= first + size),
        and_(total <= first, place >= total - (total - 1) % size),
    )
