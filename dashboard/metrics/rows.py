"""The very rows behind a figure: those of the numerator's ledger that its tally counts.

Their number is the figure's `rows`. Names that only the case role may see are never selected for
anybody else: a column marked restricted, and whom an enforcement case concerns once it has gone
to the police or was withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from sqlalchemy import Column, ColumnElement, FromClause, Row, case, not_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from dashboard.access.restriction import restriction_of
from dashboard.errors import UnknownMetricError
from dashboard.metrics import headings
from dashboard.metrics.campaigns import of_one
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.enforcement import WITHHELD
from dashboard.metrics.facts import Expression, Fact, on_day
from dashboard.metrics.filters import Filters
from dashboard.metrics.metric import Tally
from dashboard.metrics.paging import paged
from dashboard.metrics.worklist import WITHHELD as WORDS_WITHHELD
from dashboard.store.models import Base

NOT_TOLD: Final = "（移送或撤案案件，不显示）"
_NAMED_BY: Final = {
    "district": "name",
    "institution": "name",
    "exam_site": "name",
    "campaign": "name",
    "review_round": "name",
    "clause": "number",
    "inspection": "number",
    "rectification_order": "number",
    "finding": "number",
    "enforcement_case": "number",
}
"""What stands on screen for a key of each table."""
_BODIES: Final = frozenset({"district", "institution", "exam_site"})
_TELLING: Final = frozenset({"institution", "exam_site", "finding"})
"""Tables through which a case would tell whom it concerns."""
_ORIGIN: Final = {
    "batch_id": headings.BATCH,
    "source_sheet": headings.SHEET,
    "source_row": headings.ROW,
}


@dataclass(frozen=True, kw_only=True)
class RowColumn:
    """One column: its head, and the unit key of a quantity (empty for anything else)."""

    label: str
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """One page of rows, values as a reader reads them.

    `total` counts the rows of all pages; `number` is the page shown, the last where the one asked
    for is past it.
    """

    columns: tuple[RowColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: int
    number: int


@dataclass(frozen=True, kw_only=True)
class _Picked:
    """A column to select: its head and unit, what it is, and the words for its keys."""

    head: RowColumn
    what: Expression
    words: str = ""


def metric_rows(
    session: Session,
    *,
    metric: str,
    filters: Filters,
    as_of: date,
    page: int = 1,
    size: int = 50,
    case_role: bool = False,
) -> Rows:
    """Read one page of the rows that the numerator of `metric` counts, newest first.

    Args:
        session: An open session.
        metric: Key of the metric.
        filters: The filters of the figure; those its ledger does not know change nothing.
        as_of: The day of the figure.
        page: Page number from 1.
        size: Rows a page.
        case_role: Whether restricted names may be read.

    Raises:
        UnknownMetricError: no such metric.
    """
    if metric not in METRICS:
        raise UnknownMetricError(f"没有名为“{metric}”的指标", f"no metric is named {metric!r}")
    if METRICS[metric].counts_persons and not case_role:
        # Each row is of one case in one district: that it is there tells where somebody is.
        return Rows(columns=(), rows=(), total=0, number=1)
    tally, timed = METRICS[metric].numerator, METRICS[metric].nature.timed
    fact = tally.fact
    source, picked = _columns(fact, case_role=case_role)
    listed = (
        select(*(one.what.label(f"column_{at}") for at, one in enumerate(picked)))
        .select_from(source)
        .where(*_counted(tally, filters.on(as_of), timed=timed))
    )
    if fact.ledger == "cases" and filters.institution is not None and not case_role:
        # One institution's cases tell whom they concern, so that these are not among them.
        listed = listed.where(not_(WITHHELD))
    found = paged(
        session,
        listed,
        order=(fact.row_id,) if fact.day is None else (fact.day.desc(), fact.row_id),
        page=page,
        size=size,
        values=on_day(as_of),
    )
    return Rows(
        columns=tuple(one.head for one in picked),
        rows=tuple(_read(row, picked) for row in found.rows),
        total=found.total,
        number=found.number,
    )


def _counted(tally: Tally, filters: Filters, *, timed: bool) -> list[ColumnElement[bool]]:
    """What holds of the rows that a tally counts under the filters."""
    fact = tally.fact
    own = (fact.where, *tally.where, *of_one(tally, filters=filters))
    return [*own, *filters.conditions(fact, timed=timed)]


def _columns(fact: Fact, *, case_role: bool) -> tuple[FromClause, list[_Picked]]:
    """The fact's source joined with the names its keys stand for, and what to select."""
    own: Any = cast("InstrumentedAttribute[Any]", fact.row_id).parent.entity
    source, picked = fact.source, []
    for table, label, key in _bodies(fact, own):
        source, name = _named(source, table, key, fact=fact, case_role=case_role)
        picked.append(_Picked(head=RowColumn(label=label), what=name))
    for column in own.__table__.columns:
        restriction = restriction_of(column)
        if restriction is not None and restriction.always and not case_role:
            continue
        table = _target(column)
        if table in _NAMED_BY and table not in _BODIES:
            key = getattr(own, column.name)
            source, name = _named(source, table, key, fact=fact, case_role=case_role)
            picked.append(_Picked(head=_head(column), what=name))
        elif not (table or column.primary_key or column.name in _ORIGIN):
            picked.append(_plain(column, own, case_role=case_role))
    picked += [
        _Picked(head=RowColumn(label=label), what=getattr(own, name))
        for name, label in _ORIGIN.items()
        if hasattr(own, name)
    ]
    return source, picked


