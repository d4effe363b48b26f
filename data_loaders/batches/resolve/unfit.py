"""Rows that cannot be loaded as they are: what they name is looked up all the same.

So the faults of a row are told in one round. Nothing is said that may only follow from a cell that
could not be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from data_loaders.batches.resolve.context import LoadContext
from data_loaders.batches.resolve.parsed_row import BOTH, ParsedRow
from data_loaders.batches.resolve.registers import KINDS, unfit
from data_loaders.batches.resolve.targets import kinds
from data_loaders.problems import Problem
from data_loaders.reading.records import Record


@dataclass(frozen=True, kw_only=True)
class _Naming:
    """The columns of a ledger that say on which day which unit and body are meant."""

    day: str
    body: str = ""
    institutions: bool = False


_NAMING: Final[Mapping[str, _Naming]] = MappingProxyType(
    {
        "reviews": _Naming(day="decided_on", body="institution", institutions=True),
        "inspections": _Naming(day="inspected_on", body="unit"),
        "findings": _Naming(day="found_on", body="unit"),
        "cases": _Naming(day="lead_on", body="subject"),
        "publicity": _Naming(day="held_on"),
        "classes": _Naming(day="started_on", body="institution", institutions=True),
        "exam_months": _Naming(day="month", body="unit"),
    }
)


def look_up(ledger: str, record: Record | None, *, context: LoadContext) -> list[Problem]:
    """What is wrong with the unit and the body that a row names, as far as it was read."""
    if record is None:
        return []
    entry = ParsedRow(record, context=context)
    if ledger in KINDS:
        unfit(entry)
    else:
        _look_up(ledger, entry)
    return entry.problems


def _look_up(ledger: str, entry: ParsedRow) -> None:
    naming = _NAMING.get(ledger)
    if naming is None or not entry.values.get("district"):
        return
    district_id = _district(entry, on=entry.values.get(naming.day))
    if district_id is None or not entry.values.get(naming.body):
        return
    if any(entry.unread(name) for name in ("uscc", "unit_kind", "subject_kind")):
        return
    wanted = _kinds(ledger, naming, entry)
    if wanted:
        entry.body(naming.body, district_id=district_id, kinds=wanted, required=ledger != "cases")


def _district(entry: ParsedRow, *, on: date | None) -> int | None:
    """The unit; without its day only a name that no unit ever had is wrong."""
    units = entry.context.known.units
    if on is not None:
        return entry.district(on=on)
    found = units.find(entry.values["district"], on=entry.context.today)
    if not isinstance(found, str):
        return found.id if found.valid_from is None else None
    if not units.is_named(entry.values["district"]):
        entry.refuse("district-not-valid", "district", found)
    return None


def _kinds(ledger: str, naming: _Naming, entry: ParsedRow) -> tuple[str, ...]:
    """The kinds of body it may mean; none where it is kept by name alone."""
    if naming.institutions:
        return ("institution",)
    if ledger != "cases":
        return kinds(entry)
    said = entry.values.get("subject_kind")
    return tuple(one for one in BOTH if said in (None, one))
