"""Bodies that a register gives another name or unit, and the names they go on to be found by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from data_loaders.batches.resolve.organisations import Organisation, Organisations, plain
from data_loaders.batches.resolve.parsed_row import BOTH, ParsedRow


def moved(
    entry: ParsedRow, body: Organisation, *, district_id: int, name: str
) -> tuple[Organisation, dict[str, Any]]:
    """The body under the name and unit of the line; a register of old does not take it back."""
    units = entry.context.known.units
    if units.followed(district_id, by=body.district_id, on=entry.day):
        _name_too(entry, body, unit=district_id, name=name)
        return told(entry, body), {"district_id": body.district_id, "name": body.name}
    if plain(body.name) != plain(name):
        entry.warn("renamed", "name", f"名称由“{body.name}”改为“{name}”，请确认是更名")
    if body.district_id != district_id:
        entry.warn(
            "moved",
            "district",
            f"区县由{units.get(body.district_id).name}改为{units.get(district_id).name}，请确认",
        )
    after = told(entry, body, district_id=district_id, name=name)
    _keep_former(entry, before=body, after=after)
    return after, {"district_id": district_id, "name": name}


def _keep_former(entry: ParsedRow, *, before: Organisation, after: Organisation) -> None:
    """Rows of its old unit, or that call it by its old name, go on to mean the body."""
    for unit in dict.fromkeys((before.district_id, after.district_id)):
        for name in dict.fromkeys((before.name, after.name)):
            if (unit, plain(name)) != (after.district_id, plain(after.name)):
                _name_too(entry, after, unit=unit, name=name)


def _name_too(entry: ParsedRow, body: Organisation, *, unit: int, name: str) -> None:
    """Let the body be found under another unit and name as well, unless somebody else is."""
    bodies = entry.context.bodies
    known = bodies.also_named(unit, name) is not None
    if not known and not _is_of_another(bodies, body, unit=unit, name=name):
        bodies.rename(replace(body, district_id=unit, name=name))
        entry.name(body, district_id=unit, name=name, former=True)


def _is_of_another(bodies: Organisations, body: Organisation, *, unit: int, name: str) -> bool:
    found = (bodies.named(kind, unit, name) for kind in BOTH)
    return any(one is not None and one.key != body.key for one in found)


def told(
    entry: ParsedRow, body: Organisation, *, district_id: int | None = None, name: str | None = None
) -> Organisation:
    """The body as the line leaves it."""
    values = entry.values
    return Organisation(
        kind=body.kind,
        id=body.id,
        district_id=district_id or body.district_id,
        name=name or body.name,
        uscc=values.get("uscc") or body.uscc,
        closed_on=values.get("closed_on", body.closed_on),
        is_new=body.is_new,
        seen=body.seen,
    )