def _bodies(fact: Fact, own: Any) -> Iterator[tuple[str, str, Expression]]:
    """Table, head and key of where and at whom: what the figure is grouped by, not what is near."""
    if "district" in fact.dimensions:
        yield "district", headings.DISTRICT, fact.dimensions["district"]
    if "institution" in fact.dimensions and own.__table__.name != "institution":
        yield "institution", headings.INSTITUTION, fact.dimensions["institution"]
    if hasattr(own, "exam_site_id"):
        yield "exam_site", headings.EXAM_SITE, own.exam_site_id


def _named(
    source: FromClause, table: str, key: Expression, *, fact: Fact, case_role: bool
) -> tuple[FromClause, Expression]:
    """Join the table a key leads to, on its own key so that no row becomes two; and its name."""
    other = Base.metadata.tables[table].alias()
    joined = source.outerjoin(other, other.c.id == key)
    name: Expression = other.c[_NAMED_BY[table]]
    if fact.ledger == "cases" and table in _TELLING and not case_role:
        return joined, case((WITHHELD, NOT_TOLD), else_=name)
    return joined, name


def _target(column: Column[Any]) -> str:
    """The table a key leads to; empty for a column that is no key."""
    return next((key.column.table.name for key in column.foreign_keys), "")


def _head(column: Column[Any]) -> RowColumn:
    label = headings.HEADINGS[f"{column.table.name}.{column.name}"]
    return RowColumn(label=label, unit=column.info.get("unit") or "")


def _plain(column: Column[Any], own: Any, *, case_role: bool) -> _Picked:
    name = f"{column.table.name}.{column.name}"
    words = name if name in headings.WORDS else ""
    what: Expression = getattr(own, column.name)
    restriction = restriction_of(column)
    if restriction is not None and not case_role:
        what = case((restriction.condition(own.__table__.c), WORDS_WITHHELD), else_=what)
    return _Picked(head=_head(column), what=what, words=words)


def _read(row: Row[Any], picked: list[_Picked]) -> tuple[Any, ...]:
    return tuple(
        headings.WORDS[one.words].get(value, value) if one.words and value else value
        for value, one in zip(row[: len(picked)], picked, strict=True)
    )
