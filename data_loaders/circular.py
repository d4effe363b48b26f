"""Loading what the circular 渝应急办发〔2024〕39号 states, names, requires and leaves open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from dashboard.paths import ASSETS
from dashboard.store.models.inspections import FINDING_CATEGORIES
from dashboard.store.models.practice import REQUIREMENT_STATUSES, GoodPractice, Requirement
from dashboard.store.models.sources import (
    MENTION_STATUSES,
    QUALIFIERS,
    PublishedFigure,
    PublishedMention,
    SourceDocument,
    SourceGap,
)
from dashboard.units import UNITS
from data_loaders.assets import AssetRow, look_up, read_json, read_table, record, upsert
from data_loaders.cells import Rule, day, decimal, one_of, optional, text, true_false, whole
from data_loaders.places import unit_code, unit_ids

FOLDER: Final = ASSETS / "circular"
_FRACTIONAL_UNITS: Final = frozenset(key for key, unit in UNITS.items() if unit.decimals) - {"fen"}


def load_circular(session: Session, *, folder: Path = FOLDER) -> None:
    """Load the circular, by its number; a second run changes nothing. Needs the places loaded.

    What people have entered is kept: a requirement's status, deadline and evidence, and the day
    a suspicion was last confirmed.

    Raises:
        AssetError: a file breaks a rule or names a place the store does not have; the transaction
            must then not be committed.
    """
    document_id = _load_document(session, path=folder / "document.json")
    units = unit_ids(session)
    keys = _load_figures(session, folder=folder, document_id=document_id, units=units)
    _load_mentions(session, folder=folder, document_id=document_id, units=units)
    _load_practices(session, folder=folder, document_id=document_id, units=units)
    _load_requirements(session, folder=folder, document_id=document_id)
    _load_gaps(session, folder=folder, document_id=document_id, figure_keys=keys)


def _load_document(session: Session, *, path: Path) -> int:
    columns: Mapping[str, Rule] = {
        "number": text(SourceDocument.number),
        "title": text(SourceDocument.title),
        "issuer": text(SourceDocument.issuer),
        "issued_on": optional(day),
        "refers_until": day,
        "date_note": optional(text(SourceDocument.date_note)),
        "access_note": optional(text(SourceDocument.access_note)),
    }
    row = record(read_json(path), file="circular/document.json", place="顶层", columns=columns)
    upsert(session, SourceDocument, [row.values], key=("number",))
    return session.scalars(
        select(SourceDocument.id).where(SourceDocument.number == row["number"])
    ).one()


def _load_figures(
    session: Session, *, folder: Path, document_id: int, units: Mapping[str, int]
) -> frozenset[str]:
    rows = read_table(
        folder / "figures.csv",
        columns={
            "position": whole,
            "key": text(PublishedFigure.key),
            "label": text(PublishedFigure.label),
            "value": decimal,
            "unit": one_of(UNITS),
            "qualifier": one_of(QUALIFIERS),
            "district": optional(unit_code),
            "scope": text(PublishedFigure.scope),
            "campaign": optional(text(PublishedFigure.campaign)),
            "entity": text(PublishedFigure.entity),
            "period_label": text(PublishedFigure.period_label),
            "period_start": optional(day),
            "period_end": optional(day),
            "section": _section,
        },
        unique=(("position",), ("key",)),
    )
    for row in rows:
        _check_figure(row)
    values = [_with_district(row, document_id=document_id, units=units) for row in rows]
    upsert(session, PublishedFigure, values, key=("document_id", "position"))
    return frozenset(row["key"] for row in rows)


def _check_figure(row: AssetRow) -> None:
    if row["unit"] == "share" and row["value"] > 1:
        raise row.problem("value", "比例应在0到1之间")
    if row["unit"] not in _FRACTIONAL_UNITS and row["value"] != int(row["value"]):
        raise row.problem("value", "此单位应为整数（金额以分计）")
    if row["period_start"] and row["period_end"] and row["period_end"] < row["period_start"]:
        raise row.problem("period_end", "不能早于period_start")


def _load_mentions(
    session: Session, *, folder: Path, document_id: int, units: Mapping[str, int]
) -> None:
    rows = read_table(
        folder / "mentions.csv",
        columns={
            "section": _section,
            "topic": one_of(FINDING_CATEGORIES),
            "district": unit_code,
            "status": one_of(MENTION_STATUSES),
            "list_is_open": true_false,
            "content": text(PublishedMention.content),
            "entity_name": optional(text(PublishedMention.entity_name)),
        },
        unique=(("topic", "district"),),
    )
    for row in rows:
        if (row["status"] == "suspected") != (row["entity_name"] is not None):
            raise row.problem("entity_name", "涉嫌的须写明单位，其余不得写单位")
    values = [_with_district(row, document_id=document_id, units=units) for row in rows]
    upsert(session, PublishedMention, values, key=("document_id", "topic", "district_id"))


def _load_practices(
    session: Session, *, folder: Path, document_id: int, units: Mapping[str, int]
) -> None:
    rows = read_table(
        folder / "practices.csv",
        columns={
            "section": _section,
            "district": unit_code,
            "theme": text(GoodPractice.theme),
            "summary": text(GoodPractice.summary),
        },
        unique=(("district", "theme"),),
    )
    values = [_with_district(row, document_id=document_id, units=units) for row in rows]
    upsert(session, GoodPractice, values, key=("document_id", "district_id", "theme"))


def _load_requirements(session: Session, *, folder: Path, document_id: int) -> None:
    rows = read_table(
        folder / "requirements.csv",
        columns={
            "position": whole,
            "section": _section,
            "theme": text(Requirement.theme),
            "summary": text(Requirement.summary),
            "responsible": text(Requirement.responsible),
            "due_on": optional(day),
            "status": optional(one_of(REQUIREMENT_STATUSES)),
        },
        unique=(("position",),),
    )
    values = [{**row.values, "document_id": document_id} for row in rows]
    keep = ("due_on", "status")
    upsert(session, Requirement, values, key=("document_id", "position"), keep=keep)


def _load_gaps(
    session: Session, *, folder: Path, document_id: int, figure_keys: frozenset[str]
) -> None:
    rows = read_table(
        folder / "gaps.csv",
        columns={
            "position": whole,
            "section": text(SourceGap.section),
            "question": text(SourceGap.question),
            "consequence": text(SourceGap.consequence),
            "figure_key": optional(one_of(sorted(figure_keys))),
        },
        unique=(("position",), ("question",)),
    )
    values = [{**row.values, "document_id": document_id} for row in rows]
    upsert(session, SourceGap, values, key=("document_id", "position"))


def _with_district(row: AssetRow, *, document_id: int, units: Mapping[str, int]) -> dict[str, Any]:
    """The row's columns with the store's keys in place of the district's code."""
    values = {name: value for name, value in row.values.items() if name != "district"}
    district_id = look_up(row, "district", units)
    return values | {"document_id": document_id, "district_id": district_id}


def _section(cell: str) -> str:
    """A section as the circular numbers it."""
    if not re.fullmatch(r"[一二三](（[一二三四五六]）)?", cell):
        raise ValueError("应写作“一（一）”或“二”")
    return cell
