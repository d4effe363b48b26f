"""机构台账 and 考试点台账: the bodies that every other ledger names."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from data_loaders.batches.asked import NEW, NONE
from data_loaders.batches.bodies import Body, plain
from data_loaders.batches.draft import Draft
from data_loaders.batches.entry import Entry

EXAMPLE: Final = "示例"
"""How the names of made-up bodies begin."""
REGISTERS: Final = ("institutions", "exam_sites")
_TOLD: Final = ("uscc", "theory_seats", "practical_stations", "closed_on", "note")


def institution(entry: Entry, line: int) -> Draft | None:
    """One institution, found by its code, else by unit and name."""
    return _register(entry, kind="institution", columns=(*_TOLD, "kind", "founded_on"))


def exam_site(entry: Entry, line: int) -> Draft | None:
    """One exam site, found by unit and name; several may share the code of their operator."""
    return _register(entry, kind="exam_site", columns=(*_TOLD, "opened_on"))


def unfit(entry: Entry) -> None:
    """A row of a register that cannot be read: later ledgers that name its body are told so."""
    name, district = entry.values.get("name"), entry.values.get("district")
    if not name:
        return
    unit = entry.context.known.units.find(district, on=_day(entry)) if district else ""
    place = None if isinstance(unit, str) else unit.id
    entry.context.bodies.refuse(place, name, where=entry.where)


def _register(entry: Entry, *, kind: str, columns: tuple[str, ...]) -> Draft | None:
    district_id = _unit(entry)
    if district_id is None:
        unfit(entry)
        return None
    _apart_from_demo(entry)
    found = _find(entry, kind=kind, district_id=district_id)
    if entry.refused or found is None:
        entry.context.bodies.refuse(district_id, entry.values["name"], where=entry.where)
        return None
    body, values = found
    if body.seen:
        return _repeated(entry, body, values=values | entry.only(*columns))
    entry.context.bodies.put(body)
    entry.context.bodies.see(body, where=entry.where)
    return Draft(values=values | entry.only(*columns), id=body.id)


def _unit(entry: Entry) -> int | None:
    """The unit a body belongs to now, or belonged to when it closed."""
    found = entry.context.known.units.find(entry.values["district"], on=_day(entry))
    if not isinstance(found, str):
        return found.id
    entry.refuse(
        "district-not-valid",
        "district",
        f"{found}；名册填现在的区县，已注销或停用的请填注销或停用日期",
    )
    return None


def _apart_from_demo(entry: Entry) -> None:
    """No made-up body enters a store of real data, and no real one a demo."""
    made_up = entry.values["name"].startswith(EXAMPLE)
    if entry.context.dataset == "demo" and not made_up:
        entry.refuse(
            "not-example-name",
            "name",
            f"演示数据库只登记名称以“{EXAMPLE}”开头的单位；真实单位请导入正式数据库",
        )
    if entry.context.dataset != "demo" and made_up:
        entry.refuse(
            "example-name",
            "name",
            f"名称以“{EXAMPLE}”开头的是演示或填写示例，不能导入正式数据；请删去示例行",
        )


def _day(entry: Entry) -> date:
    """The day on which the unit must be valid: today, or the last day of a body that has closed."""
    closed: date | None = entry.values.get("closed_on")
    return min(closed, entry.context.today) if closed else entry.context.today


def _find(entry: Entry, *, kind: str, district_id: int) -> tuple[Body, dict[str, Any]] | None:
    """The body as the line leaves it, and the values of its name and unit."""
    bodies, name, uscc = entry.context.bodies, entry.values["name"], entry.values.get("uscc")
    coded = bodies.coded(kind, uscc) if uscc and kind == "institution" else None
    named = bodies.named(kind, district_id, name)
    if coded is not None:
        return _renamed(entry, coded, named=named, district_id=district_id)
    if named is not None:
        if not _same_code(entry, named):
            return None
        return _told(entry, named), {"district_id": district_id, "name": named.name}
    return _unmatched(entry, kind=kind, district_id=district_id)


def _renamed(
    entry: Entry, coded: Body, *, named: Body | None, district_id: int
) -> tuple[Body, dict[str, Any]] | None:
    """A body known by its code may have another name or unit by now, if nobody else has it."""
    name = entry.values["name"]
    if named is not None and named.key != coded.key:
        entry.refuse(
            "name-of-another-body",
            "name",
            f"统一社会信用代码{coded.uscc}是“{coded.name}”的，但本区县的“{name}”是另一家，"
            "请核对名称和代码",
        )
        return None
    other = entry.context.bodies.also_named(district_id, name)
    if other is not None and other.key == coded.key:
        return _told(entry, coded), {"district_id": coded.district_id, "name": coded.name}
    if plain(coded.name) != plain(name):
        entry.warn("renamed", "name", f"名称由“{coded.name}”改为“{name}”，请确认是更名")
    if coded.district_id != district_id:
        units = entry.context.known.units
        entry.warn(
            "moved",
            "district",
            f"区县由{units.get(coded.district_id).name}改为{units.get(district_id).name}，请确认",
        )
    return _told(entry, coded, district_id=district_id, name=name), {
        "district_id": district_id,
        "name": name,
    }


def _same_code(entry: Entry, body: Body) -> bool:
    """Whether the line's code can be the body's own: an exam site has only its operator's."""
    uscc = entry.values.get("uscc")
    if body.kind == "exam_site" or not uscc or not body.uscc or body.uscc == uscc:
        return True
    entry.refuse(
        "code-of-another-body",
        "uscc",
        f"“{body.name}”登记的统一社会信用代码是{body.uscc}，本行填的是{uscc}，请核对",
    )
    return False


