"""问题台账: what was found, by which visit, and the orders to mend it."""

from __future__ import annotations

from typing import Final

from data_loaders.batches.resolve.parsed_row import ParsedRow
from data_loaders.batches.resolve.row_values import RowValues
from data_loaders.batches.resolve.shared_row_names import say
from data_loaders.batches.resolve.targets import kinds, target

USUAL_STANDARD: Final = "AQ 8011-2023"
"""The standard meant by a clause's number alone."""


def finding(entry: ParsedRow, line: int) -> RowValues | None:
    """One finding; its order to mend is made known with it."""
    values = entry.values
    district_id = entry.district(on=values["found_on"])
    if district_id is None:
        return None
    body = entry.body("unit", district_id=district_id, kinds=kinds(entry))
    if body is None:
        return None
    about = target(body)
    order_id = say(
        entry,
        table="rectification_order",
        column="order_number",
        line=line,
        given={
            "issued_on": ("order_issued_on", values.get("order_issued_on")),
            "district_id": ("district", district_id),
            "institution_id": ("unit", about["institution_id"]),
            "exam_site_id": ("unit", about["exam_site_id"]),
        },
        firm=frozenset(about),
    )
    if entry.refused:
        return None
    _last_found(entry, line=line)
    return RowValues(
        values={
            "district_id": district_id,
            **about,
            **({"order_id": order_id} if "order_number" in values else {}),
            **({"inspection_id": None} if "inspection_number" in values else {}),
            **_clause(entry),
            **entry.only("inspection_number"),
            **entry.kept(),
        }
    )


def _last_found(entry: ParsedRow, *, line: int) -> None:
    """The order cannot have been issued before the last finding it lists."""
    number = entry.values.get("order_number")
    if number is not None:
        row = entry.context.shared.get("rectification_order", number, line=line)
        row.latest = max(filter(None, (row.latest, entry.values["found_on"])))


def _clause(entry: ParsedRow) -> dict[str, int | None]:
    if "clause" not in entry.values:
        return {}
    text = entry.values["clause"]
    if text is None:
        return {"clause_id": None}
    found = entry.context.known.standards.clause(text, usual=USUAL_STANDARD)
    if found is None:
        entry.warn(
            "unknown-clause", "clause", f"条款“{text}”不在标准目录中，没有保存，请核对标准和条款号"
        )
    return {"clause_id": found}
