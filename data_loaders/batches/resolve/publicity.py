"""宣传活动: activities, channel by channel."""

from __future__ import annotations

from data_loaders.batches.resolve.parsed_row import ParsedRow
from data_loaders.batches.resolve.row_values import RowValues


def activity(entry: ParsedRow, line: int) -> RowValues | None:
    """One activity in one channel."""
    district_id = entry.district(on=entry.values["held_on"])
    if district_id is None:
        return None
    return RowValues(values={"district_id": district_id, **entry.kept()})