def _unmatched(entry: Entry, *, kind: str, district_id: int) -> tuple[Body, dict[str, Any]] | None:
    """A name the unit has no body of: one a person knows under another name, or a new one."""
    bodies, name, uscc = entry.context.bodies, entry.values["name"], entry.values.get("uscc")
    other = bodies.also_named(district_id, name)
    if other is not None and other.kind == kind:
        return _alias(entry, other)
    found: Body | str | None = NEW
    if not _surely_new(entry, kind=kind, district_id=district_id):
        found = entry.ask_for_body("name", district_id=district_id, kinds=(kind,), may_be_new=True)
    if isinstance(found, Body):
        return _alias(entry, found)
    if found == NONE:
        entry.refuse("not-wanted", "name", f"已确认“{name}”本行不导入")
    if found != NEW:
        return None
    key = entry.context.next_body[kind]
    entry.context.next_body[kind] = key + 1
    body = Body(
        kind=kind,
        id=key,
        district_id=district_id,
        name=name,
        uscc=uscc,
        closed_on=entry.values.get("closed_on"),
        is_new=True,
    )
    return body, {"district_id": district_id, "name": name}


def _surely_new(entry: Entry, *, kind: str, district_id: int) -> bool:
    """Whether everything alike has another credit code, which no spelling explains."""
    uscc = entry.values.get("uscc")
    if kind != "institution" or not uscc:
        return False
    near = entry.context.known.units.near(district_id)
    alike = entry.context.bodies.like((kind,), district_id, entry.values["name"], near=near)
    written = plain(entry.values["name"])
    return all(body.uscc and plain(body.name) != written for body in alike)


def _alias(entry: Entry, body: Body) -> tuple[Body, dict[str, Any]] | None:
    """A body under a name that is not its own keeps its name and unit."""
    if not _same_code(entry, body):
        return None
    return _told(entry, body), {"district_id": body.district_id, "name": body.name}


def _told(
    entry: Entry, body: Body, *, district_id: int | None = None, name: str | None = None
) -> Body:
    values = entry.values
    return Body(
        kind=body.kind,
        id=body.id,
        district_id=district_id or body.district_id,
        name=name or body.name,
        uscc=values.get("uscc") or body.uscc,
        closed_on=values.get("closed_on", body.closed_on),
        is_new=body.is_new,
        seen=body.seen,
    )


def _repeated(entry: Entry, body: Body, *, values: dict[str, Any]) -> Draft:
    """A second line of the same body; whether it says the same is seen when all are there."""
    return Draft(values=values, id=body.id)
