"""培训班 and 考试月报: classes taught, and first attempts at examinations."""

from __future__ import annotations

from data_loaders.batches.resolve.parsed_row import ParsedRow
from data_loaders.batches.resolve.row_values import RowValues
from data_loaders.batches.resolve.targets import kinds, target


def training_class(entry: ParsedRow, line: int) -> RowValues | None:
    """One class."""
    district_id = entry.district(on=entry.values["started_on"])
    if district_id is None:
        return None
    body = entry.body("institution", district_id=district_id, kinds=("institution",))
    if body is None:
        return None
    return RowValues(values={"district_id": district_id, "institution_id": body.id, **entry.kept()})


def exam_month(entry: ParsedRow, line: int) -> RowValues | None:
    """One exam site or institution, trade and month."""
    district_id = entry.district(on=entry.values["month"])
    if district_id is None:
        return None
    body = entry.body("unit", district_id=district_id, kinds=kinds(entry))
    if body is None:
        return None
    return RowValues(values={"district_id": district_id, **target(body), **entry.kept()})
