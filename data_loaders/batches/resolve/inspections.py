"""检查记录: visits and the campaigns they were part of."""

from __future__ import annotations

from data_loaders.batches.resolve.parsed_row import ParsedRow
from data_loaders.batches.resolve.row_values import RowValues
from data_loaders.batches.resolve.shared_row_names import say
from data_loaders.batches.resolve.targets import kinds, target


def inspection(entry: ParsedRow, line: int) -> RowValues | None:
    """One visit; its campaign is made known with it."""
    district_id = entry.district(on=entry.values["inspected_on"])
    if district_id is None:
        return None
    body = entry.body("unit", district_id=district_id, kinds=kinds(entry))
    if body is None:
        return None
    campaign_id = say(
        entry,
        table="campaign",
        column="campaign",
        line=line,
        given={
            "kind": ("campaign_kind", entry.values.get("campaign_kind")),
            "level": ("campaign_level", entry.values.get("campaign_level")),
            "started_on": ("campaign_started_on", entry.values.get("campaign_started_on")),
            "ended_on": ("campaign_ended_on", entry.values.get("campaign_ended_on")),
        },
    )
    if entry.refused:
        return None
    told = {"campaign_id": campaign_id} if "campaign" in entry.values else {}
    return RowValues(
        values={
            "district_id": district_id,
            **target(body),
            **told,
            **entry.kept(),
        }
    )
