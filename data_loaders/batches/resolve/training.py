"""培训班 and 考试月报: classes taught, and first attempts at examinations."""

from __future__ import annotations

from typing import Final

from data_loaders.batches.resolve.parsed_row import ParsedRow
from data_loaders.batches.resolve.row_values import RowValues
from data_loaders.batches.resolve.targets import kinds, target

_CLASS: Final = (
    "number",
    "trade",
    "started_on",
    "ended_on",
    "hours_required",
    "hours_delivered",
    "enrolled",
    "sign_ins_due",
    "sign_ins_actual",
    "sign_ins_backfilled",
    "archive_required",
    "archive_present",
)
_MONTH: Final = (
    "trade",
    "month",
    "theory_candidates",
    "theory_passes",
    "practical_candidates",
    "practical_passes",
    "out_of_city",
    "origin_unknown",
    "capacity",
)


def training_class(entry: ParsedRow, line: int) -> RowValues | None:
    """One class."""
    district_id = entry.district(on=entry.values["started_on"])
    if district_id is None:
        return None
    body = entry.body("institution", district_id=district_id, kinds=("institution",))
    if body is None:
        return None
    return RowValues(
        values={"district_id": district_id, "institution_id": body.id, **entry.only(*_CLASS)}
    )


def exam_month(entry: ParsedRow, line: int) -> RowValues | None:
    """One exam site or institution, trade and month."""
    district_id = entry.district(on=entry.values["month"])
    if district_id is None:
        return None
    body = entry.body("unit", district_id=district_id, kinds=kinds(entry))
    if body is None:
        return None
    return RowValues(values={"district_id": district_id, **target(body), **entry.only(*_MONTH)})
