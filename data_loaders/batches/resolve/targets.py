"""Rows that are about an institution or an exam site, one of the two."""

from __future__ import annotations

from data_loaders.batches.resolve.organisations import Organisation
from data_loaders.batches.resolve.parsed_row import BOTH, ParsedRow


def kinds(entry: ParsedRow) -> tuple[str, ...]:
    """Which kinds of body the line may mean: the one it says, else both."""
    said = entry.values.get("unit_kind")
    return (said,) if said else BOTH


def target(body: Organisation | None) -> dict[str, int | None]:
    """The two references, of which one is empty."""
    key = None if body is None else body.key
    return {
        "institution_id": key[1] if key and key[0] == "institution" else None,
        "exam_site_id": key[1] if key and key[0] == "exam_site" else None,
    }
