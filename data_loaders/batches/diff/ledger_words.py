"""Columns and values of the store in the words of the ledgers."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, Final

from dashboard import units
from dashboard.store.models.enforcement import PERSON_COUNT_KINDS
from data_loaders.ledgers.declaration import LedgerColumn
from data_loaders.ledgers.registry import SHEETS
from data_loaders.rules.personal import masked

_ELSEWHERE: Final = {
    ("review_decision", "institution_id"): "institution",
    ("review_decision", "round_id"): "round",
    ("review_round", "standard_id"): "standard",
    ("review_round", "started_on"): "round_started_on",
    ("review_round", "ended_on"): "round_ended_on",
    ("campaign", "kind"): "campaign_kind",
    ("campaign", "level"): "campaign_level",
    ("campaign", "started_on"): "campaign_started_on",
    ("campaign", "ended_on"): "campaign_ended_on",
    ("rectification_order", "issued_on"): "order_issued_on",
    ("rectification_order", "number"): "order_number",
    ("training_class", "institution_id"): "institution",
    ("penalty", "kind"): "penalty_kind",
    ("penalty", "decided_on"): "penalised_on",
    ("published_figure", "value"): "stated",
    ("published_mention", "list_is_open"): "open_list",
}
"""Columns of the store that have another key in the ledger."""

_REFERENCES: Final = {
    "district_id": "district",
    "institution_id": "unit",
    "exam_site_id": "unit",
    "campaign_id": "campaign",
    "order_id": "order_number",
    "inspection_id": "inspection_number",
    "finding_id": "finding_number",
    "document_id": "document",
    "clause_id": "clause",
    "subject_name": "subject",
}
_QUALIFIERS: Final = {"exact": "确数", "at_least": "余（不少于）"}


def column_words(ledger: str, table: str, column: str, *, kind: Any = None) -> str:
    """The heading of the ledger's template for a column of the store; empty if it has none.

    `kind` tells which of the counts of persons a row holds.
    """
    if table == "case_person_count":
        return PERSON_COUNT_KINDS.get(str(kind), "") if column == "persons" else ""
    if column.endswith("_qualifier"):
        return _qualified(ledger).get(column, "")
    found = _column(ledger, table, column)
    if found is None and column in ("institution_id", "exam_site_id"):
        return "当事人" if ledger == "cases" else ""
    return "" if found is None else found.label


def value_words(ledger: str, table: str, column: str, value: Any) -> str:
    """A value as a person would write it in the ledger."""
    if isinstance(value, date):
        return value.isoformat()
    if column.endswith("_qualifier"):
        return _QUALIFIERS.get(str(value), str(value))
    declared = _column(ledger, table, column)
    if declared is not None and declared.choices:
        return next((label for label, key in declared.choices.items() if key == value), str(value))
    if declared is not None and declared.unit and not isinstance(value, str):
        # To the last digit: 12.35万 may be any of a hundred numbers.
        return f"{units.number(value, unit=declared.unit)}{units.UNITS[declared.unit].symbol}"
    return f"{value:g}" if isinstance(value, float) else masked(str(value))


@cache
def _column(ledger: str, table: str, column: str) -> LedgerColumn | None:
    key = _ELSEWHERE.get((table, column)) or _REFERENCES.get(column, column)
    return next(
        (one for one in SHEETS[ledger].columns if key in (one.key, one.field) and one.printed),
        None,
    )


@cache
def _qualified(ledger: str) -> dict[str, str]:
    return {
        one.qualifier: f"{one.label}是否约数" for one in SHEETS[ledger].columns if one.qualifier
    }
