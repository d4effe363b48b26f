"""One statement per ledger: its columns carry the keys of the ledger's declaration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.store.models.institutions import ExamSite, Institution
from data_loaders.ledgers.declaration import Ledger


@dataclass(frozen=True, kw_only=True)
class Query:
    """A statement and the column by which its rows belong to a reporting unit."""

    statement: Select[Any]
    district: InstrumentedAttribute[int]


def kept(ledger: Ledger) -> dict[str, InstrumentedAttribute[Any]]:
    """The fields that go out as they stand in the ledger's table."""
    return {name: getattr(ledger.model, name) for name in ledger.kept}


def named(**columns: Any) -> list[ColumnElement[Any]]:
    """Columns under the names of their keywords."""
    return [column.label(name) for name, column in columns.items()]


def unit_name() -> ColumnElement[Any]:
    """Name of the institution or exam site of a row that is joined with both."""
    return func.coalesce(Institution.name, ExamSite.name)


def unit_kind() -> ColumnElement[Any]:
    """Which of the two it is, as the ledger's column stores it."""
    return case(
        (Institution.id.is_not(None), "institution"),
        (ExamSite.id.is_not(None), "exam_site"),
    )
