"""Loading the standards, their other spellings and their clauses from assets/standards/."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from dashboard.errors import AssetError
from dashboard.paths import ASSETS
from dashboard.store.models.standards import CLAUSE_KINDS, Clause, Standard, StandardAlias
from dashboard.units import UNITS
from data_loaders.assets import AssetRow, must_differ, read_json, record, upsert
from data_loaders.cells import Rule, day, decimal, one_of, optional, text

FOLDER: Final = ASSETS / "standards"
_FILE: Final = "standards/standards.json"
_STANDARD: Final[Mapping[str, Rule]] = {
    "code": text(Standard.code),
    "title": text(Standard.title),
    "subject": text(Standard.subject),
    "issued_on": optional(day),
    "in_force_on": optional(day),
    "superseded_on": optional(day),
    "note": optional(text(Standard.note)),
}
_ALIAS: Final[Mapping[str, Rule]] = {"name": text(StandardAlias.name)}
_CLAUSE: Final[Mapping[str, Rule]] = {
    "number": text(Clause.number),
    "subject": text(Clause.subject),
    "kind": one_of(CLAUSE_KINDS),
    "threshold": optional(decimal),
    "unit": optional(one_of(UNITS)),
    "note": optional(text(Clause.note)),
}


def load_standards(session: Session, *, folder: Path = FOLDER) -> None:
    """Load all standards, by code; a second run changes nothing.

    A clause's threshold that the bureau has typed in is kept: the file has none.

    Raises:
        AssetError: the file breaks a rule; nothing is written.
    """
    standards, aliases, clauses = _read(folder / "standards.json")
    upsert(session, Standard, [row.values for row in standards], key=("code",))
    ids = dict(session.execute(select(Standard.code, Standard.id)).all())
    upsert(
        session,
        StandardAlias,
        [{"name": row["name"], "standard_id": ids[row["code"]]} for row in aliases],
        key=("name",),
    )
    upsert(
        session,
        Clause,
        [
            {name: row[name] for name in _CLAUSE} | {"standard_id": ids[row["code"]]}
            for row in clauses
        ],
        key=("standard_id", "number"),
        keep=("threshold", "unit"),
    )


def _read(path: Path) -> tuple[list[AssetRow], list[AssetRow], list[AssetRow]]:
    """Standards, aliases and clauses as flat rows; the latter two carry the standard's code."""
    standards, aliases, clauses = [], [], []
    for index, raw in enumerate(_items(read_json(path), name="standards", place="")):
        place = f"standards[{index}]"
        lists = {name: _items(raw, name=name, place=place) for name in ("aliases", "clauses")}
        fields = {name: value for name, value in raw.items() if name not in lists}
        standard = record(fields, file=_FILE, place=place, columns=_STANDARD)
        standards.append(standard)
        aliases += [
            _part({"name": name}, at=f"{place}.aliases[{n}]", of=standard, columns=_ALIAS)
            for n, name in enumerate(lists["aliases"])
        ]
        clauses += [
            _part(clause, at=f"{place}.clauses[{n}]", of=standard, columns=_CLAUSE)
            for n, clause in enumerate(lists["clauses"])
        ]
    _check(standards, aliases, clauses)
    return standards, aliases, clauses


def _part(raw: Any, *, at: str, of: AssetRow, columns: Mapping[str, Rule]) -> AssetRow:
    row = record(raw, file=_FILE, place=at, columns=columns)
    return AssetRow(file=row.file, place=row.place, values={**row.values, "code": of["code"]})


def _items(raw: Any, *, name: str, place: str) -> list[Any]:
    found = raw.get(name) if isinstance(raw, dict) else None
    if not isinstance(found, list):
        raise AssetError(f"{_FILE} {place or '顶层'}“{name}”字段：应为列表")
    return found


def _check(standards: list[AssetRow], aliases: list[AssetRow], clauses: list[AssetRow]) -> None:
    must_differ(standards, columns=("code",))
    must_differ(aliases, columns=("name",))
    must_differ(clauses, columns=("code", "number"))
    codes = {row["code"] for row in standards}
    for row in aliases:
        if row["name"] in codes:
            raise row.problem("name", "与某个标准号相同，不能作别名")
    for row in standards:
        first, last = row["in_force_on"], row["superseded_on"]
        if first and last and last < first:
            raise row.problem("superseded_on", "不能早于in_force_on")
    for row in clauses:
        if row["threshold"] is not None and row["unit"] is None:
            raise row.problem("unit", "有限值就要有单位")
