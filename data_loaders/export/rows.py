"""The rows of the nine ledgers as the store holds them, by the columns of their declarations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from data_loaders.export.bodies import EXAM_SITES, INSTITUTIONS, REVIEWS
from data_loaders.export.cases import CASES
from data_loaders.export.query import Query
from data_loaders.export.supervision import FINDINGS, INSPECTIONS
from data_loaders.export.work import CLASSES, EXAM_MONTHS, PUBLICITY

Row = dict[str, Any]
"""One row by the keys of its ledger's columns, and of their qualifiers; values as stored."""

QUERIES: Final[Mapping[str, Query]] = {
    "institutions": INSTITUTIONS,
    "exam_sites": EXAM_SITES,
    "reviews": REVIEWS,
    "inspections": INSPECTIONS,
    "findings": FINDINGS,
    "cases": CASES,
    "publicity": PUBLICITY,
    "classes": CLASSES,
    "exam_months": EXAM_MONTHS,
}
_AT_ONCE: Final = 2_000


def rows_of(session: Session, ledger: str, *, district_id: int | None = None) -> Iterator[Row]:
    """The rows of a ledger in the order of their days, some thousand in memory at a time.

    Args:
        session: A session of the store.
        ledger: Key of the ledger.
        district_id: Only this reporting unit; None: the whole city.
    """
    query = QUERIES[ledger]
    statement = query.statement
    if district_id is not None:
        statement = statement.where(query.district == district_id)
    found = session.execute(statement.execution_options(yield_per=_AT_ONCE))
    for row in found.mappings():
        yield dict(row)


def units_with_rows(session: Session) -> frozenset[int]:
    """Keys of the reporting units that have rows in any ledger."""
    statements = (
        query.statement.with_only_columns(query.district).order_by(None).distinct()
        for query in QUERIES.values()
    )
    return frozenset(key for statement in statements for key in session.scalars(statement))
