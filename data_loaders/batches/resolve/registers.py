"""机构台账 and 考试点台账: the bodies that every other ledger names."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from data_loaders.batches.resolve.organisation_questions import NEW, NONE
from data_loaders.batches.resolve.organisations import Organisation, plain
from data_loaders.batches.resolve.parsed_row import ParsedRow
from data_loaders.batches.resolve.renaming import moved, told
from data_loaders.batches.resolve.row_values import RowValues
from data_loaders.batches.resolve.status import may_stand

EXAMPLE: Final = "示例"
"""How the names of made-up bodies begin."""
KINDS: Final = {"institutions": "institution", "exam_sites": "exam_site"}


def institution(entry: ParsedRow, line: int) -> RowValues | None:
    """One institution, found by its code, else by unit and name."""
    return _register(entry, kind="institution")


def exam_site(entry: ParsedRow, line: int) -> RowValues | None:
    """One exam site, found by unit and name; several may share the code of their operator."""
    return _register(entry, kind="exam_site")


def unfit(entry: ParsedRow) -> None:
    """A row of a register that cannot be read: its unit is judged, its name if it is read.

    Later ledgers that name its body are told so.
    """
    name, district = entry.values.get("name"), entry.values.get("district")
    place = _unit(entry) if district and not entry.unread("closed_on") else None
    if not name:
        return
    _apart_from_demo(entry)
    if place is not None and not entry.unread("uscc"):
        _find(entry, kind=KINDS[entry.record.ledger], district_id=place)
    entry.context.bodies.refuse(place, name, where=entry.where)


def _register(entry: ParsedRow, *, kind: str) -> RowValues | None:
    district_id = _unit(entry)
    _apart_from_demo(entry)
    if district_id is None:
        entry.context.bodies.refuse(None, entry.values["name"], where=entry.where)
        return None
    found = _find(entry, kind=kind, district_id=district_id)
    if entry.refused or found is None:
        entry.context.bodies.refuse(district_id, entry.values["name"], where=entry.where)
        return None
    body, values = found
    if not may_stand(entry, body):
        entry.context.bodies.refuse(district_id, entry.values["name"], where=entry.where)
        return None
    if body.seen:
        return _repeated(entry, body, values=values | entry.kept())
    entry.context.bodies.put(body)
    entry.context.bodies.see(body, where=entry.where)
    return RowValues(values=values | entry.kept(), id=body.id)


def _unit(entry: ParsedRow) -> int | None:
    """The unit a body belonged to on the day of the register, or when it closed."""
    name, units, day = entry.values["district"], entry.context.known.units, _day(entry)
    entry.day = day
    found = units.find(name, on=day)
    if not isinstance(found, str):
        return found.id
    last = units.last(name, on=day)
    if last is None:
        entry.refuse(
            "district-not-valid",
            "district",
            f"{found}；名册填名册日期当天的区县，已注销或停用的请填注销或停用日期",
        )
        return None
    entry.warn_once(
        "district-ceased",
        "district",
        f"{found}；本表的“{name}”按撤销前的登记。旧名册请在表头上方写明“截至”的日期，"
        "现在的名册请改填现在的区县",
    )
    return last.id


def _apart_from_demo(entry: ParsedRow) -> None:
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


def _day(entry: ParsedRow) -> date:
    """The day on which the unit must be valid: the register's, or the last one of the body."""
    day: date | None = entry.values.get("as_of") or entry.record.header.as_of
    closed: date | None = entry.values.get("closed_on")
    return min(filter(None, (entry.context.today, day, closed)))


def _find(
    entry: ParsedRow, *, kind: str, district_id: int
) -> tuple[Organisation, dict[str, Any]] | None:
    """The body as the line leaves it, and the values of its name and unit."""
    bodies, name, uscc = entry.context.bodies, entry.values["name"], entry.values.get("uscc")
    coded = bodies.coded(kind, uscc) if uscc and kind == "institution" else None
    named = bodies.named(kind, district_id, name)
    if coded is not None:
        return _renamed(entry, coded, named=named, district_id=district_id)
    if named is not None:
        if not _same_code(entry, named):
            return None
        return told(entry, named), {"district_id": district_id, "name": named.name}
    before = entry.succeeded((kind,), district_id=district_id, name=name)
    if before is not None and not before.seen and not _other_code(before, uscc):
        return moved(entry, before, district_id=district_id, name=name)
    return _unmatched(entry, kind=kind, district_id=district_id)


