"""Loading the reporting units, their other names, hosts and successions from assets/places/."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from dashboard.paths import ASSETS
from dashboard.store.models.places import (
    ALIAS_KINDS,
    DISTRICT_KINDS,
    SUCCESSION_EXTENTS,
    District,
    DistrictAlias,
    DistrictHost,
    DistrictSuccession,
)
from data_loaders.assets import AssetRow, look_up, read_table, upsert
from data_loaders.cells import day, one_of, optional, text, whole

FOLDER: Final = ASSETS / "places"


def load_places(session: Session, *, folder: Path = FOLDER) -> None:
    """Load all places, by code; a second run changes nothing.

    Raises:
        AssetError: a file breaks a rule; the transaction must then not be committed.
    """
    units = _districts(folder)
    upsert(session, District, [row.values for row in units], key=("code",))
    ids = unit_ids(session)
    by_code = {row["code"]: row for row in units}
    _load_aliases(session, folder=folder, ids=ids)
    _load_hosts(session, folder=folder, ids=ids, units=by_code)
    _load_successions(session, folder=folder, ids=ids, units=by_code)


def unit_ids(session: Session) -> dict[str, int]:
    """The store's key of every unit by its code."""
    return dict(session.execute(select(District.code, District.id)).all())


def _districts(folder: Path) -> list[AssetRow]:
    rows = read_table(
        folder / "districts.csv",
        columns={
            "code": unit_code,
            "name": text(District.name),
            "short_name": text(District.short_name),
            "kind": one_of(DISTRICT_KINDS),
            "position": whole,
            "valid_from": optional(day),
            "valid_to": optional(day),
            "note": optional(text(District.note)),
        },
        unique=(("code",), ("position",), ("name", "kind")),
    )
    for row in rows:
        if row["code"].startswith("CQ-") != (row["kind"] == "zone"):
            raise row.problem("code", "开发区用自编代码CQ-xx，行政区用六位国标代码")
        if row["valid_from"] and row["valid_to"] and row["valid_to"] < row["valid_from"]:
            raise row.problem("valid_to", "不能早于valid_from")
    return rows


def _load_aliases(session: Session, *, folder: Path, ids: Mapping[str, int]) -> None:
    rows = read_table(
        folder / "aliases.csv",
        columns={
            "code": unit_code,
            "name": text(DistrictAlias.name),
            "kind": one_of(ALIAS_KINDS),
        },
        unique=(("code", "name"),),
    )
    values = [
        {"district_id": look_up(row, "code", ids), "name": row["name"], "kind": row["kind"]}
        for row in rows
    ]
    upsert(session, DistrictAlias, values, key=("name", "district_id"))


def _load_hosts(
    session: Session, *, folder: Path, ids: Mapping[str, int], units: Mapping[str, AssetRow]
) -> None:
    rows = read_table(
        folder / "hosts.csv",
        columns={"zone": unit_code, "host": unit_code},
        unique=(("zone", "host"),),
    )
    values = [
        {"zone_id": look_up(row, "zone", ids), "host_id": look_up(row, "host", ids)} for row in rows
    ]
    for row in rows:
        if units[row["zone"]]["kind"] != "zone":
            raise row.problem("zone", "应为开发区")
        if units[row["host"]]["kind"] == "zone":
            raise row.problem("host", "应为行政区，不能是开发区")
    upsert(session, DistrictHost, values, key=("zone_id", "host_id"))


def _load_successions(
    session: Session, *, folder: Path, ids: Mapping[str, int], units: Mapping[str, AssetRow]
) -> None:
    rows = read_table(
        folder / "successions.csv",
        columns={
            "predecessor": unit_code,
            "successor": unit_code,
            "on_date": day,
            "coded_on": optional(day),
            "in_office_on": optional(day),
            "extent": one_of(SUCCESSION_EXTENTS),
            "note": optional(text(DistrictSuccession.note)),
        },
        unique=(("predecessor", "successor"),),
    )
    values = [
        {
            "predecessor_id": look_up(row, "predecessor", ids),
            "successor_id": look_up(row, "successor", ids),
            **{
                name: row[name]
                for name in ("on_date", "coded_on", "in_office_on", "extent", "note")
            },
        }
        for row in rows
    ]
    for row in rows:
        _check_dates(row, predecessor=units[row["predecessor"]], successor=units[row["successor"]])
    upsert(session, DistrictSuccession, values, key=("predecessor_id", "successor_id"))


def _check_dates(row: AssetRow, *, predecessor: AssetRow, successor: AssetRow) -> None:
    """A unit wholly succeeded ends the day before; a successor is there on the day.

    Raises:
        AssetError: the dates contradict districts.csv.
    """
    last = predecessor["valid_to"]
    if row["extent"] == "whole" and last != row["on_date"] - timedelta(days=1):
        raise row.problem("on_date", "应为前一单位valid_to的次日")
    if successor["valid_from"] and successor["valid_from"] > row["on_date"]:
        raise row.problem("on_date", "不能早于后一单位的valid_from")
    for name in ("coded_on", "in_office_on"):
        if row[name] and row[name] < row["on_date"]:
            raise row.problem(name, "不能早于on_date")


def unit_code(cell: str) -> str:
    """A GB/T 2260 code of the city, or a private code CQ-xx."""
    if not re.fullmatch(r"50[0-9]{4}|CQ-[A-Z]{2}", cell):
        raise ValueError("应为50开头的六位代码，或CQ-加两个大写字母")
    return cell
