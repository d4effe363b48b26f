"""Whom a case concerns, as far as the reader may know."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from dashboard.sections.answer import Cell
from dashboard.sections.figure_cell import Link
from dashboard.sections.view import View
from dashboard.store.models.enforcement import SUBJECT_KINDS


def body(view: View, row: Row[Any]) -> Cell:
    """The institution as a link to its own page, a name that was read, or the kind alone.

    `row` has the columns of `dashboard.metrics.enforcement.body_columns` and `subject_kind`; what
    the reader may not know was not read.
    """
    if row.institution is not None:
        return Link(
            label=row.institution,
            page="institutions",
            params={"institution": str(row.institution_id), **view.day_query()},
        )
    named: str | None = row.exam_site or row.subject
    return named or SUBJECT_KINDS[row.subject_kind]