def _renamed(
    entry: ParsedRow, coded: Organisation, *, named: Organisation | None, district_id: int
) -> tuple[Organisation, dict[str, Any]] | None:
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
    other = entry.context.bodies.decided(district_id, name)
    if other is not None and other.key == coded.key:
        return told(entry, coded), {"district_id": coded.district_id, "name": coded.name}
    return moved(entry, coded, district_id=district_id, name=name)


def _other_code(body: Organisation, uscc: str | None) -> bool:
    """Whether a code cannot be the body's own: an exam site has only its operator's."""
    return bool(body.kind == "institution" and uscc and body.uscc and body.uscc != uscc)


def _same_code(entry: ParsedRow, body: Organisation) -> bool:
    """Whether the line's code can be the body's own."""
    uscc = entry.values.get("uscc")
    if not _other_code(body, uscc):
        return True
    entry.refuse(
        "code-of-another-body",
        "uscc",
        f"“{body.name}”登记的统一社会信用代码是{body.uscc}，本行填的是{uscc}，请核对",
    )
    return False


def _unmatched(
    entry: ParsedRow, *, kind: str, district_id: int
) -> tuple[Organisation, dict[str, Any]] | None:
    """A name the unit has no body of: one a person knows under another name, or a new one."""
    bodies, name, uscc = entry.context.bodies, entry.values["name"], entry.values.get("uscc")
    other = bodies.decided(district_id, name) or _former(entry, district_id=district_id)
    if other is not None and other.kind == kind:
        return _alias(entry, other)
    found: Organisation | str | None = NEW
    if not _surely_new(entry, kind=kind, district_id=district_id):
        found = entry.ask_for_body("name", district_id=district_id, kinds=(kind,), may_be_new=True)
    if isinstance(found, Organisation):
        return _alias(entry, found)
    if found == NONE:
        entry.refuse("not-wanted", "name", f"已确认“{name}”本行不导入")
    if found != NEW:
        return None
    key = entry.context.next_body[kind]
    entry.context.next_body[kind] = key + 1
    body = Organisation(
        kind=kind,
        id=key,
        district_id=district_id,
        name=name,
        uscc=uscc,
        closed_on=entry.values.get("closed_on"),
        is_new=True,
    )
    return body, {"district_id": district_id, "name": name}


def _former(entry: ParsedRow, *, district_id: int) -> Organisation | None:
    """The body that was called so, unless this register has it by another name or code."""
    name, uscc = entry.values["name"], entry.values.get("uscc")
    former = entry.context.bodies.formerly(district_id, name)
    if former is None or former.seen or _other_code(former, uscc):
        return None
    entry.warn("former-name", "name", f"“{name}”是“{former.name}”以前的名称，按同一家更新")
    return former


def _surely_new(entry: ParsedRow, *, kind: str, district_id: int) -> bool:
    """Whether everything alike has another credit code, which no spelling explains."""
    uscc = entry.values.get("uscc")
    if kind != "institution" or not uscc:
        return False
    near = entry.context.known.units.near(district_id)
    alike = entry.context.bodies.like((kind,), district_id, entry.values["name"], near=near)
    written = plain(entry.values["name"])
    return all(body.uscc and plain(body.name) != written for body in alike)


def _alias(entry: ParsedRow, body: Organisation) -> tuple[Organisation, dict[str, Any]] | None:
    """A body under a name that is not its own keeps its name and unit."""
    if not _same_code(entry, body):
        return None
    return told(entry, body), {"district_id": body.district_id, "name": body.name}


def _repeated(entry: ParsedRow, body: Organisation, *, values: dict[str, Any]) -> RowValues:
    """A second line of the same body; whether it says the same is seen when all are there."""
    return RowValues(values=values, id=body.id)
