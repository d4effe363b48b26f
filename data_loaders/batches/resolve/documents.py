"""通报: a published document, and what its sheets say, each row under its 发文字号."""

from __future__ import annotations

from typing import Any

from data_loaders.batches.resolve.parsed_row import ParsedRow
from data_loaders.batches.resolve.row_values import RowValues
from data_loaders.batches.stage.shared_rows import SharedRow
from data_loaders.ledgers.document_figures import UNSTATED
from data_loaders.reading.published_value import PublishedValue, alike, stated
from data_loaders.reading.quantities import NotANumberError
from data_loaders.rules.periods import period

WHOLE_CITY = "全市"


def document(entry: ParsedRow, line: int) -> RowValues | None:
    """One document, found by its number; its figures speak until its own day if nothing is said."""
    values = entry.values
    row = entry.context.shared.get("source_document", values["number"], line=line)
    until = values.get("refers_until") or values["issued_on"]
    row.said["refers_until"] = (until, entry.where)
    return RowValues(values={**entry.kept(), "refers_until": until}, id=row.id)


def figure(entry: ParsedRow, line: int) -> RowValues | None:
    """One stated figure; its period is read from the words where its days are not filled in."""
    of = _document(entry, line)
    found = _stated(entry)
    district = _district(entry, of) if of is not None else None
    if of is None or found is None or entry.refused:
        return None
    values = entry.values
    first, last = _period(entry)
    return RowValues(
        values={
            "document_id": of.id,
            "key": values.get("key") or values["label"],
            "value": found.value,
            "unit": _unit(entry, of, found),
            "qualifier": found.qualifier,
            "district_id": district[0] if district else None,
            "scope": values.get("scope") or (district[1] if district else WHOLE_CITY),
            "campaign": values.get("campaign"),
            "entity": values.get("entity") or UNSTATED,
            "period_label": values.get("period_label") or UNSTATED,
            "period_start": first,
            "period_end": last,
            **entry.kept(),
        }
    )


def mention(entry: ParsedRow, line: int) -> RowValues | None:
    """One naming of a unit for a topic; when a suspicion was last confirmed is not the file's."""
    draft = _of_a_unit(entry, line)
    if draft is not None and "open_list" in entry.values:
        draft.values["list_is_open"] = entry.values["open_list"] == "yes"
    return draft


def practice(entry: ParsedRow, line: int) -> RowValues | None:
    """One practice of a unit."""
    return _of_a_unit(entry, line)


def task(entry: ParsedRow, line: int) -> RowValues | None:
    """One requirement; what people entered of it stays where the file says nothing."""
    return _of(entry, line)


def gap(entry: ParsedRow, line: int) -> RowValues | None:
    """One question left open."""
    return _of(entry, line)


def _of(entry: ParsedRow, line: int) -> RowValues | None:
    of = _document(entry, line)
    if of is None:
        return None
    return RowValues(values={"document_id": of.id, **entry.kept()})


def _of_a_unit(entry: ParsedRow, line: int) -> RowValues | None:
    of = _document(entry, line)
    if of is None:
        return None
    district = _district(entry, of)
    if district is None:
        return None
    return RowValues(values={"document_id": of.id, "district_id": district[0], **entry.kept()})


def _document(entry: ParsedRow, line: int) -> SharedRow | None:
    """The document a row is of: in the store, or on a sheet of this load."""
    number = entry.values["document"]
    row = entry.context.shared.get("source_document", number, line=line)
    if row.stored is None and not row.said:
        entry.refuse(
            "unknown-document",
            "document",
            f"发文字号“{number}”不在库中，也不在本次导入的“通报文件”表中；"
            "请核对字号，或先登记文件（可与本文件一起导入）",
        )
        return None
    return row


def _district(entry: ParsedRow, of: SharedRow) -> tuple[int, str] | None:
    """Key and name of the unit, by the names of the document's day; None for the whole city."""
    if not entry.values.get("district"):
        return None
    key = entry.district(on=of.value("refers_until"))
    return None if key is None else (key, entry.context.known.units.get(key).name)


def _stated(entry: ParsedRow) -> PublishedValue | None:
    text = entry.values["stated"]
    try:
        return stated(text)
    except NotANumberError as error:
        entry.refuse("not-a-stated-figure", "stated", str(error))
        return None


def _unit(entry: ParsedRow, of: SharedRow, found: PublishedValue) -> str:
    """The unit of the figure; of several that are written alike the one it has in the store."""
    kept = entry.context.known.stated_in.get((of.id, entry.values["position"]))
    return kept if kept is not None and alike(kept, found.unit) else found.unit


def _period(entry: ParsedRow) -> tuple[Any, Any]:
    """The days of the period: as filled in, else as its words say; said where they say nothing."""
    values = entry.values
    first, last, label = (
        values.get(name) for name in ("period_start", "period_end", "period_label")
    )
    if first is not None or last is not None or not label or label == UNSTATED:
        return first, last
    found = period(label)
    if found is None:
        entry.warn(
            "period-without-days",
            "period_label",
            f"期间“{label}”读不出起止日期，按没有期间核对；知道时请填期间起、期间止",
        )
        return None, None
    return found
