"""Which table a ledger's lines go to, and what makes two rows of it the same row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Column, Date, String, Table

from dashboard.store.models.enforcement import CasePersonCount, EnforcementCase, Penalty
from dashboard.store.models.inspections import Campaign, Finding, Inspection, RectificationOrder
from dashboard.store.models.institutions import (
    ExamSite,
    Institution,
    ReviewDecision,
    ReviewRound,
)
from dashboard.store.models.practice import GoodPractice, Requirement
from dashboard.store.models.publicity import PublicityActivity
from dashboard.store.models.sources import (
    PublishedFigure,
    PublishedMention,
    SourceDocument,
    SourceGap,
)
from dashboard.store.models.training import ExamMonth, TrainingClass
from data_loaders.ledgers.registry import SHEETS

ORIGIN: Final = ("batch_id", "source_sheet", "source_row")
"""Columns that say where a row came from; no reason to change it."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """A table that lines are written to.

    Args:
        table: The table.
        keys: Alternatives, best first: columns that together, all filled, make two rows the same.
        number: Column of the row's own number. Two rows with different numbers are different
            whatever else they share; a row without one keeps the number it had.
        kept: Further columns that an empty cell does not empty.
        lookups: Columns that only staging has: numbers of rows referred to.
        defaults: What a new row has where its line says nothing.
        owner: Column that refers to the line's own row, for tables of sides.
        day: Column of the day on which what the row tells happened.
    """

    table: Table
    keys: tuple[tuple[str, ...], ...] = ()
    number: str = ""
    kept: tuple[str, ...] = ()
    lookups: tuple[Column[Any], ...] = ()
    defaults: Mapping[str, Any] = field(default_factory=dict)
    owner: str = ""
    day: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that lines tell, in the order of the table."""
        return tuple(one.name for one in self.table.columns if one.name not in ("id", *ORIGIN))


def _table(model: Any) -> Table:
    found: Table = model.__table__
    return found


def _of(ledger: str, **more: Any) -> Target:
    return Target(table=_table(SHEETS[ledger].model), **more)


def _about_a_body(*others: str) -> tuple[tuple[str, ...], ...]:
    """Two alternatives, for null equals nothing: the institution with `others`, the exam site."""
    return (("institution_id", *others), ("exam_site_id", *others))


_PLACE: Final = (("document_id", "position"),)
"""What tells rows of a document apart."""

MAIN: Final[Mapping[str, Target]] = MappingProxyType(
    {
        "institutions": _of("institutions", kept=("uscc",)),
        "exam_sites": _of("exam_sites"),
        "reviews": _of(
            "reviews",
            keys=(("round_id", "institution_id", "stage"),),
            day="decided_on",
        ),
        "inspections": _of(
            "inspections",
            keys=(("number",), *_about_a_body("district_id", "inspected_on")),
            number="number",
            day="inspected_on",
        ),
        "findings": _of(
            "findings",
            keys=(("number",), *_about_a_body("district_id", "found_on", "description")),
            number="number",
            day="found_on",
            lookups=(Column("inspection_number", String(40)),),
        ),
        "cases": _of(
            "cases",
            keys=(("number",), ("district_id", "subject_name", "lead_on")),
            number="number",
            day="lead_on",
            lookups=(
                Column("finding_number", String(40)),
                Column("finding_found_on", Date),
                Column("finding_description", String(500)),
            ),
        ),
        "publicity": _of(
            "publicity",
            keys=(("district_id", "channel", "name", "held_on"),),
            day="held_on",
            defaults={"copies_qualifier": "exact", "reach_qualifier": "exact"},
        ),
        "classes": _of(
            "classes",
            keys=(("number",), ("institution_id", "trade", "started_on")),
            number="number",
            day="started_on",
        ),
        "exam_months": _of("exam_months", keys=_about_a_body("trade", "month"), day="month"),
        "documents": _of("documents", keys=(("number",),)),
        "document_figures": _of("document_figures", keys=_PLACE),
        "document_mentions": _of(
            "document_mentions",
            keys=(("document_id", "topic", "district_id"),),
            defaults={"list_is_open": False},
        ),
        "document_practices": _of(
            "document_practices", keys=(("document_id", "district_id", "theme"),)
        ),
        "document_tasks": _of("document_tasks", keys=_PLACE, kept=("due_on", "status", "evidence")),
        "document_gaps": _of("document_gaps", keys=_PLACE),
    }
)
"""For each ledger the table in which a line is a row."""

SIDES: Final[Mapping[str, tuple[Target, ...]]] = MappingProxyType(
    {
        "cases": (
            Target(
                table=_table(Penalty),
                keys=(("case_id",),),
                defaults={"kind": "other"},
                owner="case_id",
            ),
            Target(table=_table(CasePersonCount), keys=(("case_id", "kind"),), owner="case_id"),
        )
    }
)
"""Rows that hang on a ledger's lines."""

SHARED: Final[Mapping[str, tuple[Target, ...]]] = MappingProxyType(
    {
        "reviews": (Target(table=_table(ReviewRound)),),
        "inspections": (
            Target(table=_table(Campaign), defaults={"level": "district", "kind": "other"}),
        ),
        "findings": (Target(table=_table(RectificationOrder)),),
        "cases": (Target(table=_table(Campaign), defaults={"level": "district", "kind": "other"}),),
    }
)
"""Rows that several lines of a ledger name; written before the lines."""

WRITTEN: Final = (
    _table(Institution),
    _table(ExamSite),
    _table(ReviewRound),
    _table(ReviewDecision),
    _table(Campaign),
    _table(Inspection),
    _table(RectificationOrder),
    _table(Finding),
    _table(EnforcementCase),
    _table(Penalty),
    _table(CasePersonCount),
    _table(PublicityActivity),
    _table(TrainingClass),
    _table(ExamMonth),
    _table(SourceDocument),
    _table(PublishedFigure),
    _table(PublishedMention),
    _table(GoodPractice),
    _table(Requirement),
    _table(SourceGap),
)
"""Every table that is loaded, in an order in which rows may be inserted."""
