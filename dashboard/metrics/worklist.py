"""What to press for: open findings and orders, longest past their term first, with their source.

What a finding of the category 违法违规 says may name a suspicion: it is selected for the case role
alone, as in an institution's dossier.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, case, func, select, true
from sqlalchemy.orm import Session

from dashboard.access.restriction import readable
from dashboard.metrics.deadlines import DUE_BANDS
from dashboard.metrics.definitions.findings import OPEN
from dashboard.metrics.facts import (
    AS_OF,
    FINDINGS,
    ORDERS,
    Expression,
    FindingOrder,
    happened,
    not_yet,
    on_day,
)
from dashboard.metrics.filters import Filters
from dashboard.metrics.paging import Paged, paged
from dashboard.metrics.progress import ORDER_STAGE, STAGE, order_stands_at, stands_at
from dashboard.store.dialects import days_between
from dashboard.store.models.inspections import Finding, RectificationOrder
from dashboard.store.models.institutions import ExamSite, Institution
from dashboard.store.models.places import District

EVERYTHING: Final = "全部未销号"
OVERDUE: Final = "超期"
TERMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        OVERDUE: "overdue",
        "7天内到期": "due_7",
        "30天内到期": "due_30",
        "未设期限": "unset",
        EVERYTHING: "",
    }
)
"""What a reader may choose by the term."""

WITHHELD: Final = "（违法违规类，不显示）"
"""What stands for the words of a finding that only the case role may read."""


def open_findings(
    session: Session,
    *,
    filters: Filters,
    as_of: date,
    term: str = "",
    stage: str = "",
    case_role: bool = False,
    page: int = 1,
    size: int = 20,
) -> Paged:
    """Read one page of the findings not closed by `as_of`, in one statement.

    Args:
        session: An open session.
        filters: Which findings.
        as_of: The day they are open on.
        term: A value of TERMS; empty is any.
        stage: A key of STAGES to stand at; empty is any.
        case_role: Whether what a 违法违规 says may be read.
        page: Page number from 1.
        size: Rows a page.

    Returns:
        Rows of `number`, `district_id`, `district`, `institution_id`, `body`, `category` [key],
        `severity` [key or null], `description` [null: withheld], `order_number`, `found_on`,
        `due_on`, `overdue` [days past the term, negative before it, null without one], `stage`
        [key of STAGES], `waited` [days at it], `batch_id`, `source_sheet`, `source_row`; the
        longest overdue first, without a term last.

    Source: the ledger of findings.
    """
    return paged(
        session,
        listed_findings(filters, case_role=case_role).where(
            _term(Finding.due_on, term), stands_at(stage) if stage else true()
        ),
        order=LONGEST_FIRST,
        page=page,
        size=size,
        values=on_day(as_of),
    )


def open_orders(
    session: Session,
    *,
    filters: Filters,
    as_of: date,
    term: str = "",
    stage: str = "",
    page: int = 1,
    size: int = 20,
) -> Paged:
    """Read one page of the orders not closed by `as_of`; arguments as for `open_findings`.

    Returns:
        Rows of `number`, `district_id`, `district`, `institution_id`, `body`, `issued_on`,
        `due_on`, `overdue`, `stage`, `findings` and `still_open` [findings in it, and those not
        closed], `batch_id`, `source_sheet`, `source_row`; the longest overdue first.

    Source: the ledger of findings, which names their orders.
    """
    order = RectificationOrder
    within = select(func.count()).where(Finding.order_id == order.id, happened(Finding.found_on))
    listed = (
        select(
            *_where(order),
            order.issued_on,
            order.due_on,
            days_between(order.due_on, AS_OF).label("overdue"),
            ORDER_STAGE.label("stage"),
            within.scalar_subquery().label("findings"),
            within.where(OPEN).scalar_subquery().label("still_open"),
            *_source(order),
        )
        .select_from(
            ORDERS.source.join(District, District.id == order.district_id).outerjoin(
                ExamSite, ExamSite.id == order.exam_site_id
            )
        )
        .where(_term(order.due_on, term), order_stands_at(stage) if stage else true())
        .where(ORDERS.where, not_yet(order.closed_on), *filters.conditions(ORDERS, timed=False))
    )
    return paged(
        session,
        listed,
        order=_longest_first(order.due_on, order.issued_on, order.id),
        page=page,
        size=size,
        values=on_day(as_of),
    )


def listed_findings(filters: Filters, *, case_role: bool) -> Select[*tuple[Any, ...]]:
    """All open findings of the filters with the columns of `open_findings`, in no order."""
    listed = select(
        *_where(Finding),
        Finding.category,
        Finding.severity,
        readable(Finding.description, case_role=case_role).label("description"),
        case((happened(FindingOrder.issued_on), FindingOrder.number)).label("order_number"),
        Finding.found_on,
        Finding.due_on,
        days_between(Finding.due_on, AS_OF).label("overdue"),
        STAGE.label("stage"),
        days_between(_since(), AS_OF).label("waited"),
        *_source(Finding),
    ).select_from(
        FINDINGS.source.join(District, District.id == Finding.district_id).outerjoin(
            ExamSite, ExamSite.id == Finding.exam_site_id
        )
    )
    return listed.where(FINDINGS.where, OPEN, *filters.conditions(FINDINGS, timed=False))


def _where(of: Any) -> tuple[Expression, ...]:
    """Number, unit and body of a finding or an order."""
    return (
        of.id,
        of.number,
        of.district_id,
        District.name.label("district"),
        of.institution_id,
        func.coalesce(Institution.name, ExamSite.name).label("body"),
    )


def _source(of: Any) -> tuple[Expression, ...]:
    return of.batch_id, of.source_sheet, of.source_row


def _since() -> ColumnElement[date]:
    """The day an open finding came to the stage it stands at."""
    return case(
        (happened(Finding.reopened_on), Finding.reopened_on),
        (happened(Finding.verified_on), Finding.verified_on),
        (happened(Finding.completed_on), Finding.completed_on),
        (happened(FindingOrder.issued_on), FindingOrder.issued_on),
        else_=Finding.found_on,
    )


def _term(due: Expression, term: str) -> ColumnElement[bool]:
    if term == "overdue":
        return due < AS_OF
    if term == "unset":
        return due.is_(None)
    return DUE_BANDS[term].ahead(due) if term else true()


def _longest_first(due: Expression, began: Expression, key: Expression) -> tuple[Expression, ...]:
    return case((due.is_(None), 1), else_=0), due, began, key


LONGEST_FIRST: Final = _longest_first(Finding.due_on, Finding.found_on, Finding.id)
"""Findings longest past their term first, those without one last."""
