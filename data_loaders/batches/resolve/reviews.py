"""复核结果: what a stage of a round decided."""

from __future__ import annotations

from typing import Any

from data_loaders.batches.resolve.parsed_row import ParsedRow
from data_loaders.batches.resolve.row_values import RowValues
from data_loaders.batches.resolve.shared_row_names import say


def review(entry: ParsedRow, line: int) -> RowValues | None:
    """One decision; its round is made known with it."""
    district_id = entry.district(on=entry.values["decided_on"])
    if district_id is None:
        return None
    body = entry.body("institution", district_id=district_id, kinds=("institution",))
    if body is None:
        return None
    round_id = say(entry, table="review_round", column="round", line=line, given=_round(entry))
    if entry.refused:
        return None
    return RowValues(
        values={
            "round_id": round_id,
            "institution_id": body.id,
            **entry.kept(),
        }
    )


def _round(entry: ParsedRow) -> dict[str, tuple[str, Any]]:
    """What the line says of its round, by column of the store with the column of the file."""
    return {
        "standard_id": ("standard", _standard(entry)),
        "started_on": ("round_started_on", entry.values.get("round_started_on")),
        "ended_on": ("round_ended_on", entry.values.get("round_ended_on")),
    }


def _standard(entry: ParsedRow) -> int | None:
    name = entry.values.get("standard")
    if name is None:
        return None
    found = entry.context.known.standards.find(name)
    if found is None:
        entry.warn(
            "unknown-standard", "standard", f"标准“{name}”不在标准目录中，没有保存，请核对编号"
        )
    return found
